from pathlib import Path

import pytest

from bot.thread_signs import (
    ThreadWordsError,
    beside_going_back,
    correction,
    going_back,
    gone_back_to,
    refuses,
    thread_words,
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ủa không phải, ý tui là tạm trú", "tạm trú"),
        ("khong phai y em la lam lai cccd", "lam lai cccd"),
        ("nhầm, đăng ký lại kết hôn", "đăng ký lại kết hôn"),
        ("không phải khai sinh mà là khai tử", "khai tử"),
        ("không, tui hỏi hộ chiếu", "hộ chiếu"),
        ("à quên, sang tên xe", "sang tên xe"),
        ("con lộn, khai tử", "khai tử"),
        ("KHÔNG PHẢI CÁI ĐÓ, TẠM TRÚ", "TẠM TRÚ"),
    ],
)
def test_what_is_meant_instead_is_found(text: str, meant: str) -> None:
    assert correction(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "không phải khai sinh",
        "ý kiến của tôi",
        "tui muốn đăng ký kết hôn",
        "không có giấy chứng sinh thì sao",
        "không biết, em hỏi giùm",
        "thang lon 17t thi sao",
        "đứa lớn đã có thẻ",
    ],
)
def test_what_corrects_nothing_is_no_correction(text: str) -> None:
    assert correction(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "không phải cái đó",
        "cái khác",
        "không có cái nào đúng",
        "hổng phải mấy cái này em ơi",
        "hong co cai nao trong nay dung het",
        "KO PHAI",
        "sai rồi",
        "cả ba đều không phải",
        "vẫn không đúng",
    ],
)
def test_a_refusal_is_known_in_any_spelling(text: str) -> None:
    assert refuses(text)


@pytest.mark.parametrize(
    "text", ["không có tiền", "không phải hộ khẩu", "đổi bằng lái xe", "cái thứ hai", ""]
)
def test_what_says_more_is_no_refusal(text: str) -> None:
    assert not refuses(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("quay lại cái khai sinh", "cai khai sinh"),
        ("thủ tục hồi nãy", "thu tuc"),
        ("tro lai vu ket hon nha", "vu ket hon nha"),
        ("làm lại căn cước", None),
        ("lúc này đăng ký được chưa", None),
        ("cai bang lai luc nay", "cai bang lai"),
        ("đăng ký tạm trú", None),
    ],
)
def test_going_back_says_to_what(text: str, rest: str | None) -> None:
    assert going_back(text) == rest


def test_a_missing_list_of_words_is_reported_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "thread_words.yml"
    file.write_text("going_back: [quay lại]\n", encoding="utf-8")
    with pytest.raises(ThreadWordsError, match=r"thread_words\.yml: expected the lists"):
        thread_words(file)


def test_what_is_gone_back_to_stands_beside_the_words_for_it() -> None:
    text = "vụ tạm trú khi nãy, nhà trọ em bên Tân Phú, nộp chỗ nào"
    assert gone_back_to(text)[0] == "vu tam tru"
    assert "tam tru" not in beside_going_back(text)
    assert gone_back_to("thôi quay lại chuyện mai táng, bao lâu có tiền")[0] == "chuyen mai tang"
