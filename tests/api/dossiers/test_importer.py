"""Dossiers from CSV: good lines taken, bad ones named, nothing readable of people, sample data of nobody."""

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from api import database
from api.dossiers import importer, sample, service
from api.dossiers.importer import DossierFileError, ImportReport
from api.dossiers.models import DossierRow
from api.dossiers.service import DossierNotFoundError
from api.dossiers.states import states
from api.privacy import crypto

TODAY = date(2026, 10, 16)
HEADER = "code,procedure_code,procedure_name,state,agency,applicant_name,phone,due_on,filing_channel"
GOOD = "H29.33-261001-0001,1.001193,Đăng ký khai sinh,4,UBND phường Bình Thạnh,Nguyễn Văn An,0903123456,15/10/2026,online"

pytestmark = pytest.mark.usefixtures("open_database")


async def _import(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> ImportReport:
    path = tmp_path / "dossiers.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    async with database.transaction() as session:
        return await importer.import_csv(session, path=path)


async def _rows() -> list[DossierRow]:
    async with database.transaction() as session:
        return list(await session.scalars(select(DossierRow).order_by(DossierRow.code)))


async def test_an_imported_dossier_is_found_by_any_spelling_of_its_code(tmp_path: Path) -> None:
    report = await _import(tmp_path, HEADER, GOOD, encoding="utf-8-sig")
    assert (report.accepted, report.rejected) == (1, ())
    async with database.transaction() as session:
        seen = await service.status(session, code="h29 33 261001 0001", today=TODAY)
    assert (seen.code, seen.state.number, seen.late) == ("H29.33-261001-0001", 4, True)
    assert seen.due_on == date(2026, 10, 15)


async def test_the_public_view_never_holds_a_name(tmp_path: Path) -> None:
    await _import(tmp_path, HEADER, GOOD)
    async with database.transaction() as session:
        seen = await service.status(session, code="H29.33-261001-0001", today=TODAY)
    assert "Nguyễn" not in repr(seen)
    assert "0903" not in repr(seen)


async def test_neither_name_nor_phone_is_stored_readably(tmp_path: Path) -> None:
    await _import(tmp_path, HEADER, GOOD)
    (row,) = await _rows()
    assert row.applicant_name is not None
    assert "Nguyễn".encode() not in row.applicant_name
    assert crypto.decrypt(row.applicant_name) == "Nguyễn Văn An"
    assert row.phone_tail_digest is not None
    assert b"456" not in row.phone_tail_digest


async def test_the_name_is_shown_masked_to_who_knows_the_phone_tail(tmp_path: Path) -> None:
    await _import(tmp_path, HEADER, GOOD)
    async with database.transaction() as session:
        found = await service.applicant(session, code="H29.33-261001-0001", phone_tail="456")
        assert found == service.Applicant("N***** V** A*")
        for code, tail in (
            ("H29.33-261001-0001", "457"),
            ("H29.33-261001-0001", ""),
            ("H29.33-261001-0002", "456"),
        ):
            with pytest.raises(DossierNotFoundError):
                await service.applicant(session, code=code, phone_tail=tail)


def test_a_masked_name_keeps_first_letters_only() -> None:
    assert service.mask_name("  lê   A ") == "L* A*"
    assert service.mask_name("") == ""


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace("H29.33-261001-0001", "H29-2610"), "mã hồ sơ"),
        (GOOD.replace("261001", "261301"), "mã hồ sơ"),
        (GOOD.replace(",4,", ",11,"), "trạng thái"),
        (GOOD.replace(",4,", ",,"), "thiếu state"),
        (GOOD.replace("15/10/2026", "31/02/2026"), "due_on"),
        (GOOD.replace("online", "pigeon"), "hình thức nộp"),
        (GOOD.replace("1.001193", "khai sinh"), "mã thủ tục"),
        (GOOD.replace("0903123456", "56"), "số điện thoại"),
        (GOOD.replace("Đăng ký khai sinh", "Đ" * 601), "dài hơn 600"),
        (GOOD + ",thừa", "số ô"),
    ],
)
async def test_a_bad_line_is_named_and_skipped(tmp_path: Path, line: str, reason: str) -> None:
    other = GOOD.replace("-0001", "-0002")
    report = await _import(tmp_path, HEADER, line, "", other)
    assert report.accepted == 1
    ((number, said),) = [(one.number, one.reason) for one in report.rejected]
    assert number == 2
    assert reason in said
    assert [row.code for row in await _rows()] == ["H29.33-261001-0002"]


async def test_a_code_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    report = await _import(tmp_path, HEADER, GOOD, GOOD.replace("H29.33-261001-0001", "h29.33-261001-0001"))
    assert report.accepted == 1
    assert [(one.number, "dòng 2" in one.reason) for one in report.rejected] == [(3, True)]


async def test_importing_again_changes_nothing_and_a_newer_file_updates(tmp_path: Path) -> None:
    await _import(tmp_path, HEADER, GOOD)
    await _import(tmp_path, HEADER, GOOD)
    assert [row.state for row in await _rows()] == [4]
    await _import(tmp_path, HEADER, GOOD.replace(",4,", ",10,"))
    assert [row.state for row in await _rows()] == [10]


@pytest.mark.parametrize("header", ["", "code,name", HEADER.replace("state", "status"), HEADER + ",code"])
async def test_a_file_without_our_header_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(DossierFileError):
        await _import(tmp_path, header, GOOD)


async def test_a_file_in_another_encoding_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(DossierFileError, match="utf-8"):
        await _import(tmp_path, HEADER, GOOD.replace("Nguyễn", "Nguyen").replace("Đ", "Ð"), encoding="utf-16")
    assert await _rows() == []


@pytest.mark.parametrize("code", ["", "chào", "H29.33-261001-0001 hoặc H29.33-261001-0002"])
async def test_what_is_no_single_code_is_not_found(code: str) -> None:
    async with database.transaction() as session:
        with pytest.raises(DossierNotFoundError):
            await service.status(session, code=code)


async def test_sample_data_imports_whole_is_marked_and_covers_every_state(tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    sample.write_csv(path, count=60, today=TODAY)
    async with database.transaction() as session:
        report = await importer.import_csv(session, path=path)
        assert (report.accepted, report.rejected) == (60, ())
        rows = list(await session.scalars(select(DossierRow)))
        assert all(row.sample for row in rows)
        assert {row.state for row in rows} == set(states())
        late = [(await service.status(session, code=row.code, today=TODAY)).late for row in rows]
    assert True in late
    assert False in late


def test_sample_data_is_the_same_for_the_same_day(tmp_path: Path) -> None:
    first, second = (list(sample.rows(count=20, today=TODAY)) for _ in range(2))
    assert first == second
    assert all(row["filed_on"] < TODAY.isoformat() for row in first)
    sample.write_csv(tmp_path / "a.csv", count=3, today=TODAY)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 3
