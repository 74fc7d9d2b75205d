"""Denying a report, and facts of papers that resemble one."""

import pytest

from bot.no_report import (
    asked_instead,
    asks_for_papers,
    denies_reporting,
    names_a_thing,
    tells_of_the_papers,
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("tui đâu có phản ánh gì", ""),
        ("có phản ánh gì đâu", ""),
        ("hổng phải tui phản ánh", ""),
        ("em đâu có khiếu nại ai hết", None),
        ("ko phai phan anh dau em", ""),
        ("tui chi hoi thoi", ""),
        ("tui hỏi xin phép xây 5 tầng thôi", "xin phép xây 5 tầng"),
        ("không, tui hỏi xin giấy phép chứ", "xin giấy phép"),
        ("không phải phản ánh, tui muốn mở quán karaoke", "tui muốn mở quán karaoke"),
        ("dau co phan anh, hoi giay to thoi", "giay to"),
    ],
)
def test_who_denies_to_report_is_heard_with_what_is_asked_instead(text: str, asked: str | None) -> None:
    assert denies_reporting(text)
    assert asked is None or asked_instead(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "phản ánh giùm tui",
        "tui có phản ánh mà không ai làm",
        "không phản ánh được hả",
        "phản ánh hoài không ai giải quyết",
        "hỏi phản ánh bao lâu thì xong thôi",
        "không ai dọn rác",
        "không phải đường Lê Lợi, đường Lê Lai",
        "không muốn cho tên",
        "sao không thấy phản ánh lên",
        "tui không biết phản ánh ở đâu",
        "em muốn hỏi mã phản ánh thôi",
        "không phản ánh nữa",
        "/deny",
    ],
)
def test_who_reports_or_asks_of_a_report_denies_none(text: str) -> None:
    assert not denies_reporting(text)


@pytest.mark.parametrize(
    "text",
    [
        "ba là người Mỹ, em ở quận Tân Phú",
        "chủ hộ ko chịu ký",
        "chủ trọ không chịu làm tạm trú cho tui",
        "hàng xóm không chịu ký giáp ranh",
        "cty nợ lương 3 tháng rồi tự nghỉ",
        "công ty trốn mất tiêu rồi không có giấy",
        "bố cháu không chịu ký",
        "vợ chồng em chưa đăng ký kết hôn",
        "má mất rồi",
        "cty ko chịu chốt sổ",
    ],
)
def test_a_fact_of_the_papers_is_no_report(text: str) -> None:
    assert tells_of_the_papers(text)


@pytest.mark.parametrize(
    "text",
    [
        "đèn đường hẻm 12 tắt",
        "cán bộ phường không chịu ký giấy cho tui",
        "nhà tui bị ngập hoài",
        "rác không ai dọn",
        "hàng xóm hát karaoke ồn quá",
        "hàng xóm không chịu dọn rác",
        "chủ trọ lấy tiền điện 5 ngàn",
        "công an phường không chịu làm",
        "con đường trước nhà em ngập",
        "xe rác không chịu vô hẻm",
        "tui phản ánh chủ nhà không cho ký",
    ],
)
def test_what_is_wrong_in_town_stays_a_report(text: str) -> None:
    assert not tells_of_the_papers(text)


def test_a_name_after_a_wish_to_ask_about_papers() -> None:
    assert asks_for_papers("Tui mún hỏi thủ tục")
    assert asks_for_papers("cho hỏi giấy tờ chút")
    assert not asks_for_papers("hỏi đèn đường")
    assert names_a_thing("karaoke")
    assert not names_a_thing("karaoke ồn quá trời luôn")
