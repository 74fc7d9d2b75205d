"""The section as it is printed, and both files, opened again and read."""

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from api.reports.as_data import as_data
from api.reports.docx_file import write_docx
from api.reports.sentences import pakn_lines, title_lines
from api.reports.wording import TEXTS, amount, part
from api.reports.xlsx_file import write_xlsx

from .conftest import Desk, Report

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
LATE = "Trung tâm Quản lý Hạ tầng kỹ thuật (Sở Xây dựng)"


async def test_the_section_is_printed_with_every_number(city: Desk, report: Report) -> None:
    lines = pakn_lines(await report(*OCTOBER))
    assert lines == (
        "Từ ngày 01/10/2026 đến ngày 31/10/2026, tiếp nhận mới qua các kênh (Trang web 06, Điện thoại 02, "
        "Zalo 02, Telegram 01) 11 PAKN. Kết quả phân loại, xử lý:",
        "- Không thuộc phạm vi tiếp nhận, cần bổ sung thông tin hoặc thuộc thẩm quyền nơi khác: 03 PAKN, gồm:",
        "+ Từ chối tiếp nhận do không thuộc phạm vi Nghị định số 20/2008/NĐ-CP (đã sửa đổi, bổ sung): 01 PAKN.",
        "+ Hướng dẫn bổ sung thêm thông tin, đang chờ người gửi: 01 PAKN.",
        "+ Chuyển bộ, ngành, địa phương khác theo thẩm quyền: 01 PAKN.",
        "- Tiếp nhận, chuyển cơ quan, đơn vị xử lý: 09 PAKN (bao gồm 01 PAKN từ kỳ trước chuyển sang).",
        "- Chờ phân loại: 01 PAKN (trong đó 01 PAKN chưa được tiếp nhận đã quá hạn, kể cả chờ bổ sung).",
        "- Gộp theo dõi chung với PAKN khác cùng nội dung: 01 PAKN.",
        "- Theo dõi tiến độ, kết quả xử lý 09 PAKN đã chuyển cơ quan, đơn vị:",
        "+ Đã có 03 kết quả trả lời, công khai 01 (33,3%); không công khai 01, chờ duyệt công khai 01; "
        "trả lời trễ hạn 01.",
        "+ Đang xem xét, giải quyết: 06 PAKN (trong đó 01 PAKN tạm dừng, chờ người gửi bổ sung thông tin). "
        f"Hiện có 01 PAKN đã quá hạn xử lý ({LATE}: 01).",
        "- Cân đối: chuyển sang 01 + tiếp nhận mới 11 + tách ra 01 + xem xét lại 01 = 14 PAKN; "
        "chuyển kỳ sau 08 PAKN.",
    )


async def test_the_document_holds_the_section_and_every_table(
    city: Desk, report: Report, tmp_path: Path
) -> None:
    made = await report(*OCTOBER)
    write_docx(made, tmp_path / "pakn.docx", city="Thành phố Hồ Chí Minh")
    document = docx.Document(str(tmp_path / "pakn.docx"))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "(từ ngày 01/10/2026 đến ngày 31/10/2026)" in words
    assert set(pakn_lines(made)) <= set(words)
    assert f"- {LATE} khẩn trương xử lý các PAKN đã quá hạn (01 PAKN)." in words
    assert "Các số liệu trong báo cáo khớp nhau." in words
    head, summary, contents, channels, units, checks = (
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    )
    assert head[0][0].startswith("THÀNH PHỐ HỒ CHÍ MINH")
    assert ["Tiếp nhận, chuyển cơ quan xử lý", "09", "08", "01"] in summary
    assert contents[1][1:5] == ["Chiếu sáng công cộng", "Hiện trường", "04", "06"]
    assert channels[1] == ["01", "Trang web", "06", "54,5%"]
    assert units[2] == ["02", LATE, "06", "03", "01", "03", "01", "04", "66,7%"]
    assert {row[-1] for row in checks[1:]} == {"Khớp"}


async def test_the_workbook_holds_numbers_as_numbers(city: Desk, report: Report, tmp_path: Path) -> None:
    made = await report(*OCTOBER)
    write_xlsx(made, tmp_path / "pakn.xlsx")
    book = openpyxl.load_workbook(tmp_path / "pakn.xlsx")
    assert book.sheetnames == ["Báo cáo", "Tổng hợp", "Nội dung", "Kênh", "Đơn vị", "Đối chiếu"]
    words = [cell.value for cell in book["Báo cáo"]["A"]]
    assert set(pakn_lines(made)) <= set(words)
    assert {cell.data_type for cell in book["Báo cáo"]["A"]} == {"s"}  # no line is taken for a formula
    rows = list(book["Tổng hợp"].iter_rows(min_row=4, values_only=True))
    assert ("Tiếp nhận mới", 11, 10, 1) in rows
    first = next(book["Đơn vị"].iter_rows(min_row=4, max_row=4))
    assert [cell.value for cell in first][2:] == [3, 0, 0, 3, 0, 3, 1]
    assert first[-1].number_format == "0.0%"


async def test_other_programs_get_the_same_numbers(city: Desk, report: Report) -> None:
    data = as_data(await report(*OCTOBER))
    assert (data["from"], data["to"], data["until"]) == (
        "2026-10-01",
        "2026-10-31",
        "2026-11-01T00:00:00+07:00",
    )
    assert (data["all"]["accepted"], data["all"]["carried_on"], data["adds_up"]) == (9, 8, True)
    assert data["overdue_units"] == [{"code": "TT_HTKT", "name": LATE, "number": 1}]
    assert all(one["ok"] for one in data["checks"])


async def test_a_day_that_is_not_over_is_said_in_the_title(city: Desk, report: Report) -> None:
    lines = title_lines(await report(date(2026, 11, 1), date(2026, 11, 20)))
    assert lines[-1] == "Số liệu tính đến 09:00 ngày 20/11/2026; ngày cuối kỳ chưa hết."


@pytest.mark.parametrize(("number", "written"), [(0, "0"), (7, "07"), (32, "32"), (2675, "2.675")])
def test_numbers_are_written_as_reports_print_them(number: int, written: str) -> None:
    assert amount(number) == written


@pytest.mark.parametrize(
    ("of", "written"), [(0.0, "0%"), (1.0, "100%"), (0.9999, "99,9%"), (0.0001, "0,1%"), (2 / 3, "66,7%")]
)
def test_a_part_is_never_rounded_to_nothing_or_to_all(of: float, written: str) -> None:
    assert part(of) == written


def test_every_text_of_the_file_is_used() -> None:
    assert TEXTS.unused() == set()
