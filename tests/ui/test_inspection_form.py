"""The inspection screen: scored by finger or keyboard, with pictures, then mended and looked at again."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from teller_assist.desk.inspections import Sheet
from teller_assist.domain.quality import ATTRIBUTES
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import inspection_form, texts, theme
from teller_assist.ui.inspection_form import InspectionPresenter
from teller_assist.ui.inspection_parts import TOUCH, Taken
from teller_assist.ui.inspection_view import InspectionView
from tests.desk.pictures import picture
from tests.desk.small import LOBBY, MANAGER, TELLER, UNLICENSED
from tests.ui import look
from tests.ui.counters import Counters, counters

Show = Callable[..., tuple[InspectionView, InspectionPresenter]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counters]:
    with counters(tmp_path) as made:
        yield made


@pytest.fixture
def show(qtbot: QtBot, desk: Counters) -> Show:
    def shown(staff_no: str = LOBBY, height: int = 800) -> tuple[InspectionView, InspectionPresenter]:
        view, presenter = inspection_form.make(desk.of(staff_no), AtOnce(), desk.clock)
        assert isinstance(view, InspectionView)
        assert isinstance(presenter, InspectionPresenter)
        qtbot.addWidget(view)
        view.resize(1280, height)
        view.show()
        qtbot.waitExposed(view)
        return view, presenter

    return shown


def said(view: InspectionView) -> set[str]:
    return {t.text for t in look.painted_texts(view)}


def tap(button: QAbstractButton) -> None:
    button.click()


def test_a_whole_form_by_the_keyboard_alone(show: Show, qtbot: QtBot, desk: Counters) -> None:
    view, _ = show()
    tap(view.sheet.teller.steps[view.sheet.teller.codes.index(TELLER)])
    for digit in "454354345":
        qtbot.keyClick(view, digit)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, "2")
    assert "已打分 9/9 · 没做到 0" in said(view)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (found,) = desk.quality(LOBBY).inspections()
    assert list(found.points) == list(ATTRIBUTES)
    assert [found.points[a] for a in ATTRIBUTES] == [4, 5, 4, 3, 5, 4, 3, 2, 5]
    assert view.said.text() == "已记下，可以交办整改"


def test_by_finger_a_score_is_taken_back_and_items_are_ticked(show: Show) -> None:
    view, _ = show()
    scale = view.sheet.scales[4]
    tap(scale.grid.steps[3])
    assert view.sheet.sheet().scores == {"swift": 4}
    tap(scale.grid.steps[3])
    assert view.sheet.sheet().scores == {}
    missed = view.sheet.missed
    tap(missed.steps[missed.codes.index("seat")])
    tap(missed.steps[missed.codes.index("by_name")])
    tap(missed.steps[missed.codes.index("seat")])
    assert view.sheet.sheet().missed == ("by_name",)


def test_a_form_that_says_nothing_is_refused_in_words_and_keeps_what_is_filled_in(show: Show, desk: Counters) -> None:
    view, _ = show()
    view.sheet.note.edit.setText("窗口没有人")
    view.sheet.score(3)
    tap(view.keys["save"])
    assert view.said.text() == "先选柜员或窗口"
    assert view.sheet.note.edit.text() == "窗口没有人"
    assert view.sheet.sheet().scores == {"courteous": 3}
    assert desk.quality(LOBBY).inspections() == ()


def test_pictures_are_added_seen_taken_out_and_kept(show: Show, tmp_path: Path, desk: Counters) -> None:
    view, presenter = show()
    for seed in (1, 2):
        (tmp_path / f"{seed}.jpg").write_bytes(picture(seed=seed))
        presenter.photograph(tmp_path / f"{seed}.jpg")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    presenter.photograph(tmp_path / "a.pdf")
    assert "a.pdf" in view.said.text()
    assert len(view.sheet.thumbs.thumbs) == 2
    tap(view.sheet.thumbs.thumbs[0])
    assert len(view.sheet.pictures) == 1
    tap(view.sheet.teller.steps[0])
    view.sheet.score(4)
    tap(view.keys["save"])
    (found,) = desk.quality(MANAGER).inspections()
    assert len(found.photos.split()) == 1
    assert len(view.case.thumbs.thumbs) == 1
    (tmp_path / "after.png").write_bytes(picture(form="PNG", seed=9))
    presenter.photograph(tmp_path / "after.png")
    assert len(view.case.thumbs.thumbs) == 2, "one of what has been mended"


def test_it_is_given_to_be_mended_and_looked_at_again(show: Show, desk: Counters) -> None:
    view, presenter = show()
    tap(view.sheet.teller.steps[view.sheet.teller.codes.index(TELLER)])
    view.sheet.score(2)
    missed = view.sheet.missed
    tap(missed.steps[missed.codes.index("seat")])
    tap(view.keys["save"])
    assert view.case.what.edit.text() == "请客入座", "what was missed is what is to be mended"
    assert view.case.owner.chosen == TELLER
    tap(view.keys["act"])
    assert {"待整改与复查 1", "待整改"} <= said(view)
    desk.clock.pass_(days=7)
    desk.quality(TELLER).mend(desk.quality(TELLER).inspections()[0].inspection_id, "已改")
    presenter.tick()
    assert "待复查" in said(view), "what anybody records is seen within half a second"
    presenter.choose(desk.quality(LOBBY).inspections()[0].inspection_id)
    tap(view.keys["fail"])
    assert "整改逾期" in said(view)
    desk.quality(TELLER).mend(desk.quality(TELLER).inspections()[0].inspection_id)
    presenter.choose(desk.quality(LOBBY).inspections()[0].inspection_id)
    tap(view.keys["pass"])
    assert "没有要整改的" in said(view)
    assert not view.keys["pass"].isVisible()


def test_what_is_being_filled_in_stays_when_a_colleague_records_something(show: Show, desk: Counters) -> None:
    view, presenter = show()
    view.sheet.score(5)
    view.sheet.note.edit.setText("写到一半")
    desk.quality(MANAGER).inspect(Sheet(teller_no=TELLER, scores={"warm": 1}))
    presenter.tick()
    assert view.sheet.sheet().scores == {"courteous": 5}
    assert view.sheet.note.edit.text() == "写到一半"
    assert len(view.list.buttons) == 1


def test_a_teller_sees_their_own_and_no_form(show: Show, desk: Counters) -> None:
    desk.quality(LOBBY).inspect(Sheet(teller_no=UNLICENSED, scores={"warm": 1}))
    own = desk.quality(LOBBY).inspect(Sheet(teller_no=TELLER, scores={"warm": 3}))
    desk.quality(LOBBY).act(own.inspection_id, "微笑", TELLER, own.at.date() + timedelta(days=9))
    view, _ = show(TELLER)
    assert len(view.list.buttons) == 1
    assert not view.keys["new"].isVisible()
    assert view.keys["mend"].isVisible()
    tap(view.keys["mend"])
    assert "待复查" in said(view)


def test_every_key_and_step_is_big_enough_for_a_finger(show: Show) -> None:
    view, _ = show()
    steps = [s for scale in view.sheet.scales for s in scale.grid.steps]
    touched = [*steps, *view.sheet.missed.steps, *view.sheet.form.steps, *view.keys.values(), view.sheet.note]
    assert len(touched) > 60
    assert [w for w in touched if not w.isHidden() and w.height() < TOUCH] == []


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", False, "zh"), ("dark", True, "en"), ("contrast", True, "zh")],
)
def test_it_looks_right(
    show: Show,
    qapp: QApplication,
    desk: Counters,
    scheme: str,
    large: bool,
    language: str,
) -> None:
    """On a tall screen, where nothing scrolls; one inspection also at its own size."""
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    manager = desk.quality(MANAGER)
    one = manager.inspect(
        Sheet(teller_no=TELLER, scores={"warm": 2, "swift": 4}, missed=("seat", "both_hands"), note="客户站着等"),
        [picture()],
    )
    manager.act(one.inspection_id, "每位客户先请坐，再核对票号；双手递接", TELLER, one.at.date() + timedelta(days=1))
    desk.clock.pass_(days=3)
    view, presenter = show(LOBBY, height=2400)
    view.sheet.score(4)
    view.sheet.add_picture(Taken("a.jpg", picture()))
    view.say(view.tr("已记下"), "ok")
    look.assert_sound(view)
    view.resize(1280, 800)
    presenter.choose(one.inspection_id)
    look.assert_sound(view)


def test_it_speaks_english_at_once_and_keeps_what_is_filled_in(show: Show, qapp: QApplication) -> None:
    view, _ = show()
    view.sheet.score(4)
    texts.install_language(qapp, "en")
    qapp.processEvents()
    assert {"New inspection", "Courteous", "Scored 1/9 · missed 0"} <= said(view)
