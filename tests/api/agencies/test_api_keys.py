"""API keys of agencies: shown once, stored as a hash, revoked at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from api import database
from api.agencies import api_keys
from api.agencies.directory import AgencyNotFoundError
from api.audit import service as audit

pytestmark = pytest.mark.usefixtures("open_database")

NOW = datetime(2026, 10, 16, 2, 0, tzinfo=UTC)


async def made(agency: str = "TT_HTKT", label: str = "Phần mềm điều hành") -> api_keys.NewKey:
    async with database.transaction() as session:
        return await api_keys.add(session, agency=agency, label=label, actor="staff:1")


async def holder(secret: str, now: datetime = NOW) -> str | None:
    async with database.transaction() as session:
        row = await api_keys.holder(session, secret=secret, now=now)
        return row.agency if row else None


async def test_a_key_opens_its_own_agency_and_is_stored_as_a_hash_only() -> None:
    key = await made()
    assert await holder(key.secret) == "TT_HTKT"
    assert await holder(key.secret + "x") is None
    assert await holder("troly_") is None
    assert await holder("") is None
    async with database.transaction() as session:
        stored = (
            await session.execute(text("SELECT agency_api_keys::text FROM agency_api_keys"))
        ).scalar_one()
        kept = (
            await session.execute(text("SELECT string_agg(audit_events::text, '') FROM audit_events"))
        ).scalar_one()
    assert key.secret.removeprefix(api_keys.PREFIX) not in stored + kept


async def test_a_revoked_key_opens_nothing_and_all_of_it_is_on_record() -> None:
    key = await made()
    async with database.transaction() as session:
        for _ in range(2):
            await api_keys.revoke(session, key_id=key.row.id, actor="staff:2", now=NOW)
    assert await holder(key.secret) is None
    async with database.transaction() as session:
        (row,) = await api_keys.keys(session, agency="TT_HTKT")
        assert row.revoked_at == NOW
        events = await audit.events(session, subject=f"api_key:{key.row.id}")
    assert [(event.kind, event.actor) for event in events] == [
        ("api_key_added", "staff:1"),
        ("api_key_revoked", "staff:2"),
    ]


async def test_the_last_use_is_kept_to_the_minute() -> None:
    key = await made()
    for seconds in (0, 30, 90):
        await holder(key.secret, NOW + timedelta(seconds=seconds))
        async with database.transaction() as session:
            (row,) = await api_keys.keys(session)
            assert row.last_used_at == NOW + timedelta(seconds=90 if seconds == 90 else 0)


async def test_a_key_needs_a_real_agency_and_a_label() -> None:
    with pytest.raises(AgencyNotFoundError):
        await made(agency="KHONG_CO")
    with pytest.raises(api_keys.NoLabelError):
        await made(label="  ")
    with pytest.raises(api_keys.KeyNotFoundError):
        async with database.transaction() as session:
            await api_keys.revoke(session, key_id=99, actor="x", now=NOW)
