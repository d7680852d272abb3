from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from teller_assist.desk.grounds import Assessed, Ground
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


class Told:
    """In the counter presenter's place."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int]] = []
        self.undone = 0

    def tell_wrong(self, product_code: str, reason: int, told: Callable[[], None]) -> None:
        self.said.append((product_code, reason))
        told()

    def undo(self) -> None:
        self.undone += 1


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


GROUND = Ground(
    UUID("01935f00-0000-7000-8000-00007f3a0912"), datetime(2026, 11, 23, 2, 41, 7, tzinfo=UTC), 4,
    Assessed(date(2025, 12, 3), date(2026, 12, 3), 1, 8), {"pension": Text("个人养老金", "Personal pension")},
)  # fmt: skip
RATED = replace(STOPPED, facts={"grade": 2, "rating": 3, "issuer_rating": 2, "seller_rating": 3})


def test_a_stop_of_risk_says_by_which_ratings_and_assessment_and_where_it_is_kept(qtbot: QtBot) -> None:
    view, _presenter = opened(qtbot)
    view.show_why(RATED, GROUND)
    told = {text.replace("\u00a0", " ") for text in shown(view)}
    assert "C2 低于 R3（发行人评 R2，本行评 R3，取高）" in told
    assert "现测评 2025-12-03，到期 2026-12-03 · 12 个月内已测 1 / 8 次" in told
    assert {"规则 2026.11.2 · 无模型参与 · 输入 4 项 · 10:41:07", "E-7F3A-0912"} <= told
    assert not any("C3" in text for text in told - {"C3"}), "no target grade"
    look.assert_sound(view)


def test_a_suggestion_says_every_factor_and_why_it_is_only_referred(qtbot: QtBot) -> None:
    view, _presenter = opened(qtbot)
    facts = {"p": 0.32, "se": 0.08, "value": 1.2, "fit": 1.1, "context": 0.25, "contacts_30d": 1, "slot": "explore",
             "rank": 3, "quiz": "pension", "verb": "refer"}  # fmt: skip
    said = replace(why("LCD12"), facts=facts, also=Text("同龄人常办", "Often taken"), model="2026.11.20")
    view.show_why(said, GROUND)
    told = " ".join(text.text() for text in view.page.findChildren(QLabel)).replace("\u00a0", " ")
    for part in (
        "接受可能 32%±8%（按模型）", "商业权重 1.2", "契合 1.1", "时机 +25%", "近 30 天谈过 1 次", "探索位",
        "还没有通过“个人养老金”小测：只能转介", "同龄人常办", "模型 2026.11.20",
    ):  # fmt: skip
        assert part in told
    assert "主管也不能" not in told
    look.assert_sound(view)
    view.show_why(replace(said, banner="MODEL_EXPIRED", model=""), GROUND)
    assert "只按规则排序，模型没有参与" in " ".join(shown(view))


def test_w_and_a_digit_call_it_wrong_whether_suggested_or_not(qtbot: QtBot) -> None:
    view, told = WhyView(), Told()
    qtbot.addWidget(view)
    presenter = WhyPresenter(view, why, lambda: GROUND, told)
    presenter.open("张女士", samples.SLATE, "IDX")
    qtbot.keyClick(view.list, Qt.Key.Key_3)
    assert told.said == []
    qtbot.keyClick(view.list, Qt.Key.Key_W)
    assert len(view.reasons.keys) == len(texts.reasons("wrong"))
    look.assert_sound(view)
    qtbot.keyClick(view.list, Qt.Key.Key_Escape)
    assert view.isVisible()
    qtbot.keyClick(view.list, Qt.Key.Key_W)
    qtbot.keyClick(view.list, Qt.Key.Key_1)
    assert told.said == [("IDX", 1)]
    assert "已反映" in " ".join(shown(view))
    qtbot.keyClick(view.list, Qt.Key.Key_Z)
    assert told.undone == 1
    assert "已反映" not in " ".join(shown(view))
    view.close()
    view.lines.set_lines([])  # the customer leaves: nobody asks why any more


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
    view.show_why(RATED, GROUND)
    look.assert_sound(view)
    assert view.page.minimumSizeHint().width() <= view.area.viewport().width()
    view._ask_wrong()
    look.assert_sound(view)
