"""What came of what was shown becomes the model that a desk may use; an unsigned or spoilt one is told and not used."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from teller_assist.domain.arms import MAIN, arm_of
from teller_assist.domain.attempt import AttemptLogged, Outcome
from teller_assist.domain.model import MISMATCH
from teller_assist.domain.packs import load_packs
from teller_assist.domain.uplift import Arm
from teller_assist.domain.visit import DecisionMade, VisitStarted
from teller_assist.errors import BadPack, Refused
from teller_assist.hub import learning, models, shelf
from teller_assist.hub.engine import Hub
from teller_assist.hub.publish import publish
from teller_assist.hub.uplift import uplift
from teller_assist.hub.view_tables import VIEWS
from teller_assist.paths import RESOURCES
from teller_assist.wire.signing import DeviceKey
from tests.hub.pushing import NOW, Device, sent
from tests.hub.small_feed import write_feed

DAY = date(2026, 11, 24)
PACKS = RESOURCES / "packs"


def shown(desk: Device, outcome: Outcome | None, code: str = "EM01", slot: str = "best", again: bool = False) -> None:
    visit_id, told = UUID(bytes=uuid7().bytes), {"staff_no": "S1", "at": NOW}
    desk.record(VisitStarted(id=uuid7(), visit_id=visit_id, customer_no="C1", how="scan", **told))
    for _ in range(2 if again else 1):
        desk.record(
            DecisionMade(
                id=uuid7(),
                decision_id=UUID(bytes=uuid7().bytes),
                visit_id=visit_id,
                customer_no="C1",
                packs="",
                generation="",
                input_hash="",
                today="2026-11-24",
                shown=((1, code, "do", 300, 400, slot, 10, 1000),),
                **told,
            )
        )
    if outcome is not None:
        desk.record(
            AttemptLogged(
                id=uuid7(),
                attempt_id=UUID(bytes=uuid7().bytes),
                visit_id=visit_id,
                customer_no="C1",
                product_code=code,
                outcome=outcome,
                **told,
            )
        )


def test_what_was_shown_counts_once_a_visit_whatever_was_logged(hub: Hub) -> None:
    desk = Device("1001").enrol(hub)
    shown(desk, Outcome.ACCEPTED, again=True)
    shown(desk, Outcome.REFERRED)
    shown(desk, Outcome.DECLINED)
    shown(desk, None)
    shown(desk, Outcome.ACCEPTED, code="SVC-ID", slot="service")
    sent(hub, desk.push())
    with hub.reading() as con:
        found = learning.seen(con, DAY, DAY)
        assert found == {"EM01": learning.Seen(4, 2, pytest.approx(1.2))}
        assert learning.seen(con, DAY + timedelta(days=1), DAY + timedelta(days=9)) == {}
        # One device's answers at a time: a bank's do not fit into memory.
        (device,) = con.scalars(select(VIEWS["decision"].c.owner).distinct())
        assert len(learning._welcome(con, device)) == 3
        assert learning._welcome(con, "another") == set()
    (one,) = learning.calibration(found)
    assert one.low < 0.5 < one.high
    assert one.holds


def test_the_model_holds_prior_and_evidence_and_a_desk_may_use_it() -> None:
    priors = [
        {"for": "mobile_bank", "expected": 0.4, "weight": 4},
        {"for": "mobile_bank", "rule": "r", "expected": 0.5},
    ]
    made = learning.artifact_of({"EM01": learning.Seen(96, 10, 40.0)}, priors, {"EM01": "mobile_bank"}, DAY)
    found = models.model(made, trusted=True)
    assert found.usable(DAY) == ""
    assert found.usable(DAY + timedelta(days=46)) == "MODEL_EXPIRED"
    assert found.cards[("EM01", "")].score({}).p == pytest.approx(11.6 / 100)
    assert found.cards[("EM01", "r")].score({}).p == pytest.approx(12 / 100)


def laid(folder: Path, artifact: dict[str, Any]) -> Path:
    (folder / "models").mkdir(parents=True, exist_ok=True)
    (folder / models.FILE).write_text(json.dumps(artifact), encoding="utf-8")
    return folder


ARTIFACT = learning.artifact_of({}, [], {}, DAY)


def test_a_signature_is_over_everything_and_of_the_key_that_the_packs_name(tmp_path: Path) -> None:
    file = tmp_path / "model.key"
    public = models.new_model_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
    made = models.signed(ARTIFACT, models.model_key(file))
    assert models.is_signed(made, public)
    assert not models.is_signed({**made, "expires_on": "2999-01-01"}, public), "changed after it was signed"
    assert not models.is_signed(models.signed(ARTIFACT, DeviceKey()), public), "another's key"
    assert not models.is_signed(ARTIFACT, public)
    assert models.body_of(made, {"model_key": public}, published=False)["trusted"]
    assert not models.body_of(ARTIFACT, {"model_key": public}, published=True)["trusted"]
    with pytest.raises(FileExistsError):
        models.new_model_key(file)
    (tmp_path / "no.key").write_text("short")
    with pytest.raises(Refused, match="no key of a model"):
        models.model_key(tmp_path / "no.key")


def test_what_no_desk_would_use_is_not_published(tmp_path: Path) -> None:
    packs = load_packs(PACKS)
    models.check(laid(tmp_path, ARTIFACT), packs, DAY)
    spoilt = [
        (ARTIFACT | {"expires_on": "2026-11-23"}, "ran out on 2026-11-23"),
        (ARTIFACT | {"features": [{"name": "sex", "type": "word"}]}, "not those that this program knows"),
        (ARTIFACT | {"schema": 9}, "schema 9"),
    ]
    for artifact, sentence in spoilt:
        with pytest.raises(BadPack, match=sentence) as refused:
            models.check(laid(tmp_path, artifact), packs, DAY)
        assert refused.value.facts["file"] == models.FILE
    keyed = packs | {"priors": {**packs["priors"], "model_key": "00" * 32}}
    with pytest.raises(BadPack, match="signature"):
        models.check(laid(tmp_path, ARTIFACT), keyed, DAY)
    (tmp_path / models.FILE).write_bytes(b"{" + b" " * (1 << 20))
    with pytest.raises(BadPack, match="at most"):
        models.check(tmp_path, packs, DAY)
    assert MISMATCH in models.model(ARTIFACT | {"features": [{"name": "sex"}]}, trusted=True).usable(DAY)


def test_a_generation_carries_the_model_of_its_packs(hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "published" / "3"
    folder.parent.mkdir()
    folder.mkdir()
    for file in PACKS.glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    laid(folder, ARTIFACT)
    publish(hub, write_feed(tmp_path / "feed", {"customers": [{"customer_no": "C1", "name": "张三"}]}), folder)
    with hub.reading() as con:
        now = shelf.current(con, "1001")
        assert now is not None
        told = [line for line in shelf.lines(con, now) if line[:3] == ["row", "pack", "model"]]
        body = json.loads(told[0][3][1])
        assert body["trusted"] is True
        assert body["artifact"]["made_on"] == "2026-11-24"
        assert learning.categories(con) == {"P1": "current"}


def test_uplift_counts_what_the_core_says_was_opened_since(hub: Hub, tmp_path: Path) -> None:
    people = [f"C{n}" for n in range(40)]
    mine = [no for no in people if arm_of(no, "s", 0.5) == MAIN]
    feed = write_feed(tmp_path / "feed", {
        "customers": [{"customer_no": no, "name": "张三"} for no in people],
        "accounts": [{"account_no": f"A{no}", "customer_no": no} for no in people],
        "holdings": [
            *({"customer_no": no, "account_no": f"A{no}", "opened_on": "2026-11-25"} for no in mine[:9]),
            {"customer_no": mine[9], "account_no": f"A{mine[9]}", "opened_on": "2026-11-23"},  # before the visit
        ],
    })  # fmt: skip
    publish(hub, feed, PACKS)
    desk = Device("1001").enrol(hub)
    for no in (*people, *people[:5]):
        visit_id = UUID(bytes=uuid7().bytes)
        desk.record(VisitStarted(id=uuid7(), at=NOW, staff_no="S1", visit_id=visit_id, customer_no=no, how="scan"))
    sent(hub, desk.push())
    with hub.reading() as con:
        found = uplift(con, DAY, DAY, "s", 0.5)
    assert (found.main, found.control) == (Arm(len(mine), 9), Arm(40 - len(mine), 0))
    with hub.reading() as con:
        assert uplift(con, DAY + timedelta(days=1), DAY + timedelta(days=1), "s", 0.5).main.customers == 0
