"""The tables of hub and branch node, on PostgreSQL or SQLite. The migrations make them; ``alembic check`` compares.

Every key begins with a device or a branch and nothing is unique without one: the ledger shards as it is
(``hub distribute``). Times are ISO text in UTC, hashes raw bytes, booleans integers 0/1.
"""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, SmallInteger, Table, Text, text

metadata = MetaData()

# incarnation, made_at, role, branch_no (of a node).
about = Table("about", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# The end of each branch's stream; locked by whoever appends to it, so that places commit in order and without gaps.
branch_stream = Table(
    "branch_stream",
    metadata,
    Column("branch_no", Text, primary_key=True),
    Column("pos", BigInteger, nullable=False),
    Column("check", LargeBinary, nullable=False),
)

# ``role`` desk | branch. ``vouched_by``: the node that enrolled it, else "". ``orders``: wipe, rekey, with blanks.
# ``branches_before``, with blanks: a node there may still hold rows of it.
# ``certified_at``: of the newest certificate seen.
device = Table(
    "device",
    metadata,
    Column("device", Text, primary_key=True),
    Column("branch_no", Text, nullable=False),
    Column("branches_before", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled_at", Text, nullable=False),
    Column("vouched_by", Text, nullable=False),
    Column("certified_at", Text, nullable=False),
    Column("revoked_at", Text),
    Column("orders", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("schema", Text, nullable=False),
    Column("generation", Text, nullable=False),
    Column("unsent", BigInteger, nullable=False),
    Column("skew_ms", BigInteger, nullable=False),
    Column("last_hello_at", Text),
    Index("device_by_branch", "branch_no"),
)

# Keys a device had before: rows that a node hands on may be sealed with one. ``until``: when it was replaced.
old_key = Table(
    "old_key",
    metadata,
    Column("device", Text, primary_key=True),
    Column("public_key", LargeBinary, primary_key=True),
    Column("until", Text, nullable=False),
)

# Nonces that a device has said hello with, kept as long as they would be taken.
used_nonce = Table(
    "used_nonce",
    metadata,
    Column("device", Text, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

# One-time enrolment codes, only their hash.
code = Table(
    "code",
    metadata,
    Column("branch_no", Text, primary_key=True),
    Column("code_hash", LargeBinary, primary_key=True),
    Column("role", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_by", Text),
)

# ``cut_seq``: rows behind it were appended again by their device (NULL open). ``root_*`` and ``forked_at`` on a node:
# what the hub above said. ``base_seq``: where a node took the chain up.
chain = Table(
    "chain",
    metadata,
    Column("device", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("parent_epoch", BigInteger, nullable=False),
    Column("parent_seq", BigInteger, nullable=False),
    Column("base_seq", BigInteger, nullable=False),
    Column("base_hash", LargeBinary, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("cut_seq", BigInteger),
    Column("root_seq", BigInteger, nullable=False),
    Column("durable_seq", BigInteger, nullable=False),
    Column("forked_at", BigInteger, nullable=False),
)

# ``day`` is the branch's calendar day, ``mark`` the event id's 31 bits for the digest, ``parked`` "" or the reason.
ledger = Table(
    "ledger",
    metadata,
    Column("device", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("branch_no", Text, nullable=False),
    Column("occurred_at", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("skew_ms", BigInteger, nullable=False),
    Column("day", Text, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("again", SmallInteger, nullable=False),
    Column("parked", Text, nullable=False),
    Column("noun", Text, nullable=False),
    Column("noun_id", Text, nullable=False),
    Index(
        "ledger_event", "device", "event_id", unique=True,
        postgresql_where=text("again = 0"), sqlite_where=text("again = 0"),
    ),
    Index("ledger_by_noun", "device", "noun_id", "noun"),
    Index("ledger_by_day", "device", "day", "kind"),
    Index("ledger_parked", "device", postgresql_where=text("parked <> ''"), sqlite_where=text("parked <> ''")),
)  # fmt: skip

seal = Table(
    "seal",
    metadata,
    Column("device", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("suite", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

# ``check``: SHA-256 of the check before it and the event id. What a node pulled from above stands here only.
stream = Table(
    "stream",
    metadata,
    Column("branch_no", Text, primary_key=True),
    Column("pos", BigInteger, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("occurred_at", Text, nullable=False),
    Column("staff_no", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("noun", Text, nullable=False),
    Column("noun_id", Text, nullable=False),
    Column("check", LargeBinary, nullable=False),
    Index("stream_event", "branch_no", "event_id", "device", unique=True),
    Index("stream_by_noun", "branch_no", "noun_id", "noun"),
)

placed = Table(
    "placed",
    metadata,
    Column("branch_no", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("place", BigInteger, nullable=False),
    Index("placed_by_place", "branch_no", "place"),
)

# What each generation's engine is made of (``hub/books.py``): canonical JSON, zlib. On every server of a cluster.
book = Table(
    "book",
    metadata,
    Column("book", Text, primary_key=True),
    Column("kept_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# What each backup that could still be restored contains.
backup = Table(
    "backup",
    metadata,
    Column("device", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

# ``state`` current | held | old. ``tiers`` and ``rows``: JSON counts for the guard rails. ``full`` and ``delta``: JSON
# of the chunks' names; ``base`` is the generation the delta starts from.
generation = Table(
    "generation",
    metadata,
    Column("branch_no", Text, primary_key=True),
    Column("generation", Text, primary_key=True),
    Column("as_of", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("customers", BigInteger, nullable=False),
    Column("rows", Text, nullable=False),
    Column("tiers", Text, nullable=False),
    Column("full", Text, nullable=False),
    Column("full_bytes", BigInteger, nullable=False),
    Column("base", Text, nullable=False),
    Column("delta", Text, nullable=False),
    Column("delta_bytes", BigInteger, nullable=False),
)

chunk = Table(
    "chunk",
    metadata,
    Column("branch_no", Text, primary_key=True),
    Column("chunk", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
