"""Sync in the window: the status line, F5, the follower's news; nothing of it takes the focus."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.status import ALONE, DeskStatus, Link
from teller_assist.domain.attempt import Outcome
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.dock import DockView
from teller_assist.ui.follower import Follower
from teller_assist.ui.status_line import StatusLine
from teller_assist.ui.window import MainWindow
from tests.ui import look, samples, sync_samples
from tests.ui.standin import Clock, StandIn
from tests.ui.standin_window import StandInWindow

ECHO = """
import sys
print('{"link": "down"}', flush=True)
for line in sys.stdin:
    open(sys.argv[1], "a").write(line)
    if line == "sync\\n":
        print('{"step": "push", "done": 1, "of": 2}', flush=True)
    else:
        print('{"link": "up"}', '{"news": 2}', '{"trouble": ""}', sep="\\n", flush=True)
"""
WORST = Link("down", sync_samples.GOOD, "rows down", 7 * 60, 12)


@pytest.fixture
def desk() -> StandIn:
    made = StandIn(Clock())
    made.link = sync_samples.ALL.link
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: StandIn) -> MainWindow:
    main = MainWindow.whole(desk, AtOnce(), desk._clock, StandInWindow(desk))  # type: ignore[arg-type]
    qtbot.addWidget(main)
    main.show()
    main.activateWindow()
    with qtbot.waitActive(main):
        main.view.focus_field()
    return main


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    made = Follower([sys.executable, "-c", ECHO, str(tmp_path / "heard")])
    yield made
    made.stop()


def line(window: MainWindow) -> list[str]:
    status = window.view.status  # type: ignore[union-attr]
    return [text.text() for _glyph, text in status.parts if text.isVisible()]


def status(link: Link, **other: object) -> DeskStatus:
    made = replace(StandIn(Clock()).status(), unsent=1234, oldest_unsent_at=sync_samples.GOOD, link=link)
    return replace(made, **other)  # type: ignore[arg-type]


def test_the_status_line_says_unsent_link_and_last_sync(window: MainWindow) -> None:
    assert line(window) == ["数据截至 11-22", "未同步 3", "已连接 · 上次同步 11-23 10:39"]


def test_a_desk_that_is_not_enrolled_starts_no_follower_and_says_it_works_alone(
    window: MainWindow, desk: StandIn, follower: Follower
) -> None:
    desk.link = ALONE
    window.follow(follower)
    window.presenter.refresh_status()
    assert not follower.running()
    assert line(window)[2] == "未登记，本机可办"


def test_when_the_line_goes_the_words_change_and_nothing_else(
    qtbot: QtBot, window: MainWindow, follower: Follower
) -> None:
    before = line(window)
    window.follow(follower)
    qtbot.waitUntil(lambda: line(window)[2].startswith("离线，照常可办"))
    assert line(window)[:2] == before[:2]
    assert window.view.field.edit.hasFocus()


def test_f5_opens_it_s_syncs_c_cancels_and_it_follows(
    qtbot: QtBot, window: MainWindow, desk: StandIn, follower: Follower, tmp_path: Path
) -> None:
    window.follow(follower)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    view = window._sync
    assert view is not None
    assert view.isVisible()
    assert not view.isModal()
    qtbot.keyClick(view.list, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: view.page.step.text() == "正在送出记录")
    assert view.page.count.text() == "1/2"
    qtbot.keyClick(view.list, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: not view.page.work.isVisible())
    assert (tmp_path / "heard").read_text() == "sync\ncancel\n"
    assert view.page.state.word.text() == "已连接"


def test_news_of_referrals_are_counted_and_take_no_focus(
    qtbot: QtBot, window: MainWindow, desk: StandIn, follower: Follower
) -> None:
    window.follow(follower)
    qtbot.waitUntil(lambda: line(window)[2].startswith("离线"))
    places = [text.pos() for _glyph, text in window.view.status.parts[:3]]  # type: ignore[union-attr]
    window.view.field.edit.setText("zs")
    desk.link = replace(desk.link, referred=2)
    follower.cancel()  # whatever it is told, this one answers with news
    qtbot.waitUntil(lambda: "同事转来 2 位" in line(window))
    assert window.view.field.edit.hasFocus()
    assert window.view.found.isVisible()
    assert window._sync is None
    assert [text.pos() for _glyph, text in window.view.status.parts[:2]] == places[:2]  # type: ignore[union-attr]


def test_the_open_page_follows_what_is_recorded(qtbot: QtBot, window: MainWindow, desk: StandIn) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window._sync is not None
    page = window._sync.page
    assert "3 条" in [body.text() for _head, _glyph, body in page.facts]
    desk.begin_visit(samples.CARD.customer_no, "scan", samples.CARD)
    desk.log(samples.CARD.customer_no, "LCD12", Outcome.ACCEPTED)
    window.sync.tick()
    assert "4 条" in [body.text() for _head, _glyph, body in page.facts]


def test_esc_esc_covers_it_too(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window._sync is not None
    window.view.escaped.emit()
    window.view.escaped.emit()
    assert not window._sync.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert not window._sync.isVisible(), "not while the curtain hangs"


@pytest.mark.parametrize("state", ["alone", "new", "up", "busy", "refused", "too_old", "trouble"])
def test_the_line_itself_changes_only_what_it_knows(state: str) -> None:
    known = Link(state)
    assert known.heard("") == known
    assert known.heard("down").state == ("down" if state in ("new", "up", "busy", "trouble") else state)
    assert known.heard("up").state == ("up" if state == "new" else state)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_the_status_line_fits_at_its_worst(
    qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str
) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    foot = StatusLine()
    qtbot.addWidget(foot)
    foot.resize(1366 - 48, 24)
    foot.show()
    foot.show_status(status(WORST, stale="old", branch_name_en="Riverside Sub-branch"))
    look.assert_sound(foot)
    said = " ".join(t.text for t in look.painted_texts(foot))
    for figure in ("11-22", "1234", "11-23 10:39", "7", "12"):
        assert figure in said, "figures are never left out"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("state", ["alone", "down", "trouble"])
def test_the_dock_has_a_short_form_of_it(
    qtbot: QtBot, qapp: QApplication, state: str, large: bool, language: str
) -> None:
    theme.apply(qapp, "light", large)
    texts.install_language(qapp, language)
    dock = DockView()
    qtbot.addWidget(dock)
    dock.resize(theme.now().px(320), 768)
    dock.show_card(samples.CARD)
    dock.show_status(status(replace(WORST, state=state)))
    dock.show()
    look.assert_sound(dock)


def test_the_dock_says_one_thing_the_one_that_matters(qtbot: QtBot) -> None:
    dock = DockView()
    qtbot.addWidget(dock)
    for link, words in (
        (Link("up"), "已连接"),
        (Link("down", skew_s=400, referred=2), "离线可办"),
        (Link("up", skew_s=400, referred=2), "时钟不准"),
        (Link("up", referred=2), "转来 2"),
    ):
        dock.show_status(status(link))
        assert dock.link.word.text() == words
    dock.show_status(status(Link("up", held="rows down")))
    assert dock.as_of.word.text() == "11-22 待放行"


def test_f5_leaves_the_visit_bar_and_the_status_line_in_sight_in_large_print_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    for large in (False, True, False):
        if theme.now().large != large:
            window._other_print()
        window._show_sync()
        qtbot.waitUntil(lambda: window._sync is not None and window._sync.isVisible())
        _wait_until_the_bar_is_in_sight(qtbot, window)


def _wait_until_the_bar_is_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    page, bar = window._sync, window.view.bar
    assert page is not None
    qtbot.waitUntil(lambda: page.geometry().bottom() < bar.mapToGlobal(bar.rect().topLeft()).y())
    page.close()
