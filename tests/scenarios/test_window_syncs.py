"""The open window and its own follower, against a hub that serves, goes and comes back, and a colleague's desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter, utc_now
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui.follower import Follower, command
from teller_assist.ui.window import MainWindow
from tests.scenarios.conftest import teller
from tests.scenarios.hubs import HubProcess, delivered, free_port, serving

PATIENCE_MS = 60_000  # a loaded machine is slow, not wrong
BRANCH = "1001"


@pytest.fixture
def hub(feed: Path, tmp_path: Path) -> Iterator[HubProcess]:
    (tmp_path / "hub").mkdir()
    with serving(tmp_path / "hub", free_port()) as served:
        served.says("load", feed, "--branch", BRANCH)
        yield served


@pytest.fixture
def enrolled(hub: HubProcess, tmp_path: Path) -> Callable[[str], Path]:
    def enrol(name: str) -> Path:
        code = hub.says("code", "--branch", BRANCH)["code"]
        done = teller("desk", "enrol", "--hub", hub.url, "--code", code, "--json", data=tmp_path / name)
        assert done.code == 0, done.err
        return tmp_path / name

    return enrol


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Path], MainWindow]]:
    closing: list[Callable[[], None]] = []

    def open_(data: Path) -> MainWindow:
        counter = Counter.open(data, now=utc_now)
        window = MainWindow.whole(counter, AtOnce(), utc_now)
        follower = Follower(command(data))
        closing.extend((follower.stop, counter.close))
        qtbot.addWidget(window)
        window.show()
        window.follow(follower)
        return window

    yield open_
    for close in closing:
        close()


def line(window: MainWindow) -> str:
    return "  ".join(t.text() for _, t in window.view.status.parts if t.isVisible())  # type: ignore[union-attr]


def test_what_is_recorded_goes_up_by_itself_the_line_goes_and_comes_back(
    hub: HubProcess, enrolled: Callable[[str], Path], opened: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    window = opened(enrolled("desk"))
    qtbot.waitUntil(lambda: "已连接" in line(window), timeout=PATIENCE_MS)
    customer_no = window._counter.snapshot.conn.execute("SELECT customer_no FROM customer").fetchone()[0]
    window.presenter.reopen(customer_no)
    assert "未同步 0" not in line(window)
    qtbot.waitUntil(lambda: "未同步 0" in line(window), timeout=PATIENCE_MS)
    window._show_sync()
    assert window._sync is not None
    page = window._sync.page
    recorded = sum(kind.recorded for kind in window._counter.delivery().today)
    assert page.day_sum.text() == f"今日 {recorded} 条，已送达 {recorded} 条"

    hub.kill()
    window.presenter.end()
    qtbot.waitUntil(lambda: "离线，照常可办" in line(window), timeout=PATIENCE_MS)
    left = window._counter.delivery().unsent
    assert f"未同步 {left} " in line(window)
    window.sync.tick()
    assert page.day_sum.text() == f"今日 {recorded + left} 条，已送达 {recorded} 条"
    assert "接待 1" in page.way.text()

    hub.start()
    window.sync.ask("sync")
    qtbot.waitUntil(lambda: "已连接" in line(window) and "未同步 0" in line(window), timeout=PATIENCE_MS)
    assert page.day_sum.text() == f"今日 {recorded + left} 条，已送达 {recorded + left} 条"


def test_a_colleagues_referral_is_counted_at_the_foot(
    hub: HubProcess, enrolled: Callable[[str], Path], opened: Callable[[Path], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    here, there = enrolled("here"), enrolled("there")
    window = opened(here)
    qtbot.waitUntil(lambda: "已连接" in line(window), timeout=PATIENCE_MS)
    snapshot = window._counter.snapshot
    customer_no = snapshot.conn.execute("SELECT customer_no FROM customer").fetchone()[0]
    me = window._counter.staff.staff_no
    colleague = next(no for no, s in snapshot.staff.items() if no != me and s.branch_no == BRANCH)
    product = next(iter(snapshot.products))
    window.view.field.edit.setText("zs")

    made = teller("referral", "make", customer_no, product, "--staff", colleague, "--json", data=there)
    assert made.code == 0, made.err
    delivered(teller("sync", "--json", data=there))

    qtbot.waitUntil(lambda: "同事转来 1 位" in line(window), timeout=PATIENCE_MS)
    assert window.view.field.edit.text() == "zs"
    assert window._sync is None, "nothing opens by itself"
