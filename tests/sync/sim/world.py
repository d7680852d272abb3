"""A seed's world: desks, perhaps a node, a hub, and everything that may go wrong between them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

from teller_assist.wire.messages import Ack, Busy, Lost, Push, Record, Refusal
from tests.sync.sim.parts import Parts
from tests.sync.sim.things import POISON, PRIVATE, SHARED, Crash, End

CALM, ROUGH = 0.0, 0.3


class Session:
    """A sender's session on its way; ``request`` is what it waits for."""

    __slots__ = ("request", "sender", "server", "talk")

    def __init__(self, sender: Any, server: Any, talk: Any) -> None:
        self.sender, self.server, self.talk = sender, server, talk
        self.request: Any = None


class Image(NamedTuple):
    name: str
    disk: Any


class Violation(Exception):
    """What must never be is: in words."""


class World:
    """``facts``: payload of every event there ever was. ``gone``: events no living disk holds or has acknowledged,
    after somebody restored an image older than they are: nobody can bring them back."""

    def __init__(self, seed: int, files: Parts, told: Callable[[str], None] | None = None) -> None:
        self.rnd = rnd = Random(seed)
        self.files, self.told = files, told
        self.seen: Counter[str] = Counter()
        self.facts: dict[str, bytes] = {}
        self.maker: dict[str, str] = {}
        self.gone: dict[str, None] = {}
        self.pruned: dict[str, None] = {}
        self.count = self.images = self.day = 0
        self.sessions: list[Session] = []
        self.mail: list[tuple[End, Any]] = []
        self.backups: dict[str, list[Image]] = {}
        self.faults = rnd.choice((0.02, 0.1, 0.1, ROUGH))
        self.batch = rnd.choice((1, 2, 3, 3, 500))
        files.core.SPREAD = rnd.choice((2, 3, 32))
        self.skew = rnd.random() < 0.25
        self.hub = files.server.Server("hub", files.server.ServerDisk("hub 1"), not self._old(), self.seen)
        self.hub.piece = rnd.choice((1, 2, 5))
        self.node = self._node() if rnd.random() < 0.6 else None
        self.desks = [self._desk(n) for n in range(rnd.choice((1, 2, 2, 3)))]

    def _old(self) -> bool:
        return self.skew and self.rnd.random() < 0.5

    def _desk(self, n: int) -> Any:
        desk = self.files.desk
        return desk.Desk(f"desk{n}", desk.DeskDisk(f"D{n}"), not self._old(), self.seen)

    def _node(self) -> Any:
        node = self.files.node.Node(
            "node", self.files.server.ServerDisk("node 1"), not self._old(), self.seen, self._fact
        )
        node.piece = self.rnd.choice((1, 2, 5))
        return node

    def say(self, what: str, words: str = "") -> None:
        """Counts what happened; in words when somebody listens."""
        self.seen[what] += 1
        if self.told:
            self.told(f"{what}: {words}" if words else what)

    @property
    def ends(self) -> list[Any]:
        return [*self.desks, *([self.node] if self.node else []), self.hub]

    @property
    def servers(self) -> list[Any]:
        return self.ends[len(self.desks) :]

    # -- what people do

    def record(self, desk: Any) -> None:
        rnd = self.rnd
        kind = rnd.choice(PRIVATE) if rnd.random() < 0.55 else rnd.choice(SHARED)
        if not desk.knows(kind):
            kind = "visit.started"
        self.count += 1
        event_id = f"e{self.count}"
        noun = f"s{rnd.randrange(3)}" if kind in SHARED else f"{desk.device}p{rnd.randrange(4)}"
        poison = b" " + POISON if rnd.random() < 0.04 else b""
        payload = f"{noun} {event_id}".encode() + poison
        self.facts[event_id], self.maker[event_id] = payload, desk.device
        at = f"{self.day + desk.today:05d}"
        desk.record(lambda seq: Record(seq, event_id, at, "", kind, 1, payload))
        self.say("poison" if poison else "record", f"{desk.name} {event_id} {kind} {noun}")

    def _fact(self, record: Record) -> None:
        self.facts[record.event_id], self.maker[record.event_id] = record.payload, "node"

    def clock(self, desk: Any) -> None:
        desk.today = self.rnd.choice((0, 5, 4000))
        self.say("clock", f"{desk.name} {desk.today:+d} days")

    def prune(self, desk: Any) -> None:
        done = desk.prune(lambda noun: self.rnd.random() < 0.7)
        for event_id in done:
            self.pruned[event_id] = None
            if (desk.device, event_id) not in self.hub.disk.known:
                raise Violation(f"{desk.name} pruned {event_id}, which the hub does not have")
        if done:
            self.say("prune", f"{desk.name} {' '.join(done)}")

    def upgrade(self, end: Any) -> None:
        if not end.new:
            self.say("upgrade", end.name)
            end.upgrade()

    # -- disks come and go

    def backup(self, end: Any) -> None:
        self.images += 1
        image = Image(f"b{self.images}", end.disk.copy())
        if end is self.hub:
            end.note_backup(image.name)
            if self.rnd.random() < 0.5:
                image = Image(image.name, end.disk.copy())
        self.backups.setdefault(end.name, []).append(image)
        self.say("backup", f"{end.name} as {image.name}")

    def forget(self) -> None:
        if notes := self.hub.disk.notes:
            name = next(iter(notes))
            del notes[name]  # and its file: nobody can restore it any more
            self.backups["hub"] = [i for i in self.backups["hub"] if i.name != name]
            self.say("backup forgotten", name)

    def restore(self, end: Any) -> None:
        images = [i for i in self.backups.get(end.name, ()) if end is not self.hub or i.name in self.hub.disk.notes]
        if not images:
            return
        image = self.rnd.choice(images)
        before = {key: c.end for key, c in self.hub.disk.chains.items()}
        end.disk = image.disk.copy()
        if end is self.hub:
            if any(self.hub.hash_at(*key, seq) == b"" for key, seq in before.items()):
                self.say("hub restored below acknowledged")
            if self.rnd.random() < 0.5:
                self.images += 1
                end.disk.incarnation = f"hub {self.images}"
        self._stop(end)
        if end.new:
            end.upgrade()
        self.say(f"restore of {end.name.rstrip('0123456789')}", f"{end.name} to {image.name}")
        self._count_gone()

    def clone(self, desk: Any) -> None:
        if len(self.desks) > 4:
            return
        twin = self.files.desk.Desk(f"desk{len(self.desks)}", desk.disk.copy(), desk.new, self.seen)
        self.desks.append(twin)
        self.say("clone", f"{desk.name} as {twin.name}")

    def scrap(self, desk: Any) -> None:
        if len(self.desks) > 1:
            self._drop(desk)

    def scrap_for_good(self) -> None:
        """In some worlds few desks or none live to see the end: the servers must have what they acknowledged."""
        if self.rnd.random() < 0.25:
            for desk in [desk for desk in self.desks if self.rnd.random() < 0.6]:
                self._drop(desk)

    def _drop(self, desk: Any) -> None:
        self._stop(desk)
        self.desks.remove(desk)
        self.say("desk scrapped", desk.name)
        self._count_gone()

    def held(self) -> set[str]:
        """Every event that a living disk has, or has acknowledged."""
        found = {r.event_id for d in self.desks for c in d.disk.chains.values() for r, _ in c.rows}
        for server in self.servers:
            found.update(event_id for _, event_id in server.disk.known)
            found.update(server.disk.promised)
        return found

    def _count_gone(self) -> None:
        found = self.held()
        for event_id in self.facts:
            if event_id not in found:
                self.gone[event_id] = None

    # -- sessions

    def begin(self, sender: Any, server: Any) -> Session | None:
        if any(s.sender is sender for s in self.sessions):
            return None
        session = Session(sender, server, self.files.core.deliver(sender, self.batch))
        self.say(f"session {sender.name.rstrip('0123456789')} {server.name}", sender.name)
        self.sessions.append(session)
        self._go_on(session, None)
        return session

    def step(self, session: Session, faults: float = CALM) -> Any:
        """One request and its answer, or what became of them. Gives the session's end, else None."""
        rnd, server, request = self.rnd, session.server, session.request
        if rnd.random() < 0.15:
            self.mail.append((server, request))
        if rnd.random() >= faults:
            return self._go_on(session, self.serve(server, request))
        fault = rnd.choice(("request lost", "reply lost", "twice", "torn", "busy"))
        self.say(fault, f"{session.sender.name} {type(request).__name__}")
        match fault:
            case "request lost":
                reply: Any = Lost()
            case "reply lost":
                self.serve(server, request)
                reply = Lost()
            case "twice":
                self.serve(server, request)
                reply = self.serve(server, request)
            case "torn":
                torn = self.serve(server, self._torn(request))
                self.seen["torn push refused"] += isinstance(torn, Refusal)
                reply = rnd.choice((Lost(), None)) or self.serve(server, request)
            case _:
                reply = Busy(5)
        return self._go_on(session, reply)

    def _torn(self, request: Any) -> Any:
        if not isinstance(request, Push) or len(request.records) < 2:
            return request
        at = self.rnd.randrange(1, len(request.records))
        if self.rnd.random() < 0.5:
            return replace(request, records=request.records[:at])
        return replace(request, records=(*request.records[: at - 1], *request.records[at:]))

    def late(self) -> None:
        if self.mail:
            server, request = self.mail.pop(self.rnd.randrange(len(self.mail)))
            if server in self.ends:
                self.say("late", f"{type(request).__name__} to {server.name}")
                self.serve(server, request)

    def serve(self, server: Any, request: Any) -> Any:
        try:
            reply = self.files.intake.answer(server, request)
        except Crash as crash:
            self.crash(crash.who)
            return Lost()
        if isinstance(request, Push):
            self.say(f"{type(reply).__name__} from {server.name}", f"{request.device}/{request.epoch} "
                     f"{request.first_seq}-{request.seal.seq}")  # fmt: skip
            if isinstance(reply, Ack):
                server.promise(request, reply.acked_seq)
        return reply

    def _go_on(self, session: Session, reply: Any) -> Any:
        if session not in self.sessions:
            return None  # its sender died while it waited
        try:
            session.request = session.talk.send(reply)
        except StopIteration as stop:
            self.sessions.remove(session)
            self.say("session over", f"{session.sender.name} {_in_short(stop.value)}")
            return stop.value
        except Crash as crash:
            self.crash(crash.who)
        return None

    def crash(self, end: Any) -> None:
        self.say(f"crash of {end.name.rstrip('0123456789')}", end.name)
        self._stop(end)

    def _stop(self, end: Any) -> None:
        end.fuse = None
        end.stop()
        self.sessions = [s for s in self.sessions if s.sender is not end]


def _in_short(done: Any) -> str:
    return " ".join(f"{k}={v}" for k, v in done._asdict().items() if v and k not in ("welcome", "differ"))
