"""Which generation a desk should have, and its chunks. On the hub and on a node alike, from the same two tables."""

from sqlalchemy import Connection

from teller_assist.hub.shelf import CURRENT, HELD, chunk_of, shelved
from teller_assist.wire.messages import Offer

__all__ = ["chunk_of", "offer_for"]

MOST_SAID = 2000  # characters of ``Offer.held``


def offer_for(connection: Connection, branch_no: str, held: str) -> Offer | None:
    """The branch's current generation for a desk that holds ``held``; None if there is none yet.

    The delta where it starts from ``held`` and is the smaller; no chunks where ``held`` is the current one.
    """
    known = shelved(connection, branch_no)
    now = next((one for one in known if one.state == CURRENT), None)
    if now is None:
        return None
    back = next((f"{one.as_of}: {one.reason}"[:MOST_SAID] for one in known if one.state == HELD), "")
    base, chunks, size = "", now.full, now.full_bytes
    if held == now.generation:
        base, chunks, size = held, (), 0
    elif held and held == now.base and now.delta_bytes < now.full_bytes:
        base, chunks, size = held, now.delta, now.delta_bytes
    return Offer(now.generation, now.as_of, base, chunks, size, now.customers, back)
