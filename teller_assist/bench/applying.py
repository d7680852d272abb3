"""Applying a generation: encrypted beside plain, and lookups meanwhile beside idle ones."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter, perf_counter_ns

from teller_assist.bench.classes import CLASSES, people, probes
from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Figure, Times, spoken
from teller_assist.store.search import search
from teller_assist.sync import generation


def measure(bench: Bench) -> list[Figure]:
    """The same copy and checks with and without the cipher, best of three in turn."""
    plain_from = bench.folder / "plain"
    generation.apply(bench.snapshot.path, bench.key, plain_from, None)
    plain = next(plain_from.glob("snap-*.db"))
    sources: dict[str, tuple[Path, bytes | None]] = {"cipher": (bench.snapshot.path, bench.key), "plain": (plain, None)}
    took: dict[str, list[float]] = {name: [] for name in sources}
    texts = [p.text for kind in CLASSES for p in probes(kind, people(bench.snapshot.conn, 600, bench.seed), 40)]
    idle, meanwhile = Times(()), Times(())
    with ThreadPoolExecutor(1) as beside:
        for turn in range(3):
            for name, (file, key) in sources.items():
                target = bench.folder / f"apply-{name}-{turn}"
                if name == "cipher" and turn == 0:
                    idle = _lookups(bench, texts)
                    future = beside.submit(generation.apply, file, key, target, key)
                    meanwhile = _lookups(bench, texts)
                    future.result()
                    continue
                began = perf_counter()
                generation.apply(file, key, target, key)
                took[name].append(perf_counter() - began)
    cipher, bare = min(took["cipher"]), min(took["plain"])
    return [
        Figure(
            "generation", "applying encrypted to plain", cipher / bare, 1.8,
            ours=f"{cipher:.1f} s", theirs=f"{bare:.1f} s",
        ),
        Figure(
            "generation", "lookups while applying to idle, p99", meanwhile.p99 / idle.p99, 1.5,
            ours=spoken(meanwhile.p99), theirs=spoken(idle.p99),
        ),
    ]  # fmt: skip


def _lookups(bench: Bench, texts: list[str]) -> Times:
    """Best of five a text, each run spread over the whole time so that all meet the same company."""
    best = dict.fromkeys(texts, 1 << 62)
    for _ in range(5):
        for text in texts:
            began = perf_counter_ns()
            search(bench.snapshot.conn, text)
            best[text] = min(best[text], perf_counter_ns() - began)
    return Times(tuple(best.values()))
