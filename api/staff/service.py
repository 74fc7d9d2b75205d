"""Accounts of the people who serve, and their log-ins.

A log-in is a random token of 256 bits that only the browser keeps; the database has its hash. Nothing here
commits. `log_in` counts wrong passwords in the transaction it is given, so a caller must let that transaction
commit when it raises (catch the error inside `async with transaction()`).
"""

import hashlib
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.agencies import directory
from api.conversations import service as conversations
from api.errors import NotFoundError
from api.staff import passwords
from api.staff.errors import (
    AccountLockedError,
    AccountNotFoundError,
    InvalidAccountError,
    LastAdminError,
    LogInRefusedError,
    UsernameTakenError,
)
from api.staff.models import Account, Role, Session

__all__ = [
    "Account",
    "Role",
    "account_for",
    "accounts",
    "add",
    "by_username",
    "change_password",
    "deactivate",
    "full_names",
    "log_in",
    "log_out",
    "reset_password",
]

FAILURES_BEFORE_LOCK = 5
LOCK = timedelta(minutes=15)
SESSION_LENGTH = timedelta(hours=12)
"""A shift with its overtime; after it one logs in again."""

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


async def add(
    session: AsyncSession, *, username: str, full_name: str, role: Role, agency: str | None, password: str
) -> Account:
    """Add an account. `agency` is the code of an officer's agency, None for the other roles.

    Raises:
        InvalidAccountError: a field is not acceptable.
        WeakPasswordError: the password breaks a rule.
        UsernameTakenError: the name is in use.
    """
    username, full_name = username.strip().lower(), " ".join(full_name.split())
    _check_fields(username, full_name)
    agency = _checked_agency(role, agency)
    passwords.check_rules(password, username=username)
    if await session.scalar(select(Account.id).where(Account.username == username)):
        raise UsernameTakenError(f"user name {username!r} is taken")
    account = Account(
        username=username,
        full_name=full_name,
        role=role,
        agency=agency,
        password_hash=await passwords.hash_password(password),
    )
    session.add(account)
    await session.flush()
    return account


async def log_in(session: AsyncSession, *, username: str, password: str, now: datetime) -> str:
    """Check name and password and return the token of a new log-in, valid for `SESSION_LENGTH` from `now`.

    The account row is locked meanwhile, so parallel guesses are counted one by one.

    Raises:
        LogInRefusedError: wrong name, wrong password or a closed account; takes as long for each.
        AccountLockedError: `FAILURES_BEFORE_LOCK` wrong passwords in a row; nothing is accepted for `LOCK`.
    """
    account = await session.scalar(
        select(Account).where(Account.username == username.strip().lower()).with_for_update()
    )
    matches = await passwords.verify(password, account.password_hash if account else None)
    if account is None:
        raise LogInRefusedError("no such account")
    if account.locked_until and account.locked_until > now:
        raise AccountLockedError(f"account {account.id} is locked until {account.locked_until.isoformat()}")
    if not matches:
        await _count_failure(session, account, now=now)
        raise LogInRefusedError(f"wrong password for account {account.id}")
    if not account.active:
        raise LogInRefusedError(f"account {account.id} is closed")
    account.failed_logins, account.locked_until = 0, None
    return await _open_session(session, account, now=now)


async def account_for(session: AsyncSession, *, token: str | None, now: datetime) -> Account | None:
    """Return the account logged in with `token`, or None: unknown, logged out, expired, or account closed."""
    if not token:
        return None
    account: Account | None = await session.scalar(
        select(Account)
        .join(Session, Session.account_id == Account.id)
        .where(Session.token_digest == _digest(token), Session.expires_at > now, Account.active)
    )
    return account


async def log_out(session: AsyncSession, *, token: str) -> None:
    """End the log-in of `token`; unknown tokens are fine."""
    await session.execute(delete(Session).where(Session.token_digest == _digest(token)))


async def accounts(session: AsyncSession) -> list[Account]:
    """Return every account, open ones first, then by name."""
    return list(await session.scalars(select(Account).order_by(Account.active.desc(), Account.username)))


async def by_username(session: AsyncSession, *, username: str) -> Account:
    """Return the account named `username`.

    Raises:
        AccountNotFoundError: there is none.
    """
    account = await session.scalar(select(Account).where(Account.username == username.strip().lower()))
    if account is None:
        raise AccountNotFoundError(f"no account named {username!r}")
    return account


async def full_names(session: AsyncSession, *, account_ids: Collection[int]) -> dict[int, str]:
    """Return the full names of the accounts among `account_ids` that exist."""
    if not account_ids:
        return {}
    rows = await session.execute(select(Account.id, Account.full_name).where(Account.id.in_(account_ids)))
    return {account_id: name for account_id, name in rows}


