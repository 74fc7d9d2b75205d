"""Changing what was told of a report: at any time, in any words, with or without the new value."""

import re
from typing import Any, Final, TypeAlias

from actions.about import Ask, form_question
from actions.feedback import contacts, reader
from actions.feedback import field as feedback_field
from actions.feedback.reach import way_in, with_way
from actions.plain_answers import is_gibberish, stays_anonymous, yes_or_no
from actions.turn import Option, Turn
from actions.word_lists import word_lists
from actions.wording import TEXTS
from bot import changes
from bot.further import waits
from bot.name_answers import name_answered
from bot.names import own_name
from bot.place_answers import tells_only_a_place
from bot.signs import question_sign
from retrieval import places
from retrieval.streets import place_in
from retrieval.text import folded_words

ADDED = TEXTS.text("feedback.added_content")
CHANGED = TEXTS.text("feedback.changed", "what")
LEFT_OUT = TEXTS.text("feedback.part_left_out", "what")
WHICH_PART = TEXTS.text("feedback.which_part")
WHAT: Final = {
    field: TEXTS.text(f"feedback.parts.{field}")
    for field in (changes.CONTENT, changes.PLACE, changes.PHONE, changes.NAME)
}
EDITS: Final = {field: TEXTS.text(f"feedback.edits.{field}") for field in WHAT}

SLOTS: Final = {
    changes.CONTENT: "feedback_content",
    changes.PLACE: "feedback_place",
    changes.PHONE: "feedback_contact_phone",
    changes.NAME: "feedback_contact_name",
}
Slots: TypeAlias = dict[str, Any]

