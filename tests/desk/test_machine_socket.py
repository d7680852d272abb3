"""The line protocol: by a machine that misbehaves on a real socket, and line by line."""

import socket
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.desk.counter import Counter
from teller_assist.desk.machine import Machine
from teller_assist.desk.machine_socket import MOST, UNREAD, Conversation, Listener
from teller_assist.desk.machine_words import VERBS, said_in_line
from teller_assist.desk.queue import Queue
from teller_assist.domain.ticket import DONE
from teller_assist.errors import BadInput, DeskNotReady
from teller_assist.store.journal import count_kinds
from teller_assist.store.verify import faults_of
from tests.desk.queue_machine import PretendMachine, stories
from tests.desk.small import MORNING, Clock

EVENING = MORNING + timedelta(hours=8)


@pytest.fixture
def talk(counter: Counter) -> Conversation:
    return Conversation(Machine(counter))


def say(talk: Conversation, *lines: str) -> list[str]:
    return talk.feed("".join(f"{line}\n" for line in lines).encode()).decode().splitlines()


def codes(talk: Conversation, *lines: str) -> list[str]:
    return [" ".join(answer.split()[::2][:2]) for answer in say(talk, *lines)]


@pytest.mark.parametrize("seed", range(3))
def test_every_ticket_is_accounted_for_and_none_doubled(
    data: Path, opened: Callable[..., Counter], clock: Clock, seed: int
) -> None:
    """Duplicates, disorder, cut lines, rubbish, lost connections; and the desk starts again in the middle."""
    rnd = Random(seed)
    told = stories(rnd, MORNING, 30)
    deeds = sorted((deed for story in told for deed in story.deeds), key=lambda deed: deed.at)
    clock.at = EVENING
    ear = Listener(Machine(opened()), "127.0.0.1", 0)
    machine = PretendMachine(rnd, lambda: ear.turn(0))
    left, rounds = deeds, 0
    while left:
        left, rounds = machine.tell(ear.address, left), rounds + 1
        assert rounds < 40
        if rounds % 4 == 0:  # the desk's program ends without a word and is started again
            ear.close()
            ear = Listener(Machine(opened()), "127.0.0.1", 0)
    ear.close()

    counter = opened()
    tickets = {t.number: t for t in Queue(counter).tickets()}
    assert sorted(tickets) == sorted(story.number for story in told)
    for story in told:
        ticket = tickets[story.number]
        assert (ticket.state, ticket.how, ticket.taken_at, ticket.ended_at) == (
            DONE, story.how, story.taken_at, story.ended_at,
        )  # fmt: skip
        if story.windows:
            assert ticket.window_no == story.windows[-1]
            assert ticket.contested_by == ""
            assert ticket.transfers == len(story.windows) - 1
    kinds = count_kinds(counter._work.reading)
    said = Tally(deed.verb for deed in deeds)
    assert (kinds["ticket.taken"], kinds["ticket.ended"], kinds["ticket.transferred"]) == (30, 30, said["TRANSFER"])
    over = sum("over" in codes for codes in machine.answers.values())
    assert kinds["ticket.called"] + kinds["ticket.served"] + kinds["ticket.missed"] >= (
        said["CALL"] + said["SERVE"] + said["MISS"] - over
    )
    assert faults_of(counter._work.reading)[1] == []


def test_a_line_said_twice_does_nothing_and_one_too_early_counts_when_it_is_said_again(
    talk: Conversation, counter: Counter
) -> None:
    call = "CALL id=2 number=A-001 window=3"
    assert codes(talk, call, "TAKE id=1 number=a001 type=term", call, call, "TAKE id=1 number=A001 type=term") == [
        "ERR early", "OK done", "OK done", "OK again", "OK again",
    ]  # fmt: skip
    assert codes(talk, "SERVE id=3 number=A001 window=3", "END id=4 number=A001", "END id=5 number=A001") == [
        "OK done", "OK done", "OK again",
    ]  # fmt: skip
    assert codes(talk, "CALL id=6 number=A001 window=3", "TAKE id=7 number=A001") == ["ERR over", "ERR refused"]
    assert count_kinds(counter._work.reading) == {
        "ticket.taken": 1, "ticket.called": 1, "ticket.served": 1, "ticket.ended": 1,
    }  # fmt: skip


