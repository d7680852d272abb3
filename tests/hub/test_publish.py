"""``hub load``: what each branch is given from night to night, and what holds a night back."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from teller_assist.cli import hub_load
from teller_assist.errors import BadFeed, BadInput, Refused
from teller_assist.hub import shelf
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.hub.enrolment import make_code
from teller_assist.hub.offers import chunk_of, offer_for
from teller_assist.hub.publish import Published, publish
from teller_assist.hub.rails import MAIN, Figures, Rails, reason
from teller_assist.paths import RESOURCES
from teller_assist.store.search import search
from teller_assist.store.snapshot import Snapshot
from teller_assist.sync.fetch import fetch
from teller_assist.wire.messages import Offer
from tests.hub.small_feed import write_feed

DESK_KEY = bytes(range(32))
PACKS = RESOURCES / "packs"
RICH = 90_000_000_000  # fen: the highest tier


@pytest.fixture
def file_hub(tmp_path: Path) -> Iterator[Hub]:
    """Where which database it is makes no difference."""
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


def people(count: int, *, rich: int = 0, marked: str = "", branch_no: str = "1001") -> dict[str, list[dict[str, Any]]]:
    """A branch of so many, the first so many rich."""
    numbers = [f"{branch_no[-1]}{i:04d}" for i in range(count)]
    return {
        "customers": [
            {"customer_no": no, "name": f"王{'一二三四五六七八九十'[i % 10]}{marked}", "branch_no": branch_no}
            for i, no in enumerate(numbers)
        ],
        "accounts": [{"account_no": f"A{no}", "customer_no": no} for no in numbers],
        "holdings": [{"customer_no": no, "account_no": f"A{no}", "balance_fen": 5} for no in numbers],
        "assets": [
            {"customer_no": no, "month": f"2026-{m:02d}", "average_fen": RICH if i < rich else 100, "category": "all"}
            for i, no in enumerate(numbers) for m in range(1, 11)
        ],
    }  # fmt: skip


def both(*rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [row for part in rows for row in part[name]] for name in rows[0]}


def load(hub: Hub, folder: Path, rows: Mapping[str, Any], *branches: str) -> Published:
    return publish(hub, write_feed(folder, rows), PACKS, branches=branches)


def offered(hub: Hub, held: str = "", branch_no: str = "1001") -> Offer:
    with hub.reading() as connection:
        offer = offer_for(connection, branch_no, held)
    assert offer is not None
    return offer


def states(hub: Hub) -> list[tuple[str, str]]:
    with hub.reading() as connection:
        return [(one.branch_no, one.state) for one in shelf.shelved(connection)]


def bring(hub: Hub, offer: Offer, data: Path) -> None:
    def get_chunk(name: str) -> bytes:
        with hub.reading() as connection:
            return chunk_of(connection, "1001", name) or b""

    assert fetch(offer, get_chunk, data, DESK_KEY) == offer.generation


def found(data: Path, typed: str) -> set[str]:
    snapshot = Snapshot.open(data, DESK_KEY)
    try:
        return {one.name for one in search(snapshot.conn, typed)}
    finally:
        snapshot.close()


def test_a_desk_gets_all_in_the_first_night_and_the_changes_in_the_next(hub: Hub, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    load(hub, tmp_path / "one", both(people(30), people(5, branch_no="1002")))
    first = offered(hub)
    assert (first.base, first.customers, first.held) == ("", 30, "")
    bring(hub, first, desk)
    assert found(desk, "wangyi") == {"王一"}
    assert offered(hub, first.generation).chunks == ()

    rows = people(31)
    rows["customers"][3]["name"] = "欧阳锋"
    load(hub, tmp_path / "two", both(rows, people(5, branch_no="1002")))
    second = offered(hub, first.generation)
    assert (second.base, second.customers) == (first.generation, 31)
    assert second.bytes < offered(hub).bytes / 2
    bring(hub, second, desk)
    assert found(desk, "oyf") == {"欧阳锋"}
    assert offered(hub, "of last year").base == ""
    assert offered(hub, branch_no="1002").customers == 5
    with hub.reading() as connection:
        assert offer_for(connection, "1003", "") is None
        assert chunk_of(connection, "1002", second.chunks[0]) is None  # another branch's chunk


def test_of_each_branch_tonights_and_last_nights_pieces_are_kept(hub: Hub, tmp_path: Path) -> None:
    offers = []
    for night in range(3):
        load(hub, tmp_path / str(night), people(20, marked="甲乙丙"[night]))
        offers.append(offered(hub))
    assert states(hub) == [("1001", "current"), ("1001", "old")]
    with hub.reading() as connection:
        kept = [chunk_of(connection, "1001", offer.chunks[0]) is not None for offer in offers]
    assert kept == [False, True, True]


def test_the_same_feed_again_changes_nothing(file_hub: Hub, tmp_path: Path) -> None:
    load(file_hub, tmp_path / "one", people(12))
    before = offered(file_hub)
    (outcome,) = load(file_hub, tmp_path / "again", people(12)).outcomes
    assert (outcome.state, outcome.generation) == ("same", before.generation)
    assert states(file_hub) == [("1001", "current")]


@pytest.mark.parametrize("table", MAIN)
@pytest.mark.parametrize(("was", "now", "held"), [(1000, 900, False), (1000, 899, True), (10, 9, False), (10, 8, True)])
def test_a_table_may_shrink_by_ten_per_cent_and_not_by_a_row_more(table: str, was: int, now: int, held: bool) -> None:
    before, after = ({**dict.fromkeys(MAIN, 1000), table: count} for count in (was, now))
    why = reason(Figures(after, {}), Figures(before, {}), Rails())
    assert bool(why) == held
    assert (table in why) == held


@pytest.mark.parametrize(
    ("gold", "held"), [(200, False), (250, False), (251, True), (150, False), (149, True), (0, True)]
)
def test_a_tiers_share_may_move_by_five_points_and_not_by_a_customer_more(gold: int, held: bool) -> None:
    before = Figures({}, {"mass": 800, "gold": 200})
    why = reason(Figures({}, {"mass": 1000 - gold, "gold": gold} if gold else {"mass": 1000}), before, Rails())
    assert bool(why) == held
    assert ("gold" in why) == held


def test_the_bounds_are_the_banks_own() -> None:
    before, now = Figures({"account": 100}, {"mass": 1, "gold": 1}), Figures({"account": 50}, {"mass": 3, "gold": 1})
    assert reason(now, before, Rails(rows_down=50, tier_points=25)) == ""
    assert "account" in reason(now, before, Rails(rows_down=49.9, tier_points=25))
    assert "gold" in reason(now, before, Rails(rows_down=50, tier_points=24.9))


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        (people(18, rich=4), ""), (people(17, rich=4), "customer"), (people(20, rich=5), ""),
        (people(20, rich=6), "占比"),
    ],
    ids=["rows at the bound", "rows beyond it", "tiers at the bound", "tiers beyond it"],
)  # fmt: skip
def test_a_night_that_departs_too_far_is_held_back_and_yesterdays_stays(
    file_hub: Hub, tmp_path: Path, rows: dict[str, Any], held: str
) -> None:
    load(file_hub, tmp_path / "one", people(20, rich=4))
    before = offered(file_hub).generation
    (outcome,) = load(file_hub, tmp_path / "two", rows).outcomes
    offer = offered(file_hub)
    if not held:
        assert (outcome.state, offer.generation, offer.held) == ("current", outcome.generation, "")
        return
    assert (outcome.state, offer.generation) == ("held", before)
    assert held in outcome.reason
    assert held in offer.held
    assert outcome.generation != before


def test_what_was_held_back_can_be_given_out_all_the_same(hub: Hub, tmp_path: Path) -> None:
    load(hub, tmp_path / "one", people(20))
    first = offered(hub)
    (outcome,) = load(hub, tmp_path / "two", people(10)).outcomes
    bring(hub, offered(hub), tmp_path / "desk")
    with hub.writing() as connection:
        shelf.release(connection, "1001", outcome.generation[:8].upper())
    given = offered(hub, first.generation)
    assert (given.generation, given.held, given.base) == (outcome.generation, "", first.generation)
    bring(hub, given, tmp_path / "desk")
    assert len(found(tmp_path / "desk", "wang")) == 10
    with hub.writing() as connection:
        with pytest.raises(Refused, match="already"):
            shelf.release(connection, "1001", outcome.generation)
        for wrong in ("", outcome.generation[:7], "0" * 64):
            with pytest.raises(BadInput, match=outcome.generation[:12]):
                shelf.release(connection, "1001", wrong)
        shelf.release(connection, "1001", first.generation)  # and back again
    assert offered(hub).generation == first.generation


def test_a_good_night_overtakes_the_one_that_was_held_back(file_hub: Hub, tmp_path: Path) -> None:
    for night, count in enumerate((20, 10, 8, 21)):
        load(file_hub, tmp_path / str(night), people(count))
        assert states(file_hub).count(("1001", "held")) == (count < 20)
    assert states(file_hub) == [("1001", "current"), ("1001", "old")]
    assert offered(file_hub).held == ""
    load(file_hub, tmp_path / "less", people(10))
    load(file_hub, tmp_path / "as before", people(21))
    assert states(file_hub).count(("1001", "held")) == 0


def test_a_feed_that_is_refused_leaves_every_branch_what_it_has(file_hub: Hub, tmp_path: Path) -> None:
    load(file_hub, tmp_path / "one", both(people(20), people(5, branch_no="1002")))
    before = [offered(file_hub, branch_no=branch) for branch in ("1001", "1002")]
    bad = write_feed(tmp_path / "bad", people(20))
    (bad / "customers.csv").write_text("customer_no\n", encoding="utf-8")
    with pytest.raises(BadFeed):
        publish(file_hub, bad, PACKS)
    with pytest.raises(BadInput, match="no branch 9999"):
        load(file_hub, tmp_path / "two", people(20), "9999")
    assert [offered(file_hub, branch_no=branch) for branch in ("1001", "1002")] == before
    assert not list(file_hub.data.glob("load-*"))


def test_a_branch_that_is_missing_from_the_feed_keeps_yesterdays_and_is_told(file_hub: Hub, tmp_path: Path) -> None:
    load(file_hub, tmp_path / "one", both(people(20), people(5, branch_no="1002")))
    before = offered(file_hub, branch_no="1002")
    done = load(file_hub, tmp_path / "two", people(21))
    assert [(one.branch_no, one.state) for one in done.outcomes] == [("1001", "current"), ("1002", "refused")]
    assert "1002" in done.outcomes[1].reason
    assert offered(file_hub, branch_no="1002") == before


def test_only_the_branches_named_are_loaded(file_hub: Hub, tmp_path: Path) -> None:
    load(file_hub, tmp_path / "one", both(people(20), people(5, branch_no="1002")), "1002")
    assert states(file_hub) == [("1002", "current")]


def test_a_branchs_node_loads_no_feed(file_hub: Hub, tmp_path: Path) -> None:
    with file_hub.writing() as connection:
        note_about(connection, "role", "branch")
    with pytest.raises(Refused, match="load the feed there"):
        load(file_hub, tmp_path / "one", people(5))


def test_what_another_program_swept_away_is_not_given_out(hub: Hub, tmp_path: Path) -> None:
    load(hub, tmp_path / "one", people(12))
    with hub.reading() as connection:
        (now,) = shelf.shelved(connection)
    torn = replace(now, generation="f" * 64, full=(*now.full, "a" * 64))
    with pytest.raises(Refused, match="load the feed again"), hub.writing() as connection:
        shelf.shelve(connection, torn)
    assert offered(hub).generation == now.generation


_KILLED = """
import os, signal, sys
from pathlib import Path
from teller_assist.hub import shelf
from teller_assist.hub.engine import open_hub
from teller_assist.hub.publish import publish
from teller_assist.paths import RESOURCES
def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] == "piece":  # the first is in, the night is not
    keep, kept = shelf.keep_chunk, []
    def keep_one(*told):
        kill() if kept else kept.append(keep(*told))
    shelf.keep_chunk = keep_one
