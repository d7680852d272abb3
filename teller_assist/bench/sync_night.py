"""Many desks send what they recorded to one hub: all in, exactly counted, how long a push takes, beside plain COPY."""

from pathlib import Path
from typing import NamedTuple

from teller_assist.bench import sync_bare as bare
from teller_assist.bench.harness import Figure, spoken
from teller_assist.bench.sync_desks import furnish
from teller_assist.bench.sync_hub import Serving, cpu_seconds, peak_bytes
from teller_assist.bench.sync_load import AGAIN, FORKED, PLAIN, Took, send_all
from teller_assist.hub import counting
from teller_assist.store import journal
from teller_assist.store.engine import NAME, Work
from teller_assist.store.keyfile import NAME as KEY_FILE
from teller_assist.store.keyfile import KeyFile

PROCESSES = 2


class Wrong(RuntimeError):
    """What the hub counts is not what the desks recorded: no figure of such a run is worth anything."""


class Load(NamedTuple):
    """``at_once``: desks that send at the same time."""

    desks: int
    events: int
    at_once: int


def measure(serving: Serving, folder: Path, load: Load) -> list[Figure]:
    """Raises ``Wrong`` if a desk was not delivered or a count is not exact."""
    before = peak_bytes(serving.pid)
    desks = furnish(serving, folder, load.desks, load.events)
    here = dict(map(_counted_here, desks))
    waves: dict[str, tuple[Took, float, int]] = {}
    for how in (PLAIN, AGAIN, FORKED):
        spent = cpu_seconds(serving.pid)
        took = send_all(desks, how, PROCESSES, max(1, load.at_once // PROCESSES))
        _refuse_wrong(serving, took, here, load.desks * load.events)
        waves[how] = took, cpu_seconds(serving.pid) - spent, peak_bytes(serving.pid)
    return _figures(serving, waves, before, load)


def _counted_here(data: Path) -> tuple[str, dict[str, int]]:
    work = Work(data / NAME, KeyFile(data / KEY_FILE).key())
    try:
        device = work.reading.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
        return device, journal.count_kinds(work.reading)
    finally:
        work.close()


def _refuse_wrong(serving: Serving, took: Took, here: dict[str, dict[str, int]], rows: int) -> None:
    if took.wrong:
        raise Wrong(f"{len(took.wrong)} desks were not delivered: {took.wrong[0]}")
    if took.rows != rows:
        raise Wrong(f"{took.rows:,} rows were acknowledged instead of {rows:,}")
    said = counting.count(serving.hub)
    there = {one["device"]: one["kinds"] for one in said["devices"]}
    if there != here or said["parked"]:
        raise Wrong(f"the hub counts otherwise than the desks ({said['parked']} parked)")


def _figures(serving: Serving, waves: dict[str, tuple[Took, float, int]], before: int, load: Load) -> list[Figure]:
    took, cpu, _ = waves[PLAIN]
    beside = bare.copied(serving, load.events)
    what = f"{load.desks} desks × {load.events} events, {load.at_once} at once, {serving.place.name}"
    rate = took.rows / took.seconds
    figures = [
        Figure(
            "sync", f"{what}: time to {bare.copying(serving)} of the same rows",
            took.seconds / beside, ours=f"{took.seconds:.1f} s, {rate:,.0f}/s",
            theirs=f"{beside:.1f} s, {took.rows / beside:,.0f}/s",
        ),
        Figure(
            "sync", "the hub's own CPU for an event to all its time", cpu / took.seconds,
            ours=spoken(cpu / took.rows * 1e9), theirs=spoken(took.seconds / took.rows * 1e9),
        ),
    ]  # fmt: skip
    for how, words in (
        (PLAIN, "a push"), (AGAIN, "all of it again, a push"), (FORKED, "all of it in a new epoch, a push"),
    ):  # fmt: skip
        wave = waves[how][0]
        figures.append(
            Figure(
                "sync", f"{words}: p99 to p50", wave.at(0.99) / wave.at(0.5),
                ours=spoken(wave.at(0.99) * 1e9), theirs=spoken(wave.at(0.5) * 1e9),
            )
        )  # fmt: skip
    for how, words in ((AGAIN, "all of it again"), (FORKED, "all of it in a new epoch")):
        wave = waves[how][0]
        figures.append(
            Figure(
                "sync", f"{words}: time to that of the first time", wave.seconds / took.seconds,
                ours=f"{wave.seconds:.1f} s, {wave.rows / wave.seconds:,.0f}/s", theirs=f"{took.seconds:.1f} s",
            )
        )  # fmt: skip
    most = max(peak for _, _, peak in waves.values())
    if before:
        figures.append(
            Figure(
                "sync", "the hub's greatest memory to that before the first desk", most / before,
                ours=f"{most / 1e6:.0f} MB", theirs=f"{before / 1e6:.0f} MB",
            )
        )  # fmt: skip
    return figures