def test_what_follows_from_something_that_has_not_come_is_early(talk: Conversation) -> None:
    say(talk, "TAKE id=1 number=A001")
    assert codes(talk, "END id=2 number=A001", "MISS id=3 number=A001", "SERVE id=4 number=A002 window=1") == [
        "ERR early", "ERR early", "ERR early",
    ]  # fmt: skip
    assert codes(talk, "CALL id=5 number=A001 window=1", "CALL id=6 number=A001 window=2") == ["OK done", "ERR early"]
    assert codes(talk, "TRANSFER id=7 number=A001 window=2", "CALL id=6 number=A001 window=2") == ["OK done", "OK done"]


def test_what_is_not_known_is_left_out_and_told_and_the_ticket_counts(talk: Conversation, counter: Counter) -> None:
    answer = say(talk, "TAKE id=1 number=A001 type=juggling needs=elderly,hurry customer=C1 at=2026-11-23T09:00:00")
    assert answer == ["OK 1 done not known and left out: juggling, hurry"]
    ticket = Queue(counter).tickets()[0]
    assert (ticket.business_type, ticket.needs, ticket.tier, ticket.source) == ("", "elderly", "platinum", "machine")
    assert ticket.taken_at == datetime(2026, 11, 23, 1, tzinfo=UTC)


UNREADABLE = [
    "", " ", "DANCE id=1", "TAKE number=A001", "TAKE id=1", "TAKE id=1 number=!!", "TAKE id=1 number=A001 at=noon",
    "TAKE id=1 number=A001 at=0001-01-01", "TAKE id=1 id=2 number=A001", "TAKE id=1 number", "CALL id=1 number=A001",
    "TAKE id=1 number=A001 colour=red", f"TAKE id={'9' * 200} number=A001", "END id=1 number=A001 how=gone",
    "TAKE id=1 number=A0010020030040", "TRANSFER id=1 number=A900", "TAKE id=1 number=A001 at=2026-11-01T00:00:00",
]  # fmt: skip


def test_what_cannot_be_read_is_answered_and_nothing_is_recorded(talk: Conversation, counter: Counter) -> None:
    say(talk, "TAKE id=0 number=A900")
    before = counter.status().unsent
    for line in UNREADABLE:
        assert codes(talk, line) == (["ERR bad"] if line.strip() else []), line
    assert counter.status().unsent == before


def test_cut_lines_garbage_and_lines_without_end(talk: Conversation, counter: Counter) -> None:
    assert talk.feed(b"TAKE id=1 num") == b""
    assert (
        talk.feed(b"ber=A001\r\nTAKE id=2 number=A002 type=\xbb\xee\xc6\xda\xb4\xe6\xc8\xa1\xbf\xee\n").count(b"OK")
        == 2
    )
    assert talk.feed(b"\x00\xff\xfe\xfd\n").startswith(b"ERR - bad")
    for _ in range(100):
        assert talk.feed(b"x" * 4000) == b""
    assert len(talk._rest) <= 4096
    assert talk.feed(b"\nPING\n").split(b"\n")[:2] == [
        b"ERR - bad a line has at most 4096 bytes; it was left out", b"OK - again",
    ]  # fmt: skip
    assert [t.business_type for t in Queue(counter).tickets()] == ["", "current"]


def test_a_clock_that_is_wrong_is_told_and_can_be_set_right(talk: Conversation, counter: Counter) -> None:
    take = "TAKE id=1 number=A001 at=2026-11-23T10:30:00"  # an hour ahead of the desk
    assert say(talk, take) == ["ERR 1 clock the machine's clock is 60 minutes ahead: set it right, or say CLOCK first"]
    assert say(talk, "CLOCK at=2026-11-23T10:30:05") == ["OK - done -3605 s are added to your times"]
    assert codes(talk, take) == ["OK done"]
    assert Queue(counter).tickets()[0].taken_at == MORNING - timedelta(seconds=5)
    assert codes(Conversation(Machine(counter)), take) == ["ERR clock"], "another connection says it for itself"
    ahead = "TAKE id=2 number=A002 at=2026-11-23T09:32:00"
    assert codes(Conversation(Machine(counter)), ahead) == ["OK done"]
    assert Queue(counter).tickets()[1].taken_at == MORNING


def test_two_machines_have_ids_of_their_own(counter: Counter) -> None:
    one, two = (Conversation(Machine(counter, name)) for name in ("hall", "vip"))
    assert codes(one, "TAKE id=1 number=A001") == codes(two, "TAKE id=1 number=V001") == ["OK done"]
    assert codes(two, "TAKE id=2 number=A001") == ["ERR refused"]


