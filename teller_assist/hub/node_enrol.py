"""How a branch node becomes known to its hub: once, with a one-time code of role ``branch``."""

import uuid
from hashlib import sha256

from teller_assist import __version__
from teller_assist.errors import BadInput, DeskNotReady, Refused, Unreachable
from teller_assist.hub import node
from teller_assist.hub.devices import NODE
from teller_assist.hub.engine import HEAD, Hub
from teller_assist.sync.address import Address, address_of, pinned
from teller_assist.sync.http import Line, Who
from teller_assist.wire.joining import Enrol, Enrolled, enrol_text
from teller_assist.wire.messages import Busy, Lost, Refusal


def settle(hub: Hub, up_url: str | None, code: str | None) -> node.Node:
    """Who this node is: enrolled now with a code that has not served yet, else as before, with the WAN down too.

    ``up_url``: another address or pin of the same hub. Raises ``BadInput``, ``DeskNotReady``, and as ``enrol``.
    """
    told, me = hub.about(), node.node_of(hub)
    enrolled = me is not None and bool(told.get("up_certificate"))
    if code and not (enrolled and told.get("up_code") == _served(code)):
        if not (up_url or told.get("up_url")):
            raise BadInput("a node's code is for one hub: say --up https://host:port too")
        return enrol(hub, up_url or told["up_url"], code)
    if me is None or not enrolled:
        raise DeskNotReady(
            "this node is not enrolled: take a code at the hub (`hub code --branch B --role branch`) and say "
            "--role branch --up URL --code CODE once"
        )
    before = address_of(told["up_url"])
    address = address_of(up_url) if up_url else before
    if address.base != before.base or address.pin not in ("", before.pin):
        certificate = pinned(address)
        with hub.writing() as connection:
            node.note(connection, up_url=text_of(address), up_tls=certificate)
    return me


def _served(code: str) -> str:
    return sha256(b"served\n" + code.strip().encode()).hexdigest()


def enrol(hub: Hub, up_url: str, code: str) -> node.Node:
    """Makes this folder the node of the code's branch. ``code`` may carry the hub's pin behind a point.

    Raises ``BadInput``, ``Unreachable``, ``Refused``; the folder then is as it was.
    """
    signs, _, pin = code.strip().partition(".")
    address = address_of(up_url, pin)
    certificate = pinned(address)
    device = _device(hub)
    line = Line(address, Who(device, hub.key, ""), certificate)
    try:
        proof = hub.key.sign(enrol_text(device, hub.key.public, signs))
        reply = line.enrol(Enrol(device, NODE, hub.key.public, signs, proof, __version__, HEAD))
    finally:
        line.close()
    match reply:
        case Lost(why=why):
            raise Unreachable(f"the hub gives no answer, this node is not enrolled: {why}")
        case Busy(retry_after=seconds):
            raise Unreachable(f"the hub is busy, this node is not enrolled: try again in {seconds} s")
        case Refusal(sentence=sentence):
            raise Refused(f"the hub did not enrol this node: {sentence}")
    return _note(hub, device, address, certificate, reply, _served(code))


def _device(hub: Hub) -> str:
    """This node's id; made and kept before it is told, so that a lost answer is asked for again with it."""
    with hub.writing() as connection:
        known = node.said(connection, "device")
        made = known or str(uuid.uuid4())
        node.note(connection, device=made)
    return made


def _note(hub: Hub, device: str, address: Address, certificate: str, told: Enrolled, served: str) -> node.Node:
    before = hub.about()
    if before.get("branch_no") and before["branch_no"] != told.branch_no:
        raise Refused(
            f"the code is for branch {told.branch_no}, this node serves branch {before['branch_no']}: take a code of "
            "that branch, or a new data folder"
        )
    with hub.writing() as connection:
        node.note(
            connection, role=NODE, branch_no=told.branch_no, up_url=text_of(address), up_tls=certificate,
            up_key=told.hub_key.hex(), up_certificate=told.certificate,
            up_packs_root=told.packs_root, up_code=served,
        )  # fmt: skip
    return node.Node(device, told.branch_no, hub.key)


def text_of(address: Address) -> str:
    return f"{address.base}#{address.pin}" if address.pin else address.base
