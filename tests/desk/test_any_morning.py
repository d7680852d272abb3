"""Whatever a teller does in whatever order: the chain holds, the views are the journal's, nothing is doubled, and every
decision is made again as it was."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.desk.counter import Counter
from teller_assist.desk.decisions import book_in
from teller_assist.desk.doctor import verify_journal
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.hand import Hand
from teller_assist.domain.replaying import replay
from teller_assist.errors import Refused
from teller_assist.store.decisions import between
from tests.desk import small
from tests.desk.small import Clock

WHO = st.sampled_from([small.ZHANG, small.OUYANG, small.BARE, small.ELSEWHERE])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), WHO, st.just(0)),
        st.tuples(st.just("late"), WHO, st.integers(0, 3)),
        st.tuples(st.just("pop"), WHO, st.integers(0, 1)),
        st.tuples(st.just("log"), WHO, st.integers(0, 3)),
        st.tuples(st.just("rest"), WHO, st.just(0)),
        st.tuples(st.just("undo"), WHO, st.just(0)),
        st.tuples(st.just("correct"), WHO, st.integers(0, 3)),
        st.tuples(st.just("end"), WHO, st.just(0)),
        st.tuples(st.just("agent"), WHO, st.integers(0, 1)),
        st.tuples(st.just("wait"), WHO, st.sampled_from([1, 11, 599, 601, 43_200])),
    ),
    max_size=25,
)
ANSWERS = (Outcome.DECLINED, Outcome.CONSIDERING, Outcome.REFERRED, Outcome.UNSUITABLE)


def do(counter: Counter, clock: Clock, deed: str, who: str, which: int) -> None:
    match deed:
        case "begin":
            counter.begin_visit(who, "search")
        case "late":  # the card was opened before the last answer
            card = counter.card(who)
            do(counter, clock, "log", who, which)
            counter.begin_visit(who, "search", card)
        case "pop":
            counter.take_hand(who, Hand("transfer", 5_000_000, payee_new=bool(which)))
        case "log" if who != small.ELSEWHERE:
            counter.log(who, (small.CD, small.TERM, small.MOBILE, small.FUND)[which], ANSWERS[which])
        case "rest":
            counter.log_rest(Outcome.NOT_OFFERED, 1)
        case "undo":
            counter.undo()
        case "correct" if counter.attempts_today():
            counter.correct(counter.attempts_today()[-1].attempt_id, ANSWERS[which])
        case "end":
            counter.end_visit()
        case "agent":
            counter.note_agent(bool(which))
        case "wait":
            clock.pass_(seconds=which)
        case _:
            pass


@settings(max_examples=40)
@given(DEEDS)
def test_any_morning_leaves_a_sound_journal(
    made: Path, tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, str, int]]
) -> None:
    data = Path(shutil.copytree(made, tmp_path_factory.mktemp("any") / "desk"))
    clock = Clock()
    counter = Counter.open(data, now=clock)
    for deed in deeds:
        try:
            do(counter, clock, *deed)
        except Refused:
            continue
    counter.end_visit()
    shown = _shown(counter)
    with counter.reading() as con:
        kept = list(between(con, small.MORNING, clock.at + timedelta(seconds=1)))
        assert [one.decision_id for one in kept if not replay(one, book_in(con, one)).agrees] == []
    counter.close()
    assert verify_journal(data).faults == ()
    assert shown == set()


def _shown(counter: Counter) -> set[tuple[str, str]]:
    """(visit, product) that was shown in a visit that has ended and has no record: there must be none."""
    rows = counter._work.reading.execute(
        "SELECT d.visit_id, json_extract(s.value, '$[1]') AS code FROM decision d JOIN visit v USING (visit_id), "
        "json_each(d.shown) s WHERE v.ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempt a "
        "WHERE a.visit_id = d.visit_id AND a.product_code = json_extract(s.value, '$[1]'))"
    )
    return set(rows)
