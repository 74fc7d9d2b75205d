from pathlib import Path

import pytest

from bot.paper_signs import PaperWordsError, paper_question, paper_words


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
