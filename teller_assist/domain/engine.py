"""What to suggest to the customer at the window today: the decision order of the counter.

1 stops for the whole customer · 2 care pause · 3 eligibility · 4 suitability and conduct (``gate.py``, code) ·
5 applicability: offered here, valid today, held, an occasion (``rules.toml``) · 6 contact policy · 7 arm ·
8 score · 9 arbitration · 10 slots · 11 bundle · 12 reasons. Deterministic, offline, without a clock.

Each product is either suggested or keeps the code of the first gate that stopped it. No occasion, no
suggestion: an offer without a reason in the customer's words is a pitch. Services (a paper that ends, a
dormant channel) are no offers: they are exempt from fatigue and quiet mode, not from the legal gate.

Consent (个保法 24): refused → nothing personalised, one notice list that is the same for everybody;
never asked → only what belongs to the account in being, and the question itself as a service.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from teller_assist.domain import contacts, gate
from teller_assist.domain.arbitrate import MOST, NOBODY, Chosen, Offer, Third, arbitrate
from teller_assist.domain.arms import CONTROL
from teller_assist.domain.bundle import MOST_SHOWN, BundleRule
from teller_assist.domain.compiled import NEW, OFFER, SERVICE, Rule, Ware, read_packs, ware
from teller_assist.domain.customer import Capacity
from teller_assist.domain.judging import Book, Round, judge, offer_of, round_of, said_text
from teller_assist.domain.model import Model
from teller_assist.domain.product import Product, Verb
from teller_assist.domain.scorecard import Scorecard
from teller_assist.domain.situation import Situation
from teller_assist.domain.staff import Branch
from teller_assist.domain.suggestion import Blocked, Slate, Suggestion, Text, Together, Why
from teller_assist.domain.why import explain
from teller_assist.domain.words import CODES, fill
from teller_assist.errors import NotFound

__all__ = ["Engine", "Situation"]

ENGINE = 1  # counts changes after which the same book and inputs may give another slate; a decision names it
Facts = Mapping[str, Any]
Stop = tuple[str, dict[str, Any]]
_SERVICE_PRIOR = Scorecard.of_prior(0.5, 4).score({})  # nothing is known of services yet; they are not ranked by it
SERVICE_PREFIX = "SVC-"  # codes of actions, which are no products of the catalogue
BUNDLE = "bundle"


class _Found(NamedTuple):
    """An offer or service that passed, with the rule that gives its reason."""

    offer: Offer
    rule: Rule
    ware: Ware | None  # None for an action
    said: tuple[str, str] | None = None  # by the model


class Engine:
    """Compiled once a generation: ``packs`` validated bodies, ``products`` the catalogue, ``branch`` the desk's."""

    def __init__(
        self, packs: Mapping[str, Mapping[str, Any]], products: Sequence[Product], branch: Branch,
        model: Model | None = None,
    ) -> None:  # fmt: skip
        self._packs = read_packs(packs)
        self._model = model
        self._wares = tuple(ware(p, packs, self._packs, model) for p in sorted(products, key=_code))
        self._by_code = {w.product.product_code: w for w in self._wares}
        families = {w.product.product_code: w.family for w in self._wares}
        self._book = Book(self._packs, {code: w.product for code, w in self._by_code.items()}, families, branch)

    def suggest(self, situation: Situation) -> Slate:
        """The slate: at most three, five with a bundle; every other product with its code."""
        if not self._wares:
            return self._slate((), (), "NO_PRODUCTS", {})
        case = gate.case(situation.profile, situation.today, situation.agent)
        stop = gate.stop_customer(case)
        if stop is not None:
            return self._stopped(stop)
        if situation.care is not None:
            return self._stopped(_paused(situation.care.signs, situation.care.lifted))
        banner = self._model.usable(situation.today) if self._model is not None else ""
        r = round_of(self._book, situation, case, bool(banner))
        signs = self._packs.care.told(r.facts, situation.today)
        if self._packs.care.reached(signs):
            return self._stopped(_paused(signs, lifted=False))
        return self._of_round(r, banner)

    def why(self, situation: Situation, product_code: str) -> Why:
        """Why, or why not, for one product or service. Raises ``NotFound`` for a code nobody knows."""
        slate = self.suggest(situation)
        name = self._name(product_code)
        if name is None:
            raise NotFound("product", product_code)
        return explain(slate, product_code, name, situation.today)

    # -- one round ---------------------------------------------------------------------------------

    def _of_round(self, r: Round, banner: str) -> Slate:
        offers, services, blocked = self._pass(r)
        room = min(MOST, self._packs.service_slots) if r.offers_left else MOST
        services.sort(key=lambda f: (-f.rule.weight, -f.offer.score, f.offer.product_code))
        serve = services[:room]
        blocked += [self._blocked(f.ware, "LOWER_RANKED", {}) for f in services[room:] if f.ware is not None]
        by_code = {f.offer.product_code: f for f in offers}
        most = min(r.offers_left, MOST - len(serve))
        ranked = arbitrate([f.offer for f in offers], self._seed(r), most, self._third(r), r.by_rules)
        blocked += [self._blocked(by_code[code].ware, why, facts) for code, why, facts in ranked.left]
        shown = [(chosen, by_code[chosen.offer.product_code]) for chosen in ranked.chosen]
        shown += [(Chosen(SERVICE, f.offer, 1.0), f) for f in serve]
        together = self._bundle(r, shown)
        codes = {f.offer.product_code for _, f in shown}
        left = sorted((b for b in blocked if b.product_code not in codes), key=lambda b: b.product_code)
        told = tuple(self._suggestion(r, rank, *one) for rank, one in enumerate(shown, 1))
        nothing = "" if told else _nothing(left, r)
        return self._slate(told, tuple(left), nothing, {}, r.arm, banner, together)

    def _seed(self, r: Round) -> str:
        model = f"|{self._model.version}" if self._model is not None else ""
        return f"{r.case.customer.customer_no}|{r.s.today}|{self._packs.versions}{model}"

    def _third(self, r: Round) -> Third:
        """What may take the third slot today; nothing is tried out while the hall is full."""
        if r.offers_left < MOST:
            return NOBODY
        on = {one.target: one.share for one in self._packs.launches if one.first <= r.s.today <= one.last}
        shares: dict[str, float] = {}
        for w in self._wares:
            p = w.product
            if p.product_code in on or p.category in on:
                shares[p.product_code] = on.get(p.product_code, on.get(p.category, 0.0))
        return Third(self._packs.explore, shares)

    def _pass(self, r: Round) -> tuple[list[_Found], list[_Found], list[Blocked]]:
        """Offers and services that passed every gate, and what did not."""
        offers: list[_Found] = []
        services: list[_Found] = []
        blocked: list[Blocked] = []
        for w in self._wares:
            rule, stop = judge(self._book, r, w)
            if stop is not None or rule is None:
                blocked.append(self._blocked(w, *(stop or ("NO_OCCASION", {}))))
                continue
            offer, said = offer_of(r, w, rule)
            (offers if rule.kind == OFFER else services).append(_Found(offer, rule, w, said))
        for code, action in self._packs.actions.items():
            for rule in r.fired.get(code, ())[:1]:
                if contacts.stop_product(self._packs.contacts, r.said, code, code, r.s.today) is None:
                    offer = Offer(action.code, code, *_SERVICE_PRIOR, 1.0, 1.0, rule.weight, 0)
                    services.append(_Found(offer, rule, None))
        return offers, services, blocked

    # -- bundles -----------------------------------------------------------------------------------

    def _bundle(self, r: Round, shown: list[tuple[Chosen, _Found]]) -> Together | None:
        """The heaviest bundle that fits beside what is shown; its other parts join ``shown``. None in a hurry."""
        if r.offers_left < MOST or r.arm == CONTROL or r.by_rules:
            return None
        for bundle in self._packs.bundles:
            if not _open_on(bundle, r) or bundle.test(r.facts, r.s.today) is not True:
                continue
            here = [f for _, f in shown if f.ware is not None and f.rule.kind == OFFER and _part(bundle, f.ware)]
            answered, begins = self._answered(r, bundle)
            if not (here or begins):
                continue
            more = list(self._parts(r, bundle, [f for _, f in shown]))
            parts = [*here, *more[: MOST_SHOWN - len(shown)]]
            if parts and len(parts) + answered >= bundle.least:
                shown += [(Chosen(BUNDLE, f.offer, 1.0), f) for f in parts[len(here) :]]
                codes = tuple(f.offer.product_code for f in parts)
                return Together(bundle.code, bundle.name, fill(bundle.reason, r.facts, r.s.today), codes)
        return None

    def _parts(self, r: Round, bundle: BundleRule, shown: Sequence[_Found]) -> Iterator[_Found]:
        """The best open product of each part whose family is not shown yet, in the bundle's order."""
        families, occasion = {f.offer.category for f in shown}, _occasion(bundle)
        for part in bundle.parts:
            open_: list[_Found] = []
            for w in self._wares:
                if part not in (w.product.product_code, w.product.category) or w.family in families:
                    continue
                rule, stop = judge(self._book, r, w, occasion)
                if rule is not None and stop is None:
                    open_.append(_Found(offer_of(r, w, rule)[0], rule, w))
            if open_:
                best = min(open_, key=lambda f: (-f.offer.score, f.offer.product_code))
                families.add(best.offer.category)
                yield best

    def _answered(self, r: Round, bundle: BundleRule) -> tuple[int, bool]:
        """Parts that only an answer of the customer stops, one a family; and whether one would have stood by itself.

        They count as if they were there: whoever says no to one part is asked about the others as before (no tying).
        """
        families, begins, occasion = set(), False, _occasion(bundle)
        for w in self._wares:
            if _part(bundle, w) and _is_answer(judge(self._book, r, w, occasion)[1]):
                families.add(w.family)
                begins = begins or _is_answer(judge(self._book, r, w)[1])
        return len(families), begins

    # -- words -------------------------------------------------------------------------------------

    def _suggestion(self, r: Round, rank: int, chosen: Chosen, found: _Found) -> Suggestion:
        offer, rule, w, said = found
        today = r.s.today
        factors = {**offer.factors(), "rule": rule.code}
        if w is None:
            action = self._packs.actions[offer.product_code]
            name, verb, track = action.name, action.verb, self._packs.tracks[action.code]
        else:
            assert w.track is not None  # judge
            name, track = w.name, w.track
            verb = gate.verb(w.wished, w.product, r.s.staff, self._book.branch, today)
            if verb is Verb.DO and w.topic and w.topic not in r.s.passed:
                verb, factors = Verb.REFER, factors | {"quiz": w.topic}
        if rule.say is not None:
            track = track._replace(sentence=fill(rule.say, r.facts, today))
        return Suggestion(
            rank, chosen.slot, offer.product_code, name, verb.value, fill(rule.reason, r.facts, today), rule.code,
            track, offer.p, offer.se, 0.0 if r.by_rules else offer.score, factors, chosen.propensity, said_text(said),
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
            if p.category in self._packs.notices and p.on_sale and p.category not in self._book.branch.not_offered:
                found.setdefault(p.category, p.product_code)
        return {"notices": [found[c] for c in self._packs.notices if c in found]}

    def _slate(
        self, shown: tuple[Suggestion, ...], blocked: tuple[Blocked, ...], nothing: str, facts: Facts, arm: str = "",
        banner: str = "", together: Together | None = None,
    ) -> Slate:  # fmt: skip
        model = self._model.version if self._model is not None and not banner else ""
        return Slate(
            shown, blocked, nothing, facts, nothing != "OPTED_OUT", self._packs.versions, arm, model, banner, together
        )  # fmt: skip

    def _name(self, code: str) -> Text | None:
        if code in self._packs.actions:
            return self._packs.actions[code].name
        return self._by_code[code].name if code in self._by_code else None


def _code(product: Product) -> str:
    return product.product_code


def _paused(signs: Sequence[str], lifted: bool) -> Stop:
    return "CARE_PAUSE", {"signs": list(signs), "lifted": lifted}


def _open_on(bundle: BundleRule, r: Round) -> bool:
    return (bundle.first is None or bundle.first <= r.s.today) and (bundle.last is None or r.s.today <= bundle.last)


def _occasion(bundle: BundleRule) -> Rule:
    return Rule(bundle.code, OFFER, bundle.parts, NEW, bundle.test, bundle.weight, bundle.reason, None)


def _is_answer(stop: Stop | None) -> bool:
    return stop is not None and stop[0] in contacts.ANSWERS


def _part(bundle: BundleRule, w: Ware) -> bool:
    return w.product.product_code in bundle.parts or w.product.category in bundle.parts


def _nothing(blocked: Sequence[Blocked], r: Round) -> str:
    codes = {b.code for b in blocked}
    if r.case.customer.capacity == Capacity.LIMITED and not r.case.customer.guardian_consent:
        return "LIMITED_CAPACITY"
    if r.offers_left == 0:
        return "QUIET_MODE"
    return next((code for code in ("FATIGUE", "CONTROL_ARM") if code in codes), "NOTHING_FITS")