_NEW_VALUE: Final = re.compile(
    r"(?:^|\s)(?:thành|là|lại là|lại thành|qua|sang|mới là|thanh|sang)\s*:?\s+(?P<value>\S.*)$|[:：]\s*(?P<after>\S.*)$",
    re.IGNORECASE,
)
_PUT: Final = re.compile(
    r"(?:^|\s)(?:ghi|lấy|lay|để|de)(?: (?:lại|lai|là|la|tên|ten|giùm|gium|giúp|giup))*\s+(?P<value>\S.*)$",
    re.IGNORECASE,
)
"""Puts a name in place of another: "bỏ cái tên đi ghi Dũng"."""
_OF_ABUSE: Final = re.compile(r"(?:chui|tuc|noi tuc|xuc pham|bay ba|tho tuc|mac day|vo hoc|chui the)(?!\w)")
_NUMBER_ONLY: Final = re.compile(
    r"^(?:(?:ở|o|tại|tai|số|so|nhà|nha|hẻm|hem|ngõ|kiệt|là|la)\s+)*(?P<number>\d[\w/\-]*)$", re.IGNORECASE
)
_NUMBER_TOLD: Final = re.compile(
    r"(?<!\w)(?:số|so|nhà|nha|hẻm|hem)[\s,:]+(?:(?:nhà|nha|lại|lai|thành|thanh|là|la|phải|phai)[\s,:]+)*(?P<number>\d[\w/\-]*)",
    re.IGNORECASE,
)
"""A number put in place of another: "đổi số nhà lại 53 giùm"."""
_NUMBER_PUT_RIGHT: Final = re.compile(
    r"(?<!\w)(?:nhà|nha|số|so|hẻm|hem|chỗ|cho|nó|no|là|la)\s+(?:(?:đó|do|nó|no|nhà|nha|số|so|hẻm|hem|là|la)\s+)*(?P<number>\d[\w/\-]*)(?:\s+\w+){0,3}?\s+(?:mới|moi)\s+(?:đúng|dung|phải|phai)",
    re.IGNORECASE,
)
"""A number that is put right by telling it: "nhà đó là 12/5 mới đúng"."""
_HOUSE: Final = re.compile(
    r"(?<![\w/])(?<!phường )(?<!phuong )(?<!quận )(?<!quan )(?<!đường số )(?<!duong so )(?<!khu phố )(?<!khu pho )(?<!tổ )(?<!kp )(?<!p\.)(?<!q\.)\d[\w/\-]*",
    re.IGNORECASE,
)
"""The number of a house or an alley in a place."""
_INSTEAD: Final = re.compile(
    r"[\s,]*(?:chứ|mới|mà|chu|moi)\s+(?:không phải|hổng phải|khong phai|đúng|dung|ko phải|k phải).*$",
    re.IGNORECASE,
)
_NOT: Final = r"(?<!\w)(?:không|khong|hổng|hông|hong|ko|k) (?:phải|phai)(?: (?:là|la))?"
_SWAPS: Final = (
    re.compile(
        rf"{_NOT}\s+(?P<old>[\w/ ]{{1,40}}?)[\s,]*(?:mà|ma|phải|phai)(?: (?:là|la))?\s+(?P<new>[\w/ ]{{1,40}}?)\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:^|[,.]|\b(?:là|la|số|so|ở|o)\b)\s*(?P<new>[\w/ ]{{1,40}}?)[\s,]*(?:chứ|chu|mà|ma)?\s*{_NOT}\s+(?P<old>[\w/ ]{{1,40}}?)\W*$",
        re.IGNORECASE,
    ),
)
"""How a part is put in place of another, in either order."""
_PART_NOUN: Final = re.compile(
    r"^(?:(?:số nhà|so nha|nhà|nha|số|so|hẻm|hem|đường|duong|ở|o|tại|tai|là|la)\s+)+", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\d[\w/]*")
_ADDS: Final = re.compile(r"(?<!\w)(?:thêm|bổ sung|them|bo sung)(?!\w)", re.IGNORECASE)
_ENDS: Final = re.compile(r"[\s,.!]*(?:nha|nhé|nghen|ạ|a|em|giúp em|giùm)?[\s.!]*$", re.IGNORECASE)
_LONGEST_NAME: Final = 6
_SHORTEST_ADDITION: Final = 3
"""Words of the shortest message that is taken for more of the story."""
_FEWEST_DIGITS: Final = 6
"""Digits from which a message without a telephone number is one mistyped."""
_OF_A_NUMBER: Final = re.compile(r"\b(?:so|sdt|dt|dien thoai|lien he)\b")
_NOT_ME: Final = re.compile(
    r"\b(?:dau|khong|hong|ko|k|chu dau|dau co) (?:co )?phai (?:la )?(?:(?:ten|so) )?(?:cua )?(?:toi|tui|em|minh|chi|anh)\b"
)
_OF_MANNERS: Final = frozenset({"affirm", "deny", "greet", "thank", "goodbye", "chitchat", "insult_spam"})


def change(turn: Turn, asked: str) -> Slots | None:
    """Return the slots a message changes (None: to be asked again), None where it changes nothing.

    `asked` is the slot whose question stands; where it is not told now it is asked again.
    """
    text = turn.text
    shown = asked == "feedback_confirmed"
    if asked == SLOTS[changes.CONTENT] or stays_anonymous(text):
        return None
    if asked not in contacts.SLOTS and (left_out := _left_out(turn, text, shown=shown)):
        return {asked: None, **left_out}
    restated = shown and (changes.restates_the_place(text) or tells_only_a_place(text))
    if not restated and not changes.wants_a_change(text):
        return None
    named = changes.named_fields(text) or ((changes.PLACE,) if restated else ())
    if (without := _without_words(turn, text)) is not None:
        turn.say(CHANGED(what=_parts(without)), (), form_question())
        return {asked: None, **without}
    told = _swapped(turn, text) or _told(turn, text, named)
    if told:
        turn.say(CHANGED(what=_parts(told)), (), form_question())
    elif named == (changes.PHONE,) and (way := _way_told_before(turn)) is not None:
        told = {SLOTS[changes.PHONE]: way}
        turn.say(CHANGED(what=_parts(told)), (), form_question())
    elif named:
        told = _emptied(named[0])
    elif shown:
        turn.say(WHICH_PART(), edit_options(), form_question(Ask.CONFIRM))
    else:
        return None
    return {asked: None, **told}


def added(turn: Turn, text: str) -> Slots:
    """Return the content with `text` added, which tells on instead of answering: "3 ngày rồi đó, hôi quá trời".

    Nothing for what asks, names somebody, or is no sentence.
    """
    before = str(turn.slot(SLOTS[changes.CONTENT]) or "")
    digits = sum(sign.isdigit() for sign in text)
    tells = len(text.split()) >= _SHORTEST_ADDITION and digits < _FEWEST_DIGITS and not text.startswith("/")
    if not before or not tells or waits(text) or question_sign(text) or is_gibberish(text) or own_name(text):
        return {}
    if yes_or_no(text) is not None or turn.intent in _OF_MANNERS or _OF_A_NUMBER.search(folded_words(text)):
        return {}
    turn.say(ADDED(), (), form_question())
    return {SLOTS[changes.CONTENT]: f"{before}\n{text.strip()}"}


def edit_options() -> list[Option]:
    """Return the choices that name each part to be changed; their titles are read like typed words."""
    return [(edit(), edit().lower()) for edit in EDITS.values()]


def _way_told_before(turn: Turn) -> str | None:
    """Return the number or address told in the report itself and not noted yet: "ghi lại số điện thoại của chị đi"."""
    content = str(turn.slot(SLOTS[changes.CONTENT]) or "")
    return None if turn.slot(SLOTS[changes.PHONE]) else reader.read_report(content).way


def _left_out(turn: Turn, text: str, *, shown: bool) -> Slots:
    """Return the slots of a contact that is not to be left after all, or before it was asked for; of a rule or a procedure
    it is needed.
    """
    fields = [field for field in changes.dropped_fields(text) if turn.slot(SLOTS[field]) or not shown]
    fields = fields or _not_the_reporters(turn, text)
    if not fields or question_sign(text) or _told(turn, text, changes.named_fields(text)):
        return {}
    if contacts.needed(turn):
        turn.say(contacts.NEED_CONTACT(), (), form_question())
        return {"contact_explained": True}
    turn.say(LEFT_OUT(what=", ".join(WHAT[field]() for field in fields)), (), form_question())
    return {SLOTS[field]: "" for field in fields}


def _not_the_reporters(turn: Turn, text: str) -> list[str]:
    """Return the fields of the contact noted that `text` says is somebody else's: "ông Khải là ban quản trị, đâu phải tui"."""
    line = folded_words(text)
    if not _NOT_ME.search(line):
        return []
    noted = {
        field: folded_words(str(turn.slot(SLOTS[field]) or "")) for field in (changes.PHONE, changes.NAME)
    }
    named = [field for field, value in noted.items() if value and f" {value} " in f" {line} "]
    return [field for field, value in noted.items() if value] if changes.NAME in named else named


def _without_words(turn: Turn, text: str) -> Slots | None:
    """Return place and content without the words that are wished away, of abuse without what insults; None for no such
    wish, or where they hold no such words.
    """
    what = changes.words_taken_out(text)
    if what is None:
        return None
    gone = [what] if not _OF_ABUSE.match(what) else list(word_lists().insults)
    slots: Slots = {}
    for slot in (SLOTS[changes.PLACE], SLOTS[changes.CONTENT]):
        before = str(turn.slot(slot) or "")
        after = _cut(before, gone)
        if after and after != before:
            slots[slot] = after
    return slots or None


def _cut(text: str, gone: list[str]) -> str:
    """Return `text` without the phrases `gone` (folded)."""
    words = list(re.finditer(r"[^\W_]+", text))
    folded = [folded_words(word[0]) for word in words]
    spans = []
    for phrase in gone:
        wanted = phrase.split()
        spans += [
            (words[at].start(), words[at + len(wanted) - 1].end())
            for at in range(len(words) - len(wanted) + 1)
            if folded[at : at + len(wanted)] == wanted
        ]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}" if text[:start].strip() else text[end:]
    return re.sub(r"(?:\s*,)+(?=\s*(?:,|$))|\s+(?=,)", "", text).strip(" ,.-–")


