from pathlib import Path

import pytest

from api.texts import TextFile, TextsError


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "texts.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_text_is_filled_in(tmp_path: Path) -> None:
    texts = TextFile(file(tmp_path, "feedback:\n  filed: Dạ mã {code} ạ.\n  other: Dạ.\n"))
    assert texts.text("feedback.filed", "code", "due")(code="PA-1", due="mai") == "Dạ mã PA-1 ạ."
    assert texts.unused() == {"feedback.other"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1]\n", "texts.yml, line 1: a is no text"),
        ("a:\n  b: ''\n", "texts.yml, line 2: a.b is no text"),
        ("a: 'x\n", "texts.yml: "),
        ("", "texts.yml: the file is empty"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TextsError, match=message):
        TextFile(file(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("b: x\n", "texts.yml: a is missing"),
        ("b: x\na: mã {cod}\n", r"texts.yml, line 2: a uses \{cod\}, which it does not have"),
        ("a: mã {code\n", "texts.yml, line 1: a: "),
        ("a: mã {0}\n", r"uses \{0\}"),
        ("a: mã {code.secret}\n", r"uses \{code.secret\}"),
    ],
)
def test_a_wrong_placeholder_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TextsError, match=message):
        TextFile(file(tmp_path, text)).text("a", "code")
