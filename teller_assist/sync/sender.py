"""This desk as a sender: its databases, its outbox, and the servers it speaks to in order."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from teller_assist.errors import DeskNotReady
from teller_assist.store import engine, keyfile, link
from teller_assist.sync.address import Address, address_of, pinned
from teller_assist.sync.http import Line, Who
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire.signing import DeviceKey

HUB, BRANCH = "hub", "branch"
PASSED_OVER = 60.0  # seconds
_ENROL = (
    "this desk is not enrolled at a hub: ask for a code (`teller-assist hub code` there), then run "
    "`teller-assist desk enrol --hub URL --code CODE`"
)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Server(NamedTuple):
    """``via`` hub | branch. ``kept``: the key in ``link`` under which its pinned certificate is kept."""

    via: str
    address: Address
    kept: str


class Sender:
    """Made by ``open``; close it. One thread uses it."""

    def __init__(self, data: Path, key: bytes, work: engine.Work, now: Callable[[], datetime]) -> None:
        self.data, self.key, self.work, self.now = data, key, work, now
        self.box = DeskOutbox(work, data, now)
        self.read_on: date | None = None  # when the data in use were last read to their end
        self._lines: dict[str, tuple[tuple[Server, str, str, str], Line]] = {}
        self._passed_over_until = 0.0

    @classmethod
    def open(cls, data: Path, now: Callable[[], datetime] = utc_now) -> "Sender":
        """The desk of a data folder; ``now`` is its clock. Raises ``DeskNotReady``, also for a desk that is not
        enrolled, ``Damaged``."""
        file = data / keyfile.NAME
        if not file.exists() and not (data / engine.NAME).exists():
            raise DeskNotReady(_ENROL)
        key = keyfile.KeyFile(file).key()
        with engine.readable():
            work = engine.Work(data / engine.NAME, key)
            try:
                if not link.get(work.reading, "certificate"):
                    raise DeskNotReady(_ENROL)
                return cls(data, key, work, now)
            except BaseException:
                work.close()
                raise

    def close(self) -> None:
        for _, line in self._lines.values():
            line.close()
        self.work.close()

    def servers(self) -> tuple[Server, ...]:
        """The node first if there is one; the hub behind it, unless ``fallback`` says to wait for the node."""
        told, hub = link.get_all(self.work.reading), self.hub()
        if not told.get("node_url"):
            return (hub,)
        node = Server(BRANCH, address_of(told["node_url"]), "node_tls_pin")
        if told.get("fallback") == "wait":
            return (node,)
        return (hub,) if monotonic() < self._passed_over_until else (node, hub)

    def hub(self) -> Server:
        return Server(HUB, address_of(link.get(self.work.reading, "hub_url")), "tls_pin")

    def pass_over(self, server: Server) -> None:
        """A node that gave no answer is not waited for again within the minute: every push would stand still for it."""
        if server.via == BRANCH:
            self._passed_over_until = monotonic() + PASSED_OVER

    def line(self, server: Server) -> Line:
        """The line to a server, kept open until this desk is enrolled anew. Raises ``Unreachable``, and ``Refused``
        for a pin that does not fit."""
        told = link.get_all(self.work.reading)
        certificate = told.get(server.kept, "")
        if not certificate and (certificate := pinned(server.address)):
            with self.work.writing() as session:
                link.put(session.con, server.kept, certificate)
        bound = (server, certificate, told["device_key"], told["certificate"])
        node_of = told["branch_no"] if server.via == BRANCH else ""
        kept = self._lines.get(server.via)
        if kept is not None and kept[0] == bound:
            return kept[1]
        if kept is not None:
            kept[1].close()
        own, hub_key = (bytes.fromhex(told[name]) for name in ("device_key", "hub_key"))
        who = Who(self.box.device, DeviceKey(own), told["certificate"], hub_key, node_of)
        self._lines[server.via] = (bound, Line(server.address, who, certificate))
        return self._lines[server.via][1]

    def take_key(self, key: DeviceKey, certificate: str) -> None:
        """From now on this is the device's key; the one that waited for its certificate is it."""
        with self.work.writing() as session:
            link.put_all(session.con, {"device_key": key.raw.hex(), "certificate": certificate})
            link.drop(session.con, "device_key_next")
        self._hang_up()

    def try_waiting_key(self) -> bool:
        """Uses the new key whose certificate never came: the hub may know it already. False if there is none."""
        told = link.get_all(self.work.reading)
        waiting = told.get("device_key_next", "")
        if not waiting or waiting == told["device_key"]:
            return False
        with self.work.writing() as session:
            link.put(session.con, "device_key", waiting)
        self._hang_up()
        return True

    def _hang_up(self) -> None:
        """Lines and outbox are made anew with the key of now."""
        for _, line in self._lines.values():
            line.close()
        self._lines.clear()
        self.box = DeskOutbox(self.work, self.data, self.now)
