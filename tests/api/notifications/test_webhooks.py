"""Webhooks: one for every change, signed, in order, once an id; tried again, given up with the reason, replayed."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from standardwebhooks import Webhook

from api import clock, database, jobs
from api.audit import service as audit
from api.errors import ConflictError
from api.feedback import service as feedback
from api.notifications import dead_letters, endpoints
from api.notifications.attempts import attempts
from api.notifications.delivering import deliver
from api.notifications.endpoints import subject
from api.notifications.models import State, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from api.notifications.outbox import DELIVER
from api.notifications.schedule import FIRST_WAIT, LONGEST_WAIT, TRIES, TryAgainError, wait_after
from api.notifications.tasks import forget
from api.notifications.trying import try_endpoint

from .conftest import NOW, File, Receiver, answer, data_of, jobs_of, locks_of, register

pytestmark = pytest.mark.usefixtures("open_database", "local_network")


async def _deliveries() -> list[WebhookDelivery]:
    async with database.transaction() as session:
        return list(await session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.event_id)))


async def _deliver_all() -> None:
    for job in await jobs_of(DELIVER):
        await deliver(UUID(str(job["delivery_id"])), now=clock.now())


async def _one(receiver: Receiver, file: File) -> WebhookDelivery:
    """Give the agency's system one event to hear of."""
    await register(receiver.address, kinds=("assigned",))
    await file()
    (row,) = await _deliveries()
    return row


async def test_every_change_of_a_case_reaches_its_agencys_system_in_order(
    receiver: Receiver, file: File
) -> None:
    made = await register(f"{receiver.address}/hook?city=1")
    case = await file()
    await answer(case)
    await _deliver_all()
    assert receiver.kinds == ["case.received", "case.assigned", "case.accepted", "case.answered"]
    assert await locks_of(DELIVER) == [f"webhook:{made.row.id}:{case.id}"] * 4
    for body, headers in zip(receiver.bodies, receiver.headers, strict=True):
        Webhook(made.secret).verify(body, headers)
    assert len({headers["webhook-id"] for headers in receiver.headers}) == 4
    told = data_of(receiver.bodies[-1])
    assert (told["event"]["kind"], told["event"]["note"]) == ("answered", "Đã sửa.")
    assert (told["case"]["code"], told["case"]["answer"]) == (case.code, "Đã sửa.")
    assert {row.state for row in await _deliveries()} == {State.DELIVERED}


async def test_nothing_of_the_reporter_is_in_a_webhook(receiver: Receiver, file: File) -> None:
    await register(receiver.address)
    await file(content="Đèn tắt, gọi tôi 0903123456")
    await _deliver_all()
    told = "".join(receiver.bodies)
    assert "0903123456" not in told
    assert "Nguyễn Văn An" not in told


async def test_a_change_that_is_rolled_back_is_not_told(receiver: Receiver, file: File) -> None:
    await register(receiver.address)
    case = await file()
    before = len(await _deliveries())
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            await feedback.accept(session, case_id=case.id, agency="TT_HTKT", actor="staff:7", now=NOW)
            raise ZeroDivisionError
    assert (len(await _deliveries()), len(await jobs_of(DELIVER))) == (before, before)


async def test_an_endpoint_hears_only_the_kinds_it_asked_for_and_only_its_agencys_cases(
    receiver: Receiver, file: File
) -> None:
    await register(receiver.address, kinds=("case.answered",))
    await register(receiver.address, agency="SAWACO")
    case = await file()
    await answer(case)
    assert [row.kind for row in await _deliveries()] == ["case.answered"]


async def test_the_hotlines_own_endpoint_hears_of_every_case(receiver: Receiver, file: File) -> None:
    await register(receiver.address, agency="TONG_DAI")
    await file()
    await _deliver_all()
    assert receiver.kinds == ["case.received", "case.assigned"]
    assert data_of(receiver.bodies[0])["case"]["handler"] == "TT_HTKT"


async def test_an_agency_that_returns_a_case_hears_of_it_and_of_nothing_after(
    receiver: Receiver, file: File
) -> None:
    await register(receiver.address)
    case = await file()
    async with database.transaction() as session:
        await feedback.return_case(
            session, case_id=case.id, agency="TT_HTKT", actor="staff:7", reason="Không phải", now=NOW
        )
    async with database.transaction() as session:
        await feedback.assign(session, case_id=case.id, actor="staff:1", to_agency="SAWACO", now=NOW)
    await _deliver_all()
    assert receiver.kinds == ["case.received", "case.assigned", "case.returned"]
    assert data_of(receiver.bodies[-1])["case"] == {"id": case.id, "code": case.code}


async def test_looking_at_the_contact_is_not_told(receiver: Receiver, file: File) -> None:
    await register(receiver.address)
    case = await file()
    async with database.transaction() as session:
        await feedback.view_contact(session, case_id=case.id, agency="TT_HTKT", actor="staff:7", now=NOW)
    assert "case.contact_viewed" not in [row.kind for row in await _deliveries()]


