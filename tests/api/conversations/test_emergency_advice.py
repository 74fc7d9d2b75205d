"""What is said with an emergency, by what happens."""

import pytest

from api.conversations.emergency import detect
from api.conversations.emergency_advice import advice
from api.conversations.emergency_reply import emergency_reply, name_of


@pytest.mark.parametrize(
    ("text", "situation", "numbers"),
    [
        ("có người đang định nhảy cầu Bình Lợi", "somebody_about_to_jump", ("114", "115", "113")),
        ("thang máy chung cư rớt có người trong đó", "lift", ("114",)),
        ("thang may chung cu dung giua chung, co 3 nguoi ben trong", "lift", ("114",)),
        ("sập hang 2 người thợ bị chôn", "collapse", ("114", "115")),
        ("dây điện đứt rớt xuống vũng nước trước cổng", "electricity", ("114",)),
        ("con tui té sông chìm rồi", "drowning", ("114", "115")),
        ("gas xì mùi khắp chung cư", "gas", ("114",)),
        ("có rắn hổ bò vô nhà", "wild_animal", ("114",)),
        ("nhớt đổ đầy cầu vượt nãy giờ té 7 chiếc", "fuel_spill", ("114", "115")),
        ("cháy chung cư rồi", "building_fire", ("114",)),
        ("xe tải bốc cháy giữa đường", "vehicle_fire", ("114",)),
        ("hàng xóm đánh đập đứa nhỏ dã man", "child_in_danger", ("113", "111")),
        ("em bị chồng đánh", "violence_at_home", ("113",)),
        ("ngộ độc cả xóm ăn bánh mì", "poisoning", ("115",)),
        ("em bé uống nhầm thuốc sâu", "poisoning", ("115",)),
        ("tai nạn xe máy người nằm giữa đường", "wounds", ("115",)),
        ("tao sẽ đốt cái ủy ban phường này", "threatens", ("113",)),
    ],
)
def test_the_advice_fits_what_happens(text: str, situation: str, numbers: tuple[str, ...]) -> None:
    emergency = detect(text)
    assert emergency is not None
    found = advice().of(text, emergency.kinds)
    assert found is not None
    assert found.name == situation
    assert emergency_reply(emergency, text).metadata.emergency == numbers


@pytest.mark.parametrize(
    "text",
    [
        "em chán sống quá",
        "sống làm gì nữa, mệt mỏi quá rồi",
        "e k mun sống nữa",
        "muon chet qua",
        "thôi chết quách cho rồi",
        "chắc em biến mất luôn cho mọi người đỡ phiền",
        "ước gì em đừng sinh ra trên đời",
        "hồ sơ bị trả hoài, em không muốn sống nữa",
        "I don't want to live anymore",
    ],
)
def test_who_wishes_to_die_is_answered_warmly_first(text: str) -> None:
    emergency = detect(text)
    assert emergency is not None
    assert "despair" in emergency.kinds
    reply = emergency_reply(emergency, text)
    assert reply.text.splitlines()[0].startswith(("Dạ em đang nghe", "I am here"))
    assert "115" in reply.metadata.emergency
    assert "người bị thương" not in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "mệt muốn chết với cái giấy này",
        "cười muốn chết",
        "chết rồi quên mang giấy",
        "dân khổ muốn chết vì ngập",
        "đợi dài cổ muốn chết luôn",
        "không muốn sống chung với ba mẹ chồng, tách hộ sao",
        "sống gần bãi rác hôi muốn chết",
        "cần tư vấn thủ tục",
        "muon tu van vay von",
        "cây sắp chết, xin đốn",
        "lan can cầu bị gãy",
        "thang máy hư 3 ngày chưa sửa",
        "quán nhậu bán thịt rắn",
        "bị giật mình vì pháo",
        "bị giựt hụi 50 triệu",
        "đổ dầu nhớt ra cống",
        "I am dying to know the fee",
        "how to get fire certificate for restaurant",
        "where can i report my stolen passport",
    ],
)
def test_what_only_sounds_like_it_alarms_nobody(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    "text", ["fire!!!", "help, accident", "someone stole my phone and hit me", "my child is missing"]
)
def test_a_danger_told_in_english_is_answered_in_english(text: str) -> None:
    emergency = detect(text)
    assert emergency is not None
    reply = emergency_reply(emergency, text)
    assert reply.text.isascii() or "🚨" in reply.text
    assert "operator" in reply.text


def test_every_number_has_a_name() -> None:
    for situation in advice().file.situations:
        assert all(name_of(number) and advice().in_english(number) for number in situation.numbers)
