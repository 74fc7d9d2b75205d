import pytest

from api import database
from api.conversations import service as conversations
from api.conversations.metadata import Ask, Kind, Metadata
from api.conversations.phone_tails import payload_for, tail_in
from tests.api.conversations.conftest import write


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("123", "123"),
        ("3 số cuối là 123", "123"),
        ("đuôi 0 7 7 nha em", "077"),
        ("4 số cuối 5123", "123"),
        ("dạ 456 ạ", "456"),
        ("0903 123 456", "456"),
        ("2233 là mã, đuôi số điện thoại là 0456", "456"),
        ("H29.33-240527-0001", None),
        ("12", None),
        ("nhà số 123 đường 456", None),
        ("thôi khỏi", None),
        ("thử 1234 coi", "234"),
        ("ba số cuối là chín không tám nha", "908"),
        ("bon so cuoi la bay bay bon nam", "745"),
        ("số em đuôi 662, đầy đủ thì 0912 345 662", "662"),
        ("năm số cuối 71908", "908"),
        ("không, ba năm rồi", None),
        ("đường 102 ngập", None),
        ("nộp năm 2026 rồi mà", None),
        ("đóng 500 ngàn rồi", None),
        ("hôm 12/11/2026", None),
    ],
)
def test_the_end_of_a_phone_number_is_read(text: str, tail: str | None) -> None:
    assert tail_in(text) == tail


@pytest.mark.usefixtures("open_database", "app_settings")
async def test_digits_are_a_tail_only_where_we_asked_for_one() -> None:
    first = await write("hồ sơ của tui đứng tên ai")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        asked = await conversations.say(
            session,
            conversation=conversation,
            text="Dạ cho em 3 số cuối ạ",
            metadata=Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.PHONE_TAIL,)),
        )

        async def meant(text: str, before: int) -> str | None:
            return await payload_for(session, conversation_id=conversation.id, before=before, text=text)

        assert await meant("456", asked.sequence + 1) == '/dossier_status{"phone_tail": "456"}'
        assert await meant("số em ⟨sđt1⟩", asked.sequence + 1) == '/dossier_status{"phone_tail": "⟨sđt1⟩"}'
        assert await meant("thôi khỏi", asked.sequence + 1) is None
        assert await meant("456", asked.sequence) is None


STATUS = Metadata(kind=Kind.DOSSIER_STATUS)
TAIL_ASKED = Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.PHONE_TAIL,))
REFUSED = Metadata(kind=Kind.REFUSAL)
FORM_ASKS = Metadata(kind=Kind.FEEDBACK_FORM_QUESTION, asks=(Ask.REPORTER_PHONE,))


def of_dossier(tail: str) -> str:
    return f'/dossier_status{{"phone_tail": "{tail}"}}'


@pytest.mark.usefixtures("open_database", "app_settings")
@pytest.mark.parametrize(
    ("said", "text", "payload"),
    [
        ((TAIL_ASKED,), "chắc là số này 1188 đó em ơi", of_dossier("188")),
        ((TAIL_ASKED,), "một một hai", of_dossier("112")),
        ((TAIL_ASKED, REFUSED), "thử 1188", of_dossier("188")),
        ((STATUS,), "3 số chót là đuôi 118, nguyên số thì ⟨sđt1⟩ đó em", of_dossier("⟨sđt1⟩")),
        ((STATUS,), "vẫn số lúc nãy 1188", of_dossier("188")),
        ((STATUS,), "cũng số đó luôn em", of_dossier("same")),
        ((TAIL_ASKED,), "xài số cũ đó", of_dossier("same")),
        ((TAIL_ASKED,), "tui không nhớ số nào hết", of_dossier("unknown")),
        ((STATUS,), "sđt bả tui đâu có biết, đọc đại tên người nộp đi", of_dossier("unknown")),
        ((STATUS,), "khỏi số má gì hết, cứ đọc tên chủ hồ sơ đi", of_dossier("unknown")),
        ((STATUS,), "hẻm 118 Lê Lợi ngập", None),
        ((STATUS,), "không biết số điện thoại phường để gọi", None),
        ((STATUS,), "H29.33-240527-0001 đuôi 118", None),
        ((TAIL_ASKED, FORM_ASKS), "đuôi 118", None),
        ((TAIL_ASKED, FORM_ASKS), "không biết số", None),
    ],
)
async def test_a_number_is_meant_of_the_dossier_told(
    said: tuple[Metadata, ...], text: str, payload: str | None
) -> None:
    first = await write("hồ sơ của tui tới đâu")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        for one in said:
            last = await conversations.say(session, conversation=conversation, text="Dạ", metadata=one)
        found = await payload_for(
            session, conversation_id=conversation.id, before=last.sequence + 1, text=text
        )
    assert found == payload


@pytest.mark.usefixtures("open_database", "app_settings")
@pytest.mark.parametrize(
    ("said", "text", "payload"),
    [
        (Metadata(kind=Kind.DOSSIER_STATUS), "thiếu giấy gì vậy", '/dossier_status{"phone_tail": "ask"}'),
        (Metadata(kind=Kind.DOSSIER_STATUS), "sao bị trả lại vậy em", '/dossier_status{"phone_tail": "ask"}'),
        (Metadata(kind=Kind.DOSSIER_STATUS), "làm khai sinh cần giấy gì", None),
        (Metadata(kind=Kind.PROCEDURE_ANSWER), "thiếu giấy gì vậy", None),
        (Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.DOSSIER_CODE,)), "tui không có mã", "/dossier_status"),
        (
            Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.DOSSIER_CODE,)),
            "mat giay hen roi em",
            "/dossier_status",
        ),
        (Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.FEEDBACK_CODE,)), "quên mã rồi", "/feedback_status"),
        (Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.DOSSIER_CODE,)), "mất căn cước làm lại ở đâu", None),
    ],
)
async def test_a_short_answer_means_what_was_said_before(
    said: Metadata, text: str, payload: str | None
) -> None:
    first = await write("alo")
    assert first is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        last = await conversations.say(session, conversation=conversation, text="Dạ", metadata=said)
        found = await payload_for(
            session, conversation_id=conversation.id, before=last.sequence + 1, text=text
        )
    assert found == payload


@pytest.mark.usefixtures("open_database", "app_settings")
@pytest.mark.parametrize("text", ["đuôi điện thoại là 4417", "4 số cuối 0992", "⟨sđt1⟩ nha em"])
async def test_the_end_of_a_number_after_a_report_was_told_tells_it_again(text: str) -> None:
    first = await write("phản ánh của tui sao rồi")
    assert first is not None
    about = Metadata(kind=Kind.FEEDBACK_STATUS, feedback_code="PA-260930-7KX2M")
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=first.conversation_id)
        await conversations.say(session, conversation=conversation, text="Dạ …", metadata=about)
        payload = await payload_for(session, conversation_id=first.conversation_id, before=100, text=text)
        other = await payload_for(
            session, conversation_id=first.conversation_id, before=100, text="hẻm 123 Lê Lợi"
        )
    assert payload == '/feedback_status{"phone_tail": "given"}'
    assert other is None
