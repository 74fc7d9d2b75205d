"""How agencies' own systems and mailboxes hear of their cases: endpoints, what they did not take, readers of the digest."""

from functools import partial

from nicegui import ui

from api import clock
from api.agencies import directory
from api.console.case_events import agency_name
from api.console.dead_letters import DeadLetters
from api.console.delivery_words import kinds_words, reason_words, stopped_words
from api.console.digest_readers import DigestReaders
from api.console.elements import box, button, confirm, link, notify, outcome, page_dialog, text
from api.console.shell import MOUNT_PATH, staff_page
from api.console.visitor import Visitor
from api.console.words import moment
from api.errors import TrolyError
from api.notifications import service
from api.notifications.service import WebhookEndpoint
from api.staff.service import Role

_INPUT = "outlined dense"


class NotTakenError(TrolyError):
    """The endpoint did not take the test event."""

    status = 502


@staff_page("/admin/connections", Role.ADMIN, title="Kết nối cơ quan")
async def connections_page(visitor: Visitor) -> None:
    """Show the endpoints beside the form for a new one, then what was not taken, then the readers of the digest."""
    dead = DeadLetters(visitor)
    webhooks = _Webhooks(visitor, dead)
    readers = DigestReaders(visitor)
    with box(classes="connections"):
        link("← Tài khoản", f"{MOUNT_PATH}/admin")
        for title, part in (
            ("Điểm nhận webhook", webhooks),
            ("Không gửi được", dead),
            ("Bản tin e-mail mỗi sáng", readers),
        ):
            with box("section", "panel", aria_label=title):
                text(title, "h2")
                part.build()
    for part in (webhooks, dead, readers):
        await part.refresh()


class _Webhooks:
    def __init__(self, visitor: Visitor, dead: DeadLetters) -> None:
        self._visitor, self._dead = visitor, dead

    def build(self) -> None:
        """Build the empty list, and the form under it."""
        self._list = box()
        with box(classes="form"):
            self._agency = ui.select(
                {one.code: one.name for one in directory.agencies()}, label="Cơ quan", with_input=True
            ).props(f"{_INPUT} options-dense")
            self._label = ui.input("Tên hệ thống nhận").props(f"{_INPUT} maxlength=120 autocomplete=off")
            self._url = ui.input("Địa chỉ nhận (https://…)").props(
                f"{_INPUT} maxlength=2000 autocomplete=off"
            )
            button("Thêm điểm nhận", self._add, "primary")

    async def refresh(self) -> None:
        """Show the endpoints as they are now."""
        async with self._visitor.acting() as (session, _):
            rows = await service.endpoints(session)
        self._list.clear()
        with self._list:
            if not rows:
                text("Chưa có điểm nhận nào.", "p", "muted")
            for row in rows:
                self._row(row)

    def _row(self, row: WebhookEndpoint) -> None:
        with box(classes="account closed" if row.disabled_at else "account"):
            with box(classes="account-who"):
                text(row.label, classes="strong")
                text(row.url, classes="muted mono")
            with box(classes="account-what"):
                text(agency_name(row.agency))
                text(kinds_words(row.kinds), classes="muted")
            with box(classes="account-end many"):
                self._choices(row)

    def _choices(self, row: WebhookEndpoint) -> None:
        name = row.label
        text(f"Từ {moment(row.created_at)}", classes="muted account-since")
        if row.disabled_at:
            text(stopped_words(row.disabled_reason), classes="chip")
            button("Bật lại", partial(self._enable, row), "small", aria_label=f"Bật lại {name}")
        else:
            button("Gửi thử", partial(self._try, row), "small", aria_label=f"Gửi thử {name}")
            button("Ngừng", partial(self._disable, row), "small", aria_label=f"Ngừng {name}")
        button("Xóa", partial(self._remove, row), "small danger", aria_label=f"Xóa {name}")

    async def _add(self) -> None:
        async with self._visitor.acting() as (session, account):
            made = await service.add_endpoint(
                session,
                agency=self._agency.value or "",
                url=(self._url.value or "").strip(),
                label=self._label.value or "",
                actor=f"staff:{account.id}",
            )
        self._url.value = self._label.value = ""
        await self.refresh()
        await _show_secret(made.secret)

    async def _try(self, row: WebhookEndpoint) -> None:
        actor = f"staff:{self._visitor.account.id}"
        answer = await service.try_endpoint(endpoint_id=row.id, actor=actor, now=clock.now())
        if not answer.taken:
            raise NotTakenError(answer.reason, sentence=f"{reason_words(answer.reason)}.")
        notify(f"Điểm nhận đã nhận (HTTP {answer.status}, {answer.milliseconds} ms).")

    async def _disable(self, row: WebhookEndpoint) -> None:
        async with self._visitor.acting() as (session, account):
            await service.disable_endpoint(
                session,
                endpoint_id=row.id,
                reason="quản trị viên ngừng",
                actor=f"staff:{account.id}",
                now=clock.now(),
            )
        await self.refresh()

    async def _enable(self, row: WebhookEndpoint) -> None:
        async with self._visitor.acting() as (session, account):
            await service.enable_endpoint(session, endpoint_id=row.id, actor=f"staff:{account.id}")
        await self.refresh()

    async def _remove(self, row: WebhookEndpoint) -> None:
        detail = f"{row.url} sẽ không nhận gì nữa; những gì chưa gửi sẽ bị bỏ."
        if not await confirm(f"Xóa điểm nhận {row.label}?", yes="Xóa", detail=detail):
            return
        async with self._visitor.acting() as (session, account):
            await service.remove_endpoint(session, endpoint_id=row.id, actor=f"staff:{account.id}")
        await self.refresh()
        await self._dead.refresh()


async def _show_secret(secret: str) -> None:
    """Show a new endpoint's secret, once."""
    with page_dialog("Khóa ký").props("persistent") as dialog, box(classes="dialog"):
        text("Khóa ký của điểm nhận", "h2")
        text(secret, "p", "mono")
        text("Khóa không hiện lại: anh/chị chép ngay và gửi cho đơn vị qua kênh an toàn.", "p", "muted")
        with box(classes="dialog-actions"):

            async def close() -> None:
                dialog.submit(None)

            button("Đã chép", close, "primary")
    await outcome(dialog)
