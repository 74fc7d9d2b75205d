"""Accounts and log-ins on a real database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from api import database
from api.staff import service
from api.staff.errors import (
    AccountLockedError,
    InvalidAccountError,
    LastAdminError,
    LogInRefusedError,
    UsernameTakenError,
    WeakPasswordError,
)
from api.staff.models import Account, Role, Session

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PASSWORD = "mot mat khau du dai 7"

pytestmark = pytest.mark.usefixtures("open_database")


async def _add(username: str = "hoa.tdv", *, role: Role = Role.OPERATOR, agency: str | None = None) -> int:
    async with database.transaction() as session:
        account = await service.add(
            session, username=username, full_name="Trần Thị Hoa", role=role, agency=agency, password=PASSWORD
        )
        return account.id


async def _log_in(username: str = "hoa.tdv", password: str = PASSWORD, *, now: datetime = NOW) -> str:
    async with database.transaction() as session:
        try:
            return await service.log_in(session, username=username, password=password, now=now)
        except LogInRefusedError as error:
            refused = error
    raise refused


async def _who(token: str | None, *, now: datetime = NOW) -> Account | None:
    async with database.transaction() as session:
        return await service.account_for(session, token=token, now=now)


async def test_a_log_in_is_known_by_its_token_only() -> None:
    await _add()
    token = await _log_in(" Hoa.TDV ")
    account = await _who(token)
    assert account is not None
    assert account.username == "hoa.tdv"
    assert await _who(token + "x") is None
    assert await _who(None) is None
    assert await _who("") is None


async def test_neither_password_nor_token_is_stored() -> None:
    await _add()
    token = await _log_in()
    async with database.transaction() as session:
        stored = (await session.scalars(select(Session))).one()
        account = (await session.scalars(select(Account))).one()
    assert token.encode() not in stored.token_digest
    assert len(stored.token_digest) == 32
    assert account.password_hash.startswith("$argon2id$")
    assert PASSWORD not in account.password_hash


async def test_a_log_in_ends_after_its_shift() -> None:
    await _add()
    token = await _log_in()
    assert await _who(token, now=NOW + service.SESSION_LENGTH - timedelta(seconds=1)) is not None
    assert await _who(token, now=NOW + service.SESSION_LENGTH) is None


async def test_logging_out_ends_this_log_in_and_no_other() -> None:
    await _add()
    here, elsewhere = await _log_in(), await _log_in()
    async with database.transaction() as session:
        await service.log_out(session, token=here)
    assert await _who(here) is None
    assert await _who(elsewhere) is not None


async def test_an_unknown_name_and_a_wrong_password_are_refused_with_the_same_sentence() -> None:
    await _add()
    with pytest.raises(LogInRefusedError) as wrong:
        await _log_in(password="khong phai mat khau")
    with pytest.raises(LogInRefusedError) as unknown:
        await _log_in("khong.ai")
    assert wrong.value.sentence == unknown.value.sentence


async def test_five_wrong_passwords_lock_the_account_for_a_while_even_for_the_right_one() -> None:
    await _add()
    for _ in range(service.FAILURES_BEFORE_LOCK):
        with pytest.raises(LogInRefusedError):
            await _log_in(password="khong phai mat khau")
    with pytest.raises(AccountLockedError) as locked:
        await _log_in(now=NOW + service.LOCK - timedelta(seconds=1))
    assert locked.value.sentence == LogInRefusedError.sentence
    assert await _log_in(now=NOW + service.LOCK)


async def test_a_right_password_forgets_the_wrong_ones_before() -> None:
    await _add()
    for _ in range(2):
        for _ in range(service.FAILURES_BEFORE_LOCK - 1):
            with pytest.raises(LogInRefusedError):
                await _log_in(password="khong phai mat khau")
        assert await _log_in()


async def test_a_closed_account_is_out_at_once_and_cannot_come_back() -> None:
    account_id = await _add()
    token = await _log_in()
    async with database.transaction() as session:
        await service.deactivate(session, account_id=account_id)
    assert await _who(token) is None
    with pytest.raises(LogInRefusedError):
        await _log_in()


async def test_the_last_administrator_stays() -> None:
    first, second = await _add("an.qt", role=Role.ADMIN), await _add("binh.qt", role=Role.ADMIN)
    async with database.transaction() as session:
        await service.deactivate(session, account_id=first)
    with pytest.raises(LastAdminError):
        async with database.transaction() as session:
            await service.deactivate(session, account_id=second)


async def test_an_officer_belongs_to_an_agency_that_exists_and_nobody_else_to_any() -> None:
    await _add("minh.htkt", role=Role.OFFICER, agency="TT_HTKT")
    with pytest.raises(InvalidAccountError):
        await _add("sai.ma", role=Role.OFFICER, agency="KHONG_CO")
    with pytest.raises(InvalidAccountError):
        await _add("thieu.ma", role=Role.OFFICER)
    with pytest.raises(InvalidAccountError):
        await _add("thua.ma", role=Role.OPERATOR, agency="TT_HTKT")


async def test_a_name_is_taken_once_whatever_its_case() -> None:
    await _add("hoa.tdv")
    with pytest.raises(UsernameTakenError):
        await _add("HOA.tdv")


@pytest.mark.parametrize("username", ["ab", "có dấu", "-gach", "a b c", "x" * 61])
async def test_a_name_that_is_hard_to_type_is_refused(username: str) -> None:
    with pytest.raises(InvalidAccountError):
        await _add(username)


async def test_changing_the_password_needs_the_old_one_and_ends_the_other_log_ins() -> None:
    account_id = await _add()
    here, elsewhere = await _log_in(), await _log_in()
    new = "mot mat khau khac han 8"
    with pytest.raises(LogInRefusedError):
        async with database.transaction() as session:
            await service.change_password(session, account_id=account_id, current="sai roi ban oi", new=new)
    async with database.transaction() as session:
        await service.change_password(
            session, account_id=account_id, current=PASSWORD, new=new, keep_token=here
        )
    assert await _who(here) is not None
    assert await _who(elsewhere) is None
    with pytest.raises(LogInRefusedError):
        await _log_in()
    assert await _log_in(password=new)


async def test_a_reset_password_opens_the_lock() -> None:
    account_id = await _add()
    for _ in range(service.FAILURES_BEFORE_LOCK):
        with pytest.raises(LogInRefusedError):
            await _log_in(password="khong phai mat khau")
    async with database.transaction() as session:
        await service.reset_password(session, account_id=account_id, new="mat khau dat lai 9")
    assert await _log_in(password="mat khau dat lai 9")


async def test_a_weak_new_password_changes_nothing() -> None:
    account_id = await _add()
    with pytest.raises(WeakPasswordError):
        async with database.transaction() as session:
            await service.reset_password(session, account_id=account_id, new="ngan")
    assert await _log_in()


async def test_expired_log_ins_are_cleared_at_the_next_one() -> None:
    await _add()
    await _log_in()
    await _log_in(now=NOW + service.SESSION_LENGTH)
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Session)) == 1


async def test_full_names_come_for_those_that_exist() -> None:
    account_id = await _add()
    async with database.transaction() as session:
        assert await service.full_names(session, account_ids={account_id, 999}) == {
            account_id: "Trần Thị Hoa"
        }
        assert await service.full_names(session, account_ids=()) == {}
