"""Ages of people: those a question tells ("con em 8t"), and those a procedure is for by its name ("dưới 14 tuổi").

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re
from typing import NamedTuple

from retrieval.text import fold, has_accents

_OLDEST = 120
_PERSON = (
    r"(?:con|be|chau|dua|nhoc|cu|em|thang|trai|gai|ut|anh|chi|ba|ma|me|cha|bo|ong|co|chu|bac|di|cau|noi|ngoai|vo|chong"
    r"|tui|toi|minh|nguoi)"
)
_TOLD = re.compile(
    rf"(?<![\w.,/])(?P<years>\d{{1,3}}) ?(?:tuoi|tuii|tui(?= (?:lam|thi|roi|chua|co|dc|duoc|can|xin)\b))(?!\w)"
    rf"|(?<!\w){_PERSON}(?: [^\W\d]+){{0,3}} (?P<short>\d{{1,2}}) ?t(?![\w.])"
    rf"|(?<![\w.,/])(?P<months>\d{{1,2}}) ?thang tuoi(?!\w)"
)
"""An age as it is told; "8t" needs somebody it may be of: "xe 8t" weighs so much."""
_BOUND = re.compile(r"(?:duoi|tren|tu|den|toi|tu du|khong qua)\s*$")
"""Before a number of years it is a bound that somebody quotes: "từ 14 tuổi"."""
_LIMIT = re.compile(r"(?P<side>duoi|chua du|tren|tu du|tu|du)\s+(?P<years>\d{1,3})(?= tuoi| den)")


class Ages(NamedTuple):
    """Years that a procedure is for: from `least` on, below `under`."""

    least: int
    under: int

    def admit(self, years: int) -> bool:
        """Tell whether somebody of so many years is among them."""
        return self.least <= years < self.under


def ages_told(text: str) -> "tuple[int, ...]":
    """Return the ages in years that a text tells of somebody, in its order; a bound ("dưới 14 tuổi") is none."""
    folded = fold(text)
    found = []
    for match in _TOLD.finditer(folded):
        if match["years"] is not None and _BOUND.search(folded[: match.start()]):
            continue
        number = match["years"] or match["short"]
        years = 0 if number is None else int(number)
        if years <= _OLDEST:
            found.append(years)
    return tuple(found)


def without_ages(text: str) -> str:
    """Return a folded text without the ages it tells."""
    return _TOLD.sub(lambda match: re.sub(r"\d+ ?[a-z ]+$", " ", match[0]), fold(text))


def written_out(text: str) -> str:
    """Return `text` with "8t" of somebody as "8 tuổi"."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    years = "tuổi" if has_accents(text) else "tuoi"
    for match in reversed(list(_TOLD.finditer(folded))):
        if match["short"] is not None:
            text = f"{text[: match.start('short')]}{match['short']} {years}{text[match.end() :]}"
    return text


def limits(name: str) -> "Ages | None":
    """Return for which ages a procedure is by its name, None where that tells none."""
    least, under = 0, _OLDEST + 1
    for match in _LIMIT.finditer(fold(name)):
        years = int(match["years"])
        if match["side"] in {"duoi", "chua du"}:
            under = min(under, years)
        else:
            least = max(least, years + (match["side"] == "tren"))
    return None if (least, under) == (0, _OLDEST + 1) or least >= under else Ages(least, under)
