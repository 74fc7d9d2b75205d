"""Alembic environment: the address comes from `api.database.migrate`, the tables from the packages' models."""

from alembic import context
from sqlalchemy import create_engine, pool

import api.agencies.models
import api.audit.models
import api.channels.models
import api.conversations.models
import api.dossiers.models
import api.feedback.models
import api.privacy.models
import api.procedures.models
import api.staff.models  # noqa: F401
from api.database import Base


def _ours(name: str | None, type_: str, _parents: object) -> bool:
    return not (type_ == "table" and name is not None and name.startswith("procrastinate"))


engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, include_name=_ours)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
