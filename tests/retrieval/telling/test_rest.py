"""Filing online is told in words, so that the answer stands alone in a message."""

from datetime import date

import pytest

from retrieval.answers import answer
from retrieval.procedure import Aspect, PlainCard, Procedure
from retrieval.telling.rest import online_in_words

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
