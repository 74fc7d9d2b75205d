"""The morning mail: once an agency and working day, without personal data, none where there is nothing to tell."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from api import database
from api.feedback import service as feedback
from api.notifications import digests, mail, recipients
from api.notifications.models import Digest, State
from api.notifications.schedule import TryAgainError
from api.settings import CITY_TIME
from tests.mail_server import MailServer, body_of

from .conftest import File, answer, jobs_of

pytestmark = pytest.mark.usefixtures("open_database", "mails")

FRIDAY_EVENING = datetime(2026, 10, 16, 18, 0, tzinfo=CITY_TIME)
MONDAY = datetime(2026, 10, 19, 7, 5, tzinfo=CITY_TIME)


async def _reader(agency: str = "TT_HTKT", address: str = "van.thu@htkt.example.vn") -> None:
    async with database.transaction() as session:
        await recipients.add(session, agency=agency, address=address, actor="test")


async def _plan(now: datetime = MONDAY) -> int:
    async with database.transaction() as session:
        return await digests.plan(session, now=now)


async def _send_all(now: datetime = MONDAY) -> None:
    for job in await jobs_of(digests.SEND):
        await digests.send(int(str(job["digest_id"])), now=now)


async def _rows() -> list[Digest]:
    async with database.transaction() as session:
        return list(await session.scalars(select(Digest).order_by(Digest.id)))


async def test_an_agency_reads_what_is_new_due_soon_overdue_and_to_be_done_again(
    mails: MailServer, file: File
) -> None:
    await _reader()
    await _reader(address="lanh.dao@htkt.example.vn")
    new = await file(idempotency_key="new", now=FRIDAY_EVENING)
    late = await file(idempotency_key="late", now=MONDAY - timedelta(days=30))
    soon = await file(idempotency_key="soon", now=MONDAY - timedelta(days=13))
    again = await file(idempotency_key="again", now=MONDAY - timedelta(days=5))
    await answer(again)
    async with database.transaction() as session:
        await feedback.send_back(
            session, case_id=again.id, agency="TONG_DAI", actor="staff:1", reason="Chưa rõ", now=MONDAY
        )
    assert await _plan() == 1
    await _send_all()
    ((readers, sent),) = mails.mails
    assert readers == ("van.thu@htkt.example.vn", "lanh.dao@htkt.example.vn")
    text = body_of(sent)
    for title, case in (
        ("Quá hạn: 1", late),
        ("Sắp đến hạn: 1", soon),
        ("Phải xử lý lại: 1", again),
        ("Mới chuyển đến: 1", new),
    ):
        section = text.partition(title)[2].partition("\n\n")[0]
        assert section.count("PA-") == 1
        assert case.code in section
    assert "Chiếu sáng công cộng · phường Bình Thạnh" in text
    assert "https://1022.example.vn/staff/agency" in text
    assert sent["Subject"].startswith("[1 quá hạn]")
    assert late.code in body_of(sent, "html")


async def test_no_personal_data_and_nothing_that_was_written_is_in_the_mail(
    mails: MailServer, file: File
) -> None:
    await _reader()
    await file(now=FRIDAY_EVENING)
    await _plan()
    await _send_all()
    ((_, sent),) = mails.mails
    for kind in ("plain", "html"):
        told = body_of(sent, kind)
        assert not any(
            words in told for words in ("0903123456", "Nguyễn Văn An", "Đèn đường", "hẻm 12 Nguyễn Xí")
        )


async def test_two_workers_plan_and_send_one_mail(mails: MailServer, file: File) -> None:
    await _reader()
    await file(now=FRIDAY_EVENING)
    assert sum(await asyncio.gather(_plan(), _plan(), _plan())) == 1
    await _send_all()
    await _send_all(MONDAY + timedelta(minutes=5))
    assert await _plan(MONDAY + timedelta(hours=3)) == 0
    assert len(mails.mails) == 1
    assert [row.state for row in await _rows()] == [State.DELIVERED]


async def test_nothing_to_say_is_no_mail(mails: MailServer) -> None:
    await _reader()
    await _plan()
    await _send_all()
    assert mails.mails == []
    assert [row.state for row in await _rows()] == [State.EMPTY]


@pytest.mark.parametrize(
    "moment",
    [
        MONDAY.replace(hour=6, minute=59),  # before the hour
        MONDAY - timedelta(days=1),  # a Sunday
        datetime(2026, 9, 2, 9, 0, tzinfo=CITY_TIME),  # Quốc khánh
    ],
)
async def test_before_the_hour_and_on_days_off_nothing_is_planned(moment: datetime) -> None:
    await _reader()
    assert await _plan(moment) == 0


async def test_without_a_mail_server_nothing_is_planned(configure: Callable[..., None]) -> None:
    await _reader()
    configure(SMTP_HOST="none")
    assert await _plan() == 0


async def test_the_next_digest_begins_where_the_last_one_ended(mails: MailServer, file: File) -> None:
    await _reader()
    await file(idempotency_key="1", now=FRIDAY_EVENING)
    await _plan()
    await _send_all()
    second = await file(idempotency_key="2", now=MONDAY + timedelta(hours=2))
    tuesday = MONDAY + timedelta(days=1)
    assert await _plan(tuesday) == 1
    await _send_all(tuesday)
    text = body_of(mails.mails[-1][1])
    assert "Mới chuyển đến: 1" in text
    assert second.code in text


async def test_a_mail_server_that_is_busy_is_asked_again_with_the_same_mail(
    mails: MailServer, file: File
) -> None:
    await _reader()
    await file(now=FRIDAY_EVENING)
    await _plan()
    mails.answers = ["451 busy"]
    with pytest.raises(TryAgainError):
        await _send_all()
    (row,) = await _rows()
    assert (row.state, row.last_error) == (State.RETRYING, "mail refused: 451")
    await _send_all(MONDAY + timedelta(minutes=1))
    ((_, sent),) = mails.mails
    assert sent["Message-ID"] == f"<digest-{row.id}-20261019@example.vn>"


async def test_a_mail_that_is_refused_for_good_is_not_tried_again(mails: MailServer, file: File) -> None:
    await _reader()
    await file(now=FRIDAY_EVENING)
    await _plan()
    mails.refused = {"van.thu@htkt.example.vn": "550 no such user"}
    await _send_all()
    assert [row.state for row in await _rows()] == [State.DEAD]


async def test_a_reader_who_is_refused_does_not_keep_the_others_from_reading(
    mails: MailServer, file: File
) -> None:
    await _reader()
    await _reader(address="cu@htkt.example.vn")
    await file(now=FRIDAY_EVENING)
    await _plan()
    mails.refused = {"cu@htkt.example.vn": "550 no such user"}
    await _send_all()
    assert mails.mails[0][0] == ("van.thu@htkt.example.vn",)
    (row,) = await _rows()
    assert (row.state, row.last_error) == (State.DELIVERED, "1 readers refused")


async def test_a_digest_of_yesterday_is_not_sent_today(mails: MailServer, file: File) -> None:
    await _reader()
    await file(now=FRIDAY_EVENING)
    await _plan()
    await _send_all(MONDAY + timedelta(days=1))
    assert mails.mails == []
    assert [row.state for row in await _rows()] == [State.DEAD]


@pytest.mark.parametrize(
    "address", ["", "a", "a@b", "a b@example.vn", "a@example.vn\nBcc: x@example.vn", "<a@example.vn>"]
)
async def test_what_is_no_address_gets_no_digest(address: str) -> None:
    with pytest.raises(mail.BadAddressError):
        await _reader(address=address)


async def test_a_reader_is_added_once_and_removed() -> None:
    await _reader()
    await _reader()
    async with database.transaction() as session:
        assert len(await recipients.recipients(session)) == 1
        await recipients.remove(session, agency="TT_HTKT", address="van.thu@htkt.example.vn", actor="test")
        with pytest.raises(recipients.RecipientNotFoundError):
            await recipients.remove(
                session, agency="TT_HTKT", address="van.thu@htkt.example.vn", actor="test"
            )
