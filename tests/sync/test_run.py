"""A desk's sync against a real hub over real HTTP: what it says, keeps and does when something is in the way."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from uuid_utils.compat import uuid7

from teller_assist.cli import cli
from teller_assist.domain.referral import ReferralMade
from teller_assist.errors import DeskNotReady, NoKey, Refused
from teller_assist.hub import devices, tables
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.store import keyfile, link, sync_runs
from teller_assist.store.journal import unsent
from teller_assist.sync.lock import Sending, only_sender
from teller_assist.sync.run import sync
from teller_assist.sync.sender import Sender, utc_now
from teller_assist.sync.standing import standing
from teller_assist.wire.identity import Certificate, certify
from tests.store.deeds import happened, morning, write
from tests.sync.served import BRANCH, enrolled, in_ledger, opened, served, synced

HOLDS = """
import sys, time
from pathlib import Path
from teller_assist.sync.lock import only_sender
with only_sender(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
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


def _referral() -> ReferralMade:
    made: ReferralMade = happened(
        ReferralMade, referral_id=uuid7(), customer_no="C1", product_code="P1", to_role="manager", note=""
    )
    return made


# -- the ordinary ---------------------------------------------------------------------------------


def test_what_was_recorded_is_delivered_once_and_the_history_says_so(hub: Hub, desk: Sender) -> None:
    recorded = len(morning(desk.work))
    result = synced(desk)
    assert (result.pushed, result.acknowledged, result.unsent, result.via) == (recorded, recorded, 0, "hub")
    assert result.delivered
    assert result.exit_code == 0
    again = synced(desk)
    assert (again.pushed, again.delivered) == (0, True)
    assert in_ledger(hub) == recorded
    runs = sync_runs.last_runs(desk.work.reading, 9)
    assert [(r.pushed, r.trouble, r.reconciled, r.ended_at is not None) for r in runs] == [
        (0, "", True, True), (recorded, "", True, True),
    ]  # fmt: skip


def test_steps_are_told_with_how_much_is_done(desk: Sender) -> None:
    recorded = len(morning(desk.work))
    told: list[tuple[str, int, int]] = []
    sync(desk, lambda *step: told.append(step), threading.Event())
    assert ("push", 0, recorded) in told
    assert ("push", recorded, recorded) in told
    assert told[0][0] == "hello"
    assert {"pull", "reconcile", "prune"} <= {step for step, _, _ in told}


def test_a_colleague_s_referral_comes_with_the_next_sync(hub: Hub, url: str, desk: Sender, tmp_path: Path) -> None:
    made = _referral()
    write(desk.work, made)
    assert synced(desk).delivered
    with enrolled(hub, url, tmp_path / "other") as other:
        result = synced(other)
        assert (result.pulled, result.delivered) == (1, True)
        row = other.work.reading.execute("SELECT customer_no FROM referral").fetchone()
        assert row[0] == made.customer_no


def test_a_desk_that_is_not_enrolled_is_told_how(tmp_path: Path) -> None:
    with pytest.raises(DeskNotReady, match="desk enrol"):
        Sender.open(tmp_path)


# -- no line --------------------------------------------------------------------------------------


def test_without_an_answer_everything_stays_and_a_long_night_leaves_one_row(hub: Hub, tmp_path: Path) -> None:
    with served(hub) as url, enrolled(hub, url, tmp_path / "desk") as desk:
        assert synced(desk).delivered
    with opened(tmp_path / "desk") as desk:
        recorded = len(morning(desk.work))
        for _ in range(5):
            result = synced(desk)
            assert (result.trouble, result.unsent, result.exit_code) == ("lost", recorded, 7)
            assert url in result.sentence
        runs = sync_runs.last_runs(desk.work.reading, 9)
        assert [r.trouble for r in runs] == ["lost", ""]
        good = sync_runs.last_good(desk.work.reading)
        assert good is not None
        with served(hub, port=int(url.rpartition(":")[2])):
            assert synced(desk).delivered
    assert in_ledger(hub) == recorded


def test_a_silent_node_is_passed_over_or_waited_for_as_the_desk_is_set(hub: Hub, url: str, tmp_path: Path) -> None:
    with enrolled(hub, url, tmp_path / "a", node_url="http://127.0.0.1:9") as desk:
        morning(desk.work)
        result = synced(desk)
        assert (result.delivered, result.via) == (True, "hub")
        assert [server.via for server in desk.servers()] == ["hub"], "for a minute nothing stands still for the node"
    with enrolled(hub, url, tmp_path / "b", node_url="http://127.0.0.1:9", fallback="wait") as desk:
        recorded = len(morning(desk.work))
        result = synced(desk)
        assert (result.trouble, result.via, result.unsent) == ("lost", "branch", recorded)


# -- refusals -------------------------------------------------------------------------------------


def test_a_revoked_desk_is_told_and_keeps_everything_until_it_is_let_in_again(
    hub: Hub, url: str, desk: Sender, tmp_path: Path
) -> None:
    recorded = len(morning(desk.work))
    devices.revoke(hub, desk.box.device)
    result = synced(desk)
    assert (result.trouble, result.unsent, result.exit_code) == ("revoked", recorded, 4)
    assert "nothing is lost" in result.sentence
    assert in_ledger(hub) == 0
    desk.close()
    with enrolled(hub, url, tmp_path / "desk") as again:
        assert synced(again).delivered
    assert in_ledger(hub) == recorded


def test_a_node_that_still_refuses_a_desk_does_not_keep_it_from_the_hub(hub: Hub, tmp_path: Path) -> None:
    """The node has not heard yet that the desk was let in again."""
    node_hub = open_hub(tmp_path / "node")
    shown = Certificate("the node", BRANCH, "branch", node_hub.key.public, "2026")
    with node_hub.writing() as con:
        note_about(con, "up_certificate", certify(hub.key, shown))
    with served(node_hub, role="branch") as node:
        with served(hub) as url, enrolled(hub, url, tmp_path / "desk", node_url=node) as desk:
            with hub.reading() as con:
                known = devices.find(con, desk.box.device)
            assert known
            with node_hub.writing() as con:
                devices.learn(con, Certificate(known.device, known.branch_no, "desk", known.public_key, "2026"))
            devices.revoke(node_hub, known.device)
            recorded = len(morning(desk.work))
            result = synced(desk)
            assert (result.delivered, result.via, result.pushed) == (True, "hub", recorded)
        with opened(tmp_path / "desk") as desk:
            result = synced(desk)
            assert (result.trouble, result.via, result.exit_code) == ("revoked", "branch", 4)
    node_hub.close()


def test_a_program_that_is_too_old_is_told_and_keeps_everything(hub: Hub, desk: Sender) -> None:
    recorded = len(morning(desk.work))
    with hub.writing() as con:
        note_about(con, "oldest_program", "99.0")
    result = synced(desk)
    assert (result.trouble, result.unsent, result.exit_code) == ("too_old", recorded, 4)
    assert "install" in result.sentence
    with hub.writing() as con:
        note_about(con, "oldest_program", "")
    assert synced(desk).delivered


def test_damaged_rows_are_not_sent_and_the_place_is_named(hub: Hub, desk: Sender) -> None:
    morning(desk.work)
    con = desk.work.reading
    con.execute("DROP TRIGGER journal_refuses_update")
    con.execute("UPDATE journal SET payload = x'7b7d' WHERE seq = 3")
    result = synced(desk)
    assert (result.trouble, result.exit_code) == ("damaged", 6)
    assert "row 3" in result.sentence
    assert in_ledger(hub) == 0


@pytest.mark.parametrize("off", [timedelta(days=-1500), timedelta(minutes=7), timedelta(days=4000)])
def test_a_clock_that_is_wrong_is_shown_and_refuses_nothing(hub: Hub, desk: Sender, off: timedelta) -> None:
    with opened(desk.data, lambda: utc_now() + off) as wrong:
        recorded = len(morning(wrong.work))
        result = synced(wrong)
        assert result.delivered
        assert abs(result.skew_seconds - off.total_seconds()) < 60
    assert in_ledger(hub) == recorded


def test_counts_that_differ_are_shown_by_day_and_kind(hub: Hub, desk: Sender) -> None:
    morning(desk.work)
    assert synced(desk).delivered
    with hub.writing() as con:  # a mistake of the hub's own, which nothing else would show
        con.execute(tables.ledger.delete().where(tables.ledger.c.seq == 3))
    result = synced(desk)
    assert (result.trouble, result.reconciled, result.delivered, result.exit_code) == ("", False, False, 1)
    assert result.differ == (("2026-11-23", "attempt.logged", 5, 4),)
    assert sync_runs.last_runs(desk.work.reading, 1)[0].differ == result.differ


# -- one sender -----------------------------------------------------------------------------------


def test_a_second_sender_is_told_and_the_lock_dies_with_a_killed_holder(desk: Sender) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(desk.data)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Sending, match="syncing now"):
            synced(desk)
        assert sync_runs.last_runs(desk.work.reading, 9) == ()
    finally:
        holder.kill()
        holder.communicate()
    assert synced(desk).delivered


