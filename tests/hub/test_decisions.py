"""A decision made at a desk on the hub's data is made again on both, to the same bytes."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from uuid_utils.compat import uuid7

from teller_assist.cli import cli
from teller_assist.cli.common import plain
from teller_assist.desk.counter import Counter
from teller_assist.desk.decisions import Decisions
from teller_assist.domain.book import Book, body_of, engine_of, name_of
from teller_assist.domain.customer import Capacity
from teller_assist.domain.evidence import evidence_of
from teller_assist.domain.replaying import Replay, replay
from teller_assist.domain.visit import DecisionMade
from teller_assist.errors import BadInput, Damaged, Expected, NotFound, Refused
from teller_assist.hub import backups, books, tables
from teller_assist.hub.decisions import replayed
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.loading import load_feed
from teller_assist.hub.publish import publish
from teller_assist.paths import RESOURCES
from teller_assist.store.decisions import find
from teller_assist.store.engine import Work
from teller_assist.store.journal import record
from tests.domain import golden
from tests.domain.making import BRANCH, a_busy_customer, catalogue, packs, situation
from tests.hub.pushing import NOW, Device, sent
from tests.hub.small_feed import write_feed
from tests.hub.test_learning import ARTIFACT, PACKS, laid
from tests.sync.served import enrolled, opened, served, synced

TODAY = datetime.now(UTC).date()
SOON = {"balance_fen": 20_000_000, "matures_on": (TODAY + timedelta(days=3)).isoformat()}
ROWS: dict[str, list[dict[str, Any]]] = {
    "customers": [
        {"customer_no": "C1", "name": "张三", "birth_date": "1978-03-07", "consent_marketing": "Y", "salary_here": "Y",
         "capacity": Capacity.FULL.value, "risk_grade": "C3", "risk_assessed_on": "2026-11-02", "sex": "F",
         "id_no": "310000197803078812", "mobile": "13800005678", "income_fen": 30_000_000},
    ],
    "products": [
        {"product_code": "TD12", "name": "定期一年", "category": "term", "term_months": 12},
        {"product_code": "MB", "name": "手机银行", "lane": "fee", "category": "mobile_bank"},
    ],
    "holdings": [{"customer_no": "C1", "product_code": "TD12", **SOON}],
    "staff": [
        {"staff_no": "T1", "name": "陈岚", "branch_no": "1001", "role": "teller"},
        {"staff_no": "M1", "name": "周宁", "branch_no": "1001", "role": "branch_manager"},
    ],
}  # fmt: skip


def packs_with_a_model(tmp_path: Path) -> Path:
    folder = tmp_path / "published" / "3"
    folder.mkdir(parents=True)
    for file in PACKS.glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    return Path(laid(folder, {**ARTIFACT, "expires_on": (TODAY + timedelta(days=9)).isoformat()}))


def feed(tmp_path: Path) -> Path:
    return write_feed(tmp_path / "feed", ROWS)


@contextmanager
def manager_of(data: Path) -> Iterator[Decisions]:
    counter = Counter.open(data, staff_no="M1")
    yield Decisions(counter)
    counter.close()


def served_at(data: Path) -> str:
    """A visit at the desk; its decision."""
    counter = Counter.open(data, staff_no="T1")
    counter.begin_visit("C1", "search")
    counter.end_visit()
    [(decision,)] = counter._work.reading.execute("SELECT noun_id FROM journal WHERE kind = 'decision.made'")
    counter.close()
    return str(decision)


def on_desk(data: Path, decision: str) -> Replay:
    with manager_of(data) as decisions:
        return decisions.replay(decision)


def as_json(made: Replay) -> str:
    return json.dumps(plain(made), ensure_ascii=False)


def refusal(hub: Hub, decision: str) -> Expected:
    with pytest.raises(Expected) as refused:
        replayed(hub, decision)
    return refused.value


@pytest.fixture
def delivered(hub: Hub, tmp_path: Path) -> tuple[Path, str]:
    """A desk that has the hub's generation, and a decision that it has made and sent."""
    publish(hub, feed(tmp_path), packs_with_a_model(tmp_path), branches=["1001"])
    data = tmp_path / "desk"
    with served(hub) as url:
        with enrolled(hub, url, data) as desk:
            assert synced(desk).trouble == ""
        decision = served_at(data)
        with opened(data) as desk:
            assert (synced(desk).trouble, synced(desk).unsent) == ("", 0)
    return data, decision


