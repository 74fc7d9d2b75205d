"""Files of cases: who sees them, what an agency adds, what is recorded, what is published."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from api import clock, database, jobs
from api.agencies import api_keys
from api.attachments import erasing as file_erasing
from api.attachments import service as files
from api.attachments.service import Audience, StoredFile, prepare
from api.attachments.tasks import delete_files
from api.audit import service as audit
from api.conversations import service as conversations
from api.errors import ForbiddenError
from api.feedback import file_routes
from api.feedback import service as feedback
from api.feedback.models import Case
from api.privacy import erasure
from api.public import files as public_files
from api.public import tracking
from api.settings import Settings
from tests.api.channels.conftest import with_errors
from tests.local_server import serve
from tests.pictures import SECRET, photo

pytestmark = pytest.mark.usefixtures("open_database", "app_settings")
AGENCY, DESK, OTHER = "TT_HTKT", "TONG_DAI", "UBND_XA:26929"
BY = "staff:1"


async def _case_with_photo(*, phone: str | None = "0903123456") -> tuple[Case, files.FileOfCase]:
    """A case that AGENCY has, with a photo its citizen sent."""
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel="web",
                address="khach-1",
                external_id="m1",
                text="Đèn đường tắt",
                files=(await prepare(photo(), name="CCCD cua toi.jpg"),),
            ),
        )
        assert message is not None
        case = await feedback.file(
            session,
            idempotency_key="k1",
            channel="web",
            conversation_id=message.conversation_id,
            content="Đèn đường tắt",
            place="hẻm 12",
            unit_code="26929",
            contact_name=None,
            contact_phone=phone,
            field="chieu_sang",
            now=clock.now(),
        )
        assert case.handler == AGENCY
        (file,) = await feedback.files_to_read(session, case_id=case.id, agency=AGENCY)
    return case, file


async def _add(case: Case, *, for_citizen: bool, colour: tuple[int, int, int] = (0, 200, 0)) -> UUID:
    sent = await prepare(photo(colour=colour), name="da sua.jpg")
    async with database.transaction() as session:
        added = await feedback.add_file_of_agency(
            session,
            case_id=case.id,
            agency=AGENCY,
            actor=BY,
            prepared=sent,
            for_citizen=for_citizen,
            now=clock.now(),
        )
    return added.id


async def _told(case: Case) -> list[str]:
    assert case.conversation_id is not None
    async with database.transaction() as session:
        said = await conversations.messages(session, conversation_id=case.conversation_id)
    return [message.text for message in said if message.author == conversations.Author.AGENCY]


async def test_only_who_has_the_case_opens_its_files_and_it_is_recorded() -> None:
    case, file = await _case_with_photo()
    async with database.transaction() as session:
        for agency in (AGENCY, DESK):
            await feedback.open_file(session, case_id=case.id, agency=agency, file_id=file.id, actor=BY)
    async with database.transaction() as session:
        with pytest.raises(feedback.CaseNotFoundError):
            await feedback.open_file(session, case_id=case.id, agency=OTHER, file_id=file.id, actor=BY)
        rows = await audit.events(session, subject=f"case:{case.code}")
    assert [(row.kind, row.actor, row.details["agency"]) for row in rows] == [
        ("file_opened", BY, AGENCY),
        ("file_opened", BY, DESK),
    ]


async def test_a_file_of_another_case_is_not_opened_through_this_one() -> None:
    case, _ = await _case_with_photo()
    sent = await prepare(photo(colour=(1, 2, 3)))
    async with database.transaction() as session:
        stray = await files.keep(session, prepared=sent, sender=BY)
    async with database.transaction() as session:
        with pytest.raises(files.FileNotFoundForYouError):
            await feedback.open_file(session, case_id=case.id, agency=AGENCY, file_id=stray.id, actor=BY)


async def test_an_agency_s_photo_is_told_once_and_seen_by_its_citizen() -> None:
    case, _ = await _case_with_photo()
    first = await _add(case, for_citizen=True)
    assert await _add(case, for_citizen=True) == first  # the same request again
    await _add(case, for_citizen=False, colour=(9, 9, 9))
    (told,) = await _told(case)
    assert case.code in told
    async with database.transaction() as session:
        seen = await feedback.files_for_citizen(session, case_id=case.id)
        events = [
            one for one in await feedback.timeline(session, case_id=case.id) if one.kind == "files_added"
        ]
    assert [one.origin for one in seen] == ["citizen", "agency"]
    assert [one.public for one in events] == [False, True, False]


async def test_another_agency_adds_nothing() -> None:
    case, _ = await _case_with_photo()
    sent = await prepare(photo(colour=(1, 2, 3)))
    async with database.transaction() as session:
        with pytest.raises(feedback.CaseNotFoundError):
            await feedback.add_file_of_agency(
                session,
                case_id=case.id,
                agency=OTHER,
                actor=BY,
                prepared=sent,
                for_citizen=True,
                now=clock.now(),
            )


async def _show(case: Case, file_id: UUID, audience: Audience, *, agency: str = DESK) -> None:
    async with database.transaction() as session:
        await feedback.show_file_to(
            session,
            case_id=case.id,
            agency=agency,
            file_id=file_id,
            audience=audience,
            actor=BY,
            now=clock.now(),
        )


async def test_only_the_desk_shows_a_file_to_everybody() -> None:
    case, file = await _case_with_photo()
    with pytest.raises(ForbiddenError):
        await _show(case, file.id, Audience.PUBLIC, agency=AGENCY)
    await _show(case, file.id, Audience.PUBLIC)
    await _show(case, file.id, Audience.INTERNAL, agency=AGENCY)
    async with database.transaction() as session:
        assert await feedback.files_for_citizen(session, case_id=case.id) == []


async def test_the_parts_of_a_report_have_its_files() -> None:
    case, file = await _case_with_photo()
    async with database.transaction() as session:
        await feedback.return_case(
            session, case_id=case.id, agency=AGENCY, actor=BY, reason="của nhiều nơi", now=clock.now()
        )
        parts = await feedback.split(
            session,
            case_id=case.id,
            by=DESK,
            actor=BY,
            agencies=(AGENCY, "UBND_XA:26929"),
            reason="hai việc",
            now=clock.now(),
        )
        for part in parts:
            found = await feedback.files_to_read(session, case_id=part.id, agency=part.handler)
            assert [one.id for one in found] == [file.id]


@pytest.fixture
async def site() -> AsyncIterator[httpx.AsyncClient]:
    """The public pages and the agencies' REST API."""
    app = with_errors(FastAPI())
    for router in (tracking.router, public_files.router, file_routes.router):
        app.include_router(router)
    async with serve(app) as address, httpx.AsyncClient(base_url=address, timeout=20) as client:
        yield client


