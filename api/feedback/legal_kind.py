"""Telling khiếu nại and tố cáo, which other laws rule, from phản ánh and kiến nghị (NĐ 20/2008, Art. 1)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml

from retrieval.text import fold, normalise

RULES = Path(__file__).parent / "data" / "legal_kinds.yml"
_KEYS = ("says", "about", "unless")
_MAY_BE_LEFT_OUT = ("never",)


class LegalKind(StrEnum):
    """What a text is in law."""

    PHAN_ANH = "phan_anh"
    KIEN_NGHI = "kien_nghi"
    KHIEU_NAI = "khieu_nai"
    TO_CAO = "to_cao"


class LegalRulesError(ValueError):
    """The rules are wrong; the message names file and line."""


@dataclass(frozen=True)
class _Rule:
    kind: LegalKind
    says: tuple[str, ...]
    about: tuple[str, ...]
    unless: tuple[str, ...]
    never: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    root = yaml.compose(RULES.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise LegalRulesError(f"{RULES}:1: expected kinds with says, about and unless")
    return tuple(
        _rule(key, one)
        for key, node in root.value
        for one in (node.value if isinstance(node, yaml.SequenceNode) else (node,))
    )


def _rule(key: yaml.Node, node: yaml.Node) -> _Rule:
    where = f"{RULES}:{node.start_mark.line + 1}"
    try:
        kind = LegalKind(key.value)
    except ValueError as error:
        raise LegalRulesError(f"{where}: {key.value} is no kind") from error
    lists: dict[str, tuple[str, ...]] = {}
    if isinstance(node, yaml.MappingNode):
        for name, phrases in node.value:
            if isinstance(phrases, yaml.SequenceNode):
                lists[name.value] = tuple(str(phrase.value) for phrase in phrases.value)
    if set(_KEYS) != set(lists) - set(_MAY_BE_LEFT_OUT) or not lists["says"]:
        raise LegalRulesError(f"{where}: {key.value} needs the lists {', '.join(_KEYS)}, says not empty")
    return _Rule(kind, **lists)


def _holds(phrase: str, text: str) -> bool:
    """Tell whether `text` (normalised, lower case) has `phrase`; without accents only where the whole text has none.

    In a text with accents "to cao" is tall, and no tố cáo.
    """
    wanted = fold(phrase) if text == fold(text) else phrase
    words = map(re.escape, wanted.lower().split())
    between = r"\s+"
    return re.search(rf"\b{between.join(words)}\b", text) is not None


def legal_kind(text: str) -> LegalKind:
    """Return what `text` is in law; phản ánh where no rule of `data/legal_kinds.yml` fits."""
    plain = normalise(text).lower()
    for rule in _rules():
        left = plain
        if any(_holds(phrase, plain) for phrase in rule.never):
            continue
        for phrase in rule.unless:
            if _holds(phrase, left):
                left = left.replace(phrase, " ").replace(fold(phrase), " ")
        if any(_holds(phrase, left) for phrase in rule.says) and (
            not rule.about or any(_holds(phrase, left) for phrase in rule.about)
        ):
            return rule.kind
    return LegalKind.PHAN_ANH
