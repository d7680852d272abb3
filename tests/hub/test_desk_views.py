"""What a real desk recorded and sent folds on the hub as on the desk, row by row."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import Outcome
from teller_assist.domain.consent import ConsentWithdrawn
from teller_assist.domain.event import KINDS, Event
from teller_assist.domain.referral import ReferralClaimed, ReferralMade
from teller_assist.hub import counting, replay
from teller_assist.hub.engine import Hub
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store import journal
from teller_assist.store.views import NOUNS
from teller_assist.sync.sender import Sender
from tests.domain.test_event import sample
from tests.store import deeds
from tests.sync.served import enrolled, served, synced


def work_a_morning(desk: Sender) -> ReferralMade:
    visit_id = uuid7()
    first, second, third = (deeds.logged(visit_id, f"P{n}", n) for n in range(3))
    referral: ReferralMade = deeds.happened(
        ReferralMade, referral_id=uuid7(), customer_no="C1", product_code="P9", to_role="", note="午后再来"
    )
    deeds.write(
        desk.work, deeds.started(visit_id), first, second, third,
        deeds.corrected(first.attempt_id, Outcome.ACCEPTED, 5), deeds.undone(third.attempt_id, third.id, 6), referral,
        deeds.happened(ConsentWithdrawn, customer_no="C2", purpose="marketing"),
    )  # fmt: skip
    deeds.write(desk.work, *everything())
    return referral


def everything() -> list[Event]:
    """One of each kind of event, those of a noun under one id."""
    events = []
    for noun in NOUNS.values():
        noun_id = uuid7()
        for kind in (KINDS[kind] for kind in noun.kinds):
            happened = replace(sample(kind), id=uuid7(), **({"stars": 4} if noun.name == "award" else {}))
            events.append(happened if noun.name == "consent" else replace(happened, **{noun.key: noun_id}))
    return events


def on_the_desk(desk: Sender, noun: str) -> list[tuple[Any, ...]]:
    names = [c.name for c in VIEWS[noun].columns if c.name != "owner"]
    return sorted(desk.work.reading.execute(f"SELECT {', '.join(names)} FROM {noun}").fetchall())


def on_the_hub(hub: Hub, noun: str, owners: set[str]) -> list[tuple[Any, ...]]:
    table = VIEWS[noun]
    with hub.reading() as con:
        found = con.execute(select(*(c for c in table.columns if c.name != "owner")).where(table.c.owner.in_(owners)))
        return sorted(tuple(row) for row in found)


def test_two_desks_and_the_hub_have_the_same_views(hub: Hub, tmp_path: Path) -> None:
    with served(hub) as url, enrolled(hub, url, tmp_path / "a") as a, enrolled(hub, url, tmp_path / "b") as b:
        referral = work_a_morning(a)
        work_a_morning(b)
        assert [synced(desk).trouble for desk in (a, b, a)] == ["", "", ""]
        claims = [deeds.happened(ReferralClaimed, referral_id=referral.referral_id) for _ in range(2)]
        deeds.write(a.work, claims[0])
        deeds.write(b.work, claims[1])
        results = [synced(desk) for desk in (b, a, b)]
        assert all(result.reconciled for result in results)
        for noun in NOUNS.values():
            for desk in (a, b):
                owners = {"1001"} if noun.shared else {desk.box.device}
                assert on_the_desk(desk, noun.name) == on_the_hub(hub, noun.name, owners), noun.name
                assert on_the_desk(desk, noun.name), noun.name
        here = {desk.box.device: journal.count_kinds(desk.work.reading) for desk in (a, b)}
        assert {one["device"]: one["kinds"] for one in counting.count(hub)["devices"]} == here
        before = {noun: on_the_hub(hub, noun, {"1001", a.box.device, b.box.device}) for noun in NOUNS}
        replay.rebuild_views(hub)
        assert before == {noun: on_the_hub(hub, noun, {"1001", a.box.device, b.box.device}) for noun in NOUNS}
