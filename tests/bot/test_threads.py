import pytest

from bot.threads import Thread, thread_intent

NEW = Thread()
ANSWERED = Thread(shown=True, about_procedure=True)
PLACE_TOLD = Thread(shown=True, about_procedure=True, place_told=True)
DOSSIER_TOLD = Thread(shown=True, about_procedure=True, status="dossier_status")
REPORT_TOLD = Thread(status="feedback_status")
FILED_BEFORE = Thread(shown=True, about_procedure=True, report_filed=True)
CODE_ASKED = Thread(code_asked="dossier_status")
LAW_SHOWN = Thread(legal=True)
OFFERED = Thread(shown=True, offered=True)


@pytest.mark.parametrize(
    ("text", "taken_for", "thread", "intent"),
    [
        ("quay lại cái khai sinh đi", "cancel", ANSWERED, "ask_procedure"),
        ("không phải cái đó", "deny", OFFERED, "choose_procedure"),
        ("ủa không phải, ý tui là tạm trú", "deny", ANSWERED, "ask_procedure"),
        ("mới sinh con", "chitchat", NEW, "ask_procedure"),
        ("MAY NGAY", "insult_spam", ANSWERED, "ask_aspect_followup"),
        ("ai đi làm cũng được hả", "chitchat", ANSWERED, "ask_aspect_followup"),
        ("vậy giờ em phải làm sao", "ask_procedure", DOSSIER_TOLD, "dossier_status"),
        ("bao giờ mới xuống sửa vậy", "chitchat", REPORT_TOLD, "feedback_status"),
        ("chừng nào có kết quả", "ask_aspect_followup", DOSSIER_TOLD, "dossier_status"),
        ("ai đang giữ nó", "bot_challenge", REPORT_TOLD, "feedback_status"),
        ("dừng là sao, tại em hả", "chitchat", DOSSIER_TOLD, "dossier_status"),
        ("ngưng xử lý là bị hủy rồi hả", "cancel", DOSSIER_TOLD, "dossier_status"),
        ("nhắn lại giùm cái mã đó", "subscribe_updates", FILED_BEFORE, "feedback_status"),
        ("mã đó nhìn ra sao", "chitchat", CODE_ASKED, "dossier_status"),
        ("vậy đơn gửi chỗ nào", "ask_procedure", LAW_SHOWN, "ask_legal_way"),
        ("chừng nào có giấy phép", "chitchat", OFFERED, "ask_aspect_followup"),
        ("bé nhà em mới 7t", "chitchat", OFFERED, "ask_aspect_followup"),
        ("nhà tui bên phường Xóm Chiếu", "file_feedback", ANSWERED, "ask_aspect_followup"),
        ("em ở xã Nhà Bè á", "office_info", ANSWERED, "ask_aspect_followup"),
        ("gần đường Lê Văn Thọ khúc phường 11 cũ", "file_feedback", PLACE_TOLD, "ask_aspect_followup"),
        ("nhà em ngay chợ Phạm Thế Hiển", "file_feedback", PLACE_TOLD, "ask_aspect_followup"),
        ("muốn kê ghế ra lề đường có xin phép được không", "file_feedback", ANSWERED, "ask_procedure"),
        ("quay lại vụ sang tên", "chitchat", Thread(offered=True), "ask_procedure"),
        ("bắn pháo giấy có phải xin phép không", "file_feedback", NEW, "ask_procedure"),
        ("tụi nó kẹt việc, để tới bữa nào là trễ hạn", "feedback_status", ANSWERED, "ask_aspect_followup"),
        ("chừng nào thì bị trễ dị", "subscribe_updates", ANSWERED, "ask_aspect_followup"),
        ("so hong", "affirm", NEW, "ask_procedure"),
        ("so hong", "deny", OFFERED, "ask_procedure"),
        ("dạ bằng lái ạ", "greet", NEW, "ask_procedure"),
        ("thứ bảy nhà máy tập huấn PCCC, em có phải vô không", "file_feedback", NEW, "ask_procedure"),
        (
            "nhà tui phường 8 quận 4 cũ, giờ nộp ngay đó được hông",
            "file_feedback",
            ANSWERED,
            "ask_aspect_followup",
        ),
        ("hồi trước em ở Vĩnh Lộc A, nay ra đâu nộp", "office_info", ANSWERED, "ask_aspect_followup"),
    ],
)
def test_the_thread_is_held_whatever_the_classifier_took_a_message_for(
    text: str, taken_for: str, thread: Thread, intent: str
) -> None:
    assert thread_intent(text, {taken_for: 0.7, "ask_procedure": 0.1}, (), thread) == intent


