"""Desks that are not as they should be: years off, revoked, too old, a month alone, of an older program."""

import random
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain.consent import ConsentWithdrawn
from teller_assist.domain.referral import ReferralMade
from teller_assist.hub import devices
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.store import keyfile
from teller_assist.store.engine import NAME
from teller_assist.store.journal import unsent
from teller_assist.sync.enrol import enrol
from teller_assist.sync.sender import Sender, utc_now
from tests.scenarios.ends import agree, deeds, record
from tests.store.conftest import KEY
from tests.store.deeds import happened, logged, started, write
from tests.sync.served import code, enrolled, in_ledger, opened, served, synced

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "0.1.0" / NAME
YEAR = 365 * 24 * 60  # minutes


@pytest.fixture
def hub(pg_url: str, tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub", pg_url)
    yield made
    made.close()


@pytest.fixture
def url(hub: Hub) -> Iterator[str]:
    with served(hub) as address:
        yield address


@pytest.fixture
def desk(hub: Hub, url: str, tmp_path: Path) -> Iterator[Sender]:
    with enrolled(hub, url, tmp_path / "desk") as made:
        yield made


@pytest.mark.parametrize("years", [-56, -3, 8, 73])
def test_a_clock_that_is_years_off_is_told_and_everything_arrives(
    hub: Hub, url: str, desk: Sender, tmp_path: Path, years: int
) -> None:
    write(desk.work, *deeds(random.Random(years), 20))
    visit_id, off = uuid7(), years * YEAR
    with opened(desk.data, lambda: utc_now() + timedelta(minutes=off)) as wrong:
        write(
            wrong.work, started(visit_id, off), logged(visit_id, "P1", off + 1),
            happened(ReferralMade, off, referral_id=uuid7(), customer_no="C1", product_code="P1"),
            happened(ConsentWithdrawn, off, customer_no="C9", purpose="marketing"),
        )  # fmt: skip
        result = synced(wrong)
        assert result.delivered, result
        assert abs(result.skew_seconds - off * 60) < 3600
    write(desk.work, *deeds(random.Random(years + 1), 20))  # the clock was put right
    with enrolled(hub, url, tmp_path / "other") as other:
        for one in (desk, other, desk):
            result = synced(one)
            assert result.delivered
            assert abs(result.skew_seconds) < 3600
        assert other.work.reading.execute("SELECT count(*) FROM consent WHERE customer_no = 'C9'").fetchone() == (1,)
    agree(hub, desk.data, tmp_path / "other", pruned=years < 0)  # a visit of long ago, by its own date, is not kept


def test_a_desk_that_is_too_old_then_revoked_loses_nothing_and_delivers_all_once_mended(
    hub: Hub, url: str, desk: Sender
) -> None:
    recorded = 0
    for trouble in ("too_old", "revoked"):
        write(desk.work, *deeds(random.Random(recorded), 30))
        recorded += 30
        if trouble == "too_old":
            with hub.writing() as con:
                note_about(con, "oldest_program", "99.0")
        else:
            with hub.writing() as con:
                note_about(con, "oldest_program", "")
            devices.revoke(hub, desk.box.device)
        result = synced(desk)
        assert (result.trouble, result.unsent, result.exit_code) == (trouble, recorded, 4)
        assert "nothing is lost" in result.sentence
        assert in_ledger(hub) == 0
    enrol(desk.data, url, code(hub))
    desk.close()
    with opened(desk.data) as again:
        assert synced(again).delivered
    assert in_ledger(hub) == recorded
    agree(hub, desk.data)


def _month_alone(hub: Hub, desk: Sender, n: int) -> None:
    """``n`` events over thirty days, none of them above; the first tries meet nobody."""
    chance = random.Random(n)
    for day in range(30):
        visits = []
        for _ in range(n // 30 // 2):
            visit_id, minute = uuid7(), day * 24 * 60 + chance.randrange(480)
            visits += [started(visit_id, minute), logged(visit_id, f"P{chance.randrange(9)}", minute + 1)]
        write(desk.work, *visits)
    waiting = unsent(desk.work.reading)[0]
    assert waiting == n // 30 // 2 * 60
    result = synced(desk)
    assert result.delivered, result
    assert (result.pushed, result.acknowledged) == (waiting, waiting)
    agree(hub, desk.data)


def test_a_desk_alone_for_thirty_days_delivers_everything_at_once(hub: Hub, desk: Sender) -> None:
    _month_alone(hub, desk, 2_400)


@pytest.mark.long
def test_a_desk_alone_for_thirty_days_delivers_twenty_thousand(hub: Hub, desk: Sender) -> None:
    _month_alone(hub, desk, 20_040)


def test_forty_days_of_a_desk_of_the_first_version_go_up_after_the_upgrade(hub: Hub, url: str, tmp_path: Path) -> None:
    data = tmp_path / "old"
    data.mkdir()
    shutil.copy(GOLDEN, data / NAME)
    (data / keyfile.NAME).write_text(KEY.hex() + "\n", encoding="ascii")
    (data / keyfile.NAME).chmod(0o600)
    with enrolled(hub, url, data) as desk:
        waiting = unsent(desk.work.reading)[0]
        assert waiting > 200
        record(data, deeds(random.Random(4), 10))
        result = synced(desk)
        assert (result.delivered, result.pushed) == (True, waiting + 10)
    agree(hub, data)
