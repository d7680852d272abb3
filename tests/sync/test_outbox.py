"""A real desk's journal as a sender: everything arrives once, forks mend themselves, the branch's order is kept."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from teller_assist import __version__
from teller_assist.domain.chain import Entry
from teller_assist.domain.consent import ConsentGiven, ConsentWithdrawn
from teller_assist.domain.event import Event, payload_of
from teller_assist.domain.referral import ReferralClaimed, ReferralMade
from teller_assist.domain.relay import RelayOrdered
from teller_assist.errors import Damaged
from teller_assist.store import link, raw
from teller_assist.store.engine import HEAD, NAME, Work
from teller_assist.store.journal import count_kinds, rebuild_views, unsent
from teller_assist.store.verify import faults_of
from teller_assist.store.views import time_text
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire.messages import Cursor, Offer, Record, Shared
from tests.store.conftest import KEY
from tests.store.deeds import AT, happened, logged, morning, started, write
from tests.sync.ledgers import Ledger, session


class Desk:
    """A desk's folder, its work.db and its outbox."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = Work(folder / NAME, KEY)
        self.box = DeskOutbox(self.work, folder, lambda: AT + timedelta(hours=8))
        with self.work.writing() as session_:
            link.put(session_.con, "branch_no", "0731")

    def copy(self, name: str) -> "Desk":
        """The same disk in another machine, or an image for later."""
        self.work.reading.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Desk(Path(shutil.copytree(self.folder, self.folder.parent / name)))

    def rows(self, sql: str) -> list[Any]:
        return self.work.reading.execute(sql).fetchall()

    def close(self) -> None:
        self.work.close()


@pytest.fixture
def desks(fresh: Path, tmp_path: Path) -> Iterator[list[Desk]]:
    """Two desks of their own."""
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        if name == "one":
            shutil.copy(fresh, tmp_path / name / NAME)
        made.append(Desk(tmp_path / name))
    yield made
    for desk in made:
        desk.close()


@pytest.fixture
def desk(desks: list[Desk]) -> Desk:
    return desks[0]


def server_of(*desks: Desk) -> Ledger:
    made = Ledger()
    made.keys = {desk.box.device: desk.box.key.public for desk in desks}
    return made


def sound(*desks: Desk) -> None:
    for desk in desks:
        assert faults_of(desk.work.reading)[1] == []


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_everything_recorded_arrives_once_and_both_ends_count_the_same(desk: Desk, batch: int) -> None:
    events = morning(desk.work)
    server = server_of(desk)
    done = session(desk.box, server, batch)
    assert (done.pushed, done.acknowledged, done.trouble, done.reconciled) == (len(events), len(events), "", True)
    assert server.counted() == count_kinds(desk.work.reading)
    assert unsent(desk.work.reading) == (0, None)
    again = session(desk.box, server)
    assert (again.pushed, again.reconciled) == (0, True)
    sound(desk)


def test_a_session_cut_at_any_answer_loses_and_doubles_nothing(desk: Desk) -> None:
    events = morning(desk.work)
    server = server_of(desk)
    for most in range(1, 8):
        session(desk.box, server, 2, most)
        write(desk.work, started(uuid7(), most))
    assert session(desk.box, server, 2).reconciled
    assert sum(server.counted().values()) == len(events) + 7
    assert server.counted() == count_kinds(desk.work.reading)


def test_a_server_set_back_gets_again_what_it_lost(desk: Desk) -> None:
    morning(desk.work)
    server = server_of(desk)
    backup = server.disk.copy()
    assert session(desk.box, server).trouble == ""
    server.disk = backup
    assert unsent(desk.work.reading)[0] == 0
    assert session(desk.box, server).reconciled
    assert server.counted() == count_kinds(desk.work.reading)