async def test_the_tracking_page_shows_the_citizen_s_files_by_links_that_end(site: httpx.AsyncClient) -> None:
    case, file = await _case_with_photo()
    await _add(case, for_citizen=False)
    shown = await site.post("/theo-doi", data={"code": case.code, "tail": "3456"})
    assert "CCCD cua toi.jpg" in shown.text
    assert "da sua.jpg" not in shown.text
    address = shown.text.split('<ul class="files">')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    opened = await site.get(address)
    assert (opened.status_code, opened.headers["Content-Type"]) == (200, "image/jpeg")
    assert SECRET.encode() not in opened.content
    await _show(case, file.id, Audience.INTERNAL, agency=AGENCY)
    assert (await site.get(address)).status_code == 404
    assert (await site.get(address[:-1])).status_code == 403


async def test_nothing_is_public_before_both_reviews(site: httpx.AsyncClient) -> None:
    case, file = await _case_with_photo()
    address = f"/tra-loi/tep/{case.code}/{file.id}"
    await _show(case, file.id, Audience.PUBLIC)
    assert (await site.get(address)).status_code == 404
    async with database.transaction() as session:
        await feedback.answer(
            session, case_id=case.id, agency=AGENCY, actor=BY, text="Đã thay đèn.", now=clock.now()
        )
        await feedback.publish(
            session,
            case_id=case.id,
            agency=DESK,
            actor=BY,
            content="Đèn tắt",
            answer="Đã thay",
            now=clock.now(),
        )
    opened = await site.get(address)
    assert opened.status_code == 200
    assert "CCCD" not in opened.headers["Content-Disposition"]
    page = (await site.get("/tra-loi")).text
    assert address in page
    assert "CCCD" not in page
    await _show(case, file.id, Audience.CITIZEN)
    assert (await site.get(address)).status_code == 404
    assert address not in (await site.get("/tra-loi")).text


async def test_an_agency_s_own_system_lists_opens_and_adds_files(site: httpx.AsyncClient) -> None:
    case, file = await _case_with_photo()
    async with database.transaction() as session:
        secret = (await api_keys.add(session, agency=AGENCY, label="Phần mềm", actor=BY)).secret
    site.headers["Authorization"] = f"Bearer {secret}"
    root = f"/api/agencies/{AGENCY}/cases/{case.id}/files"
    (listed,) = (await site.get(root)).json()
    assert (listed["name"], listed["origin"], listed["audience"]) == (
        "CCCD cua toi.jpg",
        "citizen",
        "citizen",
    )
    assert (await site.get(f"{root}/{file.id}")).content[:2] == b"\xff\xd8"
    sent = photo(colour=(0, 0, 99))
    added = [
        await site.post(root, params={"name": "x.jpg"}, content=sent, headers={"Idempotency-Key": "a1"})
        for _ in range(2)
    ]
    assert [one.status_code for one in added] == [201, 201]
    assert added[0].json() == added[1].json()
    assert len((await site.get(root)).json()) == 2
    refused = await site.post(root, content=b"MZ" + bytes(70))
    assert refused.status_code == 415
    other = f"/api/agencies/{OTHER}/cases/{case.id}/files"
    assert (await site.get(other)).status_code == 404
    site.headers["Authorization"] = "Bearer troly_nothing"
    assert (await site.get(root)).status_code == 401


async def test_erasing_the_citizen_takes_the_files_with_it(app_settings: Settings) -> None:
    case, _ = await _case_with_photo()
    kept = await _add(case, for_citizen=True)
    assert case.conversation_id is not None
    folder = app_settings.var_dir / "attachments"
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 2
    async with jobs.app.open_async():
        async with database.transaction() as session:
            gone = list(
                await session.scalars(select(StoredFile.storage_key).where(StoredFile.sender == "citizen"))
            )
            await erasure.erase(session, conversation_id=case.conversation_id, actor=BY, now=clock.now())
        async with database.transaction() as session:
            assert [row.id for row in await session.scalars(select(StoredFile))] == [kept]
        await delete_files(keys=gone)
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert len(left) == 1
    (folder / "ab").mkdir()
    (folder / "ab" / "stray").write_bytes(b"left by a crash")
    async with database.transaction() as session:
        assert await file_erasing.delete_unclaimed(session, now=clock.now()) == 0
        later = clock.now() + timedelta(days=1)
        assert await file_erasing.delete_unclaimed(session, now=later) == 1
    assert [path for path in folder.rglob("*") if path.is_file()] == left
