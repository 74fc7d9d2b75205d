"""How a case is put into words and filtered in the inbox."""

from functools import lru_cache

from api.agencies import directory
from api.feedback.service import OVERSEERS, Case, CaseEvent, InboxFilter, Status
from retrieval.places import unit

TO_ACCEPT = frozenset({Status.ASSIGNED, Status.SENT_BACK, Status.REOPENED})
TO_ANSWER = TO_ACCEPT | {Status.IN_PROGRESS}
"""Statuses in which an agency can answer or return a case."""
TO_CLASSIFY = frozenset({Status.RECEIVED, Status.NEEDS_INFO, Status.RETURNED})
"""Statuses in which it is still open who handles a case."""
TO_ASSIGN = TO_ANSWER | TO_CLASSIFY
"""Statuses in which the classification desk can give a case to an agency."""
OPEN = TO_ASSIGN
"""Statuses in which an answer is still owed."""
ANSWERED = frozenset({Status.ANSWERED, Status.PUBLISHED, Status.CLOSED})
FILTERS = {
    "open": "Đang mở",
    "overdue": "Trễ hạn",
    "new": "Chờ nhận xử lý",
    "progress": "Đang xử lý",
    "waiting": "Chờ người dân bổ sung",
    "answered": "Đã trả lời",
    "all": "Tất cả",
}
"""The filters of the inbox, by their key."""
OVERSEERS_FILTERS = FILTERS | {
    "new": "Chờ phân loại",
    "guidance_late": "Chờ phân loại quá lâu",
    "review": "Chờ duyệt trả lời",
    "city_overdue": "Trễ hạn toàn Thành phố",
    "city_open": "Đang mở toàn Thành phố",
}
"""Those of the classification desk and the supervisor, who see every agency's cases."""


def filters_of(agency: str) -> dict[str, str]:
    """Return the filters that officers of `agency` have."""
    return OVERSEERS_FILTERS if agency in OVERSEERS else FILTERS


def field_name(code: str) -> str:
    """Return the name of a complaint field; its code where the list no longer has it."""
    return _field_names().get(code, code)


def place_words(case: Case) -> str:
    """Return where it happened: the place as written and today's unit."""
    parts = [case.place] if case.place else []
    if case.unit_code:
        parts.append(unit(case.unit_code).full_name)
    return ", ".join(parts) or "Không ghi nơi xảy ra"


def point_words(case: Case) -> str:
    """Return the place shared on the map as it is typed into one: "10.776889, 106.700806"; "" where none was."""
    return f"{case.lat:.6f}, {case.lon:.6f}" if case.point else ""


def inbox_filter(chosen: str, words: str) -> InboxFilter:
    """Return what the filter `chosen` (a key of `FILTERS`) and the words typed ask for."""
    statuses = {
        "open": OPEN,
        "new": TO_ACCEPT | {Status.RECEIVED, Status.RETURNED},
        "progress": frozenset({Status.IN_PROGRESS}),
        "waiting": frozenset({Status.NEEDS_INFO}),
        "answered": ANSWERED,
        "city_open": OPEN,
    }
    return InboxFilter(
        statuses=statuses.get(chosen),
        overdue=chosen in ("overdue", "city_overdue"),
        words=words,
        everywhere=chosen in ("review", "guidance_late", "city_overdue", "city_open"),
        to_review=chosen == "review",
        guidance_late=chosen == "guidance_late",
    )


def staff_id(event: CaseEvent) -> int | None:
    """Return the account that an event's actor `staff:<id>` is, None for anyone else."""
    kind, _, number = event.actor.partition(":")
    return int(number) if kind == "staff" and number.isdigit() else None


def actor_words(event: CaseEvent, names: dict[int, str]) -> str:
    """Return who did it: the person's name, else what the event says."""
    account_id = staff_id(event)
    if account_id is not None:
        return names.get(account_id, "Tài khoản đã xóa")
    if event.actor.startswith("api_key:"):
        return "Phần mềm của cơ quan"
    return {"system": "Hệ thống", "citizen": "Người dân"}.get(event.actor, event.actor)


@lru_cache(maxsize=1)
def _field_names() -> dict[str, str]:
    return {field.code: field.name for field in directory.fields()}
