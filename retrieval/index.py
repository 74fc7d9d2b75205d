"""The search index over a catalogue: immutable, built in memory, swapped as a whole.

Build it, share it between threads, replace it by a new one; nothing in it changes after `build`.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from retrieval import ranker
from retrieval.encoder import Encoder, Vectors
from retrieval.lexical import LexicalIndex, terms
from retrieval.procedure import Aspect, Procedure
from retrieval.question import Question, read
from retrieval.ranker import WEIGHTS, Decision
from retrieval.text import fold, syllables
from retrieval.traits import traits_of
from retrieval.vocabulary import synonyms

Progress = Callable[[str, float], None]
_FIELDS = {"name": 1.0, "asked": 1.2, "body": 0.25}
_CANDIDATES = 80
_EXACT_UP_TO = 200_000
_VERSION = 1


@dataclass(frozen=True)
class Hit:
    """A procedure found: its fused `score` and the `parts` it is made of (lexical, dense, level, …)."""

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


class RetrievalIndex:
    """Search over one catalogue with one encoder."""

    def __init__(
        self,
        procedures: Sequence[Procedure],
        encoder: Encoder,
        vectors: Vectors,
        owners: npt.NDArray[np.int64],
    ) -> None:
        """Use `build` or `load`. `vectors` (n, dim) belong to the procedures numbered by `owners` (n,)."""
        self.procedures = tuple(procedures)
        self._encoder = encoder
        self._traits = traits_of(self.procedures)
        words = {name: [_field(one, name) for one in self.procedures] for name in _FIELDS}
        self._fields = {name: LexicalIndex([terms(one) for one in found]) for name, found in words.items()}
        self._told = [
            frozenset(name) | frozenset(asked)
            for name, asked in zip(words["name"], words["asked"], strict=True)
        ]
        self._scopes: dict[str, npt.NDArray[np.bool_]] = _scopes(self.procedures)
        self._names = [fold(one.name) for one in self.procedures]
        self._by_code = {one.code: one for one in self.procedures}
        self._vectors, self._owners = vectors, owners
        self._faiss = _faiss_index(vectors)

    @classmethod
    def build(
        cls, procedures: Sequence[Procedure], encoder: Encoder, progress: Progress | None = None
    ) -> "RetrievalIndex":
        """Return an index of `procedures`; `progress(what, share)` is called with a Vietnamese step and 0–1."""
        tell = progress or (lambda _what, _share: None)
        tell("Mã hóa danh mục", 0.0)
        texts, owners = _texts(procedures)
        parts = []
        step = 2048
        for start in range(0, len(texts), step):
            parts.append(encoder.encode(texts[start : start + step]))
            tell("Mã hóa danh mục", min(start + step, len(texts)) / max(len(texts), 1) * 0.6)
        vectors = np.concatenate(parts) if parts else np.zeros((0, 1), np.float32)
        tell("Lập chỉ mục từ", 0.6)
        index = cls(procedures, encoder, vectors, np.array(owners, np.int64))
        tell("Xong", 1.0)
        return index

    @staticmethod
    def fingerprint(procedures: Sequence[Procedure], encoder: Encoder) -> str:
        """Return a digest of what the vectors depend on: the texts, the encoder, this format."""
        digest = hashlib.sha256(f"{_VERSION}:{encoder.name}".encode())
        for text in _texts(procedures)[0]:
            digest.update(text.encode())
            digest.update(b"\0")
        return digest.hexdigest()

    def save(self, folder: Path) -> None:
        """Write the vectors with their fingerprint; texts are not stored, `load` takes them from the catalogue."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(folder / "vectors.tmp.npz", vectors=self._vectors.astype(np.float16), owners=self._owners)
        (folder / "vectors.tmp.npz").replace(folder / "vectors.npz")
        (folder / "fingerprint").write_text(
            self.fingerprint(self.procedures, self._encoder), encoding="utf-8"
        )

    @classmethod
    def load(cls, folder: Path, procedures: Sequence[Procedure], encoder: Encoder) -> "RetrievalIndex":
        """Return the saved index where it fits this catalogue and encoder, else a newly built and saved one."""
        mark = folder / "fingerprint"
        if mark.is_file() and mark.read_text(encoding="utf-8") == cls.fingerprint(procedures, encoder):
            with np.load(folder / "vectors.npz", allow_pickle=False) as stored:
                return cls(procedures, encoder, stored["vectors"].astype(np.float32), stored["owners"])
        index = cls.build(procedures, encoder)
        index.save(folder)
        return index

    def get(self, code: str) -> Procedure | None:
        """Return the procedure of that code, if the catalogue has it."""
        return self._by_code.get(code)

    def search(self, query: str, *, limit: int = 10, applicant: str | None = None) -> SearchResult:
        """Return the procedures that `query` may mean, best first, at most `limit`.

        `applicant` is a group as the records name it ("Doanh nghiệp"): procedures open to it come first.
        """
        question = read(query)
        if not question.terms or not self.procedures:
            decision, reason = ranker.decide(0.0, 0)
            return SearchResult((), 0.0, decision, reason, question.aspects)
        lexical = self._lexical(question)
        dense = self._dense(question)
        rows = _candidates(lexical, dense)
        parts = {"lexical": WEIGHTS.lexical * lexical[rows], "dense": WEIGHTS.dense * dense[rows]}
        parts |= ranker.priors(question, self._traits, rows)
        parts["scope"] = WEIGHTS.scope * self._in_scope(question, rows)
        if applicant:
            parts["applicant"] = WEIGHTS.applicant * self._open_to(applicant, rows)
        total = np.sum(list(parts.values()), axis=0)
        order = np.argsort(-total, kind="stable")
        hits = tuple(
            Hit(
                self.procedures[rows[at]],
                float(total[at]),
                {name: float(part[at]) for name, part in parts.items()},
            )
            for at in order[:limit]
        )
        sure = self._confidence(question, rows[order], total[order], dense)
        decision, reason = ranker.decide(sure, len(hits))
        return SearchResult(hits, sure, decision, reason, question.aspects)

    def _lexical(self, question: Question) -> Vectors:
        """BM25 of all fields, scaled so that the best procedure has 1."""
        total = np.zeros(len(self.procedures), np.float32)
        for name, weight in _FIELDS.items():
            total += weight * self._fields[name].scores(question.terms)
        best = float(total.max(initial=0.0))
        return total / best if best > 0 else total

    def _dense(self, question: Question) -> Vectors:
        """The best cosine of any text of each procedure, at least 0."""
        best = np.zeros(len(self.procedures), np.float32)
        texts = list(dict.fromkeys([question.folded, question.official]))
        cosines, numbers = self._faiss.search(self._encoder.encode(texts), min(200, self._faiss.ntotal))
        for row_cosines, row_numbers in zip(cosines, numbers, strict=True):
            found = row_numbers >= 0
            np.maximum.at(best, self._owners[row_numbers[found]], row_cosines[found])
        return best

    def _in_scope(self, question: Question, rows: npt.NDArray[np.int64]) -> Vectors:
        inside = np.zeros(len(rows), bool)
        for scope in question.scopes:
            inside |= self._scopes[scope][rows]
        return inside.astype(np.float32)

    def _open_to(self, applicant: str, rows: npt.NDArray[np.int64]) -> Vectors:
        wanted = applicant.lower()
        return np.array(
            [any(wanted in who.lower() for who in self.procedures[row].applicants) for row in rows],
            np.float32,
        )

    def _confidence(
        self, question: Question, rows: npt.NDArray[np.int64], totals: Vectors, dense: Vectors
    ) -> float:
        first = int(rows[0])
        rivals = [
            total
            for row, total in zip(rows[1:], totals[1:], strict=True)
            if self._names[row] != self._names[first]
        ]
        margin = float(totals[0] - rivals[0]) if rivals else 0.5
        names = self._fields["name"]
        rare = {word: names.rarity(word) or 6.0 for word in question.core}
        covered = sum(weight for word, weight in rare.items() if word in self._told[first])
        coverage = covered / sum(rare.values()) if rare else 0.0
        return ranker.confidence(coverage=coverage, margin=margin, strength=float(dense[first]))


