"""The answer to a hello: what the server is, what it has, what the device should have and do."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from teller_assist.hub import devices, rows
from teller_assist.hub.engine import Hub, about_of
from teller_assist.store.views import time_text
from teller_assist.wire.identity import lease_for
from teller_assist.wire.messages import PROTOCOL, Hello, Offer, Standing, Welcome

if TYPE_CHECKING:
    from teller_assist.hub.devices import Device


def welcome(connection: Connection, hub: Hub, hello: Hello, standings: tuple[Standing, ...], now: datetime) -> Welcome:
    about = about_of(connection)
    device: Device | None = devices.find(connection, hello.device)
    branch_no = device.branch_no if device else hello.branch_no
    return Welcome(
        incarnation=about["incarnation"],
        role=about["role"],
        server_time=time_text(now),
        protocol=min(hello.protocol[1], PROTOCOL[1]),
        oldest_program=about.get("oldest_program", ""),
        standings=standings,
        top_epoch=rows.top_epoch(connection, hello.device),
        offer=_offer(connection, branch_no, hello.generation),
        slot=devices.slot_of(hello.device),
        lease=_lease(hub, about, hello.device, now),
        orders=device.orders if device else (),
        packs=_packs(hub),
    )


def _lease(hub: Hub, about: dict[str, str], device: str, now: datetime) -> str:
    """A node hands on what the hub signed for the device when they last met: it can stretch no lease."""
    return about.get(f"lease {device}", "") if about["role"] == devices.NODE else lease_for(hub.key, device, now)


def _offer(connection: Connection, branch_no: str, held: str) -> Offer | None:
    from teller_assist.hub import offers

    return offers.offer_for(connection, branch_no, held)


def _packs(hub: Hub) -> str:
    from teller_assist.hub import packs

    return packs.version(hub.data)
