"""events found by their moment and in the order of their case, answers and ratings by their moment: for reports"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_feedback_events_at"), "feedback_events", ["at"])
    op.create_index(op.f("ix_feedback_events_case_id_at_id"), "feedback_events", ["case_id", "at", "id"])
    op.drop_index(op.f("ix_feedback_events_case_id"), table_name="feedback_events")
    op.create_index(op.f("ix_feedback_cases_answered_at"), "feedback_cases", ["answered_at"])
    op.create_index(op.f("ix_feedback_cases_rated_at"), "feedback_cases", ["rated_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_feedback_cases_rated_at"), table_name="feedback_cases")
    op.drop_index(op.f("ix_feedback_cases_answered_at"), table_name="feedback_cases")
    op.create_index(op.f("ix_feedback_events_case_id"), "feedback_events", ["case_id"])
    op.drop_index(op.f("ix_feedback_events_case_id_at_id"), table_name="feedback_events")
    op.drop_index(op.f("ix_feedback_events_at"), table_name="feedback_events")
