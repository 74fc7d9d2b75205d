"""Which field a report belongs to: its words tell it; where they may mean two agencies, the citizen is asked once."""

import re
from typing import Any, Final, TypeAlias

from actions import plain_answers
from actions.about import Ask, form_question
from actions.feedback.reach import way_in
from actions.feedback.resuming import alarmed_now
from actions.options import payload
from actions.repeats import answered_already
from actions.turn import Event, Option, Turn, action
from actions.wording import TEXTS
from api.agencies import directory
from api.feedback import service as feedback
from bot.changes import names_the_field
from bot.signs import NONE, SURE, place_sign, question_sign
from retrieval.text import folded_words, nfc

ASK = TEXTS.text("feedback.ask_field", "first", "second")
LINE = TEXTS.text("feedback.field_line", "name", "examples")
BACK = TEXTS.text("feedback.back_field", "first", "second")
UNKNOWN = TEXTS.text("feedback.field_unknown")
UNKNOWN_TOLD = TEXTS.text("feedback.field_unknown_told")
CHANGED = TEXTS.text("feedback.changed", "what")
WHAT = TEXTS.text("feedback.parts.field")

SLOT: Final = "feedback_field"
"""A field's code; "" where the citizen cannot tell it either, so that the desk decides; unset until it is settled."""
_OTHER: Final = "khac"
OF_THE_RULES: Final = "tthc"
"""The kind of the fields of administrative rules and offices."""
_DOUBT: Final = 1 / 3
"""Share of the first guess's probability from which the second one is worth a question."""
_DECLINE: Final = "/deny"
_SOMETHING_ELSE: Final = frozenset({"viec khac", "khac", "khong phai", "khong phai hai viec do", "ca hai"})
_NOT_THAT: Final = re.compile(
    r"(?<!\w)(?:chứ |chu )?(?:không|khong|hông|hong|ko|đâu|dau) (?:phải|phai)(?: (?:là|la))?[^,.;]*",
    re.IGNORECASE,
)
_AROUND_A_NAME: Final = re.compile(
    r"(?<!\w)(?:lĩnh vực|linh vuc|chuyên mục|chuyen muc|loại phản ánh|loai phan anh|mục phản ánh|muc phan anh|mảng|mang|phân loại|phan loai|nhóm|nhom|sửa|sua|đổi|doi|chuyển|chuyen|thành|thanh|sang|qua"
    r"|lại|lai|là|la|phải|phai|mới|moi|đúng|dung|sai|nhầm|nham|lộn|lon|rồi|roi|mà|ma|ủa|ua|ơi|oi|em|ạ|nha|nhé|nhe|giùm|gium|giúp|giup|thôi|thoi|đi|di|khoan|cho|tui|tôi|toi|mình|minh|chứ|chu|ghi|của|cua|này|nay|đó|do|cái|cai)(?!\w)",
    re.IGNORECASE,
)
"""Words around the name of a field in a wish to change it."""
_THIS_SERVICE: Final = re.compile(
    r"(?<!\S)(?:chatbot|chat bot|con bot|bot nay|tro ly (?:ao|ai|1022|nay|may)|tong dai(?: vien)?(?: cua)? 1022|tong dai 1022|cong (?:thong tin )?1022"
    r"|(?:app|ung dung)(?: cong dan so| 1022| nay)|trang (?:web )?1022|may tra loi(?: tu dong)?)(?!\S)"
)
Slots: TypeAlias = dict[str, Any]


def of_content(content: str) -> Slots:
    """Return the slot as `content` settles it: unset where two fields of different handlers are about as likely."""
    choice = feedback.choose_field(content)
    doubt = choice.second.score >= choice.first.score * _DOUBT
    both = (choice.first.field, choice.second.field)
    if choice.sure or not doubt or _OTHER in both or len({directory.field(one).handler for one in both}) == 1:
        return {SLOT: choice.first.field}
    return {SLOT: None}


def concerns_no_place(field: str, unit: str | None) -> bool:
    """Tell whether a report of `field` is about rules or offices, and who handles it is known without a place.

    `unit` is the unit it tells of, None for none.
    """
    handler = directory.handler_for(field=field, unit_code=unit).code
    return directory.field(field).kind == OF_THE_RULES and handler != directory.DESK


