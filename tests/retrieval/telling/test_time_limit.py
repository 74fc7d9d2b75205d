"""By when the citizen must act: only what plainly binds the citizen is quoted."""

from datetime import date
from pathlib import Path

import pytest

from retrieval.answers import answer
from retrieval.importers.portal import read_portal
from retrieval.procedure import Aspect, DocumentGroup, PlainCard, Procedure
from retrieval.telling.time_limit import NO_LATE, tell_time_limit, time_limits

DAY = date(2026, 7, 1)


def record(**fields: object) -> Procedure:
    return Procedure(code="1.000001", name="Cấp giấy thử", decision="1/QĐ-BTP", snapshot=DAY, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong thời hạn 30 ngày kể từ ngày dọn đến, chủ nhà có trách nhiệm khai báo với công an xã.",
        "Chậm nhất 05 ngày làm việc trước ngày mở cửa, cơ sở phải gửi thông báo đến Sở Du lịch.",
        "Doanh nghiệp gửi hồ sơ đến Sở Công Thương trong thời hạn 10 ngày kể từ ngày đổi địa chỉ.",
        "Trước khi giấy phép hết hạn ít nhất 45 ngày, tổ chức có nhu cầu gia hạn nộp hồ sơ đề nghị.",
        "Thời hạn nộp hồ sơ khai thuế chậm nhất là ngày cuối cùng của tháng 3.",
        "Nếu đổi tên thì trong thời hạn 15 ngày kể từ ngày đổi tên, người đứng đơn phải đăng ký lại.",
        "Đã nộp đủ hồ sơ trong thời hạn 02 tháng kể từ ngày nghỉ làm.",
    ],
)
def test_a_sentence_that_binds_the_citizen_is_a_limit(sentence: str) -> None:
    assert time_limits(record(steps=f"Bước 1: {sentence}")) == (sentence,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ, Ủy ban nhân dân cấp xã cấp giấy xác nhận.",
        "Trong thời hạn 03 ngày làm việc, Sở Xây dựng thông báo bằng văn bản cho người nộp hồ sơ.",
        "Trong thời hạn 30 ngày kể từ ngày có thông báo, tổ chức bổ sung, hoàn thiện hồ sơ.",
        "Công an cấp xã thông báo cho người khai trong thời hạn 02 ngày kể từ ngày xác minh.",
        "Chậm nhất 10 ngày kể từ ngày họp hội đồng, cơ quan chuyên môn gửi kết quả cho cá nhân đề nghị.",
        "Không bị xử phạt trong thời hạn 06 tháng tính đến ngày nộp hồ sơ.",
        "Đóng bảo hiểm từ đủ 12 tháng trong thời gian 24 tháng trước khi nghỉ việc.",
        "Tổ chức gửi hồ sơ trong thời hạn 30 ngày kể từ ngày:",
        "Trong thời hạn 20 ngày kể từ ngày nhập học, cơ sở giáo dục thông báo cho học sinh về chế độ.",
        "Trong thời hạn 05 ngày kể từ ngày quyết định, doanh nghiệp thông báo kết quả cho người dự thi.",
    ],
)
def test_what_binds_the_office_or_mends_a_dossier_is_none(sentence: str) -> None:
    assert time_limits(record(steps=sentence)) == ()


def test_a_limit_that_stands_among_the_papers_is_read() -> None:
    said = "Trong thời hạn 20 ngày kể từ ngày mất giấy, người mất giấy phải trình báo."
    assert time_limits(record(document_groups=(DocumentGroup(notes=(said,)),))) == (said,)


def test_the_answer_quotes_the_limit_and_says_that_lateness_is_not_told() -> None:
    told = tell_time_limit(
        record(conditions="Trong thời hạn 30 ngày kể từ ngày dọn đến, chủ nhà phải khai báo.")
    )
    assert told is not None
    assert "“Trong thời hạn 30 ngày kể từ ngày dọn đến, chủ nhà phải khai báo”" in told.text
    assert NO_LATE in told.text


def test_what_the_record_says_of_lateness_right_after_the_limit_is_quoted() -> None:
    told = tell_time_limit(
        record(
            steps="Trong thời hạn 30 ngày kể từ ngày bán, chủ xe phải làm thủ tục thu hồi; "
            "quá thời hạn trên thì bị xử phạt vi phạm hành chính."
        )
    )
    assert told is not None
    assert "bị xử phạt vi phạm hành chính" in told.text
    assert NO_LATE not in told.text


def test_a_record_without_a_limit_leaves_it_open_and_says_whom_to_ask() -> None:
    said = answer(record(steps="Nộp hồ sơ tại quầy."), (Aspect.TIME_LIMIT,), today=DAY)
    assert said.unknown == (Aspect.TIME_LIMIT,)
    assert "chưa nêu thời hạn anh/chị phải làm, việc phạt khi trễ" in said.text
    assert "1022" in said.text


@pytest.mark.parametrize(
    ("summary", "told"), [("Khai trong 9 ngày.", True), ("Khai trong 9 ngày. Trễ thì bị phạt.", False)]
)
def test_a_card_that_is_silent_on_lateness_does_not_hide_that_it_is_not_told(
    summary: str, told: bool
) -> None:
    card = PlainCard(
        name="Làm giấy thử",
        summaries={Aspect.TIME_LIMIT: summary},
        decision="1/QĐ-BTP",
        checked=DAY,
        source="x",
    )
    said = answer(record(card=card), (Aspect.TIME_LIMIT,), today=DAY).text
    assert summary in said
    assert (NO_LATE in said) is told


@pytest.mark.shared
def test_limits_of_the_catalogue_never_start_at_a_dossier_received(shared_dir: Path) -> None:
    path = shared_dir / "catalogue" / "procedures.jsonl.gz"
    found = {
        one.code: limits
        for one in read_portal(path, DAY)
        if isinstance(one, Procedure) and (limits := time_limits(one))
    }
    assert "60 ngày kể từ ngày sinh con" in found["1.001193"][0]
    assert "15 ngày kể từ ngày có người chết" in found["1.000656"][0]
    assert len(found) > 300
    wrong = [one for limits in found.values() for one in limits if "nhận đủ hồ sơ" in one or "hợp lệ" in one]
    assert wrong == []
