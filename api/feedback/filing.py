"""Filing feedback: one transaction makes the case, its first events, and its place in the agency's inbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.errors import TrolyError
from api.feedback import codes, wording
from api.feedback.caller_lines import open_line
from api.feedback.classify import FieldGuess, LegalKind, classify, legal_kind
from api.feedback.files import link_sent
from api.feedback.lifecycle import SYSTEM, step, write_event
from api.feedback.limits import limits
from api.feedback.models import Case, Status
from api.feedback.points import Point
from api.feedback.searching import search_text
from api.notifications.mail import checked_address
from api.privacy import crypto
from api.privacy import service as privacy
from retrieval.places import unit as unit_of

_CODES_TRIED = 20


class NotFeedbackError(TrolyError):
    """The text is a khiếu nại or tố cáo: other laws rule those, so it is refused with guidance."""

    status = 422


class UnknownUnitError(TrolyError):
    """No unit has this code."""

    status = 422
    sentence = "Dạ, phường, xã này không có trong danh mục. Anh/chị vui lòng chọn lại."


class NoCodeLeftError(TrolyError):
    """Every code tried was taken, which chance does not explain."""

    status = 500


async def by_idempotency_key(session: AsyncSession, *, key: str) -> Case | None:
    """Return the case filed with `key`, None where there is none."""
    return (await session.scalars(select(Case).where(Case.idempotency_key == key))).one_or_none()


async def file(
    session: AsyncSession,
    *,
    idempotency_key: str,
    channel: str,
    conversation_id: UUID | None = None,
    filed_by_id: int | None = None,
    content: str,
    place: str | None,
    point: Point | None = None,
    unit_code: str | None,
    contact_name: str | None,
    contact_phone: str | None,
    contact_email: str | None = None,
    contact_address: str | None = None,
    field: str | None = None,
    guesses: tuple[FieldGuess, ...] = (),
    may_publish: bool = True,
    law_declined: bool = False,
    now: datetime,
) -> Case:
    """File feedback and assign it: received, then assigned to the field's handler with its due date.

    What goes to the classification desk stays received until the desk has decided.

    A second call with the same `idempotency_key` returns the case of the first, also when both run at once.
    `point` is where the citizen says on the map that it is (degrees, WGS 84).
    `content` and `place` from a conversation are masked already; placeholders in the contact data are
    resolved from the conversation's vault and stored encrypted. Without `field` the content decides. With `guesses`
    (the likeliest fields, best first) nobody knows the field: the desk gets the case, and the guesses with it.
    `law_declined` tells that the way of a khiếu nại or tố cáo was shown and only a report is wished.

    Raises:
        NotFeedbackError: a khiếu nại or tố cáo; its sentence is the guidance.
        UnknownUnitError: `unit_code` is no unit.
        FieldNotFoundError: `field` is no field.
        BadAddressError: `contact_email` of a caller is no e-mail address; what a citizen wrote in a chat is kept as it is.
    """
    known = await by_idempotency_key(session, key=idempotency_key)
    if known is not None:
        return known
    if not law_declined:
        _check_legal_kind(content)
    if unit_code is not None:
        _check_unit(unit_code)
    if contact_email and conversation_id is None:
        contact_email = checked_address(contact_email)
    field = guesses[0].field if guesses else field or classify(content)[0].field
    handler = (
        directory.agency(directory.DESK)
        if guesses
        else directory.handler_for(field=field, unit_code=unit_code)
    )
    values: dict[str, Any] = {
        "idempotency_key": idempotency_key,
        "channel": channel,
        "conversation_id": conversation_id,
        "filed_by_id": filed_by_id,
        "content": _masked(content, conversation_id),
        "place": _masked(place, conversation_id) if place else None,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "unit_code": unit_code,
        "field": field,
        "handler": handler.code,
        "status": Status.RECEIVED,
        "contact_name": await sealed(session, contact_name, conversation_id),
        "contact_phone": await sealed(session, contact_phone, conversation_id),
        "contact_email": await _sealed_address(session, contact_email, conversation_id),
        "contact_address": await sealed(session, contact_address, conversation_id),
        "received_at": now,
        "due_at": limits().due(field=field, start=now),
        "handler_since": now,
        "may_publish": may_publish,
    }
    case, is_new = await insert_case(session, values, now=now)
    if is_new:
        actor = SYSTEM if filed_by_id is None else f"staff:{filed_by_id}"
        await write_event(
            session,
            case=case,
            kind="received",
            actor=actor,
            now=now,
            before=None,
            public=True,
            details=_guessed(guesses),
        )
        await link_sent(session, case=case, now=now)
    if is_new and handler.code != directory.DESK:
        await step(
            session,
            case=case,
            to=Status.ASSIGNED,
            kind="assigned",
            actor=SYSTEM,
            now=now,
            note=handler.name,
            public=True,
        )
    if is_new and conversation_id is None:
        await open_line(session, case, phone=contact_phone, email=contact_email)
    return case


async def insert_case(session: AsyncSession, values: dict[str, Any], *, now: datetime) -> tuple[Case, bool]:
    """Insert the case of `values` under a fresh code; returns it and whether it is new.

    A conflict is either the key, filed meanwhile by another transaction, or the code, taken by chance.
    """
    for _ in range(_CODES_TRIED):
        code = codes.new_code(now)
        case_id = await session.scalar(
            insert(Case)
            .values(**values, code=code, search_text=_search_text(code, values))
            .on_conflict_do_nothing()
            .returning(Case.id)
        )
        if case_id is not None:
            return (await session.scalars(select(Case).where(Case.id == case_id))).one(), True
        known = await by_idempotency_key(session, key=str(values["idempotency_key"]))
        if known is not None:
            return known, False
    raise NoCodeLeftError(f"{_CODES_TRIED} codes of the day were all taken")


def _guessed(guesses: tuple[FieldGuess, ...]) -> dict[str, Any]:
    """Return the fields a case may be of as its event keeps them: codes and percent."""
    if not guesses:
        return {}
    return {"guesses": [{"field": one.field, "percent": round(one.score * 100)} for one in guesses]}


def _search_text(code: str, values: dict[str, Any]) -> str:
    named = {name: values[name] for name in ("field", "place", "unit_code", "content")}
    return search_text(code=code, **named)


def _check_legal_kind(content: str) -> None:
    kind = legal_kind(content)
    if kind is LegalKind.KHIEU_NAI:
        raise NotFeedbackError("a khiếu nại is no feedback", sentence=wording.KHIEU_NAI())
    if kind is LegalKind.TO_CAO:
        raise NotFeedbackError("a tố cáo is no feedback", sentence=wording.TO_CAO())


def _check_unit(code: str) -> None:
    try:
        unit_of(code)
    except KeyError as error:
        raise UnknownUnitError(f"no unit {code!r}") from error


def _masked(text: str, conversation_id: UUID | None) -> str:
    """Return `text` without personal data; the contact has its own encrypted columns."""
    return text if conversation_id is not None else privacy.strike_out(text)


async def sealed(session: AsyncSession, value: str | None, conversation_id: UUID | None) -> bytes | None:
    """Return contact data encrypted, its placeholders resolved from the conversation's vault; nothing stays nothing."""
    if not value:
        return None
    if conversation_id is not None:
        value = await privacy.unmask(session, conversation_id=conversation_id, text=value)
    return crypto.encrypt(value)


async def _sealed_address(
    session: AsyncSession, value: str | None, conversation_id: UUID | None
) -> bytes | None:
    """Return an e-mail address sealed, without the blanks that people put around its @."""
    if value and conversation_id is not None:
        value = "".join((await privacy.unmask(session, conversation_id=conversation_id, text=value)).split())
    return await sealed(session, value, conversation_id)
