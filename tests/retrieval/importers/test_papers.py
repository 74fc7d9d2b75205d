"""Reading "thành phần hồ sơ": numbers of copies, notes, forms and order."""

import pytest

from retrieval.importers.papers import form_of, groups_of, quantity


@pytest.mark.parametrize(
    ("printed", "name", "copies"),
    [
        ("1", "Tờ khai", 1),
        ("20240", "theo Luật Đất đai năm 2024", 0),
        ("181", "Đơn theo Mẫu số 18", 1),
        ("10", "Danh sách hội viên", 10),
        ("11", "Đơn theo mẫu số 1", 1),
    ],
)
def test_a_number_glued_to_the_name_loses_what_was_glued(printed: str, name: str, copies: int) -> None:
    assert quantity(printed, name) == copies


def test_papers_are_put_in_the_order_of_their_letters() -> None:
    text = "\n".join(
        f"- {letter}) Giấy {letter}\n Số lượng: Bản chính: 1, Bản sao: 0"
        for letter in ("đ", "a", "c", "e", "d", "b")
    )
    (group,) = groups_of(text)
    assert [document.name[0] for document in group.documents] == ["a", "b", "c", "d", "đ", "e"]


def test_roman_numbers_in_brackets_are_put_in_order() -> None:
    text = "\n".join(
        f"- ({one}) Giấy\n Số lượng: Bản chính: 1, Bản sao: 0" for one in ("iv", "i", "v", "ii", "iii")
    )
    (group,) = groups_of(text)
    assert [document.name for document in group.documents] == [
        "(i) Giấy",
        "(ii) Giấy",
        "(iii) Giấy",
        "(iv) Giấy",
        "(v) Giấy",
    ]


def test_cases_are_put_in_the_order_of_their_numbers() -> None:
    paper = "- Giấy\n Số lượng: Bản chính: 1, Bản sao: 0"
    text = f"[ b) Nơi khác ]\n{paper}\n[ a) Tại chỗ ]\n{paper}\n[ -- ]\n{paper}"
    assert [group.case for group in groups_of(text)] == [None, "a) Tại chỗ", "b) Nơi khác"]


def test_a_line_without_copies_is_a_note() -> None:
    (group,) = groups_of("- Ghi rõ họ tên\n Số lượng: Bản chính: 0, Bản sao: 0")
    assert (group.documents, group.notes) == ((), ("Ghi rõ họ tên",))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Tờ khai (Mẫu CT01 ban hành kèm theo)", "CT01"),
        ("Đơn theo mẫu số 18", "18"),
        ("Tờ khai theo mẫu", None),
        ("Phiếu mẫu TK01a.", "TK01a"),
    ],
)
def test_the_form_is_read_from_the_name(name: str, form: str | None) -> None:
    assert form_of(name) == form
