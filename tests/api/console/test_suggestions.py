"""Which of the citizen's words the operator gets suggestions for."""

import pytest

from api.console import suggestions
from api.procedures import service as procedures
from retrieval.index import SearchResult

UNDERSTOOD = {
    "làm khai sinh cho con": "answer",
    "giấy tờ gì vậy": "choices",
    "cho gặp tổng đài viên": "choices",
}


@pytest.fixture(autouse=True)
def search(monkeypatch: pytest.MonkeyPatch) -> None:
    def suggest(words: str, *, limit: int) -> SearchResult:
        return SearchResult((), 0.5, UNDERSTOOD.get(words, "abstain"), words, ())  # type: ignore[arg-type]

    monkeypatch.setattr(procedures, "suggest", suggest)


@pytest.mark.parametrize(
    ("newest_first", "chosen"),
    [
        (("cho gặp tổng đài viên", "làm khai sinh cho con"), "làm khai sinh cho con"),
        (("giấy tờ gì vậy", "dạ"), "giấy tờ gì vậy"),
        (("dạ", "giấy tờ gì vậy"), "giấy tờ gì vậy"),
        (("dạ", "ừ"), "dạ"),
    ],
)
def test_what_is_clearly_understood_counts_before_what_is_newest(
    newest_first: tuple[str, ...], chosen: str
) -> None:
    assert suggestions._best_understood(newest_first).reason == chosen


def test_the_operator_reads_the_calibrated_confidence_as_percent() -> None:
    found = suggestions._best_understood(("dạ",))
    sure = SearchResult((object(),), 0.873, "answer", "", ())  # type: ignore[arg-type]
    assert suggestions._about(sure).startswith("Độ chắc chắn 87%.")
    assert suggestions._about(found) == "Không tìm được thủ tục nào gần với lời này."
