"""The tables of ``work.db`` as SQLAlchemy sees them. The migrations make them; ``alembic check`` compares.

``journal`` is precious and append-only. Every other table but ``meta`` is a *view*: the fold of the
journal's events, made again by ``journal.rebuild_views``.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

# device (uuid), epoch, head (epoch:seq:hash of the last row), acked (last seq the node above has), made_at.
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
    Column("event_id", Text, nullable=False, unique=True),
    Column("occurred_at", Text, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("noun", Text, nullable=False),
    Column("noun_id", Text, nullable=False),
    Index("journal_by_noun", "noun_id", "noun"),
    sqlite_with_rowid=False,
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
