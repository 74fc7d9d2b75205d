"""Importing a catalogue: all or nothing, safe to repeat, history kept, starter cards never in the way."""

from datetime import date
from pathlib import Path

import pytest

from api import database
from api.procedures import importing
from retrieval.catalogue import BadLine
from retrieval.procedure import Level, Procedure


def _procedure(code: str = "1.001193", **changes: object) -> Procedure:
    values = {"code": code, "name": "Đăng ký khai sinh", "decision": "163/QĐ-BTP", "levels": (Level.COMMUNE,)}
    return Procedure.model_validate(values | {"snapshot": date(2026, 7, 1)} | changes)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "catalogue.jsonl"
    file.write_text("{}\n")
    return file


async def _import(source: Path, *procedures: Procedure, **options: bool) -> importing.ImportReport:
    async with database.transaction() as session:
        return await importing.import_records(
            session, records={item.code: item for item in procedures}, bad=[], source=source, **options
        )


async def _records() -> dict[str, Procedure]:
    async with database.transaction() as session:
        return {item.code: item for item in await importing.load_records(session)}


async def test_importing_again_changes_nothing(open_database: str, source: Path) -> None:
    first = await _import(source, _procedure())
    again = await _import(source, _procedure(snapshot=date(2026, 8, 1)))
    assert (first.new, first.changed) == (1, 0)
    assert (again.new, again.changed) == (0, 0)
    async with database.transaction() as session:
        assert len(await importing.history(session, code="1.001193")) == 1


async def test_a_changed_record_keeps_its_old_version(open_database: str, source: Path) -> None:
    await _import(source, _procedure())
    report = await _import(source, _procedure(decision="999/QĐ-BTP"))
    assert report.changed == 1
    async with database.transaction() as session:
        versions = await importing.history(session, code="1.001193")
    assert [version.decision for version in versions] == ["999/QĐ-BTP", "163/QĐ-BTP"]
    assert (await _records())["1.001193"].decision == "999/QĐ-BTP"


async def test_an_error_half_way_leaves_the_catalogue_as_it_was(open_database: str, source: Path) -> None:
    await _import(source, _procedure())
    with pytest.raises(RuntimeError):
        async with database.transaction() as session:
            await importing.import_records(
                session, records={"1.001193": _procedure(name="Khác")}, bad=[], source=source
            )
            raise RuntimeError("power cut")
    assert (await _records())["1.001193"].name == "Đăng ký khai sinh"


async def test_a_starter_card_gives_way_to_the_official_record(open_database: str, source: Path) -> None:
    await _import(source, _procedure(name="Thẻ"), starter=True)
    await _import(source, _procedure(name="Chính thức"))
    await _import(source, _procedure(name="Thẻ"), starter=True)
    assert (await _records())["1.001193"].name == "Chính thức"


async def test_a_full_snapshot_withdraws_what_it_does_not_hold_and_only_official_records(
    open_database: str, source: Path
) -> None:
    await _import(source, _procedure("2.000001"), starter=True)
    await _import(source, _procedure("1.000001"), _procedure("1.000002"))
    report = await _import(source, _procedure("1.000002"), full=True)
    assert report.withdrawn == 1
    assert set(await _records()) == {"1.000002", "2.000001"}
    await _import(source, _procedure("1.000001"))
    assert "1.000001" in await _records()


async def test_diff_tells_added_changed_and_missing(open_database: str, source: Path) -> None:
    await _import(source, _procedure("1.000001"), _procedure("1.000002"))
    async with database.transaction() as session:
        found = await importing.compare(
            session,
            records={"1.000002": _procedure("1.000002", name="Tên mới"), "1.000003": _procedure("1.000003")},
            bad=[BadLine(7, "không phải JSON")],
        )
    assert [item.code for item in found.added] == ["1.000003"]
    assert [(item.code, [change.field for change in changes]) for item, changes in found.changed] == [
        ("1.000002", ["name"])
    ]
    assert found.missing == ["1.000001"]
    assert found.rejected[0].number == 7
