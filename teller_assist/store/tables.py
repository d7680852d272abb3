"""The tables of ``work.db`` as SQLAlchemy sees them. The migrations make them; ``alembic check`` compares.

``journal`` is precious and append-only; ``meta``, ``chain``, ``received``, ``placed``, ``link`` and ``sync_run`` belong
to it and its way up (docs/sync.md). Every other table is a *view*: the fold of events, made again by
``journal.rebuild_views``.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

# device (uuid), epoch, head (epoch:seq:hash of the last row), made_at, kinds (JSON: what the views were folded with).
meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

# ``noun`` and ``noun_id`` say whose fold the event belongs to ("" none); they follow from kind and payload.
journal = Table(
    "journal",
    metadata,
    Column("device", Text, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("occurred_at", Text, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("noun", Text, nullable=False),
    Column("noun_id", Text, nullable=False),
    UniqueConstraint("device", "epoch", "event_id", name="an_event_once_an_epoch"),
    Index("journal_by_noun", "noun_id", "noun"),
    sqlite_with_rowid=False,
)

# Stretches of the journal. ``base_hash``: what row 1 hangs on; ``cut_seq`` NULL: open; ``base_seq``: last pruned row.
chain = Table(
    "chain",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("parent_epoch", Integer, nullable=False),
    Column("parent_seq", Integer, nullable=False),
    Column("base_hash", LargeBinary, nullable=False),
    Column("base_seq", Integer, nullable=False),
    Column("cut_seq", Integer),
    Column("acked_seq", Integer, nullable=False),
    Column("root_seq", Integer, nullable=False),
    Column("durable_seq", Integer, nullable=False),
)

# Shared events of the branch as the stream brought them, own ones too; ``pos`` NULL after a reset of the stream.
received = Table(
    "received",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("occurred_at", Text, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("noun", Text, nullable=False),
    Column("noun_id", Text, nullable=False),
    Column("pos", Integer),
    Index("received_by_noun", "noun_id", "noun"),
    sqlite_with_rowid=False,
)

# The order that the branch node gave.
placed = Table(
    "placed",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# How the desk is bound to hub or node; the keys: ``store/link.py``.
link = Table(
    "link",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

# One row a sync; ``differ`` is JSON.
sync_run = Table(
    "sync_run",
    metadata,
    Column("run_id", Integer, primary_key=True),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("via", Text, nullable=False),
    Column("pushed", Integer, nullable=False),
    Column("acknowledged", Integer, nullable=False),
    Column("pulled", Integer, nullable=False),
    Column("parked", Integer, nullable=False),
    Column("generation", Text, nullable=False),
    Column("reconciled", Integer, nullable=False),
    Column("differ", Text, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("skew_ms", Integer, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("visit_id", Text, primary_key=True),
    Column("customer_no", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("business_type", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("ended_at", Text),
    Column("ended_by", Text, nullable=False),
    Column("agent", Integer, nullable=False),
    Index("visit_by_customer", "customer_no", "started_at"),
    Index("visit_by_staff", "staff_no", "started_at"),
    sqlite_with_rowid=False,
)

attempt = Table(
    "attempt",
    metadata,
    Column("attempt_id", Text, primary_key=True),
    Column("visit_id", Text, nullable=False),
    Column("customer_no", Text, nullable=False),
    Column("product_code", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("verb", Text, nullable=False),
    Column("decision_id", Text),
    Column("recording_ref", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("last_event", Text, nullable=False),
    UniqueConstraint("visit_id", "product_code", name="one_attempt_a_visit_and_product"),
    Index("attempt_by_customer", "customer_no"),
    Index("attempt_by_staff", "staff_no", "at"),
    sqlite_with_rowid=False,
)

# What a slate showed, so that the end of the visit knows what was left unlogged. ``shown`` is canonical JSON.
decision = Table(
    "decision",
    metadata,
    Column("decision_id", Text, primary_key=True),
    Column("visit_id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("nothing_because", Text, nullable=False),
    Index("decision_by_visit", "visit_id", "at"),
    sqlite_with_rowid=False,
)

referral = Table(
    "referral",
    metadata,
    Column("referral_id", Text, primary_key=True),
    Column("customer_no", Text, nullable=False),
    Column("product_code", Text, nullable=False),
    Column("to_role", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("claimed_at", Text),
    Column("claimed_by", Text, nullable=False),
    Column("contested_by", Text, nullable=False),
    Column("closed_at", Text),
    Column("closed_by", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Index("referral_by_customer", "customer_no"),
    sqlite_with_rowid=False,
)

# One row a customer and purpose; ``state`` given | withdrawn, ``withdrawals``: ids of those that stand, with blanks.
consent = Table(
    "consent",
    metadata,
    Column("consent_id", Text, primary_key=True),
    Column("customer_no", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("withdrawals", Text, nullable=False),
    Index("consent_by_customer", "customer_no"),
    sqlite_with_rowid=False,
)
