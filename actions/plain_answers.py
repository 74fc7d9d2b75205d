"""Reading short answers: yes, no, rather not, don't know, change that."""

import re
from typing import Final

from actions.word_lists import word_lists
from bot.report_words import wants_anonymity
from bot.sending import agrees_plainly
from retrieval.procedure import Aspect
from retrieval.text import fold, folded_words, normalise, syllables

_DONT: Final = re.compile(r"(?<!\w)(?:đừng|dừng|ngưng|ngừng|hủy|huỷ|không|ko|khỏi|bỏ đi|bỏ qua)(?!\w)")
_NO: Final = re.compile(
    r"^(?:da |thoi |a )*(?:khong|khong gui|thoi|huy|huy di|bo di|bo qua|khong dong y|khoi|no|khong can|khong nua|ko|dung lai)"
    r"(?: gui)?(?: a| nha| nhe| di| nua| em| dau| can| luon)*$"
)
_DOUBT: Final = re.compile(
    r"(?<!\w)(?:khong|ko|hong|chua|khoan|sua|sai|doi|nham|them|nhung|ma|dung gui|dung co|dung nop|tu tu|de xem)(?!\w)"
)
_EDIT: Final = re.compile(
    r"(?<!\w)(?:sua|doi|sai|chinh|thay|nham|khong dung|chua dung|(?:ghi|viet|nhap|ke|khai|noi|dien|lam) lai)(?!\w)"
)
_FORBIDS: Final = re.compile(
    r"(?<!\w)(?:khong|ko|k|hong|hok|hem|hg|khoi|thoi|thui|huy|bo|dung|ngung|dep|nghi|no|nope|cancel|stop|xoa|kg|kh)(?!\w)"
)
_LEAVES_OUT: Final = re.compile(r"(?<!\w)(?:khong|ko|k|hong|khoi|bo|huy|xoa)(?!\w)")
_NOTHING_EDITED: Final = re.compile(
    r"(?<!\w)(?:khong|khoi|ko|k|hong|hok|chang|dung)(?: (?:can|phai|muon|co|gi|gi phai|gi can|gi de))* (?:sua|doi|chinh|thay|sai|nham)(?!\w)"
)
_EDIT_PLACE: Final = re.compile(
    r"dia (?:diem|chi(?! (?:cua \w+ )?(?:(?:e ?|g)?mail|thu dien tu)))|noi(?! dung)|duong|phuong|xa(?!\w)|so nha|hem|vi tri"
)
_EDIT_CONTACT: Final = re.compile(r"so dien thoai|sdt|lien he|so may|\b(?:e ?|g)mail\b|thu dien tu")
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_DENIES_A_FACT: Final = re.compile(r"(?:da |a )*(?:khong|ko|k|hong|hok|dau) (?:co )?phai \w+ \w+")
_BEFORE_A_REFUSAL: Final = frozenset({"vậy", "vay", "à", "ờ", "ủa", "thì", "mà", "ừ"})
_EDIT_NAME: Final = re.compile(r"(?<!\w)ten(?!\w)")


def is_gibberish(text: str) -> bool:
    """Tell whether no part of `text` could be a Vietnamese syllable ("asdf qwrt", "@@@@")."""
    return not any(_SYLLABLE.fullmatch(word) for word in syllables(normalise(text)))


_NAMELESS: Final = re.compile(
    r"(?<!\w)(?:ẩn danh|an danh|giấu tên|giau ten|nặc danh|nac danh)(?!\w)", re.IGNORECASE
)


def stays_anonymous(text: str) -> bool:
    """Tell whether `text` wishes no name to be kept ("ẩn danh", "đừng ghi tên")."""
    return not text.startswith("/") and wants_anonymity(text)


def agrees(text: str) -> bool:
    """Tell whether `text` is a yes, also where it names the way of it: "ừ gửi ẩn danh đi"."""
    return yes_or_no(_NAMELESS.sub(" ", text)) is True


def declines_a_name(text: str) -> bool:
    """Tell whether an answer to "what is your name?" declines it. "Khôi" is a name, "khỏi" declines."""
    return refuses(text) or stays_anonymous(text)


