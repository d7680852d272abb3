"""这条不对 by key: a number, W, a digit; the receipt stands in the suggestion's place, Z takes it back."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from teller_assist.desk.wrongs import WrongDesk
from teller_assist.domain.hand import EMPTY
from teller_assist.ui.window import MainWindow
from tests.desk.small import TELLER, ZHANG
from tests.ui import look
from tests.ui.counters import Counters, counters
from tests.ui.inline import Inline


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counters]:
    with counters(tmp_path_factory.mktemp("wrong")) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, branch: Counters) -> Iterator[MainWindow]:
    branch.clock.pass_(minutes=30)
    made = MainWindow.whole(branch.of(TELLER), Inline(), branch.clock)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.presenter.pop("customer", ZHANG, EMPTY)
    yield made
    branch.of(TELLER).end_visit()


def keys(qtbot: QtBot, window: MainWindow, pressed: str) -> None:
    for key in pressed:
        window.presenter.press(key)
        qtbot.waitUntil(lambda: window.deeds._held is None)


def told(branch: Counters) -> list[tuple[str, int]]:
    visit = branch.of(TELLER).open_visit()
    assert visit is not None
    return [(w.product_code, w.reason) for w in WrongDesk(branch.of(TELLER)).told_in(visit.visit_id)]


def test_a_number_w_and_a_digit_leave_a_receipt_in_its_place(
    qtbot: QtBot, window: MainWindow, branch: Counters
) -> None:
    card = window.presenter.card
    assert card is not None
    first = card.slate.suggestions[0]
    keys(qtbot, window, "1W")
    seen = [t.text for t in look.painted_texts(window)]
    assert {"数据不对", "不适合这位客户", "其他"} <= set(seen)
    look.assert_sound(window)
    keys(qtbot, window, "3")
    assert told(branch) == [(first.product_code, 3)]
    pane = window.view.pane
    assert pane.offers[0].stamp.isVisible()  # type: ignore[union-attr]
    assert pane.offers[0].title.text() == first.name.zh  # type: ignore[union-attr]
    seen = [t.text for t in look.painted_texts(window)]
    assert {"已反映", "不适合这位客户"} <= set(seen)
    window.presenter.resume()
    window.presenter.pop("customer", ZHANG, EMPTY)
    assert pane.offers[0].stamp.isVisible(), "opened again, it still stands"  # type: ignore[union-attr]
    window.presenter.undo()
    assert told(branch) == []
    assert not pane.offers[0].stamp.isVisible()  # type: ignore[union-attr]


def test_enter_says_other(qtbot: QtBot, window: MainWindow, branch: Counters) -> None:
    keys(qtbot, window, "1W\r")
    assert [reason for _, reason in told(branch)] == [len(branch.of(TELLER).wrong_reasons)]


def test_a_log_after_it_is_what_z_takes_back(qtbot: QtBot, window: MainWindow, branch: Counters) -> None:
    keys(qtbot, window, "1W12L")
    assert len(told(branch)) == 1
    window.presenter.undo()
    assert len(told(branch)) == 1
    visit = branch.of(TELLER).open_visit()
    assert visit is not None
    assert [a for a in branch.of(TELLER).attempts_today() if a.visit_id == visit.visit_id] == []
