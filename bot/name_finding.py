"""Finding where a text names somebody. Imports nothing of Rasa. The words are data (`names.yml`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from retrieval.text import fold, modern_tone_places

WORDS_FILE = Path(__file__).parent / "names.yml"
_LISTS = (
    "titles", "greetings", "commands", "alike", "no_names", "tails", "particles", "follows", "speaks",
    "beside", "lone", "families", "kin", "talk", "talk_plain",
)  # fmt: skip
LONGEST = 5
"""Words of the longest name."""
_MIDDLE = frozenset({"van", "thi"})
"""Names between the family's and the given one, behind which a name always goes on (folded)."""
_NEAR = 3
"""Words before a name that may say whose it is, or forbid it."""
WORD = re.compile(r"[^\W\d_]+")
_I = r"(?:tôi|tui|toi|tao|em|mình|minh|con|cháu|chau)"
_WHO = rf"(?:{_I}|anh|chị|chi|cô|co|chú|chu|bác|bac|dì|di|ông|ong|bà|ba)"
_OWN = re.compile(
    rf"(?<!\w)(?:{_I} t[êe]n(?: l[àa])?|t[êe]n (?:c[ủu]a )?{_I} l[àa]|ghi t[êe]n(?: l[àa])?|h[ọo](?: v[àa])? t[êe]n)\s*:?\s+",
    re.IGNORECASE,
)
# These tell of others too: "ông tên Tám lấn vỉa hè".
_OWN_AT_END = re.compile(
    rf"^\W*(?:(?:dạ|da|alo|chào|chao|xin|em|ơi|oi)[\s,.!]+)*(?:{_WHO} )?t[êe]n(?: l[àa])?\s*:?\s+|(?<!\w)t[êe]n (?:c[ủu]a )?{_WHO} l[àa]\s+"
    r"|(?<!\w)t[êe]n(?: l[àa])?\s*:\s*",
    re.IGNORECASE,
)
_OWN_LOOSELY = re.compile(rf"(?<!\w)t[êe]n (?:c[ủu]a )?{_WHO}\s*:?\s+", re.IGNORECASE)
_SIGNED = re.compile(r"(?<!\w)(?:người gửi|người báo|liên hệ)\s*:?\s+", re.IGNORECASE)
_ANY = re.compile(r"(?<!\w)t[êe]n(?: l[àa])?\s*:?\s+", re.IGNORECASE)
_IS = re.compile(rf"^\W*(?:\w+[\s,.!]+){{0,2}}?{_WHO} l[àa]\s+", re.IGNORECASE)
_CONTACT = re.compile(r"[\s,;:.–-]*(?:⟨(?:sđt|email)\d|\+?\d(?:[\s.-]?\d){6})")
_HERE = re.compile(r"[\s,]*(?:đây|day|nè|ne)(?!\w)", re.IGNORECASE)


class NamesError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


@dataclass(frozen=True)
class Named:
    """Somebody named in a text in NFC: from `start` the words that tell it, the name itself from `name_at` to `end`.

    `own` tells that it is the speaker's name, not that of a street or of somebody else.
    """

    start: int
    name_at: int
    end: int
    name: str
    own: bool


