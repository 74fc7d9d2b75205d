"""files of citizens and agencies: what is known of each, and the cases they belong to

What lay in the table of photos moves to the store of files, cleaned as every picture is; what is no picture that can
be read is left out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sender", sa.String(length=80), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("storage_key", sa.String(length=80), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("set_aside", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_attachments_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_attachments_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    for name in ("conversation_id", "message_id", "storage_key"):
        op.create_index(op.f(f"ix_attachments_{name}"), "attachments", [name], unique=False)
    op.create_table(
        "case_attachments",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachments.id"],
            name=op.f("fk_case_attachments_attachment_id_attachments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["feedback_cases.id"],
            name=op.f("fk_case_attachments_case_id_feedback_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", "attachment_id", name=op.f("pk_case_attachments")),
    )
    op.create_index(
        op.f("ix_case_attachments_attachment_id"), "case_attachments", ["attachment_id"], unique=False
    )
    _move_photos()
    op.drop_table("message_photos")


def _move_photos() -> None:
    connection = op.get_bind()
    photos = sa.text(
        "SELECT p.message_id, p.content, m.conversation_id, m.created_at"
        " FROM message_photos p JOIN messages m ON m.id = p.message_id"
    )
    rows = connection.execute(photos).all()
    if not rows:
        return
    from api.attachments.moving import moved_photo

    for row in rows:
        if (values := moved_photo(row.content)) is not None:
            values |= {
                "message_id": row.message_id,
                "conversation_id": row.conversation_id,
                "created_at": row.created_at,
            }
            names = ", ".join(values)
            marks = ", ".join(f":{name}" for name in values)
            connection.execute(sa.text(f"INSERT INTO attachments ({names}) VALUES ({marks})"), values)  # noqa: S608


def downgrade() -> None:
    op.drop_table("case_attachments")
    op.drop_table("attachments")
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
