"""A promise beside the work: two keys make it, K keeps it, and it stands on the card."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.promise_panel import PromisePanel, PromisePresenter
from teller_assist.ui.window import MainWindow
from tests.desk.small import LOBBY, TELLER, TODAY, ZHANG
from tests.ui import look
from tests.ui.counters import Counters, counters


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counters]:
    with counters(tmp_path) as made:
        yield made


def panel(qtbot: QtBot, desk: Counters, customer_no: str = ZHANG, staff_no: str = TELLER) -> PromisePanel:
    view = PromisePanel()
    qtbot.addWidget(view)
    counter = desk.of(staff_no)
    view.presenter = PromisePresenter(view, desk.quality(staff_no), AtOnce(), counter.today, lambda: None)  # type: ignore[attr-defined]
    view.presenter.open(counter.card(customer_no) if customer_no else None, None)  # type: ignore[attr-defined]
    view.stand_at(QPoint(0, 0), 768)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return view


def said(view: PromisePanel) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def test_a_digit_and_enter_promise_it_for_the_next_business_day(qtbot: QtBot, desk: Counters) -> None:
    desk.clock.pass_(days=4)  # a Friday
    view = panel(qtbot, desk)
    assert "11-30 周一 前" in said(view), "the weekend is left out"
    qtbot.keyClick(view, "1")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (made,) = desk.quality(TELLER).promises_of(ZHANG)
    assert (made.what, made.due_on.isoformat(), made.owner_no) == ("回电答复", "2026-11-30", TELLER)
    assert {"回电答复", "11-30 前兑现", "您名下还有 1 件未了，0 件逾期"} <= said(view)


def test_arrows_move_the_day_and_words_of_ones_own_are_kept(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    qtbot.keyClick(view, "T")
    qtbot.keyClicks(view.what.edit, "bring 2 forms")
    qtbot.keyClick(view.what.edit, Qt.Key.Key_Escape)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    for _ in range(9):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (made,) = desk.quality(TELLER).promises_of(ZHANG)
    assert (made.what, made.due_on) == ("bring 2 forms", TODAY + timedelta(days=2))


def test_nothing_chosen_is_told_and_nothing_is_recorded(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "先按数字选一项，或按 T 写下承诺" in said(view)
    assert desk.quality(TELLER).promises_of(ZHANG) == ()


def test_the_chosen_one_is_kept_broken_or_withdrawn_by_a_letter(qtbot: QtBot, desk: Counters) -> None:
    quality = desk.quality(TELLER)
    for days, what in ((1, "回电"), (2, "寄资料"), (3, "查清")):
        quality.promise(ZHANG, what, TODAY + timedelta(days=days))
    view = panel(qtbot, desk)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, "K")
    assert {p.what: p.how for p in quality.promises_of(ZHANG)} == {"回电": "", "寄资料": "kept", "查清": ""}
    qtbot.keyClick(view, "B")
    qtbot.keyClick(view, "W")
    assert {p.what: p.how for p in quality.promises_of(ZHANG)} == {
        "回电": "broken",
        "寄资料": "kept",
        "查清": "withdrawn",
    }
    assert {"已兑现", "没有兑现", "客户撤回"} <= said(view)


def test_an_overdue_one_is_red_with_words(qtbot: QtBot, desk: Counters) -> None:
    desk.quality(TELLER).promise(ZHANG, "回电", TODAY)
    desk.clock.pass_(days=1)
    view = panel(qtbot, desk)
    assert {"11-23 到期，已逾期", "您名下还有 1 件未了，1 件逾期"} <= said(view)


def test_a_colleagues_promise_is_not_ones_own_to_end(qtbot: QtBot, desk: Counters) -> None:
    desk.quality(LOBBY).promise(ZHANG, "大堂回电", TODAY)
    view = panel(qtbot, desk)
    qtbot.keyClick(view, "K")
    assert "L1 owes it" in view.said.text()
    assert desk.quality(LOBBY).promises()[0].how == ""


def test_without_a_customer_it_shows_what_one_owes_and_makes_none(qtbot: QtBot, desk: Counters) -> None:
    desk.quality(TELLER).promise(ZHANG, "回电", TODAY)
    view = panel(qtbot, desk, customer_no="")
    assert {"我的承诺", "回电"} <= said(view)
    assert "新承诺" not in said(view)
    qtbot.keyClick(view, "1")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(desk.quality(TELLER).promises()) == 1
    qtbot.keyClick(view, "K")
    assert desk.quality(TELLER).promises() == ()


def test_it_stands_on_the_card_at_once_and_in_the_details(qtbot: QtBot, desk: Counters) -> None:
    window = MainWindow.whole(desk.of(TELLER), AtOnce(), desk.clock)
    qtbot.addWidget(window)
    window.presenter.reopen(ZHANG)
    window.actions_["promise"].trigger()
    assert window.panels.promise is not None
    view = window.panels.promise[0]
    qtbot.waitExposed(view)
    qtbot.keyClick(view, "4")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.presenter.card is not None
    assert "promise" in [flag.code for flag in window.presenter.card.flags]
    window.presenter.details()
    lines = window.view.details.timeline.said()
    assert any("承诺 · 查清后答复 · 11-24 前兑现" in line for line in lines), lines


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", True, "en"), ("contrast", False, "zh")],
)
def test_it_looks_right(
    qtbot: QtBot, qapp: QApplication, desk: Counters, scheme: str, large: bool, language: str
) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    quality = desk.quality(TELLER)
    quality.promise(ZHANG, "办好后通知，并把利率表和风险揭示书一起寄到单位，寄之前先打电话", TODAY)
    quality.end_promise(quality.promise(ZHANG, "回电", TODAY).promise_id, "withdrawn", "客户自己来办了")
    desk.clock.pass_(days=1)
    quality.end_promise(quality.promise(ZHANG, "寄送资料", TODAY + timedelta(days=1)).promise_id, "kept")
    view = panel(qtbot, desk)
    qtbot.keyClick(view, "2")
    look.assert_sound(view)
