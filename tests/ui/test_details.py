"""Behind the glance: what F4 shows, by the keys of the real window."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter, utc_now
from teller_assist.domain.card import Card
from teller_assist.tour.demo_desk import demo_desk
from teller_assist.tour.morning import picked
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import standing, texts, theme
from teller_assist.ui.details import DetailsView
from teller_assist.ui.window import MainWindow
from tests.ui import samples
from tests.ui.look import assert_sound, off_canvas, overlapping, painted_texts, too_faint, too_wide
from tests.ui.standin import Clock, StandIn
from tests.ui.standin_window import StandInWindow

key = Qt.Key
Opened = Callable[[Card], MainWindow]


def bring(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    """A window with this customer's card open and the hands on the keys."""

    def open_(card: Card) -> MainWindow:
        clock = Clock()
        desk = StandIn(clock, card)
        window = MainWindow.whole(desk, AtOnce(), clock, StandInWindow(desk))  # type: ignore[arg-type]
        qtbot.addWidget(window)
        bring(qtbot, window)
        window.presenter.reopen(card.customer_no)
        return window

    return open_


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    counter = Counter.open(demo_desk(tmp_path_factory.mktemp("demo") / "desk", customers=400))
    yield counter
    counter.close()


def press(window: MainWindow, what: Qt.Key | str) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, what)  # type: ignore[call-overload]


def details(window: MainWindow) -> DetailsView:
    found = window.view.details  # type: ignore[union-attr]
    assert found is not None
    return found


def words(window: MainWindow) -> str:
    return " | ".join(text.text for text in painted_texts(window))


def test_the_last_refusal_stands_in_the_timeline_and_esc_brings_the_card_back(qtbot: QtBot, desk: Counter) -> None:
    window = MainWindow.whole(desk, AtOnce(), utc_now)
    qtbot.addWidget(window)
    bring(qtbot, window)
    card = picked(desk)["busy"]
    window.presenter.reopen(card.customer_no)
    press(window, key.Key_F4)
    assert not any("别家已买" in line for line in details(window).timeline.said())
    for letter in "1N3":  # keys log here as on the card, and the page has it at once
        press(window, letter)
        qtbot.wait(60)  # fingers, not a reader
    qtbot.waitUntil(lambda: any("别家已买" in line for line in details(window).timeline.said()))
    newest = next(line for line in details(window).timeline.said() if "别家已买" in line)
    assert texts.said(card.slate.suggestions[0].name) in newest
    assert "已拒绝" in newest
    assert "未同步" in newest
    press(window, key.Key_Escape)
    assert window.view.card.isVisible()  # type: ignore[union-attr]
    assert not details(window).isVisible()
    assert window.presenter.card is not None


def test_f4_again_closes_and_the_next_customer_begins_with_the_card(opened: Opened) -> None:
    window = opened(samples.CARD)
    press(window, key.Key_F4)
    assert details(window).isVisible()
    press(window, key.Key_F4)
    assert not details(window).isVisible()
    press(window, key.Key_F4)
    window.presenter.reopen("C0000112234")
    assert not details(window).isVisible()
    press(window, key.Key_F4)
    press(window, key.Key_F12)
    assert not details(window).isVisible()


def test_figures_only_while_f6_is_held_and_each_look_recorded(opened: Opened) -> None:
    window = opened(samples.NEAR)
    press(window, key.Key_F4)
    before = words(window)
    for exact in ("34万", "42万", "18,164", "0.484354"):
        assert exact not in before
    assert "20–50万" in before
    QTest.keyPress(details(window), key.Key_F6)
    held = words(window)
    for exact in ("34万", "42万", "18,164", "0.484354"):
        assert exact in held
    QTest.keyRelease(details(window), key.Key_F6)
    assert words(window) == before
    assert window.presenter._counter.reveals == [samples.NEAR.customer_no]  # type: ignore[attr-defined]


def test_the_what_if_is_one_sentence_with_its_figure(opened: Opened, qapp: QApplication) -> None:
    assert standing.what_if(samples.NEAR) == "本月再增 1.82 万，12 月可升白金"
    window = opened(samples.NEAR)
    assert "再增 1.82 万，12 月可升白金" in words(window)  # within reach: also on the glance card
    press(window, key.Key_F4)
    assert "本月再增 1.82 万，12 月可升白金" in words(window)
    texts.install_language(qapp, "en")
    assert standing.what_if(samples.NEAR) == "18,200 more this month makes Platinum in December"


def test_a_tier_out_of_reach_is_only_named_on_the_card(opened: Opened) -> None:
    window = opened(samples.CARD)
    assert "下一级 钻石 200万" in words(window)
    assert "再增" not in words(window)