if sys.argv[3] == "transaction":
    shelf._sweep = kill
publish(open_hub(Path(sys.argv[1])), Path(sys.argv[2]), RESOURCES / "packs", progress=kill)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize(("at", "given"), [("piece", []), ("transaction", []), ("branch", ["1001"])])
def test_a_kill_in_the_middle_leaves_each_branch_a_whole_night(tmp_path: Path, at: str, given: list[str]) -> None:
    hub = open_hub(tmp_path / "hub")
    load(hub, tmp_path / "one", both(people(20), people(20, branch_no="1002")))
    before = {branch: offered(hub, branch_no=branch) for branch in ("1001", "1002")}
    rows = both(people(20, marked="甲"), people(20, marked="乙", branch_no="1002"))
    feed = write_feed(tmp_path / "two", rows)
    command = [sys.executable, "-c", _KILLED, str(hub.data), str(feed), at]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert [b for b in before if offered(hub, branch_no=b) != before[b]] == given
    assert list(hub.data.glob("load-*"))  # under a key that died with its process
    publish(hub, feed, PACKS)
    assert not list(hub.data.glob("load-*"))
    bring(hub, offered(hub), tmp_path / "desk")
    assert found(tmp_path / "desk", "wangyijia") == {"王一甲"}
    with hub.reading() as connection:
        named = {n for one in shelf.shelved(connection) for n in (*one.full, *one.delta)}
        assert set(shelf._chunk_names(connection, "1001")) | set(shelf._chunk_names(connection, "1002")) == named
    hub.close()


