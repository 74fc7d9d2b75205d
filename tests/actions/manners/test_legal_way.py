"""What is asked after the way of a khiếu nại or tố cáo was shown."""

import pytest

from actions.manners import legal_way
from tests.actions.conftest import Caller


def shown(call: Caller, kind: str) -> None:
    about = {"custom": {"kind": "refusal", "legal_kind": kind}}
    call.before += [{"event": "user", "text": "…"}, {"event": "bot", "text": "…", "data": about}]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("khieu_nai", "vậy đơn gửi chỗ nào", "cơ quan, người có thẩm quyền đã ra quyết định"),
        ("khieu_nai", "cần giấy gì", "họ tên, địa chỉ và chữ ký"),
        ("khieu_nai", "bao lâu họ trả lời", "Luật Khiếu nại"),
        ("to_cao", "có lộ tên tui không", "giữ bí mật"),
        ("to_cao", "đem đơn tới đâu", "nơi tiếp công dân"),
        ("to_cao", "em gửi giùm luôn được không", "không nhận thay"),
    ],
)
async def test_what_is_asked_is_told_of_the_law_spoken_of(
    bare_call: Caller, kind: str, text: str, found: str
) -> None:
    shown(bare_call, kind)
    said = await bare_call("action_legal_way", text)
    assert found in said.text
    assert said.metadata["kind"] == "aspect_answer"
    assert said.metadata["legal_kind"] == kind
    assert said.payloads == ["/human_handoff"]


async def test_an_unknown_term_is_not_guessed(bare_call: Caller) -> None:
    shown(bare_call, "to_cao")
    said = await bare_call("action_legal_way", "mấy ngày thì họ giải quyết")
    assert said.text == legal_way.HOW_LONG(
        law="Luật Tố cáo", receiver="cơ quan có thẩm quyền giải quyết tố cáo"
    )
    assert not any(sign.isdigit() for sign in said.text)
