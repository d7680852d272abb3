"""An offered generation comes to the desk: the same rows by every way, and yesterday's until it is whole."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import zstandard

from teller_assist.errors import BadInput, StaleBase
from teller_assist.store.snapshot import POINTER, Snapshot, present
from teller_assist.sync.fetch import fetch, held
from teller_assist.sync.generation import apply, file_name
from teller_assist.sync.incoming import NAME
from teller_assist.wire.messages import Offer
from teller_assist.wire.told_rows import Chunks, chunk_name, dump, lines_of
from tests.hub.small_feed import KEY
from tests.sync.nights import CANARY, Night, made, rows_of, told

DESK_KEY = bytes(reversed(range(32)))


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> list[Night]:
    """Four nights in a row."""
    found: list[Night] = []
    for seed in range(4):
        found.append(made(tmp_path_factory.mktemp("night"), seed, found[-1] if found else None))
    return found


@pytest.fixture
def desk(tmp_path: Path, nights: list[Night]) -> Path:
    """A desk that has the first night."""
    data = tmp_path / "desk"
    apply(nights[0].info.file, KEY, data, DESK_KEY)
    return data


def _rows(data: Path) -> dict[str, list[object]]:
    return rows_of(present(data), DESK_KEY)


def _no_chunk(name: str) -> bytes:
    raise AssertionError(f"{name} was asked for")


def _tidy(data: Path) -> bool:
    return not list(data.glob(f"{NAME}*")) and not list(data.glob("*.tmp"))


def test_a_new_desk_has_row_for_row_what_the_hub_built(nights: list[Night], tmp_path: Path) -> None:
    for night in nights:
        data = tmp_path / night.info.generation[:8]
        assert fetch(night.full, night.chunks.__getitem__, data, DESK_KEY) == night.info.generation
        assert _rows(data) == night.rows()
        assert _tidy(data)


def test_night_after_night_the_changes_alone_lead_to_the_same_rows(nights: list[Night], desk: Path) -> None:
    assert len(nights[0].full.chunks) > 3
    for before, night in pairwise(nights):
        was, now = before.rows(), night.rows()
        order, then = ([row[1] for row in rows["customer"]] for rows in (was, now))
        assert set(order) - set(then)  # some are gone
        assert set(then) - set(order)  # some are new
        assert [no for no in order if no in then] != [no for no in then if no in order]  # some overtook others
        assert night.delta.bytes < night.full.bytes
        assert fetch(night.delta, night.chunks.__getitem__, desk, DESK_KEY) == night.info.generation
        assert _rows(desk) == now
    assert now["hot"]
    assert now["bankwide"]
    assert now["relation"]
    assert _tidy(desk)


def test_changes_of_no_customer_at_all_are_small(nights: list[Night], tmp_path: Path) -> None:
    again = told(nights[0].info, nights[0])
    kinds = {line[0] for line in lines_of(again.chunks[name] for name in again.delta.chunks)}
    assert kinds == {"head", "end"}


def test_a_customer_who_only_moves_down_is_not_sent_again(nights: list[Night]) -> None:
    was, now = ({row[1]: row[2:] for row in night.rows()["customer"]} for night in nights[:2])
    sent = {
        line[1]: line[2]
        for line in lines_of(nights[1].chunks[name] for name in nights[1].delta.chunks)
        if line[0] == "of"
    }
    still = {number for number, rest in now.items() if was.get(number) == rest}
    assert len(still) > 20
    assert all("customer" not in sent.get(number, {}) for number in still)


def test_the_generation_that_is_in_use_is_not_fetched_again(nights: list[Night], desk: Path) -> None:
    assert fetch(nights[0].full, _no_chunk, desk, DESK_KEY) == nights[0].info.generation


def test_progress_is_told_to_the_end(nights: list[Night], desk: Path) -> None:
    said: list[tuple[str, int, int]] = []
    fetch(nights[1].delta, nights[1].chunks.__getitem__, desk, DESK_KEY, lambda *at: said.append(at))
    for step in ("fetch", "apply"):
        mine = [at for at in said if at[0] == step]
        assert [done for _, done, _ in mine] == sorted(done for _, done, _ in mine)
        assert mine[-1][1] == mine[-1][2]


_KILLED = """
import os, signal, sys
from pathlib import Path
from teller_assist.sync.fetch import fetch
from teller_assist.wire.codec import decode
from teller_assist.wire.messages import Offer
folder, data, key = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
step, at = sys.argv[4], int(sys.argv[5])
def progress(here, done, of):
    if here == step and done == (at if at > 0 else of + at):
        os.killpg(os.getpgid(0), signal.SIGKILL)
