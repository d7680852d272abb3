"""The packs as the engine uses them: read once a generation, so that a card costs no parsing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain.bundle import BundleRule, bundles_of
from teller_assist.domain.care import CarePack, care_of
from teller_assist.domain.disclosure import with_terms
from teller_assist.domain.model import Model
from teller_assist.domain.predicate import Test, compiled
from teller_assist.domain.product import CATEGORIES, Product, Verb
from teller_assist.domain.rules import FACTS
from teller_assist.domain.scorecard import Scorecard
from teller_assist.domain.season import Launch, Scenario, day_of, launches_of, scenarios_of
from teller_assist.domain.suggestion import TalkTrack, Text

OFFER, SERVICE = "offer", "service"
NEW, RENEW, WAKE = "new", "renew", "wake"  # for what is not held; also for what is held; for what lies dormant


class Rule(NamedTuple):
    """An occasion: when it holds, what it speaks for, and the reason it gives."""

    code: str
    kind: str  # offer | service
    targets: tuple[str, ...]  # categories, product codes, or one action code
    mode: str  # new | renew | wake
    test: Test
    weight: float  # context weight, 0..0.5
    reason: Text
    say: Text | None  # a sentence that fits the occasion better than the talk track's
    first: date | None = None
    last: date | None = None

    def open_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Segment(NamedTuple):
    """A named predicate (客群); its code then stands among the customer's tags."""

    code: str
    name: Text
    meaning: Text
    test: Test


class Action(NamedTuple):
    """Something to do for the customer that is no product. Its code begins with ``SVC-``."""

    code: str
    name: Text
    verb: Verb


class Contacts(NamedTuple):
    """Contact policy, days. ``declined``: by reason number, 0 for any other."""

    declined: Mapping[int, int]
    declined_twice: int
    referred: int
    accepted: int
    considering: int
    already_has: int
    unsuitable: int
    family: int
    visits_30d: int
    per_visit: int


class Ware(NamedTuple):
    """A product with everything about it that does not depend on the customer."""

    product: Product
    name: Text
    family: str
    for_person: bool
    for_firm: bool
    repeatable: bool
    wished: Verb
    track: TalkTrack | None
    needs_money: bool
    value: float
    fit: float
    priors: Mapping[str, Scorecard]  # rule -> card; "" the general one
    learned: Mapping[str, Scorecard]  # the same of the model
    topic: str  # of the quiz that must be passed to do it here, "" none


class Packs(NamedTuple):
    rules: tuple[Rule, ...]
    actions: Mapping[str, Action]
    tracks: Mapping[str, TalkTrack]
    contacts: Contacts
    quiet: tuple[tuple[int, int], ...]  # (waiting, offers left), shortest queue first
    notices: tuple[str, ...]
    service_slots: int
    explore: float
    holdout: float
    salt: str
    segments: tuple[Segment, ...]
    scenarios: tuple[Scenario, ...]
    launches: tuple[Launch, ...]
    bundles: tuple[BundleRule, ...]
    care: CarePack
    topics: Mapping[str, str]  # category or product code -> topic whose quiz must be passed
    versions: str


def text(pair: Sequence[str]) -> Text:
    return Text(pair[0], pair[1])


Body = Mapping[str, Any]
VERSIONED = ("rules", "priors", "talk_tracks")  # the versions that the screen names; the book has all


def read_packs(packs: Mapping[str, Body]) -> Packs:
    """The customer-independent parts of validated packs. One that is not there says nothing."""
    rules, priors, tracks = packs["rules"], packs["priors"], packs["talk_tracks"]
    contact, season = rules["contact"], packs.get("scenarios", {})
    return Packs(
        tuple(_rule(body) for body in rules["rule"]),
        {a["code"]: Action(a["code"], text(a["name"]), Verb(a["verb"])) for a in rules["action"]},
        {t["for"]: _track(t) for t in tracks["track"]},
        Contacts(
            {int(reason): days for reason, days in contact["declined"].items()},
            *(contact[name] for name in Contacts._fields[1:]),
        ),
        tuple(sorted((waiting, left) for waiting, left in rules["quiet"]["steps"])),
        tuple(rules["notices"]["categories"]),
        rules["slots"]["service"],
        float(priors.get("explore", 0.0)),
        float(priors.get("holdout", 0.0)),
        str(priors.get("salt", "")),
        tuple(_segment(body) for body in packs.get("segments", {}).get("segment", ())),
        scenarios_of(season),
        launches_of(season),
        bundles_of(packs.get("bundles", {})),
        care_of(packs.get("care", {})),
        _topics(packs.get("knowledge", {})),
        " · ".join(f"{name} {packs[name]['version']}" for name in VERSIONED),
    )


def _segment(body: Body) -> Segment:
    return Segment(body["code"], text(body["name"]), text(body["meaning"]), compiled(body["when"], FACTS)[0])


def _topics(knowledge: Body) -> dict[str, str]:
    return {
        target: topic["code"]
        for topic in knowledge.get("topic", ())
        if topic.get("required")
        for target in topic["for"]
    }


def _rule(body: Mapping[str, Any]) -> Rule:
    test, _ = compiled(body["when"], FACTS)
    return Rule(
        body["code"], body.get("kind", OFFER), tuple(body["for"]), body.get("mode", NEW), test,
        float(body["weight"]), text(body["reason"]), text(body["say"]) if "say" in body else None,
        day_of(body, "from"), day_of(body, "until"),
    )  # fmt: skip


def _track(body: Mapping[str, Any]) -> TalkTrack:
    return TalkTrack(
        text(body["sentence"]), text(body["convenience"]), text(body["benefit"]), text(body["risk"]),
        tuple((text(ask), text(answer)) for ask, answer in body["objections"]),
    )  # fmt: skip


def ware(product: Product, packs: Mapping[str, Body], read: Packs, model: Model | None) -> Ware:
    """One product beside its packs."""
    rules, priors = packs["rules"], packs["priors"]
    product = with_terms(product, packs.get("products", {}))
    category, code = product.category, product.product_code
    audience = rules["audience"]
    family = next((name for name, members in rules["families"].items() if category in members), category)
    return Ware(
        product, Text(product.name, product.name_en or product.name), family,
        category not in audience["firm_only"], category in audience["firm"] or category in audience["firm_only"],
        category in rules["products"]["repeatable"], Verb(rules["verbs"].get(category, "inform")),
        read.tracks.get(code) or read.tracks.get(category), category in rules["products"]["needs_money"],
        float(priors["value"].get(category, 1.0)), 1.1 if product.term_months == 12 else 1.0,
        _priors(priors["prior"], category, code), _learned(model, category, code),
        read.topics.get(code) or read.topics.get(category, ""),
    )  # fmt: skip


def is_known(product: Product) -> bool:
    """Whether the taxonomy has its category; what it does not know is never suggested."""
    return product.category in CATEGORIES


def _priors(rows: Sequence[Body], category: str, code: str) -> dict[str, Scorecard]:
    """Scorecards by rule; a row for the product goes before one for its category."""
    found: dict[str, Scorecard] = {}
    for wanted in (category, code):
        for row in rows:
            if row["for"] == wanted:
                card = Scorecard.of_prior(float(row["expected"]), float(row.get("weight", 4)))
                found[row.get("rule", "")] = card
    return found


def _learned(model: Model | None, category: str, code: str) -> dict[str, Scorecard]:
    found: dict[str, Scorecard] = {}
    if model is not None:
        for wanted in (category, code):
            found |= {rule: card for (target, rule), card in model.cards.items() if target == wanted}
    return found
