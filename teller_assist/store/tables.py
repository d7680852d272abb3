"""The tables of ``work.db`` as SQLAlchemy sees them. The migrations make them; ``alembic check`` compares.

``journal`` is precious and append-only; ``meta``, ``chain``, ``received``, ``placed``, ``link`` and ``sync_run`` belong
to it and its way up (docs/sync.md). Every other table is a *view*: the fold of events, made again by
``journal.rebuild_views``.
"""

from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import get_type_hints
from uuid import UUID

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

from teller_assist.store.views import NOUNS, kind_of

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


def _view(name: str, *rules: UniqueConstraint, **indexes: str) -> Table:
    """The view of a noun, a column for each field of its state. An index is named, and its columns parted by blanks,
    then WHERE for one of some rows only: a question finds it by the same words."""
    noun = NOUNS[name]
    columns = []
    for f in fields(noun.state):
        kind, optional = kind_of(get_type_hints(noun.state)[f.name])
        worded = kind in (str, UUID, date, datetime) or issubclass(kind, Enum)
        primary = f.name == noun.key
        columns.append(
            Column(f.name, Text if worded else Integer, primary_key=primary, nullable=optional and not primary)
        )
    return Table(
        name, metadata, *columns, *rules, *(_index(index, on) for index, on in indexes.items()),
        sqlite_with_rowid=False,
    )  # fmt: skip


def _index(name: str, on: str) -> Index:
    columns, where, rows = on.partition(" WHERE ")
    return Index(name, *columns.split(), sqlite_where=text(rows)) if where else Index(name, *columns.split())


_view("visit", visit_by_customer="customer_no started_at", visit_by_staff="staff_no started_at",
      visit_by_start="started_at", visit_open="staff_no started_at WHERE ended_at IS NULL")  # fmt: skip
_view("attempt", UniqueConstraint("visit_id", "product_code", name="one_attempt_a_visit_and_product"),
      attempt_by_customer="customer_no", attempt_by_staff="staff_no at")  # fmt: skip
# ``shown``: rows of a slate as canonical JSON, so that the end of the visit knows what was left unlogged.
_view("decision", decision_by_visit="visit_id at")
_view("referral", referral_by_customer="customer_no", referral_by_time="made_at",
      referral_open="made_at WHERE closed_at IS NULL")  # fmt: skip
# One row a customer and purpose; ``state`` given | withdrawn, ``withdrawals``: ids of those that stand, with blanks.
_view("consent", consent_by_customer="customer_no")
_view("ticket", ticket_by_day="day taken_at", ticket_open="day WHERE state != 'done'")
_view("call", call_by_time="made_at")
_view("diversion", diversion_by_time="at")
_view("appointment", appointment_by_time="due_at", appointment_by_customer="customer_no",
      appointment_open="due_at WHERE how = ''")  # fmt: skip
_view("incident", incident_by_time="at", incident_open="at WHERE closed_at IS NULL")
_view("duty", duty_by_time="began_at", duty_open="staff_no WHERE ended_at IS NULL")
_view("evaluation", evaluation_by_visit="visit_id", evaluation_by_time="requested_at",
      evaluation_bad="requested_at WHERE score BETWEEN 1 AND 2 AND handled_at IS NULL")  # fmt: skip
_view("selfcheck", selfcheck_by_time="at")
_view("inspection", inspection_by_time="at")
_view("photo", photo_by_subject="of_id")
_view("award")
_view("complaint", complaint_by_customer="customer_no", complaint_by_time="filed_at")
_view("promise", promise_by_customer="customer_no", promise_by_day="due_on")
_view("huddle", huddle_by_day="day")
_view("pause", pause_by_visit="visit_id", pause_by_time="paused_at")
_view("wrong", wrong_by_visit="visit_id", wrong_by_time="at")
_view("quiz", quiz_by_staff="staff_no topic")

# What an engine was made of, kept as long as a decision names it: canonical JSON, zlib.
book = Table(
    "book",
    metadata,
    Column("book", Text, primary_key=True),
    Column("kept_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
