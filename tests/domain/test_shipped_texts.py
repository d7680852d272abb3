"""The texts that the program ships: fit to be said, each product's own, whole in both languages, short to read."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest

from teller_assist.domain.customer import MonthAverage
from teller_assist.domain.disclosure import Disclosure, disclosure_of
from teller_assist.domain.engine import Engine, Situation
from teller_assist.domain.lint import findings
from teller_assist.domain.product import CATEGORIES, INSURED, INVESTMENTS, Lane, Product
from teller_assist.domain.words import longest
from tests.domain.making import BRANCH, a_busy_customer, catalogue, customer, holding, packs, profile, situation
from tests.domain.making import transactions as counter
from tests.domain.test_engine import random_situation

WARES = {p.product_code: p for p in catalogue()}
TRACKS: dict[str, dict[str, Any]] = {t["for"]: t for t in packs()["talk_tracks"]["track"]}
TOLD: dict[str, dict[str, Any]] = {t["for"]: t for t in packs()["products"]["product"]}
RULES: list[dict[str, Any]] = packs()["rules"]["rule"]
PRIVATE = ("trust", "private_fund")  # explained in person, never brought up at a counter
REASON_EN = 56
FIELDS = ("kind", "scope", "fees", "loss", "leave")
# Characters that a card of 320 px, a sheet in large type and a line of an offer hold: Chinese, English.
MOST = {
    "sentence": (25, 90), "convenience": (20, 70), "benefit": (22, 70), "risk": (60, 170), "ask": (14, 60),
    "answer": (24, 80), "kind": (26, 75), "scope": (44, 120), "fees": (44, 110), "loss": (48, 150), "leave": (54, 140),
}  # fmt: skip
Pair = tuple[str, str]


def category_of(code: str) -> str:
    return WARES[code].category if code in WARES else code if code in CATEGORIES else ""


def brought_up() -> list[Product]:
    return [p for p in catalogue() if p.category not in PRIVATE]


def track_of(p: Product) -> dict[str, Any]:
    return TRACKS.get(p.product_code) or TRACKS[p.category]


def told_of(p: Product) -> Disclosure:
    return disclosure_of(packs()["products"], p)


def lines(track: dict[str, Any]) -> Iterator[tuple[str, Pair]]:
    for field in ("sentence", "convenience", "benefit", "risk"):
        yield field, tuple(track[field])
    for ask, answer in track["objections"]:
        yield "ask", tuple(ask)
        yield "answer", tuple(answer)


def too_long(field: str, pair: Pair) -> bool:
    return any(len(text) > most for text, most in zip(pair, MOST[field], strict=True))


# -- talk tracks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", list(TRACKS))
def test_what_a_teller_may_say_is_fit_to_be_said_and_short(code: str) -> None:
    for field, pair in lines(TRACKS[code]):
        kind = "sentence" if field == "sentence" else "line"
        assert not findings(kind, category_of(code), *pair), (field, pair)
        assert not too_long(field, pair), (field, pair, len(pair[0]), len(pair[1]))
    zh, en = TRACKS[code]["sentence"]
    assert not re.search(r"[%％!！]|\d+\.\d", zh + en), "a sentence names no rate and does not cry out"


def test_every_product_of_the_counter_has_words_of_its_own() -> None:
    assert sum(code in WARES for code in TRACKS) >= 45
    for language in (0, 1):
        said = Counter(track_of(p)["sentence"][language] for p in brought_up())
        assert max(said.values()) == 1, said.most_common(1)
        for field in ("convenience", "benefit"):
            lead = Counter(track_of(p)[field][language] for p in brought_up())
            assert max(lead.values()) <= 2, (field, lead.most_common(1))  # a template would say it of many


def test_no_two_sentences_and_no_two_answers_are_the_same() -> None:
    for language in (0, 1):
        sentences = Counter(t["sentence"][language] for t in TRACKS.values())
        sentences.update(r["say"][language] for r in RULES if "say" in r)
        assert max(sentences.values()) == 1, sentences.most_common(1)
    for code, track in TRACKS.items():
        asks = {ask[0] for ask, _ in track["objections"]}
        assert len(track["objections"]) == len(asks) == 2, code


def test_a_teller_asks_and_does_not_tell() -> None:
    telling = [p.product_code for p in brought_up() if "？" not in track_of(p)["sentence"][0]]
    assert not telling


# -- what the customer has to be told ---------------------------------------------------------------


def test_every_category_and_only_known_ones_are_told() -> None:
    assert set(CATEGORIES) <= set(TOLD)
    assert not set(TOLD) - set(CATEGORIES) - set(WARES)
    for category in CATEGORIES:
        assert set(FIELDS) <= set(TOLD[category]), category


@pytest.mark.parametrize("code", list(WARES))
def test_the_disclosure_list_is_whole_in_both_languages(code: str) -> None:
    p = WARES[code]
    told = told_of(p)
    for field in FIELDS:
        pair = tuple(getattr(told, field))
        assert not findings("line", p.category, *pair), (field, pair)
        assert not too_long(field, pair), (field, pair, len(pair[0]), len(pair[1]))
    assert (told.payment in ("single", "regular")) is (p.category == "insurance")


@pytest.mark.parametrize("code", list(WARES))
def test_charges_are_the_same_in_the_catalogue_and_in_both_languages(code: str) -> None:
    figures = re.compile(r"\d+(?:\.\d+)?")
    zh, en = told_of(WARES[code]).fees
    assert set(figures.findall(WARES[code].fee_text)) <= set(figures.findall(zh)), zh
    words = {"六": "six", "三": "three"}  # 刷满六次, 首三个月: written out
    assert set(figures.findall(zh)) <= set(figures.findall(en)), en
    assert all(word in en.lower() for han, word in words.items() if han in zh), en


def test_what_is_insured_says_so_and_what_may_lose_says_that() -> None:
    for p in catalogue():
        zh, en = told_of(p).loss
        assert ("存款保险" in zh) is ("eposit insurance" in en) is (p.category in INSURED), p.product_code
        if p.category in INVESTMENTS:
            assert re.search("非存款|不是存款|不是普通存款", zh), p.product_code
            assert "ot a deposit" in en or "ot a plain deposit" in en, p.product_code
            assert re.search("损失|下跌|波动|为负|最低一档|低于本金|不退保费", zh), p.product_code


# -- rules and priors -------------------------------------------------------------------------------


def test_every_reason_is_fit_to_be_said_of_all_that_its_rule_brings_up() -> None:
    for rule in RULES:
        for target in rule["for"]:
            assert not findings("reason", category_of(target), *rule["reason"]), rule["code"]
            if "say" in rule:
                assert not findings("say", category_of(target), *rule["say"]), rule["code"]
        assert longest(rule["reason"][1]) <= REASON_EN, (rule["code"], "one line of a card in English")


def test_rules_and_priors_speak_of_what_there_is_and_never_of_private_placements() -> None:
    scenarios = {s["code"] for s in packs()["scenarios"]["scenario"]}
    for rule in RULES:
        for target in rule["for"]:
            assert target in CATEGORIES or target in WARES or target.startswith("SVC-"), (rule["code"], target)
            assert category_of(target) not in PRIVATE
        assert set(re.findall(r"'(\w+)' in scenarios", rule["when"])) <= scenarios, rule["code"]
    for row in packs()["priors"]["prior"]:
        assert category_of(row["for"]), row
        if row.get("rule"):
            targets = next(r["for"] for r in RULES if r["code"] == row["rule"])
            assert row["for"] in targets or category_of(row["for"]) in targets, row


def test_a_season_brings_up_neither_an_investment_nor_a_debt() -> None:
    """It changes occasion and words of what is asked for then; nobody borrows or invests because of the day."""
    seasonal = [rule for rule in RULES if "scenarios" in rule["when"]]
    assert len(seasonal) >= 10
    for rule in seasonal:
        for category in map(category_of, rule["for"]):
            assert category not in INVESTMENTS | {"credit_card"}, rule["code"]
            assert CATEGORIES[category] is not Lane.ASSET, rule["code"]


def test_payday_changes_the_words_and_nothing_but_the_occasion() -> None:
    who, mine = customer(salary_here=True), (holding("DC01", 1_000_000), holding("EM01", None), holding("ES01", None))
    one = Engine(packs(), catalogue(), BRANCH)
    reasons = {}
    for day in (date(2026, 10, 8), date(2026, 10, 12)):
        slate = one.suggest(situation(profile(who, holdings=mine), today=day))
        reasons[day.day] = {x.product_code: x.reason_code for x in slate.suggestions}
    assert (reasons[8]["DI12"], reasons[12]["DI12"]) == ("payday_saver", "regular_saver")
    assert set(reasons[8]) == set(reasons[12])


def _somebody(rnd: Random) -> Situation:
    """A customer around the gate's bounds, with some months, business at the counter and a current account."""
    s = random_situation(rnd)
    base, grows = rnd.choice((1_000_000, 6_000_000, 35_000_000, 150_000_000)), rnd.choice((0.7, 1, 1, 1.3))
    who = s.profile.customer._replace(
        tags=frozenset(tag for tag in ("vehicle", "home_buyer", "sole_trader") if rnd.random() < 0.3),
        tier=rnd.choice(("mass", "gold", "platinum", "diamond", "private")),
        income_fen=rnd.choice((8_000_000, 30_000_000)),
    )  # fmt: skip
    kinds = ("transfer", "bill", "cash_large", "fx", "current")
    done = tuple(
        t._replace(at=datetime.combine(s.today, time(2), UTC) - timedelta(days=rnd.randint(0, 60)))
        for t in counter(rnd.choice(kinds), range(1, rnd.randint(2, 10)))
    )
    months = tuple(MonthAverage(f"2026-{m:02d}", int(base * grows**m)) for m in range(6, 12))
    held = s.profile.holdings
    if rnd.random() < 0.7:
        held += (holding("DC01", rnd.choice((500_000, 6_000_000, 40_000_000))),)
    whole = s.profile._replace(customer=who, months=months, transactions=done, holdings=held)
    return s._replace(profile=whole, queue_waiting=None)


