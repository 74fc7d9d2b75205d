"""The texts of `data/texts.yml`."""

from pathlib import Path

from api.feedback.models import Status
from api.texts import TextFile

TEXTS = TextFile(Path(__file__).parent / "data" / "texts.yml")

STATUS = {status: TEXTS.text(f"status.{status.value}") for status in Status}
STATUS_MERGED = TEXTS.text("status_merged", "main", "status")

FILED_FOR_CALLER = TEXTS.text("told.filed_for_caller", "code", "agency", "due", "where")
FOLLOW_AT = TEXTS.text("told.follow_at", "link")
ASSIGNED = TEXTS.text("told.assigned", "code", "agency", "due")
ACCEPTED = TEXTS.text("told.accepted", "code", "agency", "due")
RETURNED = TEXTS.text("told.returned", "code", "agency", "due")
PROGRESS = TEXTS.text("told.progress", "code", "agency", "note")
ANSWERED = TEXTS.text("told.answered", "code", "agency", "answer")
REFUSED = TEXTS.text("told.refused", "code", "reason")
TRANSFERRED = TEXTS.text("told.transferred", "code", "to", "reason")
INFO_ASKED = TEXTS.text("told.info_asked", "code", "agency", "question")
INFO_GIVEN = TEXTS.text("told.info_given", "code", "agency")
EXTENDED = TEXTS.text("told.extended", "code", "agency", "due", "reason")
OVERDUE = TEXTS.text("told.overdue", "code", "agency", "due")
SPLIT = TEXTS.text("told.split", "code", "parts", "due")
SPLIT_PART = TEXTS.text("told.split_part", "code", "agency")
MERGED = TEXTS.text("told.merged", "code", "main", "due")
UNMERGED = TEXTS.text("told.unmerged", "code", "due")
SENT_BACK = TEXTS.text("told.sent_back", "code", "agency")
PUBLISHED = TEXTS.text("told.published", "code")
CONFIRMED = TEXTS.text("told.confirmed", "code")
REOPENED = TEXTS.text("told.reopened", "code", "agency", "due")
CLOSED = TEXTS.text("told.closed", "code")
FOLLOWED = TEXTS.text("told.followed", "text")

TYPE_INFO = TEXTS.text("asked.type_info", "code")
INFO_NOT_AWAITED = TEXTS.text("asked.info_not_awaited", "code")
INFO_LATER = TEXTS.text("asked.info_later", "code")
WHY_NOT_FIXED = TEXTS.text("asked.why_not_fixed", "code")
WHY_STARS = TEXTS.text("asked.why_stars", "stars")
THANKS_FOR_STARS = TEXTS.text("asked.thanks_for_stars")
RATED_BEFORE = TEXTS.text("asked.rated_before")
ADDED = TEXTS.text("asked.added", "text")
NOTHING_MORE = TEXTS.text("asked.nothing_more", "code")
INFO_BY_BUTTON = TEXTS.text("asked.by_button", "code")

BUTTON_ADD = TEXTS.text("button.add")
BUTTON_LATER = TEXTS.text("button.later")
BUTTON_FIXED = TEXTS.text("button.fixed")
BUTTON_NOT_FIXED = TEXTS.text("button.not_fixed")
BUTTON_REOPEN = TEXTS.text("button.reopen")
BUTTON_NO_REASON = TEXTS.text("button.no_reason")
STARS = {number: TEXTS.text(f"stars.s{number}") for number in range(1, 6)}

_STEP_KINDS = (
    "received", "assigned", "accepted", "progress", "answered", "refused", "transferred_out", "info_asked",
    "extended", "escalated", "split", "split_off", "merged", "unmerged", "published", "confirmed", "reopened",
    "closed", "files_added", "changed",
)  # fmt: skip
STEPS = {kind: TEXTS.text(f"step.{kind}", "agency") for kind in _STEP_KINDS}
"""A public change on the tracking page, by the kind of its event."""

FILES_ADDED = TEXTS.text("files.added", "code", "agency")
NO_MORE_FILES = TEXTS.text("files.no_more", "code")
FILES_AS_INFO = TEXTS.text("files.as_info", "count")
FILE_OF_AGENCY = TEXTS.text("files.of_agency", "code", "agency")
FILE_OF_AGENCY_AT = TEXTS.text("files.of_agency_at", "code", "agency", "link", "days")

KHIEU_NAI = TEXTS.text("legal.khieu_nai")
TO_CAO = TEXTS.text("legal.to_cao")
