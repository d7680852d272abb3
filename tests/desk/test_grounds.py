"""What a verdict rests on: the decision of the visit under way, and the assessment that counts."""

from datetime import date

from teller_assist.desk.counter import Counter
from teller_assist.desk.grounds import NO_GROUND, Assessed, evidence_id, ground_of
from teller_assist.store import decisions
from tests.desk.small import BARE, ELSEWHERE, ZHANG, Clock

ZHANG_WAS = Assessed(date(2025, 12, 3), date(2026, 12, 3), 1, 8)


def test_before_the_visit_there_is_no_evidence_and_then_it_is_found_by_its_number(
    counter: Counter, clock: Clock
) -> None:
    before = ground_of(counter, ZHANG)
    assert (before.decision_id, before.inputs, before.assessed) == (None, 0, ZHANG_WAS)
    counter.begin_visit(ZHANG, "search")
    ground = ground_of(counter, ZHANG)
    assert ground.decision_id is not None
    assert (ground.at, ground.assessed) == (clock.at, ZHANG_WAS)
    assert ground.inputs > 20
    shown = evidence_id(ground.decision_id)
    assert shown.startswith("E-")
    with counter.reading() as con:
        assert decisions.find(con, shown).decision_id == ground.decision_id
    assert ground_of(counter, BARE).decision_id is None, "another customer's card beside the visit"


def test_who_was_never_assessed_and_who_is_of_another_branch(counter: Counter) -> None:
    assert ground_of(counter, BARE).assessed is None
    assert ground_of(counter, ELSEWHERE) == NO_GROUND
