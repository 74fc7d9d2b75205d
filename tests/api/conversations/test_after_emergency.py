"""What is asked right after a danger was told."""

import pytest

from api import database
from api.conversations import after_emergency
from api.conversations import service as conversations
from api.conversations.after_emergency import AfterDanger
from api.conversations.metadata import Kind, Metadata
from tests.api.conversations.conftest import write

pytestmark = pytest.mark.usefixtures("open_database", "app_settings")
FIRE = Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=("114",))


async def _asked_after(*said: Metadata, text: str) -> AfterDanger | None:
    first = await write("cháy nhà kế bên rồi")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        for about in said:
            await conversations.say(session, conversation=conversation, text="Dạ …", metadata=about)
        return await after_emergency.answer_to(
            session, conversation_id=first.conversation_id, before=100, text=text
        )


@pytest.mark.parametrize(
    "text",
    [
        "có xe chữa cháy chưa vậy",
        "giờ tui mở cửa sổ được không",
        "bấm số nào đây",
        "goi ai truoc",
        "liên hệ chỗ nào",
    ],
)
async def test_a_question_about_the_danger_is_answered_with_whom_to_call(text: str) -> None:
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert "114" in answered.reply.text
    assert answered.reply.metadata == FIRE


@pytest.mark.parametrize(
    "text",
    [
        "em không dám lên tiếng, sợ tụi nó biết",
        "bấm 114 mà không ai nghe máy",
        "điện thoại hết tiền rồi",
        "may het pin toi noi",
        "gọi dùm em đi",
        "nãy giờ chưa thấy xe nào tới",
    ],
)
async def test_who_can_call_nobody_is_told_what_else_helps_and_operators_are_called_again(text: str) -> None:
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert answered.reply.metadata == FIRE
    assert "địa chỉ chính xác" in answered.reply.text
    assert answered.alarm == ("fire",)


async def test_help_that_comes_rings_no_more_and_lets_a_report_under_way_go_on() -> None:
    text = "kêu 114 rồi, xe chữa cháy đang chạy tới"
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert answered.reply.metadata.kind is not Kind.EMERGENCY_NOTICE
    assert answered.alarm == ()
    assert await _asked_after(Metadata(kind=Kind.FEEDBACK_FORM_QUESTION), FIRE, text=text) is None


@pytest.mark.parametrize(
    "text",
    [
        "trên cầu Bình Lợi, phía Thủ Đức",
        "hẻm 48 Bùi Thị Xuân phường Bến Thành",
        "chung cư Carina p16 q8",
        "so 12 duong Le Loi",
        "phường An Lạc",
        "tầng 5, có 2 người già",
        "mặc áo đỏ quần jean xanh",
    ],
)
async def test_the_place_and_more_of_the_danger_are_passed_on_to_the_operators(text: str) -> None:
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert answered.told == text
    assert answered.reply is not None
    assert "tổng đài viên" in answered.reply.text
    assert answered.reply.metadata == FIRE


async def test_in_the_middle_of_a_report_only_an_address_is_the_dangers() -> None:
    form = Metadata(kind=Kind.FEEDBACK_FORM_QUESTION)
    assert await _asked_after(form, FIRE, text="phường An Nhơn") is None
    answered = await _asked_after(form, FIRE, text="số 12 đường Lê Lợi")
    assert answered is not None
    assert answered.told


@pytest.mark.parametrize("text", ["ừ gửi", "gửi phản ánh luôn đi", "ok ghi giúp em"])
async def test_a_yes_to_the_report_offered_begins_it(text: str) -> None:
    answered = await _asked_after(FIRE, text=text)
    assert answered == AfterDanger(payload="Tôi muốn gửi phản ánh")


@pytest.mark.parametrize(
    "text", ["gọi 114 không ai bắt máy", "máy bận hoài không gọi được", "114 reo hoài không ai nghe máy"]
)
async def test_where_nobody_answers_other_numbers_are_told(text: str) -> None:
    answered = await _asked_after(FIRE, text=text)
    assert answered is not None
    assert answered.reply is not None
    assert "112" in answered.reply.text


async def _after(danger: str, text: str, *numbers: str) -> AfterDanger | None:
    first = await write(danger)
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        notice = Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=numbers)
        await conversations.say(session, conversation=conversation, text="Dạ …", metadata=notice)
        return await after_emergency.answer_to(
            session, conversation_id=first.conversation_id, before=100, text=text
        )


