"""The search index over a catalogue: immutable, built in memory, swapped as a whole.

Build it, share it between threads, replace it by a new one; nothing in it changes after `build`.
"""

import copy
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval import ages, stored_arrays
from retrieval.dense import DenseIndex
from retrieval.encoder import Encoder, Vectors
from retrieval.evidence import FEATURES, Evidence
from retrieval.example_questions import shipped_questions
from retrieval.index_building import INDEX_FILE, Progress, build_arrays, fingerprint
from retrieval.outright import lost
from retrieval.procedure import Aspect, Procedure
from retrieval.question import Question, read
from retrieval.ranker import Decision, Sureness, decide, ranker, signs
from retrieval.rows import Rows, top
from retrieval.searched_texts import Questions
from retrieval.stored_arrays import Arrays, named, of
from retrieval.text import normalise

log = logging.getLogger(__name__)
_CANDIDATES = 30
_RANKED, _NEAR = 32, 2.5
"""Of the candidates found by words and by vectors so many are ranked: those with the highest sum of word score, relative to
the best procedure, and weighted cosine with the mean of the questions. More of them cost time and put no other procedure first."""
_APPLICANT = 0.5


@dataclass(frozen=True)
class Hit:
    """A procedure found: its `score` (log odds among the candidates) and, where explained, the `parts` it adds up from."""

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
        arrays: Arrays,
        questions: Questions | None = None,
    ) -> None:
        """Use `build` or `load`. `arrays` are those that `build_arrays` made of the rest."""
        self.procedures = tuple(procedures)
        self._encoder, self._questions = encoder, questions
        self._names = arrays["names"]
        self._evidence = Evidence(of("evidence", arrays))
        self._dense = DenseIndex.from_arrays(of("dense", arrays))
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
        asked = shipped_questions() if questions is None else questions
        return cls(procedures, encoder, build_arrays(procedures, encoder, asked, progress), questions)._warm()

    def save(self, folder: Path) -> None:
        """Write the index to `folder` for `load`; texts are not stored, `load` takes them from the catalogue."""
        mark = fingerprint(self.procedures, self._encoder, self._questions)
        stored_arrays.write(folder / INDEX_FILE, mark, self.arrays())

    @classmethod
    def load(
        cls,
        folder: Path,
        procedures: Sequence[Procedure],
        encoder: Encoder,
        *,
        questions: Questions | None = None,
    ) -> "RetrievalIndex":
        """Return the saved index where it fits catalogue, questions, lexicon and encoder, else a newly built and saved
        one."""
        index = cls.load_saved(folder, procedures, encoder, questions=questions)
        if index is None:
            index = cls.build(procedures, encoder, questions=questions)
            index.save(folder)
        return index

    @classmethod
    def load_saved(
        cls,
        folder: Path,
        procedures: Sequence[Procedure],
        encoder: Encoder,
        *,
        questions: Questions | None = None,
    ) -> "RetrievalIndex | None":
        """Return the saved index, or None where there is none, or one of something else, or a damaged one (logged)."""
        try:
            arrays = stored_arrays.read(folder / INDEX_FILE, fingerprint(procedures, encoder, questions))
            return None if arrays is None else cls(procedures, encoder, arrays, questions)._warm()
        except (stored_arrays.DamagedArraysError, KeyError, ValueError, RuntimeError) as error:
            log.warning("saved index is damaged, it has to be built anew: %s", error)
            return None

    def rarity(self, term: str) -> float:
        """Return how rare a folded syllable ("khai") or a pair of neighbours ("khai_sinh") is in the catalogue, 0 to 1."""
        return self._evidence.rarity(term)

    def arrays(self) -> Arrays:
        """Return everything the index is made of beside texts and encoder."""
        return {
            "names": self._names,
            **named("evidence", self._evidence.arrays()),
            **named("dense", self._dense.arrays()),
        }

    @property
    def kind(self) -> str:
        """Which FAISS index is searched first."""
        return self._dense.kind

    @property
    def texts(self) -> int:
        """How many texts have a vector."""
        return self._dense.texts

    def exhaustive(self) -> "RetrievalIndex":
        """Return the same index searched without any shortcut, to judge by: every posting and every vector is read."""
        exact = copy.copy(self)
        exact._evidence = self._evidence.exhaustive()
        exact._dense = self._dense.exhaustive()
        return exact

    def get(self, code: str) -> Procedure | None:
        """Return the procedure of that code, if the catalogue has it."""
        return self._by_code.get(code)

    def search(
        self, query: str, *, limit: int = 10, applicant: str | None = None, explain: bool = False
    ) -> SearchResult:
        """Return the procedures that `query` may mean, best first, at most `limit`.

        `applicant` is a group as the records name it ("Doanh nghiệp"): procedures open to it come first. `explain`
        fills the hits' parts, which takes some milliseconds.
        """
        found = self.candidates(self.read(ages.written_out(query)))
        if not len(found.rows):
            decision, reason = decide(Sureness(0.0, 0.0), 0)
            return SearchResult((), 0.0, decision, reason, found.question.aspects)
        words, judge = len(found.question.core), ranker()
        total = judge.scores(found.features, words)
        open_to = self._open_to(applicant, found.rows) * _APPLICANT if applicant else np.zeros_like(total)
        total = total + open_to - lost(query, [self.procedures[row].name for row in found.rows.tolist()])
        hits, rows, scores = [], found.rows.tolist(), total.tolist()
        for at in np.argsort(-total, kind="stable")[:limit].tolist():
            parts = judge.contributions(found.features, words, at) if explain else {}
            if explain and applicant:
                parts["applicant"] = float(open_to[at])
            hits.append(Hit(self.procedures[rows[at]], scores[at], parts))
        sure = judge.sureness(self.signs(found, total))
        decision, reason = decide(sure, len(hits))
        return SearchResult(tuple(hits), sure.first, decision, reason, found.question.aspects)

    def read(self, query: str) -> Question:
        """Return a question as search sees it, slips of the finger in words the catalogue does not know mended."""
        return read(self._evidence.speller.mended(normalise(query)))

    def candidates(self, question: Question) -> Candidates:
        """Return the procedures worth ranking for `question`, with what speaks for each."""
        if not question.terms or not self.procedures:
            return Candidates(question, np.zeros(0, np.int64), np.zeros((0, len(FEATURES)), np.float32))
        words = self._evidence.words(question)
        queries = self._encoder.encode(list(dict.fromkeys([question.text, question.official])))
        pools = (*self._evidence.best(words, _CANDIDATES), self._dense.near(queries, _CANDIDATES))
        rows = np.array(sorted(set(np.concatenate(pools).tolist())), np.int64)
        words = self._evidence.completed(words, rows)
        said = words.fused[rows] / words.most
        rows = rows[np.sort(top(said + _NEAR * self._dense.to_means(queries, rows), _RANKED))]
        features = self._evidence.features(question, words, rows, self._dense.compare(queries, rows))
        return Candidates(question, rows, features)

    def signs(self, found: Candidates, total: Vectors) -> dict[str, float]:
        """Return what tells whether the best of the candidates, by their `total` (n,), is right."""
        first = int(np.argmax(total))
        names = self._names[found.rows]
        features = dict(zip(FEATURES, found.features[first].tolist(), strict=True))
        return signs(features, total, names != names[first], len(found.question.core))

    def _warm(self) -> "RetrievalIndex":
        """Return the index after a first question, which loads word lists and compiled loops: nobody waits for them."""
        self.search("làm giấy khai sinh cần giấy tờ gì")
        return self

    def _open_to(self, applicant: str, rows: Rows) -> npt.NDArray[np.float32]:
        wanted = applicant.lower()
        return np.array(
            [any(wanted in who.lower() for who in self.procedures[row].applicants) for row in rows],
            np.float32,
        )
