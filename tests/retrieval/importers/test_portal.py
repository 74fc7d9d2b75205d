"""The portal's records: what is read, what is refused, and every known trap on real records."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from retrieval.importers import BadLine, CatalogueError, open_catalogue
from retrieval.importers.lines import code_of, names_of
from retrieval.importers.portal import procedure_of
from retrieval.procedure import Channel, DurationUnit, Level, Procedure

DAY = date(2026, 7, 1)


def record(**changes: str) -> dict[str, str]:
    """Return a small record in the portal's labels."""
    return {
        "Mã thủ tục": "1.000001",
        "Tên thủ tục": "Cấp giấy thử",
        "Số quyết định": "1/QĐ-BTP",
        "Cấp thực hiện": "Cấp Xã",
        "Lĩnh vực": "Hộ tịch",
        "Cách thức thực hiện": "* Hình thức nộp: DIRECT\n    Thời hạn giải quyết: 3 WORKING_DAY\n    Phí, lệ phí: 8000 VNĐ ()",
        "Thành phần hồ sơ": "- Tờ khai theo mẫu CT01\n      Số lượng: Bản chính: 1, Bản sao: 0",
        "Đối tượng thực hiện": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức",
        **changes,
    }


def write_lines(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_words_for_no_information_become_nothing() -> None:
    procedure = procedure_of(
        record(
            **{"Số quyết định": "Không có thông tin", "Yêu cầu, điều kiện thực hiện": "Không có thông tin"}
        ),
        DAY,
    )
    assert procedure.decision is None
    assert procedure.conditions is None
    assert procedure.ministry is None


def test_applicants_with_commas_inside_stay_whole() -> None:
    assert procedure_of(record(), DAY).applicants == (
        "Công dân Việt Nam",
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "Cán bộ, công chức, viên chức",
    )


def test_a_department_with_a_comma_in_its_name_stays_whole() -> None:
    assert names_of("Sở Văn hóa, Thể thao và Du lịch, Sở Tư pháp") == (
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Tư pháp",
    )


def test_several_levels_are_read() -> None:
    assert procedure_of(record(**{"Cấp thực hiện": "Cấp Tỉnh, Cấp Xã"}), DAY).levels == (
        Level.PROVINCE,
        Level.COMMUNE,
    )


@pytest.mark.parametrize("printed", ["1.001193", "1.001193.H29", "1.001193.000.00.00.H29"])
def test_every_form_of_a_code_is_cut_to_the_national_one(printed: str) -> None:
    assert code_of(printed) == "1.001193"


@pytest.mark.parametrize("printed", ["1.0133611", "1.014955-Xoa", "2.009182739", "", None, "abc"])
def test_a_wrong_code_is_refused_and_never_shortened(printed: str | None) -> None:
    with pytest.raises(ValueError, match="mã thủ tục"):
        code_of(printed)


def test_a_bad_line_is_told_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    good = json.dumps(record(), ensure_ascii=False)
    nameless = json.dumps(record(**{"Tên thủ tục": "Không có thông tin"}), ensure_ascii=False)
    path = write_lines(tmp_path / "data-2026-07-01.jsonl", [good, "{broken", "[1]", nameless, "", good])
    lines = list(open_catalogue(path))
    assert [line.number for line in lines if isinstance(line, BadLine)] == [2, 3, 4]
    assert [line.snapshot for line in lines if isinstance(line, Procedure)] == [DAY, DAY]


def test_a_gzip_file_is_read_like_a_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(record()).encode()))
    lines = list(open_catalogue(path, snapshot=DAY))
    assert isinstance(lines[0], Procedure)


def test_an_unknown_kind_of_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "data.pdf", ["x"])
    with pytest.raises(CatalogueError) as error:
        open_catalogue(path)
    assert "Chưa đọc được" in error.value.sentence


