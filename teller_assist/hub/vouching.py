"""What the hub tells a branch's node of its desks, and takes from it: desks that the node let in itself."""

from datetime import datetime

from sqlalchemy import Connection, literal, select

from teller_assist.hub import devices, enrolment, tables
from teller_assist.hub.engine import Hub
from teller_assist.wire.identity import Certificate, certify, lease_for
from teller_assist.wire.joining import Desk, Desks, Vouch
from teller_assist.wire.messages import Refusal

_device = tables.device.c


def desks_of(hub: Hub, node: devices.Device, now: datetime) -> Desks | Refusal:
    """Every desk that is or was of the node's branch, with what the hub signs for it: who has moved away must not be
    let in there by an old certificate."""
    if refusal := _no_node(node):
        return refusal
    with hub.reading() as connection:
        return _desks(connection, hub, node.branch_no, now)


def vouch(hub: Hub, asked: Vouch, node: devices.Device, now: datetime) -> Desks | Refusal:
    """Takes a desk up that the hub does not know; of one that it knows it believes no node."""
    if refusal := _no_node(node):
        return refusal
    with hub.writing() as connection:
        if devices.find(connection, asked.device, hold=True) is None:
            enrolment.admit(connection, hub, asked, node.branch_no, now, role=devices.DESK, vouched_by=node.device)
        return _desks(connection, hub, node.branch_no, now)


def _desks(connection: Connection, hub: Hub, branch_no: str, now: datetime) -> Desks:
    was_ours = (literal(" ") + _device.branches_before + " ").contains(f" {branch_no} ", autoescape=True)
    ours = ((_device.branch_no == branch_no) | was_ours) & (_device.role == devices.DESK)
    known = connection.scalars(select(_device.device).where(ours).order_by(_device.device)).all()
    return Desks(tuple(_desk(connection, hub, device, now) for device in known))


def _desk(connection: Connection, hub: Hub, device: str, now: datetime) -> Desk:
    known = devices.find(connection, device)
    assert known is not None
    certificate = Certificate(device, known.branch_no, known.role, known.public_key, known.certified_at)
    lease = "" if known.revoked_at else lease_for(hub.key, device, now)
    return Desk(device, certify(hub.key, certificate), bool(known.revoked_at), known.orders, lease)


def _no_node(sender: devices.Device) -> Refusal | None:
    return None if sender.role == devices.NODE else Refusal("wrong_sender", "only a branch's node asks this")
