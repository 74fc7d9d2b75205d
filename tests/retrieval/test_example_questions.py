"""The files of everyday questions: read, joined, checked."""

from pathlib import Path

import pytest

from retrieval.example_questions import (
    ExampleQuestionsError,
    by_code,
    check,
    read_questions,
    shipped_questions,
)


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_lists_of_one_code_in_two_files_are_joined(tmp_path: Path) -> None:
    write(tmp_path, "a.yml", '"1.000001":\n  - làm giấy đỏ\n')
    write(tmp_path, "b.yml", '"1.000001":\n  - xin tờ xanh\n')
    assert by_code(read_questions(tmp_path)) == {"1.000001": ("làm giấy đỏ", "xin tờ xanh")}


def test_a_question_without_accents_repeats_the_accented_one(tmp_path: Path) -> None:
    write(tmp_path, "a.yml", '"1.000001":\n  - làm giấy đỏ\n"1.000002":\n  - lam giay do\n')
    (finding,) = check(read_questions(tmp_path), at_least=1)
    assert (finding.line, "a.yml:2" in finding.problem) == (4, True)


def test_unknown_codes_and_short_lists_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a.yml", '"1.000001":\n  - làm giấy đỏ\n')
    problems = [one.problem for one in check(read_questions(tmp_path), known={"1.000002"})]
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- câu\n", 1),
        ('"1.000001": câu\n', 1),
        ('"1.000001":\n  - câu hay\n  - [một, hai]\n', 3),
        ('"1.000001":\n  - "…"\n', 2),
    ],
)
def test_a_wrong_file_is_told_by_name_and_line(tmp_path: Path, text: str, line: int) -> None:
    write(tmp_path, "sai.yml", text)
    with pytest.raises(ExampleQuestionsError, match=rf"sai\.yml:{line}:") as error:
        read_questions(tmp_path)
    assert "sai.yml" in error.value.sentence


def test_no_folder_is_no_question(tmp_path: Path) -> None:
    assert read_questions(tmp_path / "none") == ()


def test_the_shipped_questions_are_many() -> None:
    questions = shipped_questions()
    assert len(questions) >= 1200
    assert min(len(texts) for texts in questions.values()) >= 8
