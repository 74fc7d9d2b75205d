"""dossiers found by their code from its letter on, as people type it"""

from alembic import op
from sqlalchemy import text

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_dossiers_short_code"), "dossiers", [text("substring(code, '[A-Z].*$')")])


def downgrade() -> None:
    op.drop_index(op.f("ix_dossiers_short_code"), table_name="dossiers")
