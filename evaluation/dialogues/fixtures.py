"""What has to be in the system before dialogues are played: dossiers and reports, loaded into its own database."""

import csv
import re
import tempfile
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api import clock, database
from api.dossiers.importer import import_csv
from api.dossiers.states import states
from api.errors import TrolyError
from api.procedures.importing import load_records
from evaluation.dialogues.dialogue import folded_name
from evaluation.dialogues.fixture_reports import Report, load_report
from evaluation.dialogues.reading import read_object
from retrieval import places
from retrieval.catalogue import starter
from retrieval.codes import procedure_codes

_ALIKE: Final = 0.8
_STATE_NAMES: Final = {
    1: ("moi dang ky", "moi nop", "da nop", "cho tiep nhan", "dang cho tiep nhan", "registered", "new"),
    2: ("duoc tiep nhan", "da tiep nhan", "tiep nhan", "accepted", "received"),
    3: ("khong duoc tiep nhan", "khong tiep nhan", "tu choi", "tu choi tiep nhan", "bi tu choi", "rejected", "refused"),
    4: ("dang xu ly", "dang giai quyet", "dang duoc xu ly", "dang thu ly", "processing", "in progress"),
    5: (
        "yeu cau bo sung giay to",
        "yeu cau bo sung",
        "cho bo sung",
        "bo sung ho so",
        "can bo sung",
        "yeu cau bo sung ho so",
        "needs documents",
        "supplement",
    ),
    6: (
        "yeu cau thuc hien nghia vu tai chinh",
        "nghia vu tai chinh",
        "cho nghia vu tai chinh",
        "thuc hien nghia vu tai chinh",
        "cho nop phi",
        "payment",
    ),
    7: ("cong dan yeu cau rut ho so", "rut ho so", "da rut", "da rut ho so", "cong dan rut ho so", "withdrawn"),
    8: ("dung xu ly", "tam dung", "tam dung xu ly", "stopped", "suspended"),
    9: ("da xu ly xong", "xu ly xong", "da co ket qua", "cho tra ket qua", "da giai quyet xong", "done", "finished"),
    10: ("da tra ket qua", "tra ket qua", "hoan thanh", "da hoan thanh", "returned", "completed"),
}  # fmt: skip


def _as_text(value: object) -> object:
    return str(value) if value is not None and not isinstance(value, str | dict | list) else value


Text: TypeAlias = Annotated[str | None, BeforeValidator(_as_text)]


class DossierFixture(BaseModel):
    """A dossier; `state` is 1–10 or a name of the state, `procedure` a code or name, days are ISO or dd/mm/yyyy."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str
    procedure: Text = None
    state: Annotated[str, BeforeValidator(_as_text)]
    received_on: Text = None
    due_on: Text = None
    finished_on: Text = None
    unit: Text = None
    applicant: Text = None
    phone: Text = None
    note: Text = None


class Fixtures(BaseModel):
    """A file of fixtures."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    dossiers: tuple[DossierFixture, ...] = ()
    feedback: tuple[Report, ...] = Field(default=())


class FixtureError(ValueError):
    """A fixture cannot be loaded; the message (Vietnamese) names it and tells why."""


def read_fixtures(path: Path) -> Fixtures:
    """Return the fixtures of `path` (JSON or YAML).

    Raises:
        DialogueFileError: no such file, no JSON or YAML, or an entry lacks something.
    """
    found = read_object(path, Fixtures)
    assert isinstance(found, Fixtures)  # noqa: S101 - tells mypy what `read_object` returns
    return found


def state_number(name: str) -> int:
    """Return the number 1–10 of a dossier's state given by number, by its national name, or a near spelling of it.

    Raises:
        FixtureError: none of the ten is meant.
    """
    wanted = folded_name(name)
    number = re.fullmatch(r"(?:trang thai |state )?0?(\d{1,2})", wanted)
    if number and int(number[1]) in states():
        return int(number[1])
    names = {known: state for state, all_known in _STATE_NAMES.items() for known in all_known}
    names |= {folded_name(state.name): state.number for state in states().values()}
    if wanted in names:
        return names[wanted]
    known, likeness = max(
        ((one, SequenceMatcher(None, wanted, one).ratio()) for one in names), key=lambda pair: pair[1]
    )
    if likeness < _ALIKE:
        raise FixtureError(f"trạng thái hồ sơ “{name}” không phải một trong mười trạng thái")
    return names[known]


def dossier_row(dossier: DossierFixture, procedure_names: dict[str, str]) -> dict[str, str]:
    """Return the dossier as a row of the import file; `procedure_names` holds the catalogue's names by code.

    Raises:
        FixtureError: its state is none of the ten.
    """
    told = dossier.procedure or ""
    codes = procedure_codes(told)
    code = codes[0].value if codes else ""
    if not code:
        code = next(
            (known for known, name in procedure_names.items() if folded_name(name) == folded_name(told)), ""
        )
    name = procedure_names.get(code) or told.replace(code, "").strip(" -–:") or "Thủ tục hành chính"
    unit = dossier.unit or ""
    try:
        where = places.unit(unit) if unit.isdigit() else places.resolve_unit(unit).unit if unit else None
    except KeyError:
        where = None
    named_agency = bool(
        re.match(r"\s*(?:ủy ban|uỷ ban|ubnd|sở|công an|trung tâm|chi nhánh|thuế)", unit.lower())
    )
    agency = f"Ủy ban nhân dân {where.full_name}" if where and not named_agency else unit
    return {
        "code": dossier.code,
        "procedure_code": code,
        "procedure_name": name[:600],
        "state": str(state_number(dossier.state)),
        "agency": agency[:200] or "Trung tâm Phục vụ hành chính công",
        "applicant_name": dossier.applicant or "",
        "phone": dossier.phone or "",
        "filed_on": (dossier.received_on or "")[:10],
        "due_on": (dossier.due_on or "")[:10],
        "finished_on": (dossier.finished_on or "")[:10],
        "note": (dossier.note or "")[:600],
    }


async def load(fixtures: Fixtures) -> list[str]:
    """Load everything; returns what could not be loaded and why, in Vietnamese."""
    async with database.transaction() as session:
        records = await load_records(session) or starter()  # a new database gets the starter catalogue
    names = {one.code: one.name for one in records}
    problems = await _load_dossiers(fixtures.dossiers, names)
    for report in fixtures.feedback:
        try:
            async with database.transaction() as session:
                await load_report(session, report, now=clock.now())
        except (TrolyError, ValueError) as error:
            told = error.sentence if isinstance(error, TrolyError) else str(error)
            problems.append(f"phản ánh {report.code}: {told}")
    return problems


async def _load_dossiers(dossiers: Iterable[DossierFixture], names: dict[str, str]) -> list[str]:
    problems, rows = [], []
    for dossier in dossiers:
        try:
            rows.append(dossier_row(dossier, names))
        except FixtureError as error:
            problems.append(f"hồ sơ {dossier.code}: {error}")
    if not rows:
        return problems
    with tempfile.TemporaryDirectory(prefix="troly-fixtures-") as folder:
        path = Path(folder) / "dossiers.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        async with database.transaction() as session:
            report = await import_csv(session, path=path)
    left_out = {line.number: line.reason for line in report.rejected}
    return problems + [
        f"hồ sơ {row['code']}: {left_out[number]}" for number, row in enumerate(rows, 2) if number in left_out
    ]
