"""The evaluation window: a customer is asked when the visit ends, presses a face, is thanked."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluations import Evaluations
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.evaluate import EvaluatePresenter, make
from teller_assist.ui.evaluate_view import EvaluateView, Place
from teller_assist.ui.station import Station
from tests.desk import small
from tests.desk.small import Clock
from tests.ui import look


class Later:
    """Work is done when the test says so: a slow disk."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[Exception], None]) -> None:
        self.waiting.append(lambda: AtOnce().run(work, done, failed))

    def finish(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = small.make_desk(tmp_path_factory.mktemp("evaluate"))
    Counter.open(data).close()
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "desk"))


@pytest.fixture
def opened(data: Path, clock: Clock) -> Iterator[Callable[[], Counter]]:
    counters: list[Counter] = []

    def open_() -> Counter:
        counters.append(Counter.open(data, now=clock))
        return counters[-1]

    yield open_
    for counter in counters:
        counter.close()


@pytest.fixture
def counter(opened: Callable[[], Counter]) -> Counter:
    """The counter window's: another program than the screen."""
    return opened()


@pytest.fixture
def station(qtbot: QtBot, opened: Callable[[], Counter], clock: Clock) -> Station:
    made = make(opened(), AtOnce(), clock)
    qtbot.addWidget(made.view)
    made.view.show()
    made.presenter.tick()
    return made


def view_of(station: Station) -> EvaluateView:
    assert isinstance(station.view, EvaluateView)
    return station.view


def serve(counter: Counter, customer_no: str = small.ZHANG) -> None:
    counter.begin_visit(customer_no, "scan")
    counter.end_visit()


def last(counter: Counter) -> tuple[int, str, str, int]:
    found = Evaluations(counter).between(small.TODAY, small.TODAY)[-1]
    return found.score, found.device, found.reasons, found.after_ms


def test_from_welcome_to_thanks_and_back(qtbot: QtBot, station: Station, counter: Counter, clock: Clock) -> None:
    view = view_of(station)
    assert view.page() == "idle"
    counter.begin_visit(small.ZHANG, "scan")
    station.presenter.tick()
    assert view.page() == "idle"
    counter.end_visit()
    station.presenter.tick()
    assert view.page() == "asking", "the first tick after the end of the visit asks"
    assert view.who.text() == "1 号窗 · 工号 T1"
    clock.pass_(seconds=4)
    qtbot.mouseClick(view.faces[5], Qt.MouseButton.LeftButton)
    assert view.page() == "thanks"
    assert last(counter) == (5, "screen", "", 4000)
    clock.pass_(seconds=2.9)
    station.presenter.tick()
    assert view.page() == "thanks"
    clock.pass_(seconds=0.1)
    station.presenter.tick()
    assert view.page() == "idle"


@pytest.mark.parametrize(("seconds", "page"), [(89.9, "asking"), (90, "asking"), (90.1, "idle")])
def test_after_ninety_seconds_it_asks_no_more(
    qtbot: QtBot, station: Station, counter: Counter, clock: Clock, seconds: float, page: str
) -> None:
    serve(counter)
    station.presenter.tick()
    clock.pass_(seconds=seconds)
    station.presenter.tick()
    view = view_of(station)
    assert view.page() == page
    qtbot.keyClicks(view, "5")
    assert last(counter)[0] == (5 if page == "asking" else 0)


def test_a_press_that_comes_too_late_for_the_tick_is_counted_nowhere(
    qtbot: QtBot, station: Station, counter: Counter, clock: Clock
) -> None:
    serve(counter)
    station.presenter.tick()
    clock.pass_(seconds=90.1)
    qtbot.keyClicks(station.view, "5")
    assert view_of(station).page() == "idle"
    assert last(counter)[0] == 0


@pytest.mark.parametrize("score", range(1, 6))
def test_each_key_is_the_score_that_stands_on_the_face(
    qtbot: QtBot, station: Station, counter: Counter, score: int
) -> None:
    serve(counter)
    station.presenter.tick()
    assert view_of(station).faces[score].note.text() == str(score)
    qtbot.keyClicks(station.view, str(score))
    assert last(counter)[0] == score
    assert view_of(station).page() == ("reasons" if score <= 2 else "thanks")


def test_no_face_is_framed_and_a_stray_enter_is_no_score(qtbot: QtBot, station: Station, counter: Counter) -> None:
    serve(counter)
    station.presenter.tick()
    view = view_of(station)
    view.activateWindow()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget() or view, key)
    assert not any(face.hasFocus() for face in view.faces.values())
    assert (last(counter)[0], view.page()) == (0, "asking")


def test_a_bad_one_is_asked_why_and_need_not_say(
    qtbot: QtBot, station: Station, counter: Counter, clock: Clock
) -> None:
    view = view_of(station)
    for how, reasons in (("face", "wait"), ("none", ""), ("time", "")):
        serve(counter)
        station.presenter.tick()
        qtbot.mouseClick(view.faces[2], Qt.MouseButton.LeftButton)
        assert view.page() == "reasons"
        assert last(counter)[0] == 2, "it counts before a reason is given"
        if how == "time":
            clock.pass_(seconds=10)
            station.presenter.tick()
        else:
            clock.pass_(seconds=1)
            qtbot.mouseClick(view.whys["wait"] if how == "face" else view.no_why, Qt.MouseButton.LeftButton)
        assert view.page() == "thanks"
        assert last(counter)[2] == reasons
        clock.pass_(minutes=11)
        station.presenter.tick()


