"""The report as one HTML page that needs nothing else: for a browser, a phone, or paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.settings import CITY_TIME
from evaluation.bootstrap import Estimate
from evaluation.retrieval.curves import reliability, risk_coverage
from evaluation.retrieval.figures import RetrievalReport
from evaluation.retrieval.misses import Miss, MissKind
from evaluation.retrieval.page_words import page_words
from evaluation.retrieval.plots import Frame, frame_of, line


@dataclass(frozen=True)
class Measured:
    """What was measured and when: names of the files, procedures in the index, the encoder, and the probability from
    which the product answers at once."""

    questions: str
    catalogue: str
    procedures: int
    encoder: str
    answer_from: float
    at: datetime


@dataclass(frozen=True)
class Filter:
    """A link that shows some of the misses only: those with the class `mark`."""

    mark: str
    title: str
    count: int


@lru_cache(maxsize=1)
def _pages() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["percent"] = percent
    pages.filters["number"] = number
    pages.filters["between"] = between
    return pages


def percent(share: float, digits: int = 1) -> str:
    """Return a share as Vietnamese readers write it: "87,5 %"."""
    return f"{number(share * 100, digits)} %"


def number(value: float, digits: int = 2) -> str:
    """Return a number with a decimal comma and a real minus sign."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def between(value: Estimate, digits: int = 1) -> str:
    """Return the interval of a share: "84,1–90,6 %"."""
    return f"{number(value.low * 100, digits)}–{percent(value.high, digits)}"


def write_page(figures: RetrievalReport, misses: Sequence[Miss], measured: Measured, path: Path) -> None:
    """Write the page to `path`, whose folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(figures, misses, measured), encoding="utf-8")


def page(figures: RetrievalReport, misses: Sequence[Miss], measured: Measured) -> str:
    """Return the page; `misses` in the order in which they are to be read."""
    cuts = risk_coverage(figures.outcomes)
    frame = frame_of(cuts)
    marks = _marks(misses)
    words = page_words()
    return (
        _pages()
        .get_template("page.html")
        .render(
            figures=figures,
            measured=measured,
            at=measured.at.astimezone(CITY_TIME),
            words=words,
            bins=reliability(figures.outcomes),
            square=Frame(),
            cuts=cuts,
            frame=frame,
            line=line(frame, cuts),
            kinds=[
                (kind, words.of("kinds", kind), [(one, marks[id(one)]) for one in misses if one.kind == kind])
                for kind in MissKind
            ],
            filters=_filters(misses),
            total=len(misses),
        )
    )


def _filters(misses: Sequence[Miss]) -> list[tuple[str, list[Filter]]]:
    words = page_words()
    groups = []
    for title, table, letter, keys in _tables(misses):
        counts = Counter(keys)
        numbers = _numbers(keys)
        groups.append(
            (
                title,
                [Filter(f"{letter}{numbers[key]}", words.of(table, key), counts[key]) for key in numbers],
            )
        )
    return groups


def _marks(misses: Sequence[Miss]) -> dict[int, str]:
    """Return the CSS classes of each miss, by its identity: one for its kind, style and aspect each."""
    marks: dict[int, list[str]] = {id(one): [] for one in misses}
    for _, _, letter, keys in _tables(misses):
        numbers = _numbers(keys)
        for one, key in zip(misses, keys, strict=True):
            marks[id(one)].append(f"{letter}{numbers[key]}")
    return {key: " ".join(found) for key, found in marks.items()}


def _tables(misses: Sequence[Miss]) -> tuple[tuple[str, str, str, list[str]], ...]:
    """Return what misses can be filtered by: title, table of words, letter of the classes, the key of each miss."""
    return (
        ("Loại", "kinds", "k", [str(one.kind) for one in misses]),
        ("Cách viết", "styles", "s", [one.outcome.asked.style for one in misses]),
        ("Khía cạnh", "aspects", "a", [one.outcome.asked.aspect for one in misses]),
    )


def _numbers(keys: Sequence[str]) -> dict[str, int]:
    """Return a number for each key, which may hold any signs and so cannot be a class itself."""
    order = [str(kind) for kind in MissKind]
    unique = sorted(set(keys), key=lambda key: (order.index(key) if key in order else 0, key))
    return {key: place for place, key in enumerate(unique)}
