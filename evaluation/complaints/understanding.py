"""What the product makes of a complaint, by the functions that serve citizens."""

from dataclasses import dataclass

from actions.feedback.reader import unit_in
from api.agencies import directory
from api.conversations.emergency import detect
from api.feedback.classify import classify
from api.feedback.legal_kind import LegalKind, legal_kind
from evaluation.complaints.labelled import Complaint
from retrieval.places import units


@dataclass(frozen=True)
class Understood:
    """What was made of one complaint: fields by likelihood, the handler's code, the unit read, and the rest."""

    fields: tuple[str, ...]
    probability: float
    handler: str
    unit: str | None
    emergency: bool
    legal_kind: LegalKind


def understand(complaint: Complaint) -> Understood:
    """Return what the product makes of `complaint`.

    Where no unit is read the citizen is asked for it, so the handler is then the one of the labelled unit, or
    of any unit where the line has none.
    """
    guesses = classify(complaint.text)
    read = unit_in(complaint.text)
    unit = read.code if read else None
    answered = unit or complaint.unit or units()[0].code
    return Understood(
        fields=tuple(guess.field for guess in guesses),
        probability=guesses[0].score,
        handler=directory.handler_for(field=guesses[0].field, unit_code=answered).code,
        unit=unit,
        emergency=detect(complaint.text) is not None,
        legal_kind=legal_kind(complaint.text),
    )
