"""Name, number and address of a reporter, told in one message or one by one."""

import pytest

from actions.feedback.contact_reader import Contact, address_answered, contact_in
from actions.feedback.reach import number_and_email, way_in, with_way


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "⟨sđt1⟩, Trần Văn Bình, 12 Lê Lợi phường Bến Thành",
            Contact("⟨sđt1⟩", "Trần Văn Bình", "12 Lê Lợi phường Bến Thành"),
        ),
        (
            "tôi tên Trần Văn Bình, số ⟨sđt1⟩, ở 12 Lê Lợi, phường Bến Thành",
            Contact("⟨sđt1⟩", "Trần Văn Bình", "12 Lê Lợi, phường Bến Thành"),
        ),
        (
            "⟨sđt1⟩ nha, địa chỉ: số 5 hẻm 7, khu phố 3",
            Contact("⟨sđt1⟩", None, "số 5 hẻm 7, khu phố 3"),
        ),
        ("⟨sđt1⟩", Contact("⟨sđt1⟩", None, None)),
        ("⟨email1⟩", Contact("⟨email1⟩", None, None)),
        (
            "Trần Văn Bình, ⟨email1⟩ hoặc ⟨sđt1⟩, ở 12 Lê Lợi, phường Bến Thành",
            Contact("⟨sđt1⟩, ⟨email1⟩", "Trần Văn Bình", "12 Lê Lợi, phường Bến Thành"),
        ),
        (
            "địa chỉ: số 5 hẻm 7, mail ⟨email1⟩",
            Contact("⟨email1⟩", None, "số 5 hẻm 7"),
        ),
        ("Trần Văn Bình", Contact(None, "Trần Văn Bình", None)),
    ],
)
def test_all_that_a_message_tells_of_the_reporter_is_read(text: str, told: Contact) -> None:
    assert contact_in(text) == told


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("12 Lê Lợi, phường Bến Thành", "12 Lê Lợi, phường Bến Thành"),
        ("nhà tui ở ấp Bình Hạ", "ấp Bình Hạ"),
        ("gửi đi em", None),
        ("không biết", None),
        ("để làm gì vậy?", None),
    ],
)
def test_an_answer_is_an_address_unless_it_plainly_is_none(text: str, address: str | None) -> None:
    assert address_answered(text) == address


@pytest.mark.parametrize(
    ("before", "told", "both"),
    [
        ("", "⟨email1⟩", "⟨email1⟩"),
        ("⟨sđt1⟩", "⟨email1⟩", "⟨sđt1⟩, ⟨email1⟩"),
        ("⟨sđt1⟩, ⟨email1⟩", "⟨sđt2⟩", "⟨sđt2⟩, ⟨email1⟩"),
        ("0903123456", "⟨email1⟩", "0903123456, ⟨email1⟩"),
    ],
)
def test_an_address_stands_beside_the_number_and_a_new_one_replaces_its_like(
    before: str, told: str, both: str
) -> None:
    assert with_way(before, told) == both
    assert way_in(both) == both
    assert ", ".join(part for part in number_and_email(both) if part) == both


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        (
            "Thì ghi: Đinh Công Thành, ⟨sđt1⟩, ở 7 Âu Cơ phường Hòa Bình",
            "Đinh Công Thành",
            "7 Âu Cơ phường Hòa Bình",
        ),
        (
            "ok ghi giùm: Lý Thu Hà; ⟨sđt1⟩; 3 Trần Phú phường Chợ Quán",
            "Lý Thu Hà",
            "3 Trần Phú phường Chợ Quán",
        ),
        (
            "⟨sđt1⟩ - Trương Mỹ Hoa - 8 Hoàng Sa, phường Tân Định",
            "Trương Mỹ Hoa",
            "8 Hoàng Sa, phường Tân Định",
        ),
        ("Nguyễn Thị Mai ⟨sđt1⟩ 12 Lê Lợi phường Bến Thành", "Nguyễn Thị Mai", "12 Lê Lợi phường Bến Thành"),
        ("12 Nguyễn Thị Minh Khai, ⟨sđt1⟩", None, "12 Nguyễn Thị Minh Khai"),
    ],
)
def test_a_whole_contact_is_read_whatever_introduces_and_parts_it(
    text: str, name: str | None, address: str
) -> None:
    found = contact_in(text)
    assert (found.way, found.name, found.address) == ("⟨sđt1⟩", name, address)
