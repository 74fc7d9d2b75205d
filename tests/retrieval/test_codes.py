from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.codes import (
    FEEDBACK_ALPHABET,
    dossier_codes,
    feedback_codes,
    looks_like_dossier_code,
    phones,
    procedure_codes,
)

DATES = st.dates(date(2020, 1, 1), date(2039, 12, 31)).map(lambda day: day.strftime("%y%m%d"))
PREFIXES = st.sampled_from(["", "000.00.01.", "000.00.33."])
PARTS = st.lists(st.integers(1, 99).map(lambda part: f".{part:02}"), max_size=2).map("".join)
NUMBERS = st.integers(0, 999999).map(lambda number: f"{number:04}")
DOSSIERS = st.builds("{}H29{}-{}-{}".format, PREFIXES, PARTS, DATES, NUMBERS)
FEEDBACK = st.builds("PA-{}-{}".format, DATES, st.text(FEEDBACK_ALPHABET, min_size=5, max_size=5))


def values(mentions):
    return [mention.value for mention in mentions]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("000.00.01.H29-240115-0001", "000.00.01.H29-240115-0001"),
        ("tra giùm 000 00 01 h29 240115 0001 nha", "000.00.01.H29-240115-0001"),
        ("H29.33-240527-0001", "H29.33-240527-0001"),
        ("mã là h29 33 240527 0001.", "H29.33-240527-0001"),
        ("H29-33/240527/0001", "H29.33-240527-0001"),
        ("H29.33.240527.0001", "H29.33-240527-0001"),
        ("H2933-240527-0001", "H29.33-240527-0001"),
        ("h29332405270001", "H29.33-240527-0001"),
        ("0000001H292401150001", "000.00.01.H29-240115-0001"),
        ("OOO.OO.O1.H29-24O115-OOO1", "000.00.01.H29-240115-0001"),
        ("g01.899.102 240527 0001", "G01.899.102-240527-0001"),
        ("H29.33 – 240527 – 0001", "H29.33-240527-0001"),
    ],
)
def test_a_dossier_code_is_read_however_it_is_typed(text, code):
    assert values(dossier_codes(text)) == [code]


def test_a_dossier_code_says_where_it_stands():
    text = "hồ sơ H29.33-240527-0001 xong chưa"
    (code,) = dossier_codes(text)
    assert text[code.start : code.end] == "H29.33-240527-0001"


def test_two_dossier_codes_are_found_in_order():
    assert values(dossier_codes("H29.07-250918-1203 và H29.05-250406-0333")) == [
        "H29.07-250918-1203",
        "H29.05-250406-0333",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("H29.33-241327-0001", "date"),
        ("H29.33-240527", "number_missing"),
        ("240527-0001", "unit_missing"),
        ("29.33-240527-0001", "unit_missing"),
        ("hồ sơ h29 33 xong chưa", "shape"),
    ],
)
def test_a_near_miss_is_no_code_and_is_explained(text, reason):
    assert dossier_codes(text) == []
    near = looks_like_dossier_code(text)
    assert near is not None
    assert (near.reason, text[near.start : near.end]) == (reason, near.text)
    assert near.explanation.endswith((".", ")"))


@pytest.mark.parametrize(
    "text",
    [
        "H29.33-240527-0001",
        "PA-240527-0001",
        "PA-260930-7KX2M",
        "gọi 0903 123 456",
        "nhà số 25/3 hẻm 12",
        "xin chào",
        "",
    ],
)
def test_nothing_else_looks_like_a_dossier_code(text):
    assert looks_like_dossier_code(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PA-260930-7KX2M", "PA-260930-7KX2M"),
        ("pa 260930 7kx2m", "PA-260930-7KX2M"),
        ("mã pa2609307kx2m ạ", "PA-260930-7KX2M"),
        ("PAKN-260930-7KX2M", "PA-260930-7KX2M"),
        ("mã pakn 260930 7kx2m đâu rồi", "PA-260930-7KX2M"),
        ("PA-26o930-oil2m", "PA-260930-0112M"),
        ("pa 26 09 30 7kx2m", "PA-260930-7KX2M"),
    ],
)
def test_a_feedback_code_is_read_however_it_is_typed(text, code):
    assert values(feedback_codes(text)) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PA-251130-0315", "PA-251130-0315"),
        ("pa 251130 0315 xong chua", "PA-251130-0315"),
        ("PA-260930-7KX2", "PA-260930-7KX2"),
        ("PA-260930-7kx2m3", "PA-260930-7KX2M3"),
    ],
)
def test_a_sign_less_or_more_is_left_to_the_store(text, code):
    assert values(feedback_codes(text)) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "PA-261330-7KX2M",
        "pa 240527 duong",
        "spa 260930 7kx2m",
        "PA-260930-7K2",
        "phản ánh pa 260930 xong chưa",
    ],
)
def test_what_is_no_feedback_code_is_left_alone(text):
    assert feedback_codes(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0903123456", "0903123456"),
        ("sđt 0903 123 456.", "0903123456"),
        ("+84903123456", "0903123456"),
        ("84 903.123.456", "0903123456"),
        ("(028) 3829 1022", "02838291022"),
    ],
)
def test_a_telephone_number_starts_with_a_zero(text, number):
    assert values(phones(text)) == [number]


@pytest.mark.parametrize(
    "text", ["000.00.01.H29-240115-0001", "1022", "079123456789", "H29.33-240527-0903", "lương 9000000000"]
)
def test_other_numbers_are_no_telephone_numbers(text):
    assert phones(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("thủ tục 1.001193", ["1.001193"]),
        ("2,000815", ["2.000815"]),
        ("1.001193.000.00.00.H29", ["1.001193"]),
        ("1.000.000 đồng", []),
        ("giá 12.000000", []),
    ],
)
def test_a_procedure_code_is_one_digit_and_six(text, codes):
    assert values(procedure_codes(text)) == codes


@given(DOSSIERS)
def test_every_dossier_code_is_its_own_canonical_form(code):
    assert values(dossier_codes(code)) == [code]


@given(DOSSIERS, st.sampled_from([" ", ".", "/", " - ", "–"]))
def test_odd_separators_and_lower_case_change_no_dossier_code(code, gap):
    typed = code.lower().replace("-", gap)
    assert values(dossier_codes(f"hồ sơ {typed} ạ")) == [code]


@given(FEEDBACK, st.sampled_from(["-", " ", "", "–"]))
def test_every_feedback_code_is_found_again(code, gap):
    assert values(feedback_codes(f"({code.lower().replace('-', gap)})")) == [code]


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error_and_spans_fit(text):
    for mention in dossier_codes(text) + feedback_codes(text) + phones(text) + procedure_codes(text):
        assert 0 <= mention.start < mention.end <= len(text)
    near = looks_like_dossier_code(text)
    assert near is None or text[near.start : near.end] == near.text


@given(st.text("0123456789Hh.- OIl", max_size=60))
def test_code_like_noise_is_read_in_good_time(text):
    dossier_codes(text)
    looks_like_dossier_code(text)
