import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.domain.product import Lane, Sheet
from teller_assist.ui import texts, theme
from teller_assist.ui.sheet import SheetView
from teller_assist.ui.shortcuts import ACTIONS, KeySheet, make_actions
from tests.ui import look

FUND = Sheet(
    "IDX", "稳健指数基金", "Steady index fund", Lane.FEE, "fund", 3, False, True, None, 100_000, "CNY",
    "某某基金管理有限公司", "申购费 1.2%，管理费每年 0.5%", "净值会涨会跌，可能损失大部分本金。", True, None,
)  # fmt: skip
DEPOSIT = Sheet(
    "LCD12", "大额存单 1 年", "Large CD, 1 year", Lane.LIABILITY, "large_cd", None, True, False, 12, 20_000_000, "CNY",
    "本行", "无", "提前支取按活期计息，本金不受损。", False, None,
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
    look.assert_sound(opened(qtbot, FUND))
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
