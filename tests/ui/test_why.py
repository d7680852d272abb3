from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.domain.suggestion import GATES, GateStep, Text, Why
from teller_assist.ui import texts, theme
from teller_assist.ui.why import WhyPresenter, WhyView
from tests.ui import look, samples

STOPPED = Why(
    "IDX", Text("指数基金", "Index fund"), False, "RISK_TOO_HIGH",
    Text("风险等级 R3 高于您的测评等级 C2，不能向您推荐。", "R3 is above the grade C2: it may not be suggested."),
    (
        GateStep("admission", "passed", "", Text("年满 18 岁，本人，无冻结、无投诉", "An adult, in person"), ""),
        GateStep("suitability", "stopped", "RISK_TOO_HIGH", Text("C2 低于 R3", "C2 < R3"), "适当性办法 第 12 条"),
        *(GateStep(g, "skipped", "", Text("未再计算", "Not computed"), "") for g in GATES[2:]),
    ),
    Text("客户自己提出重新测评；不得提示等级或引导答案", "Only if the customer asks for an assessment"),
    Text("不谈本产品；客户问起，只说风险不匹配", "Do not raise it"),
    {"grade": 2, "rating": 3}, "rules 2026.11.2",
)  # fmt: skip


def why(code: str) -> Why:
    if code == "IDX":
        return STOPPED
    passed = tuple(replace(step, state="passed") for step in STOPPED.steps)
    return replace(STOPPED, product_code=code, suggested=True, steps=passed, facts={})


def opened(qtbot: QtBot, code: str = "IDX") -> tuple[WhyView, WhyPresenter]:
    view = WhyView()
    qtbot.addWidget(view)
    presenter = WhyPresenter(view, why)
    presenter.open("张女士", samples.SLATE, code)
    qtbot.waitExposed(view)
    return view, presenter


def shown(view: WhyView) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def test_a_stopped_product_says_at_which_gate_and_by_which_law(qtbot: QtBot) -> None:
    view, _presenter = opened(qtbot)
    assert {"指数基金", "R3", "今天不推荐", "C2 低于 R3", "适当性办法 第 12 条", "C2", "风险不匹配"} <= shown(view)
    assert view.page.firm.text() == "这一条不可放行，主管也不能。"


def test_the_arrow_keys_walk_all_products_and_skip_the_headings(qtbot: QtBot) -> None:
    view, _presenter = opened(qtbot, "LCD12")
    seen = [view.current()]
    for _ in range(9):
        qtbot.keyClick(view.list, Qt.Key.Key_Down)
        seen.append(view.current())
    assert seen[:4] == ["LCD12", "WM_R2", "MOBILE", "IDX"]
    assert len(set(seen)) == 10
    assert "" not in seen


def test_esc_closes_and_f8_asks_for_the_sheet(qtbot: QtBot) -> None:
    view, _presenter = opened(qtbot)
    with qtbot.waitSignal(view.sheet_wanted) as wanted:
        qtbot.keyClick(view.list, Qt.Key.Key_F8)
    assert wanted.args == ["IDX"]
    qtbot.keyClick(view.list, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_it_speaks_english_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    view, _presenter = opened(qtbot)
    texts.install_language(qapp, "en")
    qapp.processEvents()
    assert {"Why", "Index fund", "Not suggested", "Suitability", "Too risky"} <= shown(view)
    assert view.current() == "IDX"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    view, _presenter = opened(qtbot)
    look.assert_sound(view)
