"""Fees and times of a record, shown without more certainty than the record has."""

from decimal import Decimal

import pytest

from api.console.record import duration_words, fee_words
from retrieval.procedure import Duration, DurationUnit, Fee


@pytest.mark.parametrize(
    ("fee", "told"),
    [
        (Fee(amount=Decimal(8000), certain=True, note="mỗi bản"), "8.000 đồng – mỗi bản"),
        (
            Fee(amount=Decimal(0), note="theo nghị quyết"),
            "hồ sơ ghi 0 đồng – theo nghị quyết (số tiền chưa chắc chắn)",
        ),
        (Fee(note="theo quy định"), "theo quy định"),
        (Fee(), "không ghi số tiền"),
        (Fee(amount=Decimal(25), currency="USD", certain=True), "25 USD"),
    ],
)
def test_a_fee_is_never_surer_than_its_record(fee: Fee, told: str) -> None:
    assert fee_words(fee) == told


@pytest.mark.parametrize(
    ("duration", "told"),
    [
        (None, "không ghi"),
        (Duration(value=Decimal(5), unit=DurationUnit.WORKING_DAY), "5 ngày làm việc"),
        (Duration(value=Decimal("0.50"), unit=DurationUnit.DAY), "0,5 ngày"),
        (Duration(value=Decimal(20)), "20 (hồ sơ không ghi đơn vị)"),
        (Duration(text="Trong ngày"), "Trong ngày"),
    ],
)
def test_a_time_without_unit_says_so(duration: Duration | None, told: str) -> None:
    assert duration_words(duration) == told
