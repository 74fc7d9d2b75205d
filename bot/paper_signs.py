"""Questions whether a paper is needed, or may be missing, for what is talked about. Imports nothing of Rasa.

The words are data (`paper_words.yml`), compared without accents, by whole words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from bot.word_patterns import words
from retrieval.text import fold, normalise, syllables

WORDS_FILE = Path(__file__).parent / "paper_words.yml"
_NO = r"(?:khong|khum|hong|hok|hon|hem|kg|chua|ha|chang)"
_TAIL = r"(?: (?:a|ah|ha|vay|z|v|em|anh|chi|ad|admin|shop|ban|bot|co|chu|nua|luon|ta|nhi|nhe|nha|day|do|the|oi|luon|het|gi|nao))*$"
_HAND_IN = (
    r"(?:nop|co|dem|mang|cam|kem|them|theo|trinh|xuat trinh|bo sung|dung|xai|phai|dua|dinh kem|gui|luon|toi)"
)
_ASKING = tuple(
    re.compile(pattern)
    for pattern in (
        # "có cần giấy tòa không", "có phải nộp hình thẻ không", "bắt buộc phải có sổ hộ khẩu không"
        rf"(?:^| )(?:(?:co )?(?:can|bat buoc|yeu cau)|co (?:doi|bat|doi hoi))(?: {_HAND_IN})* (?P<thing>.+?) {_NO}{_TAIL}",
        rf"(?:^| )(?:co )?phai (?:{_HAND_IN} )+(?P<thing>.+?) {_NO}{_TAIL}",
        # "giấy khám sức khỏe có cần không", "bản photo có phải công chứng không"
        rf"(?:^| )(?P<thing>\S.*?) (?:thi |la )?(?:co )?(?:can|bat buoc|phai {_HAND_IN}|phai (?:cong chung|sao y|ban chinh))"
        rf"(?: (?:{_HAND_IN}|thiet|phai|lai))* {_NO}{_TAIL}",
        # "thiếu giấy khai sinh được không", "em không có hợp đồng thuê nhà thì sao"
        r"(?:^| )(?:thieu|khong co|khong con|chua co|quen dem|quen mang|khong dem|khong mang|khong nop) (?P<thing>\S+(?: \S+){0,6}?)(?: thi)?"
        rf"(?: (?:co|nop|lam|van|no|ho|lieu))* (?:duoc {_NO}|sao {_NO}|sao|the nao|duoc){_TAIL}",
        # "đem bản photo được không", "xài căn cước cũ được không"
        rf"(?:^| )(?:nop|dem|mang|cam|dung(?! (?:ten|ra|don)(?!\S))|xai|dua|lay)(?: theo)? (?P<thing>\S+(?: \S+){{0,8}}?)(?: thi)? (?:co )?duoc {_NO}{_TAIL}",
    )
)

_WISHED = re.compile(
    r"(?<!\S)(?:muon|tinh|dinh|doi)(?: (?:toi|tui|em|minh|phai|di|ra|len|phuong|xa|uy ban|cung|nhau))* "
    r"(?:(?:lam|ky|lap|viet|soan)(?: (?:cai|to|mot|ban|thu tuc))* (?:giay|van ban|hop dong|di chuc|don)(?! (?:nay|do|kia|ay)(?!\S))(?!\S)"
    r"|(?:chia|phan chia|tang cho|khai nhan|tu choi)(?!\S))"
)
"""A wish to have something drawn up, whatever is asked of it beside."""
_CERTIFIED = re.compile(
    r"(?<!\S)(?:phuong|xa|uy ban|tu phap|trung tam|o do)(?: (?:minh|co|nay|do|ben|luon|nhan|lam|chiu))* (?:chung thuc|cong chung|ky chung)(?: (?:cho|giup|gium|cai|nay|luon))*"
    r"(?: (?:duoc|co))? (?:khong|hong|hok|hon|hem|chua|ha)(?!\S)"
)
_DRAWN_UP = re.compile(
    r"(?<!\S)(?:lam|viet|ky|lap|xin)(?: (?:cai|to|mot|ban|them))* (?:giay|don|van ban|to khai|ho so|di chuc|hop dong)(?!\S)"
    rf"(?: \S+){{0,10}}? (?:{_NO}|dau|sao|nao|gi|may|bao nhieu|bao lau){_TAIL}"
)


class PaperWordsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


@dataclass(frozen=True)
class PaperWords:
    """The words of `paper_words.yml`, folded: patterns of what is a paper, of what is done to get one and of doing anything
    else, single words beside; the names of matters, word by word as they may be written, and single words beside those.
    """

    papers: "re.Pattern[str]"
    deeds: "re.Pattern[str]"
    doing: "re.Pattern[str]"
    beside: "frozenset[str]"
    matters: "tuple[tuple[frozenset[str], ...], ...]"
    beside_matter: "frozenset[str]"


@dataclass(frozen=True)
class PaperQuestion:
    """A question about a paper: the folded words `before` it where they name something, else "", and its `thing`."""

    before: str
    thing: str


@lru_cache(maxsize=2)
def paper_words(path: Path = WORDS_FILE) -> PaperWords:
    """Return the words of `path`.

    Raises:
        PaperWordsError: the file is no YAML, or a list is missing, unknown or empty.
    """
    found = read_lists(path, PaperWords.__annotations__, PaperWordsError)
    return PaperWords(
        papers=_pattern(found["papers"]),
        deeds=re.compile(
            rf"(?<!\S)(?P<need>phai|can) (?:(?:di|lam|ra) )?(?={_pattern(found['deeds']).pattern})"
        ),
        doing=_pattern(found["doing"]),
        beside=frozenset(str(found["beside"]).split()),
        matters=tuple(
            tuple(frozenset({word, fold(word)}) for word in words(str(phrase))) for phrase in found["matters"]
        ),
        beside_matter=frozenset(str(found["beside_matter"]).split()),
    )


def _pattern(phrases: "list[str]") -> "re.Pattern[str]":
    folded = sorted({" ".join(syllables(phrase)) for phrase in phrases}, key=len, reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, folded)) + r")(?!\S)")


def paper_question(text: str) -> "PaperQuestion | None":
    """Return what a message asks of a paper, None where it asks none: "em ly hôn rồi thì có cần giấy tòa không".

    What is asked about must be a paper, or what is done to get one ("có phải khám sức khỏe không"), not a thing to do:
    "có cần đăng ký tạm trú không" is no such question. Nor is a wish to have a paper made, or a question whether an office
    certifies one: "muốn làm giấy phân chia di sản, phường có chứng thực không".
    """
    plain = " ".join(syllables(fold(normalise(text))))
    if _WISHED.search(plain) or _CERTIFIED.search(plain):
        return None
    return _asked_in(plain) or _asked_in(paper_words().deeds.sub(r"\g<need> nop giay ", plain))


def asks_which_paper(text: str) -> bool:
    """Tell whether a message asks about having a paper drawn up: "không lấy phần thì làm giấy từ chối ở đó luôn ha"."""
    plain = " ".join(syllables(fold(normalise(text))))
    return _DRAWN_UP.search(plain) is not None


def only_names_a_matter(text: str) -> bool:
    """Tell whether a message is the name of a paper or a matter and no more: "so hong", "dạ bằng lái ạ".

    A word typed with accents must be the one of the name: "sơ đồ" is no "sổ đỏ".
    """
    said, beside = words(text), paper_words().beside_matter
    known_first = _matters_by_first_word()
    return any(
        all(word in known for word, known in zip(said[start : start + len(matter)], matter, strict=True))
        and all(fold(word) in beside for word in (*said[:start], *said[start + len(matter) :]))
        for start, first in enumerate(said)
        for matter in known_first.get(first, ())
        if len(said) - start >= len(matter)
    )


@lru_cache(maxsize=1)
def _matters_by_first_word() -> "dict[str, list[tuple[frozenset[str], ...]]]":
    """Return the names of papers and matters by each way their first word is typed."""
    found: dict[str, list[tuple[frozenset[str], ...]]] = {}
    for matter in paper_words().matters:
        for word in matter[0]:
            found.setdefault(word, []).append(matter)
    return found


def matters_named(text: str) -> "list[str]":
    """Return the papers and matters that a message lists one beside the other, as typed: "mất cccd, bằng lái với thẻ bhyt".

    Only what stands together counts: "đổi bằng lái cần căn cước không" lists none.
    """
    said = words(text)
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(said):
        length = max(
            (
                len(matter)
                for matter in _matters_by_first_word().get(said[place], ())
                if len(said) - place >= len(matter)
                and all(
                    word in known
                    for word, known in zip(said[place : place + len(matter)], matter, strict=True)
                )
            ),
            default=0,
        )
        if length:
            found.append((place, place + length))
        place += length or 1
    listed: list[tuple[int, int]] = []
    for start, end in found:
        between = said[listed[-1][1] : start] if listed else []
        apart = bool(between) or (
            bool(listed) and start in _after_pauses(text)
        )  # "trích lục khai sinh" is one
        if listed and not (apart and all(fold(word) in _LISTING for word in between)):
            if len(listed) > 1:
                break
            listed = []
        listed.append((start, end))
    return list(dict.fromkeys(" ".join(said[start:end]) for start, end in listed))


def _after_pauses(text: str) -> "set[int]":
    """Return the places of the words before which a comma or the like stands."""
    typed = normalise(text).lower()
    tokens = list(re.finditer(r"[^\W_]+", typed))
    return {
        place
        for place in range(1, len(tokens))
        if re.search(r"[,;:/+&.\n-]", typed[tokens[place - 1].end() : tokens[place].start()])
    }


_LISTING = frozenset(
    [
        "va",
        "voi",
        "voi",
        "ca",
        "lan",
        "luon",
        "roi",
        "cung",
        "cai",
        "the",
        "giay",
        "to",
        "cuon",
        "tam",
        "them",
        "nua",
        "con",
        "bi",
        "mat",
        "het",
        "so",
        "cua",
        "em",
        "toi",
        "tui",
        "xe",
        "may",
        "lai",
    ]
)
"""Words between two papers of a list."""


def names_a_deed_of_land(text: str) -> bool:
    """Tell whether a message names sổ đỏ, sổ hồng, whose words typed without accents name nothing; "so do" may be "số đó"
    and "ho so hong" "hồ sơ hông", which name none.
    """
    return _DEED.search(" ".join(words(text))) is not None


_DEED = re.compile(r"(?<!\S)sổ (?:đỏ|hồng|do|hong)(?!\S)|(?<!\S)(?<!ho )(?<!co )(?<!don )so hong(?!\S)")


def _asked_in(plain: str) -> "PaperQuestion | None":
    words = paper_words()
    for pattern in _ASKING:
        found = pattern.search(plain)
        if found is None:
            continue
        thing, start = found["thing"], found.start()
        paper = words.papers.search(thing)
        if paper is None:
            continue
        if words.doing.match(thing) or words.doing.match(thing[paper.start() :]):
            continue
        before = plain[:start] if found.start("thing") > start + 1 else thing[: paper.start()]
        told = before.strip()
        return PaperQuestion("" if set(told.split()) <= words.beside else told, thing[paper.start() :])
    return None


paper_words()  # a wrong file stops the start, not a turn
