"""Making the arrays of an index from a catalogue, and telling whether saved ones still fit."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.dense import DenseIndex, Shorts, shortened
from retrieval.encoder import Encoder
from retrieval.evidence import Evidence
from retrieval.example_questions import QUESTIONS
from retrieval.procedure import Procedure
from retrieval.searched_texts import Questions, vector_texts_of
from retrieval.stored_arrays import named
from retrieval.text import fold
from retrieval.vocabulary import LEXICON

Progress = Callable[[str, float], None]
INDEX_FILE = "index.npz"
_TEXTS = 2048
_SOURCES = (
    "dense",
    "encoder",
    "evidence",
    "index_building",
    "lexical",
    "rows",
    "searched_texts",
    "term_counts",
    "text",
    "tokens",
    "traits",
    "vocabulary",
    "word_sets",
    "words_of_catalogue",
    "written",
)


def build_arrays(
    procedures: Sequence[Procedure],
    encoder: Encoder,
    questions: Questions,
    progress: Progress | None = None,
) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of the index of `procedures`; `progress(what, share)` as RetrievalIndex.build."""
    tell = progress or (lambda _what, _share: None)
    tell("Mã hóa danh mục", 0.0)
    dense = _encode(procedures, encoder, questions, tell)
    tell("Lập chỉ mục từ", 0.6)
    numbers: dict[str, int] = {}
    arrays = {
        "names": np.array([numbers.setdefault(fold(one.name), len(numbers)) for one in procedures], np.int32),
        **named("evidence", Evidence.build(procedures, questions).arrays()),
        **named("dense", dense.arrays()),
    }
    tell("Xong", 1.0)
    return arrays


def fingerprint(procedures: Sequence[Procedure], encoder: Encoder, questions: Questions | None) -> str:
    """Return a digest of what an index depends on: records, questions, encoder, word lists and the code that builds.

    `questions` as for RetrievalIndex.build; of those that ship with the project the files count, which need no
    parsing.
    """
    digest = hashlib.sha256(encoder.name.encode())
    digest.update(_code_and_lexicon())
    if questions is None:
        digest.update(_files(sorted(QUESTIONS.glob("*.yml"))))
    else:
        for code, texts in sorted(questions.items()):
            digest.update("\0".join(("", code, *texts)).encode())
    for one in procedures:
        digest.update(one.__pydantic_serializer__.to_json(one, exclude={"snapshot"}))
    return digest.hexdigest()


def _encode(
    procedures: Sequence[Procedure],
    encoder: Encoder,
    questions: Questions,
    tell: Progress,
) -> DenseIndex:
    """Return the vectors of all texts, read procedure by procedure so that few texts are held at once."""
    parts: list[Shorts] = []
    texts: list[str] = []
    counts = []
    for number, one in enumerate(procedures):
        own = vector_texts_of(one, questions)
        counts.append(len(own))
        texts += own
        if len(texts) >= _TEXTS:
            parts.append(shortened(encoder.encode(texts)))
            texts = []
            tell("Mã hóa danh mục", (number + 1) / len(procedures) * 0.6)
    if texts:
        parts.append(shortened(encoder.encode(texts)))
    vectors = np.concatenate(parts) if parts else np.zeros((0, 1), np.int16)
    owners = np.repeat(np.arange(len(counts)), counts)
    return DenseIndex.build(vectors, owners, len(counts))


@lru_cache(maxsize=1)
def _code_and_lexicon() -> bytes:
    here = Path(__file__).parent
    return _files([*(here / f"{name}.py" for name in _SOURCES), *sorted(LEXICON.glob("*.*"))])


def _files(paths: Iterable[Path]) -> bytes:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.digest()
