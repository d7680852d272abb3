"""Knowledge cards and the quiz beside the work: by keys, nothing of a customer, service first."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.knowledge import Knowledge
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.knowledge import KnowledgePresenter
from teller_assist.ui.knowledge_rows import Row
from teller_assist.ui.knowledge_view import KnowledgePanel
from teller_assist.ui.window import MainWindow
from tests.desk.quizzes import learnt_desk, passed, right_ones
from tests.desk.small import TELLER, WEALTH, ZHANG
from tests.ui import look
from tests.ui.counters import Counters


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return learnt_desk(tmp_path_factory.mktemp("learnt"))


@pytest.fixture
def desk(learnt: Path, tmp_path: Path) -> Iterator[Counters]:
    made = Counters(Path(shutil.copytree(learnt, tmp_path / "desk")))
    yield made
    made.close()


def panel(qtbot: QtBot, desk: Counters, product_code: str = "") -> KnowledgePanel:
    view, counter = KnowledgePanel(), desk.of(TELLER)
    qtbot.addWidget(view)
    presenter = KnowledgePresenter(view, Knowledge(counter), AtOnce(), lambda: counter.open_visit() is not None)
    view.presenter = presenter  # type: ignore[attr-defined]
    presenter.open(product_code)
    view.stand_at(QPoint(0, 0), 768)
    view.show()
    qtbot.waitExposed(view)
    view.field.setFocus()
    return view


def said(view: KnowledgePanel) -> str:
    return " ".join(t.text for t in look.painted_texts(view))


def rows(view: KnowledgePanel) -> list[Row]:
    return [view.rows.itemAt(n).widget() for n in range(view.rows.count())]  # type: ignore[misc]


def answer(qtbot: QtBot, view: KnowledgePanel, desk: Counters, topic: str, wrong: int = 0) -> None:
    knowledge = Knowledge(desk.of(TELLER))
    for n in right_ones(knowledge, knowledge.sit(topic), wrong):
        qtbot.keyClick(view, str(n))


def test_typing_finds_marks_and_enter_opens(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    assert [row.words.text() for row in rows(view)] == ["存款保险赔多少？", "哪些银行参加存款保险？", "理财会亏吗？"]
    qtbot.keyClicks(view.field.edit, "ckbx")
    first, _ = rows(view)
    assert ">存款保险</b>赔多少" in first.words.text()
    assert "本息合计" not in said(view)
    qtbot.keyClick(view.field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(view.field.edit, Qt.Key.Key_Return)
    assert "境内吸收存款的银行都参加" in said(view)
    view.field.edit.setText("lilv")
    assert ">利率</b>变化也有影响" in rows(view)[0].under.text(), "found in the answer, so it is shown"
    view.field.edit.setText("没有的")
    assert "换个说法" in said(view)
    qtbot.keyClick(view.field.edit, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_the_product_on_the_screen_brings_its_cards_first(qtbot: QtBot, desk: Counters) -> None:
    assert rows(panel(qtbot, desk, WEALTH))[0].words.text() == "理财会亏吗？"


def test_a_quiz_by_digits_is_passed_recorded_and_explained(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    assert "小测未通过，先转介：理财" in said(view)
    qtbot.keyClick(view.field.edit, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert "必须通过才能办理 · 2 题，80% 通过 · 今天还可答 2 次" in said(view)
    qtbot.keyClick(view, "1")
    assert "答题 · 理财 · 1/2" in said(view)
    qtbot.keyClick(view, "9")
    assert "· 1/2" in said(view), "there is no ninth answer"
    answer(qtbot, view, desk, "wealth")
    assert "理财：通过，100 分，到 2027-11-23" in said(view)
    assert "因为1" in said(view)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "通过，到 2027-11-23" in said(view)
    assert view.hint.text() == ""


def test_a_failed_quiz_says_what_to_read_and_a_digit_opens_it(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    view.switch_key.click()
    qtbot.keyClick(view, "2")
    answer(qtbot, view, desk, "insured", wrong=5)
    assert "存款保险：没有通过，0 分，要 80 分" in said(view)
    assert "今天还可答 1 次，题目不变" in said(view)
    assert "正确：" not in said(view)
    assert "因为" not in said(view)
    read = rows(view)[0].words.text()
    qtbot.keyClick(view, "1")
    assert (view.mode, view.opened) == ("find", True)
    assert "银行" in said(view) or read in said(view)


def test_leaving_comes_back_to_the_same_question(qtbot: QtBot, desk: Counters) -> None:
    view = panel(qtbot, desk)
    view.switch_key.click()
    qtbot.keyClick(view, "2")
    qtbot.keyClick(view, "1")
    second = rows(view)[0].words.text()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.mode == "topics"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "· 2/" in said(view)
    assert rows(view)[0].words.text() == second


def test_service_first_and_no_answer_is_lost(qtbot: QtBot, desk: Counters) -> None:
    view, counter = panel(qtbot, desk), desk.of(TELLER)
    view.switch_key.click()
    qtbot.keyClick(view, "1")
    qtbot.keyClick(view, "1")
    counter.begin_visit(ZHANG, "scan")
    qtbot.keyClick(view, "1")
    assert "· 2/" in said(view)
    assert "先办业务" in said(view)
    assert Knowledge(counter).standings()[0].left == 2
    counter.end_visit()
    qtbot.keyClick(view, "1")
    assert Knowledge(counter).standings()[0].left == 1


def test_with_a_customer_here_cards_are_found_and_nothing_of_them_is_shown(qtbot: QtBot, desk: Counters) -> None:
    window = MainWindow.whole(desk.of(TELLER), AtOnce(), desk.clock)
    qtbot.addWidget(window)
    window.presenter.pop("customer", ZHANG)
    window.actions_["knowledge"].trigger()
    assert window.panels.knowledge is not None
    view = window.panels.knowledge[0]
    assert view.isVisible()
    assert view.field.edit.hasFocus() or view.focusWidget() is view.field.edit
    view.switch_key.click()
    assert "正在接待客户" in said(view)
    assert not any(part in said(view) for part in ("张", ZHANG, "8812"))
    window.presenter.blank()
    window.panels.shown()[0].close()
    window.actions_["knowledge"].trigger()
    assert not view.isVisible(), "not over the curtain"


def test_a_customer_who_comes_puts_the_quiz_aside_and_not_the_cards(qtbot: QtBot, desk: Counters) -> None:
    window = MainWindow.whole(desk.of(TELLER), AtOnce(), desk.clock)
    qtbot.addWidget(window)
    window.actions_["knowledge"].trigger()
    assert window.panels.knowledge is not None
    view = window.panels.knowledge[0]
    view.switch_key.click()
    qtbot.keyClick(view, "1")
    qtbot.keyClick(view, "1")
    window.presenter.pop("customer", ZHANG)
    assert not view.isVisible()
    window.presenter.end()
    window.actions_["knowledge"].trigger()
    window.presenter.pop("customer", ZHANG)
    assert view.isVisible()
    window.presenter.end()
    view.switch_key.click()
    qtbot.keyClick(view, "1")
    assert "· 2/" in said(view), "and nothing is lost"


@pytest.mark.parametrize(("large", "language"), [(False, "zh"), (True, "en")])
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, desk: Counters, large: bool, language: str) -> None:
    theme.apply(qapp, "light", large)
    texts.install_language(qapp, language)
    passed(Knowledge(desk.of(TELLER)), "wealth")
    desk.clock.pass_(days=350)
    view = panel(qtbot, desk)
    for keys in ("", "ck", "\t", "2", "1", "1111"):
        for key in keys:
            view.switch_key.click() if key == "\t" else qtbot.keyClicks(
                view.field.edit if view.mode == "find" else view, key
            )
        look.assert_sound(view)