def test_every_product_on_sale_finds_an_occasion_with_some_customer() -> None:
    """The whole taxonomy is within reach; trusts and private funds never are."""
    rnd = Random(3)
    reached: set[str] = set()
    all_in_reach = {p.product_code for p in brought_up() if p.on_sale}
    late = ("applicability", "admission", "suitability")
    one = Engine(packs(), catalogue(), BRANCH)
    for _ in range(1500):
        slate = one.suggest(_somebody(rnd))
        reached |= {x.product_code for x in slate.suggestions}
        reached |= {b.product_code for b in slate.blocked if b.gate not in late}
        assert not {WARES[x.product_code].category for x in slate.suggestions if x.product_code in WARES} & set(PRIVATE)
        if reached >= all_in_reach:
            break
    assert not all_in_reach - reached


def test_a_sole_trader_is_offered_what_stays_at_hand_and_collects() -> None:
    who = customer(flags=frozenset({"sole_trader"}), salary_here=False)
    mine = (holding("DC01", 12_000_000), holding("EM01", None), holding("ES01", None))
    slate = Engine(packs(), catalogue(), BRANCH).suggest(
        situation(profile(who, holdings=mine, transactions=counter("cash_large", (3, 9, 17))))
    )
    by_code = {x.product_code: x for x in slate.suggestions}
    assert {"DN07", "SM02"} <= set(by_code)
    assert by_code["DN07"].reason_code == "sole_trader_week"
    assert "通知" in by_code["DN07"].reason.zh


