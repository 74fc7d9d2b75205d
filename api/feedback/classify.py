"""Which field a complaint belongs to: a linear model over words and word pairs, learned at first use.

It learns from our own examples (`data/examples.yml`) and the keywords of the fields, in about half a second,
so that no model file is kept. Accents help where they are typed and are not needed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from api.agencies import directory
from api.feedback.legal_kind import LegalKind, legal_kind
from retrieval.text import fold, normalise

__all__ = ["ExamplesError", "FieldGuess", "LegalKind", "classify", "legal_kind"]

EXAMPLES = Path(__file__).parent / "data" / "examples.yml"
_FEWEST_EXAMPLES = 25
_SHARPNESS = 3.0
_WORD = re.compile(r"[^\W_]+")


class ExamplesError(ValueError):
    """The file of examples is wrong; the message names file and line."""


@dataclass(frozen=True)
class FieldGuess:
    """A field and its share of the score, 0–1 over all fields: it ranks, it is no probability."""

    field: str
    score: float


def features(text: str) -> list[str]:
    """Return what the model sees: folded words and pairs, and the same with accents where accents are typed."""
    typed = _WORD.findall(normalise(text).lower())
    plain = [fold(word) for word in typed]
    accented = [f"={one}" for one, other in zip(typed, plain, strict=True) if one != other]
    pairs = [" ".join(pair) for pair in pairwise(plain)]
    typed_pairs = [" ".join(pair) for pair in pairwise(typed)]
    accented_pairs = [f"={one}" for one, other in zip(typed_pairs, pairs, strict=True) if one != other]
    return plain + pairs + accented + accented_pairs


def read_examples(path: Path, known: frozenset[str]) -> list[tuple[str, str]]:
    """Return (text, field) of every example in `path`; each field of `known` has 25 or more.

    Raises:
        ExamplesError: the file is wrong; the message names file and line.
    """
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise ExamplesError(f"{path}:1: expected fields with lists of examples")
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    for key, values in root.value:
        where = f"{path}:{key.start_mark.line + 1}"
        if key.value not in known or key.value in seen:
            raise ExamplesError(f"{where}: {key.value} is no field, or stands twice")
        seen.add(key.value)
        if not isinstance(values, yaml.SequenceNode) or len(values.value) < _FEWEST_EXAMPLES:
            raise ExamplesError(f"{where}: {key.value} needs a list of {_FEWEST_EXAMPLES} examples or more")
        found += [(str(value.value), str(key.value)) for value in values.value]
    if known - seen:
        raise ExamplesError(f"{path}:1: no examples of {', '.join(sorted(known - seen))}")
    return found


@lru_cache(maxsize=1)
def _model() -> tuple[TfidfVectorizer, Any]:
    fields = directory.fields()
    taught = read_examples(EXAMPLES, frozenset(field.code for field in fields))
    taught += [(phrase, field.code) for field in fields for phrase in (*field.keywords, *field.examples)]
    vectors = TfidfVectorizer(analyzer=features, sublinear_tf=True)
    matrix = vectors.fit_transform([text for text, _ in taught])
    model = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(
        matrix, [code for _, code in taught]
    )
    return vectors, model


def classify(text: str) -> tuple[FieldGuess, ...]:
    """Return all fields, the likeliest first; for a text without any known word that is "khac" (other)."""
    vectors, model = _model()
    vector = vectors.transform([text])
    if vector.nnz == 0:
        return (
            FieldGuess("khac", 1.0),
            *(FieldGuess(one.code, 0.0) for one in directory.fields() if one.code != "khac"),
        )
    margins = model.decision_function(vector)[0] * _SHARPNESS
    shares = np.exp(margins - margins.max())
    shares /= shares.sum()
    ranked = sorted(zip(model.classes_, shares, strict=True), key=lambda pair: -pair[1])
    return tuple(FieldGuess(str(code), float(share)) for code, share in ranked)