@pytest.mark.parametrize(
    "text", ["chị không muốn gọi công an", "có chỗ nào giúp chị không", "sợ ổng biết rồi đánh nữa"]
)
async def test_who_wants_no_police_is_not_sent_to_them_again(text: str) -> None:
    answered = await _after("em bị chồng đánh", text, "113")
    assert answered is not None
    assert answered.reply is not None
    assert "GỌI NGAY" not in answered.reply.text
    assert answered.alarm == ("crime",)


async def test_who_wished_to_die_is_listened_to() -> None:
    answered = await _after("em không muốn sống nữa", "không ai hiểu em hết", "115")
    assert answered is not None
    assert answered.reply is not None
    assert "đang nghe" in answered.reply.text
    calmer = await _after("em không muốn sống nữa", "dạ em đỡ hơn rồi", "115")
    assert calmer is not None
    assert calmer.alarm == ()
    assert await _after("em không muốn sống nữa", "làm lại căn cước cần gì", "115") is None


async def _danger_told_before(*said: Metadata) -> str | None:
    first = await write("cháy nhà kế bên rồi")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        for about in said:
            await conversations.say(session, conversation=conversation, text="Dạ …", metadata=about)
    now = await write("hết cháy rồi, nhờ điện lực coi lại")
    assert now is not None
    async with database.transaction() as session:
        return await after_emergency.danger_told(session, message_id=now.id)


async def test_the_danger_told_just_before_is_found() -> None:
    assert await _danger_told_before(FIRE) == "cháy nhà kế bên rồi"
    assert await _danger_told_before(FIRE, Metadata(kind=Kind.SMALLTALK)) == "cháy nhà kế bên rồi"
    assert await _danger_told_before(FIRE, Metadata(kind=Kind.NOTICE), FIRE) == "cháy nhà kế bên rồi"


async def test_a_danger_before_another_matter_is_not_told_just_before() -> None:
    assert await _danger_told_before(FIRE, Metadata(kind=Kind.FEEDBACK_FILED)) is None
    assert await _danger_told_before(Metadata(kind=Kind.SMALLTALK)) is None


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (FIRE, "lửa tắt rồi, cảm ơn em"),
        (
            FIRE,
            "nhà tôi mới bị cháy bếp hôm qua giờ muốn xin giấy xác nhận thiệt hại thì lên đâu làm",
        ),
        (FIRE, "đèn đường hẻm 12 Lê Lợi bị tắt"),
        (FIRE, "cảm ơn em nhiều"),
        (FIRE, "gặp tổng đài viên"),
        (FIRE, "2"),
        (Metadata(kind=Kind.SMALLTALK), "số 12 đường Lê Lợi"),
        (Metadata(kind=Kind.SMALLTALK), "có xe chữa cháy chưa vậy"),
        (Metadata(kind=Kind.SMALLTALK), "điện thoại hết tiền rồi"),
    ],
)
async def test_other_messages_are_answered_as_always(about: Metadata, text: str) -> None:
    assert await _asked_after(about, text=text) is None


CRIME = Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=("113",))


@pytest.mark.parametrize(
    "text", ["giờ làm đơn ở đâu", "trình báo chỗ nào vậy em", "báo ai đây", "có cần giữ hiện trường không"]
)
async def test_who_asks_where_a_crime_is_reported_is_told(text: str) -> None:
    answered = await _asked_after(CRIME, text=text)
    assert answered is not None
    assert "trình báo tại công an phường" in answered.reply.text
    assert answered.reply.metadata == CRIME


@pytest.mark.parametrize(
    "text", ["đền tiền cho tui không", "thiệt hại bao nhiêu", "tiểu thương được hỗ trợ gì"]
)
async def test_a_question_of_money_is_none_of_the_danger(text: str) -> None:
    assert await _asked_after(FIRE, text=text) is None


async def test_where_a_crime_is_reported_is_told_also_after_a_few_words_in_between() -> None:
    calm = Metadata(kind=Kind.SMALLTALK)
    answered = await _asked_after(CRIME, calm, text="giờ trình báo ở đâu")
    assert answered is not None
    assert "công an phường" in answered.reply.text
    other = Metadata(kind=Kind.PROCEDURE_ANSWER)
    assert await _asked_after(CRIME, other, text="giờ trình báo ở đâu") is None


async def test_an_exact_place_is_the_danger_s_though_its_words_name_other_things() -> None:
    answered = await _asked_after(FIRE, text="block A2 chung cư ehome 3")
    assert answered is not None
    assert answered.told == "block A2 chung cư ehome 3"
