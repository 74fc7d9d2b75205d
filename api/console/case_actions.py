"""The steps open to an officer for the case at hand: one button each, what it asks, and what it calls."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from api import clock
from api.console import case_steps
from api.console.case_words import TO_ACCEPT, TO_ANSWER, TO_CLASSIFY
from api.console.elements import Action, box, button, confirm, notify, text
from api.console.visitor import Visitor
from api.errors import ForbiddenError
from api.feedback import service as feedback
from api.feedback.service import OVERSEERS, Case, Status
from api.staff.service import Account

Change = Callable[..., Awaitable[object]]
_WORKED_ON = TO_ACCEPT | {Status.IN_PROGRESS}


def own_agency(account: Account) -> str:
    """Return the agency of an officer; raises ForbiddenError for an account without one."""
    if account.agency is None:
        raise ForbiddenError(f"account {account.id} has no agency")
    return account.agency


class CaseActions:
    """The buttons under a case; built anew for each status."""

    def __init__(self, visitor: Visitor, case: Case, *, whose: str | None = None) -> None:
        self._visitor = visitor
        self._case = case
        self._whose = whose
        self._agency = own_agency(visitor.account)
        self._status = Status(case.status)

    def build(self) -> None:
        """Add the buttons that the officer's agency has for the case as it stands."""
        oversees, own = self._agency in OVERSEERS, self._case.handler == self._agency
        if self._case.merged_into_id is not None:
            with box(classes="actions"):
                button("Bỏ gộp", self._unmerge)
            return
        if oversees and feedback.awaits_review(self._case):
            self._review()
        if not own:
            return
        with box(classes="actions"):
            for words, action, classes in self._buttons(oversees=oversees):
                button(words, action, classes)
        answerable = TO_ANSWER | (TO_CLASSIFY - {Status.NEEDS_INFO} if oversees else frozenset())
        if self._status in answerable:
            self._answer_box = (
                ui.textarea("Trả lời người dân").props("outlined maxlength=4000").classes("wide grows")
            )
            with box(classes="actions end"):
                button("Gửi trả lời", self._answer, "primary")

    def _buttons(self, *, oversees: bool) -> list[tuple[str, Action, str]]:
        found: list[tuple[str, Action, str]] = []
        if oversees and self._status in TO_CLASSIFY | _WORKED_ON:
            found.append(("Chuyển cơ quan xử lý", self._assign, "primary"))
            found.append(("Tách cho nhiều cơ quan", self._split, ""))
        elif self._status in TO_ACCEPT:
            found.append(("Nhận xử lý", self._accept, "primary"))
        if self._status == Status.NEEDS_INFO:
            found.append(("Ghi thông tin bổ sung", self._give_info, ""))
        elif self._status in _WORKED_ON | TO_CLASSIFY:
            found.append(("Hỏi thêm người dân", self._ask_info, ""))
        if oversees and self._status in TO_CLASSIFY | _WORKED_ON:
            found.append(("Chuyển bộ, tỉnh khác", self._transfer, ""))
            found.append(("Từ chối", self._refuse, "danger"))
        elif self._status in _WORKED_ON:
            found.append(("Báo tiến độ", self._progress, ""))
            found.append(("Gia hạn", self._extend, ""))
            found.append(("Trả lại", self._return, ""))
        if self._status in _WORKED_ON | TO_CLASSIFY:
            found.append(("Gộp", self._merge, ""))
        return found

    def _review(self) -> None:
        with box(classes="review"):
            text("Duyệt trả lời", "h3")
            if not self._case.may_publish:
                text("Người phản ánh đề nghị không công khai.", "p", "muted")
            with box(classes="actions"):
                if self._case.may_publish:
                    button("Công khai", self._publish, "primary")
                button("Không công khai", self._keep_private)
                if self._status == Status.ANSWERED:
                    button("Yêu cầu trả lời lại", self._send_back, "danger")

    async def _do(self, change: Change, done: str, **values: object) -> None:
        """Call a step of the service for the case in a transaction of its own, and say that it is done."""
        async with self._visitor.acting() as (session, account):
            await change(
                session,
                case_id=self._case.id,
                actor=f"staff:{account.id}",
                now=clock.now(),
                **({"agency": own_agency(account)} | values),
            )
        notify(done)

    async def _accept(self) -> None:
        await self._do(feedback.accept, "Đã nhận xử lý.")

    async def _progress(self) -> None:
        note = await case_steps.ask_words(
            "Báo tiến độ", "Người dân đọc được nội dung này.", label="Đã làm gì, còn gì, khi nào xong"
        )
        if note is not None:
            await self._do(feedback.progress, "Đã báo tiến độ.", note=note)

    async def _extend(self) -> None:
        known = feedback.limits()
        given = await case_steps.ask_extension(
            "Gia hạn", f"Mỗi lần nhiều nhất {known.extension_days} ngày, không quá {known.extensions} lần."
        )
        if given is not None:
            await self._do(feedback.extend, "Đã gia hạn.", until=given.until, reason=given.reason)

    async def _return(self) -> None:
        given = await case_steps.ask_where_to(
            "Trả lại phản ánh",
            "Ghi rõ lý do. Nếu biết cơ quan có thẩm quyền thì chọn, tổng đài phân loại lại.",
            but=self._agency,
        )
        if given is not None:
            await self._do(
                feedback.return_case, "Đã trả lại phản ánh.", reason=given.reason, to_agency=given.agency
            )

    async def _ask_info(self) -> None:
        question = await case_steps.ask_words(
            "Hỏi thêm người dân", "Thời hạn tạm dừng cho đến khi người dân bổ sung.", label="Cần biết thêm gì"
        )
        if question is not None:
            await self._do(feedback.ask_info, "Đã hỏi người dân.", question=question)

    async def _give_info(self) -> None:
        words = await case_steps.ask_words(
            "Ghi thông tin bổ sung",
            "Khi người dân báo qua điện thoại hoặc trực tiếp.",
            label="Thông tin người dân cho biết",
        )
        if words is None:
            return
        async with self._visitor.acting() as (session, account):
            # whoever has the case writes down what its citizen said
            await feedback.case_for_agency(session, case_id=self._case.id, agency=own_agency(account))
            await feedback.give_info(
                session, case_id=self._case.id, text=words, now=clock.now(), actor=f"staff:{account.id}"
            )
        notify("Đã ghi thông tin.")

    async def _assign(self) -> None:
        given = await case_steps.ask_where_to(
            "Chuyển cơ quan xử lý",
            "Chọn cơ quan có thẩm quyền.",
            but=self._agency,
            agency_needed=True,
            whose=self._whose,
        )
        if given is None or given.agency is None:
            return
        async with self._visitor.acting() as (session, account):
            await feedback.assign(
                session,
                case_id=self._case.id,
                by=own_agency(account),
                actor=f"staff:{account.id}",
                to_agency=given.agency,
                note=given.reason or None,
                now=clock.now(),
            )
        notify("Đã chuyển phản ánh.")

    async def _split(self) -> None:
        given = await case_steps.ask_agencies(
            "Tách cho nhiều cơ quan", "Mỗi cơ quan có một mã và cùng một hạn, dài hơn hạn thường."
        )
        if given is None:
            return
        async with self._visitor.acting() as (session, account):
            await feedback.split(
                session,
                case_id=self._case.id,
                by=own_agency(account),
                actor=f"staff:{account.id}",
                agencies=given.codes,
                reason=given.reason,
                now=clock.now(),
            )
        notify("Đã tách phản ánh.")

    async def _transfer(self) -> None:
        given = await case_steps.ask_named(
            "Chuyển bộ, tỉnh khác", "Người dân đọc được nơi nhận và lý do.", label="Bộ, ngành, tỉnh nhận"
        )
        if given is not None:
            await self._do(feedback.transfer_out, "Đã chuyển nơi khác.", to=given.name, reason=given.reason)

    async def _refuse(self) -> None:
        reason = await case_steps.ask_words(
            "Từ chối tiếp nhận", "Người dân đọc được lý do.", label="Lý do và hướng dẫn"
        )
        if reason is not None:
            await self._do(feedback.refuse, "Đã từ chối tiếp nhận.", reason=reason)

    async def _merge(self) -> None:
        given = await case_steps.ask_named(
            "Gộp vào phản ánh khác",
            "Người dân theo dõi phản ánh chính thay cho phản ánh này.",
            label="Mã phản ánh chính (PA-…)",
        )
        if given is None:
            return
        async with self._visitor.acting() as (session, account):
            main = await feedback.case_by_code(session, code=given.name)
            await feedback.merge(
                session,
                case_id=self._case.id,
                into_id=main.id,
                agency=own_agency(account),
                actor=f"staff:{account.id}",
                reason=given.reason,
                now=clock.now(),
            )
        notify(f"Đã gộp vào {main.code}.")

    async def _unmerge(self) -> None:
        reason = await case_steps.ask_words("Bỏ gộp", "Phản ánh được xử lý riêng trở lại.", label="Lý do")
        if reason is not None:
            await self._do(feedback.unmerge, "Đã bỏ gộp.", reason=reason)

    async def _answer(self) -> None:
        words = (self._answer_box.value or "").strip()
        if not words:
            raise case_steps.EmptyTextError("empty answer")
        if await confirm("Gửi trả lời này cho người dân?", yes="Gửi trả lời", detail=words):
            await self._do(feedback.answer, "Đã gửi trả lời.", text=words)

    async def _publish(self) -> None:
        given = await case_steps.ask_publication(feedback.draft(self._case))
        if given is not None:
            await self._do(feedback.publish, "Đã công khai.", content=given.content, answer=given.answer)

    async def _keep_private(self) -> None:
        reason = await case_steps.ask_words(
            "Không công khai", "Trả lời đạt nhưng không phù hợp để công khai.", label="Lý do"
        )
        if reason is not None:
            await self._do(feedback.keep_private, "Đã duyệt, không công khai.", reason=reason)

    async def _send_back(self) -> None:
        reason = await case_steps.ask_words(
            "Yêu cầu trả lời lại", "Trả lời chưa đúng nội dung người dân hỏi.", label="Cần trả lời thêm gì"
        )
        if reason is not None:
            await self._do(feedback.send_back, "Đã yêu cầu trả lời lại.", reason=reason)
