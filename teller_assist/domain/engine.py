"""What to suggest to the customer at the window today: the decision order of the counter.

1 stops for the whole customer · 2 eligibility · 3 suitability and conduct (``gate.py``, code) ·
4 applicability: held, offered here, valid today, an occasion (``rules.toml``) · 5 contact policy ·
6 score · 7 arbitration · 8 slots · 9 reasons. Deterministic, offline, without a clock.

Each product is either suggested or keeps the code of the first gate that stopped it. No occasion, no
suggestion: an offer without a reason in the customer's words is a pitch. Services (a paper that ends, a
dormant channel) are no offers: they are exempt from fatigue and quiet mode, not from the legal gate.

Consent (个保法 24): refused → nothing personalised, one notice list that is the same for everybody;
never asked → only what belongs to the account in being, and the question itself as a service.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain import contacts, gate
from teller_assist.domain.arbitrate import MOST, Offer, arbitrate
from teller_assist.domain.compiled import NEW, OFFER, RENEW, SERVICE, WAKE, Rule, Ware, read_packs, ware
from teller_assist.domain.customer import Capacity, Contact, Profile
from teller_assist.domain.product import Product
from teller_assist.domain.rules import read_facts
from teller_assist.domain.rules.view import View
from teller_assist.domain.scorecard import Scorecard
from teller_assist.domain.staff import Branch, Staff
from teller_assist.domain.suggestion import Blocked, Slate, Suggestion, Text, Why
from teller_assist.domain.why import explain
from teller_assist.domain.words import CODES, fill
from teller_assist.errors import NotFound

Facts = Mapping[str, Any]
Stop = tuple[str, dict[str, Any]]
_NO_PRIOR = Scorecard.of_prior(0.1, 1)
_SERVICE_PRIOR = Scorecard.of_prior(0.5, 4).score({})  # nothing is known of services yet; they are not ranked by it
SERVICE_PREFIX = "SVC-"  # codes of actions, which are no products of the catalogue


class Situation(NamedTuple):
    """Everything a slate depends on beside the packs. ``contacts``: told and recorded, newest first."""

    today: date
    profile: Profile
    staff: Staff
    contacts: tuple[Contact, ...] = ()
    agent: bool = False
    queue_waiting: int | None = None
    shown_this_visit: tuple[str, ...] = ()
    generation: str = ""
    offers_left: int | None = None  # by the busy light; None where there is none


class _Found(NamedTuple):
    """An offer or service that passed, with the rule that gives its reason."""

    offer: Offer
    rule: Rule
    ware: Ware | None  # None for an action


class _Round(NamedTuple):
    """What one slate computes once for all its products."""

    s: Situation
    case: gate.Case
    facts: Facts
    fired: dict[str, list[Rule]]  # target -> rules, heaviest first
    held: dict[str, str]  # product code -> status
    said: contacts.Said
    offers_left: int  # by the queue


class Engine:
    """Compiled once a generation: ``packs`` validated bodies, ``products`` the catalogue, ``branch`` the desk's."""

    def __init__(self, packs: Mapping[str, Mapping[str, Any]], products: Sequence[Product], branch: Branch) -> None:
        self._packs = read_packs(packs)
        self._branch = branch
        self._wares = tuple(ware(p, packs, self._packs.tracks) for p in sorted(products, key=_code))
        self._products = {w.product.product_code: w.product for w in self._wares}
        self._families = {w.product.product_code: w.family for w in self._wares}

    def suggest(self, situation: Situation) -> Slate:
        """The slate: at most three, every other product with its code."""
        if not self._wares:
            return self._slate((), (), "NO_PRODUCTS", {})
        case = gate.case(situation.profile, situation.today, situation.agent)
        stop = gate.stop_customer(case)
        if stop is not None:
            return self._stopped(stop)
        r = self._round(situation, case)
        offers, services, blocked = self._pass(r)
        room = min(MOST, self._packs.service_slots) if r.offers_left else MOST
        services.sort(key=lambda f: (-f.rule.weight, -f.offer.score, f.offer.product_code))
        serve = services[:room]
        blocked += [self._blocked(f.ware, "LOWER_RANKED", {}) for f in services[room:] if f.ware is not None]
        seed = f"{situation.profile.customer.customer_no}|{situation.today}|{self._packs.versions}"
        by_code = {f.offer.product_code: f for f in offers}
        most = min(r.offers_left, MOST - len(serve))
        ranked = arbitrate([f.offer for f in offers], seed, most, self._packs.explore)
        for code, why, facts in ranked.left:
            blocked.append(self._blocked(by_code[code].ware, why, facts))
        chosen = [(slot, by_code[offer.product_code]) for slot, offer in ranked.chosen]
        chosen += [(SERVICE, f) for f in serve]
        shown = tuple(self._suggestion(r, rank, slot, f) for rank, (slot, f) in enumerate(chosen, 1))
        blocked.sort(key=lambda b: b.product_code)
        nothing = "" if shown else _nothing(blocked, r)
        return self._slate(shown, tuple(blocked), nothing, {})

    def why(self, situation: Situation, product_code: str) -> Why:
        """Why, or why not, for one product or service. Raises ``NotFound`` for a code nobody knows."""
        slate = self.suggest(situation)
        name = self._name(product_code)
        if name is None:
            raise NotFound("product", product_code)
        return explain(slate, product_code, name, situation.today)

    # -- one round ---------------------------------------------------------------------------------

    def _round(self, s: Situation, case: gate.Case) -> _Round:
        facts = read_facts(View(s.profile, s.today, self._products, case.age))
        fired: dict[str, list[Rule]] = {}
        for rule in self._packs.rules:
            if rule.test(facts, s.today) is True:
                for target in rule.targets:
                    fired.setdefault(target, []).append(rule)
        for rules in fired.values():
            rules.sort(key=lambda rule: (-rule.weight, rule.code))
        held: dict[str, str] = {}
        for holding in s.profile.holdings:
            if holding.status != "closed" and held.get(holding.product_code) != "active":
                held[holding.product_code] = holding.status
        left = MOST if s.offers_left is None else min(MOST, s.offers_left)
        for waiting, offers in self._packs.quiet:
            if s.queue_waiting is not None and s.queue_waiting >= waiting:
                left = min(left, offers)
        return _Round(s, case, facts, fired, held, contacts.said(s.contacts, self._families, s.today), left)

    def _pass(self, r: _Round) -> tuple[list[_Found], list[_Found], list[Blocked]]:
        """Offers and services that passed every gate, and what did not."""
        offers: list[_Found] = []
        services: list[_Found] = []
        blocked: list[Blocked] = []
        for w in self._wares:
            rule, stop = self._judge(r, w)
            if stop is not None or rule is None:
                blocked.append(self._blocked(w, *(stop or ("NO_OCCASION", {}))))
                continue
            found = _Found(self._offer(r, w, rule), rule, w)
            (offers if rule.kind == OFFER else services).append(found)
        for code, action in self._packs.actions.items():
            for rule in r.fired.get(code, ())[:1]:
                if contacts.stop_product(self._packs.contacts, r.said, code, code, r.s.today) is None:
                    offer = Offer(action.code, code, *_SERVICE_PRIOR, 1.0, 1.0, rule.weight, 0)
                    services.append(_Found(offer, rule, None))
        return offers, services, blocked

    def _judge(self, r: _Round, w: Ware) -> tuple[Rule | None, Stop | None]:
        """The first gate that stops a product, else the rule that speaks for it."""
        firm = r.case.customer.kind == "firm"
        if not (w.for_firm if firm else w.for_person):
            return None, ("NOT_FOR_KIND", {})
        stop = gate.stop_product(r.case, w.product) or gate.stop_here(w.product, self._branch, r.s.today)
        if stop is not None:
            return None, stop
        rule, stop = self._occasion(r, w)
        if rule is None or stop is not None:
            return None, stop
        code, policy = w.product.product_code, self._packs.contacts
        stop = contacts.stop_product(policy, r.said, code, w.family, r.s.today)
        if stop is None and rule.kind == OFFER:
            if r.offers_left == 0:
                return None, ("QUIET_MODE", {"waiting": r.s.queue_waiting})
            stop = contacts.stop_fatigue(policy, r.said, code, r.s.shown_this_visit)
        return rule, stop

    def _occasion(self, r: _Round, w: Ware) -> tuple[Rule | None, Stop | None]:
        """The heaviest rule that speaks for a product, given what is held of it."""
        p = w.product
        status = r.held.get(p.product_code)
        category_held = not w.repeatable and p.category in r.facts["held"]
        fired = [*r.fired.get(p.product_code, ()), *r.fired.get(p.category, ())]
        if status is not None:
            modes: tuple[str, ...] = (RENEW, WAKE) if p.category in r.facts["asleep"] else (RENEW,)
        else:
            modes = () if category_held else (NEW, RENEW)
        rules = [rule for rule in fired if rule.mode in modes]
        if not rules:
            return None, ("HELD", {}) if status is not None or category_held else ("NO_OCCASION", {})
        if w.needs_money and p.min_amount_fen and rules[0].mode != WAKE:
            free = r.facts.get("free_fen")
            if free is None or not p.min_amount_fen <= free:
                return None, ("NOT_APPLICABLE", {"min_amount_fen": p.min_amount_fen})
        if w.track is None:
            return None, ("NO_TALK_TRACK", {})
        return max(rules, key=lambda rule: rule.weight), None

    def _offer(self, r: _Round, w: Ware, rule: Rule) -> Offer:
        card = w.priors.get(rule.code) or w.priors.get("") or _NO_PRIOR
        p, se = card.score(r.facts)
        renewed = r.facts.get("maturing_product") == w.product.product_code
        spoken = len(r.said.visits_by_family.get(w.family, ()))
        return Offer(
            w.product.product_code, w.family, p, se, w.value, 1.2 if renewed else w.fit, rule.weight, spoken,
        )  # fmt: skip

    # -- words -------------------------------------------------------------------------------------

    def _suggestion(self, r: _Round, rank: int, slot: str, found: _Found) -> Suggestion:
        offer, rule, w = found
        today = r.s.today
        if w is None:
            action = self._packs.actions[offer.product_code]
            name, verb, track = action.name, action.verb, self._packs.tracks[action.code]
        else:
            assert w.track is not None  # _occasion
            name, track = w.name, w.track
            verb = gate.verb(w.wished, w.product, r.s.staff, self._branch, today)
        if rule.say is not None:
            track = track._replace(sentence=fill(rule.say, r.facts, today))
        return Suggestion(
            rank, slot, offer.product_code, name, verb.value, fill(rule.reason, r.facts, today), rule.code, track,
            offer.p, offer.se, offer.score, {**offer.factors(), "rule": rule.code},
        )  # fmt: skip

    def _blocked(self, w: Ware | None, code: str, facts: Facts) -> Blocked:
        assert w is not None
        return Blocked(w.product.product_code, w.name, CODES[code].gate, code, facts)

    def _stopped(self, stop: Stop) -> Slate:
        code, facts = stop
        blocked = tuple(self._blocked(w, code, facts) for w in self._wares)
        return self._slate((), blocked, code, facts | self._notices() if code == "OPTED_OUT" else facts)

    def _notices(self) -> dict[str, Any]:
        """The same list for everybody: the first product of each category of the pack that is on sale here."""
        found: dict[str, str] = {}
        for w in self._wares:
            p = w.product
            if p.category in self._packs.notices and p.on_sale and p.category not in self._branch.not_offered:
                found.setdefault(p.category, p.product_code)
        return {"notices": [found[c] for c in self._packs.notices if c in found]}

    def _slate(self, shown: tuple[Suggestion, ...], blocked: tuple[Blocked, ...], nothing: str, facts: Facts) -> Slate:
        return Slate(shown, blocked, nothing, facts, nothing != "OPTED_OUT", self._packs.versions)

    def _name(self, code: str) -> Text | None:
        if code in self._packs.actions:
            return self._packs.actions[code].name
        return next((w.name for w in self._wares if w.product.product_code == code), None)


def _code(product: Product) -> str:
    return product.product_code


def _nothing(blocked: Sequence[Blocked], r: _Round) -> str:
    codes = {b.code for b in blocked}
    if r.case.customer.capacity == Capacity.LIMITED and not r.case.customer.guardian_consent:
        return "LIMITED_CAPACITY"
    if r.offers_left == 0:
        return "QUIET_MODE"
    return next((code for code in ("FATIGUE",) if code in codes), "NOTHING_FITS")
