"""Names people give, told apart from streets, from other words and from commands."""

import unicodedata
from pathlib import Path

import pytest

from bot.name_finding import NamesError, name_words
from bot.names import (
    names_like_commands,
    names_somebody,
    own_name,
    without_names,
)
from retrieval.text import nfc


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rác đầy hẻm 5, tui tên Bình, sđt ⟨sđt1⟩", "Bình"),
        ("ổ gà to, toi ten Nguyen Van Ba", "Nguyen Van Ba"),
        ("Tên tui là Lan nha", "Lan"),
        ("tên của em: Thôi", "Thôi"),
        ("em tên Huy, muốn phản ánh 1 việc", "Huy"),
        ("em ten huy muon phan anh", "huy"),
        ("con ten la quoc bao", "quoc bao"),
        ("chị tên Dừng nè em", "Dừng"),
        ("chị Hủy đây, chị báo cái này", "Hủy"),
        ("dạ anh Đúng nè", "Đúng"),
        ("Huy đây em ơi", "Huy"),
        ("a Huy phan anh", "Huy"),
        ("em là Huy, cho em hỏi", "Huy"),
        ("tôi là Trần Văn Có ở phường 5", "Trần Văn Có"),
        ("chú Khôi muốn báo cái hố ga", "Khôi"),
        ("họ tên: Lê Thị Thôi, ⟨sđt1⟩", "Lê Thị Thôi"),
        ("anh Trần Quang Huy, ⟨sđt1⟩", "Trần Quang Huy"),
        ("Huy 0912000111", "Huy"),
        ("em tên anh Dũng", "Dũng"),
        ("đúng rồi em tên Đúng", "Đúng"),
        ("chào anh em tên Dũng", "Dũng"),
        ("EM TEN HUY MUON PHAN ANH", "HUY"),
    ],
)
def test_the_speaker_tells_the_own_name(text: str, name: str) -> None:
    assert own_name(text) == name
    assert own_name(unicodedata.normalize("NFD", text)) == name


@pytest.mark.parametrize(
    "text",
    [
        "đèn hư, không biết tên đường",
        "khong biet ten duong gi",
        "quán tên Hoa Mai mở nhạc tới khuya",
        "Cô Giang ngập nữa rồi",
        "tôi là Việt kiều mới về",
        "em là người dân phường 5",
        "tên gì",
        "tên em khỏi ghi nha",
        "ten em huy di",
        "ten toi khong can ghi",
        "liên hệ lại cho tôi",
        "Rác đây nè em",
        "Đường 3 tháng 2 ngập",
        "Số 0903123456",
        "Không, 0903123456",
        "chị đây",
        "con tôi tên Dũng chưa có khai sinh",
        "vợ em tên Dung bị mất căn cước",
        "con tên trong khai sinh sai",
        "tên con trong giấy khai sinh bị sai",
        "sửa họ tên thành Nguyễn Văn Dừng",
        "ông tên Tám bán hủ tiếu lấn hết vỉa hè",
        "Tên Huy hàng xóm hay chửi bới",
        "chị tên Lan nhà kế bên xả rác",
        "Cô Lan ở nhà số 5 đổ nước ra hẻm",
        "Chú Khôi xả rác hoài",
        "a huy phan anh",
    ],
)
def test_other_words_are_not_the_speakers_name(text: str) -> None:
    assert own_name(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "dạ tên Huy",
        "con ten la huy",
        "tên của em: Thôi",
        "em là Huy",
        "chị Hủy đây",
        "a Huy phan anh",
        "anh Dũng nè",
        "gặp anh tên Khôi nha",
        "em tên hủy",
        "Huy 0912000111",
    ],
)
def test_a_name_is_told_however_much_it_looks_like_taking_back(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "hủy đi em",
        "huy",
        "Huy giúp em",
        "huy giup em",
        "thoi huy di",
        "chi huy phan anh",
        "bỏ tên tui ra",
        "đừng để tên Huy",
        "thôi hủy, số 0903 hư rồi",
        "tên gì",
        "Hủy 0903123456",
        "Thôi em ơi",
        "HUY PHAN ANH",
        "Em hủy nha",
    ],
)
def test_taking_back_tells_no_name(text: str) -> None:
    assert not names_somebody(text)
    assert names_like_commands(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("em tên Huy, thôi hủy đi", ["Huy"]),
        ("chị Hủy đây", ["Hủy"]),
        ("tôi là Trần Văn Có ở phường 5", ["Có"]),
        ("em ten thoi", []),
        ("anh Dũng nè, đừng gửi", ["Dũng"]),
        ("em tên Lan", []),
    ],
)
def test_only_the_words_of_a_name_are_kept_from_being_commands(text: str, words: list[str]) -> None:
    typed = nfc(text)
    assert [typed[start:end] for start, end in names_like_commands(typed)] == words


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("em tên Huy, muốn phản ánh 1 việc", "muốn phản ánh 1 việc"),
        ("chị Hủy đây, phản ánh giùm", "chị   đây, phản ánh giùm"),
        ("em tên Huy, thôi hủy đi", "thôi hủy đi"),
        ("đừng ghi tên Huy", "đừng ghi tên Huy"),
    ],
)
def test_what_is_said_beside_a_name_stays(text: str, rest: str) -> None:
    assert without_names(text) == rest


def test_a_wrong_file_of_words_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "names.yml"
    wrong.write_text("titles: anh", encoding="utf-8")
    with pytest.raises(NamesError, match=r"names\.yml"):
        name_words(wrong)
