"""Asking the search index the questions, as the product asks it, with the time each takes."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from evaluation.retrieval.asked import Asked, read_questions
from evaluation.retrieval.figures import Outcome, RetrievalReport, report
from retrieval.catalogue import load, overlay, starter
from retrieval.encoder import load_encoder
from retrieval.index import RetrievalIndex


def evaluate(
    questions: Path, catalogue: Path | None = None, *, index: RetrievalIndex | None = None
) -> RetrievalReport:
    """Return how well search answers the questions of a file.

    `index` is searched where given; else one is built in memory from `catalogue` with the starter cards laid
    over it, or from the starter cards alone. No database is touched. ENCODER names the encoder.

    Raises:
        QuestionsError: a line of the questions file is wrong.
        CatalogueError, EncoderError: the catalogue or the encoder cannot be loaded.
    """
    asked = read_questions(questions)
    return measure(asked, index or build_index(catalogue))


def measure(asked: Sequence[Asked], index: RetrievalIndex) -> RetrievalReport:
    """Return how well `index` answers the questions; what is read once is read before the first is timed."""
    index.search("đăng ký khai sinh")
    return report([_ask(index, one) for one in asked])


def build_index(catalogue: Path | None) -> RetrievalIndex:
    """Return an index of a catalogue file under the starter cards, or of the starter cards alone.

    Raises:
        CatalogueError, EncoderError: the catalogue or the encoder cannot be loaded.
    """
    cards = starter()
    procedures = overlay(load(catalogue)[0], cards) if catalogue else cards
    return RetrievalIndex.build(procedures, load_encoder(os.environ.get("ENCODER") or None))


def _ask(index: RetrievalIndex, asked: Asked) -> Outcome:
    start = time.perf_counter()
    result = index.search(asked.text, limit=10)
    spent = (time.perf_counter() - start) * 1000
    found = tuple(hit.procedure.code for hit in result.hits)
    rank = next((place for place, code in enumerate(found, 1) if code in asked.gold), 0)
    return Outcome(asked, found, rank, result.decision, result.confidence, spent)
