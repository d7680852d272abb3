"""The desk that is measured: a demo bank's feed, loaded as a branch loads it, in a scratch folder."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from teller_assist.bench.harness import Figure
from teller_assist.bench.startup import spend
from teller_assist.store.keyfile import NAME, KeyFile
from teller_assist.store.snapshot import Snapshot

AS_OF = date(2026, 11, 22)
TODAY = AS_OF + timedelta(days=1)
_GENERATE = """
import sys
from datetime import date
from pathlib import Path
from teller_assist.hub.bank import generate
generate(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), date.fromisoformat(sys.argv[4]))
"""
_LOAD = """
import sys
from pathlib import Path
from teller_assist.hub.loading import load_feed
load_feed(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@dataclass(slots=True)
class Bench:
    """What every part is given. ``say`` tells progress; ``folder`` is scratch and goes at the end."""

    folder: Path
    data: Path
    snapshot: Snapshot
    key: bytes
    cache_mb: int
    customers: int
    seed: int
    say: Callable[[str], None]
    built: list[Figure]


def prepare(
    folder: Path, customers: int, seed: int, feed: Path | None, say: Callable[[str], None], desk: Path | None = None
) -> Bench:
    """Generates the feed unless one is given, loads it in a child process, and opens the snapshot.

    ``desk`` is one that is loaded already: nothing is built then, and no figure of the build given.

    Raises ``RuntimeError`` if the child that generates or loads fails; its words are on stderr.
    """
    if desk is not None:
        return _opened(folder, desk, seed, say, [])
    if feed is None:
        feed = folder / "feed"
        say(f"generating {customers:,} customers")
        spend(_GENERATE, [str(feed), str(customers), str(seed), AS_OF.isoformat()])
    data = folder / "desk"
    say("building and loading the generation")
    spent = spend(_LOAD, [str(feed), str(data)])
    bench = _opened(folder, data, seed, say, [])
    found = bench.customers
    say(f"{found:,} customers; {spent.cpu_s:.0f} s of CPU, {spent.resident / 1e6:,.0f} MB at most")
    bench.built += [
        Figure(
            "build", "CPU seconds for 100,000 customers, to 180 s", spent.cpu_s / 180 * 100_000 / found, 1.0,
            ours=f"{spent.cpu_s:.0f} s", theirs="180 s",
        ),
        Figure(
            "build", "greatest memory, to 2 GB", spent.resident / 2e9, 1.0,
            ours=f"{spent.resident / 1e6:,.0f} MB", theirs="2,000 MB",
        ),
    ]  # fmt: skip
    return bench


def _opened(folder: Path, data: Path, seed: int, say: Callable[[str], None], built: list[Figure]) -> Bench:
    key = KeyFile(data / NAME).key()
    snapshot = Snapshot.open(data, key)
    cache_mb = 64
    if int(snapshot.meta["customers"]) > 200_000:
        snapshot.close()
        cache_mb = 256
        snapshot = Snapshot.open(data, key, cache_mb)
    return Bench(folder, data, snapshot, key, cache_mb, int(snapshot.meta["customers"]), seed, say, built)


def machine() -> str:
    """The kind of machine, without its name: cores, system, versions."""
    import os
    import platform

    from sqlcipher3 import dbapi2

    return json.dumps(
        {
            "cores": os.cpu_count(), "system": platform.system(), "python": sys.version.split()[0],
            "sqlite": dbapi2.sqlite_version,
        }
    )  # fmt: skip
