"""A durable log entry beside the least a disk can do: write the same bytes and fdatasync."""

import os
from itertools import count
from typing import Any

from teller_assist.bench.desk import Bench
from teller_assist.bench.harness import Figure, compare, spoken
from teller_assist.domain.attempt import Outcome

_INPUTS = 60


def measure(bench: Bench) -> list[Figure]:
    """Each input is a new outcome for one suggestion: event, view and chain in one transaction."""
    from teller_assist.desk.counter import Counter

    counter = Counter.open(bench.data)
    floor = os.open(bench.folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    turn = count()
    outcomes = (Outcome.CONSIDERING, Outcome.NOT_OFFERED)
    customer_no = counter.snapshot.conn.execute(
        "SELECT customer_no FROM customer WHERE kind='person' LIMIT 1"
    ).fetchone()[0]
    products = tuple(counter.snapshot.products)

    def log(_: Any) -> object:
        """An attempt has a handful of answers at most, so the products take turns."""
        round_, which = divmod(next(turn), len(products))
        return counter.log(customer_no, products[which], outcomes[round_ % 2])

    def write(_: Any) -> None:
        os.write(floor, b"." * 512)
        os.fdatasync(floor)

    try:
        log(None)
        run = compare({"write + fdatasync": write, "log": log}, range(_INPUTS), rounds=5)
    finally:
        counter.close()
        os.close(floor)
    ours, theirs = run.times["log"], run.times["write + fdatasync"]
    return [
        Figure(
            "log", "durable log to write + fdatasync, median", ours.median / theirs.median, 3.0,
            ours=spoken(ours.median), theirs=spoken(theirs.median), judged=run.quiet,
        )
    ]  # fmt: skip
