"""Both ends after an accident: what desks recorded, what the hub has, and whether the two are one."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import Outcome
from teller_assist.domain.chain import Entry, link
from teller_assist.domain.consent import ConsentWithdrawn
from teller_assist.domain.event import Event
from teller_assist.domain.referral import ReferralClaimed, ReferralMade
from teller_assist.hub import counting, replay, tables
from teller_assist.hub.engine import Hub
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store import keyfile
from teller_assist.store.engine import NAME, Work
from teller_assist.store.journal import count_kinds, unsent
from teller_assist.store.verify import faults_of
from teller_assist.store.views import NOUNS
from tests.store.deeds import corrected, happened, logged, started, write

BRANCH = "1001"
_COLUMNS = "device epoch seq event_id occurred_at staff_no kind v payload".split()


@contextmanager
def journal(data: Path) -> Iterator[Work]:
    """The desk's journal, as a window or a command has it."""
    work = Work(data / NAME, keyfile.KeyFile(data / keyfile.NAME).key())
    try:
        yield work
    finally:
        work.close()


def deeds(chance: random.Random, n: int) -> list[Event]:
    """Visits with what was said in them, referrals and withdrawn consents."""
    events: list[Event] = []
    while len(events) < n:
        visit_id, minute = uuid7(), chance.randrange(400)
        attempt = logged(visit_id, f"P{chance.randrange(9)}", minute + 1)
        events += [started(visit_id, minute), attempt]
        match chance.randrange(4):
            case 0:
                events.append(corrected(attempt.attempt_id, Outcome.ACCEPTED, minute + 2))
            case 1:
                made = happened(
                    ReferralMade,
                    minute,
                    referral_id=uuid7(),
                    customer_no="C1",
                    product_code="P1",
                    to_role="",
                    note="茶",
                )
                events += [made, happened(ReferralClaimed, minute, referral_id=made.referral_id)]
            case 2:
                customer_no = f"C{chance.randrange(5)}"
                events.append(happened(ConsentWithdrawn, minute, customer_no=customer_no, purpose="marketing"))
    return events[:n]


def record(data: Path, events: Iterable[Event]) -> None:
    """Each is on the disk when this ends; all in one transaction."""
    with journal(data) as work:
        write(work, *events)


def sound(data: Path) -> dict[str, int]:
    """What the desk counts; the test fails where its chains or views do not hold."""
    with journal(data) as work:
        assert faults_of(work.reading)[1] == []
        return count_kinds(work.reading)


def agree(hub: Hub, *desks: Path, parked: int = 0, pruned: bool = False) -> None:
    """Nothing lost, nothing doubled: equal counts, whole chains and equal views at both ends, nothing on the way.

    ``pruned``: desks have forgotten what is durable above or, by its own date, of long ago, so views are smaller there.
    """
    here: dict[str, dict[str, int]] = {}
    owners: dict[Path, str] = {}
    for data in desks:
        kinds = sound(data)
        with journal(data) as work:
            owners[data] = work.reading.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
            assert unsent(work.reading)[0] == 0
        if kinds:
            here[owners[data]] = kinds
    counted = counting.count(hub)
    assert {one["device"]: one["kinds"] for one in counted["devices"]} == here
    assert counted["parked"] == parked
    chained(hub)
    _views(hub, owners, pruned)


def _views(hub: Hub, owners: dict[Path, str], pruned: bool) -> None:
    above = {noun: on_the_hub(hub, noun) for noun in NOUNS}
    for data, device in owners.items():
        with journal(data) as work:
            for noun in NOUNS.values():
                if (noun.shared and not noun.goes_by) or not pruned:
                    there = above[noun.name].get(BRANCH if noun.shared else device, [])
                    assert on_the_desk(work, noun.name) == there, noun.name
    replay.rebuild_views(hub)
    assert {noun: on_the_hub(hub, noun) for noun in NOUNS} == above


def on_the_desk(work: Work, noun: str) -> list[tuple[Any, ...]]:
    names = [c.name for c in VIEWS[noun].columns if c.name != "owner"]
    return sorted(work.reading.execute(f"SELECT {', '.join(names)} FROM {noun}").fetchall())


def on_the_hub(hub: Hub, noun: str) -> dict[str, list[tuple[Any, ...]]]:
    """The view's rows by their owner."""
    table, found = VIEWS[noun], dict[str, list[tuple[Any, ...]]]()
    with hub.reading() as con:
        for owner, *row in con.execute(select(table.c.owner, *(c for c in table.columns if c.name != "owner"))):
            found.setdefault(owner, []).append(tuple(row))
    return {owner: sorted(rows) for owner, rows in found.items()}


def chained(hub: Hub) -> int:
    """How many rows the ledger has; the test fails where one does not hang on the one before it."""
    c, s, rows = tables.ledger.c, tables.seal.c, 0
    with hub.reading() as con:
        heads = {(row.device, row.epoch): row for row in con.execute(tables.chain.select())}
        seals = {
            (row.device, row.epoch, row.seq): row.hash for row in con.execute(select(s.device, s.epoch, s.seq, s.hash))
        }
        ends = {key: (head.base_seq, bytes(head.base_hash)) for key, head in heads.items()}
        found = con.execute(
            select(*(c[name] for name in _COLUMNS), c.prev_hash, c.hash).order_by(c.device, c.epoch, c.seq)
        )
        for *row, prev_hash, hash_ in found:
            entry = Entry(*row[:-1], bytes(row[-1]))
            seq, before = ends[row[0], row[1]]
            assert (entry.seq, bytes(prev_hash)) == (seq + 1, before)
            assert bytes(hash_) == link(before, entry)
            assert seals.pop((*row[:2], entry.seq), hash_) == hash_
            ends[row[0], row[1]] = (entry.seq, bytes(hash_))
            rows += 1
    assert not seals
    assert ends == {key: (head.head_seq, bytes(head.head_hash)) for key, head in heads.items()}
    return rows
