"""Reading labelled lines: what is wrong is told with its line."""

from pathlib import Path

import pytest

from evaluation.json_lines import LinesError
from evaluation.retrieval.asked import QuestionsError, read_questions


def test_blank_lines_are_passed_over_and_an_empty_file_has_none(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('\n{"id": "1", "text": "a"}\n\n', encoding="utf-8")
    assert [one.id for one in read_questions(path)] == ["1"]
    path.write_text("", encoding="utf-8")
    assert read_questions(path) == ()


@pytest.mark.parametrize("line", ['{"id": 2}', "no json", "[]", '{"id": "2", "text": null}'])
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "text": "a", "gold": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"q\.jsonl:2") as told:
        read_questions(path)
    assert "dòng 2" in told.value.sentence


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'{"id": "1", "text": "a"}\n\xff\xfe\n')
    with pytest.raises(LinesError, match=r"q\.jsonl:2: not UTF-8"):
        read_questions(path)


def test_a_line_may_hold_a_line_separator_of_unicode(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "text": "a\u2028b"}\n', encoding="utf-8")
    assert read_questions(path)[0].text == "a\u2028b"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError) as told:
        read_questions(tmp_path / "none.jsonl")
    assert "none.jsonl không đọc được" in told.value.sentence
