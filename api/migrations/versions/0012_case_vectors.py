"""a vector of what each case is about, for finding reports of the same thing"""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import Vector
from sqlalchemy.exc import ProgrammingError

from api.database import MissingPgvectorError

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AVAILABLE = sa.text("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector')")


def upgrade() -> None:
    if not op.get_bind().execute(_AVAILABLE).scalar():
        raise MissingPgvectorError("extension vector is not available on the PostgreSQL server")
    try:
        op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except ProgrammingError as error:  # the account may not
        raise MissingPgvectorError(
            f"extension vector cannot be created: {error.orig}",
            sentence="Tài khoản của DATABASE_URL không được tạo phần mở rộng. Nhờ người quản trị máy chủ chạy một lần: "
            "CREATE EXTENSION vector; trong cơ sở dữ liệu này, rồi chạy lại.",
        ) from error
    op.create_table(
        "feedback_vectors",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("encoder", sa.String(300), nullable=False),
        sa.Column("vector", Vector(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["feedback_cases.id"],
            name=op.f("fk_feedback_vectors_case_id_feedback_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_feedback_vectors")),
    )
    op.create_index(
        op.f("ix_feedback_cases_unit_code_received_at"), "feedback_cases", ["unit_code", "received_at"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_feedback_cases_unit_code_received_at"), table_name="feedback_cases")
    op.drop_table("feedback_vectors")