def _emptied(field: str) -> Slots:
    empty: Slots = {SLOTS[field]: None}
    if field == changes.PLACE:
        empty["feedback_unit"] = None
    return empty


def _parts(told: Slots) -> str:
    found = [WHAT[field]() for field, slot in SLOTS.items() if slot in told]
    return ", ".join(found or [WHAT[changes.PLACE]()])


def _swapped(turn: Turn, text: str) -> Slots:
    """Return place and content with one part put in place of another: "số 15 chứ không phải 51"."""
    found = next((match for swap in _SWAPS if (match := swap.search(text))), None)
    if found is None:
        return {}
    new, old = (_bare(found[name]) for name in ("new", "old"))
    numbers = [_NUMBER.findall(part) for part in (new, old)]
    if all(len(one) == 1 for one in numbers):
        (new,), (old,) = numbers
    slots: Slots = {}
    for slot in (SLOTS[changes.PLACE], SLOTS[changes.CONTENT]):
        before = str(turn.slot(slot) or "")
        after = re.sub(rf"(?<![\w/]){re.escape(old)}(?![\w/])", new, before, flags=re.IGNORECASE)
        if old and after != before:
            slots[slot] = after
    return slots if SLOTS[changes.PLACE] in slots else {}


def _bare(part: str) -> str:
    return _PART_NOUN.sub("", part.strip(" ,.")).strip()


