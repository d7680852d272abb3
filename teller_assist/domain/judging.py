"""One slate's round: the gates that one product after another has to pass, and the rule that speaks for it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from teller_assist.domain import contacts, gate
from teller_assist.domain.arbitrate import MOST, Offer
from teller_assist.domain.arms import CONTROL, arm_of
from teller_assist.domain.compiled import NEW, OFFER, RENEW, WAKE, Packs, Rule, Ware, is_known
from teller_assist.domain.product import Product
from teller_assist.domain.rules import read_facts
from teller_assist.domain.rules.view import View
from teller_assist.domain.scorecard import Scorecard
from teller_assist.domain.season import Scenario, lift_of
from teller_assist.domain.situation import Situation
from teller_assist.domain.staff import Branch
from teller_assist.domain.suggestion import Text

Stop = tuple[str, dict[str, Any]]
MOST_CONTEXT = 0.5
_NO_PRIOR = Scorecard.of_prior(0.1, 1)


class Round(NamedTuple):
    """What one slate computes once for all its products. ``by_rules``: no model may be used."""

    s: Situation
    case: gate.Case
    facts: Mapping[str, Any]
    fired: Mapping[str, list[Rule]]  # target -> rules, heaviest first
    held: Mapping[str, str]  # product code -> status
    said: contacts.Said
    offers_left: int  # by the queue
    arm: str
    on: tuple[Scenario, ...]
    by_rules: bool


class Book(NamedTuple):
    """The compiled packs beside catalogue and branch."""

    packs: Packs
    products: Mapping[str, Product]
    families: dict[str, str]
    branch: Branch


def round_of(book: Book, s: Situation, case: gate.Case, by_rules: bool) -> Round:
    packs = book.packs
    on = tuple(scenario for scenario in packs.scenarios if scenario.on(s.today))
    codes = frozenset(scenario.code for scenario in on)
    facts = read_facts(View(s.profile, s.today, book.products, case.age, s.hand, codes))
    mine = {one.code for one in packs.segments if one.test(facts, s.today) is True}
    if mine:
        facts["tags"] = facts["tags"] | mine
    fired: dict[str, list[Rule]] = {}
    for rule in packs.rules:
        if rule.open_on(s.today) and rule.test(facts, s.today) is True:
            for target in rule.targets:
                fired.setdefault(target, []).append(rule)
    for rules in fired.values():
        rules.sort(key=lambda rule: (-rule.weight, rule.code))
    held: dict[str, str] = {}
    for holding in s.profile.holdings:
        if holding.status != "closed" and held.get(holding.product_code) != "active":
            held[holding.product_code] = holding.status
    left = MOST if s.offers_left is None else min(MOST, s.offers_left)
    for waiting, offers in packs.quiet:
        if s.queue_waiting is not None and s.queue_waiting >= waiting:
            left = min(left, offers)
    arm = arm_of(case.customer.customer_no, packs.salt, packs.holdout)
    told = contacts.said(s.contacts, book.families, s.today)
    return Round(s, case, facts, fired, held, told, left, arm, on, by_rules)


def judge(book: Book, r: Round, w: Ware, bundle: Rule | None = None) -> tuple[Rule | None, Stop | None]:
    """The first gate that stops a product, else the rule that speaks for it. ``bundle``: the occasion is a bundle's."""
    p = w.product
    if not is_known(p):
        return None, ("UNKNOWN_CATEGORY", {"category": p.category})
    if not (w.for_firm if r.case.customer.kind == "firm" else w.for_person):
        return None, ("NOT_FOR_KIND", {})
    stop = gate.stop_product(r.case, p) or gate.stop_here(p, book.branch, r.s.today)
    if stop is not None:
        return None, stop
    rule, stop = _occasion(r, w, bundle)
    if rule is None or stop is not None:
        return None, stop
    stop = _too_much(book, r, w, rule)
    if stop is None and rule.kind == OFFER and r.arm == CONTROL:
        stop = "CONTROL_ARM", {}
    return rule, stop


def _too_much(book: Book, r: Round, w: Ware, rule: Rule) -> Stop | None:
    """Contact policy: by product and family, then by visit; an offer also by the queue."""
    code, policy = w.product.product_code, book.packs.contacts
    if code in r.s.wrong:
        return "MARKED_WRONG", {}
    stop = contacts.stop_product(policy, r.said, code, w.family, r.s.today)
    if stop is not None or rule.kind != OFFER:
        return stop
    if r.offers_left == 0:
        return "QUIET_MODE", {"waiting": r.s.queue_waiting}
    return contacts.stop_fatigue(policy, r.said, code, r.s.shown_this_visit)


def _occasion(r: Round, w: Ware, bundle: Rule | None) -> tuple[Rule | None, Stop | None]:
    """The heaviest rule that speaks for a product, given what is held of it."""
    p = w.product
    status = r.held.get(p.product_code)
    category_held = not w.repeatable and p.category in r.facts["held"]
    fired = [bundle] if bundle else [*r.fired.get(p.product_code, ()), *r.fired.get(p.category, ())]
    if status is not None:
        modes: tuple[str, ...] = (RENEW, WAKE) if p.category in r.facts["asleep"] else (RENEW,)
    else:
        modes = () if category_held else (NEW, RENEW)
    rules = [rule for rule in fired if rule.mode in modes]
    if not rules:
        return None, ("HELD", {}) if status is not None or category_held else ("NO_OCCASION", {})
    rule = max(rules, key=lambda rule: rule.weight)
    if w.needs_money and p.min_amount_fen and rule.mode != WAKE:
        free = r.facts.get("free_fen")
        if free is None or not p.min_amount_fen <= free:
            return None, ("NOT_APPLICABLE", {"min_amount_fen": p.min_amount_fen})
    if w.track is None:
        return None, ("NO_TALK_TRACK", {})
    return rule, None


def offer_of(r: Round, w: Ware, rule: Rule) -> tuple[Offer, tuple[str, str] | None]:
    """The offer with its score, and what the model's strongest bin says for it."""
    context = min(MOST_CONTEXT, rule.weight + lift_of(r.on, w.product.category))
    renewed = r.facts.get("maturing_product") == w.product.product_code
    fit = 1.2 if renewed else w.fit
    spoken = len(r.said.visits_by_family.get(w.family, ()))
    code = w.product.product_code
    if r.by_rules:
        return Offer(code, w.family, 0.0, 0.0, w.value, fit, context, spoken, rule.weight), None
    card = _card(w.learned, rule.code) or _card(w.priors, rule.code) or _NO_PRIOR
    p, se = card.score(r.facts)
    return Offer(code, w.family, p, se, w.value, fit, context, spoken, rule.weight), card.said(r.facts)


def _card(cards: Mapping[str, Scorecard], rule: str) -> Scorecard | None:
    return cards.get(rule) or cards.get("")


def said_text(pair: tuple[str, str] | None) -> Text | None:
    return Text(*pair) if pair else None
