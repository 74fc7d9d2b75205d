"""The one database: engine, transactions, migrations, wake-up calls.

Services take the session as their first argument and never commit; whoever opens `transaction()` does.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import psycopg
from sqlalchemy import DateTime, MetaData, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from api.errors import TrolyError

MIGRATIONS = Path(__file__).parent / "migrations"


class Base(DeclarativeBase):
    """Declarative base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[dict[str, Any]]: JSONB,
        list[str]: JSONB,
    }


_engine: AsyncEngine | None = None
_sessions: async_sessionmaker[AsyncSession] | None = None
_url: str | None = None


class DatabaseNotOpenError(RuntimeError):
    """`open_database` was not called in this process."""


class MissingPgvectorError(TrolyError):
    """The PostgreSQL server lacks the extension pgvector."""

    status = 503
    sentence = (
        "Máy chủ PostgreSQL chưa có phần mở rộng pgvector. Cài gói pgvector đúng phiên bản máy chủ "
        "(Debian, Ubuntu: postgresql-<phiên bản>-pgvector) rồi chạy lại, hoặc bỏ DATABASE_URL để dùng máy chủ kèm theo."
    )


def sqlalchemy_url(url: str) -> str:
    """Return a libpq address as SQLAlchemy wants it for psycopg 3."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace(
        "postgres://", "postgresql+psycopg://", 1
    )


def open_database(url: str, *, pool_size: int = 10) -> None:
    """Open the engine for `url` (libpq form, postgresql://…) in this process; a second call replaces it."""
    global _engine, _sessions, _url
    _engine = create_async_engine(
        sqlalchemy_url(url),
        pool_size=pool_size,
        max_overflow=10,
        pool_pre_ping=True,
        hide_parameters=True,  # an error's text goes to the log; what citizens wrote does not
    )
    _sessions = async_sessionmaker(_engine, expire_on_commit=False)
    _url = url


async def close_database() -> None:
    """Close every connection of the engine."""
    global _engine, _sessions, _url
    if _engine is not None:
        await _engine.dispose()
    _engine = _sessions = _url = None


def database_url() -> str:
    """Return the libpq address this process works with."""
    if _url is None:
        raise DatabaseNotOpenError("open_database() was not called")
    return _url


@asynccontextmanager
async def transaction() -> AsyncIterator[AsyncSession]:
    """Open a session in one transaction: committed at the end, rolled back on any error."""
    if _sessions is None:
        raise DatabaseNotOpenError("open_database() was not called")
    async with _sessions.begin() as session:
        yield session


async def psycopg_connection(session: AsyncSession) -> psycopg.AsyncConnection[Any]:
    """Return the psycopg connection under `session`, so that a job can be deferred in the same transaction."""
    raw = await (await session.connection()).get_raw_connection()
    connection = raw.driver_connection
    if not isinstance(
        connection, psycopg.AsyncConnection
    ):  # pragma: no cover - a wrong driver is a set-up error
        raise TypeError(f"expected a psycopg connection, found {type(connection).__name__}")
    return connection


async def announce(session: AsyncSession, topic: str, key: UUID | str) -> None:
    """Tell every api process that something under `topic` changed; they hear it once `session` commits."""
    await session.execute(text("SELECT pg_notify('troly', :payload)"), {"payload": f"{topic}:{key}"})


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema (alembic, synchronous)."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = sqlalchemy_url(url)
    command.upgrade(config, "head")
