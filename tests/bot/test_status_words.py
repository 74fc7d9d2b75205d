"""Questions on about what was just told: a state, a code asked for, the way of a khiếu nại."""

from pathlib import Path

import pytest

from bot.status_words import (
    DOSSIER,
    REPORT,
    StatusWordsError,
    asked_of_the_code,
    asked_of_the_law,
    asked_on,
    asks_of_a_state,
    asks_onward,
    state_named,
    status_words,
    wants_the_code,
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("vậy giờ em phải làm sao đây", "to_do"),
        ("rồi tôi cần làm gì nữa", "to_do"),
        ("tiep theo lam gi", "to_do"),
        ("đem theo giấy gì, ra đâu lấy", "to_do"),
        ("vợ tui lấy thay được hông", "to_do"),
        ("chừng nào mới lấy được vậy", "when"),
        ("bao giờ người ta xuống sửa", "when"),
        ("tre may bua roi", "when"),
        ("còn mấy ngày nữa tới hẹn", "when"),
        ("theo luật mấy bữa phải xử lý", "limit"),
        ("quy định trong vòng bao nhiêu ngày vậy", "limit"),
        ("ai đang giữ cái đó", "who"),
        ("kẹt ở khâu nào vậy", "who"),
        ("sao lâu dữ vậy em", "why"),
        ("dừng là sao, tại em hả", "why"),
        ("bị trả lại vì cái gì", "why"),
        ("tui coi lại rồi đúng y vậy mà", "disputed"),
        ("đóng tiền rồi mà", "disputed"),
        ("tui đã nhận được gì đâu mà đã trả", "disputed"),
        ("có gì mới không em", "stands"),
        ("bên đó phản hồi thế nào", "stands"),
        ("noi gi trong do vay", "stands"),
        ("họ giải quyết ra sao", "stands"),
        ("vậy là được hả", "meaning"),
    ],
)
def test_what_is_asked_on_about_a_state_is_told_by_its_words(text: str, asked: str) -> None:
    assert asked_on(text)[0] == asked


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ngưng giải quyết là bị hủy rồi hả", 8),
        ("dung xu ly nghia la gi", 8),
        ("chưa được tiếp nhận là sao vậy em", 3),
        ("được tiếp nhận nghĩa là gì", 2),
        ("đang giải quyết là còn lâu hả", 4),
        ("bổ sung là sao em", 5),
        ("nghĩa vụ tài chính là gì vậy", 6),
        ("ủa đã rút là sao", 7),
        ("xử lý xong là sao", 9),
        ("đã trả kết quả nghĩa là sao", 10),
        ("mới đăng ký là sao", 1),
        ("vậy coi như bị hủy luôn hả", None),
    ],
)
def test_a_question_about_a_state_knows_which_it_names(text: str, number: int | None) -> None:
    assert asks_of_a_state(text)
    assert state_named(text) == number


@pytest.mark.parametrize(
    "text", ["hủy giùm tui cái hồ sơ đó", "tui muốn hủy", "sao lâu dữ vậy", "vậy là được hả", "đang xử lý mà"]
)
def test_a_wish_to_cancel_or_another_question_asks_of_no_state(text: str) -> None:
    assert not asks_of_a_state(text)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("nhắn lại giùm cái mã đó", True),
        ("gửi lại giúp cho ngoại cái mã đi", True),
        ("nhắn lại giùm dì cái mã nha con", True),
        ("cho cô xin mã tra cứu nha", True),
        ("ma cua toi la gi", True),
        ("mã phản ánh là gì vậy", True),
        ("em ơi dì quên mã rồi", True),
        ("cho tui hỏi mà sao lâu", False),
        ("cho xin mã hồ sơ", False),
        ("xin mã số thuế", False),
        ("có kết quả thì nhắn tui", False),
    ],
)
def test_who_asks_for_the_code_of_the_report_is_understood(text: str, wants: bool) -> None:
    assert wants_the_code(text) is wants


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh cần gì",
        "còn lệ phí thì sao",
        "tôi muốn gặp người",
        "mấy ngày",
        "nộp ở đâu",
        "còn làm căn cước thì bao lâu mới có",
        "cảm ơn em, vậy tui chờ",
        "khi nào xong báo tui nha",
        "cho tui gặp tổng đài viên hỏi sao lâu quá",
        "đường trước nhà tui ngập hoài mà tui kêu mấy lần rồi hông thấy ai xuống coi giùm, sao kỳ vậy",
    ],
)
def test_a_question_of_its_own_is_none(text: str) -> None:
    assert not asks_onward(text)


def test_after_a_dossier_a_report_is_another_matter_and_the_other_way_round() -> None:
    assert not asks_onward("phản ánh của tui chừng nào xong", DOSSIER)
    assert asks_onward("phản ánh đó chừng nào xong", REPORT)
    assert not asks_onward("còn hồ sơ của tui chừng nào xong", REPORT)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ủa mã đúng nó ra làm sao", "looks"),
        ("mấy số vậy em", "looks"),
        ("coi ở chỗ nào", "where"),
        ("kiem dau ra", "where"),
        ("em làm mất giấy hẹn rồi", "lost"),
        ("trên giấy nó ghi vậy đó", "disputed"),
        ("đăng ký tạm trú ở đâu", None),
        ("thôi khỏi", None),
    ],
)
def test_what_is_asked_of_a_code_we_wait_for(text: str, asked: str | None) -> None:
    assert asked_of_the_code(text, awaited=True) == asked


def test_without_being_asked_for_a_code_must_be_named() -> None:
    assert asked_of_the_code("mã hồ sơ coi ở đâu", awaited=False) == "where"
    assert asked_of_the_code("coi ở đâu", awaited=False) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("vậy đơn gửi chỗ nào", "where"),
        ("cần kèm giấy tờ gì", "papers"),
        ("bao lau ho tra loi", "how_long"),
        ("có tốn tiền không", "cost"),
        ("sợ bị trả thù lắm", "secrecy"),
        ("bên em nhận giùm luôn được không", "here"),
        ("họ không trả lời thì sao", "next"),
        ("thôi để tui nhờ luật sư, cảm ơn", None),
        ("làm căn cước cần giấy gì", None),
    ],
)
def test_what_is_asked_after_the_way_of_a_khieu_nai(text: str, asked: str | None) -> None:
    assert asked_of_the_law(text) == asked


def test_a_wrong_file_names_itself_and_the_list(tmp_path: Path) -> None:
    file = tmp_path / "words.yml"
    file.write_text("asked: {}\n", encoding="utf-8")
    with pytest.raises(StatusWordsError, match=r"words.yml: expected the lists .*asked"):
        status_words(file)


@pytest.mark.parametrize(
    "text",
    [
        "thì tui là chủ số đó mà, tên Hùng",
        "số của tui mà không cho coi hả",
        "chinh chu ne em",
        "có mỗi số điện thoại thôi",
    ],
)
def test_who_is_the_owner_says_so_instead_of_a_code(text: str) -> None:
    assert asked_of_the_code(text, awaited=True) == "owner"


@pytest.mark.parametrize(
    "text", ["chủ nhà không cho nhập hộ khẩu", "sang tên chính chủ xe", "chủ quán đó tên gì"]
)
def test_an_owner_of_something_else_says_nothing_of_the_code(text: str) -> None:
    assert asked_of_the_code(text, awaited=True) != "owner"
