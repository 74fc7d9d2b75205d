"""Procedures that some words may mean, each with the record's answer, for an operator to use."""

from collections.abc import Callable

from nicegui.element import Element

from api.console.elements import Action, box, button, text
from api.console.record import open_record
from api.procedures import service as procedures
from retrieval.index import Hit, SearchResult

LIMIT = 5
_ABOUT = {
    "answer": "Thủ tục phù hợp nhất đứng đầu.",
    "choices": "Có thể là một trong các thủ tục này, anh/chị hỏi thêm để chọn.",
    "abstain": "Chưa chắc chắn. Các thủ tục gần nhất:",
}


class Suggestions:
    """A list that `show(words)` fills. `insert` gets an answer's text when the operator wants it in the box."""

    def __init__(self, *, empty: str, insert: Callable[[str], None] | None = None) -> None:
        self._empty = empty
        self._insert = insert
        self._words: str | None = None
        self._about = text(empty, "p", "muted suggestions-about", aria_live="polite")
        self._list: Element = box(classes="suggestions")

    def show(self, *candidates: str) -> None:
        """Suggest for the first of `candidates` that is clearly understood, else for the first; none empties the list.

        Raises:
            CatalogueNotReadyError: no catalogue is loaded.
        """
        candidates = tuple(words.strip() for words in candidates if words.strip())
        key = "\n".join(candidates)
        if key == self._words:
            return
        self._words = key
        self._list.clear()
        if not candidates:
            self._about.set_text(self._empty)
            return
        result = _best_understood(candidates)
        self._about.set_text(_about(result))
        with self._list:
            for hit in result.hits:
                self._card(hit, result)

    def _card(self, hit: Hit, result: SearchResult) -> None:
        procedure = hit.procedure
        answer = procedures.answer(procedure.code, result.aspects)
        words = f"{answer.text}\n\n{answer.citation}" if answer.citation else answer.text
        with box("article", "suggestion"):
            text(procedure.card.name if procedure.card else procedure.name, classes="strong")
            text(procedure.code, classes="muted mono")
            text(answer.text, "p", "pre suggestion-answer", tabindex="0")
            with box(classes="actions"):
                if self._insert is not None:
                    button(
                        "Chèn",
                        self._inserting(words),
                        "small primary",
                        aria_label=f"Chèn trả lời: {procedure.name}",
                    )
                button(
                    "Xem bản ghi",
                    _opening(procedure.code),
                    "small",
                    aria_label=f"Xem bản ghi {procedure.name}",
                )

    def _inserting(self, words: str) -> Action:
        async def insert() -> None:
            if self._insert is not None:
                self._insert(words)

        return insert


def _opening(code: str) -> Action:
    async def open_it() -> None:
        if procedure := procedures.get(code):
            open_record(procedure)

    return open_it


def _best_understood(candidates: tuple[str, ...]) -> SearchResult:
    """Return what the newest words that are clearly understood mean, else the newest that may be; "gặp tổng đài viên" or
    "cảm ơn" may sound like some procedure, but less than the question before did."""
    results = [procedures.suggest(words, limit=LIMIT) for words in candidates]
    for wanted in ("answer", "choices"):
        for result in results:
            if result.decision == wanted:
                return result
    return results[0]


def _about(result: SearchResult) -> str:
    if not result.hits:
        return "Không tìm được thủ tục nào gần với lời này."
    return f"Độ chắc chắn {result.confidence:.0%}. {_ABOUT[result.decision]}"