def _say(data: Path, command: str, *words: str) -> Result:
    return CliRunner().invoke(getattr(hub_load, command), [*words, "--json"], obj=data)


def test_the_commands_load_list_and_release(tmp_path: Path) -> None:
    data = tmp_path / "hub"
    first = _say(data, "load", str(write_feed(tmp_path / "one", people(20))))
    assert first.exit_code == 0
    assert [one["state"] for one in json.loads(first.output)["branches"]] == ["current"]
    second = _say(data, "load", str(write_feed(tmp_path / "two", people(15))))
    assert second.exit_code == 1
    (held,) = json.loads(second.output)["branches"]
    listed = {one["state"]: one for one in json.loads(_say(data, "generations").output)["generations"]}
    assert listed["held"]["reason"] == held["reason"] != ""
    assert listed["current"]["customers"] == 20
    assert _say(data, "release", "1001", held["generation"][:10]).exit_code == 0
    listed = {one["state"]: one for one in json.loads(_say(data, "generations").output)["generations"]}
    assert listed["current"]["generation"] == held["generation"]
    words = CliRunner().invoke(hub_load.generations, [], obj=data).output
    assert "上一版" in words
    assert held["reason"] in words
    wider = _say(data, "load", str(tmp_path / "one"), "--rows-down", "0", "--tier-points", "0")
    assert wider.exit_code == 0


def test_a_code_is_made_for_a_branch_that_was_loaded_and_for_no_other(file_hub: Hub, tmp_path: Path) -> None:
    assert make_code(file_hub, "0101", "desk", 1, datetime.now(UTC)).branch_no == "0101"  # before the first load
    load(file_hub, tmp_path / "feed", both(people(20), people(20, branch_no="1002")))
    assert make_code(file_hub, "1002", "desk", 1, datetime.now(UTC)).branch_no == "1002"
    with pytest.raises(BadInput, match=r"no branch 0101 .*there are 1001, 1002"):
        make_code(file_hub, "0101", "desk", 1, datetime.now(UTC))
