"""The call board: numbers and windows, for the far end of the hall."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter
from teller_assist.desk.queue import Queue
from teller_assist.domain.hall import Called, Hall
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.call_board import make
from teller_assist.ui.call_board_view import CallBoardView
from teller_assist.ui.station import Station
from tests.desk import small
from tests.desk.small import Clock
from tests.ui import look

BANK = ("滨江支行", "Riverside Branch")
BUSY = Hall(
    (Called("A029", "3", True), Called("B004", "12"), Called("A028", "1"), Called("W1002", "5"), Called("L001", "2"),
     Called("A025", "4"), Called("A024", "6")),
    tuple(Called(f"A{n:03}", str(n % 6 + 1)) for n in range(23, 11, -1)),
    (("A", 114), ("B", 3)),
)  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = small.make_desk(tmp_path_factory.mktemp("calls"))
    Counter.open(data).close()
    return data


@pytest.fixture
def desks(made: Path, tmp_path: Path, clock: Clock) -> Iterator[tuple[Counter, Counter]]:
    """The screen's program and a teller's."""
    data = Path(shutil.copytree(made, tmp_path / "desk"))
    two = Counter.open(data, now=clock), Counter.open(data, now=clock)
    yield two
    for one in two:
        one.close()


@pytest.fixture
def station(qtbot: QtBot, desks: tuple[Counter, Counter], clock: Clock) -> Station:
    made = make(desks[0], AtOnce(), clock)
    qtbot.addWidget(made.view)
    made.view.show()
    made.presenter.tick()
    return made


def said(station: Station) -> list[str]:
    station.presenter.tick()
    return [t.text for t in look.painted_texts(station.view)]


def rows(station: Station) -> list[tuple[str, str, bool]]:
    view = station.view
    assert isinstance(view, CallBoardView)
    station.presenter.tick()
    return [(r.number.text(), r.window_.text(), r.new.isVisible()) for r in view.calls if r.isVisible()]


def test_a_call_is_seen_at_the_next_look_marked_and_then_no_more(
    station: Station, desks: tuple[Counter, Counter], clock: Clock
) -> None:
    queue = Queue(desks[1])
    assert "暂时没有叫号，请稍候" in said(station)
    numbers = [queue.take_ticket("transfer").number for _ in range(3)]
    assert "3 人" in said(station)
    queue.call_next("3")
    assert rows(station) == [(numbers[0], "3 号窗", True)]
    clock.pass_(seconds=19.9)
    assert rows(station)[0][2]
    clock.pass_(seconds=0.1)
    assert not rows(station)[0][2]
    queue.call_next("5")
    assert rows(station) == [(numbers[1], "5 号窗", True), (numbers[0], "3 号窗", False)]
    clock.pass_(seconds=30)
    queue.recall(window="3")
    assert rows(station)[0] == (numbers[0], "3 号窗", True), "called once more, it is new again"
    queue.begin(window="3")
    assert [number for number, _, _ in rows(station)] == [numbers[1]]
    assert "刚才叫过" in said(station)
    assert "1 人" in said(station)


def test_a_desk_with_a_wrong_clock_calls_as_loudly(
    qtbot: QtBot, station: Station, desks: tuple[Counter, Counter], clock: Clock
) -> None:
    wrong = Clock(clock.at - timedelta(minutes=5))
    with closing(Counter.open(desks[1]._data, now=wrong)) as other:
        Queue(other).take_ticket("transfer")
        Queue(other).call_next("4")
        assert rows(station)[0][1:] == ("4 号窗", True)
        clock.pass_(seconds=20)
        assert rows(station)[0][1:] == ("4 号窗", False)
        wrong.pass_(seconds=30)
        Queue(other).recall(window="4")
        assert rows(station)[0][2], "and so does its second call"


def test_a_board_that_is_turned_on_later_marks_no_old_call(
    qtbot: QtBot, desks: tuple[Counter, Counter], clock: Clock
) -> None:
    Queue(desks[1]).take_ticket("transfer")
    Queue(desks[1]).call_next("4")
    clock.pass_(minutes=1)
    late = make(desks[0], AtOnce(), clock)
    qtbot.addWidget(late.view)
    late.view.show()
    assert [new for _, _, new in rows(late)] == [False]


def test_it_shows_numbers_only(station: Station, desks: tuple[Counter, Counter], clock: Clock) -> None:
    queue, seen = Queue(desks[1]), set()
    for customer_no in (small.ZHANG, small.OUYANG, small.BARE):
        queue.take_ticket("wealth", ["elderly"], customer_no=customer_no)
    for _ in range(3):
        called = queue.call_next("3")
        assert called is not None
        seen |= set(said(station))
        queue.begin(window="3")
        seen |= set(said(station))
        clock.pass_(minutes=4)
    shown = " ".join(seen)
    for secret in ("张", "丽", "欧阳", "Smith", "C1", "8812", "5678", "理财", "白金", "Platinum", "陈岚"):
        assert secret not in shown, secret


def test_what_does_not_fit_goes_on_at_the_right(qtbot: QtBot) -> None:
    view = CallBoardView()
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.show_hall(BUSY, "10:42", BANK)
    large = [r.number.text() for r in view.calls if r.isVisible()]
    small_ = [r.number.text() for r in view.last if r.isVisible()]
    assert large + small_[: 7 - len(large)] == ["A029", "B004", "A028", "W1002", "L001", "A025", "A024"]
    view.resize(1920, 1080)
    assert sum(r.isVisible() for r in view.calls) > len(large)


@pytest.mark.parametrize(
    ("scheme", "large", "language", "size"),
    [
        ("light", False, "zh", (1280, 720)),
        ("light", False, "en", (1920, 1080)),
        ("light", True, "en", (1280, 720)),
        ("dark", True, "zh", (1920, 1080)),
        ("contrast", True, "zh", (1280, 720)),
    ],
)
def test_it_looks_right_and_can_be_read_from_afar(
    qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str, size: tuple[int, int]
) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    view = CallBoardView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    for hall in (BUSY, Hall((), (), (("A", 0), ("B", 0)))):
        view.show_hall(hall, "10:42", BANK)
        look.assert_sound(view)
        assert (view.width(), view.height()) == size
    view.show_hall(BUSY, "10:42", BANK)
    calls = [r for r in view.calls if r.isVisible()]
    assert len(calls) >= 3
    assert all(r.number.fontInfo().pixelSize() >= 96 and r.window_.fontInfo().pixelSize() >= 96 for r in calls)
