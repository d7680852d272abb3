"""A window that dies in the middle of a visit comes back to it: customer or guest, ticket, and the clock since then."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter
from teller_assist.desk.window import Window
from teller_assist.domain.ticket import SERVING
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui.window import MainWindow
from tests.desk import small

MINUTES = 4  # from the crash to the next start
CHILD = """
import sys, time
from pathlib import Path
from teller_assist import app
from teller_assist.desk.counter import Counter
from teller_assist.desk.window import Window
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui.window import MainWindow
from tests.desk.small import MORNING, ZHANG

application = app.make_app()
counter = Counter.open(Path(sys.argv[1]), now=lambda: MORNING)
app.dress(application, "zh", "light", False)
window = MainWindow.whole(counter, AtOnce(), lambda: MORNING)
window.show()
window.start()
Window(counter).queue.take_ticket("term")
window.actions_["next"].trigger()
if sys.argv[2] == "guest":
    window.actions_["guest"].trigger()
else:
    window.presenter.reopen(ZHANG)
print("there", flush=True)
time.sleep(60)
"""


@pytest.fixture
def killed(tmp_path: Path) -> Callable[[str], Path]:
    """A desk whose window was killed (-9) while somebody was there."""

    def kill(who: str) -> Path:
        data = small.make_desk(tmp_path)
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(data), who], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        assert child.stdout is not None
        with child.stdout:
            assert child.stdout.readline().strip() == "there"
            child.kill()
            child.wait()
        return data

    return kill


@pytest.fixture
def restarted(qtbot: QtBot) -> Iterator[Callable[[Path], tuple[MainWindow, Counter]]]:
    counters: list[Counter] = []
    windows: list[MainWindow] = []

    def start(data: Path) -> tuple[MainWindow, Counter]:
        now = small.MORNING + timedelta(minutes=MINUTES)
        counter = Counter.open(data, now=lambda: now)
        counters.append(counter)
        window = MainWindow.whole(counter, AtOnce(), lambda: now)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        window.start()
        return window, counter

    yield start
    for window in windows:
        window.close()
    for counter in counters:
        counter.close()


@pytest.mark.parametrize("who", ["customer", "guest"])
def test_the_visit_its_ticket_and_its_clock_are_on_the_screen_again(
    killed: Callable[[str], Path], restarted: Callable[[Path], tuple[MainWindow, Counter]], who: str
) -> None:
    window, counter = restarted(killed(who))
    view = window.view
    if who == "guest":
        assert view.stack.currentWidget() is view.guest  # type: ignore[union-attr]
    else:
        assert view.card.head.name.text() == "张女士"  # type: ignore[union-attr]
    assert view.bar.time.text() == f"{MINUTES:02d}:00"
    [ticket] = Window(counter).queue.tickets()
    assert (view.bar.ticket.text(), ticket.state) == (ticket.number, SERVING)  # type: ignore[union-attr]
    visit = counter.open_visit()
    assert visit is not None
    assert (visit.ticket_id, visit.business_type, visit.called_at) == (ticket.ticket_id, "term", small.MORNING)
    assert [d.staff_no for d in Window(counter).floor.on_duty()] == [counter.staff.staff_no]
    window.actions_["end"].trigger()
    [ticket] = Window(counter).queue.tickets()
    assert ticket.how == "served"


def test_who_was_called_before_the_start_has_their_card_ready_and_their_visit_begins_by_a_key(
    tmp_path: Path, restarted: Callable[[Path], tuple[MainWindow, Counter]]
) -> None:
    data = small.make_desk(tmp_path)
    before = Counter.open(data, now=lambda: small.MORNING)
    queue = Window(before).queue
    queue.take_ticket("term", customer_no=small.ZHANG)
    queue.call("A001")
    before.close()
    window, counter = restarted(data)
    assert window.view.card.head.name.text() == "张女士"  # type: ignore[union-attr]
    assert counter.open_visit() is None
    window.actions_["guest"].trigger()
    visit = counter.open_visit()
    assert visit is not None
    assert (visit.customer_no, visit.ticket) == (small.ZHANG, "A001")
