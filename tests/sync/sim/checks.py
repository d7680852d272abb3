"""What must be true once all is quiet."""

from collections import Counter
from typing import Any

from tests.sync.sim.things import POISON
from tests.sync.sim.things import remembered_link as link
from tests.sync.sim.world import Violation, World


def check(world: World) -> None:
    """Raises ``Violation`` with the first thing that is wrong."""
    _once(world)
    _acknowledged(world)
    _chains(world)
    _poison(world)
    _shared(world)
    _private(world)


def _need(true: object, words: str) -> None:
    if not true:
        raise Violation(words)


def _once(world: World) -> None:
    """Every event that somebody can still bring is in the hub's ledger once, as it was recorded."""
    counted: Counter[str] = Counter()
    payload: dict[str, bytes] = {}
    for chain in world.hub.disk.chains.values():
        for row in chain.rows:
            entry = row.entry
            if not row.again:
                counted[entry.event_id] += 1
                payload[entry.event_id] = entry.payload
    stranded = _stranded(world)
    for event_id, fact in world.facts.items():
        n = counted[event_id]
        _need(n <= 1, f"{event_id} is in the hub {n} times")
        if n == 0:
            _need(event_id in world.gone or event_id in stranded, f"{event_id} is lost")
            _need(
                event_id not in world.pruned or event_id in world.gone, f"{event_id} was pruned and is not in the hub"
            )
        else:
            _need(payload[event_id] == fact, f"{event_id} is not what was recorded")
    _need(set(counted) <= set(world.facts), "the hub has events nobody recorded")


def _stranded(world: World) -> set[str]:
    """Events only the node has, behind the row at which the hub has a clone's rows: their desk went back in time
    and cannot append them again. They stay in the node's ledger, counted and shown."""
    if not world.node:
        return set()
    own = {r.event_id for d in world.desks for c in d.disk.chains.values() for r, _ in c.rows}
    kept: set[str] = set()
    for (device, _), chain in world.node.disk.chains.items():
        if device != "node" and chain.forked_at >= 0:
            rows = chain.rows[max(0, chain.forked_at - chain.base) :]
            kept.update(row.entry.event_id for row in rows if row.entry.event_id not in own)
    if kept - {i for _, i in world.hub.disk.known}:
        world.seen["stranded at the node"] += 1
    return kept


def _acknowledged(world: World) -> None:
    for desk in world.desks:
        for epoch, chain in desk.disk.chains.items():
            ok = chain.acked == chain.head or chain.durable >= chain.head
            _need(ok, f"{desk.name} epoch {epoch}: {chain.acked} of {chain.head} acknowledged")
            there = desk.home.disk.chains.get((desk.device, epoch))
            ok = chain.cut is not None or chain.durable >= chain.head or there is None or there.end <= chain.head
            _need(ok, f"{desk.name} would go on in epoch {epoch} where {desk.home.name} has other rows")
    if world.node:
        for claim in world.node.claims_now():
            there = world.hub.hash_at(claim.device, claim.epoch, claim.head_seq) == claim.head_hash
            forked = world.node.disk.chains[claim.device, claim.epoch].forked_at >= 0
            _need(there or forked, f"the node keeps rows of {claim.device}/{claim.epoch}")


def _chains(world: World) -> None:
    for desk in world.desks:
        for epoch, chain in desk.disk.chains.items():
            before = chain.base_hash
            for seq, kept in enumerate(chain.rows, 1):
                record = kept.record
                if seq > chain.base or record.payload:
                    ok = record.seq == seq and kept.hash == link(before, record.entry(desk.device, epoch))
                    _need(ok, f"{desk.name} epoch {epoch} breaks at {seq}")
                before = kept.hash
    for server in world.servers:
        for (device, epoch), chain in server.disk.chains.items():
            _need(server is not world.hub or chain.base == 0, f"the hub's {device}/{epoch} begins at {chain.base}")
            before = chain.base_hash
            for seq, row in enumerate(chain.rows, chain.base + 1):
                e = row.entry
                ok = (e.device, e.epoch, e.seq) == (device, epoch, seq) and row.prev_hash == before
                _need(ok and row.hash == link(before, e), f"{server.name} {device}/{epoch} breaks at {seq}")
                before = row.hash


def _poison(world: World) -> None:
    for chain in world.hub.disk.chains.values():
        for row in chain.rows:
            parked = POISON in row.entry.payload and not row.again
            _need(bool(row.parked) == parked, f"{row.entry.event_id} is {'not ' if parked else ''}parked")
            if parked:
                world.seen["parked"] += 1


def _shared(world: World) -> None:
    there = {h.record.event_id for h in world.hub.disk.stream}
    hub = _only(world.hub.shared(), there)
    for end in world.ends[:-1]:
        _need(_only(end.shared(), there) == hub, f"{end.name} and the hub fold the branch's events otherwise")
    if hub:
        world.seen["shared view compared"] += 1


def _only(nouns: dict[str, list[str]], there: set[str]) -> dict[str, list[str]]:
    """What of each noun is still in the hub: an event that is gone stays known where it was seen."""
    left = {noun: [i for i in ids if i in there] for noun, ids in nouns.items()}
    return {noun: ids for noun, ids in left.items() if ids}


def _private(world: World) -> None:
    views: dict[str, Any] = {}
    for desk in world.desks:
        if _rootless(world.hub, desk.device):
            world.seen["a chain without its parent"] += 1
            continue
        hub = views.get(desk.device) or views.setdefault(desk.device, world.hub.private(desk.device))
        for noun, ids in desk.private().items():
            if set(ids) == set(hub.get(noun, ())):
                _need(ids == hub[noun], f"{desk.name} and the hub fold {noun} otherwise: {ids} {hub[noun]}")
                world.seen["private view compared"] += 1


def _rootless(hub: Any, device: str) -> bool:
    """True if the hub has a chain, but not the row it hangs on: it was restored between two pushes of one session.

    If a clone then wrote on in the parent nothing is lost, but what was repeated since may fold in another order.
    """
    chains = [(c.parent, c.base_hash) for key, c in hub.disk.chains.items() if key[0] == device]
    return any(parent[1] and hub.hash_at(device, *parent) != base for parent, base in chains)
