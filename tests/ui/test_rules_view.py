"""The rule tester on the screen: a customer, a day, every product's code, and the facts that each rule read."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.domain.words import CODES
from teller_assist.paths import RESOURCES
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import rules, texts, theme
from teller_assist.ui.rules_view import RulesView
from teller_assist.ui.why_list import LINE
from tests.desk.small import MANAGER, TELLER, ZHANG
from tests.ui import look
from tests.ui.counters import Counters, counters

Open = Callable[..., RulesView]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counters]:
    with counters(tmp_path_factory.mktemp("rules")) as made:
        yield made


@pytest.fixture
def open_(qtbot: QtBot, desk: Counters) -> Open:
    kept = []

    def opened(staff_no: str = MANAGER, packs: Path | None = None) -> RulesView:
        station = rules.make(desk.of(staff_no), AtOnce(), desk.clock, str(packs or ""))
        kept.append(station)
        view = station.view
        assert isinstance(view, RulesView)
        qtbot.addWidget(view)
        view.show()
        qtbot.waitExposed(view)
        return view

    return opened


def ask(view: RulesView, customer_no: str, day: str = "") -> None:
    view.customer.edit.setText(customer_no)
    view.day.edit.setText(day)
    view.run.click()


def codes(view: RulesView) -> list[str]:
    return [line.code for n in range(view.lines.rowCount()) if (line := view.lines.index(n, 0).data(LINE)).code]


def test_every_product_has_its_code_and_its_rules(open_: Open, desk: Counters) -> None:
    view = open_()
    ask(view, ZHANG)
    assert sorted(codes(view)) == sorted(desk.of(MANAGER).snapshot.products)
    for row, code in enumerate(codes(view)):
        view.chosen.emit(code)
        assert view.code.word.text() in CODES, (row, code)
        assert view.sentence.text()
    words = {text.text for text in look.painted_texts(view)}
    assert any("为它说话的规则" in word for word in words)


def test_another_day_gives_another_answer(open_: Open) -> None:
    view = open_()
    ask(view, ZHANG, "2026-11-23")
    first = [view.lines.index(n, 0).data(LINE) for n in range(view.lines.rowCount())]
    ask(view, ZHANG, "2028-11-23")
    later = [view.lines.index(n, 0).data(LINE) for n in range(view.lines.rowCount())]
    assert first != later, "the risk assessment has run out by then"
    assert "2028-11-23" in view.told.text()


def test_a_draft_is_tried_beside(open_: Open, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "drafts"))
    file = folder / "rules.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("per_visit = 3", "per_visit = 0"), encoding="utf-8")
    view = open_(packs=folder)
    ask(view, ZHANG)
    first = view.lines.index(0, 0).data(LINE)
    assert first.name.startswith("草稿会改变")
    assert "FATIGUE" in view.draft.text()


@pytest.mark.parametrize(("customer_no", "day"), [("nobody", ""), (ZHANG, "tomorrow")])
def test_what_cannot_be_computed_is_said(open_: Open, customer_no: str, day: str) -> None:
    view = open_()
    ask(view, customer_no, day)
    assert view.said.isVisible()
    assert view.said.text()
    assert codes(view) == []


def test_a_teller_may_not_try_rules(open_: Open) -> None:
    view = open_(TELLER)
    ask(view, ZHANG)
    assert codes(view) == []


@pytest.mark.parametrize(("language", "large"), [("zh", False), ("en", False), ("zh", True)])
def test_it_looks_sound(open_: Open, qapp: QApplication, language: str, large: bool) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, "light", large)
    view = open_()
    ask(view, ZHANG)
    look.assert_sound(view)