offer = decode(Offer, (folder / "offer").read_bytes())
fetch(offer, lambda name: (folder / name).read_bytes(), data, key, progress)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize(
    ("way", "step", "at"),
    [
        *(("full", "fetch", at) for at in (2, 0)), *(("full", "apply", at) for at in (3, 0)),
        *(("delta", "fetch", at) for at in (1, 0)), *(("delta", "apply", at) for at in (1, 9, -3, 0)),
    ],
)  # fmt: skip
def test_a_kill_at_any_step_leaves_yesterday_and_goes_on_from_there(
    nights: list[Night], desk: Path, tmp_path: Path, way: str, step: str, at: int
) -> None:
    from teller_assist.wire.codec import encode

    night = nights[1]
    offer: Offer = getattr(night, way)
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "offer").write_bytes(encode(offer))
    for name in offer.chunks:
        (folder / name).write_bytes(night.chunks[name])
    command = [sys.executable, "-c", _KILLED, str(folder), str(desk), DESK_KEY.hex(), step, str(at)]
    ended = subprocess.run(command, start_new_session=True, check=False).returncode
    assert ended == -signal.SIGKILL
    assert held(desk, DESK_KEY) == nights[0].info.generation
    assert not [path for path in desk.iterdir() if CANARY.encode() in path.read_bytes()]

    asked: list[str] = []
    arrived = len(offer.chunks) if step == "apply" else at or len(offer.chunks)
    fetch(offer, lambda name: asked.append(name) or night.chunks[name], desk, DESK_KEY)  # type: ignore[func-returns-value]
    assert asked == list(offer.chunks[arrived:])
    assert _rows(desk) == night.rows()
    assert _tidy(desk)


def test_a_link_that_breaks_keeps_what_has_arrived(nights: list[Night], desk: Path) -> None:
    night, asked = nights[1], []

    def breaks(name: str) -> bytes:
        asked.append(name)
        if len(asked) == 3:
            raise ConnectionError
        return night.chunks[name]

    with pytest.raises(ConnectionError):
        fetch(night.full, breaks, desk, DESK_KEY)
    assert held(desk, DESK_KEY) == nights[0].info.generation
    fetch(night.full, breaks, desk, DESK_KEY)
    assert len(asked) == len(night.full.chunks) + 1


def _flipped(chunk: bytes) -> bytes:
    return chunk[:-9] + bytes([chunk[-9] ^ 1]) + chunk[-8:]


_DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "a bit flipped": _flipped,
    "cut short": lambda chunk: chunk[:-1],
    "empty": lambda chunk: b"",
    "longer": lambda chunk: chunk + b"\0",
}


@pytest.mark.parametrize("how", _DAMAGES)
def test_a_damaged_piece_is_asked_for_once_more(nights: list[Night], desk: Path, how: str) -> None:
    night, bad = nights[1], nights[1].full.chunks[1]
    asked: list[str] = []

    def once(name: str) -> bytes:
        asked.append(name)
        return _DAMAGES[how](night.chunks[name]) if name == bad and asked.count(bad) == 1 else night.chunks[name]

    fetch(night.full, once, desk, DESK_KEY)
    assert asked.count(bad) == 2
    assert _rows(desk) == night.rows()


@pytest.mark.parametrize("how", _DAMAGES)
def test_a_piece_that_stays_damaged_leaves_yesterday(nights: list[Night], desk: Path, how: str) -> None:
    night, bad = nights[1], nights[1].full.chunks[1]
    with pytest.raises(BadInput, match="damaged twice; the present data stay"):
        fetch(night.full, lambda n: _DAMAGES[how](night.chunks[n]) if n == bad else night.chunks[n], desk, DESK_KEY)
    assert held(desk, DESK_KEY) == nights[0].info.generation


def test_more_than_was_offered_is_not_kept(nights: list[Night], desk: Path) -> None:
    small = replace(nights[1].full, bytes=nights[1].full.bytes - 1)
    with pytest.raises(BadInput, match="more data come than were offered"):
        fetch(small, nights[1].chunks.__getitem__, desk, DESK_KEY)
    assert held(desk, DESK_KEY) == nights[0].info.generation


