"""What a citizen tells when asked for more than the dialogue foresaw: the `answers` of the dialogue, by what is asked.

The names are those of `api.conversations.metadata.Ask`; a few other names that dialogue files use mean the same.
"""

import re
from collections.abc import Callable, Collection
from typing import Any, Final

from bot.signs import place_sign
from evaluation.dialogues.comparing import plain
from evaluation.dialogues.dialogue import Said
from evaluation.dialogues.heard import Heard
from retrieval import places
from retrieval.codes import dossier_codes, feedback_codes, phones
from retrieval.text import fold

_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "content": ("description", "text"),
    "place": ("location", "address"),
    "unit": ("ward", "place", "location", "address"),
    "reporter_name": ("name",),
    "reporter_phone": ("phone", "contact_phone"),
    "reporter_address": ("address",),
    "visibility": ("public",),
    "photo": ("photos", "image"),
    "phone_tail": ("phone", "reporter_phone"),
    "dossier_code": ("code",),
    "feedback_code": ("code",),
    "confirm": ("confirmed",),
}
_YES_NO: Final[dict[str, tuple[str, str]]] = {
    "visibility": ("công khai cũng được ạ", "đừng công khai giúp tôi"),
    "confirm": ("đúng rồi, gửi giúp tôi", "không, đừng gửi"),
    "photo": ("", "tôi không có ảnh"),
    "reporter_phone": ("", "tôi không để lại số điện thoại"),
    "reporter_name": ("", "tôi không để lại tên"),
}
_NO_WORDS: Final = frozenset({"", "no", "none", "không", "khong", "false"})
_PUBLIC: Final = frozenset({"public", "cong khai", "yes", "true"})
_PRIVATE: Final = frozenset({"private", "khong cong khai", "no", "false", "kin"})
_TAIL: Final = 3
_SHORT: Final = 6
"""Words of a message that says one thing."""
_REPORT: Final = frozenset({"feedback_form_question", "confirm", "feedback_filed"})
_PROCEDURE: Final = frozenset({"procedure_answer", "aspect_answer", "clarify"})
_STATUS: Final = frozenset({"dossier_status", "feedback_status", "ask_for_code"})
_LEADS_TO: Final[dict[str, frozenset[str]]] = {
    "unit": _REPORT | _PROCEDURE,
    "confirm": frozenset({"feedback_filed"}),
    "procedure": _PROCEDURE,
    "aspect": _PROCEDURE,
    "dossier_code": _STATUS,
    "feedback_code": _STATUS,
    "phone_tail": _STATUS,
    "rating": frozenset({"rating"}),
}
"""Kinds of replies that answering a question leads to, those of a report for all others. Where another kind is
expected, the citizen breaks off on purpose (or was misunderstood), and answering would only lead further away.
"""

_VISIBILITY: Final = re.compile(r"\b(?:an danh|cong khai|giu kin|bi mat|giau ten|khong neu ten|kin)\b")
_PHOTO: Final = re.compile(r"\b(?:anh|hinh|hong co|khong co)\b")
_YES: Final = re.compile(
    r"\b(?:dung|gui|ok|oke|dong y|phai|chinh xac|xac nhan|duoc|u|uh|vang|yes|khong|huy|sua|doi)\b"
)


def leads_to(asked: str, kinds: Collection[str]) -> bool:
    """Tell whether answering what was asked leads to one of `kinds`; where none is given it always does."""
    return not kinds or not _LEADS_TO.get(asked, _REPORT).isdisjoint(kinds)


def answer_to(asked: str, answers: dict[str, Any]) -> Said | None:
    """Return what the citizen says when asked for `asked`, None where `answers` does not hold it."""
    for name in (asked, *_OTHER_NAMES.get(asked, ())):
        if name in answers and answers[name] is not None:
            return _said(asked, answers[name])
    return None