async def deactivate(session: AsyncSession, *, account_id: int) -> Account:
    """Close an account and end its log-ins at once; its conversations wait for another operator.

    What it did stays on record.

    Raises:
        AccountNotFoundError: no such account.
        LastAdminError: it is the only administrator left.
    """
    admins = list(
        await session.scalars(
            select(Account).where(Account.role == Role.ADMIN, Account.active).with_for_update(key_share=True)
        )
    )
    account = await _get(session, account_id)
    if [admin.id for admin in admins] == [account.id]:
        raise LastAdminError(f"account {account.id} is the last administrator")
    account.active = False
    await _end_sessions(session, account)
    await conversations.put_back_all_of(session, operator_id=account.id, now=clock.now())
    return account


async def change_password(
    session: AsyncSession, *, account_id: int, current: str, new: str, keep_token: str | None = None
) -> None:
    """Change one's own password; every other log-in of the account ends, `keep_token`'s goes on.

    Raises:
        LogInRefusedError: `current` is not the password.
        WeakPasswordError: `new` breaks a rule.
    """
    account = await _get(session, account_id)
    if not await passwords.verify(current, account.password_hash):
        raise LogInRefusedError(
            f"wrong current password of account {account.id}", sentence="Mật khẩu hiện tại chưa đúng."
        )
    await _set_password(session, account, new, keep_token=keep_token)


async def reset_password(session: AsyncSession, *, account_id: int, new: str) -> None:
    """Give an account a new password on an administrator's word: ends its log-ins and opens a lock.

    Raises:
        AccountNotFoundError: no such account.
        WeakPasswordError: `new` breaks a rule.
    """
    account = await _get(session, account_id)
    await _set_password(session, account, new, keep_token=None)
    account.failed_logins, account.locked_until = 0, None


def _check_fields(username: str, full_name: str) -> None:
    if not _USERNAME.fullmatch(username):
        raise InvalidAccountError(
            f"bad user name {username!r}",
            sentence="Tên đăng nhập gồm 3 đến 60 ký tự: chữ thường không dấu, số, dấu chấm, gạch nối, gạch dưới.",
        )
    if not 2 <= len(full_name) <= 120:
        raise InvalidAccountError("bad full name", sentence="Anh/chị vui lòng ghi họ tên (2 đến 120 ký tự).")


def _checked_agency(role: Role, code: str | None) -> str | None:
    if role != Role.OFFICER:
        if code:
            raise InvalidAccountError(
                f"role {role} with agency {code!r}",
                sentence="Chỉ tài khoản cán bộ cơ quan mới gắn với một cơ quan.",
            )
        return None
    if not code:
        raise InvalidAccountError(
            "officer without agency", sentence="Tài khoản cán bộ cần có mã cơ quan, ví dụ TT_HTKT."
        )
    try:
        return directory.agency(code).code
    except (NotFoundError, LookupError) as error:
        raise InvalidAccountError(
            f"unknown agency {code!r}", sentence=f"Không có cơ quan nào mang mã “{code}”."
        ) from error


async def _get(session: AsyncSession, account_id: int) -> Account:
    # a weaker lock than FOR UPDATE: who writes a message of this account meanwhile need not wait for us, or we for them
    account = await session.get(Account, account_id, with_for_update={"key_share": True})
    if account is None:
        raise AccountNotFoundError(f"no account {account_id}")
    return account


async def _count_failure(session: AsyncSession, account: Account, *, now: datetime) -> None:
    account.failed_logins += 1
    if account.failed_logins >= FAILURES_BEFORE_LOCK:
        account.failed_logins, account.locked_until = 0, now + LOCK
    await session.flush()


async def _open_session(session: AsyncSession, account: Account, *, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    await session.execute(delete(Session).where(Session.account_id == account.id, Session.expires_at <= now))
    session.add(
        Session(
            account_id=account.id,
            token_digest=_digest(token),
            created_at=now,
            expires_at=now + SESSION_LENGTH,
        )
    )
    await session.flush()
    return token


async def _set_password(session: AsyncSession, account: Account, new: str, *, keep_token: str | None) -> None:
    passwords.check_rules(new, username=account.username)
    account.password_hash = await passwords.hash_password(new)
    await _end_sessions(session, account, keep_token=keep_token)


async def _end_sessions(session: AsyncSession, account: Account, *, keep_token: str | None = None) -> None:
    ended = delete(Session).where(Session.account_id == account.id)
    if keep_token is not None:
        ended = ended.where(Session.token_digest != _digest(keep_token))
    await session.execute(ended)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
