"""A branch node between its desks and a hub, each over a real database, with no wire between them."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select, text

from teller_assist.hub import devices, streams, tables
from teller_assist.hub import node as nodes
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.hub.relay import NodeOutbox
from teller_assist.store.views import NOUNS, time_text
from teller_assist.sync.core import Delivered, deliver
from teller_assist.sync.intake import answer
from teller_assist.wire.identity import Certificate
from teller_assist.wire.messages import Claim, Push, Reply, Request, Welcome
from tests.hub.pushing import NOW, Device

BRANCH = "B1"


class Branch:
    """The node of branch B1 in ``folder``, known to ``above``; ``now`` is its own clock."""

    def __init__(self, folder: Path, above: Hub, url: str | None = None) -> None:
        self.folder, self.above = folder, above
        self.now = NOW
        self.hub = open_hub(folder, url)
        if not self.hub.about().get("device"):
            self._enrol()
        me = nodes.node_of(self.hub)
        assert me is not None
        self.me = me
        self.box = NodeOutbox(self.hub, me, lambda: self.now)

    def _enrol(self) -> None:
        device = str(uuid4())
        with self.hub.writing() as con:
            nodes.note(con, role="branch", branch_no=BRANCH, device=device)
        self.known_to(self.above)

    def known_to(self, above: Hub) -> None:
        device = self.hub.about()["device"]
        with above.writing() as con:
            devices.learn(con, Certificate(device, BRANCH, "branch", self.hub.key.public, time_text(NOW)))

    def close(self) -> None:
        self.hub.close()

    def desk(self) -> Device:
        """A desk known to node and hub."""
        made = Device(BRANCH).enrol(self.hub)
        return made.enrol(self.above)

    def takes(self, push: Push) -> Reply:
        """The node's answer to a desk."""
        return answer(SqlLedger(self.hub, self.now, "branch", push.device, self.me), push)

    def hears(self, desk: Device) -> Welcome:
        """The node's answer to a desk's hello, which claims its first chain too."""
        first = Claim(desk.device, 1, 0, 0, 0, len(desk.rows), desk.hashes[-1], False)
        claims = (desk.claim(),) if desk.epoch == 1 else (first, desk.claim())
        ledger = SqlLedger(self.hub, self.now, "branch", desk.device, self.me)
        reply = answer(ledger, desk.hello(claims=claims))
        assert isinstance(reply, Welcome)
        return reply

    def syncs(self) -> Delivered:
        """One session with the hub; every answer comes."""
        return self.meets(self.above)

    def meets(self, above: Hub, meanwhile: Callable[[], object] = lambda: None) -> Delivered:
        """``meanwhile`` happens after each answer of the hub's."""
        session = deliver(self.box)
        request: Request = next(session)
        while True:
            try:
                reply = asked(above, self.me.device, request)
                meanwhile()
                request = session.send(reply)
            except StopIteration as ended:
                done: Delivered = ended.value
                return done

    def backed_up(self, to: Path) -> None:
        """The folder as a copy of its disk has it."""
        with self.hub.reading() as con:
            con.execute(text("SELECT 1"))
        self.hub.close()
        shutil.copytree(self.folder, to)
        self.hub = open_hub(self.folder)
        self.box = NodeOutbox(self.hub, self.me, lambda: self.now)


def asked(above: Hub, sender: str, request: Any) -> Reply:
    return answer(SqlLedger(above, datetime.now(UTC), sender=sender), request)


def ledger_of(hub: Hub) -> dict[str, list[str]]:
    """device -> the ids of its events, each as often as it counts."""
    c = tables.ledger.c
    with hub.reading() as con:
        rows = con.execute(select(c.device, c.event_id).where(c.again == 0).order_by(c.device, c.epoch, c.seq))
        found: dict[str, list[str]] = {}
        for device, event_id in rows:
            found.setdefault(device, []).append(event_id)
        return found


def views_of(hub: Hub) -> dict[str, list[dict[str, Any]]]:
    """Every view's rows, those of shared nouns by branch and of the others by device."""
    with hub.reading() as con:
        return {
            name: [
                dict(row._mapping) for row in con.execute(text(f'SELECT * FROM "{name}" ORDER BY owner, {noun.key}'))
            ]
            for name, noun in NOUNS.items()
        }


def places_of(hub: Hub) -> dict[str, int]:
    with hub.reading() as con:
        c = tables.placed.c
        return {row.event_id: row.place for row in con.execute(select(c.event_id, c.place))}


def order_of(hub: Hub, noun: str, noun_id: str, branch_no: str = BRANCH) -> list[str]:
    """The events of a shared noun in the branch's order as this server has it."""
    with hub.reading() as con:
        events = streams.events_of(con, branch_no, noun, [noun_id])[noun_id]
        return [str(happened.id) for happened in events]


def posing_as(other: Hub, hub: Hub) -> None:
    """The other answers as the same hub, gone back in time to nothing."""
    with other.writing() as con:
        note_about(con, "incarnation", hub.about()["incarnation"])
