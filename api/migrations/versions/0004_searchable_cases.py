"""what a case is found by in its inbox"""

import sqlalchemy as sa
from alembic import op

from api.agencies import directory
from retrieval.places import units
from retrieval.text import fold

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CASES = sa.table(
    "feedback_cases",
    *(sa.column(name) for name in ("id", "code", "field", "place", "unit_code", "content", "search_text")),
)


def upgrade() -> None:
    op.add_column("feedback_cases", sa.Column("search_text", sa.Text(), nullable=True))
    _fill()
    op.alter_column("feedback_cases", "search_text", nullable=False)


def _fill() -> None:
    """Make the text of the cases there are; this is how it was made when the column came."""
    fields = {one.code: one.name for one in directory.fields()}
    places = {one.code: one.full_name for one in units()}
    connection = op.get_bind()
    for row in connection.execute(sa.select(_CASES)).all():
        parts = (row.code, fields.get(row.field), row.place, row.content, places.get(row.unit_code))
        words = fold(" ".join(part for part in parts if part))
        connection.execute(sa.update(_CASES).where(_CASES.c.id == row.id).values(search_text=words))


def downgrade() -> None:
    op.drop_column("feedback_cases", "search_text")
