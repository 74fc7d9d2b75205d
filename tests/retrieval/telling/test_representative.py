"""Going in somebody's place: only what plainly speaks of filing, fetching or being present is quoted."""

from datetime import date
from pathlib import Path

import pytest

from retrieval.answers import answer
from retrieval.importers.portal import read_portal
from retrieval.procedure import Aspect, DocumentGroup, PlainCard, Procedure
from retrieval.telling.representative import of_representatives, tell_representative

DAY = date(2026, 7, 1)


def record(**fields: object) -> Procedure:
    return Procedure(code="1.000001", name="Cấp giấy thử", decision="1/QĐ-BTP", snapshot=DAY, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn bản ủy quyền trong trường hợp ủy quyền thực hiện việc đăng ký nhận nuôi.",
        "Người xin giấy trực tiếp thực hiện hoặc uỷ quyền cho người khác nộp hồ sơ tại quầy.",
        "Giấy ủy quyền nếu người nộp hồ sơ là người được ủy quyền.",
        "Không được ủy quyền cho người khác làm thủ tục.",
        "Hai bên nam, nữ phải có mặt khi nhận giấy.",
        "Các bên tham gia phải ký trước mặt người tiếp nhận hồ sơ.",
        "Người được ủy quyền là ông, bà thì văn bản không phải chứng thực.",
        "Người đi khai là ông, bà, người thân thích khác thì không phải có văn bản ủy quyền của cha, mẹ.",
        "Trong thời hạn 60 ngày, cha hoặc mẹ có trách nhiệm đăng ký khai sinh cho con.",
        "Người đại diện hợp pháp đưa người dưới 14 tuổi đến địa điểm làm thủ tục.",
    ],
)
def test_a_sentence_on_filing_for_another_or_being_present_is_told(sentence: str) -> None:
    assert of_representatives(record(steps=sentence)) == (sentence,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch Ủy ban nhân dân tỉnh ủy quyền cho Sở Y tế thực hiện thủ tục cấp phép.",
        "Giấy ủy quyền của chủ sở hữu thiết bị y tế cho cơ sở nộp hồ sơ lưu hành.",
        "Người đại diện theo ủy quyền của tổ chức ký đơn.",
        "Nộp tại cơ quan lãnh sự hoặc cơ quan khác được ủy quyền thực hiện chức năng lãnh sự.",
        "Đất có mặt nước nuôi trồng thủy sản.",
        "Người sử dụng đất không làm thay đổi ranh giới.",
        "Giấy xác nhận hộ nghèo nộp hộ gia đình.",
        "Tổ chức khấu trừ nộp thay cho nhà thầu.",
        "Doanh nghiệp phải khai thác, sử dụng thông tin, không phải nộp bản sao.",
        "Ủy ban nhân dân cấp xã có trách nhiệm khai thác dữ liệu của cha, mẹ.",
        "Hội đồng họp khi hai phần ba thành viên có mặt.",
    ],
)
def test_other_powers_and_presences_are_none(sentence: str) -> None:
    assert of_representatives(record(steps=sentence)) == ()


def test_what_forbids_it_comes_first_and_the_ways_of_filing_last() -> None:
    way = "Nộp hồ sơ trực tiếp hoặc qua bưu chính hoặc qua ủy quyền theo quy định."
    paper = "Văn bản ủy quyền thực hiện thủ tục xin giấy."
    never = "Phiếu số 2 không được ủy quyền."
    exempt = "Ông bà đi thì không phải có văn bản ủy quyền."
    assert of_representatives(record(steps=f"{paper}\n{exempt}")) == (exempt, paper)
    found = of_representatives(record(steps=way, document_groups=(DocumentGroup(notes=(paper, never)),)))
    assert found == (never, paper, way)


def test_the_card_is_told_before_the_record_and_at_most_three_sentences() -> None:
    card = PlainCard(
        name="Làm giấy thử",
        summaries={Aspect.DOCUMENTS: "Một tờ khai. Nhờ người khác đi thì có giấy ủy quyền."},
        decision="1/QĐ-BTP",
        checked=DAY,
        source="x",
    )
    steps = "\n".join(f"Văn bản ủy quyền nộp hồ sơ số {number}." for number in range(5))
    told = tell_representative(record(card=card, steps=steps))
    assert told is not None
    assert told.text.startswith("Nhờ người khác đi thì có giấy ủy quyền.")
    assert "Một tờ khai" not in told.text
    assert told.text.count("Văn bản ủy quyền") == 2


def test_a_silent_record_says_so_and_whom_to_ask() -> None:
    said = answer(record(steps="Nộp hồ sơ tại quầy."), (Aspect.REPRESENTATIVE,), today=DAY)
    assert said.unknown == (Aspect.REPRESENTATIVE,)
    assert "chưa nêu việc nhờ người khác đi thay" in said.text
    assert "nơi nộp hồ sơ" in said.text


@pytest.mark.shared
def test_the_catalogue_says_it_of_civil_status_and_never_of_offices(shared_dir: Path) -> None:
    path = shared_dir / "catalogue" / "procedures.jsonl.gz"
    found = {
        one.code: told
        for one in read_portal(path, DAY)
        if isinstance(one, Procedure) and (told := of_representatives(one))
    }
    assert "ủy quyền" in found["1.004873"][0]
    assert "phải có mặt" in found["1.000894"][0]
    assert len(found) > 250
    assert [one for told in found.values() for one in told if one.startswith(("Chủ tịch", "Sở "))] == []
