"""The name that stands right beside the number to call in a report: "…, tên Tâm 0908…", "0912… gặp anh Phúc"."""

import re
from typing import Final

from actions.feedback.reach import PHONE_PLACEHOLDER
from bot.name_finding import WORD, is_talk, name_words
from retrieval import codes, places
from retrieval.streets import place_in
from retrieval.text import fold, nfc


def _set_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CLAUSES: Final = re.compile(r"\s*[,;\n()!?:–]\s*|\s+-\s+|(?<=\w{2})\.\s+")
_OPENS: Final = re.compile(r"^[\s,.:;(–-]+")
_OF_THE_NUMBER: Final = _set_of(
    "so sdt dt dien thoai la tel phone di dong zalo cua toi tui em minh con nay lien he lac goi hotline nhan"
)
"""Words beside a number that tell no name (folded)."""
_INTRODUCES: Final = _set_of("ten gap goi he lac ghi cho")
"""Words before a name (folded): tên, gặp, gọi, liên hệ, liên lạc, ghi, cho."""
_SELF: Final = _set_of("toi tui em minh con chau ten day")
"""Whom or what "là" tells of before a name (folded)."""
_SOMEBODY_ELSES: Final = _set_of("nha quan tiem hem cua tram cho truoc gan doi dien duong cau")
"""Words before a title that tell a place, not who reports (folded): "trước nhà cô Ba"."""
_LONGEST: Final = 4
_CLAUSES_BEFORE: Final = 2


def name_beside_number(text: str) -> str | None:
    """Return the name that the words right before or behind the number to call in `text` tell, None where they tell none."""
    typed = nfc(text)
    number = PHONE_PLACEHOLDER.search(typed)
    start, end = (
        number.span() if number else next(((one.start, one.end) for one in codes.phones(typed)), (0, 0))
    )
    if not end or text.isupper():
        return None
    name = _before(typed[:start]) or _after(typed[end:])
    if name is None or name in (place_in(typed) or "") or places.find_units(name):
        return None
    opens = typed.lstrip().startswith(name) and " " not in name  # a capital there tells nothing
    return None if opens or fold(name) in name_words()["beside"] or is_talk(name) else name


def _before(text: str) -> str | None:
    """Return the name at the end of `text`, or of the clause before where the last only tells of a number."""
    for clause in reversed([part for part in _CLAUSES.split(text) if part.strip()][-_CLAUSES_BEFORE:]):
        words = WORD.findall(clause)
        while words and words[-1].islower() and fold(words[-1]) in _OF_THE_NUMBER:
            words = words[:-1]
        if words:
            return None if any(map(str.isdigit, clause.split()[-1])) else _at_the_end(words)
    return None


def _after(text: str) -> str | None:
    """Return the name that `text` begins with: "gặp anh Phúc", "(Hạnh)", "tên Lan nha"."""
    words = WORD.findall(_CLAUSES.split(_OPENS.sub("", text))[0])
    particles = name_words()["particles"]
    while words and words[-1].islower() and words[-1] in particles:
        words = words[:-1]
    start = 0
    while start < len(words) and words[start].islower() and _leads(fold(words[start])):
        start += 1
    run = _capitals(words[start:])
    if run and (start or len(run) == len(words)):
        return " ".join(run)
    if start and "ten" in map(fold, words[:start]) and 0 < len(words) - start <= _LONGEST:
        return _typed_small(words[start:])
    return None


def _leads(word: str) -> bool:
    return word in _INTRODUCES or word in _OF_THE_NUMBER or word in set(map(fold, name_words()["titles"]))


def _at_the_end(words: list[str]) -> str | None:
    """Return the name at the end of `words`: capitals that stand alone or behind what introduces them, or "tên lan"."""
    run = _capitals(words[::-1])[::-1]
    left = [fold(word) for word in words[: len(words) - len(run)]]
    titles = set(map(fold, name_words()["titles"]))
    if run:
        titled = bool(left) and left[-1] in titles
        before = left[:-1] if titled else left
        if before and before[-1] in _SOMEBODY_ELSES:
            return None
        told_of_self = before[-2:-1] and before[-2] in _SELF and before[-1] == "la"
        alone = not before and (titled or len(words) <= _LONGEST)
        introduced = bool(before) and (before[-1] in _INTRODUCES or told_of_self)
        return " ".join(run) if titled or alone or introduced else None
    if "ten" in left[-_LONGEST:]:
        at = len(left) - 1 - left[::-1].index("ten") + 1
        while at < len(left) and (left[at] in _SELF or left[at] in {"la", "cua"} or left[at] in titles):
            at += 1
        return _typed_small(words[at:])
    called = len(words) in {2, 3} and left[0] in titles
    return _typed_small(words[1:]) if called else None


def _capitals(words: list[str]) -> list[str]:
    """Return the words with capitals that `words` begins with, at most as many as a name has."""
    run: list[str] = []
    for word in words[:_LONGEST]:
        if not word[:1].isupper() or fold(word) in {"so", "sdt", "dt"}:
            break
        run.append(word)
    return run


def _typed_small(words: list[str]) -> str | None:
    """Return a name typed without capitals, None where a word of it is one of talk or begins no name."""
    known = name_words()
    if not words or len(words) > _LONGEST or any(map(is_talk, words)) or fold(words[0]) in known["no_names"]:
        return None
    return " ".join(words)
