"""places on the map and photos that citizens send"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("attachment", postgresql.JSONB(), nullable=True))
    op.create_table(
        "message_photos",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("media_type", sa.String(30), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_photos_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_photos")),
    )


def downgrade() -> None:
    op.drop_table("message_photos")
    op.drop_column("messages", "attachment")
