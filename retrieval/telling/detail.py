"""A detail that is none of the aspects ("có lấy vân tay không"): the sentences of card and record that plainly speak of it.

A detail often asked has patterns of its own (`details.yml`): how people ask it, and how records speak of it. All
else is found by the words it shares with a sentence, weighted by how rare they are in the catalogue. What no sentence
plainly speaks of is left to be said so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from retrieval.ages import ages_told
from retrieval.detail_words import Topic, topic_asked, without_topic
from retrieval.procedure import Aspect, Procedure
from retrieval.question import read
from retrieval.telling.sentences import sentences, sentences_of
from retrieval.telling.words import Told, quotes, short
from retrieval.text import fold, folded_words, has_accents, normalise, syllables

Rarity = Callable[[str], float]
"""How rare a folded syllable ("khai") or a pair of neighbours ("khai_sinh") is in the catalogue, from 0 to 1."""
_MOST = 3
_SHOWN = 320
_FEWEST, _LONGEST = 3, 900
_PLAIN: Final = 0.5
"""Share of what a question names that a sentence must have, weighted by rarity."""
_ENOUGH: Final = 0.07
"""Rarity that the words found must have together."""
_NEAR_THE_BEST: Final = 0.85
_REST: Final = 0.3
"""Share of the other words of a question that a sentence on its topic must have to be told before the others."""
_ALONE: Final = 0.45
"""Part of a word's weight that counts where no neighbour of it in the question is its neighbour in the sentence."""
_NOT: Final = re.compile(r"khong|ko|k|hong|hok|chua")
_NEAR: Final = 5
_NAMELESS: Final = re.compile(
    r"toi|tui|minh|em|anh|chi|con|ba|me|ma|co|chu|bac|di|lam|nop|duoc|dc|phai|can|muon|ko|k|hok|hong"
    r"|hay|la|thi|sao|vay|a|oi|nua|luon|moi|nguoi|ta|gi|nao|ai|may|bao|nhieu|lan|cai|viec|chuyen|giay"
    r"|to|xin|gium|giup|ho|cho|neu|roi|da|dang|bi|co|biet|day|nay|do|kia|het|khi|luc"
)
"""Folded words that name nothing in particular."""
_REMEMBERED: Final = 128
"""Procedures whose sentences are kept."""
_MOST_OFFICIAL: Final = 3
"""Official words for everyday ones that are looked for; more of them name a procedure, not a detail."""
_WORD: Final = re.compile(r"\w+(?:[./-]\w+)*")
_OF_ITS_NAME: Final = 0.25
"""Weight left to a word of the procedure's own name, of which the whole record speaks."""
_HEADING: Final = re.compile(r"Đối với (?!.*\b(?:thì|phải|được|không|nộp|là|có|gồm)\b).*")
"""Says only what is spoken of next: "Đối với việc xác định họ, đặt tên cho trẻ"."""
_PARTIES: Final = (
    (
        re.compile(r"(?<!\S)chu (?:nha|tro|phong|dat|cho thue)(?!\S)|(?<!\S)nguoi cho thue(?!\S)"),
        re.compile(r"chủ (?:sở hữu|hộ|nhà|trọ)|cho thuê|ở nhờ", re.IGNORECASE),
    ),
    (re.compile(r"(?<!\S)chu ho(?!\S)"), re.compile(r"chủ hộ", re.IGNORECASE)),
    (
        re.compile(r"(?<!\S)hang xom|giap ranh|lien ke(?!\S)"),
        re.compile(r"giáp ranh|liền kề|hàng xóm", re.IGNORECASE),
    ),
    (
        re.compile(r"(?<!\S)(?:cong ty|cty|sep)(?!\S)"),
        re.compile(r"người sử dụng lao động|công ty|doanh nghiệp|đơn vị", re.IGNORECASE),
    ),
)
"""Who does not agree, as citizens (folded) and records name them."""
_YEARS: Final = re.compile(r"\d ?tuổi", re.IGNORECASE)
_LEAD: Final = "Về điều anh/chị hỏi, bản ghi ghi"
_CARD: Final = (
    Aspect.CONDITIONS, Aspect.STEPS, Aspect.DOCUMENTS, Aspect.GENERAL, Aspect.PLACE, Aspect.ONLINE, Aspect.TIME_LIMIT,
    Aspect.REPRESENTATIVE, Aspect.FEE, Aspect.DURATION, Aspect.RESULT,
)  # fmt: skip


