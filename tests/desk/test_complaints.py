"""A complaint at the counter: what the card shows at once, its clock, who decides, and what brings selling back."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from teller_assist.desk.complaints import Said
from teller_assist.desk.counter import Counter
from teller_assist.desk.quality import Quality
from teller_assist.domain.card import Card
from teller_assist.domain.chain import Entry
from teller_assist.errors import Expected, NotFound, Refused
from teller_assist.store import received
from tests.desk import small
from tests.desk.small import COMPLAINS, ELSEWHERE, LOBBY, MANAGER, TELLER, UNLICENSED, ZHANG, Clock

Open = Callable[..., Counter]
WAIT = Said(ZHANG, "wait", "等了四十分钟", "想要一个说法", TELLER)


def alerts(card: Card) -> list[str]:
    return [alert.code for alert in card.alerts]


def test_filed_the_card_stops_selling_at_once_and_closing_brings_it_back(opened: Open) -> None:
    counter, lobby = opened(TELLER), Quality(opened(LOBBY))
    before = counter.card(ZHANG)
    assert before.slate.suggestions
    made = Quality(counter).file_complaint(WAIT)
    card = counter.card(ZHANG)
    assert alerts(card) == ["complaint"]
    assert card.alerts[0].on == date(2026, 11, 23)
    assert card.slate.suggestions == ()
    assert card.slate.nothing_because == "OPEN_COMPLAINT"
    lobby.decide(made.complaint_id, "upheld", "已致歉，补一次免排队")
    assert alerts(counter.card(ZHANG)) == ["complaint"], "decided is not closed: the customer has not been told"
    lobby.close_complaint(made.complaint_id, "yes")
    after = counter.card(ZHANG)
    assert (after.alerts, after.slate) == ((), before.slate)
    assert [(i.facts["subject"], i.facts["status"]) for i in after.timeline if i.kind == "complaint"] == [
        ("wait", "closed")
    ]


def test_recorded_it_does_to_the_card_what_one_that_is_told_does(opened: Open) -> None:
    counter = opened()
    told = counter.card(COMPLAINS)
    Quality(counter).file_complaint(WAIT)
    mine = counter.card(ZHANG)
    assert alerts(mine) == alerts(told)
    assert [b.code for b in mine.slate.blocked] == [b.code for b in told.slate.blocked]
    assert mine.slate.nothing_because == told.slate.nothing_because
    assert {i.kind for i in mine.timeline} >= {"complaint"}


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[Counter]:
    """Another desk of the same branch."""
    desk = Counter.open(small.make_desk(tmp_path / "other"), now=clock)
    yield desk
    desk.close()


def test_it_is_on_the_card_at_every_desk_of_the_branch(opened: Open, other: Counter) -> None:
    counter = opened()
    Quality(counter).file_complaint(WAIT)
    with counter.reading() as con:
        rows = con.execute("SELECT device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload FROM journal")
        sent = [Entry(*row) for row in rows]
    assert alerts(other.card(ZHANG)) == []
    with other._work.writing() as session:
        received.take(session, enumerate(sent, 1))
    assert alerts(other.card(ZHANG)) == ["complaint"]
    assert other.card(ZHANG).slate.suggestions == ()


def test_a_customer_of_another_branch_and_one_without_a_record_can_complain(opened: Open) -> None:
    counter = opened()
    quality = Quality(counter)
    quality.file_complaint(Said(ELSEWHERE, "fee"))
    assert "complaint" in alerts(counter.card(ELSEWHERE))
    assert quality.file_complaint(Said("", "machine", "取款机吞卡")).customer_no == ""
    with pytest.raises(NotFound):
        quality.file_complaint(Said("nobody", "fee"))


def test_an_offer_an_answer_a_decision_in_the_right_order(opened: Open) -> None:
    teller, lobby = Quality(opened(UNLICENSED)), Quality(opened(LOBBY))
    made = teller.file_complaint(WAIT)
    assert teller.offer(made.complaint_id, "apology").offer_accepted is False
    assert teller.offer(made.complaint_id, "fee_waived", True).offer == "fee_waived"
    with pytest.raises(Refused, match="not been decided"):
        lobby.close_complaint(made.complaint_id)
    with pytest.raises(Refused, match=r"may not do complaint\.decide"):
        teller.decide(made.complaint_id, "upheld")
    lobby.decide(made.complaint_id, "partly")
    with pytest.raises(Refused, match="decided by L1: partly"):
        Quality(opened(MANAGER)).decide(made.complaint_id, "not_upheld")
    lobby.close_complaint(made.complaint_id)
    for deed in (
        lambda: teller.offer(made.complaint_id, "gift"),
        lambda: lobby.decide(made.complaint_id, "upheld"),
        lambda: lobby.close_complaint(made.complaint_id),
    ):
        with pytest.raises(Refused, match="is closed"):
            deed()


def test_nobody_decides_a_complaint_about_himself(opened: Open) -> None:
    lobby = Quality(opened(LOBBY))
    made = lobby.file_complaint(Said(ZHANG, "attitude", teller_no=LOBBY))
    with pytest.raises(Refused, match="about yourself"):
        lobby.decide(made.complaint_id, "not_upheld")


def test_its_clock_ends_on_the_fifteenth_business_day_and_turns_red_after_it(opened: Open, clock: Clock) -> None:
    quality = Quality(opened(LOBBY))
    made = quality.file_complaint(WAIT)
    assert made.due_on == date(2026, 12, 14)
    assert quality.clock(made)[1:3] == (15, "running")
    clock.pass_(days=21)
    assert quality.clock(made)[1:3] == (0, "amber")
    clock.pass_(days=1)
    assert quality.clock(made)[1:3] == (-1, "overdue")


def test_who_may_not_see_all_sees_what_they_took_in_and_what_is_about_them(opened: Open) -> None:
    two = Quality(opened(UNLICENSED))
    about_t1 = two.file_complaint(WAIT)
    two.file_complaint(Said(ZHANG, "fee"))
    Quality(opened("R1")).file_complaint(Said(ZHANG, "product"))
    assert len(two.complaints()) == 2
    assert [c.complaint_id for c in Quality(opened(TELLER)).complaints()] == [about_t1.complaint_id]
    assert len(Quality(opened(MANAGER)).complaints()) == 3


def test_a_colleague_who_serves_the_customer_is_told_that_there_is_one_and_no_more(opened: Open) -> None:
    filer, served = Quality(opened(UNLICENSED)), opened(TELLER)
    visit = served.begin_visit(ZHANG, "scan")
    made = filer.file_complaint(Said(ZHANG, "wait", "等了四十分钟，他不理我", "要他道歉", LOBBY, visit.visit_id))
    Quality(opened(MANAGER)).decide(made.complaint_id, "upheld", "已告知是他的错")
    (told,) = Quality(served).complaints_of(ZHANG)
    assert (told.subject, told.stage, told.due_on, told.decision) == ("wait", "decided", made.due_on, "upheld")
    assert (told.text, told.wish, told.teller_no, told.visit_id, told.decision_text) == ("", "", "", None, "")
    for whole in (filer, Quality(opened(LOBBY)), Quality(opened(MANAGER))):
        (found,) = whole.complaints_of(ZHANG)
        assert (found.text, found.teller_no, found.visit_id) == (made.text, LOBBY, visit.visit_id)
        assert found.decision_text == "已告知是他的错"
    about_me = filer.file_complaint(Said(ZHANG, "attitude", "不理人", teller_no=TELLER))
    assert about_me in Quality(served).complaints_of(ZHANG), "what is said of oneself is told"


def test_who_took_it_in_or_may_decide_offers_and_nobody_else(opened: Open) -> None:
    filer, colleague, lobby = (Quality(opened(who)) for who in (UNLICENSED, TELLER, LOBBY))
    made = filer.file_complaint(WAIT)
    assert [quality.may_offer(made) for quality in (filer, colleague, lobby)] == [True, False, True]
    with pytest.raises(Refused, match="T2 took it in"):
        colleague.offer(made.complaint_id, "gift", True)
    assert filer.offer(made.complaint_id, "apology").offer == "apology"
    assert lobby.offer(made.complaint_id, "redo").offer == "redo"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (Said(ZHANG, "weather"), "no subject"),
        (Said(ZHANG, "wait", "字" * 501), "at most 500"),
        (Said(ZHANG, "wait", wish="字" * 501), "at most 500"),
        (Said(ZHANG, "wait", teller_no="T99"), "no staff"),
    ],
)
def test_what_cannot_be_filed_is_told_and_nothing_is_recorded(opened: Open, said: Said, says: str) -> None:
    counter = opened()
    with pytest.raises(Expected, match=says):
        Quality(counter).file_complaint(said)
    assert counter.status().unsent == 0