def test_desk_and_hub_make_the_same_bytes_and_still_do_from_a_backup(
    hub: Hub, delivered: tuple[Path, str], tmp_path: Path
) -> None:
    data, decision = delivered
    here = on_desk(data, decision)
    assert here.agrees
    assert [one.product_code for one in here.shown], "something was shown"
    assert here.model == ARTIFACT["version"]
    assert as_json(replayed(hub, decision)) == as_json(here)
    assert as_json(replayed(hub, decision[-8:])) == as_json(here)
    backups.restored(hub)
    assert as_json(replayed(hub, decision)) == as_json(here)
    if not hub.postgres:  # the command finds a hub by its folder
        _said_alike(hub, data, decision)
        assert as_json(_from_a_backup(hub, tmp_path, decision)) == as_json(here)


def _said_alike(hub: Hub, data: Path, decision: str) -> None:
    run = CliRunner()
    here = run.invoke(cli, ["--data", str(data), "replay", decision, "--staff", "M1", "--json"])
    there = run.invoke(cli, ["--data", str(hub.data), "hub", "replay", decision[:8], "--json"])
    assert (here.exit_code, there.exit_code) == (0, 0), (here.output, there.output)
    assert here.stdout == there.stdout
    said = run.invoke(cli, ["--data", str(data), "replay", decision, "--staff", "M1"]).stdout
    assert "agrees" in said
    assert "张三" not in said


def _from_a_backup(hub: Hub, folder: Path, decision: str) -> Replay:
    backups.make(hub, folder / "backup.db")
    shutil.copytree(hub.data, folder / "again", ignore=shutil.ignore_patterns("hub.db*"))
    back = open_hub(folder / "again", f"sqlite:///{folder}/backup.db")
    try:
        return replayed(back, decision)
    finally:
        back.close()


@pytest.fixture
def pushed(hub: Hub) -> str:
    """A decision that a desk has pushed, on the shipped packs, whose book is here."""
    made = Book(packs(), catalogue(), BRANCH)
    s = situation(a_busy_customer())
    kept = evidence_of(engine_of(made).suggest(s), s, "generation", s.today, name_of(body_of(made)))
    desk = Device().enrol(hub)
    told = {"decision_id": uuid7(), "visit_id": uuid7(), "customer_no": "C1", **kept._asdict()}
    desk.record(DecisionMade(id=uuid7(), at=NOW, staff_no="S1", **told))
    sent(hub, desk.push())
    with hub.writing() as con:
        assert books.keep(con, body_of(made)) == kept.book
    return str(told["decision_id"])


def test_the_golden_cases_come_out_the_same_through_both_entries(hub: Hub, tmp_path: Path) -> None:
    """Recorded at a desk and pushed; each made again from the desk's journal and from the hub's ledger."""
    made, told = Book(packs(), catalogue(), BRANCH), json.loads(golden.FILE.read_text("utf-8"))
    body, desk, ids = body_of(made), Device().enrol(hub), {}
    work = Work(tmp_path / "work.db", bytes(32))
    with hub.writing() as con:
        books.keep(con, body)
    with work.writing() as session:
        for name, s in golden.cases().items():
            kept = evidence_of(engine_of(made).suggest(s), s, "generation", s.today, name_of(body))
            ids[name] = uuid7()
            own = {"decision_id": ids[name], "visit_id": uuid7(), "customer_no": "C1", **kept._asdict()}
            happened = DecisionMade(id=uuid7(), at=NOW, staff_no="S1", **own)
            record(session, happened)
            desk.record(happened)
    sent(hub, desk.push())
    for name, decision_id in ids.items():
        here, there = replay(find(work.reading, str(decision_id)), body), replayed(hub, str(decision_id))
        assert here.agrees, name
        assert as_json(here) == as_json(there)
        wanted = [(row[2], row[3], row[4]) for row in told[name]["shown"]]
        assert [(one.product_code, one.verb, one.reason.zh) for one in there.shown] == wanted
        assert dict(there.blocked) == told[name]["blocked"]
    work.close()


