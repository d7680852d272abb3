"""Two nights of one branch: a demo bank whose customers are all of one branch, and the night after, 2 % changed."""

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from teller_assist.bench.startup import Spent, spend
from teller_assist.hub.bank import generate
from teller_assist.hub.engine import Hub
from teller_assist.hub.shelf import Shelved, current

BRANCH = "1001"
ONE_IN = 50  # customers of whom one has other balances the night after

_PUBLISH = """
import sys
from pathlib import Path
from teller_assist.hub.engine import open_hub
from teller_assist.hub.packs import current
from teller_assist.hub.publish import publish
hub = open_hub(Path(sys.argv[1]), sys.argv[2] or None)
publish(hub, Path(sys.argv[3]), current(hub.data))
hub.close()
"""

Row = dict[str, str]


def first_night(folder: Path, customers: int, seed: int, as_of: date) -> Path:
    generate(folder, customers, seed, as_of)
    _rewrite(folder / "customers.csv", lambda row: {**row, "branch_no": BRANCH})
    return folder


def night_after(before: Path, folder: Path, as_of: date) -> Path:
    """Every fiftieth customer's balances are others; the day is ``as_of``, nothing else has changed."""
    shutil.copytree(before, folder)
    sum_fen = 0

    def changed(row: Row) -> Row:
        nonlocal sum_fen
        fen = int(row["balance_fen"] or 0)
        if fen and int(row["customer_no"]) % ONE_IN == 0:
            row = {**row, "balance_fen": str(fen + 12_345)}
        sum_fen += int(row["balance_fen"] or 0)
        return row

    _rewrite(folder / "holdings.csv", changed)
    document = folder / "feed.toml"
    text = document.read_text(encoding="utf-8")
    text = re.sub(r"as_of = \S+", f"as_of = {as_of}", text, count=1)
    text = re.sub(r"(produced_at = )\S+?T", rf"\g<1>{as_of + timedelta(days=1)}T", text, count=1)
    text = re.sub(r"balance_fen = \d+", f"balance_fen = {sum_fen}", text, count=1)
    document.write_text(text, encoding="utf-8")
    return folder


def load(hub: Hub, url: str | None, feed: Path) -> tuple[Spent, Shelved]:
    """``hub load`` in a process of its own; what it spent and what the branch now has. Raises ``RuntimeError``."""
    spent = spend(_PUBLISH, [str(hub.data), url or "", str(feed)])
    with hub.reading() as con:
        now = current(con, BRANCH)
    if now is None:
        raise RuntimeError("the feed was loaded and the branch has no generation")
    return spent, now


def _rewrite(file: Path, change: Callable[[Row], Row]) -> None:
    with file.open(encoding="utf-8", newline="") as read:
        rows = csv.DictReader(read)
        names = list(rows.fieldnames or ())
        made = [change(row) for row in rows]
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
