"""The ledger, its devices and streams, the views, what goes down."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "about",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "attempt",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("attempt_id", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("product_code", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("rank", sa.BigInteger, nullable=False),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text, nullable=True),
        sa.Column("recording_ref", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("last_event", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "attempt_id"),
    )
    op.create_index("attempt_by_customer", "attempt", ["owner", "customer_no"])
    op.create_index("attempt_by_staff", "attempt", ["owner", "staff_no", "at"])
    op.create_table(
        "backup",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "name"),
    )
    op.create_table(
        "branch_stream",
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("pos", sa.BigInteger, nullable=False),
        sa.Column("check", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("branch_no"),
    )
    op.create_table(
        "chain",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("parent_epoch", sa.BigInteger, nullable=False),
        sa.Column("parent_seq", sa.BigInteger, nullable=False),
        sa.Column("base_seq", sa.BigInteger, nullable=False),
        sa.Column("base_hash", sa.LargeBinary, nullable=False),
        sa.Column("head_seq", sa.BigInteger, nullable=False),
        sa.Column("head_hash", sa.LargeBinary, nullable=False),
        sa.Column("cut_seq", sa.BigInteger, nullable=True),
        sa.Column("root_seq", sa.BigInteger, nullable=False),
        sa.Column("durable_seq", sa.BigInteger, nullable=False),
        sa.Column("forked_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch"),
    )
    op.create_table(
        "chunk",
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("chunk", sa.Text, nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("branch_no", "chunk"),
    )
    op.create_table(
        "code",
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sa.Column("used_by", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("branch_no", "code_hash"),
    )
    op.create_table(
        "consent",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("consent_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("withdrawals", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "consent_id"),
    )
    op.create_index("consent_by_customer", "consent", ["owner", "customer_no"])
    op.create_table(
        "decision",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("nothing_because", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "decision_id"),
    )
    op.create_index("decision_by_visit", "decision", ["owner", "visit_id", "at"])
    op.create_table(
        "device",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("branches_before", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("enrolled_at", sa.Text, nullable=False),
        sa.Column("vouched_by", sa.Text, nullable=False),
        sa.Column("certified_at", sa.Text, nullable=False),
        sa.Column("revoked_at", sa.Text, nullable=True),
        sa.Column("orders", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("schema", sa.Text, nullable=False),
        sa.Column("generation", sa.Text, nullable=False),
        sa.Column("unsent", sa.BigInteger, nullable=False),
        sa.Column("skew_ms", sa.BigInteger, nullable=False),
        sa.Column("last_hello_at", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("device"),
    )
    op.create_index("device_by_branch", "device", ["branch_no"])
    op.create_table(
        "generation",
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("generation", sa.Text, nullable=False),
        sa.Column("as_of", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("customers", sa.BigInteger, nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
        sa.Column("tiers", sa.Text, nullable=False),
        sa.Column("full", sa.Text, nullable=False),
        sa.Column("full_bytes", sa.BigInteger, nullable=False),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("delta", sa.Text, nullable=False),
        sa.Column("delta_bytes", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("branch_no", "generation"),
    )
    op.create_table(
        "ledger",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("occurred_at", sa.Text, nullable=False),
        sa.Column("received_at", sa.Text, nullable=False),
        sa.Column("skew_ms", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("v", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("prev_hash", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("again", sa.SmallInteger, nullable=False),
        sa.Column("parked", sa.Text, nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("noun_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "seq"),
    )
    op.create_index("ledger_by_day", "ledger", ["device", "day", "kind"])
    op.create_index("ledger_by_noun", "ledger", ["device", "noun_id", "noun"])
    op.create_index(
        "ledger_event",
        "ledger",
        ["device", "event_id"],
        unique=True,
        postgresql_where=sa.text("again = 0"),
        sqlite_where=sa.text("again = 0"),
    )
    op.create_index(
        "ledger_parked",
        "ledger",
        ["device"],
        postgresql_where=sa.text("parked <> ''"),
        sqlite_where=sa.text("parked <> ''"),
    )
    op.create_table(
        "old_key",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("device", "public_key"),
    )
    op.create_table(
        "placed",
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("branch_no", "event_id"),
    )
    op.create_index("placed_by_place", "placed", ["branch_no", "place"])
    op.create_table(
        "referral",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("referral_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("product_code", sa.Text, nullable=False),
        sa.Column("to_role", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("claimed_at", sa.Text, nullable=True),
        sa.Column("claimed_by", sa.Text, nullable=False),
        sa.Column("contested_by", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "referral_id"),
    )
    op.create_index("referral_by_customer", "referral", ["owner", "customer_no"])
    op.create_table(
        "seal",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("suite", sa.Text, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "seq"),
    )
    op.create_table(
        "stream",
        sa.Column("branch_no", sa.Text, nullable=False),
        sa.Column("pos", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("occurred_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("v", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("noun_id", sa.Text, nullable=False),
        sa.Column("check", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("branch_no", "pos"),
    )
    op.create_index("stream_by_noun", "stream", ["branch_no", "noun_id", "noun"])
    op.create_index("stream_event", "stream", ["branch_no", "event_id", "device"], unique=True)
    op.create_table(
        "used_nonce",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("device", "nonce"),
    )
    op.create_table(
        "visit",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=True),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("agent", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("owner", "visit_id"),
    )
    op.create_index("visit_by_customer", "visit", ["owner", "customer_no", "started_at"])
    op.create_index("visit_by_staff", "visit", ["owner", "staff_no", "started_at"])