async def test_a_retry_has_the_same_id_and_body_and_a_fresh_signature(receiver: Receiver, file: File) -> None:
    row = await _one(receiver, file)
    receiver.answers = [(500, {})]
    with pytest.raises(TryAgainError):
        await deliver(row.id, now=NOW)
    await answer(await _case(row))  # the body is what it was at the first try
    later = NOW + timedelta(minutes=1)
    await deliver(row.id, now=later)
    first, second = receiver.headers
    assert first["webhook-id"] == second["webhook-id"] == str(row.id)
    assert receiver.bodies[0] == receiver.bodies[1]
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 60
    assert first["webhook-signature"] != second["webhook-signature"]


async def _case(row: WebhookDelivery) -> feedback.Case:
    async with database.transaction() as session:
        return await feedback.case_for_agency(session, case_id=row.case_id or 0, agency="TT_HTKT")


async def test_a_delivered_event_is_not_sent_again_when_the_job_runs_again(
    receiver: Receiver, file: File
) -> None:
    row = await _one(receiver, file)
    for _ in range(3):
        await deliver(row.id, now=NOW)
    assert len(receiver.bodies) == 1


async def test_each_try_is_recorded_and_the_last_one_makes_a_dead_letter(
    receiver: Receiver, file: File
) -> None:
    row = await _one(receiver, file)
    receiver.answers = [(503, {})] * TRIES
    receiver.said = "máy chủ bảo trì " * 200
    for _ in range(TRIES - 1):
        with pytest.raises(TryAgainError):
            await deliver(row.id, now=NOW)
    await deliver(row.id, now=NOW)
    async with database.transaction() as session:
        (dead,) = await dead_letters.dead_letters(session)
        tries = await session.scalar(select(func.count()).select_from(WebhookAttempt))
    assert (dead.id, dead.reason, dead.attempts, tries) == (row.id, "HTTP 503", TRIES, TRIES)
    assert dead.response is not None
    assert dead.response.startswith("máy chủ bảo trì")
    assert len(dead.response.encode()) <= 1000


async def test_the_last_calls_of_an_endpoint_are_on_record(receiver: Receiver, file: File) -> None:
    row = await _one(receiver, file)
    receiver.answers, receiver.said = [(500, {})], "lỗi"
    with pytest.raises(TryAgainError):
        await deliver(row.id, now=NOW)
    await deliver(row.id, now=NOW + timedelta(seconds=5))
    async with database.transaction() as session:
        last, first = await attempts(session, endpoint_id=row.endpoint_id)
    assert (first.status, first.response, first.kind) == (500, "lỗi", "case.assigned")
    assert (last.status, last.error) == (204, None)


async def test_a_secret_of_another_key_is_a_try_that_failed(
    receiver: Receiver, file: File, configure: Callable[..., None]
) -> None:
    row = await _one(receiver, file)
    configure(SECRET_KEY="another-" + "k" * 40)
    with pytest.raises(TryAgainError):
        await deliver(row.id, now=NOW)
    (row,) = await _deliveries()
    assert row.last_error == "data was changed or belongs to another SECRET_KEY"


async def test_a_dead_letter_is_replayed_under_its_id(receiver: Receiver, file: File) -> None:
    row = await _one(receiver, file)
    receiver.answers = [(500, {})] * TRIES
    for _ in range(TRIES):
        try:
            await deliver(row.id, now=NOW)
        except TryAgainError:
            continue
    async with database.transaction() as session:
        await dead_letters.replay(session, delivery_id=row.id, actor="staff:1")
    await _deliver_all()
    assert {headers["webhook-id"] for headers in receiver.headers} == {str(row.id)}
    async with database.transaction() as session:
        assert await dead_letters.count_dead(session) == 0
        with pytest.raises(dead_letters.DeliveryNotFoundError):
            await dead_letters.replay(session, delivery_id=row.id, actor="staff:1")


async def test_gone_disables_the_endpoint_until_somebody_enables_it(receiver: Receiver, file: File) -> None:
    row = await _one(receiver, file)
    receiver.answers = [(410, {})]
    await deliver(row.id, now=NOW)
    async with database.transaction() as session:
        endpoint = await endpoints.endpoint(session, endpoint_id=row.endpoint_id)
        assert (endpoint.disabled_at, endpoint.disabled_reason) == (NOW, "HTTP 410 Gone")
        with pytest.raises(ConflictError):
            await dead_letters.replay(session, delivery_id=row.id, actor="staff:1")
    await file(idempotency_key="another")
    assert len(await _deliveries()) == 1
    async with database.transaction() as session:
        await endpoints.enable(session, endpoint_id=row.endpoint_id, actor="staff:1")
        assert await dead_letters.replay_all(session, actor="staff:1") == 1
        kinds = [one.kind for one in await audit.events(session, subject=subject(row.endpoint_id))]
    assert kinds == ["webhook_added", "webhook_disabled", "webhook_enabled"]


