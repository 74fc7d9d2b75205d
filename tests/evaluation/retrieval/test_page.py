"""The page: one file, complete, safe, and readable by a machine as well."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evaluation.retrieval.asked import Asked
from evaluation.retrieval.figures import Outcome, report
from evaluation.retrieval.misses import Miss, explain
from evaluation.retrieval.page import Measured, page, write_page
from evaluation.retrieval.page_words import PageWordsError, page_words
from retrieval.evidence import FEATURES
from retrieval.index import Hit, SearchResult
from retrieval.procedure import Aspect, Procedure
from tests.evaluation.retrieval.outcomes import outcome

MEASURED = Measured("q.jsonl", "c.jsonl", 2, "own", 0.875, datetime(2026, 7, 1, 3, 0, tzinfo=UTC))
VOID = {"meta", "br", "link", "img"}


class Reader(HTMLParser):
    """Checks that every element is closed, and gathers what the page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


def procedure(code: str, name: str) -> Procedure:
    return Procedure(code=code, name=name, snapshot=date(2026, 7, 1))


def search(_text: str) -> SearchResult:
    hits = (
        Hit(procedure("2.000002", "Cấp lại <b>thẻ</b>"), 2.0, {"name": 2.0, "new_part": 0.25}),
        Hit(procedure("1.000001", "Cấp thẻ"), 1.0, {"name": 0.5, "new_part": 0.5}),
    )
    return SearchResult(hits, 0.9, "answer", "Một thủ tục khớp rõ nhất.", ())


def misses(outcomes: list[Outcome]) -> tuple[Miss, ...]:
    return explain(outcomes, search, {"1.000001": procedure("1.000001", "Cấp thẻ")}.get)


OUTCOMES = [
    outcome(1, confidence=0.97),
    outcome(2, confidence=0.9, style="typo"),
    outcome(4, decision="choices", confidence=0.5),
    outcome(0, gold=(), decision="answer", confidence=0.88, style='x" onload="y'),
    outcome(1, decision="abstain", confidence=0.2),
    outcome(2, decision="choices", confidence=0.6),
]


def test_the_page_needs_nothing_from_elsewhere_and_its_links_lead_somewhere() -> None:
    reader = read(page(report(OUTCOMES), misses(OUTCOMES), MEASURED))
    assert reader.links
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert len(reader.ids) == len(set(reader.ids))
    assert not reader.tags & {"script", "link", "img", "iframe"}


def test_the_worst_misses_come_first() -> None:
    text = page(report(OUTCOMES), misses(OUTCOMES), MEASURED)
    places = [text.index(f'id="{kind}"') for kind in ("wrong_answer", "wrong_choices", "needless_abstention", "not_first")]  # fmt: skip
    assert places == sorted(places)


def test_a_miss_shows_names_codes_scores_and_what_made_the_wrong_one_win() -> None:
    text = page(report(OUTCOMES), misses(OUTCOMES), MEASURED)
    for wanted in ("Cấp thẻ", "1.000001", "đứng thứ 2", "+1,50", "−0,25", "từ khớp với tên", "new_part", "90,0 %"):  # fmt: skip
        assert wanted in text


def test_what_people_wrote_is_never_markup() -> None:
    asked = Asked(id="<i>", text="<script>alert(1)</script>", gold=("1.000001",), style="<u>")
    searched = [Outcome(asked, ("x",), 2, "answer", 0.9, 1.0), OUTCOMES[3]]
    text = page(report(searched), misses(searched), MEASURED)
    assert not read(text).tags & {"script", "i", "u"}
    assert 'onload="' not in text


def test_the_drawings_are_well_formed_and_mark_the_threshold() -> None:
    text = page(report(OUTCOMES), misses(OUTCOMES), MEASURED)
    drawings = [part.split("</svg>")[0] for part in text.split("<svg")[1:]]
    assert len(drawings) == 2
    for drawing in drawings:
        read(f"<svg{drawing}</svg>")
        assert "nan" not in drawing
    assert "ngưỡng 88 %" in drawings[1]


@pytest.mark.parametrize("outcomes", [[], [outcome(0, gold=(), decision="abstain")], [outcome(1)]])
def test_a_page_without_misses_says_so(outcomes: list[Outcome]) -> None:
    text = page(report(outcomes), misses(outcomes), MEASURED)
    read(text)
    assert "Không có câu nào sai." in text


def test_the_page_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    write_page(report(OUTCOMES), misses(OUTCOMES), MEASURED, tmp_path / "new" / "page.html")
    assert "10:00 01/07/2026" in (tmp_path / "new" / "page.html").read_text(encoding="utf-8")


def test_every_part_of_the_score_and_every_aspect_has_a_name() -> None:
    assert set(FEATURES) <= page_words().parts.keys()
    assert {str(one) for one in Aspect} <= page_words().aspects.keys()


def test_wrong_words_are_told_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("kinds: []", encoding="utf-8")
    with pytest.raises(PageWordsError, match=r"words\.yml"):
        page_words(tmp_path / "words.yml")
