"""A teller's morning on the command line: from a bank's extract to a logged attempt."""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.scenarios.conftest import AS_OF, Ran, teller

TODAY = AS_OF + timedelta(days=1)


def _customers(feed: Path) -> list[dict[str, str]]:
    with (feed / "customers.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _first_with_suggestion(feed: Path, run: Callable[..., Ran]) -> dict[str, object]:
    numbers = "".join(row["customer_no"] + "\n" for row in _customers(feed)[:60])
    import json

    for line in run("card", "--stdin", "--json", "--today", TODAY, stdin=numbers).out.splitlines():
        card: dict[str, object] = json.loads(line)
        if card["suggestions"]:
            return card
    raise AssertionError("none of 60 customers has a suggestion")


def test_every_customer_is_found_by_number_and_by_name(feed: Path, run: Callable[..., Ran]) -> None:
    import json

    people = _customers(feed)[:40]
    by_no = run("find", "--stdin", "--json", stdin="".join(p["customer_no"] + "\n" for p in people)).out.splitlines()
    by_name = run(
        "find", "--stdin", "--json", "--limit", 1000, stdin="".join(p["name"] + "\n" for p in people)
    ).out.splitlines()
    for person, number_line, name_line in zip(people, by_no, by_name, strict=True):
        first = json.loads(number_line)[0]
        assert (first["customer_no"], first["match"]) == (person["customer_no"], "exact")
        assert person["customer_no"] in [f["customer_no"] for f in json.loads(name_line)]


def test_a_customer_is_found_looked_at_and_an_attempt_is_logged(feed: Path, run: Callable[..., Ran]) -> None:
    card = _first_with_suggestion(feed, run)
    offer = card["suggestions"][0]  # type: ignore[index]
    assert len(offer["talk_track"]) <= 25
    assert offer["reason"]
    logged = run("log", card["customer_no"], offer["product_code"], "declined", "--reason", 3, "--json")
    assert logged.code == 0, logged.err
    assert logged.json["outcome"] == "declined"
    again = run("log", card["customer_no"], offer["product_code"], "N", "--reason", 3, "--json")
    assert again.json["attempt_id"] == logged.json["attempt_id"], "a repeat in one visit collapses"

    after = run("card", card["customer_no"], "--json", "--today", TODAY).json
    assert after["last_time"]["product_code"] == offer["product_code"]
    assert offer["product_code"] not in [s["product_code"] for s in after["suggestions"]]
    assert run("journal", "verify").code == 0


def test_every_product_is_suggested_or_has_a_code_and_a_sentence(feed: Path, run: Callable[..., Ran]) -> None:
    with (feed / "products.csv").open(encoding="utf-8", newline="") as lines:
        products = {row["product_code"] for row in csv.DictReader(lines)}
    for person in _customers(feed)[:25]:
        card = run("card", person["customer_no"], "--json", "--today", TODAY).json
        named = {s["product_code"] for s in card["suggestions"]} | {b["product_code"] for b in card["blocked"]}
        assert products <= named
        assert all(b["code"] for b in card["blocked"])
        of_bundles = sum(s["slot"] == "bundle" for s in card["suggestions"])
        assert of_bundles <= 2
        assert len(card["suggestions"]) - of_bundles <= 3
        assert bool(card["nothing_because"]) != bool(card["suggestions"])
        assert {s["product_code"] for s in card["suggestions"]} <= products
    code = card["blocked"][0]["product_code"]
    why = run("why", person["customer_no"], code, "--json", "--today", TODAY).json
    assert why["code"] == card["blocked"][0]["code"]
    assert why["sentence"]


def test_a_risk_grade_below_the_product_is_never_offered_it(feed: Path, tmp_path: Path) -> None:
    """The feed is edited as a bank would: everyone becomes C1, and no R2 or higher may be suggested."""
    import json
    import shutil

    edited = Path(shutil.copytree(feed, tmp_path / "c1"))
    rows = _customers(edited)
    for row in rows:
        row["risk_grade"], row["risk_assessed_on"] = "C1", AS_OF.isoformat()
    with (edited / "customers.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with (edited / "products.csv").open(encoding="utf-8", newline="") as lines:
        rating = {p["product_code"]: max(p["issuer_rating"], p["seller_rating"]) for p in csv.DictReader(lines)}
    data = tmp_path / "desk"
    assert teller("feed", "load", edited, data=data).code == 0
    numbers = "".join(r["customer_no"] + "\n" for r in rows)
    cards = teller("card", "--stdin", "--json", "--today", TODAY, data=data, stdin=numbers).out.splitlines()
    offered = [s["product_code"] for line in cards for s in json.loads(line)["suggestions"]]
    assert offered
    assert not [p for p in offered if rating[p] > "R1"]


def test_bad_input_is_answered_in_words_and_loses_nothing(run: Callable[..., Ran], desk: Path, tmp_path: Path) -> None:
    assert run("find", "没有这个人甲乙丙", "--json").json == []
    cases = {
        ("card", "NOBODY"): 3,
        ("why", "NOBODY", "X"): 3,
        ("log", "NOBODY", "X", "A"): 3,
        ("card",): 2,
        ("card", "NOBODY", "--today", "tomorrow"): 2,
        ("feed", "check", tmp_path / "absent"): 2,
        ("nonsense",): 2,
    }
    for arguments, code in cases.items():
        ran = run(*arguments)
        assert (arguments, ran.code) == (arguments, code)
        assert ran.err.strip()
    fresh = teller("find", "张", data=tmp_path / "empty")
    assert fresh.code == 5
    assert "feed load" in fresh.err
    assert run("journal", "verify").code == 0
