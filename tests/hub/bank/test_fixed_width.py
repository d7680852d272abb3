"""The bank's raw form says the same as the CSV, through the shipped layout."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from teller_assist.errors import BadInput
from teller_assist.hub.bank import fixed, generate
from teller_assist.hub.feed import spec
from teller_assist.hub.feed.staging import stage

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_raw_form_reads_back_as_the_same_feed(tmp_path: Path, encoding: str) -> None:
    generate(tmp_path / "csv", 600, 3, AS_OF)
    generate(tmp_path / "raw", 600, 3, AS_OF, fixed_width=True, encoding=encoding)
    with stage(tmp_path / "csv", tmp_path / "a") as plain, stage(tmp_path / "raw", tmp_path / "b") as raw:
        assert raw.report.to_json()["rejected"] == plain.report.to_json()["rejected"] == 0
        for file in spec.FILES:
            columns = ", ".join(f'CAST("{c.name}" AS VARCHAR)' for c in file.columns)
            select = f"SELECT {columns} FROM {file.name} ORDER BY ALL"
            assert raw.con.execute(select).fetchall() == plain.con.execute(select).fetchall(), file.name


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_line_has_the_told_width_in_bytes_and_the_number_three_widths(tmp_path: Path, encoding: str) -> None:
    generate(tmp_path, 300, 3, AS_OF, fixed_width=True, encoding=encoding)
    told = tomllib.loads(fixed.COLUMNS.read_text("utf-8"))
    del told["codes"]
    for body in told.values():
        width = sum(c["width"] for c in body["columns"])
        lines = (tmp_path / body["file"]).read_bytes().split(b"\n")
        assert lines.pop() == b""
        assert {len(line) for line in lines} == {width}, body["file"]
    widths = {c["width"] for body in told.values() for c in body["columns"] if c.get("from") == "customer_no"}
    assert widths >= {16, 21, 32}


def test_an_encoding_we_do_not_write_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="utf-8"):
        generate(tmp_path, 10, 1, AS_OF, encoding="gb18030")
    with pytest.raises(BadInput, match="latin-1"):
        generate(tmp_path, 10, 1, AS_OF, fixed_width=True, encoding="latin-1")


_CHILD = """
import resource, sys
from datetime import date
from pathlib import Path
from teller_assist.hub.bank import generate
generate(Path(sys.argv[1]), int(sys.argv[2]), 1, date(2026, 11, 22))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.long
def test_a_hundred_thousand_customers_take_no_more_memory_than_two_thousand(tmp_path: Path) -> None:
    def peak(customers: int) -> int:
        """KiB a fresh process held at most."""
        command = [sys.executable, "-c", _CHILD, str(tmp_path / str(customers)), str(customers)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert peak(100_000) < peak(2_000) + 16 * 1024
