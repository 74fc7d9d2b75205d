"""Questions whether a paper is needed, or may be missing, for what is talked about. Imports nothing of Rasa.

The words are data (`paper_words.yml`), compared without accents, by whole words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
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
        rf"(?: (?:{_HAND_IN}|thiet|phai))* {_NO}{_TAIL}",
        # "thiếu giấy khai sinh được không", "em không có hợp đồng thuê nhà thì sao"
        r"(?:^| )(?:thieu|khong co|khong con|chua co|quen dem|quen mang|khong dem|khong mang|khong nop) (?P<thing>\S+(?: \S+){0,6}?)(?: thi)?"
        rf"(?: (?:co|nop|lam|van|no|ho|lieu))* (?:duoc {_NO}|sao {_NO}|sao|the nao|duoc){_TAIL}",
        # "đem bản photo được không", "xài căn cước cũ được không"
        rf"(?:^| )(?:nop|dem|mang|cam|dung|xai|dua|lay)(?: theo)? (?P<thing>.+?)(?: thi)? (?:co )?duoc {_NO}{_TAIL}",
    )
)


class PaperWordsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


@dataclass(frozen=True)
class PaperWords:
    """The words of `paper_words.yml`, folded: patterns of what is a paper, of what is done to get one and of doing anything
    else, single words beside.
    """

    papers: "re.Pattern[str]"
    deeds: "re.Pattern[str]"
    doing: "re.Pattern[str]"
    beside: "frozenset[str]"


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
    )


def _pattern(phrases: "list[str]") -> "re.Pattern[str]":
    folded = sorted({" ".join(syllables(phrase)) for phrase in phrases}, key=len, reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, folded)) + r")(?!\S)")


def paper_question(text: str) -> "PaperQuestion | None":
    """Return what a message asks of a paper, None where it asks none: "em ly hôn rồi thì có cần giấy tòa không".

    What is asked about must be a paper, or what is done to get one ("có phải khám sức khỏe không"), not a thing to do:
    "có cần đăng ký tạm trú không" is no such question.
    """
    plain = " ".join(syllables(fold(normalise(text))))
    return _asked_in(plain) or _asked_in(paper_words().deeds.sub(r"\g<need> nop giay ", plain))


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