def test_a_desk_from_an_old_image_begins_a_new_epoch_and_nothing_is_doubled(desk: Desk) -> None:
    morning(desk.work)
    server = server_of(desk)
    image = desk.copy("image")
    write(desk.work, started(uuid7(), 50))
    assert session(desk.box, server).trouble == ""
    visit_id = uuid7()
    write(image.work, started(visit_id, 60), logged(visit_id, "Z", 61))
    done = session(image.box, server)
    assert (done.forks, done.reconciled) == (1, True)
    assert image.rows("SELECT epoch, parent_epoch, parent_seq, cut_seq FROM chain") == [(1, 0, 0, 6), (2, 1, 6, None)]
    assert sum(server.counted().values()) == 6 + 1 + 2
    assert sum(count_kinds(image.work.reading).values()) == 6 + 2
    assert image.rows("SELECT product_code FROM attempt WHERE product_code = 'Z'") == [("Z",)]
    sound(image)
    write(image.work, logged(visit_id, "Y", 62))
    assert session(image.box, server).reconciled
    sound(image)
    image.close()


def test_two_clones_of_one_disk_that_both_go_on_end_with_every_event_once(desk: Desk) -> None:
    morning(desk.work)
    clone = desk.copy("clone")
    server = server_of(desk)
    for minute in range(3):
        write(desk.work, started(uuid7(), 70 + minute))
        write(clone.work, started(uuid7(), 80 + minute))
        session(desk.box, server, 2)
        session(clone.box, server, 2)
    session(desk.box, server)
    assert session(clone.box, server).reconciled
    assert sum(server.counted().values()) == 6 + 3 + 3
    sound(desk, clone)
    clone.close()


def test_a_fork_in_an_old_epoch_takes_later_epochs_with_it(desk: Desk) -> None:
    morning(desk.work)
    for common, above in ((4, 1), (2, 7)):
        claim = next(c for c in desk.box.claims() if c.epoch == 1)
        before = sorted(desk.rows("SELECT DISTINCT event_id FROM journal"))
        desk.box.fork(claim, common, above)
        desk.box.hello()
        assert sorted(desk.rows("SELECT DISTINCT event_id FROM journal")) == before
    assert desk.rows("SELECT epoch, cut_seq FROM chain") == [(1, 2), (2, 0), (8, None)]
    assert unsent(desk.work.reading)[0] == 6
    sound(desk)
    desk.box.fork(next(c for c in desk.box.claims() if c.epoch == 1), 0, 8)
    assert desk.rows("SELECT parent_epoch, parent_seq FROM chain WHERE epoch = 9") == [(0, 0)]
    sound(desk)


def test_an_epoch_without_a_row_is_no_fault_and_goes_on(desk: Desk) -> None:
    morning(desk.work)
    desk.box.fork(desk.box.claims()[0], 6, 1)
    sound(desk)
    assert write(desk.work, started(uuid7())) == [1]
    sound(desk)


def test_rows_that_do_not_match_their_hashes_are_not_sent(desk: Desk) -> None:
    morning(desk.work)
    con = raw.connect(desk.work.path, KEY)
    con.execute("DROP TRIGGER journal_refuses_update")
    con.execute("UPDATE journal SET payload = replace(payload, 'declined', 'accepted') WHERE seq = 3")
    con.close()
    server = server_of(desk)
    with pytest.raises(Damaged, match="epoch 1 row 3"):
        session(desk.box, server)
    assert server.disk.chains == {}


def test_what_the_server_says_is_kept_where_the_window_reads_it(desk: Desk) -> None:
    server = server_of(desk)
    now = AT + timedelta(hours=8)
    offer = Offer("g" * 64, "2026-11-22", "", ("c" * 64,), 10, 3, "too few rows")
    server.more = {
        "server_time": time_text(now - timedelta(minutes=9)), "offer": offer, "slot": "02:10", "lease": "until",
        "orders": ("rekey",), "role": "branch",
    }  # fmt: skip
    hello = desk.box.hello()
    assert (hello.schema, hello.program, hello.branch_no, hello.generation) == (HEAD, __version__, "0731", "")
    session(desk.box, server)
    told = link.get_all(desk.work.reading)
    assert told["server_skew_ms"] == str(9 * 60 * 1000)
    assert (told["slot"], told["lease"], told["orders"], told["role"]) == ("02:10", "until", "rekey", "branch")
    assert '"held": "too few rows"' in told["offer"]


