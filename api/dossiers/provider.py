"""What a source of dossiers offers: a table of ours, or a city's system over HTTP."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from api.errors import NotFoundError, TrolyError

_LEADING: Final = re.compile(r"^[\d.]+(?=[A-Z])")


class DossierNotFoundError(NotFoundError):
    """No dossier has this code (or the second factor is not its applicant's: a stranger learns no difference)."""

    sentence = "Dạ, em không tìm thấy hồ sơ có mã này. Anh/chị xem lại dòng “Mã hồ sơ” trên giấy tiếp nhận và hẹn trả kết quả giúp em ạ."


class DossierCodeIncompleteError(DossierNotFoundError):
    """No dossier has this code, and several have it after numbers of their own before the letter."""

    sentence = (
        "Dạ có nhiều hồ sơ trùng phần mã này. Anh/chị gửi giúp em đủ mã, kể cả dãy số ở đầu, "
        "ví dụ 000.00.33.H29-240527-0001 ạ."
    )


class DossierProviderError(TrolyError):
    """The source of dossiers cannot be reached or gave an answer outside its contract."""

    status = 503
    sentence = (
        "Dạ, hệ thống hồ sơ đang tạm gián đoạn nên em chưa tra được. Anh/chị thử lại sau ít phút giúp em ạ."
    )


def short_code(code: str) -> str:
    """Return a canonical code without the numbers before its letter: "000.00.01.H29-240115-0001" → "H29-240115-0001"."""
    return _LEADING.sub("", code)


def may_mean(typed: str, stored: str) -> bool:
    """Tell whether `typed` is the code `stored`, or one of both is the other without the numbers before its letter."""
    return typed in {stored, short_code(stored)} or stored == short_code(typed)


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
    """A source of dossiers. `code` is canonical ("H29.33-240527-0001").

    Where no dossier has exactly this code, the only one that it may mean (`may_mean`) is found.
    """

    async def find(self, code: str) -> DossierRecord | None:
        """Return the dossier with the code it is stored with, None where there is none.

        Raises:
            DossierCodeIncompleteError: several may be meant.
            DossierProviderError: the source does not answer as it should.
        """
        ...

    async def applicant(self, code: str, *, phone_tail: str) -> Applicant | None:
        """Return the applicant if `phone_tail`, the last three digits, is theirs; else None.

        Raises:
            DossierCodeIncompleteError: several dossiers may be meant.
            DossierProviderError: the source does not answer as it should.
        """
        ...
