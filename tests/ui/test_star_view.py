"""The star report: what a branch manager sees, in order of staff numbers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.domain import integrity, star_sheet, stars
from teller_assist.domain.star_sheet import StarSheet
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import star_print, texts, theme
from teller_assist.ui import words_stars as words
from teller_assist.ui.star_axis import SIDE, place_of
from teller_assist.ui.star_view import StarView
from teller_assist.ui.stars import StarPresenter, make
from tests.desk import small
from tests.ui import look, star_samples
from tests.ui.counters import Counters, counters


def shown(qtbot: QtBot, sheet: StarSheet, row: int = 0) -> StarView:
    view = StarView()
    qtbot.addWidget(view)
    view.show_sheet(sheet, star_samples.name, "滨江支行")
    if sheet.lines:
        view.list.setCurrentIndex(view.model.index(row))
    view.show()
    qtbot.waitExposed(view)
    return view


def said(view: StarView) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def test_awarded_stands_beside_measured_with_a_word_for_each_verdict(qtbot: QtBot) -> None:
    words_ = said(shown(qtbot, star_samples.sheet()))
    assert {
        "T1 陈岚",
        "评定 4 星 · 实测 4.6",
        "与实测相符",
        "实测更好",
        "未评星",
        "实测不支持",
        "样本不足",
        "尚无实测",
    } <= words_
    assert {"滨江支行", "1 项待核实"} <= words_
    assert any("不排名" in w for w in words_)


def test_the_order_is_that_of_the_numbers_and_no_key_changes_it(qtbot: QtBot) -> None:
    view = shown(qtbot, star_samples.sheet())
    before = [line.teller_no for line in view.model.lines]
    assert before == sorted(before)
    for key in "SRTO123":
        qtbot.keyClick(view.list, key)
    assert [line.teller_no for line in view.model.lines] == before


def test_the_chosen_line_shows_what_it_rests_on(qtbot: QtBot) -> None:
    view = shown(qtbot, star_samples.sheet(), 5)
    words_ = said(view)
    assert {"T6 周宁", "超时 60 / 200 笔 · 扣除 0 分（0 笔）", "1 件，属实 1 / 来访 200 笔", "1 次 · 2.5"} <= words_
    assert any(w.startswith("收到 100 / 邀评 100 · 差评 30（已处理 0）") for w in words_)
    qtbot.keyClick(view.list, Qt.Key.Key_Up)
    assert "T5 李静" in said(view)
    assert view.page.axis.accessibleName().startswith("评定 –，实测 4.6，区间 ")


def test_a_finding_is_a_hint_with_the_cases_to_look_at(qtbot: QtBot) -> None:
    view = shown(qtbot, star_samples.sheet(), 4)
    facts = [view.page.facts.itemAt(n).widget() for n in range(view.page.facts.count())]
    names = [w.accessibleName() for w in facts if w is not None]
    ghost = next(n for n in names if n.startswith("无凭来访"))
    assert "其中不满 1 分 24 / 200（网点一般 0.5%）" in ghost
    assert ghost.endswith("请核实")
    assert any(n.startswith("选择性邀评") and n.endswith("太少，不判断") for n in names)
    assert any(n.startswith("代客评价") and n.endswith("未见异常") for n in names)


def test_without_records_it_says_so(qtbot: QtBot) -> None:
    assert {"这段时间没有柜员的记录。", "尚无实测"} <= said(shown(qtbot, star_samples.nothing()))


def test_the_axis_runs_from_one_to_five() -> None:
    room = QRectF(10, 0, 124, 40)
    assert [place_of(n, room) for n in (1, 3, 5)] == [10 + SIDE, 72, 134 - SIDE]


def test_every_code_has_its_word() -> None:
    assert set(words.VERDICTS) == set(words.MEANT) == set(words.GLYPHS) == set(star_sheet.VERDICTS)
    assert {*words.DETECTORS, "star"} == set(integrity.DETECTORS)
    assert set(words.LOOKS) == {s.name for signals in integrity.SIGNALS.values() for s in signals}
    assert set(words.PARTS) == stars.WEIGHTS.keys() | stars.BRANCH_WEIGHTS.keys()


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", large, language) for large in (False, True) for language in ("zh", "en")]
    + [(scheme, True, "en") for scheme in ("dark", "contrast")],
)
def test_it_looks_right(qtbot: QtBot, qapp: QApplication, scheme: str, large: bool, language: str) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    view = shown(qtbot, star_samples.sheet(), 4)
    view.resize(1280, 1400 if not large else 1900)  # as scrolled to the end: all of the page is looked at
    look.assert_sound(view)


# --- at the desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counters]:
    with counters(tmp_path) as made:
        made.quality(small.MANAGER).award(small.TELLER, 4, date(2026, 11, 1))
        yield made


def test_the_station_shows_the_branch_and_saves_it_as_pdf(qtbot: QtBot, desk: Counters, tmp_path: Path) -> None:
    view = StarView()
    qtbot.addWidget(view)
    presenter = StarPresenter(view, desk.of(small.MANAGER), AtOnce(), tmp_path)
    presenter.ask("print")
    assert not list(tmp_path.glob("*.pdf")), "there is nothing yet"
    presenter.tick()
    assert [line.teller_no for line in view.model.lines] == [small.TELLER]
    assert view.branch_name.text() == "滨江支行"

    qtbot.keyClick(view.list, Qt.Key.Key_P)
    (pdf,) = tmp_path.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert str(pdf) in view.said.text()

    desk.quality(small.MANAGER).award(small.UNLICENSED, 3, date(2026, 11, 2))
    presenter.tick()
    assert len(view.model.lines) == 1
    qtbot.keyClick(view.list, Qt.Key.Key_R)
    assert len(view.model.lines) == 2


def test_a_folder_that_takes_nothing_is_told(qtbot: QtBot, desk: Counters, tmp_path: Path) -> None:
    view = StarView()
    qtbot.addWidget(view)
    presenter = StarPresenter(view, desk.of(small.MANAGER), AtOnce(), tmp_path / "file")
    (tmp_path / "file").touch()
    presenter.tick()
    presenter.ask("print")
    assert view.said.text().startswith("存不了")


def test_a_teller_sees_their_own_line_only(qtbot: QtBot, desk: Counters) -> None:
    desk.quality(small.MANAGER).award(small.UNLICENSED, 3, date(2026, 11, 2))
    station = make(desk.of(small.UNLICENSED), AtOnce(), desk.clock)
    qtbot.addWidget(station.view)
    station.presenter.tick()
    assert isinstance(station.view, StarView)
    assert [line.teller_no for line in station.view.model.lines] == [small.UNLICENSED]


def test_on_paper_every_teller_has_a_block() -> None:
    blocks = star_print.blocks_of(star_samples.sheet(), star_samples.name, "滨江支行")
    assert [b.split("\n")[0].split()[0] for b in blocks[1:]] == [f"T{n}" for n in range(1, 9)]
    assert "不排名" in blocks[0]
    assert "请核实 无凭来访" in blocks[5]
    assert "超时 60 / 200 笔" in blocks[6]
