"""The devices a hub knows: desks and branch nodes, by their certificates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from teller_assist.domain.days import BRANCH_TIME
from teller_assist.errors import BadInput
from teller_assist.hub import tables
from teller_assist.hub.engine import Hub, about_of, now_text
from teller_assist.wire.identity import Certificate
from teller_assist.wire.messages import Hello

_device, _old = tables.device, tables.old_key

DESK, NODE = "desk", "branch"
ORDERS = ("rekey", "wipe")
ONLY_NODES = "only the branch's own node orders its events"
WINDOW = (20, 5)  # hours of the branch's clock between which the nightly syncs are spread
SLOT_MINUTES = 5


class Device(NamedTuple):
    """``revoked_at`` "" where it is not. ``orders``: words for the next welcome."""

    device: str
    branch_no: str
    role: str
    public_key: bytes
    certified_at: str
    revoked_at: str
    orders: tuple[str, ...]
    skew_ms: int
    branches_before: tuple[str, ...]

    def may_send(self, subject: "Device") -> bool:
        """True if this device may hand on that one's rows: its own, or as the node of a branch it is or was in."""
        if self.device == subject.device:
            return True
        return self.role == NODE and self.branch_no in (subject.branch_no, *subject.branches_before)


def find(connection: Connection, device: str, *, hold: bool = False) -> Device | None:
    """A device; ``hold`` keeps others from writing for it until the transaction ends."""
    query = select(_device).where(_device.c.device == device)
    row = connection.execute(query.with_for_update() if hold else query).first()
    return _read(row) if row else None


def may_order(device: Device | None, branch_no: str) -> bool:
    """True if this device is the node of that branch: its ``relay.ordered`` counts."""
    return device is not None and device.role == NODE and device.branch_no == branch_no


def keys_before(connection: Connection, device: str) -> list[bytes]:
    return [bytes(key) for key in connection.scalars(select(_old.c.public_key).where(_old.c.device == device))]


def learn(connection: Connection, certificate: Certificate, *, vouched_by: str = "") -> Device:
    """Takes a device up, or a newer certificate of one; an older one changes nothing. Gives it as it now stands."""
    known = find(connection, certificate.device, hold=True)
    if known is not None and certificate.made_at <= known.certified_at:
        return known
    values: dict[str, Any] = {
        "branch_no": certificate.branch_no, "role": certificate.role, "public_key": certificate.public_key,
        "certified_at": certificate.made_at,
    }  # fmt: skip
    if known is None:
        blank = {
            "branches_before": "",
            "orders": "",
            "program": "",
            "schema": "",
            "generation": "",
            "unsent": 0,
            "skew_ms": 0,
        }
        first = {"device": certificate.device, "enrolled_at": now_text(), "vouched_by": vouched_by}
        connection.execute(_device.insert().values(**{**blank, **first, **values}))
    else:
        if known.public_key != certificate.public_key:
            _keep_old(connection, known)
        if known.branch_no != certificate.branch_no:
            values["branches_before"] = " ".join(dict.fromkeys((*known.branches_before, known.branch_no)))
        connection.execute(_device.update().where(_device.c.device == certificate.device).values(**values))
    made = find(connection, certificate.device)
    assert made is not None
    return made


def note_hello(connection: Connection, hello: Hello, skew_ms: int) -> None:
    connection.execute(
        _device.update()
        .where(_device.c.device == hello.device)
        .values(
            program=hello.program, schema=hello.schema, generation=hello.generation, unsent=hello.unsent,
            skew_ms=skew_ms, last_hello_at=now_text(),
        )
    )  # fmt: skip


def revoke(hub: Hub, device: str) -> None:
    """From now on nothing is taken from it. Raises ``BadInput`` for a device that is not known."""
    with hub.writing() as con:
        row = _device.c.device == device
        if not con.execute(_device.update().where(row).values(revoked_at=now_text())).rowcount:
            raise BadInput(f"no device {device} is enrolled here: `hub devices` lists them")


def order(hub: Hub, device: str, orders: Sequence[str]) -> None:
    """What it is to do at its next sync, instead of what was ordered before. Raises ``BadInput`` as ``revoke``."""
    with hub.writing() as con:
        row = _device.c.device == device
        if not con.execute(_device.update().where(row).values(orders=" ".join(orders))).rowcount:
            raise BadInput(f"no device {device} is enrolled here: `hub devices` lists them")


def devices(hub: Hub) -> Sequence[dict[str, Any]]:
    """Every device as ``hub devices`` shows it."""
    shown = ("device", "branch_no", "role", "enrolled_at", "vouched_by", "revoked_at", "orders", "program", "schema",
             "generation", "unsent", "skew_ms", "last_hello_at")  # fmt: skip
    with hub.reading() as con:
        found = con.execute(
            select(*(_device.c[name] for name in shown)).order_by(_device.c.branch_no, _device.c.device)
        )
        return [dict(row._mapping) for row in found]


def trusted_keys(connection: Connection, hub: Hub) -> list[bytes]:
    """Whose certificates are believed here: this server's own, and on a node those of the hub above."""
    above = about_of(connection).get("up_key", "")
    return [hub.key.public, *([bytes.fromhex(above)] if above else [])]


def slot_of(device: str) -> str:
    """The device's time for the nightly sync, ``HH:MM`` of the branch's clock: spread evenly over the night."""
    from hashlib import sha256

    hours = (WINDOW[1] - WINDOW[0]) % 24
    slots = hours * 60 // SLOT_MINUTES
    at = WINDOW[0] * 60 + SLOT_MINUTES * (int.from_bytes(sha256(device.encode()).digest()[:4]) % slots)
    return f"{at // 60 % 24:02d}:{at % 60:02d}"


def skew_of(hello: Hello, now: datetime) -> int:
    """The device's clock minus ours, in ms. Raises ``BadInput`` for what is no time."""
    try:
        said = datetime.fromisoformat(hello.now)
        said = said if said.tzinfo else said.replace(tzinfo=BRANCH_TIME)
        return int((said - now).total_seconds() * 1000)
    except (ValueError, OverflowError):
        raise BadInput(f"Hello: now: {hello.now!r} is no time") from None


def _keep_old(connection: Connection, known: Device) -> None:
    key = (_old.c.device == known.device) & (_old.c.public_key == known.public_key)
    connection.execute(_old.delete().where(key))
    connection.execute(_old.insert().values(device=known.device, public_key=known.public_key, until=now_text()))


def _read(row: Row[Any]) -> Device:
    return Device(
        row.device, row.branch_no, row.role, bytes(row.public_key), row.certified_at, row.revoked_at or "",
        tuple(row.orders.split()), row.skew_ms, tuple(row.branches_before.split()),
    )  # fmt: skip
