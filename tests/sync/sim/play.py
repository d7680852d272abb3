"""Plays one seed: a random schedule, then every link good until all is quiet, then the checks."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.sync.sim.checks import check
from tests.sync.sim.parts import Parts, sound
from tests.sync.sim.world import Session, Violation, World

ROUNDS = 8  # of everybody talking to everybody until nothing is left to say
ENDLESS = 1000  # messages in one session


class Played(NamedTuple):
    """``trouble`` "" when all is well."""

    seed: int
    trouble: str
    seen: Counter[str]


def play(seed: int, files: Parts | None = None, told: Callable[[str], None] | None = None) -> Played:
    world = World(seed, files or sound(), told)
    try:
        rough(world)
        quiet(world)
        check(world)
    except Violation as violation:
        return Played(seed, str(violation), world.seen)
    except Exception as e:  # planted mistakes also show as errors
        if told:
            raise
        return Played(seed, f"{type(e).__name__}: {e}", world.seen)
    return Played(seed, "", world.seen)


def rough(world: World) -> None:
    """The random part."""
    rnd = world.rnd
    theme = rnd.choice(_THEMES)
    deeds = [deed for deed, _, _ in _DEEDS]
    weights = [weight * theme.get(name, 1) for _, weight, name in _DEEDS]
    for deed in rnd.choices(deeds, weights, k=rnd.choice((15, 30, 45, 60, 60, 150))):
        deed(world)


def _record(world: World) -> None:
    desk = world.rnd.choice(world.desks)
    for _ in range(world.rnd.choice((1, 1, 2, 4))):
        world.record(desk)


def _begin(world: World) -> Session | None:
    sender: Any = world.rnd.choice(world.ends[:-1])
    server = world.hub
    if world.node and sender is not world.node and world.rnd.random() < 0.65:
        server = world.node
    return world.begin(sender, server)


def _step(world: World) -> None:
    if world.sessions:
        world.step(world.rnd.choice(world.sessions), world.faults)


def _run(world: World) -> None:
    """A session from its beginning to its end."""
    session = _begin(world)
    for _ in range(ENDLESS):
        if session not in world.sessions:
            return
        world.step(session, world.faults / 3)
    raise Violation("a session does not end")


def _fuse(world: World) -> None:
    end = world.rnd.choice(world.ends)
    if world.rnd.random() < 0.2:
        world.crash(end)
    else:
        end.fuse = world.rnd.randrange(1, 8)


def _desk(what: Callable[[World, Any], None]) -> Callable[[World], None]:
    return lambda world: what(world, world.rnd.choice(world.desks))


def _end(what: Callable[[World, Any], None]) -> Callable[[World], None]:
    return lambda world: what(world, world.rnd.choice(world.ends))


def _hub(what: Callable[[World, Any], None]) -> Callable[[World], None]:
    return lambda world: what(world, world.hub)


def _day(world: World) -> None:
    world.day += 1


# What is done, how often, and the name by which a theme makes it more or less frequent.
_DEEDS: tuple[tuple[Callable[[World], Any], float, str], ...] = (
    (_record, 22, "record"),
    (_run, 12, "run"),
    (_begin, 9, "step"),
    (_step, 30, "step"),
    (World.late, 2, "late"),
    (_fuse, 3, "crash"),
    (_end(World.backup), 4, "image"),
    (_hub(World.backup), 3, "backup"),
    (World.forget, 1.2, "backup"),
    (_end(World.restore), 2.5, "restore"),
    (_hub(World.restore), 1, "restore hub"),
    (_desk(World.clone), 0.8, "clone"),
    (_desk(World.scrap), 0.3, "scrap"),
    (_desk(World.prune), 3, "prune"),
    (_desk(World.clock), 1, "clock"),
    (_day, 2, "day"),
    (_end(World.upgrade), 1, "upgrade"),
)
_THEMES: tuple[dict[str, float], ...] = (
    {},
    {},
    {"prune": 5, "backup": 3, "restore": 0.5, "restore hub": 0.3, "run": 3},
    {"image": 2, "restore": 3, "restore hub": 4, "run": 3},
    {"clone": 4, "restore hub": 3, "run": 2, "scrap": 2},
    {"step": 0.2, "run": 3, "crash": 2, "late": 4},
)


def quiet(world: World) -> None:
    """Every link is good and nobody fails: sessions until nothing is new. Raises ``Violation`` if that never comes."""
    for end in world.ends:
        world.upgrade(end)
        end.fuse = None
    for _ in range(ENDLESS):
        if world.sessions:
            world.step(world.sessions[0])
    world.scrap_for_good()
    for desk in world.desks:
        desk.home = world.rnd.choice((world.hub, world.node or world.hub))
    pairs = [(desk, desk.home) for desk in world.desks] + ([(world.node, world.hub)] if world.node else [])
    for _ in range(ROUNDS):
        done = [whole_session(world, sender, server) for sender, server in pairs]
        if not any(d.pushed or d.pulled or d.forks for d in done):
            differ = zip(pairs, [d.differ for d in done], strict=True)
            if odd := [days for (desk, server), days in differ if days and not _before_base(desk, server, days)]:
                raise Violation(f"the counts differ in the end: {odd}")
            return
    raise Violation(f"not quiet after {ROUNDS} rounds")


def _before_base(desk: Any, server: Any, days: Any) -> bool:
    """True if all the days are such of which the node never saw rows: a clone of this desk had pruned them before it
    came here. (Only the simulator's short time brings it about: counted are 45 days, pruned is after 90.)"""
    bases = {epoch: c.base for (device, epoch), c in server.disk.chains.items() if device == desk.device}
    unseen = {r.occurred_at for epoch, r in desk.disk.live() if r.seq <= bases.get(epoch, 0)}
    return unseen >= {day.day for day in days}


def whole_session(world: World, sender: Any, server: Any) -> Any:
    session = world.begin(sender, server)
    if session is None:
        raise Violation(f"a session of {sender.name} never ended")
    done = None
    for _ in range(ENDLESS):
        if session not in world.sessions:
            break
        done = world.step(session)
    if done is None:
        raise Violation(f"a session of {sender.name} does not end")
    if done.trouble:
        raise Violation(f"{sender.name} at {server.name} on a clean network: {done.trouble} {done.sentence}")
    return done
