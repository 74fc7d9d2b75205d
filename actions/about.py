"""What replies are about (`api.conversations.metadata`), by the names that actions use."""

from collections.abc import Sequence
from typing import Final

from api.conversations.metadata import Ask, Kind, Metadata
from retrieval.procedure import Aspect

__all__ = ["Ask", "Kind", "Metadata"]

SMALLTALK: Final = Metadata(kind=Kind.SMALLTALK)
FALLBACK: Final = Metadata(kind=Kind.FALLBACK)
HANDOFF: Final = Metadata(kind=Kind.HANDOFF)
DROPPED: Final = Metadata(kind=Kind.CANCELLED)
REFUSAL: Final = Metadata(kind=Kind.REFUSAL)
PRIVACY: Final = Metadata(kind=Kind.PRIVACY)
CLARIFY: Final = Metadata(kind=Kind.CLARIFY)
WHICH_PROCEDURE: Final = Metadata(kind=Kind.CLARIFY, asks=(Ask.PROCEDURE,))
ASK_DOSSIER_CODE: Final = Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.DOSSIER_CODE,))
ASK_PHONE_TAIL: Final = Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.PHONE_TAIL,))
ASK_FEEDBACK_CODE: Final = Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.FEEDBACK_CODE,))
ASK_RATING: Final = Metadata(kind=Kind.RATING, asks=(Ask.RATING,))


def form_question(*asks: Ask) -> Metadata:
    """Return the metadata of a question of the report that asks for `asks`."""
    return Metadata(kind=Kind.FEEDBACK_FORM_QUESTION, asks=asks)


def about_report(aspects: Sequence[Aspect]) -> Metadata:
    """Return the metadata of an answer about the report being taken down: how long, what it costs."""
    return Metadata(kind=Kind.ASPECT_ANSWER, aspects=tuple(aspect.value for aspect in aspects))


def choices_of(codes: Sequence[str]) -> Metadata:
    """Return the metadata of a choice between the procedures of `codes`."""
    return Metadata(kind=Kind.CLARIFY, asks=(Ask.PROCEDURE,), procedures=tuple(codes))


def procedure_answer(code: str, aspects: Sequence[Aspect], *, in_context: bool) -> Metadata:
    """Return the metadata of an answer about the procedure of `code`.

    `in_context` tells that the procedure was the one talked about before: what is told of it then is an aspect answer.
    Where the procedure is newly found, or told of in general, it is a procedure answer, with the aspects it tells.
    """
    told = tuple(aspect.value for aspect in aspects if aspect is not Aspect.GENERAL)
    kind = Kind.ASPECT_ANSWER if in_context and told else Kind.PROCEDURE_ANSWER
    return Metadata(kind=kind, procedures=(code,), aspects=told)
