"""Reading who reports out of one message: "Nguyễn Văn A, 0903..., 12 Lê Lợi phường Bến Thành"."""

import re
from dataclasses import dataclass
from typing import Final

from actions import plain_answers
from actions.feedback.reach import EMAIL_PLACEHOLDER, PHONE_PLACEHOLDER, way_in, without_ways
from bot.changes import takes_back
from bot.name_answers import is_a_name_alone, is_talk_only, name_answered, name_left
from bot.names import any_name, own_name
from bot.sending import agrees_plainly
from bot.signs import NONE, place_sign, question_sign
from retrieval import places
from retrieval.streets import place_in
from retrieval.text import nfc

_PARTS: Final = re.compile(r"\s*[,;\n]\s*|\s+[-–]\s+|(?<=⟩)\s+|(?<=\w{3})\.\s+")
_SAID: Final = re.compile(
    r"(?<!\w)(?:địa chỉ(?: liên hệ| nhà| của (?:tôi|tui|em|mình))?|dia chi(?: lien he| nha)?|thường trú|tạm trú|ngụ(?: tại)?|"
    r"(?:tôi|tui|em|mình|nhà|nhà tôi|nhà tui|nhà em|nhà mình) (?:đang )?(?:ở|sống ở)(?: tại)?)(?: (?:là|ở|tại))?\s*:?\s*",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"^(?:(?:ở|tại|o|tai|nhà|nha)\s+)+(?=\S)", re.IGNORECASE)
_EMAIL: Final = re.compile(
    rf"(?:(?:e-?|g)?mail(?: (?:là|la))?\s*:?\s*)?{EMAIL_PLACEHOLDER.pattern}", re.IGNORECASE
)
_TO_BE_NOTED: Final = re.compile(
    r"^\W*(?:(?:dạ|da|ok|oke|rồi|roi|thì|thi|vậy|vay|ừ|u|em|cứ|cu|nhờ|nho|anh|chị|chi|bạn|ban|cho|làm ơn|lam on|xin)[\s,]+)*"
    r"(?:(?:ghi|điền|dien|lấy|lay|lưu|luu|nhập|nhap)(?!\w)|(?:thông tin|thong tin|liên hệ|lien he|người (?:gửi|báo)|nguoi (?:gui|bao))(?!\w))"
    r"(?:\s+(?:là|la|giùm|gium|dùm|dum|giúp|giup|cho|nhận|nhan|vầy|vậy|vay|như sau|nhu sau|của|cua|tôi|toi|tui|em|mình|minh|lại|lai|vô|vo|vào|vao|đi|di|nha)(?!\w))*\s*[:,–-]?\s*(?=\S)",
    re.IGNORECASE,
)
"""What comes before a contact to be noted: "thì ghi: …", "ok ghi giùm …", "thông tin của tôi: …"."""
_LONGEST_NAME: Final = 5
_LONGEST_ADDRESS: Final = 200


@dataclass(frozen=True)
class Contact:
    """Who reports, as far as a message tells it."""

    way: str | None
    """A telephone number, an e-mail address, or both (`reach.way_in`)."""
    name: str | None
    address: str | None


def contact_in(text: str) -> Contact:
    """Return what `text`, an answer to a question for the contact, tells of it."""
    typed = _TO_BE_NOTED.sub("", nfc(text))
    said = _SAID.search(typed)
    address = typed[said.end() :] if said else None
    before = typed[: said.start()] if said else typed
    parts = [part for part in _PARTS.split(before) if part]
    bare = [without_ways(part).strip(" ,.;:-–") for part in parts]
    name = own_name(before) or next((part for part in bare if _is_name(part)), None)
    if name is None:
        beside = (name_left(without_ways(part)) for part in parts if way_in(part) is not None)
        name = next((found for found in beside if found), None)
    if address is None:
        start = next((number for number, part in enumerate(parts) if _is_place(part)), None)
        if start is not None:
            rest = [part for part in parts[start:] if part != name and way_in(part) is None]
            address = ", ".join(rest)
    return Contact(way_in(typed), name, _clean(address) if address else None)


def address_answered(text: str) -> str | None:
    """Return the address in an answer to the question for it; None where it holds none."""
    found = contact_in(text).address
    if found is not None:
        return found
    words = text.split()
    none = (
        plain_answers.yes_or_no(text) is not None or question_sign(text) or plain_answers.does_not_know(text)
    )
    return None if none or len(words) < 2 or way_in(text) else _clean(text)


def name_beside_way(text: str, *, alone: bool = False) -> str | None:
    """Return the name told with a number to call: "tên Lan, số 0903…"; without a number it may be somebody else's or a
    street's, None then.

    With `alone`, where the contact was asked for, it may stand beside the number without such words: "Huy 0903…".
    """
    if way_in(text) is None:
        return None
    told = own_name(text) or any_name(text)
    left = name_left(without_ways(_TO_BE_NOTED.sub("", nfc(text)))) if alone and not told else None
    return told or (None if left and left in (place_in(text) or "") else left)


def name_given(text: str) -> str | None:
    """Return the name in an answer to the question for it, also beside a number or within a whole contact."""
    if (own := own_name(text)) is not None:
        return own
    text = _TO_BE_NOTED.sub("", nfc(text))
    beside = way_in(text) is not None
    told = None if beside else name_answered(text)
    return told or contact_in(text).name or (name_left(without_ways(text), asked=True) if beside else None)


def is_no_name(text: str) -> bool:
    """Tell whether an answer is a yes, takes something back or is other talk: "gửi đi", "sai rồi em", "vậy làm đi"."""
    if own_name(text) or way_in(text) or is_a_name_alone(text):
        return False
    words = text.split()
    named = len(words) > 1 and words[-1][:1].isupper() and not text.isupper()
    if is_talk_only(_TO_BE_NOTED.sub("", nfc(text))) or (not named and agrees_plainly(text)):
        return True
    return len(words) > 1 and not named and (takes_back(text) or plain_answers.yes_or_no(text) is True)


def _is_name(part: str) -> bool:
    words = part.split()
    shaped = 2 <= len(words) <= _LONGEST_NAME and all(word.isalpha() and word[:1].isupper() for word in words)
    return shaped and place_sign(part) == NONE and not places.find_units(part)


def _is_place(part: str) -> bool:
    told = _AT.sub("", part)
    return way_in(part) is None and (place_sign(told) != NONE or bool(places.find_units(told)))


def _clean(address: str) -> str | None:
    """Return an address without the number to call and the e-mail address that stand in it."""
    rest = _AT.sub("", _EMAIL.sub("", PHONE_PLACEHOLDER.sub("", address)).strip())
    return rest.strip(" ,.;:-–\n")[:_LONGEST_ADDRESS] or None
