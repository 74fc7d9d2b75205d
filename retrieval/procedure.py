"""The typed record of an administrative procedure (thủ tục hành chính, TTHC).

Field meanings follow the national portal's record (Cổng Dịch vụ công quốc gia). Whatever a record does not
say is `None`, an empty tuple or a value marked as not certain, never a guess.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Level(StrEnum):
    """Administrative level that carries a procedure out."""

    MINISTRY = "bộ"
    PROVINCE = "tỉnh"
    COMMUNE = "xã"
    OTHER = "khác"


class Channel(StrEnum):
    """Way of filing (hình thức nộp)."""

    ONLINE = "trực tuyến"
    POSTAL = "bưu chính"
    DIRECT = "trực tiếp"


class DurationUnit(StrEnum):
    """Unit of a processing time; UNKNOWN where the record prints a bare number."""

    HOUR = "giờ"
    DAY = "ngày"
    WORKING_DAY = "ngày làm việc"
    MONTH = "tháng"
    UNKNOWN = "không ghi đơn vị"


class Aspect(StrEnum):
    """What about a procedure is asked."""

    GENERAL = "general"
    DOCUMENTS = "documents"
    FEE = "fee"
    DURATION = "duration"
    TIME_LIMIT = "time_limit"
    PLACE = "place"
    ONLINE = "online"
    CONDITIONS = "conditions"
    REPRESENTATIVE = "representative"
    FORM = "form"
    LEGAL = "legal"
    STEPS = "steps"
    RESULT = "result"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Duration(_Record):
    """A processing time: `value` in `unit`; `value` is None where only `text` says something."""

    value: Decimal | None = None
    unit: DurationUnit = DurationUnit.UNKNOWN
    text: str = ""


class Fee(_Record):
    """A fee line. `amount` in đồng (or `currency`); `certain` is False where the printed amount is not the
    amount to pay: a zero whose note carries an amount or points to a rule, a row in another currency, a note
    whose period has ended."""

    amount: Decimal | None = None
    currency: str = "VND"
    note: str = ""
    certain: bool = False


class Method(_Record):
    """One row of "cách thức thực hiện": a channel with its time and fees."""

    channel: Channel
    duration: Duration | None = None
    fees: tuple[Fee, ...] = ()
    description: str = ""


class Document(_Record):
    """A paper of the dossier, with how many originals and copies, and the form to fill in, if any."""

    name: str
    originals: int = 0
    copies: int = 0
    form: str | None = None


class DocumentGroup(_Record):
    """The papers of one case (`case` is None where the record knows only one); `notes` are lines that
    stand in the list with no copy asked for."""

    case: str | None = None
    documents: tuple[Document, ...] = ()
    notes: tuple[str, ...] = ()


class LegalBasis(_Record):
    """A legal document cited: its name and its number, such as 123/2015/NĐ-CP."""

    name: str
    number: str | None = None


class PlainCard(_Record):
    """What we wrote about a procedure in a citizen's words; valid while the record keeps `decision`.

    `summaries` answer single aspects; `questions` are how citizens ask for it.
    """

    name: str
    questions: tuple[str, ...] = ()
    summaries: dict[Aspect, str] = Field(default_factory=dict)
    decision: str
    checked: date
    source: str


class Procedure(_Record):
    """A procedure as one catalogue snapshot describes it."""

    code: str = Field(pattern=r"^\d\.\d{6}$")
    name: str
    decision: str | None = None
    levels: tuple[Level, ...] = ()
    field: str | None = None
    ministry: str | None = None
    applicants: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    competent_agencies: tuple[str, ...] = ()
    place: str | None = None
    methods: tuple[Method, ...] = ()
    document_groups: tuple[DocumentGroup, ...] = ()
    steps: str | None = None
    conditions: str | None = None
    results: tuple[str, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    link: str | None = None
    snapshot: date
    card: PlainCard | None = None