def test_a_second_press_on_a_bad_face_is_no_reason(
    qtbot: QtBot, station: Station, counter: Counter, clock: Clock
) -> None:
    view = view_of(station)
    serve(counter)
    station.presenter.tick()
    qtbot.mouseClick(view.faces[1], Qt.MouseButton.LeftButton)
    for seconds, page, reasons in ((0.15, "reasons", ""), (0.8, "reasons", ""), (0.05, "thanks", "other")):
        clock.pass_(seconds=seconds)
        qtbot.mouseClick(view.whys["other"], Qt.MouseButton.LeftButton)
        assert (view.page(), last(counter)[2]) == (page, reasons)


def test_two_fast_presses_are_one(qtbot: QtBot, station: Station, counter: Counter) -> None:
    serve(counter)
    station.presenter.tick()
    qtbot.keyClicks(station.view, "45")
    found = Evaluations(counter).between(small.TODAY, small.TODAY)[-1]
    assert (found.score, found.presses) == (4, 1)


def test_while_the_first_press_is_being_written_a_second_is_none(
    qtbot: QtBot, opened: Callable[[], Counter], counter: Counter, clock: Clock
) -> None:
    tasks, view = Later(), EvaluateView()
    qtbot.addWidget(view)
    presenter = EvaluatePresenter(view, opened(), tasks, clock)
    serve(counter)
    presenter.tick()
    qtbot.keyClicks(view, "45")
    presenter.tick()
    tasks.finish()
    found = Evaluations(counter).between(small.TODAY, small.TODAY)[-1]
    assert (found.score, found.presses) == (4, 1)


def test_a_clock_set_back_does_not_keep_the_thanks(
    qtbot: QtBot, station: Station, counter: Counter, clock: Clock
) -> None:
    serve(counter)
    station.presenter.tick()
    qtbot.keyClicks(station.view, "5")
    clock.pass_(hours=-1)
    station.presenter.tick()
    assert view_of(station).page() == "idle"


def test_the_next_customer_is_not_asked_about_the_one_before(station: Station, counter: Counter, clock: Clock) -> None:
    serve(counter)
    station.presenter.tick()
    clock.pass_(seconds=15)
    counter.begin_visit(small.OUYANG, "scan")
    station.presenter.tick()
    assert view_of(station).page() == "idle"


def test_thanks_give_way_to_the_next_request(qtbot: QtBot, station: Station, counter: Counter, clock: Clock) -> None:
    serve(counter)
    station.presenter.tick()
    qtbot.keyClicks(station.view, "5")
    clock.pass_(seconds=1)
    serve(counter, small.OUYANG)
    station.presenter.tick()
    assert view_of(station).page() == "asking"


def test_a_tablet_follows_the_window_it_was_told(
    qtbot: QtBot, opened: Callable[[], Counter], counter: Counter, clock: Clock
) -> None:
    view = EvaluateView()
    qtbot.addWidget(view)
    presenter = EvaluatePresenter(view, opened(), AtOnce(), clock, "2")
    serve(counter)  # at window 1
    presenter.tick()
    assert view.page() == "idle"
    assert view.here.text() == "2 号窗"
    other = EvaluateView()
    qtbot.addWidget(other)
    tablet = EvaluatePresenter(other, opened(), AtOnce(), clock, "1")
    tablet.tick()
    assert other.page() == "asking"


def test_no_name_number_or_business_of_the_customer_is_on_it(station: Station, counter: Counter, clock: Clock) -> None:
    view, seen = view_of(station), set()
    for customer_no in (small.ZHANG, small.OUYANG):
        counter.begin_visit(customer_no, "scan", ticket="A037")
        station.presenter.tick()
        seen |= {t.text for t in look.painted_texts(view)}
        counter.end_visit()
        station.presenter.tick()
        seen |= {t.text for t in look.painted_texts(view)}
        view.pressed.emit(1)
        seen |= {t.text for t in look.painted_texts(view)}
        view.explained.emit("")
        seen |= {t.text for t in look.painted_texts(view)}
        clock.pass_(minutes=2)
    texts_ = " ".join(seen)
    assert "1 号窗 · 工号 T1" in texts_
    for secret in ("张", "丽", "欧阳", small.ZHANG, "A037", "8812", "5678", "白金", "陈岚"):
        assert secret not in texts_, secret


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", False, "zh"), ("light", True, "en"), ("dark", False, "en"), ("contrast", True, "zh")],
)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    view = EvaluateView()
    qtbot.addWidget(view)
    view.show_place(Place("滨江支行", "Riverside Branch", "3"))
    view.resize(1280, 800) if large else view.resize(1024, 600)
    view.show()
    for show in (view.show_idle, lambda: view.show_asking("1024"), view.show_reasons, view.show_thanks):
        show()
        look.assert_sound(view)
    tiles = (*view.faces.values(), *view.whys.values())
    assert all(min(t.sizeHint().width(), t.sizeHint().height()) >= 96 for t in tiles)
    assert view.no_why.sizeHint().height() >= 56
