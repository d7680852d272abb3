from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from teller_assist.domain.disclosure import Disclosure
from teller_assist.domain.product import Lane, Sheet
from teller_assist.domain.suggestion import Text
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.sheet import SheetView
from teller_assist.ui.shortcuts import ACTIONS, KeySheet, make_actions
from teller_assist.ui.window import MainWindow
from tests.desk.small import CD, OUYANG, TELLER, ZHANG
from tests.ui import look
from tests.ui.counters import counters

FUND = Sheet(
    "IDX", "稳健指数基金", "Steady index fund", Lane.FEE, "fund", 3, False, True, None, 100_000, "CNY",
    "某某基金管理有限公司", "申购费 1.2%，管理费每年 0.5%", "净值会涨会跌，可能损失大部分本金。", True, None,
)  # fmt: skip
DEPOSIT = Sheet(
    "LCD12", "大额存单 1 年", "Large CD, 1 year", Lane.LIABILITY, "large_cd", None, True, False, 12, 20_000_000, "CNY",
    "本行", "无", "提前支取按活期计息，本金不受损。", False, None,
)  # fmt: skip

TOLD = FUND._replace(
    told=Disclosure(
        Text("公募基金", "Public fund"), Text("投资股票和债券", "Shares and bonds"), Text("认购费1%", "Buying 1%"),
        Text("净值会涨会跌，可能亏损本金。", "Its value moves and may lose principal."),
        Text("任一交易日可赎回", "Redeemed on any trading day"), "regular",
    )
)  # fmt: skip


def opened(qtbot: QtBot, sheet: Sheet) -> SheetView:
    view = SheetView()
    qtbot.addWidget(view)
    view.open(sheet)
    view.resize(1366, 768)  # the test's own screen is smaller than any counter's
    qtbot.waitExposed(view)
    return view


def test_the_customer_reads_facts_and_risks(qtbot: QtBot) -> None:
    shown = " ".join(t.text for t in look.painted_texts(opened(qtbot, FUND)))
    for words in (
        "稳健指数基金",
        "不是存款，本金可能受损",
        "R3 · 中等风险",
        "1,000 元起",
        "申购费",
        "录音录像",
        "不买不影响",
    ):
        assert words in shown
    assert "存款保险" not in shown


def test_the_whole_list_of_what_has_to_be_told(qtbot: QtBot, qapp: QApplication) -> None:
    told = {
        "zh": ("公募基金", "投资股票和债券", "认购费1%", "可能亏损本金", "任一交易日可赎回", "R3 · 中等风险：起伏",
               "有效的风险测评", "分期交费", "某某基金管理有限公司"),
        "en": ("Public fund", "Shares and bonds", "Buying 1%", "may lose principal", "any trading day", "R3 · medium",
               "valid risk assessment", "instalments", "某某基金管理有限公司"),
    }  # fmt: skip
    for language, words in told.items():
        texts.install_language(qapp, language)
        view = opened(qtbot, TOLD)
        shown = " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())
        for word in words:
            assert word in shown, word
        assert "申购费" not in shown, "the pack's word of the charges stands for the catalogue's"


def test_a_deposit_is_not_measured_by_a_risk_assessment(qtbot: QtBot) -> None:
    shown = " ".join(t.text for t in look.painted_texts(opened(qtbot, DEPOSIT)))
    assert "测评" not in shown
    assert "风险等级" not in shown


def test_large_print_for_the_old_and_only_for_them(qtbot: QtBot) -> None:
    view = opened(qtbot, TOLD)
    small = view.bodies[0].fontMetrics().height()
    view.show_sheet(TOLD, large=True)
    qtbot.wait(1)
    assert view.bodies[0].fontMetrics().height() > 1.1 * small
    look.assert_sound(view)
    view.show_sheet(TOLD)
    qtbot.wait(1)
    assert view.bodies[0].fontMetrics().height() == small


@pytest.mark.parametrize(("customer_no", "large"), [(OUYANG, True), (ZHANG, False)])
def test_who_is_65_gets_it_in_large_print_by_itself(
    qtbot: QtBot, tmp_path: Path, customer_no: str, large: bool
) -> None:  # fmt: skip
    with counters(tmp_path) as desk:
        window = MainWindow.whole(desk.of(TELLER), AtOnce(), desk.clock)
        qtbot.addWidget(window)
        window.presenter.pop("customer", customer_no)
        window._open_sheet(CD)
        view = window._sheet
        assert view is not None
        assert view.bodies[0].property("step") == ("name" if large else "ticket")
        shown = " ".join(label.text() for label in view.findChildren(QLabel))
        assert "提前支取" in shown, "the pack is asked"
        assert not any(part in shown for part in ("张丽", "欧阳", customer_no + " ", "8812"))


def test_p_puts_it_on_paper_in_large_print(qtbot: QtBot, tmp_path: Path) -> None:
    view = SheetView(folder=tmp_path / "paper")
    qtbot.addWidget(view)
    pages = {}
    for large in (False, True):
        view.show_sheet(TOLD, large)
        view.show()
        qtbot.keyClick(view, Qt.Key.Key_P)
        written = (tmp_path / "paper" / "IDX-zh.pdf").read_bytes()
        assert written.startswith(b"%PDF")
        pages[large] = written.count(b"/Type /Page\n")
        assert view.said.text() == "已存到文档：IDX-zh.pdf"
    assert 1 <= pages[False] <= pages[True]
    (tmp_path / "file").touch()
    view = SheetView(folder=tmp_path / "file" / "paper")
    qtbot.addWidget(view)
    view.show_sheet(TOLD)
    view.print_it()
    assert "存不了" in view.said.text()


def test_what_is_below_is_said_and_reached_by_keys(qtbot: QtBot) -> None:
    view = opened(qtbot, TOLD)
    view.resize(900, 480)
    qtbot.waitUntil(lambda: view.below.isVisible())
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert not view.below.isVisible()


def test_a_deposit_says_it_is_insured(qtbot: QtBot) -> None:
    shown = " ".join(t.text for t in look.painted_texts(opened(qtbot, DEPOSIT)))
    assert "存款保险" in shown
    assert "12 个月" in shown
    assert "200,000 元起" in shown


def test_esc_closes_the_sheet(qtbot: QtBot) -> None:
    view = opened(qtbot, FUND)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_sheets_look_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    look.assert_sound(opened(qtbot, TOLD))
    keys = KeySheet([a.name for a in ACTIONS])
    qtbot.addWidget(keys)
    keys.show()
    look.assert_sound(keys)


def test_the_key_sheet_lists_only_what_works_here(qtbot: QtBot) -> None:
    keys = KeySheet(["find", "sheet", "accepted"])
    qtbot.addWidget(keys)
    keys.show()
    shown = {t.text for t in look.painted_texts(keys)}
    assert {"F2", "F8", "给客户看", "A"} <= shown
    assert "F9" not in shown


def test_a_key_is_given_once() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))


def test_an_action_is_made_from_the_table(qtbot: QtBot) -> None:
    done: list[str] = []
    view = SheetView()
    qtbot.addWidget(view)
    made = make_actions(view, {"sheet": lambda: done.append("sheet")})
    made["sheet"].trigger()
    assert done == ["sheet"]
    assert made["sheet"].shortcut().toString() == "F8"
    with pytest.raises(KeyError):
        make_actions(view, {"dance": lambda: None})