def test_a_row_that_was_altered_on_the_hub_is_damage(hub: Hub, pushed: str) -> None:
    assert replayed(hub, pushed).agrees
    with hub.writing() as con:
        con.execute(tables.ledger.update().where(tables.ledger.c.noun_id == pushed).values(staff_no="X"))
    assert isinstance(refusal(hub, pushed), Damaged)


def test_a_book_that_is_lost_or_damaged_is_said(hub: Hub, pushed: str) -> None:
    name = replayed(hub, pushed).book
    with hub.writing() as con:
        con.execute(tables.book.update().where(tables.book.c.book == name).values(body=b"damaged"))
    assert isinstance(refusal(hub, pushed), Damaged)
    with hub.writing() as con:
        con.execute(tables.book.delete())
    told = refusal(hub, pushed)
    assert isinstance(told, Refused)
    assert "did not build" in str(told)


def test_the_command_without_a_decision_reads_raw_rows_as_before(tmp_path: Path) -> None:
    open_hub(tmp_path).close()
    run = CliRunner()
    raw = run.invoke(cli, ["--data", str(tmp_path), "hub", "replay", "--views", "--json"])
    assert json.loads(raw.stdout) == {"raw": 0, "taken": 0, "parked": 0, "views": 0}
    both = run.invoke(cli, ["--data", str(tmp_path), "hub", "replay", "01234567", "--views"])
    assert isinstance(both.exception, BadInput)


def test_who_is_not_known_is_said(hub: Hub) -> None:
    assert isinstance(refusal(hub, "01234567"), NotFound)
    assert isinstance(refusal(hub, "%%%%%%%%"), BadInput)


def test_what_a_desk_loaded_by_itself_is_not_on_the_hub(tmp_path: Path) -> None:
    """Its own replay still works."""
    data = tmp_path / "desk"
    load_feed(feed(tmp_path), data)
    decision = served_at(data)
    hub = open_hub(tmp_path / "hub")
    with served(hub) as url, enrolled(hub, url, data) as desk:
        assert synced(desk).trouble == ""
    assert on_desk(data, decision).agrees
    assert "did not build" in str(refusal(hub, decision))
    hub.close()


def test_of_many_branches_books_the_common_part_is_kept_once(hub: Hub, tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        **ROWS,
        "customers": [*ROWS["customers"], {"customer_no": "C2", "name": "李四", "branch_no": "1002"}],
    }
    publish(hub, write_feed(tmp_path / "feed", rows), RESOURCES / "packs")
    with hub.writing() as con:
        con.execute(tables.book.delete())  # as after an older program, which kept none
    outcomes = publish(hub, write_feed(tmp_path / "feed", rows), RESOURCES / "packs").outcomes
    assert {one.state for one in outcomes} == {"same"}
    with hub.reading() as con:
        sizes = sorted(len(body) for (body,) in con.execute(tables.book.select().with_only_columns(tables.book.c.body)))
    assert len(sizes) == 3, "two branches and what they have in common"
    assert sizes[1] < 400 < sizes[2]


def test_a_book_comes_back_as_it_was(hub: Hub) -> None:
    body = body_of(Book(packs(), catalogue(), BRANCH))
    with hub.writing() as con:
        name = books.keep(con, body)
        assert books.keep(con, body) == name
        assert books.body(con, name) == body
        assert books.body(con, "0" * 64) is None
