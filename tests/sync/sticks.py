"""Enrolled desks and a hub, and sticks between them: short to write."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import AttemptLogged, Outcome
from teller_assist.domain.referral import ReferralMade
from teller_assist.domain.visit import VisitStarted
from teller_assist.hub import bundles as of_hub
from teller_assist.hub import tables
from teller_assist.hub.devices import learn
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.store import link
from teller_assist.store.engine import Work
from teller_assist.store.journal import record, unsent
from teller_assist.store.keyfile import KeyFile
from teller_assist.store.verify import faults_of
from teller_assist.sync import bundles
from teller_assist.sync.core import Delivered, Session
from teller_assist.sync.intake import answer
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire.identity import Certificate
from teller_assist.wire.signing import DeviceKey

NOW = datetime.now(UTC).replace(microsecond=0)


class Desk(NamedTuple):
    data: Path

    def key(self) -> bytes:
        return KeyFile(self.data / "desk.key").key()

    def open(self) -> Work:
        return Work(self.data / "work.db", self.key())

    @property
    def device(self) -> str:
        return (self.data / "journal.device").read_text("ascii").strip()

    def work(self, visits: int = 3) -> None:
        """Visits with an attempt each."""
        work = self.open()
        for _ in range(visits):
            visit_id = uuid7()
            with work.writing() as session:
                record(session, VisitStarted(**told(), visit_id=visit_id, customer_no="C1", how="scan"))
                record(
                    session,
                    AttemptLogged(
                        **told(),
                        attempt_id=uuid7(),
                        visit_id=visit_id,
                        customer_no="C1",
                        product_code="P1",
                        outcome=Outcome.DECLINED,
                    ),
                )
        work.close()

    def refer(self) -> str:
        work, referral_id = self.open(), uuid7()
        with work.writing() as session:
            record(session, ReferralMade(**told(), referral_id=referral_id, customer_no="C1", product_code="P1"))
        work.close()
        return str(referral_id)

    def unsent(self) -> int:
        work = self.open()
        count = unsent(work.reading)[0]
        work.close()
        return count

    def ids(self) -> list[str]:
        work = self.open()
        found = [row[0] for row in work.reading.execute("SELECT DISTINCT event_id FROM journal ORDER BY event_id")]
        assert faults_of(work.reading)[1] == []
        work.close()
        return found

    def referrals(self) -> list[tuple[str, str]]:
        work = self.open()
        rows = work.reading.execute("SELECT referral_id, claimed_by FROM referral ORDER BY referral_id").fetchall()
        work.close()
        return rows


def told() -> dict[str, object]:
    return {"id": uuid7(), "at": NOW, "staff_no": "T1"}


def enrolled(folder: Path, hub: Hub, branch_no: str = "1001") -> Desk:
    """A desk as it stands after its enrolment."""
    folder.mkdir(parents=True)
    desk = Desk(folder)
    KeyFile(folder / "desk.key").create()
    work = desk.open()
    box = DeskOutbox(work, folder)
    key = DeviceKey(bytes.fromhex(link.get(work.reading, "device_key")))
    with hub.writing() as connection:
        learn(connection, Certificate(box.device, branch_no, "desk", key.public, NOW.isoformat()))
    with work.writing() as session:
        link.put_all(session.con, {"hub_key": hub.key.public.hex(), "branch_no": branch_no, "certificate": "…"})
    work.close()
    return desk


def on_hub(hub: Hub, device: str) -> list[str]:
    """The ids of the device's events, each as often as it counts."""
    c = tables.ledger.c
    with hub.reading() as connection:
        found = connection.scalars(select(c.event_id).where(c.device == device, c.again == 0).order_by(c.event_id))
        return list(found)


def rows_on_hub(hub: Hub) -> int:
    with hub.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(tables.ledger)) or 0)


def online(session: Session, hub: Hub) -> Delivered:
    """A session over a line."""
    request = next(session)
    while True:
        try:
            request = session.send(answer(SqlLedger(hub, NOW), request))  # type: ignore[arg-type]
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def up(desk: Desk, hub: Hub, stick: Path) -> of_hub.ReadUp:
    bundles.write(desk.data, stick, NOW)
    return of_hub.read_up(hub, stick, NOW)


def down(desk: Desk, hub: Hub, stick: Path, at: datetime = NOW) -> bundles.ReadDown:
    of_hub.write_down(hub, desk.device, stick, at)
    return bundles.read(desk.data, stick, NOW)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path, hub: Hub) -> Desk:
    return enrolled(tmp_path / "desk", hub)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick.tabundle"
