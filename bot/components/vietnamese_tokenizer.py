"""Tokens of a Vietnamese message for Rasa's featurizers."""

import re
from functools import lru_cache
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.names import names_like_commands
from retrieval import codes, text

# One word stands for every code of a kind, so that a code never seen before is read like the known ones.
_CODE_WORDS = {
    "dossier_code": "madossier",
    "feedback_code": "mafeedback",
    "phone": "sodienthoai",
    "procedure_code": "maprocedure",
}
_PLACEHOLDER = re.compile(r"⟨(sđt|cccd|email)\d*⟩")
_PLACEHOLDER_WORDS = {"sđt": "sodienthoai", "cccd": "socancuoc", "email": "diachiemail"}
# Marks that only separate words are no tokens; question marks, emoji and other signs are.
_WORD = re.compile(r"\w+|[?!]+|[^\w\s.,;:'\"()\[\]{}…/–—-]")


# How a message begins and ends, and how long it is, says much: "hồ sơ gồm gì" asks on, a story reports.
_START, _END = "_start_", "_end_"
_LENGTHS = ((1, "_len1_"), (2, "_len2_"), (4, "_len4_"), (7, "_len7_"), (12, "_len12_"), (20, "_len20_"))
_LONGEST = "_long_"
FRAME = frozenset({_START, _END, _LONGEST, *(word for _, word in _LENGTHS)})


def _framed(found: "list[Token]", end: int) -> "list[Token]":
    """Return the tokens between a word for the start, one for the end and one for the length."""
    length = next((word for most, word in _LENGTHS if len(found) <= most), _LONGEST)
    return [Token(_START, 0), *found, Token(_END, end), Token(length, end)]


def _code_spans(message: str) -> "list[tuple[int, int, str]]":
    """Return where codes and placeholders of masked data stand, and the word that stands for each."""
    spans = [
        (match.start(), match.end(), _PLACEHOLDER_WORDS[match[1]]) for match in _PLACEHOLDER.finditer(message)
    ]
    for find in (codes.dossier_codes, codes.feedback_codes, codes.phones, codes.procedure_codes):
        for code in find(message):
            if all(code.end <= start or end <= code.start for start, end, _ in spans):
                spans.append((code.start, code.end, _CODE_WORDS[code.kind]))
    near_miss = codes.looks_like_dossier_code(message)
    if near_miss:
        spans.append((near_miss.start, near_miss.end, "madossier"))
    return sorted(spans)


@lru_cache(maxsize=4096)
def _spellings(word: str) -> "tuple[str, ...]":
    """Return the words that `word` stands for: itself, or what its teencode is short for."""
    return tuple(text.normalise(word).lower().split()) or (word.lower(),)


def tokens(message: str) -> "list[Token]":
    """Return the tokens of `message` in its NFC form: `text` as spelled today with accents, `lemma` folded (đ as d).

    Codes and masked data become one placeholder word each; teencode is written out, so several tokens may
    share a place in the message. Somebody's name that reads like a command ("em tên Huy") is no token. Words for start, end
    and length frame them (never none: a featurizer needs one).
    """
    message = text.nfc(message)
    found: list[Token] = []
    only_names = dict(names_like_commands(message))

    def read(start: int, end: int) -> None:
        for match in _WORD.finditer(message, start, end):
            if match.start() in only_names:
                continue
            for word in _spellings(match[0]):
                found.append(Token(word, match.start(), match.end(), lemma=text.fold(word)))

    position = 0
    codes_found = [(start, end, word, None) for start, end, word in _code_spans(message)]
    short = [(start, end, word, word) for start, end, word in text.shortened_together(message)]
    for start, end, words, spelled in sorted([*codes_found, *short], key=lambda one: one[:2]):
        if start < position:
            continue
        read(position, start)
        for word in words.split():
            found.append(Token(word, start, end, lemma=text.fold(word) if spelled else None))
        position = end
    read(position, len(message))
    return _framed(found, len(message))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseTokenizer(Tokenizer):
    """Splits a message into words: NFC, today's tone places, light teencode, a folded lemma for each."""

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """Return Rasa's default settings of a tokenizer."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> "list[Token]":
        """Return the tokens of one attribute of a message."""
        return tokens(message.get(attribute))
