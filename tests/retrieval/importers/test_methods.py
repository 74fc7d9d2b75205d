"""Reading times, fees and rows of "cách thức thực hiện"."""

from decimal import Decimal

import pytest

from retrieval.importers.methods import duration_of, fees_of, methods_of
from retrieval.procedure import Channel, DurationUnit


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("5 WORKING_DAY", "5", DurationUnit.WORKING_DAY),
        ("0.5 WORKING_DAY", "0.5", DurationUnit.WORKING_DAY),
        ("15 ngày", "15", DurationUnit.DAY),
        ("4 HOUR", "4", DurationUnit.HOUR),
        ("2 MONTH", "2", DurationUnit.MONTH),
        ("1 OTHER", "1", DurationUnit.UNKNOWN),
        ("3", "3", DurationUnit.UNKNOWN),
        ("Không quá 7 ngày làm việc. OTHER", "7", DurationUnit.WORKING_DAY),
    ],
)
def test_a_time_is_read_with_its_unit_or_none(printed: str, value: str, unit: DurationUnit) -> None:
    duration = duration_of(printed)
    assert duration is not None
    assert (duration.value, duration.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("printed", [" OTHER", "", None, "- OTHER", "Không OTHER", "0 WORKING_DAY"])
def test_nothing_said_about_time_is_nothing(printed: str | None) -> None:
    assert duration_of(printed) is None


def test_free_text_about_time_stays_text() -> None:
    duration = duration_of("10 ngày kể từ ngày nhận đủ hồ sơ, trường hợp phức tạp 15 ngày OTHER")
    assert duration is not None
    assert duration.value is None
    assert duration.text.startswith("10 ngày kể từ")


def test_years_are_not_turned_into_another_unit() -> None:
    duration = duration_of("1 YEAR")
    assert duration is not None
    assert (duration.value, duration.text) == (None, "1 năm")


def test_a_free_text_fee_has_no_amount_and_repeats_once() -> None:
    fees = fees_of("Theo Quy định | Theo Quy định")
    assert [(fee.amount, fee.note, fee.certain) for fee in fees] == [(None, "Theo Quy định", False)]


def test_a_plain_amount_of_a_table_is_a_fee() -> None:
    assert [(fee.amount, fee.certain) for fee in fees_of("50.000 đồng")] == [(Decimal(50000), True)]


def test_a_note_with_brackets_and_bars_stays_one_fee() -> None:
    fees = fees_of("20000 VNĐ (mức (a) | (b) theo bảng)")
    assert [fee.note for fee in fees] == ["mức (a) | (b) theo bảng"]


def test_rows_keep_a_description_of_several_lines() -> None:
    text = "* Hình thức nộp: ONLINE\n Thời hạn giải quyết: 1 HOUR\n Phí, lệ phí: Không có thông tin\n Mô tả: Dòng một\n dòng hai\n* Hình thức nộp: POSTAL"
    first, second = methods_of(text)
    assert first.description == "Dòng một\n dòng hai"
    assert (second.channel, second.duration, second.fees) == (Channel.POSTAL, None, ())


def test_an_unknown_way_of_filing_is_an_error() -> None:
    with pytest.raises(ValueError, match="hình thức nộp lạ"):
        methods_of("* Hình thức nộp: PIGEON\n Thời hạn giải quyết: 1 HOUR")
