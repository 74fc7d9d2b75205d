"""The migrations make the tables that the models say, and keep what is in them."""

import asyncio
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from api.attachments.store import store
from api.database import MIGRATIONS, Base, sqlalchemy_url
from api.privacy import crypto
from tests.pictures import SECRET, photo

_OLD_CASE = (
    "INSERT INTO feedback_cases (code, idempotency_key, channel, content, place, unit_code, field, handler, status,"
    " received_at) VALUES ('PA-260101-AAAAA', 'key', 'web', 'Đèn đường hư', 'hẻm 12', '26929', 'chieu_sang',"
    " 'TT_HTKT', 'assigned', now())"
)

_OLD_PHOTO = (
    "INSERT INTO conversations (id, channel, address_digest, address_ciphertext, owner, emergency)"
    " VALUES (:id, 'web', uuid_send(:id), '', 'bot', false)",
    "INSERT INTO messages (id, conversation_id, channel, author, text, choices, turn_state)"
    " VALUES (:id, :id, 'web', 'citizen', '[ảnh]', '[]', 'done')",
    "INSERT INTO message_photos (message_id, media_type, content) VALUES (:id, 'image/jpeg', :sealed)",
)


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and str(name).startswith(("procrastinate", "alembic")))


def test_nothing_is_left_to_migrate(database_url: str) -> None:
    for models in sorted(MIGRATIONS.parent.glob("*/models.py")):
        import_module(f"api.{Path(models).parent.name}.models")
    engine = create_engine(sqlalchemy_url(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_cases_of_before_are_found_in_the_inbox(database_url: str) -> None:
    engine = create_engine(sqlalchemy_url(database_url))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = sqlalchemy_url(database_url)
    command.downgrade(config, "0003")
    with engine.begin() as connection:
        connection.execute(text(_OLD_CASE))
    command.upgrade(config, "head")
    with engine.connect() as connection:
        words = connection.execute(text("SELECT search_text FROM feedback_cases")).scalar_one()
    engine.dispose()
    assert words == "pa-260101-aaaaa chieu sang cong cong hem 12 den duong hu phuong binh thanh"


@pytest.mark.usefixtures("app_settings")
def test_photos_of_before_lie_in_the_store_of_files_without_their_place(database_url: str) -> None:
    engine = create_engine(sqlalchemy_url(database_url))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = sqlalchemy_url(database_url)
    command.downgrade(config, "0010")
    with engine.begin() as connection:
        for number, sent in enumerate((photo(), b"no picture")):
            ids = {"id": UUID(int=number + 1), "sealed": crypto.encrypt_bytes(sent)}
            for statement in _OLD_PHOTO:
                connection.execute(text(statement), ids)
    command.upgrade(config, "head")
    with engine.connect() as connection:
        (row,) = connection.execute(text("SELECT message_id, storage_key, kind FROM attachments")).all()
    engine.dispose()
    assert (row.message_id, row.kind) == (UUID(int=1), "photo")
    kept = asyncio.run(store().get(row.storage_key))
    assert (kept[:2], SECRET.encode() in kept) == (b"\xff\xd8", False)
