"""The shipped catalogue of products, shared by the demo bank and the layouts."""

import csv

from teller_assist.hub.feed import spec
from teller_assist.paths import RESOURCES

FILE = RESOURCES / "feeds" / "catalogue" / "products.csv"


def load_rows() -> list[tuple[str, ...]]:
    """The rows in the order of the feed's columns."""
    columns = [c.name for c in next(f for f in spec.FILES if f.name == "products").columns]
    with FILE.open(encoding="utf-8", newline="") as source:
        return [tuple(row[name] for name in columns) for row in csv.DictReader(source)]