def test_who_collects_and_deals_in_cash_is_a_sole_trader_without_a_flag() -> None:
    mine = (holding("DC01", 12_000_000), holding("SM01", None), holding("EM01", None), holding("ES01", None))
    cash = counter("cash_large", (3, 9)) + counter("current", (10, 12, 17, 20))
    slate = Engine(packs(), catalogue(), BRANCH).suggest(situation(profile(holdings=mine, transactions=cash)))
    assert {x.product_code: x.reason_code for x in slate.suggestions}["DN07"] == "sole_trader_week"


def test_a_sole_trader_with_a_certificate_may_pledge_it() -> None:
    who = customer(flags=frozenset({"sole_trader"}))
    with_it = profile(who, holdings=(holding("DT12", 20_000_000, date(2027, 6, 1)),))
    without = profile(who, holdings=(holding("DC01", 20_000_000),))
    one = Engine(packs(), catalogue(), BRANCH)

    def occasion(whole: Any) -> bool:
        slate = one.suggest(situation(whole))
        stopped = {b.product_code: b.code for b in slate.blocked}
        return stopped.get("LP01") != "NO_OCCASION"

    assert occasion(with_it)
    assert not occasion(without)


def test_the_words_of_a_product_win_over_those_of_its_category() -> None:
    slate = Engine(packs(), catalogue(), BRANCH).suggest(situation(a_busy_customer()))
    told = {x.product_code: x.talk_track.benefit.zh for x in slate.suggestions}
    assert "SM01" in told or "SM02" in told
    for code in told.keys() & {"SM01", "SM02"}:
        assert told[code] == TRACKS[code]["benefit"][0] != TRACKS["merchant"]["benefit"][0]
