import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.privacy.masking import Kind, find


def kinds_in(text: str) -> list[tuple[Kind, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


@pytest.mark.parametrize(
    "phone",
    [
        "0903123456",
        "0903 123 456",
        "0903.123.456",
        "0903-123-456",
        "090 312 3456",
        "09 03 12 34 56",
        "0 9 0 3 1 2 3 4 5 6",
        "(0903) 123 456",
        "+84903123456",
        "+84 903 123 456",
        "+84 (0) 903 123 456",
        "(+84) 903.123.456",
        "84903123456",
        "0084 903 123 456",
        "0903/123/456",
        "0903_123_456",
        "0.903.123.456",
        "0.903123 456",
        "0903 – 123 – 456",
        "028 3829 3653",
        "(028) 3829.3653",
        "02838293653",
        "01203123456",
    ],
)
@pytest.mark.parametrize(
    "around", ["gọi {} nha", "sđt:{}.", "{}", "số em là{}ạ", "05/06/2024 {} 10.000đ", "«{}»,"]
)
def test_a_phone_in_any_spelling_is_found_whole(phone: str, around: str) -> None:
    text = around.format(phone)
    found = [value for kind, value in kinds_in(text) if kind is Kind.PHONE]
    assert len(found) == 1
    assert re.sub(r"\D", "", found[0]) == re.sub(r"\D", "", phone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("căn cước 079203001234", (Kind.CITIZEN_ID, "079203001234")),
        ("cccd 079 203 001 234 nha", (Kind.CITIZEN_ID, "079 203 001 234")),
        ("chứng minh 024567891", (Kind.OLD_ID, "024567891")),
        ("cmnd: 245 678 000", (Kind.OLD_ID, "245 678 000")),
        ("số giấy tờ 245678912.", (Kind.OLD_ID, "245678912")),
        ("gửi về lan.tran+1@gmail.com nha", (Kind.EMAIL, "lan.tran+1@gmail.com")),
        ("email 0903123456@yahoo.com.vn", (Kind.EMAIL, "0903123456@yahoo.com.vn")),
        ("thẻ 9704 1234 5678 9012", (Kind.CARD, "9704 1234 5678 9012")),
        ("quẹt thẻ 4111111111111111", (Kind.CARD, "4111111111111111")),
        ("stk 0071001234567 vcb", (Kind.ACCOUNT, "0071001234567")),
    ],
)
def test_identity_numbers_mail_and_cards_are_found(text: str, expected: tuple[Kind, str]) -> None:
    assert kinds_in(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "hồ sơ 000.00.01.H29-240115-0001 của em tới đâu rồi",
        "h29 33 240527 0001",
        "mã PA-260930-7KX2M",
        "pa 260930 7kx2m",
        "thủ tục 1.001193",
        "thủ tục 2.000720 và 1.004859",
        "lệ phí 150.000 đồng",
        "phí 150000000 đồng",
        "tiền phạt 84.500.000.000 đ",
        "84.903.123.456 đồng",
        "dự án 100.000.000.000 đồng",
        "khoảng 15.000.000",
        "ngày 05/06/2024",
        "ngày 05-06-2024 10 giờ",
        "từ 2024-06-05",
        "gọi 1022, 113, 114 hay 1900 1019",
        "nghị định 118/2025/NĐ-CP",
        "nhà số 123/45/67 đường 3 tháng 2",
        "lúc 9 giờ 30 ngày 12.12.2025",
        "diện tích 120,5 m2",
    ],
)
def test_codes_amounts_and_dates_are_left_alone(text: str) -> None:
    assert kinds_in(text) == []


def test_a_date_beside_a_phone_hides_nothing_of_it() -> None:
    assert kinds_in("ngày 05-06-2024 0903123456") == [(Kind.PHONE, "0903123456")]


def test_a_mobile_number_before_the_word_street_is_no_amount() -> None:
    assert kinds_in("84903123456 đ/c Lê Lợi") == [(Kind.PHONE, "84903123456")]


@st.composite
def spelt_phones(draw: st.DrawFn) -> str:
    """A telephone number in any mix of prefix and separators."""
    prefix = draw(st.sampled_from(["0", "+84", "84", "0084", "(+84)", "+84 (0)", "(0"]))
    digits = draw(st.sampled_from("35789")) + draw(st.text("0123456789", min_size=8, max_size=8))
    separator = st.sampled_from(["", "", "", " ", ".", "-", " - ", "  ", "/"])
    body = "".join(draw(separator) + digit for digit in digits)
    return prefix + body.lstrip() if prefix == "(0" else prefix + body


WORDS = st.sampled_from(
    [
        "gọi em",
        "số",
        "đèn hư",
        "ở hẻm 12",
        "phí 50.000 đồng",
        "ngày 05/06/2024",
        "H29.33-240527-0001",
        "ạ",
        "1022",
        ",",
    ]
)


@given(st.lists(WORDS, max_size=3), spelt_phones(), st.lists(WORDS, max_size=3))
def test_no_digit_of_a_phone_is_left_outside_a_finding(
    before: list[str], phone: str, after: list[str]
) -> None:
    text = " ; ".join([*before, phone, *after])
    start = len(" ; ".join([*before, ""])) if before else 0
    hidden = {place for finding in find(text) for place in range(finding.start, finding.end)}
    digits = {place for place in range(start, start + len(phone)) if text[place].isdigit()}
    assert digits <= hidden


@given(st.text(max_size=80))
def test_findings_never_overlap_and_lie_inside_the_text(text: str) -> None:
    end = 0
    for finding in find(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


def test_a_long_run_of_letters_is_read_in_good_time() -> None:
    found = find("a" * 200_000 + "@b.vn")
    assert [(finding.kind, finding.start) for finding in found] == [(Kind.EMAIL, 0)]
