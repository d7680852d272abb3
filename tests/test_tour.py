from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from teller_assist.app import STATIONS
from teller_assist.desk.counter import Counter, utc_now
from teller_assist.domain.days import day_at
from teller_assist.tour import beside, has_display
from teller_assist.tour.demo_day import Hall, demo_day
from teller_assist.tour.demo_desk import demo_desk
from teller_assist.tour.forenoon import tell
from teller_assist.tour.morning import picked, walk
from teller_assist.tour.pictures import VARIANTS, take


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_desk(tmp_path_factory.mktemp("demo") / "demo", customers=600)


def test_the_demo_desk_has_yesterdays_data_and_is_made_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = day_at(utc_now())
    counter = Counter.open(desk)
    assert counter.status().as_of == today - timedelta(days=1)
    generation = counter.status().generation
    counter.close()
    capsys.readouterr()
    assert demo_desk(desk, today) == desk
    assert capsys.readouterr().out == ""
    counter = Counter.open(desk)
    assert counter.status().generation == generation
    counter.close()


def test_the_morning_tells_of_a_find_a_card_a_log_and_an_undo(desk: Path, tmp_path: Path) -> None:
    import shutil

    said: list[str] = []
    copy = Path(shutil.copytree(desk, tmp_path / "desk"))
    counter = Counter.open(copy)
    names = {card.name for card in picked(counter).values()}
    counter.close()
    walk(copy, said.append)
    text = "\n".join(said)
    for words in ("键入 typed: zs", "打开客户卡", "已记录：考虑", "已撤销", "1 N 3", "为什么不", "F12"):
        assert words in text
    assert not any(name in text for name in names), "names are masked"


@pytest.fixture(scope="module")
def hall(desk: Path) -> Iterator[Hall]:
    made = demo_day(beside(desk))
    yield made
    made.close()


def test_the_hall_tells_who_waits_who_calls_and_yesterdays_figures(hall: Hall) -> None:
    said: list[str] = []
    tell(hall, said.append)
    text = "\n".join(said)
    for words in ("大堂 lobby 10:42", "fraud, 8 s", "authorise, 41 s", "转介 referral", "计件 pieces", "screen lobby"):
        assert words in text
    assert "visits 0" not in text


def test_every_scene_is_a_picture_on_the_page(desk: Path, hall: Hall, tmp_path: Path, qtbot: QtBot) -> None:
    page = take(desk, hall, tmp_path, VARIANTS[:1]).read_text(encoding="utf-8")
    pictures = sorted(tmp_path.glob("*.png"))
    assert {p.name.removesuffix("-light-zh.png") for p in pictures} >= {
        "empty", "search", "counter-busy", "why", "keys", *STATIONS,
    }  # fmt: skip
    for picture in pictures:
        assert picture.name in page
        image = QImage(str(picture))
        assert image.width() >= 320
        assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 5


def test_a_display_is_known_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":1")
    assert has_display()
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_display()