def _scopes(procedures: Sequence[Procedure]) -> dict[str, npt.NDArray[np.bool_]]:
    """Return per scope of the synonyms which procedures belong to it, by their field's name."""
    fields = [fold(one.field or "") for one in procedures]
    scopes = {scope for found in synonyms().values() for one in found for scope in one.scope}
    return {scope: np.array([scope in field for field in fields], bool) for scope in scopes}


def _field(procedure: Procedure, name: str) -> list[str]:
    """Return the folded syllables of one searched field."""
    card = procedure.card
    if name == "name":
        return syllables(procedure.name)
    if name == "asked":
        return syllables(" . ".join([card.name, *card.questions])) if card else []
    papers = [
        document.name[:160] for group in procedure.document_groups[:6] for document in group.documents[:8]
    ]
    parts = [procedure.field or "", *procedure.results[:4], *procedure.agencies[:4], *papers, *(one.case or "" for one in procedure.document_groups[:6])]  # fmt: skip
    return syllables(" . ".join(parts))


def _texts(procedures: Sequence[Procedure]) -> tuple[list[str], list[int]]:
    """Return every text that gets a vector, and the number of its procedure."""
    texts: list[str] = []
    owners: list[int] = []
    for number, one in enumerate(procedures):
        mine = [one.name[:400], f"{one.name[:200]} {one.field or ''} {' '.join(one.results[:2])[:200]}"]
        if one.card:
            mine += [one.card.name, *one.card.questions]
        texts += mine
        owners += [number] * len(mine)
    return texts, owners


def _candidates(lexical: Vectors, dense: Vectors) -> npt.NDArray[np.int64]:
    """Return the rows worth ranking: the best by words and the best by vectors."""
    wanted = min(_CANDIDATES, len(lexical))
    rough = lexical + dense
    pools = [np.argpartition(-scores, wanted - 1)[:wanted] for scores in (lexical, dense, rough)]
    return np.unique(np.concatenate(pools)).astype(np.int64)


def _faiss_index(vectors: Vectors) -> faiss.Index:
    """Return an inner-product index: exact up to 200,000 vectors, HNSW above."""
    faiss.omp_set_num_threads(1)  # one search is too short to be worth waking threads
    dimension = vectors.shape[1]
    if len(vectors) <= _EXACT_UP_TO:
        index: faiss.Index = faiss.IndexFlatIP(dimension)
    else:
        index = faiss.IndexHNSWFlat(dimension, 32, faiss.METRIC_INNER_PRODUCT)
    index.add(np.ascontiguousarray(vectors, np.float32))
    return index
