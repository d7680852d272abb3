"""Suggestions: care pauses, suggestions called wrong, quizzes; and the books that decisions name."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _pause()
    _wrong()
    _quiz()
    op.create_table(
        "book",
        sa.Column("book", sa.Text, primary_key=True),
        sa.Column("kept_at", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def _pause() -> None:
    op.create_table(
        "pause",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("pause_id", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("signs", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("paused_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("lifted_at", sa.Text, nullable=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("authorised_by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "pause_id"),
    )
    op.create_index("pause_by_visit", "pause", ["owner", "visit_id"])
    op.create_index("pause_by_time", "pause", ["owner", "paused_at"])


def _wrong() -> None:
    op.create_table(
        "wrong",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("wrong_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("product_code", sa.Text, nullable=False),
        sa.Column("reason", sa.BigInteger, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=True),
        sa.Column("decision_id", sa.Text, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("settled_at", sa.Text, nullable=True),
        sa.Column("settled_by", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answer_note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "wrong_id"),
    )
    op.create_index("wrong_by_visit", "wrong", ["owner", "visit_id"])
    op.create_index("wrong_by_time", "wrong", ["owner", "at"])


def _quiz() -> None:
    op.create_table(
        "quiz",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("quiz_id", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("score", sa.BigInteger, nullable=False),
        sa.Column("passed", sa.BigInteger, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "quiz_id"),
    )
    op.create_index("quiz_by_staff", "quiz", ["owner", "staff_no", "topic"])
