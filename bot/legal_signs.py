"""Signs that a message wishes for the way of a khiếu nại or tố cáo, or gives it up to report instead. Imports nothing of
Rasa.

The words that name one are data (`legal_words.yml`).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.changes import plain_words
from bot.word_files import read_lists
from bot.word_patterns import PatternError, Spelt, spelt

WORDS_FILE = Path(__file__).parent / "legal_words.yml"
_LISTS = ("to_cao", "bribe", "khieu_nai", "sues", "against", "never")
KHIEU_NAI, TO_CAO = "khieu_nai", "to_cao"
_NO = r"(?:khong|ko|k|hong|hog|hok|hem|thoi|khoi|dung|chua|chang|het|dau co|dau)"
_WANTS = r"(?:muon|can|dinh|tinh|dam|phai|co|them|di|lam don|gui don|viet don|nop don)"
_LAW = r"(?:to cao|khieu nai|khieu kien|to giac|kien cao|kien tung|kien)"
_DECLINES = re.compile(rf"(?<!\S){_NO}(?: {_WANTS})* (?:di )?{_LAW}(?!\S)(?! nghi)")
_REPORTS = re.compile(
    r"(?<!\S)(?:phan anh|phan anh lai|bao(?: lai| cho| thoi| len)?|gop y|kien nghi|ghi nhan|gui phan anh)(?!\S)"
)
_ONLY_REPORTS = re.compile(
    r"(?<!\S)(?:chi|chi la)(?: (?:muon|can|dinh|tinh|xin|em|tui|toi|minh|con))* (?:gui )?(?:phan anh|gop y|kien nghi|bao)(?: (?:lai|cho|biet|viec|vu|nay|do|len))*(?: thoi)?(?!\S)"
    r"|(?<!\S)(?:phan anh|gop y|kien nghi)(?: (?:lai|cho|biet|viec|vu|nay|do|thuong|binh thuong|len))* (?:thoi|la duoc|duoc roi)(?!\S)"
)
_WISHES = re.compile(
    rf"(?:(?:da|a|u|ua|thoi|vay|gio|the|bay gio|em|toi|tui|minh|con|chi|anh|co|chu|bac|cho|ma|thi|la|chac|hay) )*"
    rf"(?:(?:muon|dinh|tinh|se|can|doi|phai|xin|cho|di|lam don|gui don|viet don|nop don) )+(?:(?:em|toi|tui|minh|con|lam don|gui don|viet don|nop don|di|thua) )*"
    rf"(?P<law>{_LAW})(?! nghi)(?: (?:\S+)){{0,7}}"
)
_ASKS_OR_WISHES = re.compile(
    r"(?<!\S)(?:muon|dinh|doi|tinh|cho hoi|duoc (?:khong|hong|ko)|thi sao|the nao|lam sao)(?!\S)"
)
_ASKS_WHERE = re.compile(r"(?<!\S)(?:(?:o|len|toi|den|ra|gui|nop) dau|cho nao|noi nao|cap nao)(?!\S)")
_LONGEST_DECLINING = 20
"""Words of the longest message that only chooses to report instead."""
_LONGEST_NAMING = 30
"""Words of the longest message that asks about a khiếu nại or tố cáo; a longer one tells a story."""


class LegalWordsError(PatternError):
    """The file of words is wrong; the message names the file and the list or pattern."""


@lru_cache(maxsize=2)
def legal_words(path: Path = WORDS_FILE) -> "Mapping[str, tuple[Spelt, ...]]":
    """Return the compiled patterns of `path` by the name of their list.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than patterns.
    """
    found = read_lists(path, _LISTS, LegalWordsError)
    return {name: spelt(f"{path.name}: {name}", found[name]) for name in _LISTS}


def only_reports(text: str) -> bool:
    """Tell whether a message only wants a report: "không tố cáo nữa, phản ánh thôi", "à chỉ muốn phản ánh thôi"."""
    said = plain_words(text)
    if text.startswith("/") or len(said.split()) > _LONGEST_DECLINING:
        return False
    return bool(_ONLY_REPORTS.search(said) or (_DECLINES.search(said) and _REPORTS.search(said)))


def law_wished(text: str) -> "str | None":
    """Return which of the two a short message wishes for ("tui muốn khiếu nại", "cho tui làm đơn tố cáo"), else None."""
    said = plain_words(text)
    found = _WISHES.fullmatch(said)
    if text.startswith("/") or _DECLINES.search(said) or only_reports(text):
        return None
    if found is None:
        asks = bool(_ASKS_WHERE.search(said))
        return law_named(text, spoken_of=asks) if asks or _ASKS_OR_WISHES.search(said) else None
    return TO_CAO if found["law"] in {"to cao", "to giac"} else KHIEU_NAI


def law_named(text: str, *, spoken_of: bool = False) -> "str | None":
    """Return which of the two a message names and does not decline: "khiếu nại quyết định phạt xây dựng thì sao"; else None.

    A khiếu nại is one in law only beside what it is against, unless `spoken_of` tells that the way of one was shown before.
    """
    if text.startswith("/") or len(text.split()) > _LONGEST_NAMING:
        return None
    known, said = legal_words(), plain_words(text)
    if "khỏi" not in text.lower():  # typed without accents it is "khởi kiện"
        said = said.replace("khoi kien", "kien")
    held = {name: any(one.holds(text) for one in known[name]) for name in _LISTS}
    if held["never"] or only_reports(text):
        return None
    declined = {found[0].split()[-2:] == ["to", "cao"] for found in _DECLINES.finditer(said)}
    against = held["sues"] or (held["khieu_nai"] and (held["against"] or spoken_of))
    if against and False not in declined:
        return KHIEU_NAI
    return TO_CAO if (held["to_cao"] or held["bribe"]) and True not in declined else None


legal_words()  # a wrong file stops the start, not a turn