@lru_cache(maxsize=2)
def name_words(path: Path = WORDS_FILE) -> "Mapping[str, frozenset[str]]":
    """Return the words of `path` by list.

    Raises:
        NamesError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    found = read_lists(path, _LISTS, NamesError)
    for name, listed in found.items():
        if not isinstance(listed, str):
            raise NamesError(f"{path.name}: {name} must be words parted by blanks")
    return {name: frozenset(listed.split()) for name, listed in found.items()}


def named(text: str) -> "tuple[Named, ...]":
    """Return whom `text` (in NFC) names, each name once, in the order of the text."""
    found: list[Named] = []
    for one in sorted((*_introduced(text), *_called(text)), key=lambda one: (not one.own, one.start)):
        if all(one.end <= other.name_at or other.end <= one.name_at for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def is_talk(word: str) -> bool:
    """Tell whether a word typed small stands in no name: "gửi", "vô"; without its accents only where it is no name either."""
    words, typed = name_words(), word.lower()
    return typed in words["talk"] or typed in words["talk_plain"]


def words_before(text: str, at: int) -> str:
    """Return the last words before `at` that no sign parts from it, in lower case."""
    clause = re.split(r"[,.;:!?\n]", text[:at].lower())[-1]
    return " ".join(clause.split()[-_NEAR:])


def _introduced(text: str) -> "Iterator[Named]":
    """Find names behind words that introduce one."""
    for pattern in (_OWN, _OWN_AT_END, _OWN_LOOSELY, _SIGNED, _ANY):
        for lead in pattern.finditer(text):
            doubtful = pattern is _OWN_LOOSELY
            end = _end_of_name(text, lead.end(), small=pattern is not _SIGNED, doubtful=doubtful)
            if end is not None:
                own = pattern is not _ANY and (pattern is not _OWN_AT_END or _ends_at(text, end))
                own = own and name_words()["kin"].isdisjoint(words_before(text, lead.start()).split()[-1:])
                yield _named(text, lead.start(), lead.end(), end, own=own)
    told = _IS.search(text)
    if told is not None and not text.isupper():
        end = _end_of_name(text, told.end())
        if end is not None and _followed(text, end):
            yield _named(text, told.start(), told.end(), end, own=True)


def _called(text: str) -> "Iterator[Named]":
    """Find the name that a message begins with: "chị Hủy đây", "a Huy phan anh", "Huy, 0903…"."""
    if text.isupper():
        return
    words, at, titled = name_words(), 0, False
    for word in WORD.finditer(text):
        plain = word[0].lower()
        is_title = plain in words["titles"] and not _HERE.match(text, word.end())
        if not (plain in words["greetings"] or is_title):
            at = word.start()
            break
        titled = titled or is_title
    else:
        return
    if any(sign.isdigit() for sign in text[:at]) and not _CONTACT.match(text):
        return  # "12 Nguyễn Trãi" is a street
    end = _end_of_name(text, at)
    if end is None:
        return
    first = modern_tone_places(WORD.match(text, at)[0]).lower()  # type: ignore[index]
    here = _HERE.match(text, end) is not None
    commands, alike = first in words["commands"], first in words["alike"]
    reached = _CONTACT.match(text, end) is not None and not (
        fold(first) in words["beside"] or first in words["lone"]
    )
    if (reached and not commands) or (here and (titled or alike)):
        yield Named(at, at, end, text[at:end], own=True)
    elif titled and not commands and (alike or _speaks(text, end)):
        yield Named(at, at, end, text[at:end], own=_speaks(text, end))


def _ends_at(text: str, end: int) -> bool:
    """Tell whether at `end` nothing stands, a sign, a number, or a particle."""
    after = WORD.match(text, end + 1)
    return after is None or after[0].lower() in name_words()["particles"]


def _speaks(text: str, end: int) -> bool:
    """Tell whether what stands at `end` is what the one just named wants."""
    after = WORD.match(text, end + 1)
    return after is not None and fold(after[0]) in name_words()["speaks"]


def _followed(text: str, end: int) -> bool:
    """Tell whether what stands at `end` shows that a name has ended there."""
    after = WORD.match(text, end + 1)
    return _ends_at(text, end) or (after is not None and fold(after[0]) in name_words()["follows"])


def _named(text: str, start: int, at: int, end: int, *, own: bool) -> Named:
    """Return a name that ends at `end`, without a title before it."""
    title = WORD.match(text, at)
    if title is not None and title.end() < end and title[0] in name_words()["titles"]:
        at = title.end() + 1
    return Named(start, at, end, text[at:end], own)


def _end_of_name(text: str, at: int, *, small: bool = False, doubtful: bool = False) -> "int | None":
    """Return where the name that begins at `at`, or behind a title there, ends; None where there is none.

    Capitals tell it; with `small` it may be typed without: then it ends before what no name holds. With `doubtful` a
    command typed so stays one: "tên em khỏi ghi".
    """
    words = name_words()
    found = list(_run(text, at))
    if found and found[0][0] in words["titles"] and len(found) > 1:
        found = found[1:]
    if not found:
        return None
    if found[0][0][:1].isupper() and not text.isupper():
        capital = 0
        while capital < min(len(found), LONGEST) and found[capital][0][:1].isupper():
            capital += 1
        return found[capital - 1].end()
    return _end_typed_small(found, doubtful=doubtful) if small else None


def _end_typed_small(found: "list[re.Match[str]]", *, doubtful: bool) -> "int | None":
    words = name_words()
    first, following = found[0][0].lower(), found[1][0] if len(found) > 1 else ""
    named_after = found[0][0].islower() and following[:1].isupper()  # "sửa họ tên thành Lan"
    if fold(first) in words["no_names"] or named_after or is_talk(found[0][0]):
        return None
    command = first in words["commands"]
    tail = fold(following) in words["tails"]
    if (command or first in words["alike"]) and (tail or (doubtful and command)):
        return None
    last = 0
    for place, word in enumerate(found[1:LONGEST], start=1):
        if place > 1 and fold(found[place - 1][0]) in _MIDDLE:
            last = place
            continue
        ends_here = place == len(found) - 1
        if word[0].lower() in words["particles"] or (fold(word[0]) in words["follows"] and not ends_here):
            break
        last = place
    return found[last].end()


def _run(text: str, at: int) -> "Iterator[re.Match[str]]":
    """Yield the words from `at` on that only single blanks part."""
    word = WORD.match(text, at)
    while word is not None:
        yield word
        at = word.end()
        word = WORD.match(text, at + 1) if text[at : at + 1] == " " else None
