from pathlib import Path

import pytest

from actions.procedures import other_bodies
from actions.procedures.other_bodies import OtherBodiesError, matter_of
from api.procedures import service as procedures
from tests.actions.conftest import MARRIAGE, Caller, Shelf


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("muốn ly hôn thì nộp đơn ở đâu", "ly hôn"),
        ("don ly hon mua o dau vay em", "ly hôn"),
        ("vợ chồng tui muốn ly dị, phường có làm không", "ly hôn"),
        ("tui muốn giành quyền nuôi con", "giành quyền nuôi con, cấp dưỡng"),
        ("viết đơn kiện ông hàng xóm thì gửi đâu", "kiện dân sự"),
        ("bảo hiểm nhân thọ tui muốn rút tiền", "bảo hiểm của công ty bảo hiểm"),
        ("bị nuốt thẻ ATM giờ làm sao", "việc của ngân hàng"),
        ("trả góp điện thoại fe credit trễ hạn", "công ty tài chính, vay qua ứng dụng"),
        ("coi tien dien thang nay o dau", "hóa đơn và hợp đồng điện"),
        ("đổi tên hợp đồng nước làm sao", "hóa đơn và hợp đồng nước"),
        ("nhà tui muốn lắp wifi", "internet, điện thoại, truyền hình cáp"),
        ("đơn hàng shopee chưa giao", "hàng gửi, hàng đặt mua"),
        ("xin visa Mỹ cần gì", "thị thực của nước khác"),
    ],
)
def test_a_matter_of_another_body_is_known(text: str, name: str) -> None:
    found = matter_of(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "ghi chú ly hôn ở nước ngoài",
        "toi ly hon ben My, ve Viet Nam lam giay gi",
        "ly hôn rồi xin giấy độc thân cần gì",
        "sau khi ly hôn muốn tách hộ khẩu",
        "đổi họ cho con vì đã ly dị",
        "nộp đơn ly hôn online được không",
        "tiền điện tháng này tăng gấp ba",
        "mất nước hai ngày nay",
        "dây cáp viễn thông rớt xuống đường",
        "vay vốn hộ nghèo ngân hàng chính sách xã hội",
        "xóa thế chấp ngân hàng trên sổ đỏ",
        "đăng ký xe máy mới mua",
        "visa cho người nước ngoài ở Việt Nam",
        "hồ sơ của tôi tới đâu rồi",
    ],
)
def test_what_the_city_handles_is_no_matter_of_another_body(text: str) -> None:
    assert matter_of(text) is None


async def test_divorce_is_the_court_s_and_the_foreign_record_is_not_answered(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "đơn ly hôn nộp ở đâu"
    shelf.results[text] = ("answer", [MARRIAGE])
    for name in ("action_find_procedure", "action_answer_aspect", "action_fallback", "action_out_of_scope"):
        said = await bare_call(name, text)
        assert "Tòa án nhân dân khu vực" in said.text
        assert "1022" in said.text
    assert shelf.asked == []


async def test_the_same_referral_is_told_as_told_again(bare_call: Caller, shelf: Shelf) -> None:
    first = await bare_call("action_find_procedure", "đơn ly hôn nộp ở đâu")
    bare_call.answered("đơn ly hôn nộp ở đâu", first)
    again = await bare_call("action_find_procedure", "ly hôn nộp ở đâu")
    assert again.text != first.text
    assert first.text in again.text


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("em xin giấy độc thân để vay ngân hàng mua nhà", "em xin giấy độc thân"),
        ("cần đăng ký kết hôn đặng xin visa đi Úc", "cần đăng ký kết hôn"),
    ],
)
async def test_a_paper_of_the_catalogue_wished_for_another_body_is_answered(
    bare_call: Caller, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, text: str, wish: str
) -> None:
    assert matter_of(text) is not None
    monkeypatch.setattr(procedures, "size", lambda: len(shelf.by_code))
    shelf.results |= {wish: ("answer", [MARRIAGE]), text: ("answer", [MARRIAGE])}
    said = await bare_call("action_find_procedure", text)
    assert said.metadata["procedures"] == [MARRIAGE]


async def test_a_paper_asked_after_for_another_body_s_matter_is_referred(
    bare_call: Caller, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "mở tài khoản ngân hàng thì có cần giấy kết hôn không"
    monkeypatch.setattr(procedures, "size", lambda: len(shelf.by_code))
    shelf.results["có cần giấy kết hôn không"] = ("answer", [MARRIAGE])
    said = await bare_call("action_find_procedure", text)
    assert "ngân hàng của anh/chị" in said.text


def test_no_referral_states_a_fee_or_a_number_nobody_checked() -> None:
    for matter in other_bodies.matters():
        digits = "".join(
            sign for sign in matter.answer.replace("1022", "").replace("113", "") if sign.isdigit()
        )
        assert digits == "", matter.name


def test_a_wrong_file_is_reported_by_name(tmp_path: Path) -> None:
    wrong = tmp_path / "matters.yml"
    wrong.write_text("- {name: x, words: [], answer: quá ngắn}", encoding="utf-8")
    with pytest.raises(OtherBodiesError, match=r"matters\.yml"):
        other_bodies.matters(wrong)