def _told(turn: Turn, text: str, named: tuple[str, ...]) -> Slots:
    """Return what the message itself gives, of the field it names or, taking something back, of any."""
    wanted = set(named) or set(SLOTS)
    found: Slots = {}
    if changes.PHONE in wanted and (way := way_in(text)):
        before = str(turn.slot(SLOTS[changes.PHONE]) or "")
        found[SLOTS[changes.PHONE]] = with_way(before, way)
    if changes.NAME in wanted and (name := _name(text, named)):
        found[SLOTS[changes.NAME]] = name
    if changes.PLACE in wanted:
        found |= _place(turn, text, named)
    if changes.CONTENT in named and (content := _content(turn, text)):
        found |= content | feedback_field.of_content(content["feedback_content"])
    return found


def _value(text: str) -> str | None:
    """Return what stands behind "thành", "là" or a colon, None without such a word."""
    found = _NEW_VALUE.search(text)
    value = (found["value"] or found["after"]) if found else None
    return value.strip() if value else None


def _name(text: str, named: tuple[str, ...]) -> str | None:
    if name := own_name(text):
        return name
    value = _value(text) if changes.NAME in named else None
    if value is None and changes.NAME in named and (put := _PUT.search(text)):
        value = put["value"]
    if value is None or len(value.split()) > _LONGEST_NAME:
        return None
    return name_answered(value)


def _content(turn: Turn, text: str) -> Slots:
    value = _value(text)
    if value is None:
        return {}
    before = str(turn.slot("feedback_content") or "")
    return {"feedback_content": f"{before}\n{value}" if before and _ADDS.search(text) else value}


def _place(turn: Turn, text: str, named: tuple[str, ...]) -> Slots:
    """Return the new place and unit: a street replaces the place, a ward alone only the ward."""
    said = _INSTEAD.sub("", text)
    place, mentions = place_in(said), places.find_units(said)
    if place is None and changes.PLACE in named and (value := _value(said)) and not mentions:
        place = _ENDS.sub("", value)
    if place is None and not mentions:
        told = _NUMBER_TOLD.search(said) if changes.PLACE in named else _NUMBER_PUT_RIGHT.search(text)
        return _renumbered(turn, told["number"]) if told else {}
    unit = reader.unit_in(said)
    if place is not None:
        if not mentions and (number := _NUMBER_ONLY.match(_ENDS.sub("", place))):
            return _renumbered(turn, number["number"])
        return {
            "feedback_place": place,
            **({"feedback_unit": unit.code if unit else None} if mentions else {}),
        }
    street = _without_units(str(turn.slot("feedback_place") or ""))
    if unit is not None:
        return {"feedback_unit": unit.code, "feedback_place": street}
    spoken = said[mentions[0].start : mentions[0].end]
    return {"feedback_unit": None, "feedback_place": ", ".join(part for part in (street, spoken) if part)}


def _renumbered(turn: Turn, number: str) -> Slots:
    """Return place and content with `number` in place of the house's or the alley's; street and ward stay."""
    before = str(turn.slot(SLOTS[changes.PLACE]) or "")
    old = _HOUSE.search(before)
    if old is None:
        return {SLOTS[changes.PLACE]: f"{number} {before}".strip()}
    slots: Slots = {SLOTS[changes.PLACE]: f"{before[: old.start()]}{number}{before[old.end() :]}"}
    content = str(turn.slot(SLOTS[changes.CONTENT]) or "")
    after = re.sub(rf"(?<![\w/]){re.escape(old[0])}(?![\w/])", number, content, count=1)
    return {**slots, **({SLOTS[changes.CONTENT]: after} if after != content else {})}


def _without_units(place: str) -> str:
    """Return `place` without its ward and district, which are told anew."""
    for mention in reversed(places.find_units(place)):
        place = place[: mention.start] + place[mention.end :]
    return place.strip(" ,.-–")
