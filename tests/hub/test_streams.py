"""No cursor misses a row that commits late: ours does not, one over a sequence does (the failing control)."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from teller_assist.hub.engine import Hub, open_hub
from teller_assist.wire.messages import Cursor
from tests.hub.pushing import Device, pulled, referred, sent

WRITERS, ROUNDS = 4, 8
NAIVE = "SELECT id FROM told WHERE id > %s ORDER BY id"
FENCED = "SELECT id FROM told WHERE id > %s AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY id"


@pytest.fixture
def postgres(pg_url: str, tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub", pg_url)
    yield made
    made.close()


@pytest.fixture
def table(pg_url: str) -> str:
    url = pg_url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as con:
        con.execute("CREATE TABLE told (id bigserial PRIMARY KEY, xid xid8 NOT NULL DEFAULT pg_current_xact_id())")
    return url


def read_beside_writers(url: str, query: str) -> tuple[list[int], list[int]]:
    """(rows that a cursor saw, rows there are): two writers whose second commits before the first, again and again."""
    seen: list[int] = []
    with psycopg.connect(url) as early, psycopg.connect(url) as late, psycopg.connect(url, autocommit=True) as reader:

        def read() -> None:
            seen.extend(row[0] for row in reader.execute(query, (seen[-1] if seen else 0,)))

        for _ in range(ROUNDS):
            early.execute("INSERT INTO told DEFAULT VALUES")
            late.execute("INSERT INTO told DEFAULT VALUES")
            late.commit()
            read()
            early.commit()
            read()
        there = [row[0] for row in reader.execute("SELECT id FROM told ORDER BY id")]
    return seen, there


def test_a_cursor_over_a_sequence_loses_rows(table: str) -> None:
    seen, there = read_beside_writers(table, NAIVE)
    assert len(there) == 2 * ROUNDS
    assert set(there) - set(seen), "the control must fail, or the tests beside it show nothing"


def test_a_cursor_behind_the_fence_of_open_transactions_loses_none(table: str) -> None:
    seen, there = read_beside_writers(table, FENCED)
    assert seen == there


def test_the_branchs_stream_loses_none_and_has_no_gaps_while_many_write(postgres: Hub) -> None:
    desks = [Device().enrol(postgres) for _ in range(WRITERS)]
    for desk in desks:
        desk.record(*(referred() for _ in range(ROUNDS)))
    began, wrong = threading.Barrier(WRITERS), list[Any]()

    def write(desk: Device) -> None:
        began.wait()
        for at in range(ROUNDS):
            reply = sent(postgres, desk.push(at, at + 1))
            if getattr(reply, "acked_seq", 0) != at + 1:
                wrong.append(reply)

    threads = [threading.Thread(target=write, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    seen: list[tuple[int, str]] = []
    cursor = Cursor()
    while len(seen) < WRITERS * ROUNDS:
        alive = any(thread.is_alive() for thread in threads)
        stream = pulled(postgres, cursor=cursor)
        assert not stream.reset
        seen += [(item.pos, item.record.event_id) for item in stream.items]
        cursor = stream.cursor
        assert alive or stream.items or len(seen) == WRITERS * ROUNDS, "a row was passed over"
    for thread in threads:
        thread.join()
    assert wrong == []
    assert [pos for pos, _ in seen] == list(range(1, WRITERS * ROUNDS + 1))
    assert {event_id for _, event_id in seen} == {row.event_id for desk in desks for row in desk.rows}


def test_one_desk_pushing_twice_at_once_has_each_event_once(postgres: Hub) -> None:
    desk = Device().enrol(postgres)
    desk.record(*(referred() for _ in range(60)))
    push, replies = desk.push(), list[Any]()
    threads = [threading.Thread(target=lambda: replies.append(sent(postgres, push))) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.acked_seq for reply in replies} == {60}
    assert len(pulled(postgres).items) == 60


def test_two_clones_of_a_desk_at_once_have_each_event_once(postgres: Hub) -> None:
    """The same events under two epochs, pushed at the same time."""
    desk = Device().enrol(postgres)
    desk.record(*(referred() for _ in range(40)))
    first = desk.push()
    desk.again_from(0)
    second, replies = desk.push(), list[Any]()
    threads = [threading.Thread(target=lambda p=p: replies.append(sent(postgres, p))) for p in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reply.acked_seq for reply in replies] == [40, 40]
    assert len(pulled(postgres).items) == 40
