"""The public Berka extract, a real bank's, through the shipped layout to a logged attempt."""

import csv
import json
import os
from pathlib import Path

import pytest

from teller_assist.paths import PROJECT, RESOURCES
from tests.scenarios.conftest import Ran, teller

BERKA = Path(os.environ.get("TELLER_SHARED_DATA", PROJECT.parent / "shared" / "data")) / "berka"
pytestmark = [
    pytest.mark.needs_data,
    pytest.mark.skipif(not BERKA.is_dir(), reason=f"the public Berka extract is not at {BERKA}"),
]
TODAY = "1994-04-01"  # the extract's transactions end on 1994-03-31


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("berka") / "desk"
    loaded = teller("feed", "load", BERKA, "--json", data=desk)
    assert loaded.code == 0, loaded.err
    assert loaded.json["customers"] == 5369
    return desk


def _rows(name: str) -> list[dict[str, str]]:
    with (BERKA / f"{name}.asc").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def test_the_extract_is_clean(tmp_path: Path) -> None:
    checked = teller("feed", "check", BERKA, "--json", "--rejects", tmp_path / "rejects.csv")
    assert checked.code == 0, checked.out + checked.err


def test_every_account_leads_to_its_owner(data: Path) -> None:
    owners = {d["account_id"]: d["client_id"] for d in _rows("disp") if d["type"] == "OWNER"}
    accounts = [a["account_id"] for a in _rows("account")]
    assert len(accounts) == 4500
    sample = accounts[::75]
    answers = _answers(teller("find", "--stdin", "--json", data=data, stdin="".join(f"{a}\n" for a in sample)))
    known = {a: [f["customer_no"] for f in found] for a, found in zip(sample, answers, strict=True)}
    missing = [a for a, found in known.items() if not any(no.lstrip("C0") == owners[a] for no in found)]
    assert not missing


def test_a_card_a_suggestion_and_a_logged_attempt(data: Path) -> None:
    numbers = [f["customer_no"] for f in teller("find", "王", "--json", "--limit", 60, data=data).json]
    assert numbers, "made-up names have no 王"
    asked = "".join(f"{n}\n" for n in numbers)
    cards = _answers(teller("card", "--stdin", "--json", "--today", TODAY, data=data, stdin=asked))
    card = next(c for c in cards if c["suggestions"])
    offer = card["suggestions"][0]
    logged = teller("log", card["customer_no"], offer["product_code"], "considering", "--json", data=data)
    assert logged.code == 0, logged.err
    assert teller("journal", "verify", data=data).code == 0


def test_without_a_risk_assessment_nobody_is_offered_an_investment(data: Path) -> None:
    numbers = [f["customer_no"] for f in teller("find", "李", "--json", "--limit", 30, data=data).json]
    asked = "".join(f"{n}\n" for n in numbers)
    cards = _answers(teller("card", "--stdin", "--json", "--today", TODAY, data=data, stdin=asked))
    offered = {s["product_code"] for card in cards for s in card["suggestions"]}
    assert offered
    with (RESOURCES / "feeds" / "catalogue" / "products.csv").open(encoding="utf-8", newline="") as lines:
        rated = {p["product_code"] for p in csv.DictReader(lines) if p["issuer_rating"]}
    assert rated
    assert not offered & rated
    why = teller("why", numbers[0], min(rated), "--json", "--today", TODAY, data=data).json
    assert not why["suggested"]
    assert why["sentence"]


def _answers(ran: Ran) -> list:  # type: ignore[type-arg]
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]
