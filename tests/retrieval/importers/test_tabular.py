"""CSV and XLSX tables through a column map."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from retrieval.importers import BadLine, CatalogueError, open_catalogue
from retrieval.procedure import Procedure

DAY = date(2026, 7, 1)
COLUMNS = {"code": "Mã", "name": "Tên", "duration": "Thời gian", "fee": "Phí", "documents": "Giấy tờ"}


def test_a_csv_with_semicolons_and_a_map_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Mã;Tên;Thời gian;Phí;Giấy tờ\n1.000001;Cấp giấy;5 ngày làm việc;50.000 đồng;"Tờ khai\nẢnh"\n;;;;\nsai;Tên;;;\n', encoding="utf-8-sig")  # fmt: skip
    good, bad = list(open_catalogue(path, snapshot=DAY, columns=COLUMNS))
    assert isinstance(good, Procedure)
    assert good.methods[0].duration is not None
    assert good.methods[0].duration.value == 5
    assert good.methods[0].fees[0].amount == 50000
    assert [document.name for document in good.document_groups[0].documents] == ["Tờ khai", "Ảnh"]
    assert isinstance(bad, BadLine)
    assert bad.number == 4


def test_an_xlsx_with_the_portals_labels_needs_no_map(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Mã thủ tục", "Tên thủ tục", "Lĩnh vực"])
    sheet.append(["1.000001", "Cấp giấy", "Hộ tịch"])
    path = tmp_path / "t.xlsx"
    workbook.save(path)
    (procedure,) = open_catalogue(path, snapshot=DAY)
    assert isinstance(procedure, Procedure)
    assert procedure.field == "Hộ tịch"


def test_a_map_in_a_yaml_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "map.yml").write_text("code: A\nname: B\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("A,B\n1.000001,Cấp giấy\n", encoding="utf-8")
    (procedure,) = open_catalogue(tmp_path / "t.csv", snapshot=DAY, columns=tmp_path / "map.yml")
    assert isinstance(procedure, Procedure)


def test_a_missing_column_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Mã,Tên\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        open_catalogue(tmp_path / "t.csv", snapshot=DAY, columns={"code": "Mã", "name": "Tên gọi"})
    assert error.value.sentence == "Tệp t.csv thiếu cột: Tên gọi."


def test_an_unknown_field_in_the_map_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Mã\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="unknown fields"):
        open_catalogue(tmp_path / "t.csv", snapshot=DAY, columns={"kode": "Mã"})
