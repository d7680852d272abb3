"""Selling stops on the screen: what the teller reads, which key calls whom, who lifts it; no product is named."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.care import CareDesk
from teller_assist.domain.hand import EMPTY, hand_from
from teller_assist.ui import texts, theme
from teller_assist.ui.care_panel import CarePanel
from teller_assist.ui.window import MainWindow
from tests.desk.small import MANAGER, PRODUCTS, TELLER, ZHANG
from tests.ui import look
from tests.ui.counters import Counters, counters
from tests.ui.inline import Inline

RISKY = hand_from({"amount": "200000", "early": "yes", "payee": "new", "payee_place": "elsewhere"})


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counters]:
    with counters(tmp_path_factory.mktemp("care")) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, branch: Counters) -> Iterator[MainWindow]:
    """Each test has a day of its own."""
    branch.clock.pass_(days=1)
    made = MainWindow.whole(branch.of(TELLER), Inline(), branch.clock)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    branch.of(TELLER).end_visit()


def pops(window: MainWindow, branch: Counters) -> None:
    window.presenter.pop("customer", ZHANG, RISKY)
    branch.clock.pass_(seconds=5)
    window.presenter.tick()


def painted(widget: MainWindow | CarePanel) -> str:
    return "\n".join(t.text for t in look.painted_texts(widget))


def panel(window: MainWindow) -> CarePanel:
    window.actions_["release"].trigger()
    assert window.panels.care is not None
    return window.panels.care[0]


def test_the_second_pop_turns_the_open_card_and_closes_what_names_a_product(
    window: MainWindow, branch: Counters
) -> None:
    window.presenter.pop("customer", ZHANG, EMPTY)
    assert window.presenter.live_product()
    window.actions_["why"].trigger()
    window.actions_["sheet"].trigger()
    assert window._why is not None
    assert window._sheet is not None
    pops(window, branch)
    assert not any(beside.isVisible() for beside in (window._why[0], window._sheet))
    for key in ("why", "sheet"):
        window.actions_[key].trigger()
    assert not any(beside.isVisible() for beside in (window._why[0], window._sheet))
    seen = painted(window)
    assert not [name for name in (row[1] for row in PRODUCTS) if name not in ("手机银行", "按揭") and name in seen]
    for told in ("已停止营销", "本次见到 3 个信号", "照着问", "先关怀，不谈产品", "0:05 未呼叫", "计入误报"):
        assert told in seen
    look.assert_sound(window)


def test_f10_calls_the_supervisor_and_says_how_it_stands(window: MainWindow, branch: Counters) -> None:
    pops(window, branch)
    window.view.pane.alarm.call.click()  # type: ignore[union-attr]
    branch.clock.pass_(seconds=35)
    window.presenter.tick()
    assert "已呼叫 0:35" in painted(window)


def test_f11_lifts_it_with_a_verdict_and_another_persons_number(
    qtbot: QtBot, window: MainWindow, branch: Counters
) -> None:
    pops(window, branch)
    view = panel(window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    assert view.said.text() == "请主管报工号"
    qtbot.keyClicks(view.by.edit, TELLER)
    qtbot.keyClick(view.by.edit, Qt.Key.Key_Return)
    assert view.isVisible()
    assert "网点负责人" in view.said.text()
    view.by.edit.setText(MANAGER)
    qtbot.keyClick(view.by.edit, Qt.Key.Key_Return)
    assert not view.isVisible()
    assert [(p.verdict, p.authorised_by) for p in CareDesk(branch.of(MANAGER)).listed(True)[:1]] == [
        ("stopped", MANAGER)
    ]
    seen = painted(window)
    assert "已停止营销" not in seen
    assert "已核实，今天不再推荐" in seen


def test_f11_without_a_pause_takes_what_the_teller_sees(qtbot: QtBot, window: MainWindow, branch: Counters) -> None:
    window.presenter.pop("customer", ZHANG, EMPTY)
    view = panel(window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    care = CareDesk(branch.of(TELLER))
    made = care.here(ZHANG)
    assert made is not None
    assert (made.source, made.signs.split()) == ("teller", [care.signs()[n].code for n in (1, 2)])
    assert "已停止营销" in painted(window)
    view = panel(window)
    qtbot.keyClick(view, Qt.Key.Key_S)
    for key in (Qt.Key.Key_4, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    after = care.here(ZHANG)
    assert after is not None
    assert (after.pause_id, len(after.signs.split())) == (made.pause_id, 3)


def test_f9_f_stops_selling_too(window: MainWindow, branch: Counters) -> None:
    window.presenter.pop("customer", ZHANG, EMPTY)
    window.presenter.service.ask()
    window.presenter.press("F")
    window.presenter.tick()
    assert "柜员觉得可疑" in painted(window)


@pytest.mark.parametrize(("language", "large"), [("zh", False), ("en", True)])
def test_nothing_is_cut_off(
    window: MainWindow, branch: Counters, qapp: QApplication, language: str, large: bool
) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, "light", large)
    window.rebuild()
    pops(window, branch)
    look.assert_sound(window)
    view = panel(window)
    look.assert_sound(view)
    view.press(0, "S")
    look.assert_sound(view)
    view.close()
    window.show_dock()
    assert window.dock is not None
    window.dock.resize(theme.now().px(320), 768)
    look.assert_sound(window.dock)
    assert window.dock.width() == theme.now().px(320)
    window.dock.close()
