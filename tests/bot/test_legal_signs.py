"""Who wishes for a khiếu nại or tố cáo, and who gives it up to report instead."""

import pytest

from bot.legal_signs import LegalWordsError, law_named, law_wished, legal_words, only_reports
from bot.threads import LEGAL_WAY, Thread, thread_intent


@pytest.mark.parametrize(
    "text",
    [
        "toi khong muon to cao nua, toi phan anh thoi",
        "thôi không kiện cáo gì, chỉ phản ánh thôi em",
        "à thôi chỉ muốn phản ánh thôi",
        "hông tố cáo đâu, báo cho biết vậy thôi",
        "chỉ góp ý thôi",
    ],
)
def test_who_only_reports_wishes_for_no_law(text: str) -> None:
    assert only_reports(text)
    assert law_wished(text) is None


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("tôi muốn khiếu nại", "khieu_nai"),
        ("tui muốn kiện", "khieu_nai"),
        ("cho tui làm đơn tố cáo ổng", "to_cao"),
        ("giờ tui muốn khiếu nại quyết định phạt", "khieu_nai"),
        ("tui muốn thưa chủ tịch phường", "khieu_nai"),
        ("khiếu kiện lên đâu", "khieu_nai"),
    ],
)
def test_a_wish_for_the_law_is_told(text: str, law: str) -> None:
    assert law_wished(text) == law


@pytest.mark.parametrize(
    "text",
    [
        "tôi muốn kiến nghị mở đường",
        "dạ thưa chủ tịch",
        "nhà to cao ở đâu",
        "đường Kiến Thiết",
        "không phản ánh nữa",
        "chỉ có đèn bị tắt thôi",
    ],
)
def test_other_words_are_neither(text: str) -> None:
    assert law_wished(text) is None
    assert not only_reports(text)


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("à thôi, cho hỏi khiếu nại quyết định phạt xây dựng thì sao", "khieu_nai"),
        ("khieu nai quyet dinh thu hoi dat o dau", "khieu_nai"),
        ("không đồng ý đền bù thì khiếu nại được không", "khieu_nai"),
        ("khởi kiện quyết định của ủy ban", "khieu_nai"),
        ("không tố cáo mà khiếu nại quyết định phạt", "khieu_nai"),
        ("to cao can bo thi gui don cho nao", "to_cao"),
        ("cán bộ phường đòi 2 triệu mới làm giấy", "to_cao"),
    ],
)
def test_a_law_is_named_whatever_else_is_talked_about(text: str, law: str) -> None:
    assert law_named(text) == law
    assert thread_intent(text, {"ask_aspect_followup": 0.99}, (), Thread(about_procedure=True)) == LEGAL_WAY


@pytest.mark.parametrize(
    "text",
    [
        "cay to cao qua so do", "nhà to cao che hết nắng", "khiếu nại hóa đơn tiền điện", "tôi khiếu nại hoài không ai giải quyết",
        "tôi muốn khiếu nại tiếng ồn", "thôi không tố cáo nữa, phản ánh thôi", "khỏi kiện phường nữa", "tôi bị tố cáo thì sao",
        "sự kiện phường tổ chức", "cán bộ phường đòi 50 ngàn tiền lệ phí", "giả danh công an đòi 5 triệu", "thủ tục giải quyết tố cáo trong quân đội",
    ],
)  # fmt: skip
def test_what_is_no_khieu_nai_or_to_cao_in_law_names_none(text: str) -> None:
    assert law_named(text) is None


def test_the_law_shown_before_is_asked_on_about_in_its_words() -> None:
    shown = Thread(offered=True, legal_before=True)
    for text in (
        "tôi hỏi khiếu nại chứ không phải hộ tịch",
        "vậy nộp đơn ở đâu em",
        "tôi không muốn nêu tên có được không",
    ):
        assert thread_intent(text, {"ask_procedure": 0.99}, (), shown) == LEGAL_WAY
    assert thread_intent("làm căn cước ở đâu", {"ask_procedure": 0.99}, (), shown) != LEGAL_WAY
    assert (
        thread_intent("không tố cáo nữa, phản ánh thôi", {"cancel": 0.9}, (), Thread(legal=True))
        == "file_feedback"
    )


def test_a_wrong_file_is_named(tmp_path) -> None:
    broken = tmp_path / "legal_words.yml"
    broken.write_text("to_cao: [a]\n", encoding="utf-8")
    with pytest.raises(LegalWordsError, match=r"legal_words\.yml"):
        legal_words(broken)
