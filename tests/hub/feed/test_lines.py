"""No physical line vanishes and none shifts, whatever the bytes."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.hub.feed import lines
from teller_assist.hub.feed.fixed import FixedWidth
from teller_assist.hub.feed.lines import UNIT, Bad, Delimited, Sink


def read(path: Path, data: bytes, **options: object) -> tuple[list[list[str]], list[Bad], Sink]:
    path.write_bytes(data)
    out, bad = io.StringIO(), list[Bad]()
    sink = Sink(out.write, bad.append)
    Delimited(path, str(options.pop("encoding", "utf-8")), sink, **options).run()  # type: ignore[arg-type]
    return [line.split(UNIT) for line in out.getvalue().split("\n")[:-1]], bad, sink


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines") / "raw.csv"


def accounted(sink: Sink, data: bytes) -> bool:
    t = sink.tally
    physical = data.count(b"\n") + (bool(data) and not data.endswith(b"\n"))
    return t.lines == physical == t.header + t.blank + t.continued + t.records


PIECES = st.sampled_from(
    [b"a", b",", b",", b'"', b"\n", b"\n", b"\r\n", b"\x00", b"\x1f", "张".encode(), b"\xe5\xbc", b" "]
)


@given(st.lists(PIECES, max_size=60).map(b"".join))
def test_every_line_of_any_bytes_is_a_row_a_reject_or_blank(path: Path, data: bytes) -> None:
    rows, bad, sink = read(path, data, names=["a", "b", "c"])
    assert accounted(sink, data)
    assert (len(rows), len(bad)) == (sink.tally.good, sink.tally.bad)
    assert all(len(row) == 4 for row in rows)
    taken = [int(row[0]) for row in rows]
    assert len({*taken, *(b.line for b in bad)}) == len(rows) + len(bad)


VALUES = st.text(st.sampled_from('ab,"\n张𠮷 '), max_size=6)


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=12), st.sampled_from(["utf-8", "gb18030"]))
def test_what_a_csv_writer_wrote_comes_back_whole(path: Path, table: list[tuple[str, ...]], encoding: str) -> None:
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\n")
    write.writerow(("a", "b", "c"))
    write.writerows(table)
    rows, bad, _ = read(path, out.getvalue().encode(encoding), encoding=encoding)
    assert not bad
    assert [tuple(row[1:]) for row in rows] == [tuple(v.replace("\n", " ") for v in row) for row in table]


def test_blocks_of_any_size_give_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "".join(f'{n},"x\ny",z\r\n{n},张,z\n\n{n},only two\n' for n in range(40)).encode() + b"\xff,b,c\n"
    whole = read(path, data, names=["a", "b", "c"])
    for size in (7, 64, 1000):
        monkeypatch.setattr(lines, "BLOCK", size)
        again = read(path, data, names=["a", "b", "c"])
        assert sorted(again[0]) == sorted(whole[0])
        assert sorted(again[1]) == sorted(whole[1])
        assert accounted(again[2], data)


def test_an_endless_line_costs_itself_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BLOCK", 1000)
    monkeypatch.setattr(lines, "LONGEST", 5000)
    data = b"1,2,3\n" + b"x" * 20_000 + b"\n4,5,6\n"
    rows, bad, sink = read(path, data, names=["a", "b", "c"])
    assert rows == [["1", "1", "2", "3"], ["3", "4", "5", "6"]]
    assert [(b.line, b.code) for b in bad] == [(2, "too_long")]
    assert accounted(sink, data)


def fixed(
    path: Path, data: bytes, encoding: str = "gb18030", pad: bool = False
) -> tuple[list[list[str]], list[Bad], Sink]:
    path.write_bytes(data)
    out, bad = io.StringIO(), list[Bad]()
    sink = Sink(out.write, bad.append)
    FixedWidth(path, encoding, sink, [("no", 4), ("name", 6), ("age", 2)], pad=pad).run()
    return [line.split(UNIT) for line in out.getvalue().split("\n")[:-1]], bad, sink


def test_columns_are_cut_by_bytes_before_they_are_decoded(path: Path) -> None:
    data = "0001张三  41\r\n0002欧阳三42\r\n".encode("gb18030")
    rows, bad, sink = fixed(path, data)
    assert rows == [["1", "0001", "张三  ", "41"], ["2", "0002", "欧阳三", "42"]]
    assert (bad, sink.tally.crlf) == ([], True)


def test_a_wrong_width_and_a_cut_character_are_rejected_with_their_place(path: Path) -> None:
    name = "欧阳三".encode("gb18030")
    data = b"0001ab    41\n0002ab   42\n0003" + name[:5] + b" 43\n0004ab    445\n\n0005ab    46"
    rows, bad, sink = fixed(path, data)
    assert [row[1] for row in rows] == ["0001", "0005"]
    assert [(b.line, b.column, b.code) for b in bad] == [(2, "", "width"), (4, "", "width"), (3, "name", "encoding")]
    assert bad[2].value == "byte 9 of the line, 34 of the file"
    assert accounted(sink, data)
    assert len(fixed(path, data, pad=True)[0]) == 3


@given(
    st.lists(
        st.sampled_from([b"0001ab    41\n", b"x\n", b"\r\n", b"\n", b"0002\xc5\xb7\xd1\xf4\xc8 42\n", b"\x00" * 12]),
        max_size=20,
    ).map(b"".join)
)
def test_every_fixed_line_is_accounted_for(path: Path, data: bytes) -> None:
    rows, bad, sink = fixed(path, data)
    assert accounted(sink, data)
    assert (len(rows), len(bad)) == (sink.tally.good, sink.tally.bad)


def test_the_place_of_a_cut_character_counts_crlf_too(path: Path) -> None:
    data = b"0001ab    41\r\n0002" + "欧阳三".encode("gb18030")[:5] + b" 42\r\n"
    (bad,) = fixed(path, data)[1]
    assert bad.value == "byte 9 of the line, 23 of the file"
    assert data[22:24] == b"\xc8 "