def test_the_device_key_is_made_once_and_stays(desk: Desk) -> None:
    assert DeskOutbox(desk.work, desk.folder).key.raw == desk.box.key.raw


# -- the branch's events --------------------------------------------------------------------------


def made(product: str = "P1") -> Any:
    return happened(ReferralMade, referral_id=uuid7(), customer_no="C1", product_code=product)


def claimed(referral: Any, staff_no: str, minute: int = 1) -> Any:
    event: Any = happened(ReferralClaimed, minute, referral_id=referral.referral_id)
    return replace(event, staff_no=staff_no)


def shared(pos: int, event: Event, device: str = "elsewhere", seq: int = 1) -> Shared:
    record = Record(
        seq, str(event.id), time_text(event.at), event.staff_no, event.kind, event.version, payload_of(event)
    )
    return Shared(pos, device, 1, record)


def ordered(place: int, *events: Event) -> Event:
    ids = tuple(e.id for e in events)
    return happened(RelayOrdered, branch_no="0731", first_place=place, ids=ids)  # type: ignore[no-any-return]


REFERRALS = "SELECT claimed_by, contested_by FROM referral"


def test_a_referral_reaches_the_other_desk_and_the_first_claim_in_the_stream_wins(desks: list[Desk]) -> None:
    one, two = desks
    server = server_of(one, two)
    referral = made()
    write(one.work, referral)
    session(one.box, server)
    assert session(two.box, server).pulled == 1
    write(one.work, claimed(referral, "T1", 1))
    write(two.work, claimed(referral, "T2", 2))
    assert (one.rows(REFERRALS), two.rows(REFERRALS)) == ([("T1", "")], [("T2", "")])
    session(two.box, server)
    session(one.box, server)
    session(two.box, server)
    assert one.rows(REFERRALS) == two.rows(REFERRALS) == [("T2", "T1")]
    sound(one, two)


def test_the_order_that_the_node_gave_counts_before_the_stream(desk: Desk) -> None:
    referral = made()
    first, second = claimed(referral, "A"), claimed(referral, "B")
    desk.box.take([shared(1, referral), shared(2, second), shared(3, first)], Cursor(3, b"x"))
    assert desk.rows(REFERRALS) == [("B", "A")]
    desk.box.take([shared(4, ordered(1, referral, first, second))], Cursor(4, b"x"))
    assert desk.rows(REFERRALS) == [("A", "B")]
    desk.box.take([shared(5, ordered(9, first))], Cursor(5, b"x"))  # a later place for the same: the smaller wins
    assert desk.rows(REFERRALS) == [("A", "B")]
    sound(desk)


def test_events_of_the_branch_are_kept_once_however_often_they_come(desk: Desk) -> None:
    referral = made()
    write(desk.work, referral)
    items = [shared(1, referral, desk.box.device), shared(2, claimed(referral, "B"))]
    assert desk.box.take(items, Cursor(2, b"x")) == 1, "what a colleague recorded counts, not what was our own"
    assert desk.box.take(items, Cursor(2, b"x")) == 0
    assert desk.box.cursor() == Cursor(2, b"x")
    assert desk.rows(REFERRALS) == [("B", "")]
    sound(desk)


def test_a_stream_that_begins_again_keeps_the_events_and_takes_places_anew(desk: Desk) -> None:
    referral = made()
    first, second = claimed(referral, "A"), claimed(referral, "B", 2)
    items = [shared(1, referral), shared(2, second), shared(3, first), shared(4, ordered(1, referral, first, second))]
    desk.box.take(items, Cursor(4, b"x"))
    desk.box.start_over()
    assert desk.box.cursor() == Cursor()
    assert desk.rows("SELECT count(*), count(pos) FROM received") == [(4, 0)]
    sound(desk)
    desk.box.take([shared(1, referral), shared(2, second), shared(3, first)], Cursor(3, b"y"))
    assert desk.rows(REFERRALS) == [("B", "A")]
    sound(desk)


