"""The migrations make the tables that the models say."""

from importlib import import_module
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from api.database import MIGRATIONS, Base, sqlalchemy_url


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
