"""What other parts of the house may do with feedback. Functions never commit; the caller's transaction does."""

from api.feedback.adding import add_words
from api.feedback.agency_views import CaseView, ChangeView, EventView, change_for_agency
from api.feedback.caller_lines import CaseLine, contact_to_tell
from api.feedback.citizen import WORDS
from api.feedback.citizen import take as take_choice
from api.feedback.citizen_choices import CaseChoice, not_fixed, read_choice
from api.feedback.citizen_choices import stars as star_choices
from api.feedback.classify import FieldChoice, FieldGuess, LegalKind, choose_field, classify, legal_kind
from api.feedback.deadlines import extend
from api.feedback.digesting import CaseDigest, DigestLine, DigestPart, digest_of
from api.feedback.duplicates import Likely, likely_for_agency
from api.feedback.duplicates import warm_up as warm_up_duplicates
from api.feedback.duplicates_offer import Offer, read_answer
from api.feedback.duplicates_offer import offer as duplicate_offer
from api.feedback.erasing import erase_contacts
from api.feedback.files import (
    add_file_of_agency,
    add_files_of_citizen,
    case_to_add_to,
    file_for_citizen,
    files_for_citizen,
    files_to_read,
    open_file,
    published_file,
    published_files,
    reader_of,
    show_file_to,
)
from api.feedback.filing import NotFeedbackError, UnknownUnitError, by_idempotency_key, file
from api.feedback.following import follow, unfollow
from api.feedback.following_by_code import typed_follow
from api.feedback.handling import accept, answer, assign, progress, return_case
from api.feedback.lifecycle import FINISHED, is_overdue, overdue_at
from api.feedback.limits import limits
from api.feedback.lookup import (
    CaseNotFoundError,
    CaseStatus,
    Contact,
    case_by_code,
    case_for_agency,
    case_to_read,
    codes_of_conversation,
    contact,
    inbox,
    status_for_citizen,
    timeline,
    view_contact,
)
from api.feedback.merging import merge, unmerge
from api.feedback.models import Case, CaseEvent, Status
from api.feedback.opening import OVERSEERS
from api.feedback.other_line import tell_elsewhere
from api.feedback.outcomes import ask_info, give_info, refuse, transfer_out
from api.feedback.publishing import (
    Draft,
    Published,
    awaits_review,
    draft,
    keep_private,
    publish,
    published,
    send_back,
)
from api.feedback.said import Said
from api.feedback.searching import InboxFilter, InboxPage, inbox_page
from api.feedback.splitting import parts_of, split
from api.feedback.telling import as_citizen_wrote, merged_into
from api.feedback.tracking import Step, Tracked, track, track_again
from api.feedback.verdicts import Reopening, confirm, rate, reopen, reopening, say_why, to_be_rated

__all__ = [
    "FINISHED",
    "OVERSEERS",
    "WORDS",
    "Case",
    "CaseChoice",
    "CaseDigest",
    "CaseEvent",
    "CaseLine",
    "CaseNotFoundError",
    "CaseStatus",
    "CaseView",
    "ChangeView",
    "Contact",
    "DigestLine",
    "DigestPart",
    "Draft",
    "EventView",
    "FieldChoice",
    "FieldGuess",
    "InboxFilter",
    "InboxPage",
    "LegalKind",
    "Likely",
    "NotFeedbackError",
    "Offer",
    "Published",
    "Reopening",
    "Said",
    "Status",
    "Step",
    "Tracked",
    "UnknownUnitError",
    "accept",
    "add_file_of_agency",
    "add_files_of_citizen",
    "add_words",
    "answer",
    "as_citizen_wrote",
    "ask_info",
    "assign",
    "awaits_review",
    "by_idempotency_key",
    "case_by_code",
    "case_for_agency",
    "case_to_add_to",
    "case_to_read",
    "change_for_agency",
    "choose_field",
    "classify",
    "codes_of_conversation",
    "confirm",
    "contact",
    "contact_to_tell",
    "digest_of",
    "draft",
    "duplicate_offer",
    "erase_contacts",
    "extend",
    "file",
    "file_for_citizen",
    "files_for_citizen",
    "files_to_read",
    "follow",
    "give_info",
    "inbox",
    "inbox_page",
    "is_overdue",
    "keep_private",
    "legal_kind",
    "likely_for_agency",
    "limits",
    "merge",
    "merged_into",
    "not_fixed",
    "open_file",
    "overdue_at",
    "parts_of",
    "progress",
    "publish",
    "published",
    "published_file",
    "published_files",
    "rate",
    "read_answer",
    "read_choice",
    "reader_of",
    "refuse",
    "reopen",
    "reopening",
    "return_case",
    "say_why",
    "send_back",
    "show_file_to",
    "split",
    "star_choices",
    "status_for_citizen",
    "take_choice",
    "tell_elsewhere",
    "timeline",
    "to_be_rated",
    "track",
    "track_again",
    "transfer_out",
    "typed_follow",
    "unfollow",
    "unmerge",
    "view_contact",
    "warm_up_duplicates",
]
