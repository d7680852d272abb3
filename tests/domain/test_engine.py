"""The slate: what is suggested, in which order, and why not everything else."""

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from teller_assist.domain import gate
from teller_assist.domain.arms import CONTROL
from teller_assist.domain.care import Care
from teller_assist.domain.customer import Capacity, Complaint, Profile
from teller_assist.domain.disclosure import with_terms
from teller_assist.domain.engine import Engine, Situation
from teller_assist.domain.product import CATEGORIES, INVESTMENTS, Product
from teller_assist.domain.suggestion import GATES, Slate
from teller_assist.domain.words import CODES
from teller_assist.errors import NotFound
from tests.domain.cases import gate_case, random_staff
from tests.domain.gate_table import forbidden, may_do
from tests.domain.making import (
    BRANCH,
    STAFF,
    TODAY,
    a_busy_customer,
    assessed,
    card,
    catalogue,
    contact,
    customer,
    engine,
    holding,
    packs,
    profile,
    situation,
    transactions,
)

MATURING = (holding("DC01", 1_000_000), holding("DT12", 20_000_000, date(2026, 11, 25)))


def shown(slate: Slate) -> list[str]:
    return [s.product_code for s in slate.suggestions]


def code_of(slate: Slate, product_code: str) -> str:
    return next(b.code for b in slate.blocked if b.product_code == product_code)


def random_situation(rnd: Random) -> Situation:
    """A customer around the bounds of the gate, with holdings, transactions and contacts."""
    case = gate_case(rnd)
    today, wares = case.today, catalogue()
    holdings = tuple(
        holding(
            rnd.choice(wares).product_code,
            rnd.choice((None, 0, 6_000_000, 50_000_000)),
            rnd.choice((None, today, today + timedelta(days=30))),
            rnd.choice(("active", "active", "dormant", "closed")),
        )
        for _ in range(rnd.randint(0, 6))
    )
    contacts = tuple(
        contact(
            rnd.choice(wares).product_code,
            today - timedelta(days=rnd.choice((-1, 0, 13, 14, 29, 30, 89, 90, 180))),
            rnd.choice(
                ("declined", "referred", "accepted", "considering", "already_has", "unsuitable", "not_recorded")
            ),
            rnd.randint(0, 9),
        )
        for _ in range(rnd.randint(0, 3))
    )
    who = case.whole.customer._replace(
        salary_here=rnd.random() < 0.5,
        flags=case.whole.customer.flags | rnd.choice((frozenset(), frozenset({"sole_trader"}))),
    )
    whole = case.whole._replace(customer=who, holdings=holdings)
    waiting = rnd.choice((None, 0, 9, 10, 15, 20, 40))
    return Situation(today, whole, STAFF, contacts, case.agent, waiting)


def test_nothing_forbidden_is_ever_on_a_slate_and_every_product_is_answered() -> None:
    """End to end beside the table written from the rules alone."""
    rnd = Random(11)
    wares = told_wares()
    some = 0
    for _ in range(600):
        s = random_situation(rnd)
        slate = engine().suggest(s)
        codes = shown(slate) + [b.product_code for b in slate.blocked]
        assert sorted(c for c in codes if c in wares) == sorted(wares)
        assert len(slate.suggestions) <= (5 if slate.together is not None else 3)
        assert bool(slate.suggestions) != bool(slate.nothing_because)
        assert [x.rank for x in slate.suggestions] == list(range(1, len(slate.suggestions) + 1))
        for x in slate.suggestions:
            some += 1
            assert x.reason.zh
            assert x.reason.en
            assert "{" not in x.reason.zh + x.reason.en + x.talk_track.sentence.zh
            assert "未知" not in x.reason.zh
            if x.product_code in wares:
                assert not forbidden(s.profile, wares[x.product_code], s.today, s.agent)
                assert x.verb != "do" or wares[x.product_code].category not in INVESTMENTS
        for b in slate.blocked:
            assert b.gate in GATES
            assert CODES[b.code].gate == b.gate
    assert some > 300