def insults(text: str) -> bool:
    """Tell whether `text` holds a word that insults; what else insults nobody is not looked at."""
    words = f" {folded_words(text)} "
    return any(f" {phrase} " in words for phrase in word_lists().insults)


def refuses(text: str) -> bool:
    """Tell whether an answer declines to give what was asked. "Khôi" is a name, "khỏi" declines."""
    typed = [word for word in normalise(text).lower().replace(",", " ").split() if word.strip(".!")]
    while len(typed) > 1 and typed[0] in _BEFORE_A_REFUSAL:
        typed = typed[1:]
    for refusal in word_lists().refusals:
        words = refusal.split()
        if len(typed) > len(words) and fold(typed[len(words)]) == "phai":  # "không phải mình tui": a denial
            continue
        if len(typed) <= 7 and len(typed) >= len(words) and all(map(_same_word, typed, words)):
            return True
    return False


def refuses_shortly(text: str) -> bool:
    """Tell whether an answer only declines what was asked and names nothing: "bỏ qua nha"."""
    return refuses(text) and "ten" not in folded_words(text).split()


def denies_a_fact(text: str) -> bool:
    """Tell whether a no denies a fact and declines nothing: "ko phải mình tui, cả dãy phố"."""
    return _DENIES_A_FACT.match(folded_words(text)) is not None


def _same_word(typed: str, word: str) -> bool:
    plain_word = fold(word)
    return typed == word or (typed == plain_word and plain_word not in {"hong", "khoi"})


def does_not_know(text: str) -> bool:
    """Tell whether an answer says that the citizen does not know."""
    words = folded_words(text)
    return any(phrase in words for phrase in word_lists().dont_know) and len(words.split()) <= 8


def yes_or_no(text: str) -> bool | None:
    """Return True for a yes, False for a no, None for anything else. A doubt is never a yes.

    Typed without accents, "dung gui" may be "đúng, gửi" or "đừng gửi": that is a doubt.
    """
    if agrees_plainly(text):
        return True
    words = folded_words(text)
    if _NO.fullmatch(words):
        return False
    if _DONT.search(normalise(text).lower()):
        return False if set(words.split()) <= word_lists().agree | word_lists().disagree else None
    return None


def forbids(text: str) -> bool:
    """Tell whether an answer holds a word of a no at all; what the model alone takes for a no gives nothing up."""
    return bool(_FORBIDS.search(folded_words(text)))


def leaves_out(text: str) -> bool:
    """Tell whether an answer leaves something out: "bỏ qua số, làm tiếp đi", not "thôi mình làm tiếp đi"."""
    return bool(_LEAVES_OUT.search(folded_words(text)))


def doubts(text: str) -> bool:
    """Tell whether an answer holds a word that keeps it from being a plain yes."""
    typed = normalise(text).lower()
    if _DONT.search(typed):
        return True
    return bool(_DOUBT.search(folded_words(text))) and not re.search(r"(?<!\w)đúng[\s,.]+gửi", typed)


def to_be_edited(text: str) -> tuple[str, ...]:
    """Return the slots that an answer to the summary asks to change, none where it asks for no change."""
    words = folded_words(text)
    if not _EDIT.search(_NOTHING_EDITED.sub(" ", words)):
        return ()
    if _EDIT_PLACE.search(words):
        return ("feedback_place", "feedback_unit")
    if _EDIT_CONTACT.search(words):
        return ("feedback_contact_phone",)
    if _EDIT_NAME.search(words):
        return ("feedback_contact_name",)
    return ("feedback_content",)


def bare_aspects(text: str) -> tuple[Aspect, ...]:
    """Return the aspects that `text` names without anything else ("còn lệ phí thì sao?"), none for other texts."""
    filler = word_lists().filler
    rest = f" {folded_words(text)} "
    found: list[Aspect] = []
    named = [(phrase, aspect) for aspect, phrases in word_lists().aspects.items() for phrase in phrases]
    for phrase, aspect in sorted(named, key=lambda one: -len(one[0])):
        if f" {phrase} " in rest:
            rest = rest.replace(f" {phrase} ", "  ")
            found.append(aspect)
    return tuple(dict.fromkeys(found)) if found and set(rest.split()) <= filler else ()