def test_what_is_said_to_be_enough_is_enough() -> None:
    for fen in (1, 9_999, 10_000, 1_816_325, 9_999_999, 12_345_678, 123_456_789, 1_234_567_890):
        assert fen <= standing.rounded_up(fen) <= fen * 1.1 + 10_000
    assert standing.rounded_up(1_820_000) == 1_820_000


def test_an_alert_silences_the_next_tier_and_the_rest_stays(opened: Opened) -> None:
    window = opened(replace(samples.ALERT, tier=samples.NEAR.tier))
    assert not any(said in words(window) for said in ("下一级", "再增", "可升"))
    press(window, key.Key_F4)
    assert not any(said in words(window) for said in ("下一级", "再增", "可升"))
    assert any("终身寿险" in line for line in details(window).timeline.said())
    assert "已停止营销" in words(window)


def test_everything_held_is_listed_and_what_falls_due(opened: Opened) -> None:
    window = opened(samples.LONG)
    press(window, key.Key_F4)
    listed = [line for section in details(window).held for line in section.said()]
    kinds = {row.name for lane in samples.LONG.lanes for row in lane.rows if row.state != "none"}
    assert len(listed) == len(kinds)
    assert all(any(kind in line for line in listed) for kind in kinds)
    assert len(details(window).dates.said()) == 3


def test_relatives_are_masked_and_the_role_is_told_what_it_does_not_see(opened: Opened) -> None:
    window = opened(samples.NEAR)
    press(window, key.Key_F4)
    said = details(window).relations.said()
    assert "配偶 李* 金" in said
    assert any("隔一层" in line for line in said)
    shown = " ".join(text.text() for text in details(window).body.findChildren(type(details(window).since)))
    assert "按岗位不显示：家庭收入" in shown
    assert "疑似重复" in shown


def test_where_there_is_nothing_words_say_so(opened: Opened) -> None:
    window = opened(replace(samples.FALLING, flags=()))
    press(window, key.Key_F4)
    page = details(window)
    assert page.timeline.said() == ["还没有往来记录"]
    assert page.dates.said() == ["30 天内没有到期的"]
    assert page.relations.said() == ["没有，或没有同意显示"]
    assert page.wishes.said() == ["没有记下的偏好"]
    assert page.outlook.words.text() == "再低 2 个月会降级"


def test_a_brief_card_has_brief_details(opened: Opened) -> None:
    window = opened(samples.MINIMAL)
    press(window, key.Key_F4)
    assert details(window).timeline.said() == ["其他网点的客户，这里只有简卡"]
    assert "配偶" not in words(window)


def test_arrows_and_page_keys_scroll(opened: Opened) -> None:
    window = opened(samples.LONG)
    window.resize(1366, 696)
    press(window, key.Key_F4)
    bar = details(window).area.verticalScrollBar()
    assert bar.maximum() > 0
    for what in (key.Key_Down, key.Key_PageDown, key.Key_End):
        press(window, what)
    assert bar.value() == bar.maximum()
    press(window, key.Key_Home)
    assert bar.value() == 0


def test_the_page_outlives_a_change_of_language(qtbot: QtBot, opened: Opened) -> None:
    window = opened(samples.CARD)
    press(window, key.Key_F4)
    window.actions_["language"].trigger()
    qtbot.waitUntil(lambda: details(window).isVisible())
    assert "What happened" in words(window)


@pytest.mark.parametrize(("scheme", "large", "language", "high"), [
    ("light", False, "zh", 768), ("dark", False, "zh", 696), ("dark", False, "en", 768),
    ("contrast", False, "zh", 768), ("contrast", True, "en", 768), ("light", True, "zh", 696),
])  # fmt: skip
@pytest.mark.parametrize(
    "card", [samples.CARD, samples.NEAR, samples.FALLING, samples.ALERT], ids=lambda c: c.customer_no
)
def test_it_looks_sound(
    opened: Opened, qapp: QApplication, card: Card, scheme: str, large: bool, language: str, high: int
) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, scheme, large)
    window = opened(card)
    window.resize(1366, high)
    press(window, key.Key_F4)
    page = details(window)
    body = painted_texts(page.body)  # all of it, also what lies under the fold
    assert not [*too_wide(body, page.body), *off_canvas(body, page.body), *overlapping(body)]
    fold = page.area.geometry()
    seen = [t for t in painted_texts(page) if fold.contains(t.box.toAlignedRect())]
    assert len(seen) > 10
    assert not too_faint(seen, page)
    page.area.takeWidget()
    assert_sound(page)
