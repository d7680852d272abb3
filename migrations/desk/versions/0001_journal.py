"""The journal, and the views of attempts, visits and decisions.

Tables without rowid: one tree less to write, and so one page less to encrypt, for each of them and deed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal",
        sa.Column("device", sa.Text, primary_key=True),
        sa.Column("epoch", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False, unique=True),
        sa.Column("occurred_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("v", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("prev_hash", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("noun_id", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("journal_by_noun", "journal", ["noun_id", "noun"])
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER journal_refuses_{deed.lower()} BEFORE {deed} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
    # INSERT OR REPLACE takes a row away without telling the DELETE trigger.
    op.execute(
        "CREATE TRIGGER journal_refuses_replace BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal "
        "WHERE event_id = NEW.event_id OR (device = NEW.device AND epoch = NEW.epoch AND seq = NEW.seq)) "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    _views()


def _views() -> None:
    op.create_table(
        "visit",
        sa.Column("visit_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("agent", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("visit_by_customer", "visit", ["customer_no", "started_at"])
    op.create_index("visit_by_staff", "visit", ["staff_no", "started_at"])
    op.create_table(
        "attempt",
        sa.Column("attempt_id", sa.Text, primary_key=True),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("product_code", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text),
        sa.Column("recording_ref", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("last_event", sa.Text, nullable=False),
        sa.UniqueConstraint("visit_id", "product_code", name="one_attempt_a_visit_and_product"),
        sqlite_with_rowid=False,
    )
    op.create_index("attempt_by_customer", "attempt", ["customer_no"])
    op.create_index("attempt_by_staff", "attempt", ["staff_no", "at"])
    op.create_table(
        "decision",
        sa.Column("decision_id", sa.Text, primary_key=True),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("nothing_because", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("decision_by_visit", "decision", ["visit_id", "at"])
