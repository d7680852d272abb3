"""A night of sync by the commands a person types: from a bank's extract and a code to equal counts at both ends."""

import csv
import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from teller_assist.desk.doctor import verify_journal
from teller_assist.store import engine, keyfile
from teller_assist.store.journal import count_kinds
from tests.scenarios.conftest import teller
from tests.scenarios.hubs import HubProcess, delivered, free_port, serving, spawn

KINDS = dict[str, int]


@pytest.fixture(scope="module")
def rows(feed: Path) -> list[dict[str, str]]:
    with (feed / "customers.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def lines(feed: Path, rows: list[dict[str, str]]) -> list[str]:
    """What is typed into ``log --stdin``: another customer each time."""
    with (feed / "products.csv").open(encoding="utf-8", newline="") as products:
        code = next(csv.DictReader(products))["product_code"]
    branch = rows[0]["branch_no"]
    return [f"{row['customer_no']} {code} considering" for row in rows if row["branch_no"] == branch]


@pytest.fixture(scope="module")
def bank(feed: Path, rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A folder with a loaded ``hub`` and an enrolled ``desk``, both at rest; the port they know each other by."""
    folder, port = tmp_path_factory.mktemp("night"), free_port()
    (folder / "hub").mkdir()
    branch = rows[0]["branch_no"]
    with serving(folder / "hub", port) as hub:
        hub.says("load", feed, "--branch", branch)
        code = hub.says("code", "--branch", branch)["code"]
        enrolled = teller("desk", "enrol", "--hub", hub.url, "--code", code, "--json", data=folder / "desk")
        assert enrolled.code == 0, enrolled.err
        assert enrolled.json["branch_no"] == branch
        assert enrolled.json["sync"]["generation"]
        hub.stop()
    return folder, port


@pytest.fixture
def night(bank: tuple[Path, int], tmp_path: Path) -> Iterator[tuple[HubProcess, Path]]:
    """A serving hub and an enrolled desk of this test's own."""
    folder, port = bank
    for name in ("hub", "desk"):
        shutil.copytree(folder / name, tmp_path / name)
    with serving(tmp_path / "hub", port) as hub:
        yield hub, tmp_path / "desk"


def _log(desk: Path, lines: list[str]) -> None:
    logged = teller("log", "--stdin", "--json", data=desk, stdin="".join(f"{line}\n" for line in lines))
    assert logged.code == 0, logged.err
    assert len(logged.out.splitlines()) == len(lines)


def _here(desk: Path) -> KINDS:
    """What ``journal count`` says, without a process of its own."""
    work = engine.Work(desk / engine.NAME, keyfile.KeyFile(desk / keyfile.NAME).key())
    try:
        return dict(count_kinds(work.reading))
    finally:
        work.close()


def _above(hub: HubProcess) -> KINDS:
    counted = hub.says("count")
    assert counted["parked"] == 0
    assert len(counted["devices"]) == 1
    kinds: KINDS = counted["devices"][0]["kinds"]
    return kinds


def _sound(desk: Path) -> None:
    assert not verify_journal(desk).faults


def test_a_night_ends_with_equal_counts_and_the_next_sync_has_nothing_to_send(
    night: tuple[HubProcess, Path], lines: list[str]
) -> None:
    hub, desk = night
    found = teller("find", lines[0].split()[0], "--json", data=desk).json
    assert [f["customer_no"] for f in found] == [lines[0].split()[0]], "the data came from the hub"

    _log(desk, lines[:5])
    said = delivered(teller("sync", "--json", data=desk))
    assert said["pushed"] == said["acknowledged"] == sum(_here(desk).values())
    assert said["via"] == "hub"
    assert _above(hub) == teller("journal", "count", "--json", data=desk).json["kinds"] == _here(desk)

    assert delivered(teller("sync", "--json", data=desk))["pushed"] == 0
    tonight = teller("sync", "--due", "--json", data=desk)
    assert (tonight.code, tonight.json) == (0, {"due": False, "unsent": 0}), "tonight's run is not due after it"
    status = teller("desk", "status", "--json", data=desk).json
    assert (status["enrolled"], status["unsent"], status["last_trouble"]) == (True, 0, "")
    assert status["lock_at"] < status["erase_at"]
    _sound(desk)


def test_progress_comes_before_the_result(night: tuple[HubProcess, Path], lines: list[str]) -> None:
    _, desk = night
    _log(desk, lines[:2])
    said = [json.loads(line) for line in teller("sync", "--progress", "--json", data=desk).out.splitlines()]
    steps = [one["step"] for one in said[:-1]]
    assert [s for n, s in enumerate(steps) if s not in steps[:n]][:4] == ["hello", "push", "pull", "reconcile"]
    assert said[-1]["trouble"] == ""


def test_a_hub_killed_in_the_middle_of_a_push_has_everything_once_in_the_end(
    night: tuple[HubProcess, Path], lines: list[str]
) -> None:
    hub, desk = night
    _log(desk, lines[:20])
    sending = spawn("sync", "--progress", "--json", "--wait", "0", data=desk)
    assert sending.stdout
    for line in sending.stdout:
        if json.loads(line).get("step") == "push":
            hub.kill()
            break
    sending.communicate(timeout=60)
    assert sending.returncode in (0, 7)
    silent = teller("sync", "--json", "--wait", "0", data=desk)
    assert silent.code == 7
    assert silent.json["trouble"] == "lost"
    assert silent.json["sentence"]

    _log(desk, lines[20:25])
    patient = spawn("sync", "--json", "--wait", "120", data=desk)
    hub.start()
    out, _ = patient.communicate(timeout=120)
    assert (patient.returncode, json.loads(out)["unsent"]) == (0, 0), "it has tried again by itself"
    assert _above(hub) == _here(desk)
    _sound(desk)


def test_of_two_syncs_at_once_one_sends_and_the_other_says_so(night: tuple[HubProcess, Path], lines: list[str]) -> None:
    hub, desk = night
    _log(desk, lines[:3])
    first = spawn("sync", "--progress", "--json", data=desk)
    assert first.stdout
    assert json.loads(first.stdout.readline())["step"] == "hello"
    first.send_signal(signal.SIGSTOP)
    second = teller("sync", "--json", data=desk)
    assert second.code == 5
    assert "syncing" in second.err
    first.send_signal(signal.SIGCONT)
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert _above(hub) == _here(desk)


def test_a_copied_desk_and_its_original_both_deliver_and_nothing_is_lost_or_doubled(
    night: tuple[HubProcess, Path], lines: list[str], tmp_path: Path
) -> None:
    hub, desk = night
    _log(desk, lines[:4])
    delivered(teller("sync", "--json", data=desk))
    clone = Path(shutil.copytree(desk, tmp_path / "clone"))
    common = sum(_here(desk).values())
    _log(desk, lines[4:9])
    _log(clone, lines[9:12])
    both = sum(_here(desk).values()) + sum(_here(clone).values()) - common
    for one in (desk, clone, desk, clone):
        delivered(teller("sync", "--json", data=one))
    assert sum(_above(hub).values()) == both
    _sound(desk)
    _sound(clone)


def test_a_hub_restored_from_an_earlier_copy_gets_the_rest_again(
    night: tuple[HubProcess, Path], lines: list[str], tmp_path: Path
) -> None:
    hub, desk = night
    _log(desk, lines[:3])
    delivered(teller("sync", "--json", data=desk))
    hub.stop()
    shutil.copytree(hub.data, tmp_path / "yesterday")
    hub.start()
    _log(desk, lines[3:9])
    delivered(teller("sync", "--json", data=desk))

    hub.stop()
    shutil.rmtree(hub.data)
    shutil.copytree(tmp_path / "yesterday", hub.data)
    hub.start()
    assert _above(hub) != _here(desk)
    said = delivered(teller("sync", "--json", data=desk))
    assert said["pushed"] > 0
    assert _above(hub) == _here(desk)
    _sound(desk)
