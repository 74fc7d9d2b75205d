"""The files of a case on its page: opened one by one, shown to more people or fewer, and those the agency adds."""

from uuid import UUID

from nicegui import events, ui
from nicegui.element import Element
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.attachments import service as files
from api.attachments.service import Audience, FileKind, FileOfCase, Origin
from api.console.case_actions import own_agency
from api.console.case_words import OPEN
from api.console.elements import Action, box, button, link, notify, text
from api.console.files import case_file_address
from api.console.guard import guarded
from api.console.visitor import Visitor
from api.console.words import moment
from api.feedback import service as feedback
from api.feedback.service import OVERSEERS, Case, Status

KINDS = {FileKind.PHOTO: "Ảnh", FileKind.VIDEO: "Video", FileKind.AUDIO: "Ghi âm", FileKind.FILE: "Tệp"}
ORIGINS = {Origin.CITIZEN: "Người dân gửi", Origin.AGENCY: "Cơ quan gửi"}
AUDIENCES = {
    Audience.INTERNAL: "Nội bộ",
    Audience.CITIZEN: "Người phản ánh xem được",
    Audience.PUBLIC: "Mọi người xem được khi công khai",
}


def size_words(size: int) -> str:
    """Return a size as people read it: 120 KB, 1,4 MB."""
    megabytes = size / (1024 * 1024)
    return f"{megabytes:.1f} MB".replace(".", ",") if megabytes >= 0.1 else f"{max(1, size // 1024)} KB"


class CaseFiles:
    """The part of the case page that holds its files; built where it is made."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._case: Case | None = None
        self._shown: tuple[object, ...] | None = None
        self._files: list[FileOfCase] = []
        self._box: Element = box(classes="case-files")

    def clear(self) -> None:
        """Show nothing."""
        self._case, self._shown = None, None
        self._box.clear()

    async def read(self, session: AsyncSession, case: Case, *, agency: str) -> None:
        """Read the files of `case`; `show` brings them onto the page."""
        self._files = await feedback.files_to_read(session, case_id=case.id, agency=agency)
        self._case = case

    def show(self) -> None:
        """Bring the page up to date, if anything has changed."""
        case = self._case
        if case is None:
            return
        state = (case.id, case.status, case.handler, case.may_publish, tuple(self._files))
        if state == self._shown:
            return
        self._shown = state
        self._box.clear()
        agency = own_agency(self._visitor.account)
        may_add = case.handler == agency and Status(case.status) in OPEN and case.merged_into_id is None
        with self._box:
            if self._files or may_add:
                text("Ảnh và tệp", "h3")
            with box("ul", "file-list"):
                for one in self._files:
                    self._row(one, case, oversees=agency in OVERSEERS)
            if may_add:
                self._adding()

    def _row(self, one: FileOfCase, case: Case, *, oversees: bool) -> None:
        with box("li", "file-row"):
            link(f"{KINDS[one.kind]}: {one.name}", case_file_address(one.case_id, one.id), outside=True)
            text(f"{ORIGINS[one.origin]} · {moment(one.added_at)} · {size_words(one.size)}", classes="muted")
            text(AUDIENCES[one.audience], classes="chip")
            if one.case_id != case.id:
                return
            if one.audience is Audience.PUBLIC:
                button("Không công khai tệp", self._showing(one.id, Audience.CITIZEN), "small")
            elif oversees and case.may_publish:
                button("Cho công khai tệp", self._showing(one.id, Audience.PUBLIC), "small")
            if one.audience is Audience.INTERNAL and case.handler == own_agency(self._visitor.account):
                button("Cho người phản ánh xem", self._showing(one.id, Audience.CITIZEN), "small")

    def _adding(self) -> None:
        self._for_citizen = ui.checkbox("Người phản ánh xem được và được báo", value=True)
        upload = ui.upload(
            label="Thêm ảnh, tệp (tiến độ, kết quả)",
            auto_upload=True,
            max_file_size=files.limits().most_bytes,
            on_upload=self._add,
            on_rejected=guarded(self._too_large),
        )
        upload.classes("wide").props(
            'flat bordered no-thumbnails color=grey-2 text-color=dark aria-label="Thêm ảnh, tệp"'
        )

    async def _too_large(self) -> None:
        megabytes = files.limits().most_bytes // (1024 * 1024)
        raise files.FileTooLargeError(FileKind.FILE, megabytes=megabytes)

    async def _add(self, event: events.UploadEventArguments) -> None:
        async def add() -> None:
            case = self._opened()
            prepared = await files.prepare(await event.file.read(), name=event.file.name)
            async with self._visitor.acting() as (session, account):
                await feedback.add_file_of_agency(
                    session,
                    case_id=case.id,
                    agency=own_agency(account),
                    actor=f"staff:{account.id}",
                    prepared=prepared,
                    for_citizen=bool(self._for_citizen.value),
                    now=clock.now(),
                )
            notify("Đã thêm tệp.")

        await guarded(add)()

    def _showing(self, file_id: UUID, audience: Audience) -> Action:
        async def show() -> None:
            async with self._visitor.acting() as (session, account):
                await feedback.show_file_to(
                    session,
                    case_id=self._opened().id,
                    agency=own_agency(account),
                    file_id=file_id,
                    audience=audience,
                    actor=f"staff:{account.id}",
                    now=clock.now(),
                )
            notify("Đã đổi người được xem.")

        return show

    def _opened(self) -> Case:
        if self._case is None:
            raise files.FileNotFoundForYouError("no case is open")
        return self._case
