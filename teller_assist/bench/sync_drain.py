"""One desk that was alone for a month: how long its events take to go up, and what its teller feels meanwhile."""

from pathlib import Path

from teller_assist.bench import sync_bare as bare
from teller_assist.bench.harness import Figure
from teller_assist.bench.sync_desks import fill
from teller_assist.bench.sync_hub import Serving
from teller_assist.bench.sync_night import Wrong
from teller_assist.bench.sync_window import Window, beside_idle, sync
from teller_assist.hub import counting
from teller_assist.store import journal
from teller_assist.store.chains import device_of
from teller_assist.store.engine import NAME, Work
from teller_assist.store.keyfile import NAME as KEY_FILE
from teller_assist.store.keyfile import KeyFile
from teller_assist.wire.messages import BATCH

_BOUND = 2.0


def measure(serving: Serving, data: Path, events: int, seed: int, *, idle: int) -> list[Figure]:
    """``data`` is a desk that has its data and nothing unsent. Raises ``Wrong`` if an event is missing or double.
    ``idle``: lookups before and after.
    """
    with Window(data, seed, logs=True) as window:
        before = window.idle(idle)
        fill(data, events)
        during, drained = window.while_(lambda: sync(data))
        after = window.idle(idle)
    last = sync(data)
    device = _refuse_wrong(serving, data, events, drained.said["acknowledged"] + last.said["acknowledged"])
    beside = bare.inserted(serving, BATCH, device)
    sent = drained.said["pushed"]
    return [
        Figure(
            "sync", f"{sent:,} unsent events of one desk to a bare loop of INSERT + COMMIT", drained.seconds / beside,
            ours=f"{drained.seconds:.1f} s, {sent / drained.seconds:,.0f}/s",
            theirs=f"{beside:.1f} s, {sent / beside:,.0f}/s",
        ),
        Figure(
            "sync", "its greatest memory to a sync with nothing unsent", drained.spent.resident / last.spent.resident,
            ours=f"{drained.spent.resident / 1e6:.0f} MB", theirs=f"{last.spent.resident / 1e6:.0f} MB",
        ),
        beside_idle("lookups while they go up", before.lookups, during.lookups, after.lookups, _BOUND),
        beside_idle("durable logs while they go up", before.logs, during.logs, after.logs, None),
    ]  # fmt: skip


def _refuse_wrong(serving: Serving, data: Path, events: int, acknowledged: int) -> str:
    """Every event of the desk is above once; its device."""
    work = Work(data / NAME, KeyFile(data / KEY_FILE).key())
    try:
        device, here = device_of(work.reading), journal.count_kinds(work.reading)
    finally:
        work.close()
    above = {one["device"]: one["kinds"] for one in counting.count(serving.hub)["devices"]}
    there: dict[str, int] = above.get(device, {})
    if here != there or sum(here.values()) < events:
        raise Wrong(f"the desk has {sum(here.values()):,} events, the hub {sum(there.values()):,}")
    if acknowledged != sum(here.values()):
        raise Wrong(f"{acknowledged:,} events were acknowledged instead of {sum(here.values()):,}")
    return device
