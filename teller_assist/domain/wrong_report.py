"""What tellers call wrong, product by product and per opportunity: for whoever owns the packs."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from teller_assist.domain.interval import wilson
from teller_assist.domain.service_report import Period
from teller_assist.domain.wrong import Wrong


class Shows(Protocol):
    """A decision as the view has it: ``shown`` is JSON, rows of rank, product code and more."""

    @property
    def visit_id(self) -> UUID: ...
    @property
    def shown(self) -> str: ...


class WrongRow(NamedTuple):
    """``shown``: visits that were shown it; ``told``: of those, called wrong; ``missed``: called wrong where it was not
    shown (why not?). ``reasons``: reason → how often, shown or not; ``open`` are not answered. ``low`` and ``high``
    (0..1): between which the share of told in shown lies with 95 %."""

    product_code: str
    shown: int
    told: int
    missed: int
    reasons: Mapping[int, int]
    open: int
    low: float
    high: float


class WrongReport(NamedTuple):
    """Both days in it; the most often called wrong first. Products of which nobody said anything are left out."""

    branch_no: str
    first: date
    last: date
    shown: int
    rows: tuple[WrongRow, ...]


Shown = frozenset[tuple[UUID, str]]  # visit and product


def shown_of(decisions: Iterable[Shows]) -> Shown:
    """Which visit was shown what: an opportunity each, however often it was shown."""
    return frozenset((d.visit_id, str(row[1])) for d in decisions for row in json.loads(d.shown))


def report_of(branch_no: str, period: Period, wrongs: Iterable[Wrong], shown: Shown) -> WrongReport:
    """``wrongs`` and ``shown``: all of the period, in any order."""
    often = Counter(code for _, code in shown)
    by_product: dict[str, list[Wrong]] = {}
    for one in wrongs:
        by_product.setdefault(one.product_code, []).append(one)
    rows = [_row(code, mine, often[code], shown) for code, mine in by_product.items()]
    rows.sort(key=lambda row: (-row.told - row.missed, row.product_code))
    return WrongReport(branch_no, period.first, period.last, len(shown), tuple(rows))


def _row(code: str, wrongs: list[Wrong], often: int, shown: Shown) -> WrongRow:
    told = sum((w.visit_id, code) in shown for w in wrongs)
    reasons = Counter(w.reason for w in wrongs)
    low, high = wilson(told, often)
    still = sum(w.settled_at is None for w in wrongs)
    return WrongRow(
        code, often, told, len(wrongs) - told, dict(sorted(reasons.items())), still, round(low, 4), round(high, 4)
    )
