"""The demo bank: a whole bank's extract out of a seed. No person, number or firm in it is real.

The same (customers, seed, as_of) gives the same bytes. Customers are made a hundred at a time, written and
forgotten, so memory does not grow with their number.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from teller_assist.errors import BadInput
from teller_assist.hub.bank import catalogue, numbers
from teller_assist.hub.bank.days import Days
from teller_assist.hub.bank.fixed import LAYOUT, FixedSink
from teller_assist.hub.bank.money import Purse
from teller_assist.hub.bank.people import People
from teller_assist.hub.bank.person import Person
from teller_assist.hub.bank.places import Place, make_place
from teller_assist.hub.bank.sink import CsvSink
from teller_assist.hub.bank.told import Record
from teller_assist.hub.bank.visits import Visits

BANK = "示范银行"
BLOCK = 100
ENCODINGS = ("utf-8", "gb18030")
Sink = CsvSink | FixedSink


EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)  # its people are born and its licences end around that day


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: rows per file, and where to begin."""

    folder: Path
    customers: int
    seed: int
    as_of: date
    home_branch: str
    teller: str  # a teller of the home branch with valid licences
    rows: dict[str, int]


class _Bank:
    """The makers of one run, all drawing on one generator that is seeded anew for each block."""

    def __init__(self, customers: int, seed: int, as_of: date) -> None:
        self.rng = Random(seed)
        self.place: Place = make_place(self.rng.random, customers, as_of)
        days, branches = Days(as_of), self.place.branches
        self.seed = seed
        self.people = People(self.rng, days, len(branches))
        self.purse = Purse(self.rng.random, days, tuple(b.branch_no for b in branches))
        self.record = Record(self.rng.random, days, branches)
        self.visits = Visits(self.rng.random, days, branches, customers)

    def make(self, first: int, last: int) -> None:
        """The rows of customers ``first`` … ``last - 1``."""
        self.rng.seed(self.seed * 1_000_003 + first)
        people = self.people.block(first, last)
        for person in people:
            self._tell(person)
        for firm in [p for p in people if p.firm]:
            self._supply(firm)

    def _tell(self, person: Person) -> None:
        record = self.record
        assessed = record.assess(person)
        account_at = len(self.purse.accounts)
        worth = self.purse.fill(person)
        record.complain(person)
        record.contact(person)
        record.relate(person)
        record.write(person, assessed, record.consent(person), worth)
        self.visits.visit(person, self.purse.accounts[account_at][0])

    def _supply(self, firm: Person) -> None:
        """Up to two suppliers among earlier firms; both ends are told, so each card shows the other."""
        block = firm.count // BLOCK
        seen = set()
        for _ in range(2):
            back = 1 + int(self.rng.random() ** 2 * 30)
            if back <= block and back not in seen and self.rng.random() < 0.7:
                seen.add(back)
                other = numbers.customer_no((block - back) * BLOCK + int(self.rng.random() * 2))
                self.record.relations.append((firm.customer_no, other, "upstream", "Y"))
                self.record.relations.append((other, firm.customer_no, "downstream", "Y"))

    def flush(self, sink: Sink) -> None:
        record, purse = self.record, self.purse
        for name, rows in (
            ("customers", record.customers), ("accounts", purse.accounts), ("holdings", purse.holdings),
            ("assets", purse.assets),
            ("transactions", self.visits.transactions), ("relations", record.relations), ("consents", record.consents),
            ("assessments", record.assessments), ("complaints", record.complaints), ("contacts", record.contacts),
        ):  # fmt: skip
            sink.put(name, rows)
            rows.clear()


def generate(
    out: Path, customers: int, seed: int, as_of: date, fixed_width: bool = False, encoding: str = "utf-8"
) -> Summary:
    """Write a feed of ``customers`` customers (1 … 1,000,000 and more) into the folder ``out``.

    ``fixed_width``: the raw form that the shipped layout demo-fixed reads, in ``encoding``. Raises ``BadInput`` for an
    encoding we do not write and for no customers.
    """
    if encoding not in ENCODINGS or (not fixed_width and encoding != "utf-8"):
        raise BadInput(f"encoding {encoding}: CSV is utf-8; --fixed-width can be utf-8 or gb18030")
    if not EARLIEST <= as_of <= LATEST:
        raise BadInput(f"as of {as_of}: a made-up bank needs a day from {EARLIEST} to {LATEST}")
    if customers < 1:
        raise BadInput("a bank needs at least one customer")
    (out / "feed.toml").unlink(missing_ok=True)
    bank = _Bank(customers, seed, as_of)
    sink: Sink = FixedSink(out, as_of, encoding) if fixed_width else CsvSink(out)
    try:
        sink.put("branches", [b.row for b in bank.place.branches])
        sink.put("staff", bank.place.staff_rows)
        sink.put_quoted("products", catalogue.load_rows())
        for first in range(0, customers, BLOCK):
            bank.make(first, min(first + BLOCK, customers))
            bank.flush(sink)
    finally:
        sink.close()
    home = bank.place.branches[0]
    raw = [f'layout = "{LAYOUT}"', f'encoding = "{encoding}"'] if fixed_width else []
    _write_meta(out, sink, as_of, home.branch_no, raw)
    rows = {name: total.rows for name, total in sink.totals.items()}
    return Summary(out, customers, seed, as_of, home.branch_no, home.tellers[0], rows)


def _write_meta(out: Path, sink: Sink, as_of: date, home_branch: str, raw: list[str]) -> None:
    """``feed.toml``. It is written last: a folder without it is not a feed."""
    produced = (as_of + timedelta(days=1)).isoformat()
    lines = [
        "format = 1", f'bank = "{BANK}"', f"as_of = {as_of.isoformat()}", f"produced_at = {produced}T02:30:00+08:00",
        f'home_branch = "{home_branch}"', *raw,
    ]  # fmt: skip
    for name, total in sink.totals.items():
        lines += ["", f"[control.{name}]", f"rows = {total.rows}"]
        lines += [f"{column} = {value}" for column, value in total.sums.items()]
    (out / "feed.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
