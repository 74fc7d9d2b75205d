"""a report keeps the place that was shared on the map"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TOLD = "(lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180"


def upgrade() -> None:
    op.add_column("feedback_cases", sa.Column("lat", sa.Numeric(8, 6), nullable=True))
    op.add_column("feedback_cases", sa.Column("lon", sa.Numeric(9, 6), nullable=True))
    op.create_check_constraint(op.f("ck_feedback_cases_point"), "feedback_cases", _TOLD)


def downgrade() -> None:
    op.drop_constraint(op.f("ck_feedback_cases_point"), "feedback_cases", type_="check")
    op.drop_column("feedback_cases", "lon")
    op.drop_column("feedback_cases", "lat")
