"""Every fact of the starter catalogue is held against the real record of the same code."""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

STARTER = Path(__file__).resolve().parents[2] / "retrieval" / "starter"
CHANNELS = {"ONLINE": "trực tuyến", "POSTAL": "bưu chính", "DIRECT": "trực tiếp"}
UNITS = {
    "HOUR": "giờ",
    "DAY": "ngày",
    "ngày": "ngày",
    "WORKING_DAY": "ngày làm việc",
    "MONTH": "tháng",
    "tháng": "tháng",
    "OTHER": "không ghi đơn vị",
}
FORM_CODE = re.compile(r"\b(?:CT|CC|DC|TK|NA|VB|M)\d{1,2}[a-z]?\b|\b\d{2}/\d{4}/LLTP\b")


Entry = dict[str, Any]


def entries() -> list[Entry]:
    """All entries of all starter files, in file order."""
    return [
        entry
        for path in sorted(STARTER.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []
    ]


ENTRIES = entries()


def plain(text: str) -> str:
    """NFC text with runs of spaces made one."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def strings(value: object) -> Iterator[str]:
    """Every string inside an entry, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


@pytest.fixture(scope="module")
def records(shared_dir: Path) -> dict[str, dict[str, str]]:
    """The real records of the codes that the starter catalogue holds, as portal labels and texts."""
    wanted = {entry["code"] for entry in ENTRIES}
    found = {}
    with gzip.open(shared_dir / "catalogue" / "procedures.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["Mã thủ tục"] in wanted:
                found[record["Mã thủ tục"]] = record
    return found


def whole_text(record: dict[str, str]) -> str:
    return plain("\n".join(record.values()))


def amounts(text: str) -> set[Decimal]:
    """Every number of a text that could be money, with and without thousands marks."""
    return {
        Decimal(number.replace(".", "").replace(",", "")) for number in re.findall(r"\d[\d.,]*\d|\d", text)
    }


def printed_durations(record: dict[str, str]) -> set[tuple[str, Decimal, str]]:
    """(channel, value, unit) of each method row that prints a time."""
    rows = set()
    for block in record["Cách thức thực hiện"].split("* Hình thức nộp:")[1:]:
        channel = CHANNELS[block.split()[0]]
        time = re.search(r"Thời hạn giải quyết:[ \t]*([\d.,]+)[ \t]*(\S+)", block)
        if time:
            rows.add((channel, Decimal(time[1].replace(",", ".")), UNITS.get(time[2], time[2].lower())))
    return rows


def each(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(kind, ENTRIES, ids=[entry["code"] for entry in ENTRIES])


@pytest.mark.shared
@each("entry")
def test_name_decision_and_link_are_those_of_the_record(
    entry: Entry, records: dict[str, dict[str, str]]
) -> None:
    record = records[entry["code"]]
    assert plain(entry["name"]) == plain(record["Tên thủ tục"])
    assert plain(entry["decision"]) == plain(record["Số quyết định"])
    assert entry["link"] == record["URL"].strip()


@pytest.mark.shared
@each("entry")
def test_field_ministry_applicants_and_levels_are_those_of_the_record(
    entry: Entry, records: dict[str, dict[str, str]]
) -> None:
    record = records[entry["code"]]
    assert plain(entry["field"]) == plain(record["Lĩnh vực"])
    assert plain(entry["ministry"]) == plain(record["Cơ quan ban hành"])
    for applicant in entry["applicants"]:
        assert plain(applicant) in plain(record["Đối tượng thực hiện"])
    for level in entry.get("levels") or []:
        assert level in plain(record["Cấp thực hiện"]).lower()


@pytest.mark.shared
@each("entry")
def test_every_agency_is_named_in_the_record(entry: Entry, records: dict[str, dict[str, str]]) -> None:
    text = whole_text(records[entry["code"]]).lower()
    for agency in entry.get("agencies", []):
        assert plain(agency).lower() in text


@pytest.mark.shared
@each("entry")
def test_every_certain_fee_stands_in_the_record(entry: Entry, records: dict[str, dict[str, str]]) -> None:
    known = amounts(whole_text(records[entry["code"]]))
    for method in entry["methods"]:
        for fee in method.get("fees") or []:
            if fee["certain"]:
                assert Decimal(str(fee["amount"])) in known, f"{method['channel']}: {fee}"


@pytest.mark.shared
@each("entry")
def test_every_duration_stands_in_the_record_for_its_channel(
    entry: Entry, records: dict[str, dict[str, str]]
) -> None:
    """In the row of the channel, or, where the row prints no unit or another, in the record's own sentences;
    then the entry says where it is from."""
    record = records[entry["code"]]
    printed = printed_durations(record)
    for method in entry["methods"]:
        duration = method.get("duration")
        if not duration or duration["value"] is None:
            continue
        value, unit = Decimal(str(duration["value"])), duration["unit"]
        if (method["channel"], value, unit) not in printed:
            assert duration["text"], "a time that the row does not print needs its source in `text`"
            assert re.search(rf"(?<!\d)0?{value}\s*(?:\([^)]*\)\s*)?{unit}", whole_text(record))


@pytest.mark.shared
@each("entry")
def test_a_channel_of_an_entry_is_a_channel_of_the_record(
    entry: Entry, records: dict[str, dict[str, str]]
) -> None:
    rows = records[entry["code"]]["Cách thức thực hiện"].split("* Hình thức nộp:")[1:]
    assert {method["channel"] for method in entry["methods"]} <= {CHANNELS[row.split()[0]] for row in rows}


@pytest.mark.shared
@each("entry")
def test_every_legal_number_stands_in_the_record(entry: Entry, records: dict[str, dict[str, str]]) -> None:
    text = whole_text(records[entry["code"]])
    for law in entry.get("legal_basis") or []:
        if law.get("number"):
            assert law["number"] in text


@pytest.mark.shared
@each("entry")
def test_every_form_code_stands_in_the_record(entry: Entry, records: dict[str, dict[str, str]]) -> None:
    text = whole_text(records[entry["code"]])
    facts = {key: value for key, value in entry.items() if key not in {"questions", "source"}}
    named = {code for part in strings(facts) for code in FORM_CODE.findall(part)}
    assert not {code for code in named if code not in text}


@pytest.mark.shared
@each("entry")
def test_no_sentence_of_the_record_is_copied(entry: Entry, records: dict[str, dict[str, str]]) -> None:
    """Our words, not the record's: no run of 130 characters of ours stands in it; official names may."""
    record = whole_text(records[entry["code"]])
    official = {"name", "results", "agencies", "legal_basis"}
    copied = []
    for part in strings({key: value for key, value in entry.items() if key not in official}):
        text = plain(part)
        runs = (text[start : start + 120] for start in range(0, len(text) - 119, 10))
        copied += [run for run in runs if run in record][:1]
    assert copied == []


def test_a_zero_fee_whose_note_points_to_a_rule_is_never_certain() -> None:
    pointing = re.compile(r"Hội đồng nhân dân|HĐND|Luật phí", re.IGNORECASE)
    wrong = [
        (entry["code"], fee["note"])
        for entry in ENTRIES
        for method in entry["methods"]
        for fee in method.get("fees") or []
        if fee["certain"] and fee["amount"] == 0 and pointing.search(fee["note"])
    ]
    assert wrong == []


def test_a_certain_fee_has_an_amount() -> None:
    without = [
        entry["code"]
        for entry in ENTRIES
        for method in entry["methods"]
        for fee in method.get("fees") or []
        if fee["certain"] and fee["amount"] is None
    ]
    assert without == []


def test_a_paper_is_asked_for_at_least_once() -> None:
    notes_among_papers = [
        (entry["code"], paper["name"])
        for entry in ENTRIES
        for group in entry.get("document_groups") or []
        for paper in group["documents"]
        if not paper["originals"] and not paper["copies"]
    ]
    assert notes_among_papers == []


def test_codes_are_unique() -> None:
    assert [code for code, times in Counter(entry["code"] for entry in ENTRIES).items() if times > 1] == []


def test_the_catalogue_holds_at_least_eighty_procedures() -> None:
    assert len(ENTRIES) >= 80


def test_each_procedure_has_at_least_six_questions() -> None:
    assert [entry["code"] for entry in ENTRIES if len(set(entry["questions"])) < 6] == []


def test_no_question_belongs_to_two_procedures() -> None:
    owners: dict[str, set[str]] = {}
    for entry in ENTRIES:
        for question in entry["questions"]:
            owners.setdefault(plain(question).casefold(), set()).add(entry["code"])
    assert {question: codes for question, codes in owners.items() if len(codes) > 1} == {}


def test_summaries_fit_on_a_phone() -> None:
    long = {
        (entry["code"], aspect): len(text)
        for entry in ENTRIES
        for aspect, text in entry["summaries"].items()
        if len(text) > 350
    }
    assert long == {}


def test_all_text_is_composed_unicode() -> None:
    """NFC, so that a search for the same letters finds it."""
    decomposed = [
        entry["code"]
        for entry in ENTRIES
        for part in strings(entry)
        if part != unicodedata.normalize("NFC", part)
    ]
    assert decomposed == []
