"""A complaint beside the work: two keys take it in, its clock is seen, nothing is sold until it is closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.complaints import Said
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.beside import Fact
from teller_assist.ui.complaint_panel import ComplaintPanel, ComplaintPresenter
from teller_assist.ui.window import MainWindow
from tests.desk.small import LOBBY, MANAGER, TELLER, ZHANG
from tests.ui import look
from tests.ui.counters import Counters, counters


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counters]:
    with counters(tmp_path) as made:
        yield made


def panel(qtbot: QtBot, desk: Counters, staff_no: str = TELLER, customer_no: str = ZHANG) -> ComplaintPanel:
    """Opened on a customer, "" nobody, in an open visit."""
    view = ComplaintPanel()
    qtbot.addWidget(view)
    counter = desk.of(staff_no)
    view.presenter = ComplaintPresenter(view, desk.quality(staff_no), AtOnce(), lambda: None)  # type: ignore[attr-defined]
    card = counter.card(customer_no) if customer_no else None
    view.presenter.open(card, counter.begin_visit(customer_no, "scan") if customer_no else None)  # type: ignore[attr-defined]
    view.stand_at(QPoint(0, 0), 768)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return view


def said(view: ComplaintPanel) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def test_a_digit_and_enter_take_it_in_and_the_clock_is_seen(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    qtbot.keyClick(view, "2")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (found,) = desk.quality(TELLER).complaints_of(ZHANG)
    assert (found.subject, found.text, found.teller_no, found.visit_id) == ("wait", "", "", None)
    assert {"等候", "还有 15 个工作日", "补救：提出哪一项", "已记下，这位客户今天不营销"} <= said(view)


def test_words_a_wish_and_this_visit_are_kept_with_it(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    qtbot.keyClick(view, "T")
    qtbot.keyClicks(view.text.edit, "v 1 waited 40 min")
    view.wish.edit.setText("一个说法")
    qtbot.keyClick(view.text.edit, Qt.Key.Key_Return)
    assert "先按数字选一项" in said(view), "letters in a line are letters, and nothing is chosen yet"
    assert desk.quality(TELLER).complaints_of(ZHANG) == ()
    qtbot.keyClick(view.text.edit, Qt.Key.Key_Escape)
    assert view.isVisible(), "the first Esc leaves the line"
    qtbot.keyClick(view, "1")
    qtbot.keyClick(view, "V")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (found,) = desk.quality(TELLER).complaints_of(ZHANG)
    assert (found.text, found.wish, found.teller_no) == ("v 1 waited 40 min", "一个说法", TELLER)
    visit = desk.of(TELLER).open_visit()
    assert visit is not None
    assert found.visit_id == visit.visit_id


def test_a_teller_offers_and_says_that_it_was_taken_but_does_not_decide(qtbot: QtBot, desk: Counters) -> None:
    desk.quality(TELLER).file_complaint(Said(ZHANG, "fee"))
    view = panel(qtbot, desk)
    qtbot.keyClick(view, "3")
    qtbot.keyClick(view, "A")
    (found,) = desk.quality(TELLER).complaints_of(ZHANG)
    assert (found.offer, found.offer_accepted) == ("fee_waived", True)
    assert not view.keys["decide"].isVisible()
    qtbot.keyClick(view, "D")
    assert desk.quality(TELLER).complaints_of(ZHANG)[0].stage == "open"


def test_a_colleague_sees_that_there_is_one_and_makes_no_offer(qtbot: QtBot, desk: Counters) -> None:
    made = desk.quality(LOBBY).file_complaint(Said(ZHANG, "fee", "他多收了二十元", teller_no=LOBBY))
    desk.quality(LOBBY).offer(made.complaint_id, "apology")
    view = panel(qtbot, desk)
    assert {"还有 15 个工作日", "补救由受理的同事或主管提出"} <= said(view)
    assert not [text for text in said(view) if "二十元" in text]
    assert view.choices.keys == []
    for key in "3A":
        qtbot.keyClick(view, key)
    (found,) = desk.quality(LOBBY).complaints_of(ZHANG)
    assert (found.offer, found.offer_accepted) == ("apology", False)
    qtbot.keyClick(view, "N")
    assert len(view.choices.keys) == 8, "a new one can be taken in"
    look.assert_sound(view)


def test_the_manager_decides_and_closes_by_keys(qtbot: QtBot, desk: Counters) -> None:
    desk.quality(TELLER).file_complaint(Said(ZHANG, "fee"))
    view = panel(qtbot, desk, MANAGER)
    for key in "D2":
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "待告知客户" in said(view)
    for key in "C1":
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (found,) = desk.quality(MANAGER).complaints_of(ZHANG)
    assert (found.stage, found.decision, found.satisfied) == ("closed", "partly", "yes")
    assert "已办结" in said(view)


def test_the_clock_turns_amber_and_red_with_a_glyph_and_words(qtbot: QtBot, desk: Counters) -> None:
    desk.quality(TELLER).file_complaint(Said(ZHANG, "fee"))

    def state() -> tuple[str, str]:
        view = panel(qtbot, desk)
        tag = view.findChildren(Fact)[0].state
        return tag.word.text(), str(tag.property("tone"))

    desk.clock.pass_(days=17)
    assert state() == ("还有 2 个工作日", "warn")
    desk.clock.pass_(days=4)
    assert state() == ("今天最后一天", "warn")
    desk.clock.pass_(days=1)
    assert state() == ("超期 1 个工作日", "bad")


def test_what_is_refused_is_told_and_stays_open(qtbot: QtBot, desk: Counters) -> None:
    made = desk.quality(LOBBY).file_complaint(Said(ZHANG, "attitude", teller_no=LOBBY))
    view = panel(qtbot, desk, LOBBY)
    for key in "D1":
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "about yourself" in view.said.text()
    assert desk.quality(LOBBY).complaints()[0].complaint_id == made.complaint_id


def test_somebody_without_a_record_can_complain(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk, customer_no="")
    assert not view.about.isVisible()
    qtbot.keyClick(view, "6")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [c.subject for c in desk.quality(TELLER).complaints()] == ["machine"]
    assert {"投诉 · 无档案来客", "机具"} <= said(view)


def test_at_the_window_selling_stops_at_once_and_comes_back_with_the_closing(qtbot: QtBot, desk: Counters) -> None:
    window = MainWindow.whole(desk.of(TELLER), AtOnce(), desk.clock)
    qtbot.addWidget(window)
    window.presenter.reopen(ZHANG)
    card = window.presenter.card
    assert card is not None
    assert card.slate.suggestions
    window.actions_["complaint"].trigger()
    assert window.panels.complaint is not None
    view = window.panels.complaint[0]
    qtbot.waitExposed(view)
    qtbot.keyClick(view, "1")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    card = window.presenter.card
    assert [alert.code for alert in card.alerts] == ["complaint"]
    assert not card.slate.suggestions
    assert "已停止营销" in {t.text for t in look.painted_texts(window)}
    (made,) = desk.quality(MANAGER).complaints()
    desk.quality(MANAGER).decide(made.complaint_id, "upheld")
    desk.quality(MANAGER).close_complaint(made.complaint_id)
    window.presenter.tick()
    assert window.presenter.card is not None
    assert window.presenter.card.alerts == ()
    assert window.presenter.card.slate.suggestions


def test_esc_twice_takes_the_panels_away_too(qtbot: QtBot, desk: Counters) -> None:
    window = MainWindow.whole(desk.of(TELLER), AtOnce(), desk.clock)
    qtbot.addWidget(window)
    window.presenter.reopen(ZHANG)
    for name in ("complaint", "promise"):
        window.actions_[name].trigger()
    assert len(window.panels.shown()) == 2
    window._on_escaped()
    window._on_escaped()
    assert window.panels.shown() == ()
    window.actions_["complaint"].trigger()
    assert window.panels.shown() == (), "nothing of a customer comes up while the screen is blanked"


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", False, "zh"), ("dark", True, "en"), ("contrast", False, "en")],
)
def test_it_looks_right(
    qtbot: QtBot, qapp: QApplication, desk: Counters, scheme: str, large: bool, language: str
) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    manager = desk.quality(MANAGER)
    one = manager.file_complaint(Said(ZHANG, "wait", "等了四十分钟，前面只有两个窗口开着，没有人来说一声"))
    manager.offer(one.complaint_id, "apology", True)
    desk.clock.pass_(days=20)
    manager.decide(manager.file_complaint(Said(ZHANG, "privacy")).complaint_id, "partly")
    view = panel(qtbot, desk, MANAGER)
    for mode in ("follow", "new", "decide", "close"):
        view._to(mode)
        view.say("超期" * 20)
        look.assert_sound(view)
