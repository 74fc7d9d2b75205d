"""what a case goes through: pauses, returns, reminders, parts and merges, the citizen's verdict, publication"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENTS = (
    "handler_since",
    "paused_since",
    "reminded_at",
    "escalated_at",
    "confirm_until",
    "rated_at",
    "reviewed_at",
    "published_at",
)
_TEXTS = ("transferred_to", "rating_reason", "published_content", "published_answer", "published_search")
_LINKS = ("merged_into_id", "split_from_id")


def upgrade() -> None:
    for name in _MOMENTS:
        op.add_column("feedback_cases", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in _TEXTS:
        op.add_column("feedback_cases", sa.Column(name, sa.Text(), nullable=True))
    for name in ("returns", "extensions"):
        op.add_column(
            "feedback_cases",
            sa.Column(name, sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        )
    op.add_column("feedback_cases", sa.Column("rating", sa.SmallInteger(), nullable=True))
    op.add_column("feedback_cases", sa.Column("verdict", sa.String(length=10), nullable=True))
    op.add_column(
        "feedback_cases",
        sa.Column("may_publish", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    for name in _LINKS:
        op.add_column("feedback_cases", sa.Column(name, sa.Integer(), nullable=True))
        op.create_index(op.f(f"ix_feedback_cases_{name}"), "feedback_cases", [name], unique=False)
        op.create_foreign_key(
            op.f(f"fk_feedback_cases_{name}_feedback_cases"),
            "feedback_cases",
            "feedback_cases",
            [name],
            ["id"],
        )
    op.create_index(op.f("ix_feedback_cases_published_at"), "feedback_cases", ["published_at"], unique=False)
    op.execute("UPDATE feedback_cases SET handler_since = received_at")
    op.add_column(
        "feedback_events",
        sa.Column(
            "details",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
    )
    op.create_table(
        "feedback_followers",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["feedback_cases.id"],
            name=op.f("fk_feedback_followers_case_id_feedback_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_feedback_followers_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", "conversation_id", name=op.f("pk_feedback_followers")),
    )
    op.create_index(
        op.f("ix_feedback_followers_conversation_id"),
        "feedback_followers",
        ["conversation_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("feedback_followers")
    op.drop_column("feedback_events", "details")
    for name in (*_MOMENTS, *_TEXTS, *_LINKS, "returns", "extensions", "rating", "verdict", "may_publish"):
        op.drop_column("feedback_cases", name)