def test_changes_without_their_base_are_refused_before_anything_is_asked(nights: list[Night], desk: Path) -> None:
    with pytest.raises(StaleBase, match="in full"):
        fetch(nights[2].delta, _no_chunk, desk, DESK_KEY)
    fetch(nights[2].full, nights[2].chunks.__getitem__, desk, DESK_KEY)
    assert _rows(desk) == nights[2].rows()


def test_another_file_under_the_bases_name_is_found_out(nights: list[Night], tmp_path: Path) -> None:
    apply(nights[2].info.file, KEY, tmp_path, DESK_KEY)
    name = file_name(nights[0].info.generation)
    present(tmp_path).rename(tmp_path / name)
    (tmp_path / POINTER).write_text(name + "\n", encoding="utf-8")
    with pytest.raises(StaleBase, match="not what the changes start from"):
        fetch(nights[1].delta, nights[1].chunks.__getitem__, tmp_path, DESK_KEY)


@pytest.mark.parametrize("page", [10, 20, 30])
def test_a_base_with_a_flipped_bit_is_replaced_by_all_in_full(nights: list[Night], desk: Path, page: int) -> None:
    base = present(desk)
    whole = bytearray(base.read_bytes())
    whole[page * 4096 + 2000] ^= 1
    base.write_bytes(whole)
    with pytest.raises(StaleBase, match="in full"):
        fetch(nights[1].delta, nights[1].chunks.__getitem__, desk, DESK_KEY)
    fetch(nights[1].full, nights[1].chunks.__getitem__, desk, DESK_KEY)
    assert _rows(desk) == nights[1].rows()


def _rechunked(
    night: Night, way: str, change: Callable[[list[list[object]]], list[list[object]]]
) -> tuple[Offer, dict[str, bytes]]:
    """The same offer with other lines."""
    offer: Offer = getattr(night, way)
    lines = change(list(lines_of(night.chunks[name] for name in offer.chunks)))
    store: dict[str, bytes] = {}
    chunks = Chunks(store.__setitem__)
    for line in lines:
        chunks.add(dump(line))
    chunks.close()
    return replace(offer, chunks=tuple(chunks.names), bytes=chunks.size), store


def _name_changed(lines: list[list[object]]) -> list[list[object]]:
    for line in lines:
        if line[0] == "of" and "line" in line[2]:  # type: ignore[operator]
            line[2]["line"][0][0] += "x"  # type: ignore[index]
            break
    return lines


def test_changes_that_lead_elsewhere_are_refused_and_all_in_full_will_do(nights: list[Night], desk: Path) -> None:
    offer, store = _rechunked(nights[1], "delta", _name_changed)
    with pytest.raises(StaleBase, match="do not lead"):
        fetch(offer, store.__getitem__, desk, DESK_KEY)
    assert held(desk, DESK_KEY) == nights[0].info.generation
    assert _tidy(desk)
    fetch(nights[1].full, nights[1].chunks.__getitem__, desk, DESK_KEY)
    assert _rows(desk) == nights[1].rows()


_WRONG: dict[str, Callable[[list[list[object]]], list[list[object]]]] = {
    "a value changed": _name_changed,
    "no end": lambda lines: lines[:-1],
    "no head": lambda lines: lines[1:],
    "nothing": lambda lines: lines[-1:],
    "a line missing": lambda lines: lines[:9] + lines[10:],
    "a customer missing": lambda lines: [line for line in lines if line[:2] != ["of", "600010"]],
    "a customer twice": lambda lines: lines[:9] + lines[8:],
    "an unknown table": lambda lines: [["row", "meta", "k", ["v"]] if line[0] == "row" else line for line in lines],
    "an unknown line": lambda lines: [*lines[:5], ["drop", "it"], *lines[5:]],
    "a rank beyond the end": lambda lines: [["rank", 10**9, ["x"]] if line[0] == "rank" else line for line in lines],
    "too many customers": lambda lines: [_head(lines[0], customers=str(10**12)), *lines[1:]],
    "another form": lambda lines: [["head", {**lines[0][1], "form": 2}], *lines[1:]],  # type: ignore[dict-item]
    "another schema": lambda lines: [_head(lines[0], schema="999"), *lines[1:]],
    "another day": lambda lines: [_head(lines[0], as_of="2020-01-01"), *lines[1:]],
}


def _head(line: list[object], **facts: str) -> list[object]:
    head = line[1]
    assert isinstance(head, dict)
    return ["head", {**head, "facts": {**head["facts"], **facts}}]