@cache
def told_wares() -> dict[str, Product]:
    """The shipped products with what their pack says of paying."""
    return {p.product_code: with_terms(p, packs()["products"]) for p in catalogue()}


def eager(rnd: Random) -> Engine:
    """Packs that speak for everything at once, all to be done here, three kinds above all others: only the law stands
    in their way."""
    loved = rnd.sample(sorted(INVESTMENTS) * 2 + sorted(CATEGORIES), 3)
    rules = packs()["rules"]
    always = {
        "code": "always", "for": sorted(CATEGORIES), "mode": "renew", "when": "kind == 'person' or kind == 'firm'",
        "weight": 0.5, "reason": ["今天", "Today"],
    }  # fmt: skip
    loud = {
        **rules, "rule": [always], "verbs": dict.fromkeys(CATEGORIES, "do"),
        "products": {**rules["products"], "needs_money": []},
    }  # fmt: skip
    value = {category: 2.0 if category in loved else 0.5 for category in CATEGORIES}
    priors = {**packs()["priors"], "prior": [], "value": value}
    return Engine({**packs(), "rules": loud, "priors": priors}, catalogue(), BRANCH)


def check_safe(count: int, seed: int) -> int:
    """``count`` cases of a random customer, seller and day beside one shipped product each: what is suggested is
    allowed by the table, investments are never done at the window, who is in the control group or paused gets no
    offer; by the shipped packs and by eager ones in turn. Gives the number of suggestions."""
    rnd, wares, shown_ = Random(seed), told_wares(), 0
    asked = [engine(), engine()]
    for nth in range(-(-count // len(wares))):
        if nth % 50 == 0:
            asked[1] = eager(rnd)
        s = random_situation(rnd)
        s = s._replace(
            staff=random_staff(rnd, s.today),
            profile=s.profile._replace(customer=s.profile.customer._replace(customer_no=f"C{rnd.randrange(400)}")),
            care=Care(("planted",), lifted=rnd.random() < 0.5) if rnd.random() < 0.03 else None,
        )
        slate = asked[nth % 2].suggest(s)
        for x in slate.suggestions:
            p = wares.get(x.product_code)
            shown_ += 1
            assert s.care is None, s
            assert slate.arm != CONTROL or x.slot == "service", s
            if p is not None:
                assert not forbidden(s.profile, p, s.today, s.agent), (x.product_code, s)
                assert x.verb in may_do(p, s.staff, BRANCH, s.today), (x.product_code, x.verb, s)
    return shown_


@pytest.mark.parametrize("chunk", range(5))
def test_nothing_forbidden_is_suggested_in_a_million_cases(chunk: int) -> None:
    assert check_safe(200_000, seed=300 + chunk) > 1_000


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(10))
def test_nothing_forbidden_is_suggested_in_ten_million_cases(chunk: int) -> None:
    assert check_safe(1_000_000, seed=400 + chunk) > 5_000


def test_a_maturity_comes_first_with_its_reason() -> None:
    slate = engine().suggest(situation(profile(holdings=MATURING)))
    best = slate.suggestions[0]
    assert best.reason.zh == "您有一笔资金将于11月25日到期"
    assert best.reason.en == "Some of your money matures on 25 Nov"
    assert best.reason_code == "maturity_rollover"
    assert best.verb == "do"
    assert {"p", "value", "fit", "context", "contacts_30d"} <= set(best.factors)


def test_at_most_one_of_a_family_is_shown() -> None:
    slate = engine().suggest(situation(a_busy_customer()))
    categories = Counter(
        next(p.category in ("term", "notice", "large_cd") for p in catalogue() if p.product_code == code)
        for code in shown(slate)
        if not code.startswith("SVC-")
    )
    assert categories[True] == 1


def test_a_large_cd_is_not_for_who_has_less_than_its_least_amount() -> None:
    small = (holding("DC01", 1_000_000), holding("DT12", 18_999_999, date(2026, 11, 25)))
    assert code_of(engine().suggest(situation(profile(holdings=small))), "DL12") == "NOT_APPLICABLE"
    enough = (holding("DC01", 1_000_000), holding("DT12", 19_000_000, date(2026, 11, 25)))
    slate = engine().suggest(situation(profile(holdings=enough)))
    assert "DL12" in shown(slate) or code_of(slate, "DL12") == "LOWER_RANKED"


def test_without_an_occasion_nothing_is_pitched() -> None:
    slate = engine().suggest(situation(profile()))
    assert shown(slate) == []
    assert slate.nothing_because == "NOTHING_FITS"


@pytest.mark.parametrize(
    ("whole", "code"),
    [
        (profile(customer(flags=frozenset({"deceased", "fraud_watch"}))), "DECEASED"),
        (profile(customer(flags=frozenset({"court_freeze"}))), "COURT_FREEZE"),
        (profile(customer(flags=frozenset({"fraud_watch"}))), "FRAUD_WATCH"),
        (profile(complaints=(Complaint("K", TODAY, "", "open", None),)), "OPEN_COMPLAINT"),
        (profile(customer(birth_on=date(2008, 11, 24))), "MINOR"),
    ],
)
def test_an_alert_leaves_nothing_to_sell(whole: Profile, code: str) -> None:
    slate = engine().suggest(situation(whole._replace(holdings=MATURING)))
    assert (shown(slate), slate.nothing_because) == ([], code)
    assert {b.code for b in slate.blocked} == {code}


def test_an_agent_hears_no_offers() -> None:
    slate = engine().suggest(situation(profile(holdings=MATURING), agent=True))
    assert (shown(slate), slate.nothing_because) == ([], "AGENT")


def test_who_opted_out_gets_the_list_that_everybody_gets() -> None:
    """Same for all: it depends on the branch and the catalogue, on nothing about the customer."""
    rich = profile(customer(consent_marketing=False), holdings=MATURING)
    poor = profile(customer(consent_marketing=False, tier="mass", income_fen=None), months=())
    first, second = (engine().suggest(situation(whole)) for whole in (rich, poor))
    assert first == second
    assert not first.personalised
    assert first.suggestions == ()
    assert first.nothing_facts["notices"] == ["EM01", "ES01", "DT03"]


def test_who_was_never_asked_hears_of_the_account_only_and_is_asked() -> None:
    asked = a_busy_customer()
    whole = asked._replace(customer=asked.customer._replace(consent_marketing=None, id_expires_on=None))
    slate = engine().suggest(situation(whole))
    assert code_of(slate, "SM01") == "NOT_ASKED"
    assert code_of(slate, "WM11") == "NOT_ASKED"
    whole = profile(customer(consent_marketing=None))
    assert shown(engine().suggest(situation(whole))) == ["SVC-CONSENT"]


def test_an_expired_assessment_leaves_the_neutral_service_only() -> None:
    whole = profile(customer(risk_assessed_on=TODAY - timedelta(days=366)))
    slate = engine().suggest(situation(whole))
    assert shown(slate) == ["SVC-ASSESSMENT"]
    service = slate.suggestions[0]
    assert (service.slot, service.verb) == ("service", "inform")
    assert code_of(slate, "WM11") == "RISK_EXPIRED"


def test_no_further_assessment_is_spoken_of_when_none_is_allowed() -> None:
    today_twice = (assessed(TODAY), assessed(TODAY))
    whole = profile(customer(risk_change_reported=True), assessments=today_twice)
    assert shown(engine().suggest(situation(whole))) == []


def test_a_sleeping_channel_is_woken_and_an_active_one_is_held() -> None:
    asleep = profile(holdings=(holding("EM01", None, status="dormant"),))
    active = profile(holdings=(holding("EM01", None),), transactions=transactions("transfer", (1, 2, 3)))
    assert shown(engine().suggest(situation(asleep))) == ["EM01"]
    assert code_of(engine().suggest(situation(active)), "EM01") == "HELD"


def test_the_heaviest_occasion_decides_by_itself_whether_free_money_is_needed() -> None:
    """To wake a deposit that sleeps costs nothing, whatever lighter occasion would put money into it."""
    rule = {"kind": "offer", "when": "age >= 18", "reason": ["因", "Why"]}
    wake = {**rule, "code": "wakes", "for": ["term"], "mode": "wake", "weight": 0.4}
    renew = {**rule, "code": "renews", "for": ["DT12"], "mode": "renew", "weight": 0.1}
    s = situation(profile(holdings=(holding("DT12", 0, status="dormant"),)))
    for heavy, light, code in ((wake, renew, ""), (renew, wake, "NOT_APPLICABLE")):
        rules = {**packs()["rules"], "rule": [{**heavy, "weight": 0.4}, {**light, "weight": 0.1}]}
        slate = Engine({**packs(), "rules": rules}, catalogue(), BRANCH).suggest(s)
        assert (code_of(slate, "DT12") if code else shown(slate)) == (code or ["DT12"])


def test_papers_that_end_are_a_service() -> None:
    whole = profile(customer(id_expires_on=TODAY + timedelta(days=60)))
    assert shown(engine().suggest(situation(whole))) == ["SVC-ID"]
    whole = profile(customer(id_expires_on=TODAY + timedelta(days=61)))
    assert shown(engine().suggest(situation(whole))) == []
    whole = profile(accounts=(card(TODAY + timedelta(days=60)),))
    assert shown(engine().suggest(situation(whole))) == ["SVC-CARD"]


BUYS_MOBILE = profile(customer(salary_here=True), transactions=transactions("transfer", (1, 5, 9)))


@pytest.mark.parametrize(
    ("outcome", "reason", "days", "code"),
    [
        ("declined", 0, 89, "REJECTED_RECENTLY"),
        ("declined", 3, 179, "REJECTED_RECENTLY"),
        ("declined", 3, 180, ""),
        ("declined", 0, 90, ""),
        ("referred", 0, 29, "ALREADY_REFERRED"),
        ("referred", 0, 30, ""),
        ("considering", 0, 13, "CONSIDERING"),
        ("accepted", 0, 89, "ALREADY_ACCEPTED"),
        ("already_has", 0, 364, "ALREADY_HAS"),
        ("unsuitable", 0, 179, "MARKED_UNSUITABLE"),
        ("not_recorded", 0, 0, ""),
        ("not_offered", 1, 0, ""),
        ("declined", 0, -1, "REJECTED_RECENTLY"),  # a clock that runs ahead
    ],
)
def test_what_was_said_lately_is_respected(outcome: str, reason: int, days: int, code: str) -> None:
    said = (contact("EM01", TODAY - timedelta(days=days), outcome, reason),)
    slate = engine().suggest(situation(BUYS_MOBILE, contacts=said))
    assert ("" if "EM01" in shown(slate) else code_of(slate, "EM01")) == code


def test_two_refusals_by_two_tellers_last_longer() -> None:
    said = tuple(contact("EM01", TODAY - timedelta(days=days), "declined") for days in (100, 200))
    assert code_of(engine().suggest(situation(BUYS_MOBILE, contacts=said)), "EM01") == "REJECTED_RECENTLY"
    same_visit = tuple(contact("EM01", TODAY - timedelta(days=100), "declined", visit="v") for _ in range(2))
    assert "EM01" in shown(engine().suggest(situation(BUYS_MOBILE, contacts=same_visit)))


def test_fatigue_counts_visits_not_transactions_and_spares_services() -> None:
    day = TODAY - timedelta(days=3)
    one_visit = tuple(contact(code, day, "considering", visit="v") for code in ("CC01", "SB01", "SC01", "SF01"))
    four = tuple(contact("CC01", TODAY - timedelta(days=n), "considering", visit=f"v{n}") for n in (1, 2, 3, 30))
    assert "EM01" in shown(engine().suggest(situation(BUYS_MOBILE, contacts=one_visit)))
    tired = BUYS_MOBILE._replace(customer=BUYS_MOBILE.customer._replace(id_expires_on=TODAY))
    slate = engine().suggest(situation(tired, contacts=four))
    assert (shown(slate), code_of(slate, "EM01")) == (["SVC-ID"], "FATIGUE")


def test_what_a_visit_has_shown_stays_and_nothing_is_added() -> None:
    seen = ("EM01", "ES01", "CC01")
    slate = engine().suggest(situation(a_busy_customer(), shown_this_visit=("EM01", "SM01", "DL12")))
    assert set(shown(slate)) - {"SVC-ID"} <= {"EM01", "SM01", "DL12"}
    assert "EM01" in shown(engine().suggest(situation(BUYS_MOBILE, shown_this_visit=seen)))


def test_the_longer_the_queue_the_fewer_offers_and_services_stay() -> None:
    def offers(waiting: int | None) -> int:
        slate = engine().suggest(situation(a_busy_customer(), queue_waiting=waiting))
        assert "SVC-ID" in shown(slate)
        return sum(s.slot != "service" for s in slate.suggestions)

    assert [offers(n) for n in (None, 9, 10, 14, 15, 19, 20, 99)] == [3, 3, 2, 2, 1, 1, 0, 0]
    quiet = engine().suggest(situation(profile(holdings=MATURING), queue_waiting=20))
    assert quiet.nothing_because == "QUIET_MODE"


def test_a_product_of_other_days_or_places_is_not_offered() -> None:
    whole = situation(profile(holdings=MATURING))
    wares = [p._replace(valid_to=TODAY - timedelta(days=1)) if p.product_code == "DT06" else p for p in catalogue()]
    wares = [p._replace(valid_to=TODAY) if p.product_code == "DT03" else p for p in wares]
    wares = [p._replace(valid_from=TODAY + timedelta(days=1)) if p.product_code == "DT24" else p for p in wares]
    slate = Engine(packs(), wares, BRANCH._replace(not_offered=frozenset({"large_cd"}))).suggest(whole)
    assert code_of(slate, "DT06") == code_of(slate, "DT24") == "NOT_VALID_TODAY"
    assert code_of(slate, "DT03") in ("LOWER_RANKED", "GUARD_P")
    assert code_of(slate, "DL12") == "NOT_OFFERED_HERE"
    assert code_of(slate, "DL36") == "SOLD_OUT"


def test_nothing_and_five_hundred_products() -> None:
    assert Engine(packs(), (), BRANCH).suggest(situation(profile())).nothing_because == "NO_PRODUCTS"
    many = [p._replace(product_code=f"{p.product_code}-{n}") for p in catalogue() for n in range(7)]
    slate = Engine(packs(), many, BRANCH).suggest(situation(a_busy_customer()))
    assert len(slate.blocked) + sum(not s.product_code.startswith("SVC-") for s in slate.suggestions) == len(many)


def test_an_unknown_category_is_never_suggested() -> None:
    strange = catalogue()[0]._replace(product_code="ZZ", category="balloon", placement="public")
    assert code_of(Engine(packs(), [strange], BRANCH).suggest(situation(profile())), "ZZ") == "UNKNOWN_CATEGORY"


def test_refusing_one_product_changes_nothing_about_an_unrelated_one() -> None:
    """No tying: the verdict on other families is the same with and without the refusal."""
    before = engine().suggest(situation(a_busy_customer()))
    after = engine().suggest(situation(a_busy_customer(), contacts=(contact("SM01", TODAY, "declined"),)))
    gates = ("admission", "suitability", "applicability")
    assert {b.product_code: b.code for b in before.blocked if b.gate in gates} == {
        b.product_code: b.code for b in after.blocked if b.gate in gates
    }


def test_the_order_of_the_catalogue_and_of_holdings_does_not_matter() -> None:
    whole = a_busy_customer()
    backwards = whole._replace(holdings=whole.holdings[::-1], transactions=whole.transactions[::-1])
    other = Engine({name: packs()[name] for name in reversed(packs())}, catalogue()[::-1], BRANCH)
    assert other.suggest(situation(backwards)) == engine().suggest(situation(whole))


def test_the_same_answer_whatever_the_hash_seed() -> None:
    program = (
        "from random import Random\nfrom tests.domain.test_engine import random_situation\n"
        "from tests.domain.making import engine\nrnd = Random(5)\n"
        "print([repr(engine().suggest(random_situation(rnd))) for _ in range(40)])"
    )
    root = Path(__file__).resolve().parents[2]

    def run(seed: str) -> bytes:
        environment: dict[str, Any] = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=environment, cwd=root, capture_output=True, check=True).stdout

    first, second = run("1"), run("2")
    assert len(first) > 10_000
    assert first == second