@pytest.mark.parametrize(
    ("text", "taken_for", "thread"),
    [
        ("/choose_procedure", "choose_procedure", OFFERED),
        ("không phải cái đó", "deny", NEW),
        ("quay lại cái khai sinh đi", "cancel", NEW),
        ("đường trước nhà ngập hoài", "file_feedback", ANSWERED),
        ("cho gặp tổng đài viên", "human_handoff", ANSWERED),
        ("hồ sơ của tui tới đâu rồi", "dossier_status", ANSWERED),
        ("cho gặp người, sao lâu dữ vậy", "human_handoff", DOSSIER_TOLD),
        ("sao lâu dữ vậy, tui báo cái ổ gà này", "file_feedback", REPORT_TOLD),
        ("vậy đơn gửi chỗ nào", "ask_procedure", NEW),
        ("hồ sơ tui bị trả về, phải bổ sung giấy tờ gì", "dossier_status", NEW),
        ("bé nhà em mới 7t", "chitchat", NEW),
        ("nhà tui bên phường Xóm Chiếu", "file_feedback", NEW),
        ("chỗ này đốt rác hoài, có cần báo phường không", "file_feedback", NEW),
        ("dạ hong", "deny", NEW),
        ("hong", "deny", OFFERED),
        ("so", "office_info", NEW),
        ("ok", "affirm", ANSWERED),
        ("sơ đồ", "chitchat", NEW),
        ("nhà kế bên diễn tập chữa cháy um sùm, có ai xử lý không", "file_feedback", NEW),
        ("nhà tui phường 8 quận 4 cũ, giờ ngập quá nộp đơn ở đâu", "file_feedback", ANSWERED),
    ],
)
def test_otherwise_the_classifier_is_believed(text: str, taken_for: str, thread: Thread) -> None:
    assert thread_intent(text, {taken_for: 0.9, "ask_procedure": 0.05}, (), thread) is None


@pytest.mark.parametrize("taken_for", ["cancel", "chitchat", "ask_procedure"])
def test_what_a_state_means_is_asked_of_the_dossier_told_however_sure_another_guess_is(
    taken_for: str,
) -> None:
    text = "đình chỉ là bị hủy luôn hả"
    assert thread_intent(text, {taken_for: 0.99}, (), DOSSIER_TOLD) == "dossier_status"
    assert thread_intent(text, {"human_handoff": 0.99}, (), DOSSIER_TOLD) is None


def test_the_code_of_a_report_is_asked_for_only_where_one_was_filed() -> None:
    ranking = {"subscribe_updates": 0.99}
    assert thread_intent("cho tui xin cái mã", ranking, (), FILED_BEFORE) == "feedback_status"
    assert thread_intent("cho tui xin cái mã", ranking, (), DOSSIER_TOLD) is None
    assert thread_intent("cho tui xin mã hồ sơ", ranking, (), FILED_BEFORE) is None


def test_a_code_in_the_message_says_what_is_meant() -> None:
    assert (
        thread_intent("không phải, ý tui là H29.12-260901-0007", {"deny": 0.7}, ("dossier_code",), ANSWERED)
        is None
    )


def test_a_correction_to_a_report_is_a_report() -> None:
    ranking = {"deny": 0.4, "file_feedback": 0.5}
    assert thread_intent("nhầm, tui muốn báo cái ổ gà trước nhà", ranking, (), ANSWERED) == "file_feedback"


def test_hardly_believed_an_insult_is_not_understood() -> None:
    assert thread_intent("cái kia kìa", {"insult_spam": 0.3}, (), NEW) == "nlu_fallback"


@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("không phải, ý tui không phải vậy", "deny"),
        ("thôi khỏi, mới sinh con mệt quá", "cancel"),
        ("giấy khai sinh cho bé mới sinh nộp rồi tới đâu", "dossier_status"),
    ],
)
def test_what_is_certain_stands_where_nothing_was_said_before(text: str, taken_for: str) -> None:
    assert thread_intent(text, {taken_for: 0.99, "ask_procedure": 0.01}, (), NEW) is None