def tell_detail(procedure: Procedure, question: str, rarity: Rarity) -> Told | None:
    """Return what card and record plainly say of what is asked, the record quoted; None where they say nothing plain."""
    found = of_detail(procedure, question, rarity)
    plain = [_sentence(one) for one in found if one in _of_the_card(procedure)]
    said = [one for one in found if one not in _of_the_card(procedure)]
    topic = topic_asked(question)
    if topic is not None and topic.agencies and (deciding := procedure.competent_agencies):
        plain.insert(0, f"Cơ quan có thẩm quyền theo bản ghi: {short(', '.join(deciding), 200)}.")
    parts = [*plain, *([quotes(_LEAD, said, _SHOWN)] if said else [])]
    return Told("\n".join(parts)) if parts else None


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{short(text[1:], _SHOWN).rstrip(';.')}."


def of_detail(procedure: Procedure, question: str, rarity: Rarity) -> tuple[str, ...]:
    """Return the sentences, at most three, that plainly speak of what is asked, the plainest first."""
    said = _lines(procedure)
    asked = _Asked.read(procedure, question, rarity)
    topic = topic_asked(question)
    if topic is not None:
        return _on_topic(topic, _of_the_party(question, said) if topic.party else said, asked)
    if ages_told(question):
        return _different([(asked.share(one), one) for one in said if _YEARS.search(one.text[:_SHOWN])])
    scored = [(asked.share(one), one) for one in said]
    best = max((share for share, _ in scored), default=0.0)
    if best < _PLAIN:
        return ()
    return _different([(share, one) for share, one in scored if share >= max(_PLAIN, best * _NEAR_THE_BEST)])


def _of_the_party(question: str, said: "Sequence[_Line]") -> "Sequence[_Line]":
    """Return the lines about the party that a question names, where it names one."""
    plain = folded_words(question)
    told = next((told for named, told in _PARTIES if named.search(plain)), None)
    return said if told is None else [one for one in said if told.search(one.text[:_SHOWN])]


def _on_topic(topic: Topic, said: "Sequence[_Line]", asked: "_Asked") -> tuple[str, ...]:
    speaking = [(asked.share(one), one) for one in said if topic.told.search(one.text[:_SHOWN])]
    if topic.beside and asked.weights:
        speaking = [one for one in speaking if one[0] >= _PLAIN]
    best = max((share for share, _ in speaking), default=0.0)
    if best >= _REST:
        speaking = [one for one in speaking if one[0] >= best * _NEAR_THE_BEST]
    return _different(speaking)


def _different(scored: "Sequence[tuple[float, _Line]]") -> tuple[str, ...]:
    """Return the best sentences in the order of their share, none that says what another says."""
    kept: list[_Line] = []
    for _, one in sorted(scored, key=lambda pair: -pair[0]):
        if all(len(one.plain & two.plain) < 0.7 * min(len(one.plain), len(two.plain)) for two in kept):
            kept.append(one)
        if len(kept) == _MOST:
            break
    return tuple(one.text for one in kept)


