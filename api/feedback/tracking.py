"""The public timeline of a case, for whoever has its code and the end of the phone number, or the e-mail, it was filed with."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.feedback import wording
from api.feedback.errors import CaseNotFoundError
from api.feedback.lookup import CaseStatus, Contact, case_by_code, contact, status_of, timeline
from api.feedback.models import Case, CaseEvent, Status
from api.feedback.telling import agency_name
from api.feedback.verdicts import may_judge
from api.privacy import service as privacy

TAIL = 4
"""Digits at the end of the phone number."""
_NOTE_OF_AGENCY = frozenset({"assigned", "split", "split_off", "merged", "unmerged"})
"""Public changes whose note is for officers, or says no more than the change itself."""


@dataclass(frozen=True)
class Step:
    """One public change: when (UTC), what, and what was said with it, without personal data."""

    at: datetime
    what: str
    said: str | None


@dataclass(frozen=True)
class Tracked:
    """A case as its reporter follows it: how it stands, what happened, what may be said now.

    `case_ids` are the cases whose changes show here: itself, and the one it is merged into.
    """

    case_id: int
    case_ids: tuple[int, ...]
    status: CaseStatus
    steps: tuple[Step, ...]
    may_judge: bool
    may_rate: bool
    may_add: bool


async def track(session: AsyncSession, *, code: str, known_by: str, now: datetime) -> Tracked:
    """Return the case with `code` for whoever knows the last four digits of the reporter's phone number (`known_by`), or the
    e-mail address.

    Raises:
        CaseNotFoundError: there is none, it was filed without either, or they are others; which of these is not
            said.
    """
    case = await case_by_code(session, code=code)
    if not _knows(contact(case), known_by.strip()):
        raise CaseNotFoundError(f"wrong end of the phone number, or e-mail, for case {case.code}")
    return await _tracked(session, case, now=now)


def _knows(known: Contact, told: str) -> bool:
    if "@" in told:
        email = (known.email or "").casefold()
        return email != "" and hmac.compare_digest(email.encode(), told.casefold().encode())
    phone = "".join(sign for sign in known.phone or "" if sign.isdigit())
    return len(phone) >= TAIL and hmac.compare_digest(phone[-TAIL:].encode(), told.encode())


async def track_again(session: AsyncSession, *, case_id: int, now: datetime) -> Tracked:
    """Return the case for whoever has shown before that they may follow it.

    Raises:
        CaseNotFoundError: there is none.
    """
    case = await session.get(Case, case_id)
    if case is None:
        raise CaseNotFoundError(f"no case {case_id}")
    return await _tracked(session, case, now=now)


async def _tracked(session: AsyncSession, case: Case, *, now: datetime) -> Tracked:
    events = [event for event in await timeline(session, case_id=case.id) if event.public]
    return Tracked(
        case_id=case.id,
        case_ids=(case.id,) if case.merged_into_id is None else (case.id, case.merged_into_id),
        status=await status_of(session, case, own=False, now=now),
        steps=tuple(_step(event) for event in events),
        may_judge=may_judge(case, now=now),
        may_rate=_may_rate(case),
        may_add=case.status == Status.NEEDS_INFO and case.merged_into_id is None,
    )


def _may_rate(case: Case) -> bool:
    return case.status == Status.CLOSED and case.rating is None


def _step(event: CaseEvent) -> Step:
    said = None if event.kind in _NOTE_OF_AGENCY or not event.note else privacy.hide(event.note)
    words = wording.STEPS.get(event.kind, wording.STEPS["changed"])
    return Step(at=event.at, what=words(agency=agency_name(event.handler)), said=said)
