"""the address of a reporter, encrypted like name and number"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feedback_cases", sa.Column("contact_address", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("feedback_cases", "contact_address")