async def test_what_waits_for_a_disabled_endpoint_becomes_a_dead_letter(
    receiver: Receiver, file: File
) -> None:
    row = await _one(receiver, file)
    async with database.transaction() as session:
        await endpoints.disable(
            session, endpoint_id=row.endpoint_id, reason="bảo trì", actor="staff:1", now=NOW
        )
    await deliver(row.id, now=NOW)
    async with database.transaction() as session:
        (dead,) = await dead_letters.dead_letters(session, endpoint_id=row.endpoint_id)
    assert dead.reason == "the endpoint is disabled"
    assert receiver.bodies == []


async def test_the_endpoints_own_wait_is_kept(receiver: Receiver, file: File) -> None:
    row = await _one(receiver, file)
    receiver.answers = [(429, {"retry-after": "900"})]
    with pytest.raises(TryAgainError) as again:
        await deliver(row.id, now=NOW)
    assert again.value.seconds == 900


async def test_a_redirect_is_not_followed(receiver: Receiver, file: File) -> None:
    row = await _one(receiver, file)
    receiver.answers = [(302, {"location": f"{receiver.address}/other"})]
    with pytest.raises(TryAgainError):
        await deliver(row.id, now=NOW)
    assert len(receiver.bodies) == 1
    (row,) = await _deliveries()
    assert (row.state, row.last_error) == (State.RETRYING, "HTTP 302")


async def test_a_network_that_is_not_allowed_any_more_is_not_called(
    receiver: Receiver, file: File, configure: Callable[..., None]
) -> None:
    row = await _one(receiver, file)
    configure(WEBHOOK_ALLOWED="")
    with pytest.raises(TryAgainError):
        await deliver(row.id, now=NOW)
    assert receiver.bodies == []
    (row,) = await _deliveries()
    assert row.last_error == "not https"


async def test_the_job_brings_the_event_while_others_of_the_case_wait(receiver: Receiver, file: File) -> None:
    await register(receiver.address)
    await file()
    async with jobs.app.open_async():
        await jobs.app.run_worker_async(
            queues=[jobs.NOTICES], wait=False, install_signal_handlers=False, listen_notify=False
        )
    assert receiver.kinds == ["case.received", "case.assigned"]


async def test_a_job_that_failed_keeps_the_later_events_of_its_case_waiting(
    receiver: Receiver, file: File
) -> None:
    await register(receiver.address)
    await file()
    receiver.answers = [(500, {})]
    async with jobs.app.open_async():
        await jobs.app.run_worker_async(
            queues=[jobs.NOTICES], wait=False, install_signal_handlers=False, listen_notify=False
        )
    assert receiver.kinds == ["case.received"]
    assert [row.state for row in await _deliveries()] == [State.RETRYING, State.PENDING]


async def test_a_removed_endpoint_takes_its_deliveries_along(receiver: Receiver, file: File) -> None:
    row = await _one(receiver, file)
    async with database.transaction() as session:
        await endpoints.remove(session, endpoint_id=row.endpoint_id, actor="staff:1")
    await deliver(row.id, now=NOW)
    assert receiver.bodies == []
    assert await _deliveries() == []


async def test_a_secret_is_kept_encrypted(receiver: Receiver) -> None:
    made = await register(receiver.address)
    async with database.transaction() as session:
        row = await session.get_one(WebhookEndpoint, made.row.id)
        kept = (await session.execute(text("SELECT secret FROM webhook_endpoints"))).scalar_one()
    assert made.secret.encode() not in bytes(kept)
    assert endpoints.secret_of(row) == made.secret


async def test_an_endpoint_is_tried_at_once_and_nothing_is_kept_of_it(receiver: Receiver) -> None:
    made = await register(receiver.address)
    found = await try_endpoint(endpoint_id=made.row.id, actor="staff:1", now=clock.now())
    assert (found.taken, found.status) == (True, 204)
    Webhook(made.secret).verify(receiver.bodies[0], receiver.headers[0])
    assert json.loads(receiver.bodies[0])["type"] == "webhook.test"
    receiver.answers = [(500, {})]
    assert not (await try_endpoint(endpoint_id=made.row.id, actor="staff:1", now=clock.now())).taken


async def test_what_was_delivered_long_ago_is_forgotten_and_the_dead_stay(
    receiver: Receiver, file: File
) -> None:
    await register(receiver.address, kinds=("received", "assigned"))
    await file()
    first, second = await _deliveries()
    await deliver(first.id, now=NOW)
    receiver.answers = [(410, {})]
    await deliver(second.id, now=NOW)
    await forget(now=NOW + timedelta(days=31))
    assert [row.id for row in await _deliveries()] == [second.id]


def test_the_waits_grow_to_six_hours_and_make_about_a_day() -> None:
    waits = [wait_after(tries) for tries in range(1, TRIES)]
    assert FIRST_WAIT * 0.8 <= waits[0] <= FIRST_WAIT * 1.2
    assert max(waits) <= LONGEST_WAIT * 1.2
    assert 18 * 3600 < sum(waits) < 28 * 3600
