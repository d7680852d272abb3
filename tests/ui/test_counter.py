"""A teller's minute in the real window, by its keys."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.status import Served
from teller_assist.domain.attempt import Outcome
from teller_assist.errors import NotFound
from teller_assist.ui import texts, theme
from teller_assist.ui.empty import Recent
from teller_assist.ui.tasks import Tasks
from teller_assist.ui.window import MainWindow
from tests.ui import samples
from tests.ui.look import assert_sound
from tests.ui.standin import Clock, StandIn, earlier
from tests.ui.standin_window import StandInWindow

CARD_NO = "6222021234567898812"
key = Qt.Key


class Counter:
    """The window, the counter behind it, and hands on the keyboard."""

    def __init__(self, qtbot: QtBot, *cards: object) -> None:
        self.qtbot, self.clock = qtbot, Clock()
        self.desk = StandIn(self.clock, *cards)  # type: ignore[arg-type]
        self.tasks, self.at = Tasks(), StandInWindow(self.desk)
        self.window = MainWindow.whole(self.desk, self.tasks, self.clock, self.at)  # type: ignore[arg-type]
        self.window.show()
        self.window.activateWindow()
        qtbot.waitActive(self.window)
        self.window.start()

    @property
    def view(self):  # type: ignore[no-untyped-def]
        return self.window.view

    def keys(self, text: str) -> int:
        """Presses each key where the focus is; how many that were."""
        for letter in text:
            QTest.keyClick(QApplication.focusWidget() or self.window, letter)
            self.qtbot.wait(60)  # fingers, not a reader
        self.settle()
        return len(text)

    def press(self, what: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, what)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.tasks.under_way() == 0)

    def open(self) -> None:
        """A card is scanned and the hand is off the reader."""
        self.scan(CARD_NO)
        self.settle()

    def scan(self, text: str, gap_ms: int = 8) -> None:
        target, at = QApplication.focusWidget() or self.window, 10_000 + len(self.desk.begun) * 10_000
        for letter in text + "\r":
            at += gap_ms
            code = key.Key_Return if letter == "\r" else key(ord(letter))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
                event.setTimestamp(at)
                QApplication.sendEvent(target, event)


@pytest.fixture
def made() -> Iterator[list[Counter]]:
    windows: list[Counter] = []
    yield windows
    for one in windows:
        one.desk.gate.set()
        one.window.close()
        one.tasks.close()


@pytest.fixture
def counter(qtbot: QtBot, made: list[Counter]) -> Counter:
    made.append(Counter(qtbot))
    return made[0]


def outcomes(counter: Counter) -> list[tuple[str, Outcome, int]]:
    return [(a.product_code, a.outcome, a.reason) for a in reversed(counter.desk.attempts)]


# --- find and open


def test_the_cursor_waits_in_the_field(counter: Counter) -> None:
    assert counter.view.field.edit.hasFocus()
    assert "建议" in counter.view.pane.head.title.text()


def test_each_keystroke_finds_and_enter_opens(counter: Counter) -> None:
    counter.keys("zs")
    assert counter.view.found.isVisible()
    assert counter.view.found.model_.rowCount() == 6
    counter.press(key.Key_Down)
    counter.press(key.Key_Up)
    counter.press(key.Key_Return)
    counter.settle()
    assert counter.view.card.head.name.text() == "张女士"
    assert not counter.view.found.isVisible()
    assert counter.view.field.edit.text() == ""
    assert counter.view.card.hasFocus()
    assert counter.desk.begun == [(samples.CARD.customer_no, "search")]


def test_the_list_takes_no_focus_and_shows_no_name(counter: Counter) -> None:
    counter.keys("zs 8812")
    assert counter.view.field.edit.hasFocus()
    model = counter.view.found.model_
    assert all("张文澜" not in str(model.data(model.index(n))) for n in range(model.rowCount()))
    counter.press(key.Key_Escape)
    assert not counter.view.found.isVisible()


def test_a_scan_opens_the_card_and_the_field_stays_empty(counter: Counter) -> None:
    counter.scan(CARD_NO)
    counter.settle()
    assert counter.view.card.head.name.text() == "张女士"
    assert counter.view.field.edit.text() == ""
    assert counter.desk.begun == [(samples.CARD.customer_no, "scan")]


def test_slow_typing_of_the_same_digits_opens_nothing(counter: Counter) -> None:
    counter.scan("622202", gap_ms=120)
    counter.settle()
    assert counter.desk.begun == [(samples.CARD.customer_no, "search")]  # Enter on the list, as fingers mean it


def test_an_unknown_number_is_said_in_words(counter: Counter) -> None:
    counter.scan("9999999999")
    assert "…9999" in counter.view.bar.failure.whole()
    assert counter.desk.begun == []


# --- log


def test_two_keystrokes_log_an_attempt(counter: Counter) -> None:
    counter.open()
    assert counter.keys("1R") == 2
    counter.qtbot.waitUntil(lambda: outcomes(counter) == [("LCD12", Outcome.REFERRED, 0)])
    counter.settle()
    assert counter.view.pane.offers[0].stamp.words.text() == "已转介"
    assert counter.view.bar.toast.isVisible()
    assert counter.view.pane.offers[1].buttons.isVisible()  # keys now mean the next


def test_three_keystrokes_log_a_refusal_with_its_reason(counter: Counter) -> None:
    counter.open()
    assert counter.keys("2N3") == 3
    counter.qtbot.waitUntil(lambda: outcomes(counter) == [("WM_R2", Outcome.DECLINED, 3)])
    counter.settle()
    assert counter.view.pane.offers[1].stamp.why.whole() == "别家已买"


def test_the_reasons_stand_numbered_in_the_suggestion(counter: Counter) -> None:
    counter.open()
    counter.keys("1N")
    shown = counter.view.pane.offers[0].reasons
    assert shown.isVisible()
    assert [k.word.text() for k in shown.keys] == list(texts.reasons("declined"))
    counter.press(key.Key_Return)
    counter.qtbot.waitUntil(lambda: outcomes(counter) == [("LCD12", Outcome.DECLINED, 0)])


def test_no_time_logs_all_that_is_left(counter: Counter) -> None:
    counter.open()
    counter.keys("1A")
    counter.qtbot.waitUntil(lambda: len(counter.desk.attempts) == 1)
    counter.keys("0T")
    counter.qtbot.waitUntil(lambda: len(counter.desk.attempts) == 3)
    assert outcomes(counter)[1:] == [("WM_R2", Outcome.NOT_OFFERED, 1), ("MOBILE", Outcome.NOT_OFFERED, 1)]


def test_letters_in_the_field_log_nothing(counter: Counter) -> None:
    counter.open()
    counter.press(key.Key_F2)
    counter.keys("1a")
    counter.qtbot.wait(80)
    assert counter.desk.attempts == []
    assert counter.view.field.edit.text() == "1a"


def test_the_receipt_comes_after_the_journal(counter: Counter) -> None:
    counter.open()
    counter.desk.gate.clear()
    QTest.keyClick(counter.view.card, "1")
    QTest.keyClick(counter.view.card, "A")
    stamp = counter.view.pane.offers[0].stamp
    counter.qtbot.waitUntil(lambda: stamp.isVisible() and stamp.words.text() == "记录中")
    assert not counter.view.bar.toast.isVisible()
    counter.desk.gate.set()
    counter.settle()
    assert stamp.words.text() == "已接受"
    assert counter.view.bar.toast.isVisible()


def test_a_failed_write_is_said_and_shown_as_not_logged(counter: Counter) -> None:
    counter.open()
    counter.desk.broken = OSError("disk full")
    counter.keys("1A")
    counter.qtbot.waitUntil(lambda: "disk full" in counter.view.bar.failure.whole())
    assert not counter.view.pane.offers[0].stamp.isVisible()
    counter.desk.broken = None
    counter.keys("1A")
    counter.qtbot.waitUntil(lambda: len(counter.desk.attempts) == 1)
    assert counter.view.bar.failure.whole() == ""


def test_z_takes_it_back_for_ten_seconds(counter: Counter) -> None:
    counter.open()
    counter.keys("1A")
    counter.qtbot.waitUntil(lambda: len(counter.desk.attempts) == 1)
    counter.settle()
    counter.clock.move(9)
    counter.keys("z")
    assert counter.desk.attempts == []
    assert not counter.view.pane.offers[0].stamp.isVisible()


def test_after_ten_seconds_z_does_nothing(counter: Counter) -> None:
    counter.open()
    counter.keys("1A")
    counter.qtbot.waitUntil(lambda: len(counter.desk.attempts) == 1)
    counter.settle()
    counter.clock.move(11)
    counter.window.presenter.tick()
    counter.keys("z")
    assert len(counter.desk.attempts) == 1
    assert not counter.view.bar.undo.isVisible()


def test_a_question_left_open_is_logged_when_the_visit_ends(counter: Counter) -> None:
    counter.open()
    counter.keys("1N")
    counter.press(key.Key_F12)
    counter.settle()
    assert outcomes(counter) == [("LCD12", Outcome.DECLINED, 0)]
    assert counter.desk.ended == ["key"]


# --- look closely, look away


def test_holding_f6_shows_exact_figures_and_is_recorded_once(counter: Counter) -> None:
    counter.open()
    card = counter.view.card
    assert card.worth.band.text() == "50–100万"
    QTest.keyPress(card, key.Key_F6)
    for _ in range(3):
        QApplication.sendEvent(
            card, QKeyEvent(QEvent.Type.KeyPress, key.Key_F6, Qt.KeyboardModifier.NoModifier, "", True)
        )
    assert card.worth.band.text() == "80万"
    assert card.lanes.wells[0].rows[1].value.text() == "34"
    QTest.keyRelease(card, key.Key_F6)
    counter.settle()
    assert card.worth.band.text() == "50–100万"
    assert counter.desk.reveals == [samples.CARD.customer_no]
    QTest.keyPress(card, key.Key_F6)
    QTest.keyRelease(card, key.Key_F6)
    counter.settle()
    assert len(counter.desk.reveals) == 2


def test_a_look_that_cannot_be_recorded_ends(counter: Counter) -> None:
    counter.open()
    counter.desk.broken = OSError("disk full")
    QTest.keyPress(counter.view.card, key.Key_F6)
    counter.settle()
    assert counter.view.card.worth.band.text() == "50–100万"


def test_esc_esc_blanks_and_a_key_brings_it_back(counter: Counter) -> None:
    counter.open()
    counter.press(key.Key_Escape)
    counter.press(key.Key_Escape)
    assert counter.view.curtain.isVisible()
    assert counter.view.curtain.ticket.text() == "A037"
    assert not counter.view.card.head.name.isVisible()
    counter.press(key.Key_1)
    assert not counter.view.curtain.isVisible()
    assert counter.view.card.head.name.isVisible()
    assert counter.desk.attempts == []


def test_behind_the_curtain_no_key_logs(counter: Counter) -> None:
    counter.open()
    counter.window.presenter.blank()
    counter.window.presenter.press("1")
    counter.window.presenter.press("A")
    counter.qtbot.wait(80)
    assert counter.desk.attempts == []


# --- states


def test_an_alert_removes_the_selling_pane(qtbot: QtBot, made: list[Counter]) -> None:
    counter = Counter(qtbot, samples.ALERT)
    made.append(counter)
    counter.window.presenter.pop("customer", samples.ALERT.customer_no)
    counter.settle()
    assert counter.view.pane.head.title.text() == "已停止营销"
    assert not any(offer.isVisible() for offer in counter.view.pane.offers)
    assert counter.view.card.say.property("tone") == "bad"
    counter.view.card.setFocus()
    counter.keys("1A")
    qtbot.wait(80)
    assert counter.desk.attempts == []


def test_nothing_today_is_an_answer(qtbot: QtBot, made: list[Counter]) -> None:
    counter = Counter(qtbot, samples.NOTHING)
    made.append(counter)
    counter.window.presenter.pop("customer", samples.NOTHING.customer_no)
    counter.settle()
    assert counter.view.pane.note.words.text() == texts.nothing("FATIGUE")
    assert "7" in counter.view.pane.rest.words.whole()


def test_a_card_of_another_branch_shows_two_lines(qtbot: QtBot, made: list[Counter]) -> None:
    counter = Counter(qtbot, samples.MINIMAL)
    made.append(counter)
    counter.window.presenter.pop("customer", samples.MINIMAL.customer_no)
    counter.settle()
    assert counter.view.card.head.isVisible()
    for line in (counter.view.card.worth, counter.view.card.lanes, counter.view.card.say, counter.view.card.foot):
        assert not line.isVisible()


def test_a_card_brought_up_takes_no_keyboard(counter: Counter) -> None:
    counter.keys("z")
    counter.window.presenter.pop("card", CARD_NO)
    counter.settle()
    assert counter.view.card.head.name.text() == "张女士"
    assert counter.view.field.edit.hasFocus()
    with pytest.raises(NotFound):
        counter.window.presenter.pop("card", "404404404")


def test_f12_ends_the_visit_and_counts_it(counter: Counter) -> None:
    counter.desk.served = earlier(counter.clock)
    counter.open()
    counter.press(key.Key_F12)
    counter.settle()
    assert counter.desk.ended == ["key"]
    assert counter.view.empty.isVisible()
    assert counter.view.empty.count.text() == "今天已接待 4 位"


def test_the_timer_turns_amber_past_the_limit(counter: Counter) -> None:
    counter.open()
    counter.clock.move(130)
    counter.window.presenter.tick()
    assert counter.view.bar.time.text() == "02:10"
    assert counter.view.bar.limit.property("tone") == "mut"
    counter.clock.move(200)
    counter.window.presenter.tick()
    assert counter.view.bar.limit.property("tone") == "warn"


def test_recent_customers_come_back_by_key(counter: Counter) -> None:
    counter.desk.served = earlier(counter.clock)
    counter.window.presenter.refresh_status()
    for name in ("recent_older", "recent_older", "recent_older", "recent_older", "recent_newer"):
        counter.window.actions_[name].trigger()
        counter.settle()
    seen = [customer for customer, _ in counter.desk.begun]
    assert seen == ["C0000112234", "C0000112235", "C0000112236", "C0000112235"]


def test_an_agent_at_the_window_stops_suggestions(counter: Counter) -> None:
    counter.open()
    counter.window.actions_["agent"].trigger()
    counter.settle()
    assert counter.view.pane.head.title.text() == "已停止营销"


def test_only_keys_that_work_are_on_the_sheet(counter: Counter) -> None:
    assert {"guest", "lobby", "supervisor", "release", "next"} <= set(counter.window.actions_)
    counter.window.actions_["keys"].trigger()


def test_no_window_is_modal(counter: Counter) -> None:
    counter.open()
    for name in ("why", "sheet", "keys"):
        counter.window.actions_[name].trigger()
    assert QApplication.activeModalWidget() is None
    assert not any(w.isModal() for w in QApplication.topLevelWidgets())
    for extra in QApplication.topLevelWidgets():
        if extra is not counter.window:
            extra.close()


def test_a_visit_left_open_by_a_crash_is_back_at_the_start(qtbot: QtBot, made: list[Counter]) -> None:
    counter = Counter(qtbot)
    made.append(counter)
    counter.open()
    counter.keys("1A")
    counter.qtbot.waitUntil(lambda: len(counter.desk.attempts) == 1)
    again = MainWindow.whole(counter.desk, counter.tasks, counter.clock, counter.at)  # type: ignore[arg-type]
    qtbot.addWidget(again)
    again.presenter.resume()
    assert again.view.card.head.name.text() == "张女士"
    assert again.view.pane.offers[0].stamp.words.text() == "已接受"


# --- look

LOOKS = [
    (scheme, large, language, high)
    for scheme, large, language, high in (
        ("light", False, "zh", 768), ("light", False, "zh", 696), ("dark", False, "zh", 768),
        ("contrast", False, "zh", 768), ("light", False, "en", 768), ("dark", False, "en", 696),
        ("light", True, "zh", 768), ("contrast", True, "en", 768), ("light", True, "en", 696),
    )
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "large", "language", "high"), LOOKS)
@pytest.mark.parametrize("state", ["logged", "alert", "nothing", "long", "search", "empty"])
def test_it_looks_sound(
    qtbot: QtBot,
    qapp: QApplication,
    made: list[Counter],
    state: str,
    scheme: str,
    large: bool,
    language: str,
    high: int,
) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, scheme, large)
    card = {"alert": samples.ALERT, "nothing": samples.NOTHING, "long": samples.LONG}.get(state, samples.CARD)
    counter = Counter(qtbot, card)
    made.append(counter)
    counter.desk.served = earlier(counter.clock)
    counter.window.presenter.refresh_status()
    counter.window.resize(1366, high)
    if state in ("search", "empty"):
        counter.keys("zs 8812" if state == "search" else "")
    else:
        counter.window.presenter.pop("customer", card.customer_no)
        counter.view.card.setFocus()
        counter.settle()
        if card.slate.suggestions:
            counter.keys("2r")
            counter.qtbot.waitUntil(lambda: len(counter.desk.attempts) == 1)
            counter.settle()
    assert counter.window.size().toTuple() == (1366, high)
    if not (large or state == "search"):  # in large print the right column scrolls; the card never does
        assert_sound(counter.window)
    if state == "search":
        assert_sound(counter.view.found)
    card_view = counter.view.card
    if card_view.isVisible():
        foot = card_view.foot.mapTo(counter.window, QPoint(0, card_view.foot.height()))
        assert foot.y() <= counter.view.bar.mapTo(counter.window, QPoint(0, 0)).y()
        assert_sound(card_view)


def test_tiers_in_the_list_are_called_by_their_names(counter: Counter) -> None:
    assert counter.view.found.art.tiers["diamond"] == "钻石"


def test_another_branchs_customer_of_today_has_a_tile_with_words(qtbot: QtBot) -> None:
    recent = Recent()
    qtbot.addWidget(recent)
    recent.show_served(Served(uuid4(), "C9000004411", "", "", "", "", samples.NOW, None, 0))
    assert recent.name.text() == "其他网点客户 …4411"
