"""What a source of dossiers offers: a table of ours, or a city's system over HTTP."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from api.errors import NotFoundError, TrolyError


class DossierNotFoundError(NotFoundError):
    """No dossier has this code (or the second factor is not its applicant's: a stranger learns no difference)."""

    sentence = "Dạ, em không tìm thấy hồ sơ có mã này. Anh/chị xem lại dòng “Mã hồ sơ” trên giấy tiếp nhận và hẹn trả kết quả giúp em ạ."


class DossierProviderError(TrolyError):
    """The source of dossiers cannot be reached or gave an answer outside its contract."""

    status = 503
    sentence = (
        "Dạ, hệ thống hồ sơ đang tạm gián đoạn nên em chưa tra được. Anh/chị thử lại sau ít phút giúp em ạ."
    )


@dataclass(frozen=True)
class DossierRecord:
    """A dossier without any personal data. `state` is 1–10; dates are days in city time."""

    code: str
    procedure_code: str | None
    procedure_name: str
    state: int
    agency: str
    filing_channel: str | None
    filed_on: date | None
    due_on: date | None
    finished_on: date | None
    sample: bool = False


@dataclass(frozen=True)
class Applicant:
    """What only the applicant may know: the name ("" where it is not known), and what the office wrote."""

    name: str
    note: str | None = None


class DossierProvider(Protocol):
    """A source of dossiers. `code` is canonical ("H29.33-240527-0001")."""

    async def find(self, code: str) -> DossierRecord | None:
        """Return the dossier, None where there is none.

        Raises:
            DossierProviderError: the source does not answer as it should.
        """
        ...

    async def applicant(self, code: str, *, phone_tail: str) -> Applicant | None:
        """Return the applicant if `phone_tail`, the last three digits, is theirs; else None.

        Raises:
            DossierProviderError: the source does not answer as it should.
        """
        ...
