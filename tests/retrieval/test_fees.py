"""When a printed fee may be told as the fee to pay."""

from datetime import date
from decimal import Decimal

import pytest

from retrieval.fees import amounts_in, expired, fee_of, running


@pytest.mark.parametrize("note", ["", "Miễn phí", "Không", "(Miễn lệ phí)", "Không thu lệ phí"])
def test_a_zero_without_reservation_is_certain(note: str) -> None:
    assert fee_of(Decimal(0), note).certain


@pytest.mark.parametrize(
    "note",
    [
        "Lệ phí cấp giấy phép lái xe: 135.000 đồng/lần",
        "Theo quy định của Bộ Tài chính",
        "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định",
        "Không quy định",
        "Trả phí cho đơn vị cung cấp dịch vụ.",
    ],
)
def test_a_zero_whose_note_says_more_is_not_certain(note: str) -> None:
    assert not fee_of(Decimal(0), note).certain


def test_a_zero_beside_a_description_with_an_amount_is_not_certain() -> None:
    assert not fee_of(Decimal(0), "", "Mức thu 50.000 đồng/hồ sơ").certain


def test_an_amount_that_its_note_repeats_is_certain() -> None:
    assert fee_of(Decimal(7000), "cá nhân, hộ gia đình: 7.000 đồng/lần đăng ký").certain


@pytest.mark.parametrize(
    ("amount", "note"),
    [
        (20, "20.000 vnđ /tờ khai"),
        (100000, "lệ phí 200.000 đồng"),
        (70, ""),
        (50000, "Mức lệ phí cụ thể do HĐND tỉnh quyết định"),
        (160000, "áp dụng đến hết ngày 31/12/2023"),
    ],
)
def test_an_amount_in_doubt_is_not_certain(amount: int, note: str) -> None:
    assert not fee_of(Decimal(amount), note).certain


def test_an_amount_called_dollars_is_in_dollars() -> None:
    fee = fee_of(Decimal(10), "10USD/giấy")
    assert (fee.currency, fee.certain) == ("USD", False)


def test_numbers_of_laws_and_dates_are_no_amounts() -> None:
    assert amounts_in("Thông tư số 75/2022/TT-BTC ngày 22/12/2022: 7.000 đồng/lần") == (Decimal(7000),)


def test_a_period_is_over_only_after_its_last_day() -> None:
    note = "Kể từ ngày 01/12/2023 đến hết ngày 31/12/2025, áp dụng mức thu 115.000 đồng"
    assert expired(note, date(2025, 12, 31)) is None
    assert expired(note, date(2026, 1, 1)) == date(2025, 12, 31)
    assert running(note, date(2025, 12, 31)) == date(2025, 12, 31)


def test_an_impossible_date_is_left_out() -> None:
    assert expired("đến hết ngày 31/02/2025", date(2026, 1, 1)) is None
