"""A walk-in without a record, merged at any time: no attempt is lost, none is counted twice."""

import random
from collections import Counter as Counts
from collections.abc import Callable
from uuid import UUID

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.window import Window
from teller_assist.domain.attempt import Outcome
from teller_assist.store.attempts import read_contacts
from teller_assist.store.verify import faults_of
from tests.desk import small
from tests.desk.small import Clock

CODES = ("SVC-ID", "SVC-CARD", "SVC-CONSENT")
WHO = (small.ZHANG, small.OUYANG, small.COMPLAINS)


class Story:
    """A day at one window, and beside it what should come of it: visit -> customer, visit -> codes logged."""

    def __init__(self, counter: Counter, clock: Clock, dice: random.Random) -> None:
        self.counter, self.clock, self.dice = counter, clock, dice
        self.window = Window(counter)
        self.whose: dict[UUID, str] = {}
        self.logged: dict[UUID, set[str]] = {}
        self.guests: list[UUID] = []

    def step(self) -> None:
        self.clock.pass_(seconds=self.dice.choice((1, 40, 900)))
        self.dice.choice((self.guest, self.log, self.log, self.open, self.end, self.merge))()

    def guest(self) -> None:
        visit = self.window.begin_guest()
        if visit.visit_id not in self.whose:
            self.guests.append(visit.visit_id)
        self.whose[visit.visit_id] = ""

    def log(self) -> None:
        visit = self.counter.open_visit()
        if visit is not None:
            code = self.dice.choice(CODES)
            outcome = self.dice.choice((Outcome.ACCEPTED, Outcome.DECLINED))
            assert self.counter.log(visit.customer_no, code, outcome).visit_id == visit.visit_id
            self.logged.setdefault(visit.visit_id, set()).add(code)

    def open(self) -> None:
        who = self.dice.choice(WHO)
        visit = self.counter.begin_visit(who, "scan")
        self.whose[visit.visit_id] = who

    def end(self) -> None:
        self.counter.end_visit()

    def merge(self) -> None:
        if self.guests:
            visit_id, who = self.dice.choice(self.guests), self.dice.choice(WHO)
            self.window.merge_guest(visit_id, who)
            self.whose[visit_id] = who

    def check(self) -> None:
        wanted = Counts((self.whose[visit], code) for visit, codes in self.logged.items() for code in codes)
        with self.counter.reading() as con:
            found = Counts(
                (who, contact.product_code)
                for who in (*WHO, "")
                for contact in read_contacts(con, who)
                if contact.outcome != "not_recorded" and contact.product_code in CODES
            )
            assert found == wanted
        mine = [a for a in self.counter.attempts_today() if a.outcome is not Outcome.NOT_RECORDED]
        assert Counts((a.customer_no, a.product_code) for a in mine) == wanted
        assert faults_of(self.counter._work.reading)[1] == []


@pytest.mark.parametrize("seed", range(12))
def test_no_attempt_is_lost_or_doubled_whenever_a_guest_is_merged(
    opened: Callable[..., Counter], clock: Clock, seed: int
) -> None:
    story = Story(opened(), clock, random.Random(seed))
    for _ in range(30):
        story.step()
    story.check()
    assert story.logged
