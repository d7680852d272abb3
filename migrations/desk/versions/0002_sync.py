"""Sync: the journal's chains, what came from colleagues, the link to hub or node, and the views of shared nouns.

The journal is made again: an event may stand in two epochs, once behind its chain's cut and once after it. Every row
is kept as it was. One change of a row is allowed from now on: the payload of a durable one may be emptied.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

GENESIS = bytes(32)
ROW = "device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload, prev_hash, hash, noun, noun_id"
# What 0.1.0 understood: whatever else stands in its journal is folded at the next start.
KINDS_0001 = (
    '{"attempt.corrected":1,"attempt.logged":1,"attempt.undone":1,"card.opened":1,"decision.made":1,'
    '"figure.revealed":1,"visit.agent":1,"visit.ended":1,"visit.resumed":1,"visit.started":1}'
)


def upgrade() -> None:
    _sync_tables()
    _chains()
    _journal_again()
    _views()


def _sync_tables() -> None:
    op.create_table(
        "chain",
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("parent_epoch", sa.Integer, nullable=False),
        sa.Column("parent_seq", sa.Integer, nullable=False),
        sa.Column("base_hash", sa.LargeBinary, nullable=False),
        sa.Column("base_seq", sa.Integer, nullable=False),
        sa.Column("cut_seq", sa.Integer),
        sa.Column("acked_seq", sa.Integer, nullable=False),
        sa.Column("root_seq", sa.Integer, nullable=False),
        sa.Column("durable_seq", sa.Integer, nullable=False),
    )
    op.create_table(
        "received",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("occurred_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("v", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("noun_id", sa.Text, nullable=False),
        sa.Column("pos", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_index("received_by_noun", "received", ["noun_id", "noun"])
    op.create_table(
        "placed",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sync_run",
        sa.Column("run_id", sa.Integer, primary_key=True),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("pushed", sa.Integer, nullable=False),
        sa.Column("acknowledged", sa.Integer, nullable=False),
        sa.Column("pulled", sa.Integer, nullable=False),
        sa.Column("parked", sa.Integer, nullable=False),
        sa.Column("generation", sa.Text, nullable=False),
        sa.Column("reconciled", sa.Integer, nullable=False),
        sa.Column("differ", sa.Text, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("skew_ms", sa.Integer, nullable=False),
    )


def _chains() -> None:
    """A row for each epoch there is; of an old file nothing is above but what ``acked`` says of the present one."""
    con = op.get_bind()
    meta = dict(con.exec_driver_sql("SELECT key, value FROM meta").fetchall())
    if "device" not in meta:
        return  # a new file: it gets its first epoch with its device
    present = int(meta["epoch"])
    ends = {
        epoch: (seq, hash_)
        for epoch, seq, hash_ in con.exec_driver_sql(
            "SELECT epoch, seq, hash FROM journal AS last WHERE device = ? AND seq = "
            "(SELECT max(seq) FROM journal WHERE device = last.device AND epoch = last.epoch)",
            (meta["device"],),
        )
    }
    parent, base_hash = (0, 0), GENESIS
    for epoch in sorted({*ends, present}):
        seq, hash_ = ends.get(epoch, (0, base_hash))
        acked = int(meta.get("acked", 0)) if epoch == present else 0
        con.exec_driver_sql(
            "INSERT INTO chain VALUES(?, ?, ?, ?, 0, NULL, ?, 0, 0)", (epoch, *parent, base_hash, min(acked, seq))
        )
        if seq:
            parent, base_hash = (epoch, seq), hash_
    con.exec_driver_sql("DELETE FROM meta WHERE key = 'acked'")
    con.exec_driver_sql("INSERT INTO meta VALUES('kinds', ?)", (KINDS_0001,))


def _journal_again() -> None:
    for deed in ("update", "delete", "replace"):
        op.execute(f"DROP TRIGGER journal_refuses_{deed}")
    op.drop_index("journal_by_noun", "journal")
    op.rename_table("journal", "journal_0001")
    op.create_table(
        "journal",
        sa.Column("device", sa.Text, primary_key=True),
        sa.Column("epoch", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("occurred_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("v", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("prev_hash", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("noun_id", sa.Text, nullable=False),
        sa.UniqueConstraint("device", "epoch", "event_id", name="an_event_once_an_epoch"),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO journal({ROW}) SELECT {ROW} FROM journal_0001 ORDER BY device, epoch, seq")
    op.drop_table("journal_0001")
    op.create_index("journal_by_noun", "journal", ["noun_id", "noun"])
    _triggers()


def _triggers() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    same = " AND ".join(f"NEW.{c} IS OLD.{c}" for c in ROW.split(", ") if c != "payload")
    op.execute(
        "CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal WHEN NOT ("
        f"NEW.payload IS X'' AND {same} AND OLD.seq <= "
        f"coalesce((SELECT durable_seq FROM chain WHERE chain.epoch = OLD.epoch), 0)) {refuse}"
    )
    op.execute(f"CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal {refuse}")
    # INSERT OR REPLACE takes a row away without telling the DELETE trigger. Two questions, one index each: with OR
    # every insert would read the whole epoch.
    there = "EXISTS (SELECT 1 FROM journal WHERE device = NEW.device AND epoch = NEW.epoch AND {} = NEW.{})"
    either = " OR ".join(there.format(column, column) for column in ("event_id", "seq"))
    op.execute(f"CREATE TRIGGER journal_refuses_replace BEFORE INSERT ON journal WHEN {either} {refuse}")


def _views() -> None:
    op.create_table(
        "referral",
        sa.Column("referral_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("product_code", sa.Text, nullable=False),
        sa.Column("to_role", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("claimed_at", sa.Text),
        sa.Column("claimed_by", sa.Text, nullable=False),
        sa.Column("contested_by", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("referral_by_customer", "referral", ["customer_no"])
    op.create_table(
        "consent",
        sa.Column("consent_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("withdrawals", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("consent_by_customer", "consent", ["customer_no"])