def test_who_is_on_duty_at_the_window_did_it(counter: Counter, talk: Conversation) -> None:
    from uuid import uuid4

    from teller_assist.domain.lobby import DutyBegan

    with counter.doing("duty.change") as deed:
        deed.record(DutyBegan, duty_id=uuid4(), role="teller", window_no="3")
    counter.staff = counter.staff._replace(staff_no="T9")
    say(talk, "TAKE id=1 number=A001", "CALL id=2 number=A001 window=3", "SERVE id=3 number=A001 window=3 staff=T2")
    ticket = Queue(counter).tickets()[0]
    assert (ticket.called_by, ticket.served_by) == ("T1", "T2")
    [told] = say(talk, "CALL id=4 number=A001 window=3 staff=T777")
    assert told == "OK 4 done staff 'T777' is not known and left out"
    assert Queue(counter).tickets()[0].called_by == "T1"


@pytest.fixture
def ear(counter: Counter) -> Iterator[Listener]:
    listener = Listener(Machine(counter), "127.0.0.1", 0)
    yield listener
    listener.close()


def test_one_machine_too_many_is_told_and_a_taken_port_too(ear: Listener, counter: Counter) -> None:
    doors = [socket.create_connection(ear.address) for _ in range(MOST + 1)]
    for _ in range(MOST + 2):
        ear.turn(0)
    doors[-1].settimeout(5)
    assert doors[-1].recv(200).startswith(b"ERR - later")
    for door in doors:
        door.close()
    with pytest.raises(DeskNotReady, match="another port"):
        Listener(Machine(counter), *ear.address)


def test_a_machine_that_has_lost_its_power_gives_its_place_to_the_next(counter: Counter) -> None:
    seconds = 0.0
    ear = Listener(Machine(counter), "127.0.0.1", 0, lambda: seconds)
    doors = [socket.create_connection(ear.address) for _ in range(MOST)]
    for _ in doors:
        ear.turn(0)
    seconds = 59.0
    for door in doors[1:]:
        door.send(b"PING\n")
        ear.turn(1)
    seconds = 60.0
    doors.append(socket.create_connection(ear.address))
    doors[-1].send(b"PING\n")
    for _ in range(3):
        ear.turn(0.2)
    for door in doors:
        door.settimeout(5)
    assert doors[0].recv(200) == b""
    assert [door.recv(200) for door in doors[1:]] == [b"OK - again\n"] * MOST
    assert all(door.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) for door in ear._doors)
    for door in doors:
        door.close()
    ear.close()


def test_a_machine_that_does_not_read_its_answers_is_not_read_from(ear: Listener) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        door.connect(ear.address)
        door.setblocking(False)
        waiting: list[int] = []
        for _ in range(100):
            with suppress(BlockingIOError):
                door.send(b"X\n" * 2000)  # each is answered by a sentence
            ear.turn(0)
            waiting += [len(answers) for _, answers in ear._doors.values()]
        assert UNREAD <= waiting[-1] == waiting[-20] < 10 * UNREAD


def test_a_call_that_comes_after_its_service_still_says_since_when(talk: Conversation, counter: Counter) -> None:
    at = "at=2026-11-23T09:{}:00"
    assert codes(
        talk, f"TAKE id=1 number=A001 {at.format(10)}", f"SERVE id=3 number=A001 window=2 {at.format(16)}",
        f"CALL id=2 number=A001 window=2 {at.format(15)}", f"MISS id=4 number=A001 {at.format(12)}",
    ) == ["OK done", "OK done", "OK done", "ERR over"]  # fmt: skip
    ticket = Queue(counter).tickets()[0]
    assert (ticket.state, ticket.first_called_at) == ("serving", MORNING - timedelta(minutes=15))
    assert ticket.served_at == MORNING - timedelta(minutes=14)


@given(st.binary(max_size=200) | st.text(max_size=60).map(str.encode))
def test_whatever_bytes_come_are_a_deed_or_bad_input(line: bytes) -> None:
    for raw in (line, b"TAKE " + line, b"TAKE id=1 number=A1 at=" + line, b"END id=" + line + b" number=1"):
        with suppress(BadInput):
            assert said_in_line(raw).verb in VERBS


def test_how_a_line_is_cut_into_pieces_does_not_matter(counter: Counter) -> None:
    said = b"PING\nHELO\n" + b"y" * 9000 + b"\nPING\r\n\nCLOCK\nPING\nhalf"
    whole = Conversation(Machine(counter)).feed(said)
    assert whole.count(b"\n") == 6
    for size in (1, 2, 7, 4095, 4096, 4097):
        pieces = Conversation(Machine(counter))
        assert b"".join(pieces.feed(said[n : n + size]) for n in range(0, len(said), size)) == whole
