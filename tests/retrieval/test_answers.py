"""Short, cited answers that say no more than the record."""

from datetime import date

import pytest

from retrieval.answers import answer, citation
from retrieval.catalogue import overlay
from retrieval.city import city_rules
from retrieval.procedure import (
    Aspect,
    Document,
    DocumentGroup,
    Fee,
    PlainCard,
    Procedure,
)

TODAY = date(2026, 11, 22)
DAY = date(2026, 7, 1)


def record(**fields: object) -> Procedure:
    return Procedure(code="1.000001", name="Cấp giấy thử", decision="1/QĐ-BTP", snapshot=DAY, **fields)  # type: ignore[arg-type]


def test_an_unknown_aspect_says_so_and_where_to_ask() -> None:
    told = answer(record(), (Aspect.FEE, Aspect.DURATION), today=TODAY)
    assert told.unknown == (Aspect.FEE, Aspect.DURATION)
    assert not told.certain
    assert "chưa nêu lệ phí, thời gian giải quyết" in told.text
    assert "1022" in told.text


def test_the_citation_names_code_decision_day_and_link() -> None:
    line = citation(record(link="https://dichvucong.gov.vn/x"))
    assert (
        line
        == "Theo bản ghi ngày 01/07/2026: Cấp giấy thử (mã 1.000001, Quyết định 1/QĐ-BTP).\nhttps://dichvucong.gov.vn/x"
    )


def test_a_card_of_the_same_decision_speaks_first() -> None:
    card = PlainCard(
        name="Làm giấy thử",
        summaries={Aspect.PLACE: "Nộp ở phường."},
        decision="1/QĐ-BTP",
        checked=DAY,
        source="x",
    )
    assert "Nộp ở phường." in answer(record(card=card, place="Trụ sở A"), (Aspect.PLACE,), today=TODAY).text


def test_a_card_of_another_decision_is_silent() -> None:
    card = PlainCard(
        name="Làm giấy thử",
        summaries={Aspect.PLACE: "Nộp ở phường."},
        decision="0/QĐ-BTP",
        checked=DAY,
        source="x",
    )
    (laid,) = overlay([record(place="Trụ sở A")], [record(card=card)])
    text = answer(laid, (Aspect.PLACE,), today=TODAY).text
    assert "Nộp ở phường." not in text
    assert "Trụ sở A" in text


def test_of_many_cases_the_first_are_told_and_the_rest_counted() -> None:
    groups = tuple(
        DocumentGroup(case=f"Trường hợp {n}", documents=(Document(name=f"Giấy {n}", originals=1),))
        for n in range(1, 6)
    )
    text = answer(record(document_groups=groups), (Aspect.DOCUMENTS,), today=TODAY).text
    assert "Giấy 1 (1 bản chính)" in text
    assert "Giấy 3" not in text
    assert "Còn 3 trường hợp khác" in text


def test_papers_to_hand_in_and_to_show_are_no_cases() -> None:
    groups = tuple(
        DocumentGroup(case=case, documents=(Document(name=case, originals=1),))
        for case in ("Giấy tờ phải nộp", "Giấy tờ phải xuất trình", "Lưu ý")
    )
    text = answer(record(document_groups=groups), (Aspect.DOCUMENTS,), today=TODAY).text
    assert "phải xuất trình" in text
    assert "trường hợp khác" not in text
    assert "Lưu ý" not in text


def test_a_record_of_another_province_says_so() -> None:
    text = answer(record(ministry="UBND tỉnh Gia Lai"), (), today=TODAY, city=city_rules()).text
    assert "không phải của TP.HCM" in text


def test_a_city_rule_comes_with_its_source() -> None:
    text = answer(record(field="Hộ tịch"), (Aspect.FEE,), today=TODAY, city=city_rules()).text
    assert "lệ phí hộ tịch là 0 đồng" in text
    assert "Nguồn: HĐND TP.HCM" in text


def test_a_city_rule_is_not_told_without_the_city_nor_for_other_fields() -> None:
    assert "TP.HCM" not in answer(record(field="Hộ tịch"), (Aspect.FEE,), today=TODAY).text
    assert (
        "TP.HCM" not in answer(record(field="Chứng thực"), (Aspect.FEE,), today=TODAY, city=city_rules()).text
    )


def test_an_overview_invites_to_ask_on_and_fits_a_phone() -> None:
    told = answer(record(), (), today=TODAY)
    assert "Anh/chị muốn biết kỹ" in told.text
    assert len(told.text) < 1500


def test_an_uncertain_fee_makes_the_overview_uncertain() -> None:
    from retrieval.procedure import Channel, Method

    method = Method(channel=Channel.DIRECT, fees=(Fee(amount=None, note="Theo quy định"),))
    assert not answer(record(methods=(method,)), (), today=TODAY).certain


@pytest.mark.shared
def test_no_official_fee_in_doubt_is_told_as_free(official: dict[str, Procedure]) -> None:
    for code in ("3.000347", "3.000333", "1.013225", "1.004873"):
        told = answer(official[code], (Aspect.FEE,), today=TODAY)
        assert "miễn phí" not in told.text.lower(), code
        assert not told.certain


@pytest.mark.shared
def test_an_official_fee_period_that_is_over_is_told(official: dict[str, Procedure]) -> None:
    now = answer(official["3.000347"], (Aspect.FEE,), today=TODAY).text
    then = answer(official["3.000347"], (Aspect.FEE,), today=date(2025, 12, 31)).text
    assert "31/12/2025 đã qua thời hạn" in now
    assert "đã qua thời hạn" not in then


@pytest.mark.shared
def test_an_official_time_without_unit_is_told_as_such(official: dict[str, Procedure]) -> None:
    told = answer(official["1.001193"], (Aspect.DURATION,), today=TODAY)
    assert "in số 1, không ghi đơn vị" in told.text
    assert not told.certain


@pytest.mark.shared
def test_official_land_times_are_a_range_with_a_caution(official: dict[str, Procedure]) -> None:
    told = answer(official["1.013831"], (Aspect.DURATION,), today=TODAY)
    assert "từ 4 đến 18 ngày làm việc" in told.text
    assert "hỏi lại nơi nhận hồ sơ" in told.text


@pytest.mark.shared
def test_official_dollars_are_told_as_dollars_and_pages_in_full(official: dict[str, Procedure]) -> None:
    text = answer(official["2.000815"], (Aspect.FEE,), today=TODAY).text
    assert "10 USD/bản" in text
    assert "tối đa thu không quá 200.000 đồng/bản" in text


@pytest.mark.shared
def test_every_official_record_can_be_answered_and_no_answer_claims_to_be_in_force(
    official: dict[str, Procedure],
) -> None:
    for code, procedure in list(official.items())[::7]:
        name = procedure.name.lower()
        for aspects in ((), tuple(Aspect)):
            told = answer(procedure, aspects, today=TODAY, city=city_rules())
            assert "hiện hành" in name or "hiện hành" not in told.text.lower(), code
            assert "Không có thông tin" not in told.text, code
