"""Reading the words around a place: tokens, phường / xã / quận words, numbers, districts, cũ and mới.

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.gazetteer import Gazetteer, Name, written
from retrieval.text import fold, has_accents

_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+")
_SENTENCE_END = re.compile(r"[;!?\n]|\.\s|\.$")

# Level words as citizens write them; what a single letter means is decided by what follows it.
_LEVELS = {
    "phường": "phường", "phuong": "phường", "phương": "phường", "phừơng": "phường", "p": "phường",
    "f": "phường", "ph": "phường", "xã": "xã", "xa": "xã", "x": "xã",
    "quận": "quận", "quan": "quận", "q": "quận", "huyện": "huyện", "huyen": "huyện", "h": "huyện",
    "tp": "thành phố", "tx": "thành phố", "tt": "thị trấn",
}  # fmt: skip
_TWO_WORD_LEVELS = {
    ("thi", "tran"): "thị trấn",
    ("dac", "khu"): "đặc khu",
    ("thanh", "pho"): "thành phố",
    ("thi", "xa"): "thành phố",
}
WARD_LEVELS = frozenset({"phường", "xã", "thị trấn", "đặc khu"})
DISTRICT_LEVELS = frozenset({"quận", "huyện", "thành phố"})
LAST_WARD_NUMBER = 28
_LAST_DISTRICT_NUMBER = 12

_DIGIT_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _number_words() -> dict[tuple[str, ...], int]:
    words: dict[tuple[str, ...], int] = {(word,): i for i, word in enumerate(_DIGIT_WORDS, 1)}
    words |= {("tư",): 4, ("bẩy",): 7, ("nhất",): 1, ("mười",): 10, ("hai", "mươi"): 20}
    for value, word in enumerate(_DIGIT_WORDS, 1):
        teen = "lăm" if value == 5 else word
        words["mười", teen] = 10 + value
        words["hai", "mươi", teen] = words["hai", teen] = 20 + value
    return words


NUMBER_WORDS = _number_words()
_FOLDED_NUMBER_WORDS = {tuple(map(fold, known)): worth for known, worth in reversed(NUMBER_WORDS.items())}
"""Of words that look the same without accents the first."""


@dataclass(frozen=True)
class Token:
    """A run of letters or of digits in a text (`start` to `end`), as compared (`written`) and folded.

    `gap` is what stands between the token before and this one.
    """

    written: str
    folded: str
    start: int
    end: int
    gap: str
    capital: bool

    @property
    def number(self) -> int | None:
        """The value of a run of digits, None for letters."""
        return int(self.folded) if self.folded.isascii() and self.folded.isdigit() else None


@dataclass(frozen=True)
class Area:
    """A district or former province read in a text: its districts, and the tokens it takes up to `stop`.

    `sure` is false for an abbreviation or for number words, which count only beside a ward.
    """

    districts: frozenset[str]
    stop: int
    sure: bool
    levelled: bool

    def holds(self, district: str) -> bool:
        """Tell whether `district` lies in the area."""
        return district in self.districts


def tokens_of(text: str) -> list[Token]:
    """Return the letter runs and digit runs of `text`, which may be in any Unicode form."""
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        found.append(
            Token(
                written(word),
                fold(word),
                match.start(),
                match.end(),
                text[last : match.start()],
                word[0].isupper(),
            )
        )
        last = match.end()
    return found


class PlaceReader:
    """Reads places at token positions of one text."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        """Split `text`; `gazetteer` gives the names."""
        self.gazetteer = gazetteer
        self.tokens = tokens_of(text)
        self.accented = has_accents(text)
        self._longest = max(map(len, gazetteer.by_name), default=1)

    def joined(self, i: int) -> bool:
        """Tell whether token `i` goes on from the one before: no end of a sentence between them."""
        return 0 < i < len(self.tokens) and not _SENTENCE_END.search(self.tokens[i].gap.replace(". ", " "))

    def phrase(self, i: int, table: Mapping[Name, object]) -> int:
        """Return how many tokens from `i` on are the longest phrase of `table`, 0 for none."""
        for length in range(min(5, len(self.tokens) - i), 0, -1):
            if tuple(token.folded for token in self.tokens[i : i + length]) in table:
                return length
        return 0

    def marked(self, i: int, kind: str) -> int:
        """Return the length of a place word of `kind` at `i`, 0 for none; accents, where typed, must agree."""
        table = self.gazetteer.words[kind]
        length = self.phrase(i, table)
        if not length:
            return 0
        typed = " ".join(token.written for token in self.tokens[i : i + length])
        known = table[tuple(token.folded for token in self.tokens[i : i + length])]
        known = known.replace(".", " ").replace("-", " ")
        return length if typed in (known, fold(known)) else 0

    def unbroken(self, i: int, length: int) -> bool:
        """Tell whether only spaces, or a hyphen or dot without spaces, stand between the `length` tokens from `i`."""
        return all(token.gap.isspace() or token.gap in "-." for token in self.tokens[i + 1 : i + length])

    def level(self, i: int) -> tuple[str, int] | None:
        """Return the level word at `i` ("phường", "quận" …) and the index after it."""
        if i >= len(self.tokens):
            return None
        token = self.tokens[i]
        pair = tuple(t.folded for t in self.tokens[i : i + 2])
        if len(pair) == 2 and pair in _TWO_WORD_LEVELS:
            return _TWO_WORD_LEVELS[pair], i + 2
        level = _LEVELS.get(token.written)
        glued_to_number = not token.gap and i > 0 and self.tokens[i - 1].number is not None
        if level is None or (len(token.written) <= 2 and glued_to_number):
            return None
        return level, i + 1

    def number(self, i: int, *, largest: int, sure_only: bool) -> tuple[int, int] | None:
        """Return the number at `i`, in digits or words, and the index after it.

        With `sure_only`, number words must carry their accents ("quan tam" is rather "quan tâm").
        """
        if i >= len(self.tokens):
            return None
        value = self.tokens[i].number
        if value is not None:
            before_letters = (
                i + 1 < len(self.tokens)
                and not self.tokens[i + 1].gap
                and self.tokens[i + 1].folded not in ("p", "f", "q", "cu")
            )
            return (value, i + 1) if 1 <= value <= largest and not before_letters else None
        for length in range(min(3, len(self.tokens) - i), 0, -1):
            typed = tuple(token.written for token in self.tokens[i : i + length])
            worth = NUMBER_WORDS.get(typed)
            if worth is None and not sure_only and not self.accented:
                worth = _FOLDED_NUMBER_WORDS.get(typed)
            if worth is not None:
                return (worth, i + length) if worth <= largest else None
        return None

    def spelled(self, i: int, length: int, name: str) -> bool:
        """Tell whether the tokens from `i` on may be `name`: each syllable with its accents or with none."""
        syllables = written(name).replace(".", " ").replace("-", " ").split()
        return all(
            token.written in (syllable, fold(syllable))
            for token, syllable in zip(self.tokens[i : i + length], syllables, strict=False)
        )

    def exact(self, i: int, length: int, name: str) -> bool:
        """Tell whether the tokens from `i` on are `name` with all its accents."""
        return " ".join(token.written for token in self.tokens[i : i + length]) == written(name)

    def name_length(self, i: int) -> int:
        """Return how many tokens from `i` on are the longest name of a unit, old or new; 0 for none."""
        for length in range(min(self._longest, len(self.tokens) - i), 0, -1):
            key = tuple(token.folded for token in self.tokens[i : i + length])
            places = self.gazetteer.by_name.get(key, ())
            if length == 1 and not (len(key[0]) > 1 and key[0].isalpha()):
                continue
            if not self.unbroken(i, length):
                continue
            if any(self.spelled(i, length, place.name) for place in places):
                return length
        return 0

    def area(self, i: int, *, beside_ward: bool) -> Area | None:
        """Return the district or former province that starts at `i`; abbreviations only `beside_ward`."""
        level = self.level(i)
        start = i
        levelled = level is not None and level[0] in DISTRICT_LEVELS
        if level is not None and levelled:
            start = level[1]
            number = self.number(start, largest=_LAST_DISTRICT_NUMBER, sure_only=not beside_ward)
            if level[0] == "quận" and number is not None:
                return self._numbered_district(*number)
        elif level is not None and level[0] in WARD_LEVELS and len(self.tokens[i].written) > 1:
            return None
        return self._named_area(start, levelled=levelled, beside_ward=beside_ward)

    def _numbered_district(self, value: int, stop: int) -> Area | None:
        found = self.gazetteer.district_names.get(("quan", str(value)), ())
        if not found:
            return None
        return Area(frozenset(district.name for _, district in found), stop, sure=True, levelled=True)

    def _named_area(self, i: int, *, levelled: bool, beside_ward: bool) -> Area | None:
        names = self.gazetteer.district_names
        length = self.phrase(i, names)
        if length and self.unbroken(i, length):
            key = tuple(token.folded for token in self.tokens[i : i + length])
            found = [
                district.name
                for name, district in names[key]
                if self.spelled(i, length, name) and key[0] != "quan"
            ]
            if found:
                plain = self.gazetteer.needs.get(key) != "accents"
                accents = all(self.exact(i, length, name) for name, _ in names[key])
                return Area(
                    frozenset(found), i + length, sure=levelled or accents or plain, levelled=levelled
                )
        if i < len(self.tokens) and (levelled or beside_ward):
            short = self.gazetteer.district_short.get(self.tokens[i].written, ())
            if short:
                return Area(frozenset(d.name for d in short), i + 1, sure=False, levelled=levelled)
        return self._province(i) if beside_ward else None

    def _province(self, i: int) -> Area | None:
        for province in {district.province for district in self.gazetteer.districts.values()}:
            syllables = tuple(fold(province).replace("-", " ").split())
            if tuple(token.folded for token in self.tokens[i : i + len(syllables)]) == syllables:
                inside = [d.name for d in self.gazetteer.districts.values() if d.province == province]
                return Area(frozenset(inside), i + len(syllables), sure=False, levelled=False)
        return None
