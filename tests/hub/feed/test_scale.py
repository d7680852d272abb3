"""Many rows: all accounted for, in bounded memory, no row through Python's hands."""

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import CUSTOMERS, Feed

# A process of its own, so that its peak memory is the doctor's.
RUN = """
import resource, sys
from pathlib import Path
from teller_assist.hub.feed import check
report = check(Path(sys.argv[1]), rejects=Path(sys.argv[2]), memory="500MB")
found = report.file("holdings")
print(found.lines, found.rows, found.taken, found.rejected, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(report.refused, file=sys.stderr)
"""


def big(feed: Feed, rows: int) -> None:
    """Holdings of so many rows; every thousandth is bad, each in one of four ways."""
    feed.write()
    bad = (b"C0001,D1,1x\n", b"C9999,D1,1\n", b"C0001,D1\n", b"C0001,D1,\xe5\xbc\n")
    with (feed.folder / "holdings.csv").open("wb") as out:
        out.write(b"customer_no,product_code,balance_fen\n")
        for n in range(rows // 1000):
            no = n % CUSTOMERS + 1
            out.write(b"".join(b"C%04d,D1,%d\n" % (no, n * 1000 + k) for k in range(999)) + bad[n % 4])


def checked(feed: Feed) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(feed.folder), str(feed.rejects_file)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [int(n) for n in done.stdout.split()]


def judge(feed: Feed, rows: int) -> int:
    lines, records, taken, rejected, megabytes = checked(feed)
    assert (lines, records) == (rows + 1, rows)
    assert (taken, rejected) == (rows - rows // 1000, rows // 1000)
    codes = [code for *_, code in feed.rejects()]
    quarter = rows // 4000
    assert {c: codes.count(c) for c in ("amount", "unknown", "fields", "encoding")} == dict.fromkeys(
        ("amount", "unknown", "fields", "encoding"), quarter
    )
    assert feed.rejects()[0][:2] == ("holdings.csv", 1001)
    return megabytes


def test_a_hundred_thousand_rows(feed: Feed) -> None:
    big(feed, 100_000)
    judge(feed, 100_000)


@pytest.mark.long
def test_three_million_rows_in_a_gigabyte(feed: Feed, tmp_path: Path) -> None:
    big(feed, 3_000_000)
    assert judge(feed, 3_000_000) < 1024