@dataclass(frozen=True)
class _Asked:
    """What a question names: words with weights (folded; `spoken` with accents), those of them that are `telling`, not being in
    the name of the procedure, and pairs of neighbours."""

    weights: dict[str, float]
    spoken: dict[str, str]
    telling: frozenset[str]
    pairs: frozenset[str]

    @classmethod
    def read(cls, procedure: Procedure, question: str, rarity: Rarity) -> "_Asked":
        """Return what `question` names beside a detail often asked; what the name of `procedure` has counts little."""
        plain = without_topic(question)
        meant = read(plain)
        named = procedure.name if procedure.card is None else f"{procedure.name} {procedure.card.name}"
        own = set(syllables(named))
        accented = has_accents(question)
        weights: dict[str, float] = {}
        spoken: dict[str, str] = {}
        typed = {fold(word): word for word in reversed(_WORD.findall(normalise(plain).lower()))}
        official = [word for word in meant.core if word not in typed]
        kept = [word for word in meant.terms if word in typed]
        for word in [*kept, *(official if len(official) <= _MOST_OFFICIAL else ())]:
            if _NAMELESS.fullmatch(word) or _NOT.fullmatch(word) or word.isdigit():
                continue
            weights[word] = rarity(word) ** 2 * (_OF_ITS_NAME if word in own else 1.0)
            if word in typed and accented:
                spoken[word] = typed[word]
        said = folded_words(plain).split()
        pairs = {f"{a}_{b}" for a, b in pairwise(said)} | {term for term in meant.terms if "_" in term}
        for word in _negated(said):
            weights[f"khong_{word}"] = rarity(word) ** 2 * 0.5
        return cls(weights, spoken, frozenset(weights) - own, frozenset(pairs))

    def share(self, line: "_Line") -> float:
        """Return the share (0–1) of what is named that a line has; 0 where that is next to nothing."""
        held = [
            word for word in self.weights if word in line.plain and self.spoken.get(word, "") in line.lowered
        ]
        if not any(word in self.telling for word in held) and not any("_" in word for word in self.weights):
            return 0.0
        total = sum(self.weights.values())
        have = 0.0
        beside = {word for pair in self.pairs & line.pairs for word in pair.split("_")}
        for word in held:
            have += self.weights[word] * (1.0 if word in beside else _ALONE)
        have += sum(weight for word, weight in self.weights.items() if "_" in word and word in line.negated)
        return have / total if have >= _ENOUGH else 0.0


@dataclass(frozen=True)
class _Line:
    """A sentence of a record: as it is, in lower case, the folded words of what is shown of it, the pairs of neighbours among them and what it
    denies ("khong_chung" of "không có Giấy chứng sinh").
    """

    text: str
    lowered: str
    plain: frozenset[str]
    pairs: frozenset[str]
    negated: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Line":
        words = syllables(text[:_SHOWN])
        pairs = frozenset(f"{a}_{b}" for a, b in pairwise(words))
        denied = frozenset(f"khong_{word}" for word in _negated(words))
        return cls(text, text.lower(), frozenset(words), pairs, denied)


def _negated(words: Sequence[str]) -> set[str]:
    """Return the first word after each "không", "chưa" that names something, where one stands near."""
    near = (
        next((word for word in words[at + 1 : at + _NEAR] if not _NAMELESS.fullmatch(word)), None)
        for at, word in enumerate(words)
        if _NOT.fullmatch(word)
    )
    return {word for word in near if word is not None}


_lines_of: dict[str, tuple[Procedure, tuple[_Line, ...]]] = {}


def _lines(procedure: Procedure) -> tuple[_Line, ...]:
    """Return the lines of card and record; those of the procedures asked last are kept."""
    kept = _lines_of.get(procedure.code)
    if kept is not None and kept[0] is procedure:
        return kept[1]
    lines = tuple(_Line.of(one) for one in _sentences_of_all(procedure))
    while len(_lines_of) >= _REMEMBERED:
        _lines_of.pop(next(iter(_lines_of)), None)
    _lines_of[procedure.code] = procedure, lines
    return lines


def _sentences_of_all(procedure: Procedure) -> list[str]:
    return [
        one
        for one in dict.fromkeys([*_of_the_card(procedure), *_together(sentences(procedure))])
        if len(one.split()) > _FEWEST
        and len(one) < _LONGEST
        and not one.endswith(":")
        and not _HEADING.fullmatch(one)
    ]


def _of_the_card(procedure: Procedure) -> list[str]:
    card = procedure.card
    if card is None or card.decision != procedure.decision:
        return []
    return [one for aspect in _CARD for one in _together(sentences_of(card.summaries.get(aspect, "")))]


def _together(parts: Sequence[str]) -> list[str]:
    """Return sentences, each that goes on after a semicolon with the one before it, where both are short enough to show:
    "… chưa xác định được cha thì …; phần ghi về cha của trẻ để trống".
    """
    told: list[str] = []
    before = ""
    for one in parts:
        goes_on = before.endswith(";") and one[:1].islower() and len(before) + len(one) < _SHOWN
        if goes_on and before.count("(") > before.count(")"):
            told[-1] = before = f"{before} {one}"
            continue
        told.append(f"{before} {one}" if goes_on else one)
        before = one
    return told