@pytest.mark.shared
def test_all_official_records_are_read_but_the_three_with_wrong_codes(
    official_lines: list[Procedure | BadLine],
) -> None:
    bad = [line for line in official_lines if isinstance(line, BadLine)]
    assert len(official_lines) == 5652
    assert sorted(line.reason for line in bad) == [
        "mã thủ tục phải có dạng d.dddddd, tệp ghi '1.0133611'",
        "mã thủ tục phải có dạng d.dddddd, tệp ghi '1.014955-Xoa'",
        "mã thủ tục phải có dạng d.dddddd, tệp ghi '2.009182739'",
    ]


@pytest.mark.shared
def test_a_zero_fee_whose_note_names_an_amount_is_not_certain(official: dict[str, Procedure]) -> None:
    fees = [fee for method in official["3.000347"].methods for fee in method.fees]
    assert fees
    assert all(fee.amount == 0 and not fee.certain and "135.000" in fee.note for fee in fees)


@pytest.mark.shared
@pytest.mark.parametrize("code", ["3.000333", "1.004873", "1.013831", "1.013225"])
def test_a_zero_fee_whose_note_points_to_a_rule_is_not_certain(
    official: dict[str, Procedure], code: str
) -> None:
    fees = [fee for method in official[code].methods for fee in method.fees]
    assert fees
    assert not any(fee.certain for fee in fees if fee.amount == 0 and fee.note)


@pytest.mark.shared
def test_a_time_without_unit_keeps_its_number_and_says_so(official: dict[str, Procedure]) -> None:
    for method in official["1.001193"].methods:
        assert method.duration is not None
        assert (method.duration.value, method.duration.unit) == (1, DurationUnit.UNKNOWN)


@pytest.mark.shared
def test_a_missing_time_is_nothing(official: dict[str, Procedure]) -> None:
    assert all(method.duration is None for method in official["2.000815"].methods)


@pytest.mark.shared
def test_dollars_printed_as_dong_are_dollars(official: dict[str, Procedure]) -> None:
    fees = [fee for method in official["2.000815"].methods for fee in method.fees]
    assert [(fee.currency, fee.certain) for fee in fees if fee.amount == 10] == [("USD", False)]


@pytest.mark.shared
def test_lines_asking_for_no_copy_are_notes(official: dict[str, Procedure]) -> None:
    group = official["1.001193"].document_groups[0]
    assert any("dữ liệu điện tử" in note for note in group.notes)
    for procedure in official.values():
        for one in procedure.document_groups:
            assert all(document.originals or document.copies for document in one.documents)


@pytest.mark.shared
def test_papers_to_hand_in_come_before_papers_to_show(official: dict[str, Procedure]) -> None:
    cases = [group.case or "" for group in official["1.001193"].document_groups]
    assert cases[0].startswith("Giấy tờ phải nộp")
    assert cases[1].startswith("Giấy tờ phải xuất trình")


@pytest.mark.shared
def test_times_that_differ_by_case_are_kept_per_row(official: dict[str, Procedure]) -> None:
    times = {
        method.channel: method.duration.value for method in official["1.013831"].methods if method.duration
    }
    assert times == {Channel.ONLINE: 18, Channel.POSTAL: 4, Channel.DIRECT: 18}


@pytest.mark.shared
def test_each_of_several_fees_of_one_row_keeps_its_note(official: dict[str, Procedure]) -> None:
    online = next(method for method in official["1.004194"].methods if method.channel == Channel.ONLINE)
    assert [(fee.amount, fee.certain) for fee in online.fees] == [(7000, True), (5000, True), (0, False)]


@pytest.mark.shared
def test_a_law_keeps_its_name_and_number(official: dict[str, Procedure]) -> None:
    numbers = {law.number for law in official["1.001193"].legal_basis}
    assert {"123/2015/NĐ-CP", "104/2022/NĐ-CP", "85/2019/TT-BTC"} <= numbers


@pytest.mark.shared
def test_no_official_text_says_no_information(official: dict[str, Procedure]) -> None:
    assert not [
        code
        for code, procedure in official.items()
        if "Không có thông tin" in (procedure.conditions or procedure.place or "")
    ]
