"""What a reply is about, for programs: its kind, the codes it names, and what it asks for. Never personal data.

An action says it (`actions.turn`), Rasa carries it as the reply's `custom`, it is stored with the message and comes
out of the web chat API.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_serializer


class Kind(StrEnum):
    """What a reply does. `NOTICE` is the note at first contact, which answers nothing."""

    PROCEDURE_ANSWER = "procedure_answer"
    ASPECT_ANSWER = "aspect_answer"
    CLARIFY = "clarify"
    DOSSIER_STATUS = "dossier_status"
    FEEDBACK_STATUS = "feedback_status"
    ASK_FOR_CODE = "ask_for_code"
    FEEDBACK_FORM_QUESTION = "feedback_form_question"
    FEEDBACK_FILED = "feedback_filed"
    EMERGENCY_NOTICE = "emergency_notice"
    HANDOFF = "handoff"
    FALLBACK = "fallback"
    SMALLTALK = "smalltalk"
    REFUSAL = "refusal"
    CANCELLED = "cancelled"
    CONFIRM = "confirm"
    RATING = "rating"
    PRIVACY = "privacy"
    NOTICE = "notice"


class Ask(StrEnum):
    """What a reply asks the citizen for."""

    CONTENT = "content"
    FIELD = "field"
    PLACE = "place"
    UNIT = "unit"
    REPORTER_NAME = "reporter_name"
    REPORTER_PHONE = "reporter_phone"
    REPORTER_ADDRESS = "reporter_address"
    VISIBILITY = "visibility"
    PHOTO = "photo"
    PHOTO_PLACE = "photo_place"
    ADD_TO_REPORT = "add_to_report"
    CONFIRM = "confirm"
    DOSSIER_CODE = "dossier_code"
    FEEDBACK_CODE = "feedback_code"
    PHONE_TAIL = "phone_tail"
    PROCEDURE = "procedure"
    ASPECT = "aspect"
    RATING = "rating"


Code: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,60}$")]
"""A code of ours; no name, address or telephone number with blanks fits it."""

_WEIGHT: Final = (
    Kind.EMERGENCY_NOTICE,
    Kind.FEEDBACK_FILED,
    Kind.HANDOFF,
    Kind.CANCELLED,
    Kind.REFUSAL,
    Kind.PRIVACY,
    Kind.RATING,
    Kind.DOSSIER_STATUS,
    Kind.FEEDBACK_STATUS,
    Kind.PROCEDURE_ANSWER,
    Kind.ASPECT_ANSWER,
    Kind.CLARIFY,
    Kind.CONFIRM,
    Kind.ASK_FOR_CODE,
    Kind.FEEDBACK_FORM_QUESTION,
    Kind.FALLBACK,
    Kind.SMALLTALK,
    Kind.NOTICE,
)


class Metadata(BaseModel):
    """What one reply is about.

    `procedures` are codes in the order shown; `handler` an agency's code (TT_HTKT, UBND_XA:26929); `unit` a unit's
    code; `emergency` the numbers to call; `legal_kind` khieu_nai or to_cao; `rating` 1–5. What is not told is left out
    of the JSON.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind | None = None
    asks: tuple[Ask, ...] = ()
    procedures: tuple[Code, ...] = ()
    aspects: tuple[Code, ...] = ()
    field: Code | None = None
    handler: Code | None = None
    unit: Code | None = None
    dossier_code: Code | None = None
    feedback_code: Code | None = None
    emergency: tuple[Code, ...] = ()
    legal_kind: Code | None = None
    rating: Annotated[int, Field(ge=1, le=5)] | None = None

    @model_serializer(mode="plain")
    def as_json(self) -> dict[str, Any]:
        """Return what is told, as JSON values."""
        found: dict[str, Any] = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if value not in (None, ()):
                found[name] = [str(one) for one in value] if isinstance(value, tuple) else value
        if self.kind is not None:
            found["kind"] = self.kind.value
        return found


NOTHING: Final = Metadata()


def read(value: object) -> Metadata:
    """Return the metadata in `value` (JSON as Rasa or the database gives it); of what is none of ours, nothing."""
    try:
        return Metadata.model_validate(value or {})
    except ValidationError:
        return NOTHING


def combined(parts: Iterable[Metadata]) -> Metadata:
    """Return the metadata of a turn that gave several messages.

    The kind is the weightiest: a danger, a report filed, a person called and an answer count more than the form's
    question that follows, which counts more than a greeting. What is asked for is what the last message that asks
    asks for; procedures, aspects and numbers are joined in order; of every other thing the first told counts.
    """
    found = [part for part in parts if part.kind is not Kind.NOTICE]
    kinds = {part.kind for part in found}
    told: dict[str, Any] = {"kind": next((kind for kind in _WEIGHT if kind in kinds), None)}
    told["asks"] = next((part.asks for part in reversed(found) if part.asks), ())
    for name in ("procedures", "aspects", "emergency"):
        told[name] = tuple(dict.fromkeys(one for part in found for one in getattr(part, name)))
    for name in ("field", "handler", "unit", "dossier_code", "feedback_code", "legal_kind", "rating"):
        values = (getattr(part, name) for part in found)
        told[name] = next((value for value in values if value is not None), None)
    return Metadata(**told)