def test_another_server_has_another_stream(desk: Desk) -> None:
    server = server_of(desk)
    write(desk.work, made())
    session(desk.box, server)
    assert desk.box.cursor() != Cursor()
    server.disk.incarnation = "two"
    desk.box.welcomed(server.welcome(desk.box.hello(), ()))
    assert desk.box.cursor() == Cursor()
    assert session(desk.box, server).pulled == 0
    assert desk.rows("SELECT count(*) FROM received WHERE pos = 1") == [(1,)]


STRANGE_MADE = '{"customer_no":%s,"note":"","product_code":"P1","referral_id":"01a20f29-61aa-77a3-b9ee-17614c42324c"}'
STRANGE_ORDER = '{"branch_no":"0731","first_place":%s,"ids":["01a20f29-61aa-77a3-b9ee-17614c42324c"]}'


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "referral.danced"}, {"v": 99}, {"payload": b"{}"}, {"payload": b"\xff"}, {"event_id": "no id"},
        {"occurred_at": "then"}, {"occurred_at": "2026-11-23"},
        *({"kind": "referral.made", "payload": (STRANGE_MADE % w).encode()} for w in ("5", "[]", "null", r'"\ud800"')),
        *({"kind": "relay.ordered", "payload": (STRANGE_ORDER % n).encode()} for n in ('"1"', "[]", "1e3", str(2**70))),
    ],
)  # fmt: skip
def test_an_event_that_is_not_understood_is_kept_raw_and_stops_nothing(desk: Desk, change: dict[str, Any]) -> None:
    referral = made()
    strange = shared(2, claimed(referral, "B"))
    strange = Shared(2, strange.device, 1, strange.record._replace(**change))
    assert desk.box.take([shared(1, referral), strange, shared(3, claimed(referral, "C"))], Cursor(3, b"x")) == 3
    assert desk.rows(REFERRALS) == [("C", "")]
    assert desk.rows("SELECT payload FROM received WHERE pos = 2") == [(strange.record.payload,)]
    sound(desk)
    with desk.work.writing() as session_:
        rebuild_views(session_)
    sound(desk)


def test_a_withdrawal_and_a_consent_that_did_not_know_it_leave_it_withdrawn_on_both_desks(desks: list[Desk]) -> None:
    one, two = desks
    server = server_of(one, two)
    write(one.work, happened(ConsentWithdrawn, 5, customer_no="C1", purpose="marketing"))
    write(two.work, happened(ConsentGiven, 9, customer_no="C1", purpose="marketing"))
    for desk in (one, two, one):
        session(desk.box, server)
    found = "SELECT state FROM consent"
    assert one.rows(found) == two.rows(found) == [("withdrawn",)]
    sound(one, two)


def test_a_seal_covers_what_the_server_recomputes(desk: Desk) -> None:
    morning(desk.work)
    claim = desk.box.claims()[0]
    batch = desk.box.batch(claim, 2, 3)
    assert batch is not None
    assert [r.seq for r in batch.records] == [3, 4, 5]
    assert batch.prev_hash == desk.box.hash_at(desk.box.device, 1, 2)
    assert desk.box.hash_at("another", 1, 2) == b""
    assert isinstance(batch.records[0].entry(desk.box.device, 1), Entry)
    assert desk.box.batch(claim, 6, 3) is None


def test_rows_recorded_during_a_session_wait_for_the_next(desk: Desk) -> None:
    morning(desk.work)
    desk.box.hello()
    write(desk.work, started(uuid7()))
    assert desk.box.claims()[0].head_seq == 6
    desk.box.hello()
    assert desk.box.claims()[0].head_seq == 7


def test_a_batch_of_large_events_is_cut_before_it_is_too_large(desk: Desk) -> None:
    visit_id = uuid7()
    write(desk.work, started(visit_id), *(logged(visit_id, f"P{n}", note="x" * 200_000) for n in range(30)))
    batch = desk.box.batch(desk.box.claims()[0], 0, 500)
    assert batch is not None
    assert 1 < len(batch.records) < 25
    server = server_of(desk)
    assert session(desk.box, server).reconciled
    assert server.counted() == count_kinds(desk.work.reading)
