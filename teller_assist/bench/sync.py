"""Sync between many desks and one hub on this machine: a real hub process, real HTTP, real journals."""

from typing import NamedTuple

from teller_assist.bench import sync_cost, sync_down, sync_drain, sync_night
from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Figure
from teller_assist.bench.sync_hub import place, serving
from teller_assist.bench.sync_night import Load


class Size(NamedTuple):
    """``customers`` of the branch whose data come down; ``unsent`` of the desk alone; ``idle`` lookups beside."""

    load: Load
    customers: int
    unsent: int
    idle: int


FULL = Size(Load(desks=300, events=200, at_once=16), customers=20_000, unsent=20_000, idle=1000)
SMALL = Size(Load(desks=4, events=40, at_once=2), customers=300, unsent=300, idle=100)


def measure(bench: Bench, *, full: bool = True, db: str | None = None) -> list[Figure]:
    """``db``: the hub's database, empty; default a PostgreSQL for the run, or SQLite. Raises ``sync_night.Wrong``."""
    size, folder = FULL if full else SMALL, bench.folder / "sync"
    folder.mkdir()
    bench.say("sync: what an event costs")
    figures = sync_cost.measure()
    with place(db) as where, serving(folder / "hub", where) as hub:
        load = size.load
        bench.say(f"sync: {load.desks} desks × {load.events} events, {where.name}")
        figures += sync_night.measure(hub, folder, load)
        bench.say(f"sync: the data of {size.customers:,} customers come down")
        figures += sync_down.measure(hub, folder, size.customers, bench.seed, idle=size.idle)
        bench.say(f"sync: one desk with {size.unsent:,} unsent events")
        figures += sync_drain.measure(hub, folder / "window", size.unsent, bench.seed, idle=size.idle)
    return figures
