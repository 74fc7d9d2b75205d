import pytest

from bot.threads import Thread, thread_intent
from bot.turns import side_intent
from bot.waiting_signs import WaitingWordsError, asks_when_somebody_comes, waiting_words, wants_a_person

ASKING = [
    "Chừng nào mới có người trả lời?",
    "khi nao nhan vien tra loi",
    "mấy giờ họ trực vậy em",
    "sao chưa ai trả lời",
    "bao nhiêu phút nữa",
    "có ai chưa",
    "còn bao nhiêu người trước tui",
    "họ gọi lại số nào",
    "sao hổng có ai hết vậy",
    "cho doi bao lau vay",
]


@pytest.mark.parametrize("text", ASKING)
def test_who_waits_asks_when_somebody_comes(text: str) -> None:
    assert asks_when_somebody_comes(text)
    assert thread_intent(text, {"ask_aspect_followup": 0.99}, (), Thread(waiting=True)) == "human_handoff"


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh mất bao lâu",
        "thôi tui chờ",
        "mấy giờ phường mở cửa",
        "sao hồ sơ lâu vậy",
        "đèn đường hư chưa ai sửa",
        "không cần nữa",
        "/human_handoff",
    ],
)
def test_a_matter_of_its_own_asks_for_nobody(text: str) -> None:
    assert not asks_when_somebody_comes(text)


def test_without_waiting_nobody_is_asked_for() -> None:
    assert thread_intent("có ai chưa", {"ask_aspect_followup": 0.99}, (), Thread()) != "human_handoff"


def test_a_wrong_file_is_named(tmp_path) -> None:
    broken = tmp_path / "waiting_words.yml"
    broken.write_text("when_somebody_comes: [a]\n", encoding="utf-8")
    with pytest.raises(WaitingWordsError, match=r"waiting_words\.yml"):
        waiting_words(broken)


@pytest.mark.parametrize(
    "text",
    [
        "tao muốn gặp sếp tụi mày",
        "kêu sếp mày ra đây",
        "cho noi chuyen voi quan ly",
        "cho gặp giám đốc 1022",
        "đưa máy cho người khác",
    ],
)
def test_somebody_above_us_is_a_person(text: str) -> None:
    assert wants_a_person(text)
    assert thread_intent(text, {"insult_spam": 0.9}, (), Thread()) == "human_handoff"
    ranking = {"form_answer": 0.6, "human_handoff": 0.3, "chitchat": 0.1}
    assert side_intent(ranking, "feedback_unit", (), text) == "human_handoff"


@pytest.mark.parametrize(
    "text",
    [
        "gặp lãnh đạo phường ở đâu",
        "kêu quản lý chung cư xuống",
        "cho người khác nộp thay được không",
        "giám đốc công ty tui chạy rồi",
    ],
)
def test_who_is_above_somebody_else_is_no_person_of_ours(text: str) -> None:
    assert not wants_a_person(text)
