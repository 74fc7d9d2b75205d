"""Bringing a catalogue file into the database: all of it in one transaction, history kept."""

import asyncio
import gc
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Text, cast, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.procedures.models import CatalogueImport, ProcedureRow, ProcedureVersion
from retrieval import catalogue
from retrieval.catalogue import BadLine, Change, diff
from retrieval.importers.starter import STARTER
from retrieval.procedure import Procedure

Progress = Callable[[int], None]
"""Told how many lines have been read so far."""

_BATCH = 500


@dataclass(frozen=True)
class ImportReport:
    """What an import did: records read, of these new or changed ones, codes withdrawn, lines refused."""

    accepted: int
    new: int
    changed: int
    withdrawn: int
    rejected: tuple[BadLine, ...]


@dataclass
class CatalogueDiff:
    """How a file differs from the database."""

    added: list[Procedure] = field(default_factory=list)
    changed: list[tuple[Procedure, list[Change]]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rejected: list[BadLine] = field(default_factory=list)


def read_all(
    lines: Iterable[Procedure | BadLine], progress: Progress | None = None
) -> tuple[dict[str, Procedure], list[BadLine]]:
    """Return the records by code (the last one of a code wins) and the refused lines."""
    records: dict[str, Procedure] = {}
    bad: list[BadLine] = []
    for number, item in enumerate(lines, 1):
        if isinstance(item, BadLine):
            bad.append(item)
        else:
            records[item.code] = item
        if progress is not None:
            progress(number)
    return records, bad


async def import_records(
    session: AsyncSession,
    *,
    records: dict[str, Procedure],
    bad: list[BadLine],
    source: Path,
    starter: bool = False,
    full: bool = False,
) -> ImportReport:
    """Store `records` as the newest ones; those unchanged stay as they are, changed ones keep their old version.

    Args:
        starter: the records are our starter cards; they never replace an official record.
        full: the file is a whole snapshot: official records it does not hold are marked withdrawn.
    """
    known = {
        row.code: row
        for row in await session.execute(
            select(ProcedureRow.code, ProcedureRow.digest, ProcedureRow.starter, ProcedureRow.withdrawn)
        )
    }
    rows: list[dict[str, Any]] = []
    for procedure in records.values():
        content = procedure.model_copy(update={"card": None})
        digest = hashlib.sha256(content.model_dump_json(exclude={"snapshot"}).encode()).digest()
        old = known.get(procedure.code)
        if starter and old is not None and not old.starter:
            continue
        if old is not None and old.digest == digest and old.starter == starter and not old.withdrawn:
            continue
        rows.append(
            {
                "code": procedure.code,
                "name": procedure.name,
                "decision": procedure.decision,
                "snapshot": procedure.snapshot,
                "starter": starter,
                "withdrawn": False,
                "digest": digest,
                "record": content.model_dump(mode="json"),
            }
        )
    new = sum(row["code"] not in known for row in rows)
    record_of_import = CatalogueImport(
        source=source.name,
        sha256=_sha256(source),
        snapshot=max((procedure.snapshot for procedure in records.values()), default=date.min),
        accepted=len(records),
        changed=len(rows),
        rejected=[{"line": line.number, "reason": line.reason} for line in bad],
    )
    session.add(record_of_import)
    await session.flush()
    for start in range(0, len(rows), _BATCH):
        await _store(session, rows[start : start + _BATCH], import_id=record_of_import.id)
    gone = await _withdraw(session, keep=set(records)) if full else 0
    await database.announce(session, "catalogue", "all")
    return ImportReport(
        accepted=len(records), new=new, changed=len(rows) - new, withdrawn=gone, rejected=tuple(bad)
    )


async def import_starter(session: AsyncSession) -> ImportReport:
    """Bring our starter cards into the database; official records of the same code stay."""
    cards = {procedure.code: procedure for procedure in catalogue.starter()}
    return await import_records(session, records=cards, bad=[], source=STARTER, starter=True)


async def _store(session: AsyncSession, rows: list[dict[str, Any]], *, import_id: int) -> None:
    upsert = insert(ProcedureRow)
    columns = ("name", "decision", "snapshot", "starter", "withdrawn", "digest", "record")
    await session.execute(
        upsert.on_conflict_do_update(
            index_elements=[ProcedureRow.code], set_={name: upsert.excluded[name] for name in columns}
        ),
        rows,
    )
    kept = ("code", "decision", "snapshot", "digest", "record")
    versions = [{name: row[name] for name in kept} | {"import_id": import_id} for row in rows]
    await session.execute(insert(ProcedureVersion).on_conflict_do_nothing(), versions)


async def _withdraw(session: AsyncSession, *, keep: set[str]) -> int:
    gone = await session.scalars(
        update(ProcedureRow)
        .where(
            ProcedureRow.starter.is_(False), ProcedureRow.withdrawn.is_(False), ProcedureRow.code.not_in(keep)
        )
        .values(withdrawn=True)
        .returning(ProcedureRow.code)
    )
    return len(gone.all())


async def load_records(session: AsyncSession) -> list[Procedure]:
    """Return the newest record of every procedure in force, by code."""
    rows = await session.scalars(
        select(cast(ProcedureRow.record, Text))
        .where(ProcedureRow.withdrawn.is_(False))
        .order_by(ProcedureRow.code)
    )
    # reading thousands of records takes seconds, in which others must get their turn
    return await asyncio.to_thread(_read, rows.all())


def _read(records: Iterable[str]) -> list[Procedure]:
    # half a million lasting objects: looking through them for garbage would stop everybody for a third of a second
    gc.disable()
    try:
        return [Procedure.model_validate_json(record) for record in records]
    finally:
        gc.freeze()
        gc.enable()


async def compare(
    session: AsyncSession, *, records: dict[str, Procedure], bad: list[BadLine]
) -> CatalogueDiff:
    """Return how `records` differ from what the database holds; official records only are reported missing."""
    result = CatalogueDiff(rejected=bad)
    current = {procedure.code: procedure for procedure in await load_records(session)}
    official = set(await session.scalars(select(ProcedureRow.code).where(ProcedureRow.starter.is_(False))))
    for code, procedure in sorted(records.items()):
        if code not in current:
            result.added.append(procedure)
        elif changes := diff(current[code], procedure):
            result.changed.append((procedure, changes))
    result.missing = sorted((official & set(current)) - set(records))
    return result


async def history(session: AsyncSession, *, code: str) -> list[ProcedureVersion]:
    """Return the versions of a procedure that imports brought, newest first."""
    versions = await session.scalars(
        select(ProcedureVersion).where(ProcedureVersion.code == code).order_by(ProcedureVersion.id.desc())
    )
    return list(versions)


def _sha256(path: Path) -> str:
    if path.is_dir():
        digest = hashlib.sha256()
        for file in sorted(path.iterdir()):
            digest.update(file.read_bytes())
        return digest.hexdigest()
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
