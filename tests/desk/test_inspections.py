"""An inspection from the form to its end: what is mended, looked at again, opened again, and who sees it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.inspections import Sheet
from teller_assist.desk.quality import Quality
from teller_assist.domain.event import Event
from teller_assist.domain.quality import (
    ATTRIBUTES,
    InspectionAction,
    InspectionMended,
    InspectionRechecked,
    InspectionRecorded,
    fold_inspection,
)
from teller_assist.errors import BadInput, Expected, NotFound, Refused
from teller_assist.store.journal import fold_all
from tests.desk.small import LOBBY, MANAGER, MORNING, TELLER, TODAY, UNLICENSED, Clock

Open = Callable[..., Counter]
WHOLE = Sheet(teller_no=TELLER, window_no="3", scores=dict.fromkeys(ATTRIBUTES, 4), missed=("seat",), note="站姿好")
TOMORROW = TODAY + timedelta(days=1)


def test_it_is_mended_looked_at_opened_again_and_closed(opened: Open) -> None:
    lobby, teller, manager = Quality(opened(LOBBY)), Quality(opened(TELLER)), Quality(opened(MANAGER))
    made = lobby.inspect(WHOLE)
    assert (made.points["warm"], made.missed, made.stage, made.inspector_no) == (4, "seat", "recorded", LOBBY)
    assert lobby.inspections("open") == (), "nothing is to be done about it yet"
    acted = lobby.act(made.inspection_id, "每位客户都请坐", TELLER, TOMORROW)
    assert [i.action for i in lobby.inspections("open")] == ["每位客户都请坐"]
    assert teller.mend(acted.inspection_id, "已改").stage == "mended"
    again = manager.recheck(made.inspection_id, ok=False, note="还没有")
    assert (again.stage, again.rechecks) == ("action", 1)
    assert manager.inspections("open") == (again,)
    teller.mend(made.inspection_id)
    done = manager.recheck(made.inspection_id, ok=True)
    assert (done.stage, done.rechecked_by, done.rechecks) == ("closed", MANAGER, 2)
    assert manager.inspections("open") == ()
    with pytest.raises(Refused, match="closed"):
        lobby.act(made.inspection_id, "再来", TELLER, TOMORROW)


def test_what_is_not_mended_in_time_is_overdue_the_day_after(opened: Open, clock: Clock) -> None:
    lobby = Quality(opened(LOBBY))
    made = lobby.inspect(WHOLE)
    lobby.act(made.inspection_id, "请坐", TELLER, TOMORROW)
    clock.pass_(days=1)
    assert lobby.inspections("overdue") == ()
    clock.pass_(days=1)
    assert [i.inspection_id for i in lobby.inspections("overdue")] == [made.inspection_id]
    lobby.mend(made.inspection_id)
    assert lobby.inspections("overdue") == (), "it waits for who looks at it again"


def test_a_teller_sees_their_own_and_what_they_are_to_mend_managers_see_all(opened: Open) -> None:
    lobby = Quality(opened(LOBBY))
    of_t1 = lobby.inspect(WHOLE)
    of_t2 = lobby.inspect(Sheet("mystery", UNLICENSED, scores={"swift": 2}))
    assert len(Quality(opened(MANAGER)).inspections()) == 2
    teller = Quality(opened(TELLER))
    assert [i.inspection_id for i in teller.inspections()] == [of_t1.inspection_id]
    with pytest.raises(Refused, match="colleague"):
        teller.inspection(of_t2.inspection_id)
    lobby.act(of_t2.inspection_id, "教同事用双手递接", TELLER, TOMORROW)
    assert len(teller.inspections()) == 2


def test_who_may_not_does_not(opened: Open) -> None:
    teller, lobby = Quality(opened(TELLER)), Quality(opened(LOBBY))
    with pytest.raises(Refused, match=r"may not do inspection\.record"):
        teller.inspect(Sheet(teller_no=UNLICENSED, scores={"warm": 1}))
    with pytest.raises(Refused, match="nobody inspects himself"):
        lobby.inspect(Sheet(teller_no=LOBBY, scores={"warm": 5}))
    made = lobby.inspect(WHOLE)
    lobby.act(made.inspection_id, "请坐", LOBBY, TOMORROW)
    with pytest.raises(Refused, match="given to L1"):
        teller.mend(made.inspection_id)
    lobby.mend(made.inspection_id)
    with pytest.raises(Refused, match="whoever mends it"):
        lobby.recheck(made.inspection_id, ok=True)
    with pytest.raises(Refused, match=r"may not do inspection\.recheck"):
        teller.recheck(made.inspection_id, ok=True)


def test_whoever_mended_it_for_another_does_not_check_it_either(opened: Open) -> None:
    lobby, manager = Quality(opened(LOBBY)), Quality(opened(MANAGER))
    made = lobby.inspect(WHOLE).inspection_id
    lobby.act(made, "请坐", TELLER, TOMORROW)
    done = lobby.mend(made, "已改")
    assert (done.owner_no, done.mended_by) == (TELLER, LOBBY)
    assert (lobby.may_now(done), manager.may_now(done)) == (set(), {"recheck"})
    with pytest.raises(Refused, match="whoever mends it"):
        lobby.recheck(made, ok=True)
    assert manager.recheck(made, ok=True).stage == "closed"


@pytest.mark.parametrize("ok", [True, False])
def test_what_nobody_has_mended_is_not_looked_at_again(opened: Open, ok: bool) -> None:
    lobby, manager = Quality(opened(LOBBY)), Quality(opened(MANAGER))
    made = lobby.inspect(WHOLE).inspection_id
    lobby.act(made, "请坐", TELLER, TOMORROW)
    with pytest.raises(Refused, match="T1 has not said that it is mended"):
        manager.recheck(made, ok=ok)
    assert manager.inspection(made).stage == "action"


def test_a_desk_that_did_not_see_who_mended_it_closes_nothing() -> None:
    def happened(kind: type[Event], who: str, **told: object) -> Any:
        return kind(id=uuid4(), at=MORNING, staff_no=who, inspection_id=one, **told)  # type: ignore[call-arg]

    one = uuid4()
    acted = [
        happened(InspectionRecorded, MANAGER, form="inspection", teller_no=TELLER),
        happened(InspectionAction, MANAGER, what="请坐", owner_no=TELLER, due_on=TOMORROW),
    ]
    mended = happened(InspectionMended, LOBBY)
    for events, stage in (
        ([*acted, happened(InspectionRechecked, MANAGER, ok=True)], "action"),
        ([*acted, mended, happened(InspectionRechecked, LOBBY, ok=True)], "mended"),
        ([*acted, mended, happened(InspectionRechecked, MANAGER, ok=True)], "closed"),
    ):
        state = fold_inspection(events)
        assert state is not None
        assert (state.stage, state.mended_by) == (stage, LOBBY if mended in events else "")


def test_nobody_awards_stars_to_himself(opened: Open) -> None:
    manager = Quality(opened(MANAGER))
    with pytest.raises(Refused, match="to himself"):
        manager.award(MANAGER, 5, TODAY)
    assert manager.awards() == ()
    assert manager.award(TELLER, 4, TODAY).stars == 4


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        (Sheet(scores={"warm": 3}), "which teller or which window"),
        (Sheet(teller_no=TELLER), "nothing is filled in"),
        (Sheet(teller_no=TELLER, scores={"warm": 6}), "1 to 5"),
        (Sheet(teller_no=TELLER, scores={"warm": 0}), "1 to 5"),
        (Sheet(teller_no=TELLER, scores={"smile": 3}), "is not scored"),
        (Sheet("test", TELLER, scores={"warm": 3}), "no form"),
        (Sheet(teller_no=TELLER, missed=("no_such_item",)), "no item no_such_item"),
        (Sheet(teller_no="T99", scores={"warm": 3}), "no staff T99"),
        (Sheet(teller_no=TELLER, scores={"warm": 3}, note="字" * 501), "at most 500"),
    ],
)  # fmt: skip
def test_a_form_that_says_too_little_or_nonsense_is_refused_in_words(opened: Open, sheet: Sheet, says: str) -> None:
    lobby = Quality(opened(LOBBY))
    with pytest.raises(Expected, match=says):
        lobby.inspect(sheet)
    assert lobby.inspections() == ()


def test_an_action_needs_words_a_known_owner_and_a_day_to_come(opened: Open) -> None:
    lobby = Quality(opened(LOBBY))
    made = lobby.inspect(WHOLE).inspection_id
    with pytest.raises(BadInput, match="what is to be mended"):
        lobby.act(made, "  ", TELLER, TOMORROW)
    with pytest.raises(NotFound, match="T99"):
        lobby.act(made, "请坐", "T99", TOMORROW)
    with pytest.raises(BadInput, match="is over"):
        lobby.act(made, "请坐", TELLER, TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="no action was given"):
        lobby.recheck(made, ok=True)
    with pytest.raises(Refused, match="nothing is to be mended"):
        lobby.mend(made)
    assert lobby.act(made, "请坐", TELLER, TODAY).due_on == TODAY


def test_the_view_is_what_the_journal_says(opened: Open) -> None:
    counter = opened(LOBBY)
    lobby = Quality(counter)
    made = lobby.inspect(WHOLE)
    lobby.act(made.inspection_id, "请坐", TELLER, TOMORROW)
    with counter.reading() as con:
        row = fold_all(con)["inspection"][str(made.inspection_id)]
    assert (row["stage"], row["action"], row["due_on"]) == ("action", "请坐", TOMORROW.isoformat())
