"""The service side of the window by its keys: next, guest, why so long, help, who serves."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import shortcuts, texts, theme
from teller_assist.ui.staff_panel import StaffPanel
from teller_assist.ui.window import MainWindow
from tests.ui import samples
from tests.ui.look import assert_sound
from tests.ui.standin import Clock, StandIn
from tests.ui.standin_window import StandInWindow

CARD_NO = "6222021234567898812"
key, held = Qt.Key, Qt.KeyboardModifier


class Desk(NamedTuple):
    window: MainWindow
    at: StandInWindow
    desk: StandIn
    clock: Clock

    def press(self, what: Qt.Key, modifier: Qt.KeyboardModifier = held.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, what, modifier)

    def later(self, seconds: float) -> None:
        self.clock.move(seconds)
        self.window.presenter.tick()

    @property
    def bar(self):  # type: ignore[no-untyped-def]
        return self.window.view.bar

    @property
    def hint(self) -> str:
        return str(self.window.view.hint.text())

    @property
    def news(self) -> str:
        return self.bar.news.whole() if not self.bar.news.isHidden() else ""


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Desk]:
    clock = Clock()
    desk = StandIn(clock)
    at = StandInWindow(desk)
    window = MainWindow.whole(desk, AtOnce(), clock, at)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    yield Desk(window, at, desk, clock)
    window.close()


# --- the silent timer


@pytest.mark.parametrize(("business", "minutes"), [("current", 3), ("transfer", 5), ("loss_report", 10), ("", 5)])
def test_the_dot_turns_in_the_second_after_the_limit(shown: Desk, business: str, minutes: int) -> None:
    shown.desk.business = business
    shown.window.presenter.scan(CARD_NO)
    for seconds, past in ((60 * minutes - 1, False), (1, False), (1, True)):
        shown.later(seconds)
        assert (shown.bar.ring._tone == "warn", not shown.bar.late.isHidden()) == (past, past)
        assert ("超时" in shown.bar.limit.text(), str(minutes) in shown.bar.limit.text()) == (past, True)
        assert ("超时原因" in shown.hint) == past


def test_one_key_says_why_and_the_line_goes(shown: Desk) -> None:
    shown.window.presenter.scan(CARD_NO)
    shown.later(301)
    assert "Alt+ 1 系统慢" in shown.hint
    shown.press(key.Key_F2)  # also while something is typed
    shown.press(key.Key_3, held.AltModifier)
    assert shown.at.excused == ["authorisation"]
    assert "超时原因" not in shown.hint
    assert shown.window.view.field.edit.text() == ""


def test_the_last_visit_is_excused_after_its_end_too(shown: Desk) -> None:
    shown.window.presenter.scan(CARD_NO)
    shown.later(400)
    visit = shown.desk.open_visit()
    shown.press(key.Key_F12)
    assert visit is not None
    shown.at.ended = replace(visit, ended_at=shown.clock())
    shown.at.turn += 1
    shown.later(1)
    assert "超时原因" in shown.hint
    shown.press(key.Key_1, held.AltModifier)
    assert shown.at.excused == ["system_slow"]


def test_within_the_limit_the_key_does_nothing(shown: Desk) -> None:
    shown.window.presenter.scan(CARD_NO)
    shown.later(300)
    shown.press(key.Key_1, held.AltModifier)
    shown.press(key.Key_9, held.AltModifier)
    assert shown.at.excused == []


# --- the queue


def test_one_key_ends_this_visit_and_calls_the_next(shown: Desk) -> None:
    shown.at.take("A038")
    shown.window.presenter.scan(CARD_NO)
    shown.press(key.Key_F3)
    assert shown.desk.ended == ["call"]
    assert shown.window.presenter.card is None
    assert shown.bar.ticket.text() == "A038"
    assert shown.bar.time.text() == "已叫号"
    assert not shown.bar.recall.isHidden()
    assert not shown.bar.come.isHidden()
    assert shown.bar.end.isHidden(), "who has not come has nothing to end"


def test_a_ticket_that_names_its_customer_brings_the_card_up_and_begins_no_visit(shown: Desk) -> None:
    shown.at.take("A038", samples.CARD.customer_no)
    shown.press(key.Key_F3)
    assert shown.window.view.card.head.name.text() == "张女士"
    assert (shown.desk.begun, shown.desk.looked) == ([], [samples.CARD.customer_no])
    shown.press(key.Key_F7)  # they are here
    assert shown.desk.begun == [(samples.CARD.customer_no, "ticket")]


def test_whoever_called_it_the_card_stands_ready_while_nobody_is_here(shown: Desk) -> None:
    shown.at.take("A038", samples.CARD.customer_no)
    shown.window.view.field.edit.setText("62")
    shown.at.call_next()  # another program
    shown.at.turn += 1
    shown.later(1)
    assert shown.window.presenter.card is None, "something is being typed"
    shown.window.view.field.edit.setText("")
    shown.later(10)
    assert shown.window.view.card.head.name.text() == "张女士"
    assert (shown.desk.begun, shown.desk.looked) == ([], [samples.CARD.customer_no])
    shown.press(key.Key_F12)  # not this one
    shown.later(11)
    assert shown.window.presenter.card is None
    shown.press(key.Key_F3)
    shown.press(key.Key_F7)
    assert shown.desk.begun == [(samples.CARD.customer_no, "ticket")]


def test_a_call_by_another_program_leaves_the_visit_alone(shown: Desk) -> None:
    shown.press(key.Key_F7)
    shown.at.take("A038", samples.CARD.customer_no)
    shown.at.ticket = replace(shown.at.queue.pop(), state="called")
    shown.at.turn += 1
    shown.later(1)
    assert shown.window.presenter.card is None
    assert shown.window.view.stack.currentWidget() is shown.window.view.guest


def test_who_does_not_come_is_called_again_or_noted(shown: Desk) -> None:
    shown.at.take("A038", samples.CARD.customer_no)
    shown.press(key.Key_F3)
    shown.press(key.Key_F3)
    assert "还没到" in shown.bar.toast.word.text()
    shown.press(key.Key_F3, held.ShiftModifier)
    assert "又叫了 A038" in shown.bar.toast.word.text()
    shown.press(key.Key_F3, held.ControlModifier)
    assert "A038 未到" in shown.bar.toast.word.text()
    assert shown.window.presenter.card is None
    assert shown.bar.ticket.isHidden()


def test_nobody_waits(shown: Desk) -> None:
    shown.press(key.Key_F3)
    assert shown.bar.toast.word.text() == "没有人在等"
    shown.window.presenter.scan(CARD_NO)
    shown.press(key.Key_F3)
    assert shown.bar.toast.word.text() == "没有人在等，这位客户没有结束"
    assert (shown.desk.ended, shown.window.presenter.visit) == ([], shown.desk.open_visit())
    assert shown.window.presenter.card is not None


def test_light_and_queue_stand_at_the_top_and_nothing_does_without_a_queue(shown: Desk) -> None:
    shown.later(1)
    assert shown.window.view.queue.isHidden()
    shown.at.take("A038")
    shown.at.light = "busy"
    shown.later(11 * 60)
    assert shown.window.view.queue.light.text() == "忙"
    assert shown.window.view.queue.waiting.text() == "等候 1 · 最长 11 分"


# --- guests


def test_a_guest_is_served_and_becomes_the_customer_who_is_scanned(shown: Desk) -> None:
    shown.press(key.Key_F7)
    view = shown.window.view
    assert view.guest is not None
    assert view.stack.currentWidget() is view.guest
    assert view.pane.note.words.text() == "无档案来客"
    shown.later(5)
    assert shown.bar.time.text() == "00:05"
    shown.window.presenter.scan(CARD_NO)
    assert view.card.head.name.text() == "张女士"
    shown.press(key.Key_F12)
    assert shown.desk.ended == ["key"]


def test_a_guest_leaves_by_the_same_key(shown: Desk) -> None:
    shown.press(key.Key_F7)
    shown.press(key.Key_F12)
    assert shown.desk.ended == ["key"]
    assert shown.window.view.stack.currentWidget() is shown.window.view.empty


def test_a_guest_of_this_morning_is_merged_from_todays_list(shown: Desk) -> None:
    shown.press(key.Key_F7)
    visit = shown.desk.open_visit()
    assert visit is not None
    shown.press(key.Key_F12)
    recent = shown.window.view.empty.recents[0]
    assert recent.name.text() == "无档案来客"
    QTest.mouseClick(recent, Qt.MouseButton.LeftButton)
    assert "并入" in shown.news
    shown.window.presenter.scan(CARD_NO)
    assert shown.at.merged == [(visit.visit_id, samples.CARD.customer_no)]
    assert shown.window.presenter.card is None


def test_a_restart_brings_a_guest_back(shown: Desk) -> None:
    shown.at.begin_guest()
    shown.window.start()
    assert shown.window.view.stack.currentWidget() is shown.window.view.guest


# --- help


def test_f9_and_a_letter_call_and_who_comes_is_seen(shown: Desk) -> None:
    shown.window.presenter.scan(CARD_NO)
    shown.press(key.Key_F9)
    assert "A 授权" in shown.news
    shown.press(key.Key_F)
    assert [c.reason for c in shown.at.calls] == ["fraud"]
    assert shown.news == "已叫大堂：可疑，等回应"
    shown.at.taken(30)
    shown.later(1)
    assert shown.news == "王经理 来了 30 秒"
    assert shown.desk.attempts == []


def test_f9_alone_is_help_after_two_seconds_and_esc_calls_nobody(shown: Desk) -> None:
    shown.press(key.Key_F9)
    shown.later(1.9)
    assert shown.at.calls == []
    shown.press(key.Key_Escape)
    shown.later(5)
    assert shown.at.calls == []
    shown.press(key.Key_F9)
    shown.later(2)
    assert [c.reason for c in shown.at.calls] == ["help"]
    shown.press(key.Key_F9)
    assert "F9 撤回" in shown.news
    shown.press(key.Key_F9)  # again: done with
    assert shown.at.calls == []


@pytest.mark.parametrize("letter", [key.Key_A, key.Key_M, key.Key_F, key.Key_H])
def test_while_somebody_is_called_a_letter_calls_all_the_same(shown: Desk, letter: Qt.Key) -> None:
    shown.press(key.Key_F10)
    shown.press(key.Key_F9)
    shown.press(key.Key_A)
    shown.press(key.Key_F9)
    shown.press(letter)
    assert [c.to_role for c in shown.at.calls] == ["branch_manager", "lobby_manager", "lobby_manager"]
    shown.press(key.Key_F9)
    shown.press(key.Key_F9)
    assert [c.to_role for c in shown.at.calls] == ["branch_manager"], "the supervisor's stands"


def test_danger_that_nobody_goes_to_is_told_before_who_comes_for_something_else(shown: Desk) -> None:
    shown.press(key.Key_F9)
    shown.press(key.Key_A)
    shown.at.taken(30)
    shown.press(key.Key_F9)
    shown.press(key.Key_M)
    assert shown.news == "已叫大堂：急病，等回应"


def test_f10_twice_takes_the_supervisors_call_back_and_once_never_does(shown: Desk) -> None:
    shown.press(key.Key_F10)
    for _ in range(2):
        shown.press(key.Key_F10)
        assert "再按 F10 撤回" in shown.bar.toast.word.text()
        shown.later(3)
    assert len(shown.at.calls) == 1
    shown.press(key.Key_F10)
    shown.press(key.Key_F10)
    assert shown.at.calls == []


def test_the_letter_is_no_text_even_if_the_field_had_the_keyboard(shown: Desk) -> None:
    shown.press(key.Key_F2)
    shown.press(key.Key_F9)
    shown.press(key.Key_M)
    assert [c.reason for c in shown.at.calls] == ["medical"]
    assert shown.window.view.field.edit.text() == ""


def test_f10_asks_for_the_supervisor(shown: Desk) -> None:
    shown.window.presenter.scan(CARD_NO)
    shown.press(key.Key_F10)
    assert [(c.reason, c.to_role) for c in shown.at.calls] == [("authorise", "branch_manager")]
    assert shown.news == "已叫主管：授权，等回应"


def test_whom_another_window_has_is_told(shown: Desk) -> None:
    shown.at.lost = (replace(shown.at.take("A038"), state="serving", window_no="2"),)
    shown.later(1)
    assert shown.news == "A038 已由 2 号窗办理"
    shown.press(key.Key_F9)
    shown.press(key.Key_A)
    assert shown.news == "已叫大堂：授权，等回应", "help comes first"


def test_a_ticket_that_another_window_called_is_told_for_a_minute(shown: Desk) -> None:
    shown.at.lost = (replace(shown.at.take("A038"), state="called", window_no="2"),)
    shown.later(1)
    assert shown.news == "A038 已由 2 号窗叫号"
    shown.later(50)
    assert shown.news
    shown.later(11)
    assert shown.news == ""


def test_a_referral_goes_out_when_it_is_logged_and_comes_back_with_undo(shown: Desk, qtbot: QtBot) -> None:
    shown.window.presenter.scan(CARD_NO)
    for letter in "1R":
        shown.press(key(ord(letter)))
        qtbot.wait(60)
    qtbot.waitUntil(lambda: shown.at.referred == [(samples.CARD.customer_no, "LCD12")])
    shown.later(1)
    assert shown.at.receipt is not None
    shown.window.presenter.undo()
    assert shown.at.referred == []


# --- another member of staff


def test_another_member_of_staff_takes_the_window(shown: Desk) -> None:
    shown.window.presenter.scan(CARD_NO)
    shown.press(key.Key_W, held.ControlModifier)
    panel = shown.window.view.findChild(StaffPanel)
    assert panel is not None
    assert not panel.isWindow()
    QTest.keyClicks(panel.edit, "T002")
    QTest.keyClick(panel.edit, key.Key_Return)
    assert shown.desk.staff_no == "T002"
    assert "赵敏" in shown.bar.toast.word.text()
    assert shown.window.presenter.card is None
    assert any("赵敏" in t.text() for t in shown.window.view.status.findChildren(type(shown.bar.time)))


def test_a_number_nobody_has_is_told_and_esc_puts_the_panel_away(shown: Desk) -> None:
    shown.press(key.Key_W, held.ControlModifier)
    panel = shown.window.view.findChild(StaffPanel)
    QTest.keyClicks(panel.edit, "X9")
    QTest.keyClick(panel.edit, key.Key_Return)
    assert shown.desk.staff_no == "T001"
    assert not shown.bar.failure.isHidden()
    shown.press(key.Key_W, held.ControlModifier)
    again = [p for p in shown.window.view.findChildren(StaffPanel) if p.isVisible()]
    QTest.keyClick(again[0].edit, key.Key_Escape)
    assert again[0].isHidden()


@pytest.mark.parametrize("typed", ["X9", "T001"])
def test_a_number_that_changes_nothing_leaves_the_visit_on_the_screen(shown: Desk, typed: str) -> None:
    shown.window.presenter.scan(CARD_NO)
    visit = shown.window.presenter.visit
    shown.window.presenter.service.act_as(typed)
    assert shown.window.presenter.visit is visit is not None
    assert shown.window.view.card.head.name.text() == "张女士"
    shown.press(key.Key_F12)
    assert shown.desk.ended == ["key"]


def test_what_went_wrong_gives_way_to_who_comes_once_it_could_be_read(shown: Desk) -> None:
    shown.press(key.Key_F10)
    shown.window.presenter.service.act_as("X9")
    assert (shown.bar.failure.isHidden(), shown.news, shown.bar.news_glyph.isHidden()) == (False, "", True)
    shown.bar.reading.stop()
    shown.bar.reading.timeout.emit()
    assert (shown.bar.failure.isHidden(), shown.news) == (True, "已叫主管：授权，等回应")


def test_every_new_key_is_on_the_sheet(shown: Desk) -> None:
    named = {"next", "recall", "missed", "guest", "lobby", "supervisor", "staff"}
    assert named <= set(shown.window.actions_)
    pressed = [k for name in shown.window.actions_ for k in shortcuts.BY_NAME[name].keys]
    assert len(pressed) == len(set(pressed))


def test_while_the_hall_is_full_the_pane_says_business_first(qtbot: QtBot) -> None:
    from teller_assist.domain.suggestion import Blocked, Text

    stopped = Blocked("FD4", Text("基金", "Fund"), "contact", "QUIET_MODE", {"waiting": 20})
    service = replace(samples.CARD.slate.suggestions[0], slot="service")
    slate = replace(samples.CARD.slate, suggestions=(service,), blocked=(stopped,))
    desk = StandIn(Clock(), replace(samples.CARD, slate=slate))
    window = MainWindow.whole(desk, AtOnce(), desk._clock, StandInWindow(desk))  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.presenter.reopen(samples.CARD.customer_no)
    assert window.view.pane.head.caption.text() == "排队忙，今天先办业务"  # type: ignore[union-attr]
    nothing = replace(slate, suggestions=(), nothing_because="QUIET_MODE")
    desk._cards[samples.CARD.customer_no] = replace(samples.CARD, slate=nothing)
    window.presenter.reopen(samples.CARD.customer_no)
    assert window.view.pane.note.words.text() == "排队忙，今天先办业务"  # type: ignore[union-attr]


# --- the dock


def test_the_dock_says_the_same_in_its_one_line(shown: Desk) -> None:
    shown.window.show_dock()
    dock = shown.window.dock
    assert dock is not None
    service = shown.window.presenter.service
    shown.at.take("A038")
    service.call_next()
    assert (dock.clock.text(), dock.ticket.text()) == ("已叫号", "A038")
    shown.at.ticket = None
    service.guest()
    assert dock.hint.text() == "无档案来客"
    service.ask_supervisor()
    assert dock.hint.text() == "已叫主管：授权，等回应"
    service.ask_supervisor()
    service.ask_supervisor()  # done with
    shown.later(301)
    assert (dock.limit.text(), dock.hint.text()) == ("超时 · 限时 5 分", "超时原因 Alt+1–8")
    service.excuse(8)
    assert shown.at.excused == ["other"]
    shown.window._other_place()


# --- looks


@pytest.mark.parametrize(("language", "large"), [("zh", False), ("en", True)])
def test_the_window_is_sound_when_it_is_full(shown: Desk, qapp: QApplication, language: str, large: bool) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, "light", large)
    shown.window.rebuild()
    shown.at.take("A038")
    shown.at.light = "saturated"
    shown.window.presenter.scan(CARD_NO)
    shown.window.presenter.service.ask_supervisor()
    shown.at.taken(30)
    shown.later(1000)
    assert_sound(shown.window)
