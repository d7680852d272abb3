"""How a desk becomes known to its hub: a one-time code, and the desk's own key.

Enrolling again is for a desk that the hub has revoked or lost, and for a hub whose certificate or address has changed:
same hub, same branch, and nothing else changes. Another hub or branch needs ``move``: everything recorded is then
sent there from the first row on, so a desk that has pruned rows cannot move (a new folder can).
"""

from pathlib import Path
from typing import NamedTuple

from teller_assist import __version__
from teller_assist.errors import DeskNotReady, Refused, Unreachable
from teller_assist.store import chains, engine, keyfile, link
from teller_assist.sync.address import Address, address_of, pinned
from teller_assist.sync.http import Line, Who
from teller_assist.sync.lock import only_sender
from teller_assist.wire.identity import plain_code
from teller_assist.wire.joining import Enrol, Enrolled, enrol_text
from teller_assist.wire.messages import Busy, Lost, Refusal
from teller_assist.wire.signing import DeviceKey

FALLBACKS = ("hub", "wait")  # what a desk does whose node is silent


class Enrolment(NamedTuple):
    """``device`` as the hub knows it; ``node_url`` "" without a node."""

    hub_url: str
    node_url: str
    branch_no: str
    device: str


def enrol(
    data: Path, hub_url: str, code: str, node_url: str | None = None, fallback: str | None = None, move: bool = False
) -> Enrolment:
    """Makes this desk known to the hub, its key and ``work.db`` too where there are none yet.

    ``code`` may carry the hub's pin behind a point. ``node_url`` None: as the hub says. Raises ``BadInput``,
    ``Unreachable``, ``Refused``, ``DeskNotReady``; the desk then is as it was.
    """
    pin = code.strip().partition(".")[2]
    signs, address = plain_code(code), address_of(hub_url, pin)
    node = address_of(node_url) if node_url else None
    data.mkdir(parents=True, exist_ok=True)
    key = keyfile.KeyFile(data / keyfile.NAME).ensure()
    work = engine.Work(data / engine.NAME, key)
    try:
        with only_sender(data):
            return _enrol(work, address, signs, node, fallback, move)
    finally:
        work.close()


def set_node(data: Path, node_url: str) -> str:
    """Where this desk's branch node is from now on, "" for none: its address without the pin.

    Raises ``BadInput``, and ``DeskNotReady`` where the desk is not enrolled or a sync is under way.
    """
    node = address_of(node_url) if node_url else None
    if not (data / engine.NAME).exists():
        raise DeskNotReady(f"no desk lies in {data}: `teller-assist desk enrol` makes one known to its hub")
    work = engine.Work(data / engine.NAME, keyfile.KeyFile(data / keyfile.NAME).key())
    try:
        if not link.get(work.reading, "certificate"):
            raise DeskNotReady("this desk is not enrolled: run `teller-assist desk enrol --hub URL --code CODE` first")
        with only_sender(data), work.writing() as session:
            link.put_all(session.con, {"node_url": _text(node) if node else "", "node_tls_pin": ""})
    finally:
        work.close()
    return node.base if node else ""


def _enrol(
    work: engine.Work, address: Address, code: str, node: Address | None, fallback: str | None, move: bool
) -> Enrolment:
    told = link.get_all(work.reading)
    known = {told.get(name, "").partition("#")[0] for name in ("hub_url", "node_url")}
    if told.get("certificate") and address.base not in known and not move:
        raise Refused(
            f"this desk is enrolled at {told['hub_url']}: give that address, or --move if its records are to go to "
            f"{address.base} from now on"
        )
    if move and work.reading.execute("SELECT 1 FROM journal WHERE payload = x'' LIMIT 1").fetchone():
        raise Refused("old records of this desk are kept by its hub only, so it cannot move: make a new data folder")
    certificate = pinned(address)
    device = str(work.reading.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0])
    key = _key(work, told)
    line = Line(address, Who(device, key, ""), certificate)
    try:
        proof = key.sign(enrol_text(device, key.public, code))
        reply = line.enrol(Enrol(device, "desk", key.public, code, proof, __version__, engine.HEAD))
    finally:
        line.close()
    match reply:
        case Lost(why=why):
            raise Unreachable(f"the hub gives no answer, this desk is not enrolled: {why}")
        case Busy(retry_after=seconds):
            raise Unreachable(f"the hub is busy, this desk is not enrolled: try again in {seconds} s")
        case Refusal(key="other_certificate") if not address.pin:
            raise Refused("no authority known here vouches for this hub: give the code with its pin, CODE.PIN")
        case Refusal(sentence=sentence):
            raise Refused(f"the hub did not enrol this desk: {sentence}")
    _refuse_stranger(told, reply, move)
    node_text = _text(node) if node else reply.node_url or ("" if move else told.get("node_url", ""))
    hub = {"hub_url": _text(address), "tls_pin": certificate, "node_tls_pin": ""}
    if reply.hub_url:  # a node let this desk in by a code of its own, and names the hub above it
        node_text, hub = _text(address), {"hub_url": reply.hub_url, "tls_pin": "", "node_tls_pin": certificate}
    kept_root = "" if move else told.get("packs_root", "")
    values = {
        **hub, "node_url": node_text, "hub_key": reply.hub_key.hex(),
        "certificate": reply.certificate, "branch_no": reply.branch_no, "packs_root": kept_root or reply.packs_root,
        "fallback": fallback or told.get("fallback", FALLBACKS[0]),
    }  # fmt: skip
    with work.writing() as session:
        link.put_all(session.con, values)
        if move:  # the new hub has nothing of this desk yet, and other promises
            link.drop(session.con, "packs_held")
            chains.forget_standings(session.con)
    return Enrolment(hub["hub_url"].partition("#")[0], node_text.partition("#")[0], reply.branch_no, device)


def _key(work: engine.Work, told: dict[str, str]) -> DeviceKey:
    """The device's key; made and kept before it is told, so that a lost answer is asked for again with it."""
    if told.get("device_key"):
        return DeviceKey(bytes.fromhex(told["device_key"]))
    made = DeviceKey()
    with work.writing() as session:
        link.put(session.con, "device_key", made.raw.hex())
    return made


def _refuse_stranger(told: dict[str, str], reply: Enrolled, move: bool) -> None:
    if not told.get("certificate") or move:
        return
    if told["hub_key"] != reply.hub_key.hex():
        raise Refused("at this address answers another hub than the one this desk knows: if that is right, say --move")
    if told["branch_no"] != reply.branch_no:
        raise Refused(
            f"the code is for branch {reply.branch_no}, this desk belongs to {told['branch_no']}: take a code of that "
            "branch, or say --move"
        )


def _text(address: Address) -> str:
    return f"{address.base}#{address.pin}" if address.pin else address.base
