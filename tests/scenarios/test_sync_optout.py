"""A customer who wants no offers: said at one desk it holds at every desk, whatever older data say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.hub import node_enrol, role
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.enrolment import make_code
from teller_assist.hub.publish import publish
from teller_assist.hub.relay import NodeOutbox
from teller_assist.hub.upward import line_up, session
from teller_assist.paths import RESOURCES
from teller_assist.store import link
from tests.hub.small_feed import write_feed
from tests.scenarios.ends import agree
from tests.sync.served import BRANCH, enrolled, opened, served, synced

PACKS = RESOURCES / "packs"
WHEN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CUSTOMER, AGREED = "C1", "2026-03-02"


def _load(hub: Hub, folder: Path, *more: str) -> None:
    """A night's data, in all of which the customer has agreed long ago."""
    people = [{"customer_no": no, "name": "张三"} for no in (CUSTOMER, *more)]
    consents = [{"customer_no": CUSTOMER, "purpose": "marketing", "given": "Y", "on": AGREED}]
    staff = [{"staff_no": "S1", "name": "员工", "branch_no": BRANCH, "role": "teller"}]
    publish(hub, write_feed(folder, {"customers": people, "consents": consents, "staff": staff}), PACKS)


@contextmanager
def counter(data: Path, now: datetime = WHEN) -> Iterator[Counter]:
    opened_ = Counter.open(data, now=lambda: now)
    try:
        yield opened_
    finally:
        opened_.close()


def consent_at(data: Path) -> bool | None:
    with counter(data) as at_the_desk:
        return at_the_desk.card(CUSTOMER).consent


def _sync(data: Path) -> str:
    with opened(data) as desk:
        result = synced(desk)
        assert result.delivered, result
        return result.via


@pytest.fixture
def hub(pg_url: str, tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub", pg_url)
    _load(made, tmp_path / "first")
    yield made
    made.close()


@pytest.fixture
def url(hub: Hub) -> Iterator[str]:
    with served(hub) as address:
        yield address


@pytest.fixture
def desks(hub: Hub, url: str, tmp_path: Path) -> list[Path]:
    for name in ("one", "two"):
        with enrolled(hub, url, tmp_path / name) as desk:
            assert synced(desk).delivered
    return [tmp_path / "one", tmp_path / "two"]


@pytest.mark.parametrize("years", [0, -20, 20], ids=["clock right", "clock years behind", "clock years ahead"])
def test_said_at_one_desk_it_holds_at_the_other_and_newer_nights_of_old_consent_do_not_undo_it(
    hub: Hub, desks: list[Path], tmp_path: Path, years: int
) -> None:
    one, two = desks
    assert consent_at(two) is True
    with counter(one, WHEN + timedelta(days=365 * years)) as at_the_desk:
        at_the_desk.withdraw_consent(CUSTOMER)
    assert consent_at(one) is False
    _sync(one)
    assert _sync(two) == "hub"
    assert consent_at(two) is False
    _load(hub, tmp_path / "second", "C2")
    for data in desks:
        _sync(data)
        assert consent_at(data) is False
    agree(hub, *desks)


def test_said_at_one_desk_it_reaches_the_other_through_the_node_and_the_hub_afterwards(
    hub: Hub, url: str, desks: list[Path], tmp_path: Path
) -> None:
    one, two = desks
    below = open_hub(tmp_path / "node")
    role.settle(below, "branch")
    me = node_enrol.settle(below, url, make_code(hub, BRANCH, "branch", 1, datetime.now(UTC)).code)
    with served(below, role="branch", node=me) as node:
        for data in desks:
            with opened(data) as desk, desk.work.writing() as writes:
                link.put_all(writes.con, {"node_url": node, "fallback": "wait"})
        with counter(one) as at_the_desk:
            at_the_desk.withdraw_consent(CUSTOMER)
        assert [_sync(data) for data in desks] == ["branch", "branch"]
        assert consent_at(two) is False
        line = line_up(below, me)
        done = session(line, NodeOutbox(below, me, lambda: datetime.now(UTC)))
        line.close()
        assert done.trouble == ""
    below.close()
    with hub.reading() as con:
        states = con.exec_driver_sql("SELECT customer_no, state FROM consent").all()
    assert [tuple(row) for row in states] == [(CUSTOMER, "withdrawn")]
