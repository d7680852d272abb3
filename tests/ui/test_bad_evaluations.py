"""Bad evaluations at the inspection screen: who may handles them by finger or keyboard, never their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.evaluations import Evaluations
from teller_assist.desk.inspections import Sheet
from teller_assist.domain.quality import HANDLED, Evaluation
from teller_assist.errors import Refused
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import inspection_form, texts, theme
from teller_assist.ui.inspection_form import InspectionPresenter
from teller_assist.ui.inspection_parts import TOUCH
from teller_assist.ui.inspection_view import InspectionView
from tests.desk.small import LOBBY, MANAGER, TELLER, ZHANG
from tests.ui import look
from tests.ui.counters import Counters, counters

Show = Callable[..., tuple[InspectionView, InspectionPresenter]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counters]:
    with counters(tmp_path) as made:
        yield made


@pytest.fixture
def show(qtbot: QtBot, desk: Counters) -> Show:
    def shown(staff_no: str = LOBBY) -> tuple[InspectionView, InspectionPresenter]:
        view, presenter = inspection_form.make(desk.of(staff_no), AtOnce(), desk.clock)
        assert isinstance(view, InspectionView)
        assert isinstance(presenter, InspectionPresenter)
        qtbot.addWidget(view)
        view.show()
        qtbot.waitExposed(view)
        return view, presenter

    return shown


def bad(desk: Counters, score: int = 2, reasons: tuple[str, ...] = (), minutes: float = 3, staff: str = TELLER) -> None:
    """A customer is served so long, then presses."""
    counter = desk.of(staff)
    counter.begin_visit(ZHANG, "scan")
    desk.clock.pass_(minutes=minutes)
    counter.end_visit()
    desk.clock.pass_(seconds=3)
    Evaluations(counter).press(score, "screen", reasons)


def waiting(desk: Counters) -> tuple[Evaluation, ...]:
    return Evaluations(desk.of(MANAGER)).bad()


def handled(desk: Counters) -> list[tuple[str, str, str]]:
    return [(e.handled_by, e.outcome, e.note) for e in Evaluations(desk.of(MANAGER)).bad(True) if e.handled_at]


def said(view: InspectionView) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def test_what_is_known_of_one_and_no_customer(show: Show, desk: Counters) -> None:
    bad(desk, 1, ("wait", "attitude"), minutes=90)
    view, _ = show()
    assert {"没有要整改的", "差评待处理 1", "1 号窗 · 陈岚 T1", "非常不满意"} <= said(view)
    view.list.buttons[0].click()
    seen = said(view)
    assert {"1 非常不满意", "等候太久、服务态度", "陈岚 T1", "怎么处理的"} <= seen
    assert any(words.startswith("超时 ") for words in seen)
    assert not [words for words in seen if "张" in words or ZHANG in words]


def test_by_finger_it_is_handled_and_leaves_the_list(show: Show, desk: Counters) -> None:
    bad(desk)
    bad(desk, 1)
    view, _ = show()
    view.sheet.score(4)
    view.list.buttons[0].click()
    assert "客户没有说" in said(view)
    assert "没有超时" in said(view)
    view.keys["handle"].click()
    assert view.said.text() == "先选怎么处理的"
    assert handled(desk) == []
    view.bad.outcomes.keys[1].click()
    view.bad.note.edit.setText("当面说了")
    view.keys["handle"].click()
    assert handled(desk) == [(LOBBY, "apologised", "当面说了")]
    assert {"差评待处理 1", "已记下"} <= said(view)
    assert view.sheet.sheet().scores == {"courteous": 4}, "the form is there as it was left"


def test_by_the_keyboard_alone_with_a_note(show: Show, qtbot: QtBot, desk: Counters) -> None:
    bad(desk)
    view, _ = show()
    view.list.buttons[0].click()
    qtbot.keyClick(view, "2")
    qtbot.keyClick(view, "4")
    view.bad.note.edit.setFocus()
    qtbot.keyClicks(view.bad.note.edit, "12")
    qtbot.keyClick(view.bad.note.edit, Qt.Key.Key_Return)
    assert handled(desk) == [(LOBBY, "unreachable", "12")]
    assert "没有待处理的差评" in said(view)


def test_what_colleagues_record_is_seen_and_what_is_done_is_not_done_twice(show: Show, desk: Counters) -> None:
    view, presenter = show()
    assert view.list.buttons == []
    bad(desk)
    presenter.tick()
    assert "差评待处理 1" in said(view)
    view.list.buttons[0].click()
    view.bad.pick(0)
    view.bad.note.edit.setText("写到一半")
    bad(desk, 1)
    presenter.tick()
    assert (view.bad.outcome, view.bad.note.edit.text()) == ("explained", "写到一半")
    Evaluations(desk.of(MANAGER)).handle(waiting(desk)[0].evaluation_id, "unfounded")
    view.keys["handle"].click()
    assert any("已处理：不属实" in words for words in said(view))
    presenter.tick()
    assert "差评待处理 1" in said(view)
    assert not view.keys["handle"].isVisible()
    assert len(handled(desk)) == 1


def test_who_it_is_about_leaves_it_to_a_colleague(show: Show, desk: Counters, qtbot: QtBot) -> None:
    bad(desk, staff=LOBBY)
    view, _ = show(LOBBY)
    view.list.buttons[0].click()
    assert "这是对您自己的评价，请同事来处理" in said(view)
    assert not view.keys["handle"].isVisible()
    qtbot.keyClick(view, "1")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    with pytest.raises(Refused, match="yourself"):
        Evaluations(desk.of(LOBBY)).handle(waiting(desk)[0].evaluation_id, "explained")
    assert handled(desk) == []


def test_a_teller_sees_no_such_group(show: Show, desk: Counters) -> None:
    bad(desk)
    view, presenter = show(TELLER)
    presenter.tick()
    assert view.list.buttons == []
    assert not [words for words in said(view) if "差评" in words]


@pytest.mark.parametrize(
    ("scheme", "large", "language"), [("light", False, "zh"), ("dark", True, "en"), ("contrast", True, "zh")]
)
def test_it_looks_right_and_a_finger_finds_it(
    show: Show, qapp: QApplication, desk: Counters, scheme: str, large: bool, language: str
) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    desk.quality(LOBBY).inspect(Sheet(teller_no=TELLER, scores={"warm": 3}))
    bad(desk, 1, ("wait", "attitude", "mistake", "other"), minutes=90)
    bad(desk)
    view, _ = show(MANAGER)
    view.list.buttons[0].click()
    view.bad.pick(0)
    look.assert_sound(view)
    touched = [*view.list.buttons, *view.bad.outcomes.keys, view.bad.note, view.keys["handle"]]
    assert len(touched) == 3 + len(HANDLED) + 2
    assert [w for w in touched if w.height() < TOUCH] == []
    Evaluations(desk.of(LOBBY)).handle(waiting(desk)[0].evaluation_id, "unfounded", "查过录像")
    view.asked.emit("again")
    look.assert_sound(view)