# -- why and why not ------------------------------------------------------------------------------


def test_why_not_tells_the_gate_the_law_and_no_target_grade() -> None:
    why = engine().why(situation(a_busy_customer()), "FN32")
    assert (why.suggested, why.code) == (False, "FUND_RISK")
    assert why.sentence.zh == "基金风险 R4 高于测评等级 C3，不能推荐"
    assert [s.state for s in why.steps] == ["passed", "stopped", "skipped", "skipped", "skipped"]
    assert why.steps[1].article == "证券适当性办法 18、22"
    assert why.facts == {"grade": 3, "rating": 4, "issuer_rating": 4, "seller_rating": 3}
    assert "C4" not in why.would_change.zh + why.would_change.en


def test_why_passes_all_gates_for_what_is_suggested() -> None:
    s = situation(a_busy_customer())
    slate = engine().suggest(s)
    for one in slate.suggestions:
        why = engine().why(s, one.product_code)
        assert why.suggested
        assert why.sentence == one.reason
        assert {step.state for step in why.steps} == {"passed"}


def test_there_is_a_why_for_every_product_of_any_customer() -> None:
    rnd = Random(7)
    for _ in range(15):
        s = random_situation(rnd)
        for p in catalogue():
            why = engine().why(s, p.product_code)
            assert [step.gate for step in why.steps] == list(GATES)
            assert why.sentence.zh
            assert why.sentence.en
            assert "{" not in why.sentence.zh + why.sentence.en
            assert why.suggested or sum(step.state == "stopped" for step in why.steps) == 1


