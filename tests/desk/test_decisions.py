"""A decision is made again from what was kept of it, and says where it does not come out the same."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.desk.counter import Counter
from teller_assist.desk.decisions import Decisions
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.chain import Entry, link
from teller_assist.domain.evidence import slate_bytes
from teller_assist.domain.hand import Hand
from teller_assist.domain.replaying import Replay
from teller_assist.errors import BadInput, Damaged, Expected, NotAllowed, NotFound, Refused
from teller_assist.store import chains
from teller_assist.store.journal import events_of, rebuild_views
from teller_assist.store.prune import prune
from tests.desk import small
from tests.desk.small import Clock

Open = Callable[..., Counter]


def served(counter: Counter, customer_no: str = small.ZHANG) -> str:
    """A visit; the id of its decision."""
    counter.begin_visit(customer_no, "search")
    return all_of(counter)[-1]


def all_of(counter: Counter) -> list[str]:
    asked = "SELECT noun_id FROM journal WHERE kind = 'decision.made' ORDER BY epoch, seq"
    return [row[0] for row in counter._work.reading.execute(asked)]


def replayed(opened: Open, decision: str) -> Replay:
    return Decisions(opened(small.MANAGER)).replay(decision)


def change(counter: Counter, decision: str, sound: bool = True, **fields: Any) -> None:
    """Another payload in the journal behind its back; ``sound``: with the hash that fits it."""
    with counter._work.writing() as session:
        con = session.con
        con.execute("DROP TRIGGER IF EXISTS journal_refuses_update")
        names = "device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload"
        asked = f"SELECT {names}, prev_hash FROM journal WHERE noun_id = ?"
        *columns, before = con.execute(asked, (decision,)).fetchone()
        entry = Entry(*columns)
        told = json.dumps({**json.loads(entry.payload), **fields}).encode()
        linked = link(before, entry._replace(payload=told))
        con.execute("UPDATE journal SET payload = ? WHERE noun_id = ?", (told, decision))
        if sound:
            con.execute("UPDATE journal SET hash = ? WHERE noun_id = ?", (linked, decision))


def event(counter: Counter, decision: str) -> Any:
    return events_of(counter._work.reading, "decision", decision)[-1]


def test_it_agrees_with_what_was_shown_and_says_why_and_by_which_versions(counter: Counter, opened: Open) -> None:
    slate = counter.card(small.ZHANG).slate
    made = replayed(opened, served(counter))
    assert (made.agrees, made.differs) == (True, ())
    assert [(s.product_code, s.reason) for s in made.shown] == [(s.product_code, s.reason) for s in slate.suggestions]
    assert made.blocked == tuple((b.product_code, b.code) for b in slate.blocked)
    assert (made.packs, made.engine, len(made.book)) == (slate.packs, 1, 64)
    assert slate_bytes(slate), "the whole slate has bytes"


@pytest.mark.parametrize("customer_no", [small.MINOR, small.GONE, small.FIRM, small.BARE])
def test_so_does_that_of_every_other_customer(counter: Counter, opened: Open, customer_no: str) -> None:
    assert replayed(opened, served(counter, customer_no)).agrees


def test_whatever_happens_in_a_visit_its_decisions_agree(counter: Counter, opened: Open, clock: Clock) -> None:
    """The card opened again after answers, with a transaction in hand, with an agent, and on another day."""
    first = counter.card(small.ZHANG)
    counter.begin_visit(small.ZHANG, "search", first)
    counter.log(small.ZHANG, first.slate.suggestions[0].product_code, Outcome.DECLINED, 3)
    counter.begin_visit(small.ZHANG, "search", counter.card(small.ZHANG))
    counter.take_hand(small.ZHANG, Hand(business="transfer", amount_fen=5_000_000))
    counter.begin_visit(small.ZHANG, "search", counter.card(small.ZHANG))
    counter.note_agent()
    counter.begin_visit(small.ZHANG, "search", counter.card(small.ZHANG))
    counter.end_visit()
    clock.pass_(days=20)
    counter.begin_visit(small.ZHANG, "search")
    found = all_of(counter)
    assert len(found) >= 2
    assert [replayed(opened, one).differs for one in found] == [()] * len(found)


def test_a_card_whose_slate_nobody_knows_the_inputs_of_names_no_book(counter: Counter, opened: Open) -> None:
    """That is said, and no engine is blamed for it."""
    counter.begin_visit(small.ZHANG, "search", counter.card(small.ZHANG, suggest=False))
    [decision] = all_of(counter)
    assert (event(counter, decision).shown, event(counter, decision).book) == ((), "")
    with pytest.raises(Refused, match="neither book nor inputs"):
        replayed(opened, decision)


def test_it_is_found_by_the_eight_digits_at_either_end(counter: Counter, opened: Open) -> None:
    decision = served(counter)
    shown = f"E-{decision[-8:-4]}-{decision[-4:]}".upper()  # as the "why" page writes it
    for said in (decision, decision.replace("-", "").upper(), decision[:8], decision[-8:], f" {shown} ", shown[2:]):
        assert str(replayed(opened, said).decision_id) == decision
    with pytest.raises(NotFound):
        replayed(opened, "00000000")
    for said in ("", "123", "no number", decision + "0", "%" * 8, "*" * 8):
        with pytest.raises(BadInput, match="names no decision"):
            replayed(opened, said)


def test_digits_of_two_decisions_name_neither(counter: Counter, opened: Open) -> None:
    first, second = served(counter), served(counter, small.OUYANG)
    with counter._work.writing() as session:
        session.con.execute("DROP TRIGGER journal_refuses_update")
        session.con.execute("UPDATE journal SET noun_id = ? WHERE noun_id = ?", (first[:-12] + second[-12:], second))
    with pytest.raises(BadInput, match="more than one"):
        replayed(opened, first[:8])


def test_a_teller_may_not(counter: Counter) -> None:
    decision = served(counter)
    with pytest.raises(NotAllowed):
        Decisions(counter).replay(decision)


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"slate_hash": "0" * 64}, "slate_hash"),
        ({"shown": [[1, "XX", "do", 1, 2, "best", 3, 1000]]}, "shown"),
        ({"blocked": []}, "blocked"),
        ({"nothing_because": "FATIGUE"}, "nothing_because"),
        ({"arm": "control"}, "arm"),
        ({"packs": "rules 1"}, "packs"),
        ({"model": "2026"}, "model"),
        ({"today": "2026-11-24"}, "today"),
        ({"today": "tomorrow"}, "today"),
    ],
)
def test_a_difference_says_what_differs(counter: Counter, opened: Open, fields: dict[str, Any], what: str) -> None:
    """Had the desk recorded something else than its slate, the replay would say so."""
    decision = served(counter)
    change(counter, decision, **fields)
    made = replayed(opened, decision)
    assert not made.agrees
    assert [one.what for one in made.differs] == [what]
    assert made.differs[0].kept != made.differs[0].again


def test_a_whole_day_is_made_again(counter: Counter, opened: Open, data: Path) -> None:
    first, second, third = (served(counter, who) for who in (small.ZHANG, small.OUYANG, small.BARE))
    manager = Decisions(opened(small.MANAGER))
    assert manager.replay_day(small.TODAY) == (small.TODAY, 3, 3, (), ())
    assert manager.replay_day(small.TODAY - timedelta(days=1)).decisions == 0
    change(counter, first, arm="control")
    change(counter, second, engine=9)
    found = manager.replay_day(small.TODAY)
    assert (found.decisions, found.agree, [str(one.decision_id) for one in found.differ]) == (3, 1, [first])
    assert [(str(one), "engine 9" in why) for one, why in found.left_out] == [(second, True)]
    assert third not in str(found.differ)
    run, words = CliRunner(), ["--data", str(data), "replay", "--staff", small.MANAGER]
    said = run.invoke(cli, [*words, "--on", small.TODAY.isoformat()])
    assert (said.exit_code, "agree 1" in said.stdout, f"✗ {first}  arm" in said.stdout) == (4, True, True)
    for more in ([], [first, "--on", small.TODAY.isoformat()]):
        assert isinstance(run.invoke(cli, [*words, *more]).exception, BadInput)
    with pytest.raises(NotAllowed):
        Decisions(counter).replay_day(small.TODAY)


def test_the_command_ends_with_another_code_where_it_differs(counter: Counter, data: Path) -> None:
    decision, run = served(counter), CliRunner()
    words = ["--data", str(data), "replay", decision, "--staff", small.MANAGER]
    said = run.invoke(cli, words)
    assert (said.exit_code, "✓ 一致 agrees" in said.stdout, said.stderr) == (0, True, "")
    assert "rules " in said.stdout
    change(counter, decision, nothing_because="FATIGUE")
    for more in ([], ["--json"]):
        said = run.invoke(cli, [*words, *more])
        assert (said.exit_code, "nothing_because differs" in said.stderr) == (4, True)
    assert json.loads(said.stdout)["agrees"] is False
    assert isinstance(run.invoke(cli, [*words[:3], "0" * 8, *words[4:]]).exception, NotFound)


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"book": "", "inputs": ""}, Refused, "neither book nor inputs"),
        ({"engine": 2}, Refused, "engine 2, this program has engine 1"),
        ({"book": "f" * 64}, Refused, "is not on this desk"),
        ({"inputs": "AAAA"}, Damaged, "inputs of decision .* damaged"),
        ({"inputs": "no base64!"}, Damaged, "inputs of decision .* damaged"),
        ({"input_hash": "0" * 64}, Damaged, "not what their hash says"),
    ],
)
def test_what_cannot_be_made_again_is_said_in_a_sentence(
    counter: Counter, opened: Open, fields: dict[str, Any], error: type[Expected], words: str
) -> None:
    decision = served(counter)
    change(counter, decision, **fields)
    with pytest.raises(error, match=words):
        replayed(opened, decision)


def test_a_row_that_was_changed_is_damage(counter: Counter, opened: Open) -> None:
    decision = served(counter)
    change(counter, decision, sound=False, nothing_because="FATIGUE")
    with pytest.raises(Damaged, match="was changed"):
        replayed(opened, decision)


@pytest.mark.parametrize("kept", [b"", b"no zlib", None])
def test_a_damaged_or_lost_book_is_said(counter: Counter, opened: Open, kept: bytes | None) -> None:
    decision = served(counter)
    book = event(counter, decision).book
    with counter._work.writing() as session:
        if kept is None:
            session.con.execute("DELETE FROM book WHERE book = ?", (book,))
        else:
            session.con.execute("UPDATE book SET body = ? WHERE book = ?", (kept, book))
    with pytest.raises((Refused, Damaged), match=f"the book {book[:8]}"):
        replayed(opened, decision)


def test_a_book_serves_every_decision_that_names_it(counter: Counter, opened: Open, clock: Clock) -> None:
    for customer_no in (small.ZHANG, small.OUYANG, small.BARE):
        served(counter, customer_no)
        clock.at += timedelta(minutes=3)
    assert len({event(counter, one).book for one in all_of(counter)}) == 1
    assert counter._work.reading.execute("SELECT count(*) FROM book").fetchone() == (1,)


def test_room_that_is_made_takes_no_book_that_a_kept_decision_names(
    counter: Counter, opened: Open, clock: Clock
) -> None:
    """What was emptied says who keeps it; what is kept is made again, after every view was made anew as well."""
    old = served(counter)
    counter.end_visit()
    clock.pass_(days=60)
    young = served(counter, small.OUYANG)
    counter.end_visit()
    with counter._work.writing() as session:
        chains.note_standing(session.con, 1, 99, 99, 99)
        assert prune(session, small.TODAY + timedelta(days=91)).rows
        rebuild_views(session)
    assert replayed(opened, young).agrees
    with pytest.raises(Refused, match="the hub keeps it whole"):
        replayed(opened, old)
