"""What other parts of the house may do with feedback. Functions never commit; the caller's transaction does."""

from api.feedback.classify import FieldGuess, LegalKind, classify, legal_kind
from api.feedback.erasing import erase_contacts
from api.feedback.filing import NotFeedbackError, UnknownUnitError, by_idempotency_key, file
from api.feedback.handling import accept, answer, assign, return_case
from api.feedback.lifecycle import is_overdue
from api.feedback.lookup import (
    CaseNotFoundError,
    CaseStatus,
    Contact,
    case_for_agency,
    contact,
    inbox,
    status_for_citizen,
    timeline,
    view_contact,
)
from api.feedback.models import Case, CaseEvent, Status
from api.feedback.searching import InboxFilter, InboxPage, inbox_page

__all__ = [
    "Case",
    "CaseEvent",
    "CaseNotFoundError",
    "CaseStatus",
    "Contact",
    "FieldGuess",
    "InboxFilter",
    "InboxPage",
    "LegalKind",
    "NotFeedbackError",
    "Status",
    "UnknownUnitError",
    "accept",
    "answer",
    "assign",
    "by_idempotency_key",
    "case_for_agency",
    "classify",
    "contact",
    "erase_contacts",
    "file",
    "inbox",
    "inbox_page",
    "is_overdue",
    "legal_kind",
    "return_case",
    "status_for_citizen",
    "timeline",
    "view_contact",
]
