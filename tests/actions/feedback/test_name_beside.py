"""The name right beside the number to call, told from streets and from whom the report is about."""

import unicodedata

import pytest

from actions.feedback.name_beside import name_beside_number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("đèn hư trước 45 Trần Kế Xương, tên Tâm ⟨sđt1⟩", "Tâm"),
        ("rác đầy trước 45 Trần Kế Xương, Nam ⟨sđt1⟩", "Nam"),
        ("ngập trước 45 Trần Kế Xương, sđt ⟨sđt1⟩ gặp anh Phúc", "Phúc"),
        ("ngap truoc 45 Tran Ke Xuong, lien he Lan ⟨sđt1⟩", "Lan"),
        ("ổ gà trước 45 Trần Kế Xương. ⟨sđt1⟩ (Hạnh)", "Hạnh"),
        ("ổ gà trước 45 Trần Kế Xương, có gì gọi chú Ba ⟨sđt1⟩ nha", "Ba"),
        (unicodedata.normalize("NFD", "ổ gà trước 45 Trần Kế Xương, tên Lành, số ⟨sđt1⟩"), "Lành"),
        ("cống nghẹt đường Âu Cơ. Nguyễn Văn Bảy - ⟨sđt1⟩", "Nguyễn Văn Bảy"),
        ("cống nghẹt đường Âu Cơ, ⟨sđt1⟩ tên hoa nha", "hoa"),
        ("tên bảy, sđt ⟨sđt1⟩ báo cống nghẹt", "bảy"),
    ],
)
def test_a_name_beside_the_number_is_the_reporter_s(text: str, name: str) -> None:
    assert name_beside_number(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "ổ gà trước 45 Trần Kế Xương, gọi số ⟨sđt1⟩",
        "ổ gà trước 45 Trần Kế Xương mấy tháng rồi không ai sửa ⟨sđt1⟩",
        "ổ gà trước 45 Trần Kế Xương ⟨sđt1⟩",
        "rác trước nhà cô Ba ⟨sđt1⟩",
        "ngập đường Phan Văn Trị, Gò Vấp ⟨sđt1⟩",
        "kẹt xe ngã tư Hàng Xanh. ⟨sđt1⟩ gọi sau 5 giờ",
        "rác ngập đầu hẻm. Gọi ⟨sđt1⟩ nhé",
        "ông chủ quán tên Tám chửi dân, số tui ⟨sđt1⟩",
        "⟨sđt1⟩ báo ngập đường Lê Lợi",
        "Ngập ⟨sđt1⟩",
        "ổ gà trước 45 Trần Kế Xương",
    ],
)
def test_streets_and_others_are_none(text: str) -> None:
    assert name_beside_number(text) is None