def test_there_is_no_why_for_what_nobody_knows() -> None:
    with pytest.raises(NotFound, match="no product XX"):
        engine().why(situation(profile()), "XX")


def test_the_gate_cannot_be_reached_by_a_pack() -> None:
    """A rule that fires for everybody does not bring a forbidden product onto the slate."""
    body = {name: dict(pack) for name, pack in packs().items()}
    always = {"code": "always", "for": ["fund", "private_fund"], "when": "kind == 'person'", "weight": 0.5,
              "reason": ["好", "fine"]}  # fmt: skip
    body["rules"]["rule"] = [*body["rules"]["rule"], always]
    cautious = profile(customer(risk_grade=1), holdings=(holding("DC01", 90_000_000),))
    slate = Engine(body, catalogue(), BRANCH).suggest(situation(cautious))
    rated = {p.product_code: p.rating for p in catalogue() if p.category == "fund"}
    assert {code for code in shown(slate) if code in rated} <= {"FN11"}
    assert code_of(slate, "PF41") == "PRIVATE_PLACEMENT"
    assert gate.ASSESSMENT_DAYS == 365


def test_limited_capacity_without_the_guardian_is_said_as_the_reason() -> None:
    who = customer(capacity=Capacity.LIMITED, guardian_consent=False)
    slate = engine().suggest(situation(profile(who)))
    assert (slate.suggestions, slate.nothing_because) == ((), "LIMITED_CAPACITY")