@pytest.mark.parametrize("how", _WRONG)
def test_what_is_no_generation_is_told_in_a_sentence_and_leaves_yesterday(
    nights: list[Night], desk: Path, how: str
) -> None:
    offer, store = _rechunked(nights[1], "full", _WRONG[how])
    with pytest.raises(BadInput, match="the present data stay") as told_so:
        fetch(offer, store.__getitem__, desk, DESK_KEY)
    assert "Traceback" not in str(told_so.value)
    assert held(desk, DESK_KEY) == nights[0].info.generation
    assert _tidy(desk)


def test_a_bomb_is_refused_before_it_fills_the_memory(nights: list[Night], desk: Path) -> None:
    store: dict[str, bytes] = {}
    chunks = Chunks(store.__setitem__)
    chunks.add(b"[" + b" " * (1 << 27) + b"]")
    (bomb,) = chunks.names
    assert len(store[bomb]) < 1 << 20
    offer = replace(nights[1].full, chunks=(bomb,))
    with pytest.raises(BadInput, match="unpacks to more than"):
        fetch(offer, store.__getitem__, desk, DESK_KEY)
    not_packed = zstandard.ZstdCompressor().compress(b"{}\n[[[[\n")
    name = chunk_name(not_packed)
    with pytest.raises(BadInput, match="cannot be read"):
        fetch(replace(offer, chunks=(name,)), lambda _: not_packed, desk, DESK_KEY)
    assert held(desk, DESK_KEY) == nights[0].info.generation


@pytest.mark.parametrize("what", ["garbage", "another key"])
def test_an_incoming_file_that_cannot_be_read_is_begun_anew(nights: list[Night], desk: Path, what: str) -> None:
    if what == "garbage":
        (desk / NAME).write_bytes(b"\x17" * 9000)
    else:
        (desk / NAME).write_bytes(nights[0].info.file.read_bytes())
    fetch(nights[1].delta, nights[1].chunks.__getitem__, desk, DESK_KEY)
    assert _rows(desk) == nights[1].rows()


@pytest.mark.skipif(os.name != "posix", reason="a limit of file sizes")
@pytest.mark.parametrize(("room", "asked_again"), [(20_000, True), (240_000, False)])
def test_a_disk_without_room_leaves_yesterday_and_what_has_arrived(
    nights: list[Night], desk: Path, room: int, asked_again: bool
) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(BadInput, match="disk"):
            fetch(nights[1].full, nights[1].chunks.__getitem__, desk, DESK_KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert held(desk, DESK_KEY) == nights[0].info.generation
    asked: list[str] = []
    fetch(nights[1].full, lambda name: asked.append(name) or nights[1].chunks[name], desk, DESK_KEY)  # type: ignore[func-returns-value]
    assert bool(asked) == asked_again
    assert _rows(desk) == nights[1].rows()


def test_pieces_of_another_night_are_dropped(nights: list[Night], desk: Path) -> None:
    def breaks(name: str) -> bytes:
        if name == nights[1].full.chunks[-1]:
            raise ConnectionError
        return nights[1].chunks[name]

    with pytest.raises(ConnectionError):
        fetch(nights[1].full, breaks, desk, DESK_KEY)
    fetch(nights[2].full, nights[2].chunks.__getitem__, desk, DESK_KEY)
    assert _rows(desk) == nights[2].rows()


def _clear(data: Path, secrets: list[bytes]) -> Iterator[str]:
    for path in data.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):  # what is gone meanwhile holds nothing
            body = path.read_bytes()
            yield from (path.name for secret in secrets if secret in body)


def test_no_customer_is_in_clear_in_any_file_at_any_moment(nights: list[Night], tmp_path: Path) -> None:
    data, night, found = tmp_path / "desk", nights[0], []
    secrets = [CANARY.encode(), CANARY.encode("utf-16-le"), *(night.chunks[name][:64] for name in night.full.chunks)]

    def look(*_: object) -> None:
        found.extend(_clear(data, secrets))

    fetch(night.full, lambda name: look() or night.chunks[name], data, DESK_KEY, look)  # type: ignore[func-returns-value]
    fetch(nights[1].delta, nights[1].chunks.__getitem__, data, DESK_KEY, look)
    look()
    assert found == []
    snapshot = Snapshot.open(data, DESK_KEY)
    assert snapshot.conn.execute("SELECT count(*) FROM customer WHERE name = ?", (CANARY,)).fetchone() == (1,)
    snapshot.close()
