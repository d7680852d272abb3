"""What the card shows of a customer."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.domain.attempt import Outcome
from teller_assist.errors import NotFound
from tests.desk import small
from tests.desk.small import TODAY, WAN, Clock


def test_the_first_line_says_how_to_speak_to_them(counter: Counter) -> None:
    card = counter.card(small.ZHANG)
    assert (card.salutation, card.tier.name, card.since_year, card.manager) == ("张女士", "白金", 2014, "王*")
    assert (card.id_masked, card.mobile_masked) == ("310***********8812", "138****5678")
    assert counter.card(small.OUYANG).salutation == "欧阳先生"
    assert counter.card(small.FIRM).salutation == "滨江五金有限公司"


def test_dates_come_first_the_earliest_first(counter: Counter) -> None:
    flags = counter.card(small.ZHANG).flags
    assert [(f.code, f.on) for f in flags] == [
        ("card_expired", date(2026, 11, 1)),
        ("maturity", date(2026, 11, 25)),
        ("risk_expiring", date(2026, 12, 3)),
        ("id_expiring", date(2026, 12, 20)),
    ]
    assert flags[1].facts["band"] == "20–50万"
    assert flags[1].facts["name"] == "定期"


def test_has_none_differs_from_zero_and_from_unknown(counter: Counter) -> None:
    rows = {row.code: row for lane in counter.card(small.ZHANG).lanes for row in lane.rows}
    assert (rows["term"].state, rows["term"].exact_fen, rows["term"].band, rows["term"].due) == (
        "held", 50 * WAN, "50–100", True,
    )  # fmt: skip
    assert (rows["mortgage"].state, rows["mortgage"].band) == ("unknown", "")
    assert rows["mobile_bank"].state == "dormant"
    assert rows["fund"].state == "none"
    bare = {row.code: row for lane in counter.card(small.BARE).lanes for row in lane.rows}
    assert (bare["term"].state, bare["term"].band) == ("zero", "0")


def test_assets_are_a_band_with_six_months_and_a_trend(counter: Counter) -> None:
    assets = counter.card(small.ZHANG).assets
    assert (assets.band, assets.trend, len(assets.months)) == ("50–100万", "up", 6)
    assert counter.card(small.BARE).assets.trend == "unknown"


def test_the_last_refusal_stands_on_the_card_with_its_reason(counter: Counter) -> None:
    last = counter.card(small.ZHANG).last_time
    assert last is not None
    assert (last.product_code, last.outcome, last.reason, last.on) == (small.WEALTH, "declined", 3, date(2026, 8, 14))


@pytest.mark.parametrize(
    ("customer_no", "alerts"),
    [
        (small.ZHANG, []), (small.MINOR, ["minor"]), (small.GONE, ["deceased"]), (small.COMPLAINS, ["complaint"]),
    ],
)  # fmt: skip
def test_an_alert_outranks_selling(counter: Counter, customer_no: str, alerts: list[str]) -> None:
    card = counter.card(customer_no)
    assert [a.code for a in card.alerts] == alerts
    if alerts:
        assert card.slate.suggestions == ()


def test_an_agent_ends_suggestions_until_they_are_gone(counter: Counter) -> None:
    assert counter.card(small.ZHANG).slate.suggestions
    counter.begin_visit(small.ZHANG, "search")
    card = counter.note_agent()
    assert [a.code for a in card.alerts] == ["agent"]
    assert card.slate.suggestions == ()
    assert counter.note_agent(False).alerts == ()


def test_the_timeline_is_merged_and_newest_first(counter: Counter, clock: Clock) -> None:
    counter.begin_visit(small.ZHANG, "search")
    clock.pass_(minutes=1)
    counter.log(small.ZHANG, small.CD, Outcome.CONSIDERING)
    items = counter.card(small.ZHANG).timeline
    assert [i.on for i in items] == sorted((i.on for i in items), reverse=True)
    assert [(i.kind, i.mine) for i in items] == [
        ("visit", True), ("attempt", True), ("transaction", False), ("attempt", False), ("assessment", False),
    ]  # fmt: skip
    assert items[2].facts["band"] == "5–10万"


def test_data_more_than_two_days_old_is_called_old(counter: Counter) -> None:
    assert counter.card(small.ZHANG, date(2026, 11, 24)).stale == "fresh"
    assert counter.card(small.ZHANG, date(2026, 11, 25)).stale == "old"


def test_another_branchs_customer_shows_tier_and_flags_only(counter: Counter) -> None:
    card = counter.card(small.ELSEWHERE)
    assert card.minimal
    assert (card.tier.name, [a.code for a in card.alerts], [f.code for f in card.flags]) == (
        "金", ["fraud_watch"], ["vip"],
    )  # fmt: skip
    assert (card.name, card.lanes, card.slate.suggestions, card.assets.exact_fen) == ("", (), (), None)
    assert "holdings" in card.hidden


def test_a_stranger_is_not_found(counter: Counter) -> None:
    with pytest.raises(NotFound, match="no customer C77"):
        counter.card("C77")
    with pytest.raises(NotFound, match="no product XX"):
        counter.why(small.ZHANG, "XX")


def test_sixty_five_today_counts_as_elderly(counter: Counter) -> None:
    assert counter.card(small.OUYANG, date(2015, 11, 23)).elderly
    assert not counter.card(small.OUYANG, date(2015, 11, 22)).elderly


def test_a_look_records_nothing_and_needs_no_sqlalchemy(data: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from teller_assist.desk.counter import Counter\n"
        f"c = Counter.open(Path({str(data)!r})); c.find('zhang'); c.card('C1'); c.why('C1', 'CD12'); c.status()\n"
        "c.served_today(); c.attempts_today(); c.open_visit()\n"
        "print(c.status().unsent, [m for m in ('sqlalchemy', 'alembic', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split(maxsplit=1) == ["0", "[]\n"], done.stderr


def test_the_sheet_says_facts_and_risks_and_nothing_of_the_customer(counter: Counter) -> None:
    sheet = counter.sheet(small.WEALTH)
    assert (sheet.rating, sheet.insured, sheet.may_lose, sheet.sale_zone) == (2, False, True, True)
    assert counter.sheet(small.CD).insured
    assert counter.today() == TODAY
