"""A server in memory for tests of the desk's outbox: the simulator's, with real seals and the branch's days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from teller_assist.domain.chain import Entry
from teller_assist.domain.days import day_at
from teller_assist.store.rows import time_of
from teller_assist.store.views import NOUNS
from teller_assist.sync.core import BATCH, Delivered, Outbox, deliver
from teller_assist.sync.intake import answer
from teller_assist.wire.messages import Day, Push, Reconcile, Record, Reply, Request, Welcome, mark
from teller_assist.wire.signing import seal_holds
from tests.sync.sim.server import Server, ServerDisk


class Ledger(Server):
    """``keys``: the devices it knows, by their public key. ``server_time`` and ``offer`` go into its welcome."""

    def __init__(self, incarnation: str = "one") -> None:
        super().__init__("hub", ServerDisk(incarnation), True, Counter())
        self.keys: dict[str, bytes] = {}
        self.more: dict[str, Any] = {}

    def holds(self, push: Push) -> bool:
        return seal_holds(self.keys[push.device], push.device, push.epoch, push.seal)

    def welcome(self, hello: Any, standings: Any) -> Welcome:

        return replace(super().welcome(hello, standings), **self.more)

    def effect(self, entries: Sequence[Entry]) -> None:
        for e in entries:
            if any(noun.shared and e.kind in noun.kinds for noun in NOUNS.values()):
                self.into_stream(e.device, e.epoch, Record(*e[2:]))

    def count(self, asked: Reconcile) -> Sequence[Day]:
        days, found = {day.day for day in asked.days}, dict[tuple[str, str], set[str]]()
        for epoch, upto in asked.upto:
            chain = self.disk.chains.get((asked.device, epoch))
            for row in chain.rows[: max(0, upto - chain.base)] if chain else ():
                day = day_at(time_of(row.entry.occurred_at)).isoformat()
                if day in days:
                    found.setdefault((day, row.entry.kind), set()).add(row.entry.event_id)
        return [Day(*key, len(ids), sum(map(mark, ids))) for key, ids in found.items()]

    def counted(self) -> dict[str, int]:
        """Every device's events by kind, as the ledger counts them."""
        kinds: dict[str, int] = {}
        for chain in self.disk.chains.values():
            for row in chain.rows:
                if not row.again:
                    kinds[row.entry.kind] = kinds.get(row.entry.kind, 0) + 1
        return kinds


def session(box: Outbox, server: Ledger, batch: int = BATCH, most: int = 10_000) -> Delivered:
    """One session without a loss; ends the desk after ``most`` answers."""
    talk = deliver(box, batch)
    request: Request = next(talk)
    try:
        for _ in range(most):
            reply: Reply = answer(server, request)  # type: ignore[arg-type]
            request = talk.send(reply)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    return Delivered(trouble="cut")
