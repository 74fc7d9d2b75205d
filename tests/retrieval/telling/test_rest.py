"""Filing online is told in words, so that the answer stands alone in a message; what the record says aside is found."""

from datetime import date
from decimal import Decimal

import pytest

from retrieval.answers import answer
from retrieval.procedure import (
    Aspect,
    Channel,
    Duration,
    DurationUnit,
    Fee,
    Method,
    PlainCard,
    Procedure,
)
from retrieval.telling.duration import tell_duration
from retrieval.telling.fee import tell_fee
from retrieval.telling.outdated import is_outdated
from retrieval.telling.rest import filed_at, online_in_words, tell_place
from retrieval.telling.words import Told

DAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ("Được, nộp trực tuyến.", "Nộp trực tuyến được."),
        ("Được, báo trực tuyến; máy hư thì gọi.", "Báo trực tuyến được; máy hư thì gọi."),
        ("Được. Chụp giấy tờ rồi gửi.", "Nộp trực tuyến được. Chụp giấy tờ rồi gửi."),
        ("Được, nếu đã có tài khoản.", "Nộp trực tuyến được, nếu đã có tài khoản."),
        ("Được, khai mẫu trên cổng.", "Nộp trực tuyến được: khai mẫu trên cổng."),
        ("Được; giấy phải quét.", "Nộp trực tuyến được; giấy phải quét."),
        ("Được với người lớn.", "Nộp trực tuyến được với người lớn."),
        ("Được, chỉ làm trực tuyến.", "Nộp trực tuyến được: chỉ làm trực tuyến."),
        ("Không, phải đến quầy.", "Không, phải đến quầy."),
        ("Chỉ đặt lịch được trên cổng.", "Chỉ đặt lịch được trên cổng."),
        ("Bản ghi chỉ có hình thức trực tiếp.", "Bản ghi chỉ có hình thức trực tiếp."),
    ],
)
def test_a_bare_yes_is_told_in_words_and_other_texts_are_kept(summary: str, told: str) -> None:
    assert online_in_words(summary) == told


def test_the_answer_from_a_card_says_that_filing_online_is_possible() -> None:
    card = PlainCard(
        name="Làm giấy thử",
        summaries={Aspect.ONLINE: "Được, trên cổng."},
        decision="1/QĐ-BTP",
        checked=DAY,
        source="x",
    )
    record = Procedure(
        code="1.000001", name="Cấp giấy thử", decision="1/QĐ-BTP", snapshot=DAY, card=card
    )  # fmt: skip
    assert "Nộp trực tuyến được, trên cổng." in answer(record, (Aspect.ONLINE,), today=DAY).text


def bare(**fields: object) -> Procedure:
    return Procedure(code="1.000001", name="Cấp giấy thử", decision="1/QĐ-BTP", snapshot=DAY, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "step",
    [
        "Người có yêu cầu nộp hồ sơ tại Bộ phận Một cửa của Ủy ban nhân dân cấp xã.",
        "Cá nhân làm đơn gửi qua bưu chính hoặc trực tiếp đến Trung tâm Phục vụ hành chính công.",
        "Thân nhân nộp các giấy tờ theo quy định cho Ủy ban nhân dân xã nơi thường trú.",
    ],
)
def test_where_to_file_is_read_from_the_steps_where_the_record_names_no_place(step: str) -> None:
    record = bare(steps=f"Bước 1: {step}\nBước 2: Sở Y tế gửi văn bản đến Ủy ban nhân dân tỉnh.")
    assert filed_at(record) == step
    told = tell_place(record)
    assert told is not None
    assert "Về nơi nộp, bản ghi ghi: “" in told.text


@pytest.mark.parametrize(
    "step",
    [
        "Sở Y tế gửi văn bản đến Ủy ban nhân dân tỉnh.",
        "Trường hợp thiếu thì công chức tư pháp gửi thông báo tới Trung tâm Phục vụ hành chính công.",
        "Nộp lệ phí tại ngân hàng.",
    ],
)
def test_what_the_office_sends_and_fees_are_no_filing(step: str) -> None:
    assert filed_at(bare(steps=step)) is None


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Tối đa không quá 20 ngày làm việc, kể từ ngày nhận hồ sơ.", "20 ngày làm việc"),
        ("20 ngày làm việc; trường hợp khác 20 ngày.", "20 ngày."),
        ("Trong 20 ngày.", "20 ngày."),
        ("", "20 ngày."),
    ],
)
def test_days_that_the_row_words_as_working_days_are_told_so(words: str, unit: str) -> None:
    time = Duration(value=Decimal(20), unit=DurationUnit.DAY)
    told = tell_duration(bare(methods=(Method(channel=Channel.DIRECT, duration=time, description=words),)))
    assert told is not None
    assert unit in told.text


def test_a_zero_is_told_with_the_step_that_takes_a_fee() -> None:
    fee = Fee(amount=Decimal(0), certain=True)
    free = bare(methods=(Method(channel=Channel.DIRECT, fees=(fee,)),), steps="Nhận kết quả.")
    paid = free.model_copy(update={"steps": "Cán bộ tiếp nhận và tạm thu lệ phí đăng ký thường trú."})
    assert "nhưng" not in (tell_fee(free, DAY) or Told("")).text
    assert "tạm thu lệ phí" in (tell_fee(paid, DAY) or Told("")).text


def test_a_record_that_names_a_district_office_says_so_with_the_place() -> None:
    old = bare(steps="Nộp hồ sơ tại Công an cấp huyện.")
    assert is_outdated(old)
    assert "cấp huyện, nay không còn" in answer(old, (Aspect.PLACE,), today=DAY).text
    assert "cấp huyện, nay không còn" not in answer(old, (Aspect.FEE,), today=DAY).text
    assert not is_outdated(bare(steps="Nộp hồ sơ tại Công an cấp xã."))
