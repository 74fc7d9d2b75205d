"""The search index over a catalogue: immutable, built in memory, swapped as a whole.

Build it, share it between threads, replace it by a new one; nothing in it changes after `build`.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval import ranker
from retrieval.dense import DenseIndex
from retrieval.encoder import Encoder, Vectors
from retrieval.evidence import FEATURES, Evidence, Rows, Words
from retrieval.example_questions import shipped_questions
from retrieval.procedure import Aspect, Procedure
from retrieval.question import Question, read
from retrieval.ranker import Decision, Sureness
from retrieval.searched_texts import Questions, vector_texts
from retrieval.text import fold

Progress = Callable[[str, float], None]
_CANDIDATES = 30
_APPLICANT = 0.5
_VERSION = 3


@dataclass(frozen=True)
class Hit:
    """A procedure found: its fused `score` (log odds) and the weighted `parts` it is made of."""

    procedure: Procedure
    score: float
    parts: dict[str, float]


@dataclass(frozen=True)
class SearchResult:
    """Hits, best first; `confidence` in [0, 1] that the first is meant; what to do; why; the aspects asked."""

    hits: tuple[Hit, ...]
    confidence: float
    decision: Decision
    reason: str
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True)
class Candidates:
    """Procedures worth ranking for a question: their numbers (n,) and features (n, FEATURES)."""

    question: Question
    rows: Rows
    features: Vectors


class RetrievalIndex:
    """Search over one catalogue with one encoder."""

    def __init__(
        self,
        procedures: Sequence[Procedure],
        encoder: Encoder,
        vectors: Vectors,
        owners: Rows,
        questions: Questions | None = None,
    ) -> None:
        """Use `build` or `load`. `vectors` (n, dim) belong to the procedures numbered by `owners` (n,), ascending."""
        self.procedures = tuple(procedures)
        self._encoder = encoder
        self._questions = shipped_questions() if questions is None else questions
        self._evidence = Evidence(self.procedures, self._questions)
        self._dense = DenseIndex(vectors, owners, len(self.procedures))
        self._names = [fold(one.name) for one in self.procedures]
        self._by_code = {one.code: one for one in self.procedures}

    @classmethod
    def build(
        cls,
        procedures: Sequence[Procedure],
        encoder: Encoder,
        progress: Progress | None = None,
        *,
        questions: Questions | None = None,
    ) -> "RetrievalIndex":
        """Return an index of `procedures`; `progress(what, share)` is called with a Vietnamese step and 0–1.

        `questions` are everyday questions by code; None takes those that ship with the project.
        """
        tell = progress or (lambda _what, _share: None)
        tell("Mã hóa danh mục", 0.0)
        asked = shipped_questions() if questions is None else questions
        texts, owners = vector_texts(procedures, asked)
        parts = []
        step = 2048
        for start in range(0, len(texts), step):
            parts.append(encoder.encode(texts[start : start + step]))
            tell("Mã hóa danh mục", min(start + step, len(texts)) / max(len(texts), 1) * 0.6)
        vectors = np.concatenate(parts) if parts else np.zeros((0, 1), np.float32)
        tell("Lập chỉ mục từ", 0.6)
        index = cls(procedures, encoder, vectors, np.array(owners, np.int64), asked)
        tell("Xong", 1.0)
        return index

    @staticmethod
    def fingerprint(
        procedures: Sequence[Procedure], encoder: Encoder, questions: Questions | None = None
    ) -> str:
        """Return a digest of what the vectors depend on: the texts, the encoder, this format."""
        digest = hashlib.sha256(f"{_VERSION}:{encoder.name}".encode())
        for text in vector_texts(procedures, shipped_questions() if questions is None else questions)[0]:
            digest.update(text.encode())
            digest.update(b"\0")
        return digest.hexdigest()

    def save(self, folder: Path) -> None:
        """Write the vectors with their fingerprint; texts are not stored, `load` takes them from the catalogue."""
        folder.mkdir(parents=True, exist_ok=True)
        vectors = self._dense.vectors.astype(np.float16)
        np.savez(folder / "vectors.tmp.npz", vectors=vectors, owners=self._dense.owners)
        (folder / "vectors.tmp.npz").replace(folder / "vectors.npz")
        mark = self.fingerprint(self.procedures, self._encoder, self._questions)
        (folder / "fingerprint").write_text(mark, encoding="utf-8")

    @classmethod
    def load(
        cls,
        folder: Path,
        procedures: Sequence[Procedure],
        encoder: Encoder,
        *,
        questions: Questions | None = None,
    ) -> "RetrievalIndex":
        """Return the saved index where it fits catalogue, questions and encoder, else a newly built and saved one."""
        mark = folder / "fingerprint"
        wanted = cls.fingerprint(procedures, encoder, questions)
        if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
            with np.load(folder / "vectors.npz", allow_pickle=False) as stored:
                vectors = stored["vectors"].astype(np.float32)
                return cls(procedures, encoder, vectors, stored["owners"], questions)
        index = cls.build(procedures, encoder, questions=questions)
        index.save(folder)
        return index

    def get(self, code: str) -> Procedure | None:
        """Return the procedure of that code, if the catalogue has it."""
        return self._by_code.get(code)

    def search(self, query: str, *, limit: int = 10, applicant: str | None = None) -> SearchResult:
        """Return the procedures that `query` may mean, best first, at most `limit`.

        `applicant` is a group as the records name it ("Doanh nghiệp"): procedures open to it come first.
        """
        found = self.candidates(read(query))
        if not len(found.rows):
            decision, reason = ranker.decide(Sureness(0.0, 0.0), 0)
            return SearchResult((), 0.0, decision, reason, found.question.aspects)
        model = ranker.ranking()
        parts = found.features * ranker.weights_of(model)
        total = parts.sum(axis=1)
        extra = np.zeros(len(total), np.float32)
        if applicant:
            extra = _APPLICANT * self._open_to(applicant, found.rows)
            total = total + extra
        order = np.argsort(-total, kind="stable")
        hits = tuple(
            Hit(
                self.procedures[found.rows[at]],
                float(total[at]),
                dict(zip((*FEATURES, "applicant"), map(float, (*parts[at], extra[at])), strict=True)),
            )
            for at in order[:limit]
        )
        sure = ranker.sureness(self.signs(found, total), model)
        decision, reason = ranker.decide(sure, len(hits))
        return SearchResult(hits, sure.first, decision, reason, found.question.aspects)

    def candidates(self, question: Question) -> Candidates:
        """Return the procedures worth ranking for `question`, with what speaks for each."""
        if not question.terms or not self.procedures:
            return Candidates(question, np.zeros(0, np.int64), np.zeros((0, len(FEATURES)), np.float32))
        words = self._evidence.words(question)
        queries = self._encoder.encode(list(dict.fromkeys([question.folded, question.official])))
        rows = np.union1d(_best(words), self._dense.near(queries, _CANDIDATES))
        cosines = self._dense.compare(queries, rows)
        return Candidates(question, rows, self._evidence.features(question, words, rows, cosines))

    def signs(self, found: Candidates, total: Vectors) -> dict[str, float]:
        """Return what tells whether the best of the candidates, by their `total` (n,), is right."""
        first = int(np.argmax(total))
        name = self._names[found.rows[first]]
        others = np.array([self._names[row] != name for row in found.rows], bool)
        features = dict(zip(FEATURES, map(float, found.features[first]), strict=True))
        return ranker.signs(features, ranker.lead_of(total, others), len(found.question.core))

    def _open_to(self, applicant: str, rows: Rows) -> npt.NDArray[np.float32]:
        wanted = applicant.lower()
        return np.array(
            [any(wanted in who.lower() for who in self.procedures[row].applicants) for row in rows],
            np.float32,
        )


def _best(words: Words) -> Rows:
    """Return the procedures that the words of a question speak for: fused, and by the best single question."""
    pools = []
    for scores, wanted in ((words.fused, _CANDIDATES), (words.fields["question"], _CANDIDATES // 2)):
        wanted = min(wanted, len(scores))
        pools.append(np.argpartition(-scores, wanted - 1)[:wanted])
    return np.concatenate(pools).astype(np.int64)
