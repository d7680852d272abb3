"""The window on a real desk: numbers that keep their meaning, a newer generation, another branch's customer."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter, utc_now
from teller_assist.domain.attempt import Outcome
from teller_assist.hub.bank import generate
from teller_assist.hub.loading import load_feed
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui.window import MainWindow
from tests.scenarios.conftest import AS_OF

TODAY = AS_OF + timedelta(days=1)


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("live") / "feed"
    generate(folder, 400, 11, AS_OF)
    return folder


@pytest.fixture
def loaded(feed: Path, tmp_path: Path) -> Iterator[Callable[..., Counter]]:
    counters: list[Counter] = []

    def load(**how: str) -> Counter:
        load_feed(feed, tmp_path / "desk", **how)  # type: ignore[arg-type]
        counters.append(Counter.open(tmp_path / "desk", now=utc_now))
        return counters[-1]

    yield load
    for counter in counters:
        counter.close()


def _with_two(counter: Counter) -> str:
    numbers = counter.snapshot.conn.execute("SELECT customer_no FROM customer")
    for (customer_no,) in numbers.fetchall():
        if len(counter.card(customer_no).slate.suggestions) >= 2:
            return str(customer_no)
    raise AssertionError("nobody has two suggestions")


def test_a_number_means_the_same_product_until_the_visit_ends(loaded: Callable[..., Counter], qtbot: QtBot) -> None:
    counter = loaded()
    customer_no = _with_two(counter)
    window = MainWindow.whole(counter, AtOnce(), utc_now)
    qtbot.addWidget(window)
    window.presenter.reopen(customer_no)
    card = window.presenter.card
    assert card is not None
    before = [s.product_code for s in card.slate.suggestions]

    counter.log(customer_no, before[0], Outcome.DECLINED, 1)
    window.presenter.reopen(customer_no)

    again = window.presenter.card
    assert again is not None
    assert [s.product_code for s in again.slate.suggestions] == before
    counter.end_visit()
    assert before[0] not in [s.product_code for s in counter.card(customer_no).slate.suggestions]


def test_a_newer_generation_is_taken_up_between_customers(
    loaded: Callable[..., Counter], feed: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    counter = loaded()
    window = MainWindow.whole(counter, AtOnce(), utc_now)
    qtbot.addWidget(window)
    customer_no = _with_two(counter)
    window.presenter.reopen(customer_no)
    newer = Path(shutil.copytree(feed, tmp_path / "newer"))
    lines = (newer / "customers.csv").read_text(encoding="utf-8").splitlines()
    (newer / "customers.csv").write_text("\n".join(lines).replace("王", "汪") + "\n", encoding="utf-8")
    load_feed(newer, tmp_path / "desk")
    before = counter.snapshot.generation

    window.presenter.tick()
    assert counter.snapshot.generation == before, "not while a customer is there"
    window.presenter.end()
    window.presenter.tick()
    assert counter.snapshot.generation != before


def test_another_branchs_customer_opens_by_a_scan_and_the_look_is_on_record(
    loaded: Callable[..., Counter], qtbot: QtBot
) -> None:
    whole = loaded()
    mobile = whole.snapshot.conn.execute(
        "SELECT mobile FROM customer WHERE branch_no <> '1001' AND mobile <> '' LIMIT 1"
    ).fetchone()[0]
    counter = loaded(branch="1001")
    window = MainWindow.whole(counter, AtOnce(), utc_now)
    qtbot.addWidget(window)

    window.presenter.pop("card", mobile)

    card = window.presenter.card
    assert card is not None
    assert card.minimal
    assert card.name == ""
    looks = counter._work.reading.execute("SELECT count(*) FROM journal WHERE kind = 'card.opened'").fetchone()[0]
    assert looks == 1