def concerns_this_service(content: str) -> bool:
    """Tell whether a report is about this assistant, the hotline or its app: that happens nowhere."""
    return _THIS_SERVICE.search(folded_words(content)) is not None


def likeliest(content: str) -> str:
    """Return the likeliest field of `content`."""
    return feedback.choose_field(content).first.field


def field_of(turn: Turn) -> str | None:
    """Return the field of the report as far as it is known, else the likeliest; None before its content is told."""
    content = turn.slot("feedback_content")
    if not content:
        return None
    told = str(turn.slot(SLOT) or "")  # while an answer is looked at, Rasa keeps the very words of it there
    return told if _is_known(told) else likeliest(str(content))


def _is_known(code: str) -> bool:
    return code in {one.code for one in directory.fields()}


def guesses(turn: Turn) -> tuple[feedback.FieldGuess, ...]:
    """Return the two likeliest fields where the citizen could not tell, for the desk; none where the field is known."""
    content = turn.slot("feedback_content")
    if not content or turn.slot(SLOT) != "":
        return ()
    choice = feedback.choose_field(str(content))
    return (choice.first, choice.second)


def told(turn: Turn) -> str:
    """Return the field as the summary shows it."""
    code = field_of(turn)
    return UNKNOWN_TOLD() if guesses(turn) or code is None else directory.field(code).name


@action("action_ask_feedback_field", form_question(Ask.FIELD))
async def ask_field(turn: Turn) -> list[Event]:
    """Ask which of the two likeliest fields is meant, in words and with examples, to be tapped."""
    if alarmed_now(turn):
        return []
    choice = feedback.choose_field(str(turn.slot("feedback_content") or ""))
    both = [directory.field(one.field) for one in (choice.first, choice.second)]
    options: list[Option] = [(one.name, payload("form_answer", field=one.code)) for one in both]
    first, second = (LINE(name=one.name, examples=", ".join(one.examples[:3])) for one in both)
    asked = BACK if answered_already(turn) else ASK
    turn.say(asked(first=first, second=second), [*options, (UNKNOWN(), _DECLINE)])
    return []


def changed(turn: Turn, asked: str) -> Slots | None:
    """Return the slots of a message that puts another field in place of that which the report has, or only says that it is
    another: then it is asked for; None for any other message.
    """
    text = turn.text
    if not names_the_field(text) or question_sign(text) == SURE or asked in {SLOT, "feedback_content"}:
        return None
    told = named(text)
    if told is not None:
        turn.say(CHANGED(what=WHAT()), (), form_question())
    return {asked: None, SLOT: told}


def named(text: str) -> str | None:
    """Return the field that `text` names beside the words that ask for a change, None for none."""
    said = _AROUND_A_NAME.sub(" ", _NOT_THAT.sub(" ", nfc(text))).strip(" ,.!?")
    if not said:
        return None
    choice = feedback.choose_field(said)
    return choice.first.field if choice.sure and choice.first.field != _OTHER else None


def answered(turn: Turn) -> Slots:
    """Return the slot after the one question for it: what was chosen, "" for who cannot tell.

    Whatever else was said leaves the likeliest, which the summary shows before anything is sent.
    """
    text = turn.text.strip()
    if text.startswith("/"):
        tapped = turn.entity("field")
        return {SLOT: tapped if tapped and _is_known(tapped) else ""}
    choice = feedback.choose_field(str(turn.slot("feedback_content") or ""))
    words = folded_words(text)
    if words in _SOMETHING_ELSE or plain_answers.does_not_know(text) or plain_answers.refuses(text):
        return {SLOT: ""}
    if place_sign(text) == NONE and way_in(text) is None:
        if (told := named(text)) is not None and names_the_field(text):
            return {SLOT: told}
        said = feedback.choose_field(text)
        if said.sure or said.first.field in (choice.first.field, choice.second.field):
            return {SLOT: said.first.field}
    return {SLOT: choice.first.field}
