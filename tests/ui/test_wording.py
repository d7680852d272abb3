"""Forbidden wording is seen while it is typed, and what is wrong is not kept."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.domain.packs import load_packs
from teller_assist.paths import RESOURCES
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme, wording
from teller_assist.ui.wording_view import WordingView
from tests.desk.small import MANAGER
from tests.ui import look
from tests.ui.counters import Counters, counters

Open = Callable[..., WordingView]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counters]:
    with counters(tmp_path_factory.mktemp("wording")) as made:
        yield made


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RESOURCES / "packs", tmp_path / "drafts"))


@pytest.fixture
def open_(qtbot: QtBot, desk: Counters) -> Open:
    kept = []

    def opened(folder: Path | None = None) -> WordingView:
        station = wording.make(desk.of(MANAGER), AtOnce(), desk.clock, str(folder or ""))
        kept.append(station)
        view = station.view
        assert isinstance(view, WordingView)
        qtbot.addWidget(view)
        view.show()
        qtbot.waitExposed(view)
        station.presenter.tick()
        return view

    return opened


def sentence_of(folder: Path, of: str) -> list[str]:
    tracks = load_packs(folder)["talk_tracks"]["track"]
    return list(next(t["sentence"] for t in tracks if t["for"] == of))


def test_every_text_is_found_by_its_product_and_by_its_words(open_: Open, qtbot: QtBot) -> None:
    view = open_()
    everything = view.lines.rowCount()
    assert everything > 500
    view.field.edit.setText("手机银行")
    assert 3 < view.lines.rowCount() < everything / 4
    assert view.of.text() == "手机银行"


def test_a_forbidden_word_is_named_as_it_is_typed(open_: Open, drafts: Path, qtbot: QtBot) -> None:
    view = open_(drafts)
    view.field.edit.setText("notice")
    assert view.sentence.text() == "没有问题"
    view.zh.edit.setPlainText("通知存款 保 本，比别家都高")
    assert view.sentence.text().startswith("不能发布")
    assert any("保 本" in line.text() for line in view.wrong if line.isVisible())
    before = sentence_of(drafts, "notice")
    view.keep.click()
    assert sentence_of(drafts, "notice") == before, "nothing wrong is kept"
    assert view.said.property("tone") == "bad" or "保" in view.said.text()


def test_too_long_a_sentence_is_counted(open_: Open) -> None:
    view = open_()
    view.field.edit.setText("notice")
    view.zh.edit.setPlainText("钱" * 26)
    assert view.zh.count.text() == "26 / 25"
    view.zh.edit.setPlainText("钱" * 25)
    assert view.zh.count.text() == "25 / 25"


def test_what_is_right_is_kept_and_the_rest_of_the_file_stays(open_: Open, drafts: Path) -> None:
    file = drafts / "talk_tracks.toml"
    before = file.read_text(encoding="utf-8").splitlines()
    view = open_(drafts)
    view.field.edit.setText("notice")
    view.zh.edit.setPlainText("常用的钱，要不要看看通知存款？")
    view.en.edit.setPlainText("For money you use often, shall we look at notice deposits?")
    view.keep.click()
    assert sentence_of(drafts, "notice")[0] == "常用的钱，要不要看看通知存款？"
    after = file.read_text(encoding="utf-8").splitlines()
    assert len([1 for a, b in zip(before, after, strict=False) if a != b]) == 1
    assert len(before) == len(after)


def test_a_draft_that_changed_meanwhile_is_not_overwritten(open_: Open, drafts: Path) -> None:
    view = open_(drafts)
    view.field.edit.setText("notice")
    file = drafts / "talk_tracks.toml"
    mine = view.zh.text()
    file.write_text(file.read_text(encoding="utf-8").replace(mine, "常用的钱，可以放通知存款"), encoding="utf-8")
    view.zh.edit.setPlainText("钱要常用吗？可看看通知存款")
    view.keep.click()
    assert sentence_of(drafts, "notice")[0] == "常用的钱，可以放通知存款"


def test_without_a_folder_nothing_can_be_kept(open_: Open) -> None:
    view = open_()
    assert not view.keep.isVisible()
    assert "不保存" in view.said.text()


@pytest.mark.parametrize(("language", "large"), [("zh", False), ("en", False), ("zh", True)])
def test_it_looks_sound(open_: Open, qapp: QApplication, language: str, large: bool) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, "light", large)
    view = open_()
    view.zh.edit.setPlainText("零风险，最后一天")
    look.assert_sound(view)
