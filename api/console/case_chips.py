"""How a case stands, as small labels: status, deadline, what it waits for."""

from datetime import datetime, timedelta

from api.console.case_words import OPEN, TO_CLASSIFY
from api.console.elements import text
from api.console.words import due_words, short_moment, status_name
from api.feedback import service as feedback
from api.feedback.service import OVERSEERS, Case, Status, is_overdue


def show_chips(case: Case, *, now: datetime) -> None:
    """Add the labels of `case`."""
    text(status_name(case.status), classes="chip")
    if case.merged_into_id is not None:
        text("Đã gộp", classes="chip")
        return
    if case.due_at and is_overdue(case, now=now):
        text(f"⚠ {due_words(case.due_at, now=now)}", classes="chip red")
    elif case.paused_since is not None:
        text(f"Tạm dừng hạn từ {short_moment(case.paused_since, now=now)}", classes="chip")
    elif case.due_at and case.status in OPEN:
        text(due_words(case.due_at, now=now), classes="chip")
    if words := waiting_words(case, now=now):
        text(words, classes="chip red")
    if case.returns:
        text(f"Trả lại {case.returns} lần", classes="chip")


def waiting_words(case: Case, *, now: datetime) -> str:
    """Return how long a case waits to be classified, once that is longer than the regulation allows; else nothing."""
    waits = case.handler in OVERSEERS and Status(case.status) in TO_CLASSIFY - {Status.NEEDS_INFO}
    if not waits or case.handler_since is None:
        return ""
    waited, known = now - case.handler_since, feedback.limits()
    if waited <= timedelta(minutes=known.forward_minutes):
        return ""
    minutes = int(waited.total_seconds() // 60)
    length = f"{minutes} phút" if minutes < 120 else f"{minutes // 60} giờ"
    limit = known.forward_minutes if minutes <= known.guidance_minutes else known.guidance_minutes
    return f"⚠ Chờ phân loại {length} (quy định {limit} phút)"
