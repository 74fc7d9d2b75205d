"""the newest messages of a conversation by one index"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_messages_conversation_id_sequence"),
        "messages",
        ["conversation_id", "sequence"],
        unique=False,
    )
    op.drop_index(op.f("ix_messages_conversation_id"), table_name="messages")


def downgrade() -> None:
    op.create_index(op.f("ix_messages_conversation_id"), "messages", ["conversation_id"], unique=False)
    op.drop_index(op.f("ix_messages_conversation_id_sequence"), table_name="messages")
