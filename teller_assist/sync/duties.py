"""What a welcome asks of the desk after everything is delivered: new data, packs, a new key, pruning, wiping."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import sleep
from typing import TYPE_CHECKING

from teller_assist.domain.days import day_at
from teller_assist.errors import BadInput, Expected, Refused, StaleBase, Unreachable
from teller_assist.store import chains, keyfile, link
from teller_assist.store.journal import unsent
from teller_assist.sync.sender import HUB, Sender
from teller_assist.wire.joining import Rekey, Rekeyed, rekey_text
from teller_assist.wire.messages import Busy, Chunk, Lost, Offer, Refusal, WantChunk, Welcome
from teller_assist.wire.signing import DeviceKey

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.sync.http import Line

# A window that is open while the desk is wiped must not go on recording into what nobody will open again.
_NO_MORE = (
    "CREATE TRIGGER IF NOT EXISTS journal_wiped BEFORE INSERT ON journal "
    "BEGIN SELECT RAISE(ABORT, 'this desk was wiped by order of the hub'); END"
)
TRIES = 3  # for a chunk whose answer was lost, before the sync ends; the chunks before it are kept
Say = Callable[[str, int, int], None]


class Duties:
    """``trouble`` and ``sentence`` after ``follow``: what did not come, though everything was delivered."""

    def __init__(self, desk: Sender, line: "Line", welcome: Welcome, via: str, say: Say) -> None:
        self._desk, self._line, self._welcome, self._via, self._say = desk, line, welcome, via, say
        self.trouble = self.sentence = ""

    def follow(self, delivered: bool, today: date) -> None:
        """Everything that is to do. ``delivered``: nothing is unsent. Raises ``Unreachable`` when the line is cut."""
        orders = self._welcome.orders
        if "wipe" in orders and self._via == HUB:  # a node's word alone erases nothing
            return self._wipe(delivered)
        self._try("data", self._fetch)
        self._try("packs", self._packs)
        if delivered and self._via == HUB and ("rekey" in orders or self._pending()):
            self._rekey()
        self._prune(today)
        if "wipe" in orders and not self.trouble:
            self.trouble, self.sentence = (
                "refused",
                "an order to wipe this desk came by the node: only the hub's own counts",
            )
        return None

    def _try(self, key: str, duty: Callable[[], None]) -> None:
        """One that fails leaves the others; the first is told."""
        try:
            duty()
        except Unreachable:
            raise
        except Expected as error:
            if not self.trouble:
                self.trouble, self.sentence = key, str(error)

    # -- data and packs ---------------------------------------------------------------------------

    def _fetch(self) -> None:
        from teller_assist.sync.fetch import fetch

        offer, desk = self._welcome.offer, self._desk
        if offer is None or not offer.chunks:
            return self._mend()
        try:
            fetch(offer, self._chunk, desk.data, desk.key, self._say)
        except StaleBase:
            whole = self._whole_offer()
            if whole is not None:
                fetch(whole, self._chunk, desk.data, desk.key, self._say)
        return None

    def _mend(self) -> None:
        """The data in use are read once a day; where a page of them has gone bad all of them come again."""
        from teller_assist.sync.fetch import damage, fetch

        desk, today = self._desk, day_at(self._desk.now())
        if desk.read_on == today:
            return
        if wrong := damage(desk.data, desk.key):
            whole = self._whole_offer()
            if whole is None:
                raise BadInput(f"the data of this desk are damaged ({wrong}) and the hub has none: load the feed there")
            fetch(whole, self._chunk, desk.data, desk.key, self._say, anew=True)
        desk.read_on = today

    def _whole_offer(self) -> Offer | None:
        """Asked for by a hello that claims to hold no generation."""
        reply = self._line.ask(replace(self._desk.box.hello(), generation=""))
        return reply.offer if isinstance(reply, Welcome) else None

    def _chunk(self, name: str) -> bytes:
        """Raises ``Unreachable`` if it does not come."""
        why = ""
        for _ in range(TRIES):
            match self._line.ask(WantChunk(name)):
                case Chunk(bytes=got):
                    return got
                case Busy(retry_after=seconds):
                    why = "the server is busy"
                    sleep(min(seconds, 30))
                case Refusal(sentence=sentence):
                    raise Refused(f"the new data did not come: {sentence}")
                case Lost(why=why):
                    pass
        raise Unreachable(f"the new data are not all here yet, the next sync goes on from there: {why}")

    def _packs(self) -> None:
        if not self._welcome.packs or self._welcome.packs == link.get(self._desk.work.reading, "packs_held"):
            return
        from teller_assist.sync.packs import renew

        self._say("packs", 0, 0)
        renew(self._desk.work, self._desk.data, self._file, self._first_root())

    def _first_root(self) -> str:
        """What a desk that was enrolled before its bank had packs begins to trust: the hub's word, no node's."""
        if self._via != HUB or link.get(self._desk.work.reading, "packs_root"):
            return ""
        return (self._file("metadata/1.root.json") or b"").decode("utf-8", "replace")

    def _file(self, path: str) -> bytes | None:
        """A file of the packs' repository; None if there is none. Raises ``Unreachable``."""
        self._say("packs", 0, 0)
        got = self._line.pack(path)
        if isinstance(got, bytes):
            return got
        if isinstance(got, Refusal):
            return None
        raise Unreachable(f"the packs are not all here yet: {got.why if isinstance(got, Lost) else 'busy'}")

    # -- keys -------------------------------------------------------------------------------------

    def _pending(self) -> str:
        return link.get(self._desk.work.reading, "device_key_next")

    def _rekey(self) -> None:
        """A new device key. It is kept before it is told, so that a lost answer is asked for again with it."""
        desk = self._desk
        made = DeviceKey(bytes.fromhex(pending)) if (pending := self._pending()) else DeviceKey()
        with desk.work.writing() as session:
            link.put(session.con, "device_key_next", made.raw.hex())
        device = desk.box.device
        text, old = rekey_text(device, made.public), DeviceKey(bytes.fromhex(link.get(desk.work.reading, "device_key")))
        reply = self._line.rekey(Rekey(device, made.public, made.sign(text), old.sign(text)))
        if isinstance(reply, Rekeyed):
            desk.take_key(made, reply.certificate)
        elif isinstance(reply, Refusal):
            self.trouble, self.sentence = reply.key, f"the hub did not take this desk's new key: {reply.sentence}"

    def _wipe(self, delivered: bool) -> None:
        """The key of this desk's databases goes, and with it all they hold; never before the last record is above.
        Nobody records while it is looked at."""
        desk = self._desk
        with desk.work.writing() as session:
            if not delivered or unsent(session.con)[0] or not _at_the_hub(session.con):
                self.trouble = "refused"
                self.sentence = "the hub orders this desk to be wiped: that waits until everything recorded is there"
                return
            session.con.execute(_NO_MORE)
            keyfile.KeyFile(desk.data / keyfile.NAME).erase()
        for left in (*desk.data.glob("snap-*.db*"), *desk.data.glob("incoming.db*"), desk.data / "snapshot"):
            left.unlink(missing_ok=True)
        shutil.rmtree(desk.data / "packs", ignore_errors=True)
        self.trouble, self.sentence = "wiped", "by order of the hub this desk's key is erased; everything was delivered"

    def _prune(self, today: date) -> None:
        from teller_assist.store.prune import prune

        con = self._desk.work.reading
        if link.get(con, "pruned_on") == today.isoformat():
            return
        self._say("prune", 0, 0)
        with self._desk.work.writing() as session:
            prune(session, today)
            link.put(session.con, "pruned_on", today.isoformat())


def _at_the_hub(con: "Connection") -> bool:
    """Whether the bank's hub has every row, not only the branch's node."""
    return all(max(chain.root_seq, chain.durable_seq) >= chain.head_seq for chain in chains.read_chains(con))
