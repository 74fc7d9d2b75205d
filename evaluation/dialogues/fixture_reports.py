"""Reports (PAKN) that exist before dialogues are played: filed as any other, then given their code, state and answer."""

from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.agencies.field_file import UNIT_HOLDING_DOSSIER
from api.feedback import codes, wording
from api.feedback import service as feedback
from api.feedback.models import Case, Status
from api.feedback.searching import search_text
from evaluation.dialogues.dialogue import folded_name
from evaluation.dialogues.judging import same_field, same_handler
from retrieval import places

_FILED_BEFORE: Final = timedelta(days=2)
_ALIKE: Final = 0.8
_CITY_REPORT: Final = "Đèn đường bị hỏng"
_STATE_NAMES: Final = {
    Status.RECEIVED: ("moi", "tiep nhan", "da tiep nhan", "moi tiep nhan", "cho phan loai", "new"),
    Status.REFUSED: ("tu choi", "khong tiep nhan", "bi tu choi", "rejected"),
    Status.NEEDS_INFO: ("can bo sung", "cho bo sung", "yeu cau bo sung", "bo sung thong tin"),
    Status.TRANSFERRED_OUT: ("chuyen ngoai", "chuyen noi khac"),
    Status.ASSIGNED: ("da chuyen", "da phan cong", "da chuyen co quan xu ly", "chuyen xu ly", "da giao"),
    Status.IN_PROGRESS: ("dang xu ly", "dang giai quyet", "processing"),
    Status.ANSWERED: (
        "da tra loi",
        "da xu ly",
        "da co tra loi",
        "da xu ly xong",
        "da giai quyet",
        "resolved",
    ),
    Status.RETURNED: ("tra lai", "chuyen tra"),
    Status.SENT_BACK: ("yeu cau tra loi lai",),
    Status.PUBLISHED: ("da cong khai", "cong khai"),
    Status.REOPENED: ("mo lai", "xu ly lai"),
    Status.CLOSED: ("da dong", "ket thuc", "hoan thanh", "da hoan thanh", "done"),
}
_WITH_ANSWER: Final = frozenset(
    {Status.ANSWERED, Status.PUBLISHED, Status.CLOSED, Status.SENT_BACK, Status.REOPENED}
)


def _as_text(value: object) -> object:
    return str(value) if value is not None and not isinstance(value, str | dict | list) else value


Text: TypeAlias = Annotated[str | None, BeforeValidator(_as_text)]


class Report(BaseModel):
    """A report; `field` and `handler` are codes or names (unset: decided by the text), `state` a code or name."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str
    field: Text = None
    handler: Text = None
    text: Text = None
    state: Annotated[str, BeforeValidator(_as_text)] = Status.ASSIGNED.value
    unit: Text = None
    answer: Text = None
    reporter_name: Text = None
    reporter_phone: Text = None
    place: Text = None


class ReportError(ValueError):
    """A report cannot be loaded; the message (Vietnamese) tells why."""


def state_of(name: str) -> Status:
    """Return the state given by code, by the words said to citizens, or a near spelling of them.

    Raises:
        ReportError: none is meant.
    """
    wanted = folded_name(name)
    names = {folded_name(status.value): status for status in Status}
    names |= {folded_name(wording.STATUS[status]()): status for status in Status}
    names |= {known: status for status, all_known in _STATE_NAMES.items() for known in all_known}
    if wanted in names:
        return names[wanted]
    known, likeness = max(
        ((one, SequenceMatcher(None, wanted, one).ratio()) for one in names), key=lambda pair: pair[1]
    )
    if likeness < _ALIKE:
        raise ReportError(f"trạng thái phản ánh “{name}” không có")
    return names[known]


def field_of(name: str) -> str:
    """Return the code of the field given by code or name.

    Raises:
        ReportError: there is none.
    """
    found = next((field.code for field in directory.fields() if same_field(field.code, name)), None)
    if found is None:
        raise ReportError(f"lĩnh vực “{name}” không có")
    return found


def handler_of(name: str, unit: str | None) -> str:
    """Return the code of the agency given by code or name; a ward-level one is that of `unit`.

    Raises:
        ReportError: there is none.
    """
    kind = directory.WARD if name == UNIT_HOLDING_DOSSIER else name
    if unit is not None and any(one.code == f"{kind}:{unit}" for one in directory.agencies()):
        return f"{kind}:{unit}"
    found = next((one.code for one in directory.agencies() if same_handler(one.code, name)), None)
    if found is None:
        raise ReportError(f"cơ quan “{name}” không có")
    return found


def unit_of(name: str) -> str | None:
    """Return the code of the unit given by code or name, None where several or none are meant."""
    if any(one.code == name for one in places.units()):
        return name
    unit = places.resolve_unit(name).unit
    return unit.code if unit else None


async def load_report(session: AsyncSession, report: Report, *, now: datetime) -> Case:
    """File `report` as a citizen's of two days before `now`, then give it its code, state, handler and answer.

    Raises:
        ReportError: its state, field or handler does not exist, or its code is no code of ours.
        NotFeedbackError: its text is a khiếu nại or tố cáo.
    """
    code = codes.canonical(report.code)
    if code is None:
        raise ReportError("mã không đúng dạng PA-yymmdd-XXXXX")
    status = state_of(report.state)
    unit = unit_of(report.unit) if report.unit else None
    case = await feedback.file(
        session,
        idempotency_key=f"fixture:{code}",
        channel="web",
        content=report.text or _CITY_REPORT,
        place=report.place or report.unit,
        unit_code=unit,
        contact_name=report.reporter_name,
        contact_phone=report.reporter_phone,
        field=field_of(report.field) if report.field else None,
        now=now - _FILED_BEFORE,
    )
    case.code, case.status = code, status
    if report.handler:
        case.handler = handler_of(report.handler, unit)
    if report.answer:
        case.answer, case.answered_at = report.answer, now
        if status not in _WITH_ANSWER:
            case.answered_at = None
    case.search_text = search_text(
        code=code, field=case.field, place=case.place, unit_code=case.unit_code, content=case.content
    )
    await session.flush()
    return case