def test_a_sync_that_is_cancelled_ends_at_the_next_step_and_loses_nothing(hub: Hub, desk: Sender) -> None:
    recorded = len(morning(desk.work))
    for at in range(1, 8):
        stop, left = threading.Event(), [at]

        def count(*step: object, stop: threading.Event = stop, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                stop.set()

        result = sync(desk, count, stop)
        assert result.trouble in ("cancelled", "")
    with only_sender(desk.data):
        pass
    assert synced(desk).delivered
    assert in_ledger(hub) == recorded


# -- orders ---------------------------------------------------------------------------------------


def test_a_new_device_key_is_made_when_the_hub_orders_it_and_old_and_new_rows_hold(hub: Hub, desk: Sender) -> None:
    before = link.get(desk.work.reading, "device_key")
    recorded = len(morning(desk.work))
    devices.order(hub, desk.box.device, ["rekey"])
    assert synced(desk).delivered
    after = link.get(desk.work.reading, "device_key")
    assert after != before
    assert not devices.devices(hub)[0]["orders"], "it is done"
    assert not link.get(desk.work.reading, "device_key_next")
    recorded += len(morning(desk.work))
    assert synced(desk).delivered
    assert in_ledger(hub) == recorded


def test_a_new_key_whose_certificate_never_came_is_used_and_completed(hub: Hub, desk: Sender) -> None:
    before = dict(link.get_all(desk.work.reading))
    devices.order(hub, desk.box.device, ["rekey"])
    assert synced(desk).delivered
    made = link.get(desk.work.reading, "device_key")
    with desk.work.writing() as session:  # as if the answer had been lost
        link.put_all(session.con, {**before, "device_key_next": made})
    desk.close()
    with opened(desk.data) as again:
        recorded = len(morning(again.work))
        assert synced(again).delivered
        assert link.get(again.work.reading, "device_key") == made
        assert not link.get(again.work.reading, "device_key_next")
    assert in_ledger(hub) == recorded


def test_a_wipe_waits_for_the_last_record_and_then_takes_the_key(hub: Hub, desk: Sender) -> None:
    recorded = len(morning(desk.work))
    devices.order(hub, desk.box.device, ["wipe"])
    said: list[str] = []

    def someone_logs_meanwhile(step: str, done: int, of: int) -> None:
        if step == "reconcile" and not said:
            said.append(step)
            morning(desk.work)

    waits = sync(desk, someone_logs_meanwhile, threading.Event())
    assert (waits.trouble, waits.unsent) == ("refused", recorded)
    assert "waits" in waits.sentence
    assert (desk.data / keyfile.NAME).exists()
    wiped = synced(desk)
    assert (wiped.trouble, wiped.exit_code) == ("wiped", 4)
    assert in_ledger(hub) == 2 * recorded
    assert not (desk.data / keyfile.NAME).exists()
    with pytest.raises(NoKey):
        Sender.open(desk.data)


def test_a_wipe_waits_while_only_the_branch_s_node_has_the_records(hub: Hub, url: str, tmp_path: Path) -> None:
    with served(hub, role="branch") as node, enrolled(hub, url, tmp_path / "desk", node_url=node) as desk:
        morning(desk.work)
        devices.order(hub, desk.box.device, ["wipe"])
        with desk.work.writing() as session:
            link.put(session.con, "hub_url", "http://127.0.0.1:9")
        waits = synced(desk)
        assert (waits.trouble, waits.via, waits.unsent) == ("refused", "branch", 0)
        assert (desk.data / keyfile.NAME).exists(), "a node's word alone erases nothing"

        with desk.work.writing() as session:
            link.put(session.con, "hub_url", url)
        assert synced(desk).trouble == "wiped", "for an order the desk goes to the hub itself"
        with pytest.raises(Refused, match="wiped"):
            morning(desk.work)


def test_a_wipe_is_ordered_by_somebody_who_is_sure_and_can_be_taken_back(hub: Hub, desk: Sender) -> None:
    def typed(*words: str) -> int:
        ran = CliRunner().invoke(cli, ["--data", str(hub.data), "hub", "order", *words])
        return 0 if ran.exception is None else getattr(ran.exception, "exit_code", 2)

    assert typed(desk.box.device, "wipe") == 4
    assert typed(desk.box.device, "nonsense") == 2
    assert typed("nobody", "wipe", "--sure") == 2
    assert typed(desk.box.device, "wipe", "--sure") == 0
    assert devices.devices(hub)[0]["orders"] == "wipe"
    assert typed(desk.box.device) == 0
    assert synced(desk).delivered
    assert (desk.data / keyfile.NAME).exists()


# -- how it stands --------------------------------------------------------------------------------


def test_status_says_where_it_is_enrolled_and_what_is_unsent(desk: Sender, url: str) -> None:
    synced(desk)
    recorded = len(morning(desk.work))
    found = standing(desk.data)
    assert (found.enrolled, found.hub_url, found.branch_no, found.unsent) == (True, url, "1001", recorded)
    assert found.lock_at is not None
    assert found.erase_at is not None
    assert found.lock_at < found.erase_at
    assert found.oldest_unsent_at is not None
    assert unsent(desk.work.reading)[0] == recorded
