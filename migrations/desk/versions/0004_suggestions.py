"""Suggestions: care pauses, suggestions called wrong, quizzes; and the books that decisions name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _pause()
    _wrong()
    _quiz()
    op.create_table(
        "book",
        sa.Column("book", sa.Text, primary_key=True),
        sa.Column("kept_at", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def _pause() -> None:
    op.create_table(
        "pause",
        sa.Column("pause_id", sa.Text, primary_key=True),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("signs", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("paused_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("lifted_at", sa.Text),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("authorised_by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("pause_by_visit", "pause", ["visit_id"])
    op.create_index("pause_by_time", "pause", ["paused_at"])


def _wrong() -> None:
    op.create_table(
        "wrong",
        sa.Column("wrong_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("product_code", sa.Text, nullable=False),
        sa.Column("reason", sa.Integer, nullable=False),
        sa.Column("visit_id", sa.Text),
        sa.Column("decision_id", sa.Text),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("settled_at", sa.Text),
        sa.Column("settled_by", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answer_note", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("wrong_by_visit", "wrong", ["visit_id"])
    op.create_index("wrong_by_time", "wrong", ["at"])


def _quiz() -> None:
    op.create_table(
        "quiz",
        sa.Column("quiz_id", sa.Text, primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("passed", sa.Integer, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("quiz_by_staff", "quiz", ["staff_no", "topic"])
