"""Which field a complaint belongs to: a linear model over words and word pairs, learned at first use.

It learns from our own examples (`data/examples/`, a file per field) and the keywords of the fields, in a few
seconds, so that no model file is kept. Accents help where they are typed and are not needed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from api.agencies import directory
from api.feedback.legal_kind import LegalKind, legal_kind
from retrieval.text import fold, nfc, normalise

__all__ = [
    "ExamplesError",
    "FieldChoice",
    "FieldGuess",
    "FieldModel",
    "LegalKind",
    "choose_field",
    "classify",
    "legal_kind",
    "taught",
]

EXAMPLES = Path(__file__).parent / "data" / "examples"
SURE_FROM = 0.6
"""Of our own examples set aside, 89 % of those with this probability or more are of the field found."""
_FEWEST_EXAMPLES = 100
_SHARPNESS = 6.0
"""What the margins are multiplied by; found by cross-validation (`python -m evaluation.complaints.held_out`)."""
_WORD = re.compile(r"[^\W_]+")
_NUMBER = r"(?:⟨[^⟩]*⟩|\+?\d[\d .-]{6,}\d)"
_WHO = r"(?:tôi|tui|toi|mình|minh|em|cháu|chau|con|cô|chú|anh|chị|họ|ho)"
_REPORTER = re.compile(
    rf"(?:(?:số|so|sđt|sdt|đt|dt|điện thoại|dien thoai|liên hệ|lien he|lh|zalo|gọi|goi|máy|may|là|la)[\s:.]*)*{_NUMBER}"
    rf"|\b{_WHO}?\s*(?:họ )?(?:tên|ten)(?: (?:là|la))?:? [A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*){{0,3}}"
    rf"|\b{_WHO} (?:họ )?(?:tên|ten)(?: (?:là|la))? \w+(?: \w+)?(?=\s*(?:[,.;]|$))"
)
"""Name and number of who reports: words about telephones there are no report on telephones."""


class ExamplesError(ValueError):
    """A file of examples is wrong; the message names file and line."""


@dataclass(frozen=True)
class FieldGuess:
    """A field and the calibrated probability (0–1) that a text belongs to it; all fields' add up to 1."""

    field: str
    score: float


@dataclass(frozen=True)
class FieldChoice:
    """The two likeliest fields of a text, and whether the first is sure enough to be routed without asking."""

    first: FieldGuess
    second: FieldGuess
    sure: bool


def features(text: str) -> list[str]:
    """Return what the model sees: folded words and pairs, and the same with accents where accents are typed."""
    typed = _WORD.findall(normalise(text).lower())
    plain = [fold(word) for word in typed]
    accented = [f"={one}" for one, other in zip(typed, plain, strict=True) if one != other]
    pairs = [" ".join(pair) for pair in pairwise(plain)]
    typed_pairs = [" ".join(pair) for pair in pairwise(typed)]
    accented_pairs = [f"={one}" for one, other in zip(typed_pairs, pairs, strict=True) if one != other]
    return plain + pairs + accented + accented_pairs


def read_examples(folder: Path, known: frozenset[str]) -> list[tuple[str, str]]:
    """Return (text, field) of every example in `folder`: a file <field>.txt for each of `known`, a text a line.

    Raises:
        ExamplesError: a file is missing, no field's, too short, or an example stands twice; names file and line.
    """
    files = {path.stem: path for path in sorted(folder.glob("*.txt"))}
    if strange := sorted(set(files) - known):
        raise ExamplesError(f"{files[strange[0]]}:1: {strange[0]} is no field")
    if missing := sorted(known - set(files)):
        raise ExamplesError(f"{folder}: no examples of {', '.join(missing)}")
    found: dict[str, tuple[str, str]] = {}
    for field, path in files.items():
        before = len(found)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            key = fold(text)
            if key in found:
                raise ExamplesError(f"{path}:{number}: stands twice, also in {found[key][1]}")
            found[key] = (text, field)
        if len(found) - before < _FEWEST_EXAMPLES:
            raise ExamplesError(f"{path}:1: {field} needs {_FEWEST_EXAMPLES} examples or more")
    return list(found.values())


def taught() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (text, field) of our examples, and of the fields' keywords.

    Raises:
        ExamplesError: a file of examples is wrong.
    """
    fields = directory.fields()
    phrases = [(phrase, field.code) for field in fields for phrase in (*field.keywords, *field.examples)]
    return read_examples(EXAMPLES, frozenset(field.code for field in fields)), phrases


class FieldModel:
    """A model learned from (text, field) pairs, each with the accents it has and again without any."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        """Learn from `pairs`."""
        # slow to import, and most commands of `troly` need none of it
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC

        texts = [text for text, _ in pairs]
        codes = [code for _, code in pairs]
        self._vectors = TfidfVectorizer(analyzer=features, sublinear_tf=True)
        matrix = self._vectors.fit_transform(texts + [fold(text) for text in texts])
        self._model: Any = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(
            matrix, codes + codes
        )
        self.fields: tuple[str, ...] = tuple(map(str, self._model.classes_))

    def margins(self, texts: list[str]) -> Any:
        """Return how far each text lies on each field's side, shape (texts, fields); nan where no word is known."""
        matrix = self._vectors.transform(texts)
        found = self._model.decision_function(matrix)
        found[matrix.getnnz(axis=1) == 0] = np.nan
        return found


def probabilities(margins: Any, sharpness: float = _SHARPNESS) -> Any:
    """Return margins (…, fields) as probabilities that add up to 1 over the fields."""
    scaled = margins * sharpness
    shares = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


@lru_cache(maxsize=1)
def _model() -> FieldModel:
    examples, phrases = taught()
    return FieldModel(examples + phrases)


def classify(text: str) -> tuple[FieldGuess, ...]:
    """Return all fields, the likeliest first; for a text without any known word that is "khac" (other)."""
    model = _model()
    margins = model.margins([_REPORTER.sub(" ", nfc(text))])[0]
    if np.isnan(margins).any():
        others = (FieldGuess(code, 0.0) for code in model.fields if code != "khac")
        return (FieldGuess("khac", 1.0), *others)
    shares = probabilities(margins)
    ranked = sorted(zip(model.fields, shares, strict=True), key=lambda pair: -pair[1])
    return tuple(FieldGuess(code, float(share)) for code, share in ranked)


def choose_field(text: str) -> FieldChoice:
    """Return the two likeliest fields of `text` and whether the first is sure.

    Sure: the feedback is routed at once. Not sure: one question to the citizen settles it between the two, else the
    triage list shows both. A text without any known word is never sure.
    """
    first, second, *_ = classify(text)
    known = first.score < 1.0 or second.score > 0.0
    return FieldChoice(first, second, known and first.field != "khac" and first.score >= SURE_FROM)
