"""What is said of a report that is filed already: more of it is added to it, and how to withdraw it is told."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from actions.about import Kind, Metadata
from actions.feedback.reach import way_in
from actions.options import menu
from actions.repeats import tell
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from api import clock, database
from api.agencies import directory
from api.errors import ConflictError
from api.feedback import service as feedback
from bot.filed_signs import OfFiled, of_filed
from bot.names import own_name
from retrieval.streets import place_in
from retrieval.text import folded_words

ADDED = TEXTS.text("feedback.added_after", "code", "agency")
WITHDRAW = TEXTS.text("feedback.withdraw", "code")

_EMAIL: Final = "⟨email"
_CONTENT: Final = "feedback_content"


async def answer(turn: Turn) -> list[Event] | None:
    """Add what the message tells of the newest report of the conversation, or tell how to withdraw it; a matter of its own
    opens a report of its own.

    None where the message asks how a report stands, or none was filed here.
    """
    if turn.in_form or not turn.slot("feedback_code") or turn.entity("feedback_code"):
        return None
    said = of_filed(turn.text)
    if said not in (OfFiled.ADDS, OfFiled.WITHDRAWS):
        return None
    async with database.transaction() as session:
        filed = await feedback.codes_of_conversation(session, conversation_id=turn.conversation_id)
        code = str(turn.slot("feedback_code") or "")
        code = code if code in filed else next(iter(filed), "")
        if not code:
            return None
        case = await feedback.case_by_code(session, code=code)
        about = Metadata(
            kind=Kind.FEEDBACK_STATUS,
            feedback_code=case.code,
            field=case.field,
            handler=case.handler,
            unit=case.unit_code,
        )
        if said is OfFiled.WITHDRAWS:
            tell(turn, WITHDRAW(code=code), menu("human"), about)
            return [set_slot("misunderstandings", 0.0)]
        if _is_another(turn.text, case):
            return [set_slot(_CONTENT, turn.text), {"event": "followup", "name": "feedback_form"}]
        try:
            case = await _add(session, turn, code)
        except ConflictError as error:
            tell(turn, error.sentence, menu("human"), about)
            return []
    tell(turn, ADDED(code=case.code, agency=directory.agency(case.handler).name), (), about)
    return [set_slot("feedback_code", case.code), set_slot("misunderstandings", 0.0)]


async def _add(session: AsyncSession, turn: Turn, code: str) -> feedback.Case:
    way = way_in(turn.text)
    return await feedback.add_words(
        session,
        code=code,
        conversation_id=turn.conversation_id,
        text=turn.text,
        contact_phone=way if way and _EMAIL not in way else None,
        contact_name=own_name(turn.text),
        now=clock.now(),
    )


def _is_another(text: str, case: feedback.Case) -> bool:
    """Tell whether what is added is a matter of its own: of another field for certain, and somewhere else."""
    choice, place = feedback.choose_field(text), place_in(text)
    elsewhere = place is not None and folded_words(place) not in folded_words(f"{case.place} {case.content}")
    return choice.sure and choice.first.field != case.field and elsewhere
