"""The job queue's own tables and functions, from the installed procrastinate, and a schema for Rasa's tracker"""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0000"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create procrastinate's schema; its script holds many statements and % signs, so psycopg runs it as it is."""
    driver_connection = op.get_bind().connection.driver_connection
    if driver_connection is None:
        raise RuntimeError("no database connection to migrate")
    driver_connection.execute(SchemaManager.get_schema())
    driver_connection.execute("CREATE SCHEMA IF NOT EXISTS rasa")


def downgrade() -> None:
    """Procrastinate ships no way back."""
    raise NotImplementedError("the job queue's schema cannot be taken back")
