"""Reports that may be of the same thing as the case at hand: why, and one button that merges."""

from functools import partial

from api import clock
from api.console.case_actions import own_agency
from api.console.case_words import place_words
from api.console.elements import box, button, confirm, notify, text
from api.console.visitor import Visitor
from api.console.words import moment
from api.feedback import service as feedback
from api.feedback.service import Case, Likely


def show_duplicates(visitor: Visitor, case: Case, found: list[Likely]) -> None:
    """Add what may be of the same thing as `case`, the likeliest first; nothing where nothing may."""
    if not found:
        return
    text("Có thể trùng với", "h3")
    for one in found:
        other = one.case
        with box(classes="event"):
            text(other.code, classes="strong mono")
            text(moment(other.received_at), "time", "muted")
            text(f"{one.probability:.0%} · {', '.join(one.reasons)}", "p", "muted")
            text(f"{place_words(other)}: {other.content}", "p", "pre")
            with box(classes="actions"):
                button(_merge_words(case, other), partial(_merge, visitor, case, one), "small")


def _merge_words(case: Case, other: Case) -> str:
    return f"Gộp vào {other.code}" if _main(case, other) is other else f"Gộp {other.code} vào đây"


def _main(case: Case, other: Case) -> Case:
    """Return the one that stays: the earlier."""
    return min(case, other, key=lambda one: (one.received_at, one.id))


async def _merge(visitor: Visitor, case: Case, one: Likely) -> None:
    main = _main(case, one.case)
    merged = one.case if main is case else case
    reasons = ", ".join(one.reasons)
    detail = f"Người phản ánh {merged.code} sẽ theo dõi {main.code}. Có thể bỏ gộp sau."
    if not await confirm(f"Gộp {merged.code} vào {main.code}?", yes="Gộp", detail=detail):
        return
    async with visitor.acting() as (session, account):
        await feedback.merge(
            session,
            case_id=merged.id,
            into_id=main.id,
            agency=own_agency(account),
            actor=f"staff:{account.id}",
            reason=f"Cùng một việc: {reasons}.",
            now=clock.now(),
        )
    notify(f"Đã gộp {merged.code} vào {main.code}.")
