from pathlib import Path

import pytest

from bot.paper_signs import (
    PaperWordsError,
    asks_which_paper,
    names_a_deed_of_land,
    only_names_a_matter,
    paper_question,
    paper_words,
)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("giay kham suc khoe co can khong", "giay kham suc khoe"),
        ("có cần nộp hình thẻ hông em", "hinh the"),
        ("có phải đem theo sổ hộ khẩu không", "so ho khau"),
        ("bắt buộc phải có hợp đồng thuê nhà hông", "hop dong thue nha"),
        ("thiếu giấy kết hôn được không", "giay ket hon"),
        ("em không có khai sinh bản chính thì sao", "khai sinh ban chinh"),
        ("đem bản photo được ko", "ban photo"),
        ("bản photo có phải công chứng không", "ban photo"),
        ("căn cước của ba có cần mang theo ko ad", "can cuoc cua ba"),
        ("có phải khám sức khỏe hông", "giay kham suc khoe"),
        ("co can di xet nghiem mau ko", "giay xet nghiem mau"),
    ],
)
def test_a_question_whether_a_paper_is_needed_is_known_by_its_paper(text: str, thing: str) -> None:
    found = paper_question(text)
    assert found is not None
    assert found.thing == thing
    assert found.before == ""


@pytest.mark.parametrize(
    "text",
    [
        "có cần đăng ký tạm trú không",
        "mấy chị em muốn làm văn bản chia di sản, phường có chứng thực không",
        "ba đứng tên sổ, giờ ra phường chứng thực được không",
        "có phải đổi bằng lái không",
        "còn sửa nhà cũ thì có cần giấy phép không",
        "nộp online được không",
        "khách ở hai đêm thì có phải báo không",
        "làm căn cước có cần hẹn trước không",
        "xin giấy độc thân được không",
    ],
)
def test_a_question_whether_something_has_to_be_done_asks_for_no_paper(text: str) -> None:
    assert paper_question(text) is None


def test_what_stands_before_the_question_is_told_where_it_names_something() -> None:
    found = paper_question("đăng ký kết hôn có cần giấy khám sức khỏe không")
    assert found is not None
    assert found.before == "dang ky ket hon"


def test_a_file_without_a_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper_words.yml"
    path.write_text("papers: [giấy]\n", encoding="utf-8")
    with pytest.raises(PaperWordsError, match=r"paper_words\.yml.*doing"):
        paper_words(path)


def test_what_is_missing_in_a_longer_story_is_no_question_for_a_paper() -> None:
    assert paper_question("tụi em chưa có hôn thú, giờ làm khai sinh cho bé có tên cha thì làm sao") is None


@pytest.mark.parametrize(
    "text",
    [
        "so hong",
        "sổ hồng",
        "so do",
        "sổ đỏ nha em",
        "ho khau",
        "bang lai",
        "the bhyt",
        "giay khai sinh",
        "ho chieu",
        "ly lich tu phap",
        "cho em hỏi căn cước",
        "cà vẹt xe",
    ],
)
def test_the_name_of_a_paper_alone_is_known(text: str) -> None:
    assert only_names_a_matter(text)


@pytest.mark.parametrize(
    "text",
    [
        "dạ hong",
        "hong",
        "hông",
        "so",
        "ok",
        "dạ",
        "sơ đồ",
        "sợ hông",
        "số đó",
        "so do bao nhieu",
        "căn cước bị mất",
    ],
)
def test_a_yes_a_no_and_a_sentence_are_no_bare_name(text: str) -> None:
    assert not only_names_a_matter(text)


def test_a_deed_of_land_is_named_and_a_dossier_is_not() -> None:
    assert names_a_deed_of_land("so hong bi mat")
    assert names_a_deed_of_land("làm lại sổ đỏ")
    assert not names_a_deed_of_land("ho so hong co")
    assert not names_a_deed_of_land("ho so do gom gi")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ai không nhận thì viết giấy từ chối ở đó luôn hả", True),
        ("vậy làm đơn gì", True),
        ("phường bắt làm giấy hoài mệt quá", False),
        ("nhà kế bên xả rác", False),
    ],
)
def test_a_question_about_drawing_a_paper_up_is_known(text: str, asked: bool) -> None:
    assert asks_which_paper(text) is asked
