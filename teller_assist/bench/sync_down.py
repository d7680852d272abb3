"""A branch's data come down: how large they are, how long they take, what a teller feels meanwhile."""

from datetime import timedelta
from pathlib import Path

from teller_assist.bench.desk import AS_OF
from teller_assist.bench.harness import Figure
from teller_assist.bench.sync_desks import new_desk
from teller_assist.bench.sync_feed import BRANCH, first_night, load, night_after
from teller_assist.bench.sync_hub import Serving
from teller_assist.bench.sync_window import Synced, Window, beside_idle, sync
from teller_assist.hub.shelf import Shelved

_BOUND = 2.0  # design §6


def measure(serving: Serving, folder: Path, customers: int, seed: int, *, idle: int) -> list[Figure]:
    """``idle``: lookups before and after. Leaves the desk ``window`` in ``folder`` with the second night's data."""
    feed = first_night(folder / "first", customers, seed, AS_OF)
    then = night_after(feed, folder / "second", AS_OF + timedelta(days=1))
    _, full = load(serving.hub, serving.place.url, feed)
    desk, other = folder / "window", folder / "other"
    new_desk(serving, desk, BRANCH)
    new_desk(serving, other, BRANCH)
    sync(desk)
    with Window(desk, seed, logs=False) as window:
        before = window.idle(idle)
        during, whole = window.while_(lambda: sync(other))
        after = window.idle(idle)
        _, delta = load(serving.hub, serving.place.url, then)
        changed, some = window.while_(lambda: sync(desk))
        last = window.idle(idle)
    rows = sum(full.rows.values())
    what = f"{rows:,} rows ({full.customers:,} customers)"
    return [
        *_sizes(full, delta),
        beside_idle(
            f"lookups while {what} are fetched and applied", before.lookups, during.lookups, after.lookups, _BOUND
        ),
        beside_idle("lookups while the changes of a night are applied", after.lookups, changed.lookups, last.lookups,
                    _BOUND),
        *_times(whole, some),
    ]  # fmt: skip


def _sizes(full: Shelved, delta: Shelved) -> list[Figure]:
    return [
        Figure(
            "sync", f"changes of 2 % of {full.customers:,} customers to all of them",
            delta.delta_bytes / full.full_bytes,
            ours=f"{delta.delta_bytes / 1e3:,.0f} kB", theirs=f"{full.full_bytes / 1e3:,.0f} kB",
        )
    ]  # fmt: skip


def _times(whole: Synced, some: Synced) -> list[Figure]:
    return [
        Figure(
            "sync", "sync with a night's changes to one with all data", some.seconds / whole.seconds,
            ours=f"{some.seconds:.1f} s", theirs=f"{whole.seconds:.1f} s",
        ),
        Figure(
            "sync", "its greatest memory (changes to all)", some.spent.resident / whole.spent.resident,
            ours=f"{some.spent.resident / 1e6:.0f} MB", theirs=f"{whole.spent.resident / 1e6:.0f} MB",
        ),
    ]  # fmt: skip