def _said(asked: str, value: Any) -> Said | None:
    if isinstance(value, bool) or (isinstance(value, str) and asked in _YES_NO and plain(value) in _NO_WORDS):
        return _yes_or_no(asked, value is True)
    if isinstance(value, dict):
        return Said.model_validate(value)
    if (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(one, float | int) for one in value)
    ):
        return Said(location=(float(value[0]), float(value[1])))
    text = str(value)
    if asked in ("reporter_phone", "phone_tail") and isinstance(value, int):
        text = (
            text if asked == "phone_tail" and len(text) == _TAIL else f"0{text}"
        )  # YAML drops the leading 0
    if asked == "phone_tail":
        digits = re.sub(r"\D", "", text)
        text = digits[-_TAIL:] if len(digits) > _TAIL else text
    if asked == "visibility" and fold(text) in _PUBLIC | _PRIVATE:
        return _yes_or_no(asked, fold(text) in _PUBLIC)
    if asked == "photo":
        return Said(photo=True)
    return Said(text=text) if text.strip() else None


def _yes_or_no(asked: str, yes: bool) -> Said | None:
    if asked == "photo" and yes:
        return Said(photo=True)
    words = _YES_NO.get(asked, ("đúng rồi", "không"))[0 if yes else 1]
    return Said(text=words) if words else None


def holds_answer(said: Said, asked: str, answers: dict[str, Any]) -> bool:
    """Tell whether what the citizen says next holds what was asked for, so that nothing has to be told before it."""
    if asked in ("place", "unit") and said.location is not None:
        return True
    if said.photo:
        return asked in ("photo", "content")
    if not said.text:
        return False
    known = answer_to(asked, answers)
    if known is not None and known.text and plain(known.text) in plain(said.text):
        return True
    return _TELLS[asked](said.text) if asked in _TELLS else True


def _is_other(text: str) -> bool:
    """Tell whether a short message clearly tells something else than a place or a name: a number, a yes, a wish."""
    words = fold(text)
    if phones(text) or dossier_codes(text) or feedback_codes(text):
        return True
    return len(words.split()) <= _SHORT and any(one.search(words) for one in (_YES, _VISIBILITY))


def _phone(text: str) -> bool:
    return (
        bool(phones(text)) or re.search(r"(?:không|ko|khỏi).*(?:số|sđt|điện thoại)", plain(text)) is not None
    )


def _place(text: str) -> bool:
    return bool(place_sign(text)) or bool(places.find_units(text)) or not _is_other(text)


def _name(text: str) -> bool:
    words = fold(text)
    if re.search(r"\b(?:ten|toi la|em la|minh la)\b", words):
        return True
    short = len(words.split()) <= _SHORT and not re.search(r"\d", words)
    return short and not _is_other(text) and not place_sign(text)


_TELLS: Final[dict[str, Callable[[str], bool]]] = {
    "place": _place,
    "unit": _place,
    "reporter_phone": _phone,
    "reporter_name": _name,
    "reporter_address": _place,
    "visibility": lambda text: _VISIBILITY.search(fold(text)) is not None,
    "photo": lambda text: _PHOTO.search(fold(text)) is not None,
    "confirm": lambda text: _YES.search(fold(text)) is not None,
    "dossier_code": lambda text: bool(dossier_codes(text)),
    "feedback_code": lambda text: bool(feedback_codes(text)),
    "phone_tail": lambda text: re.search(r"(?<!\d)\d{3}(?!\d)", text) is not None or bool(phones(text)),
}


def next_answer(
    heard: Heard, answers: dict[str, Any], *, next_said: Said | None, kinds: Collection[str]
) -> tuple[str, Said] | None:
    """Return what of the things asked for the dialogue's answers hold and the next message of the citizen does not.

    Only what leads to one of `kinds` counts. Several things asked for at once are told in one message, under the
    name of the first.
    """
    told: list[tuple[str, Said]] = []
    for asked in heard.asks:
        if not leads_to(asked, kinds) or (next_said and holds_answer(next_said, asked, answers)):
            continue
        said = answer_to(asked, answers)
        if said is not None:
            told.append((asked, said))
    if not told:
        return None
    first = told[0]
    if first[1].text and all(said.text and not said.photo for _, said in told):
        return first[0], Said(text=", ".join(dict.fromkeys(said.text for _, said in told)))
    return first
