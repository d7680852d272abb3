"""The service report on the screen: figures of a day, and other weights tried."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.queue import Queue
from teller_assist.desk.window import Window
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import report, texts, theme
from teller_assist.ui.report import ReportPresenter
from teller_assist.ui.report_view import ReportView
from tests.desk.small import BARE, LOBBY, MANAGER, OUYANG, TELLER, UNLICENSED, ZHANG
from tests.ui import look
from tests.ui.counters import Counters, counters

Show = Callable[..., tuple[ReportView, ReportPresenter]]
# Teller, customer, type, minutes at the window, minutes of waiting.
DAY = (
    (TELLER, ZHANG, "current", 2.5, 4), (TELLER, OUYANG, "current", 4, 12), (TELLER, BARE, "transfer", 4, 9),
    (TELLER, ZHANG, "wealth", 25, 31), (UNLICENSED, OUYANG, "transfer", 9, 22), (UNLICENSED, BARE, "bill", 2, 1),
    (UNLICENSED, ZHANG, "account_open", 12, 3), (TELLER, OUYANG, "cash_large", 6, 20),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counters]:
    with counters(tmp_path_factory.mktemp("report")) as made:
        for teller, customer, kind, served, waited in DAY:
            counter = made.of(teller)
            ticket = Queue(counter).take_ticket(kind, customer_no=customer)
            made.clock.pass_(minutes=waited)
            Queue(counter).call(ticket.number, "演示")
            counter.begin_visit(customer, "scan", business_type=kind)
            made.clock.pass_(minutes=served)
            if kind == "wealth":
                Window(counter).excuse("system_slow")
            counter.end_visit()
        yield made


@pytest.fixture
def show(qtbot: QtBot, desk: Counters) -> Show:
    def shown(staff_no: str = MANAGER) -> tuple[ReportView, ReportPresenter]:
        view, presenter = report.make(desk.of(staff_no), AtOnce(), desk.clock)
        assert isinstance(view, ReportView)
        assert isinstance(presenter, ReportPresenter)
        qtbot.addWidget(view)
        view.resize(1280, 800)
        view.show()
        qtbot.waitExposed(view)
        presenter.tick()
        return view, presenter

    return shown


def said(view: ReportView) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def test_the_standard_stands_beside_what_it_took(show: Show) -> None:
    view, _ = show()
    words = said(view)
    assert {"来访 8 · 无记录 0 · 票 8", "10 分内 4", "10–20 分 1", "20–30 分 2", "超 30 分 1"} <= words
    assert {"活期存取款", "标准 3:00 · 2 笔", "P50 2:30 · P90 4:00", "理财签约", "有原因 1 · 无 0"} <= words
    assert {"超时 3", "有原因 1 · 无 2", "都在限时内"} <= words


def test_another_weight_is_tried_as_it_is_typed(show: Show, qtbot: QtBot) -> None:
    view, _ = show()
    panel = view.weights
    field = next(f for f in panel.fields if f.code == "current")
    assert "总数不变" in panel.sum.text()
    before = said(view)
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "4")
    assert field.edit.text() == "4"
    assert "总数有变" in panel.sum.text()
    assert {"占比升", "占比降"} <= said(view)
    qtbot.keyClicks(field.edit, "x")
    assert panel.said_.text() == "写成 1.5 或 5/3，从 0 到 1000"
    assert panel.said_.property("tone") == "bad"
    qtbot.mouseClick(panel.back, Qt.MouseButton.LeftButton)
    assert said(view) == before


def test_a_teller_sees_their_own_figures_and_no_simulator(show: Show) -> None:
    view, _ = show(UNLICENSED)
    assert not view.weights.isVisible()
    assert "来访 3 · 无记录 0 · 票 3" in said(view)


def test_the_keys_choose_how_many_days(show: Show, qtbot: QtBot) -> None:
    view, _ = show(LOBBY)
    today = view.period.text()
    qtbot.keyClick(view, Qt.Key.Key_2)
    assert view.period.text() != today
    assert "1 笔核心交易没有来访记录" in said(view)
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert view.period.text() == today


def test_a_day_without_visits_says_so(show: Show, desk: Counters) -> None:
    view, presenter = show()
    desk.clock.pass_(days=1)
    presenter.look()
    assert "这段时间没有来访" in said(view)
    look.assert_sound(view)
    desk.clock.pass_(days=-1)


@pytest.mark.parametrize("scheme", theme.SCHEMES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
def test_nothing_is_cut_off_or_too_faint(
    show: Show, qapp: QApplication, scheme: str, language: str, large: bool
) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, scheme, large)
    view, presenter = show()
    presenter.ask("month")
    look.assert_sound(view)
    assert view.width() == 1280, "it fits a tablet's screen"
