"""Where a dossier stands. What a stranger with a code learns: state, dates, agency; never a name."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.dossiers.http_provider import HttpProvider
from api.dossiers.provider import (
    Applicant,
    DossierCodeIncompleteError,
    DossierNotFoundError,
    DossierProvider,
    DossierProviderError,
    DossierRecord,
)
from api.dossiers.states import State, is_late, states
from api.dossiers.table_provider import TableProvider
from api.settings import CITY_TIME, settings
from retrieval.codes import dossier_codes

__all__ = [
    "Applicant",
    "DossierCodeIncompleteError",
    "DossierNotFoundError",
    "DossierProviderError",
    "DossierStatus",
    "applicant",
    "mask_name",
    "status",
]


@dataclass(frozen=True)
class DossierStatus:
    """The public view of a dossier. Dates are days in city time; `late` is never true once finished or paused.

    `days_late` counts calendar days after the due day: up to today while it is late, up to the day it was finished
    where that was after the due day, else 0.
    """

    code: str
    procedure_code: str | None
    procedure_name: str
    state: State
    agency: str
    filing_channel: str | None
    filed_on: date | None
    due_on: date | None
    finished_on: date | None
    late: bool
    days_late: int
    sample: bool


async def status(session: AsyncSession, *, code: str, today: date | None = None) -> DossierStatus:
    """Return how the dossier with `code` (any spelling) stands on `today`, unset: today in city time.

    A code without the numbers before its letter ("H29-240115-0001" of "000.00.01.H29-240115-0001"), or with them where the
    dossier is stored without, means the only dossier it fits; the answer carries the stored code.

    Raises:
        DossierCodeIncompleteError: several fit.
        DossierNotFoundError: there is none, or `code` is no dossier code.
        DossierProviderError: the source of dossiers does not answer.
    """
    wanted = _canonical(code)
    record = await _provider(session).find(wanted)
    if record is None:
        raise DossierNotFoundError(f"no dossier {wanted}")
    return _status(record, today or clock.now().astimezone(CITY_TIME).date())


async def applicant(session: AsyncSession, *, code: str, phone_tail: str) -> Applicant:
    """Return the applicant, the name masked, to whoever knows the last three digits of their phone.

    Three digits are guessed in 1,000 tries: the caller limits how often one person may ask.

    Raises:
        DossierCodeIncompleteError: several dossiers fit the code.
        DossierNotFoundError: no such dossier, or the digits are not the applicant's.
        DossierProviderError: the source of dossiers does not answer.
    """
    wanted = _canonical(code)
    found = await _provider(session).applicant(wanted, phone_tail=phone_tail.strip())
    if found is None:
        raise DossierNotFoundError(f"no dossier {wanted} with this phone tail")
    return Applicant(mask_name(found.name), found.note)


def mask_name(name: str) -> str:
    """Return `name` with only the first letter of each word, whatever their length: "N*** V** A*"."""
    words = name.split()
    return " ".join(f"{word[0].upper()}{'*' * max(1, len(word) - 1)}" for word in words)


def _canonical(text: str) -> str:
    found = {mention.value for mention in dossier_codes(text)}
    if len(found) != 1:
        raise DossierNotFoundError("the text is no dossier code")
    return found.pop()


def _provider(session: AsyncSession) -> DossierProvider:
    config = settings()
    if config.dossier_provider == "table":
        return TableProvider(session)
    if config.dossier_http_url is None:
        raise DossierProviderError("DOSSIER_PROVIDER is http and DOSSIER_HTTP_URL is not set")
    token = config.dossier_http_token
    return HttpProvider(config.dossier_http_url, token=token.get_secret_value() if token else None)


def _status(record: DossierRecord, today: date) -> DossierStatus:
    state = states()[record.state]
    late = is_late(state, due_on=record.due_on, today=today)
    until = today if late else record.finished_on
    days_late = (until - record.due_on).days if until and record.due_on else 0
    return DossierStatus(
        code=record.code,
        procedure_code=record.procedure_code,
        procedure_name=record.procedure_name,
        state=state,
        agency=record.agency,
        filing_channel=record.filing_channel,
        filed_on=record.filed_on,
        due_on=record.due_on,
        finished_on=record.finished_on,
        late=late,
        days_late=max(0, days_late),
        sample=record.sample,
    )
