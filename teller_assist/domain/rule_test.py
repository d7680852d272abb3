"""The rule tester: one customer on one day, and everything the packs say of them: facts read, rules that fired and that
did not, segments and scenarios that are on, the slate, and a code with its sentence for every product.

Values of protected facts are never told: whether a rule fired is all that is said of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain import gate
from teller_assist.domain.arms import arm_of
from teller_assist.domain.book import Book, engine_of
from teller_assist.domain.compiled import NEW, OFFER, read_packs
from teller_assist.domain.money import band_with_unit
from teller_assist.domain.predicate import compiled
from teller_assist.domain.replaying import Line, lines
from teller_assist.domain.rules import FACTS, read_facts
from teller_assist.domain.rules.view import View
from teller_assist.domain.season import day_of
from teller_assist.domain.situation import Situation
from teller_assist.domain.suggestion import Slate, Text
from teller_assist.domain.why import explain
from teller_assist.domain.words import sentence

Body = Mapping[str, Any]
YES, NO, UNKNOWN, CLOSED = "yes", "no", "unknown", "closed"  # closed: not open on that day


class FactRead(NamedTuple):
    """``value`` as text, a sum as its band; "" where it is not known, or ``protected`` and so not told."""

    name: str
    type: str
    meaning: str
    value: str
    known: bool
    protected: bool


class Tested(NamedTuple):
    """One predicate of a pack: a rule, a segment, a bundle or a sign. ``says``: yes, no, unknown, closed."""

    code: str
    what: str  # rule | segment | bundle | sign
    name: Text  # of a rule its reason, with its blanks
    targets: tuple[str, ...]  # categories, product codes or an action; of a segment none
    kind: str  # of a rule: offer or service, else ""
    mode: str  # of a rule: new, renew or wake, else ""
    weight: float
    when: str
    says: str
    facts: tuple[FactRead, ...]  # those it reads, by name


class ProductRead(NamedTuple):
    """What became of one product of the catalogue: suggested, or the code of the first gate that stopped it."""

    product_code: str
    name: Text
    category: str
    suggested: bool
    code: str
    gate: str
    sentence: Text
    rules: tuple[str, ...]  # codes of those that speak for it and fired


class Day(NamedTuple):
    """A scenario."""

    code: str
    name: Text
    say: Text
    on: bool
    lift: tuple[tuple[str, float], ...]  # by category


class Topic(NamedTuple):
    """A topic whose quiz must be passed to sell its products here."""

    code: str
    name: Text
    targets: tuple[str, ...]
    passed: bool


class RuleTest(NamedTuple):
    """The whole answer. ``versions``: (pack, version) of every pack."""

    customer_no: str
    on: date
    versions: tuple[tuple[str, str], ...]
    model: str
    banner: str
    arm: str
    nothing_because: str
    nothing: Text  # the sentence of ``nothing_because``, blank where something is shown
    shown: tuple[Line, ...]
    together: str  # code of the bundle that is shown, "" none
    products: tuple[ProductRead, ...]
    rules: tuple[Tested, ...]  # fired first, heaviest first
    segments: tuple[Tested, ...]
    bundles: tuple[Tested, ...]
    signs: tuple[Tested, ...]
    scenarios: tuple[Day, ...]
    topics: tuple[Topic, ...]
    facts: tuple[FactRead, ...]  # every declared one, by name


class Changed(NamedTuple):
    """What another set of packs makes of one product; codes, SUGGESTED where it is shown."""

    product_code: str
    name: Text
    was: str
    would_be: str


class _Read(NamedTuple):
    """The facts as rules read them, and as segments do: with the told tags only."""

    facts: Body
    told: Body
    today: date


def rule_test(book: Book, s: Situation, product_code: str = "") -> RuleTest:
    """``product_code``: only what speaks for this product, and its own line. Raises ``BadModel``."""
    slate = engine_of(book).suggest(s)
    packs = read_packs(book.packs)
    by_code = {p.product_code: p for p in book.products}
    case = gate.case(s.profile, s.today, s.agent)
    on = frozenset(scenario.code for scenario in packs.scenarios if scenario.on(s.today))
    told = read_facts(View(s.profile, s.today, by_code, case.age, s.hand, on))
    mine = frozenset(one.code for one in packs.segments if one.test(told, s.today) is True)
    read = _Read({**told, "tags": told["tags"] | mine}, told, s.today)
    rules = sorted(_rules(book.packs, read), key=lambda t: (t.says != YES, -t.weight, t.code))
    products = tuple(_products(book, slate, rules, s.today))
    if product_code:
        ours = {product_code, by_code[product_code].category if product_code in by_code else ""}
        rules = [rule for rule in rules if ours & set(rule.targets)]
        products = tuple(p for p in products if p.product_code == product_code)
    nothing = sentence(slate.nothing_because, slate.nothing_facts, s.today) if slate.nothing_because else Text("", "")
    return RuleTest(
        s.profile.customer.customer_no, s.today,
        tuple((name, str(body.get("version", ""))) for name, body in sorted(book.packs.items()) if body),
        slate.model, slate.banner, arm_of(s.profile.customer.customer_no, packs.salt, packs.holdout),
        slate.nothing_because, nothing, lines(slate), slate.together.code if slate.together else "", products,
        tuple(rules), tuple(_segments(book.packs, read)), tuple(_bundles(book.packs, read)),
        tuple(_signs(book.packs, read)),
        tuple(Day(d.code, d.name, d.say, d.code in on, tuple(sorted(d.lift.items()))) for d in packs.scenarios),
        tuple(_topics(book.packs, s)), tuple(_fact(name, read.facts) for name in sorted(FACTS)),
    )  # fmt: skip


def changes(now: RuleTest, draft: RuleTest) -> tuple[Changed, ...]:
    """The products of which another set of packs says something else."""
    would = {p.product_code: p.code for p in draft.products}
    return tuple(
        Changed(p.product_code, p.name, p.code, would[p.product_code])
        for p in now.products
        if would[p.product_code] != p.code
    )


def _rules(packs: Mapping[str, Body], read: _Read) -> Iterator[Tested]:
    for body in packs["rules"]["rule"]:
        targets, kind, mode = tuple(body["for"]), body.get("kind", OFFER), body.get("mode", NEW)
        yield _tested("rule", body, read, read.facts, body["reason"], targets, kind, mode)


def _segments(packs: Mapping[str, Body], read: _Read) -> Iterator[Tested]:
    for body in packs.get("segments", {}).get("segment", ()):
        yield _tested("segment", body, read, read.told, body["name"])


def _bundles(packs: Mapping[str, Body], read: _Read) -> Iterator[Tested]:
    for body in packs.get("bundles", {}).get("bundle", ()):
        yield _tested("bundle", body, read, read.facts, body["name"], tuple(body["parts"]))


def _signs(packs: Mapping[str, Body], read: _Read) -> Iterator[Tested]:
    """Those of the care pack that the transaction in hand can show."""
    for body in packs.get("care", {}).get("sign", ()):
        if "when" in body:
            yield _tested("sign", body, read, read.facts, body["name"])


def _tested(
    what: str, body: Body, read: _Read, facts: Body, name: Sequence[str], targets: tuple[str, ...] = (),
    kind: str = "", mode: str = "",
) -> Tested:  # fmt: skip
    test, names = compiled(body["when"], FACTS)
    first, last = day_of(body, "from"), day_of(body, "until")
    says = {True: YES, False: NO, None: UNKNOWN}[test(facts, read.today)]
    if (first is not None and read.today < first) or (last is not None and last < read.today):
        says = CLOSED
    return Tested(
        body["code"], what, Text(*name), targets, kind, mode, float(body.get("weight", 0)), body["when"], says,
        tuple(_fact(one, facts) for one in sorted(names)),
    )  # fmt: skip


def _fact(name: str, facts: Body) -> FactRead:
    declared, value = FACTS[name], facts.get(name)
    known = value is not None and value == value
    text = "" if declared.protected or not known else _text(name, value)
    return FactRead(name, declared.type, declared.meaning, text, known, declared.protected)


def _text(name: str, value: Any) -> str:
    """Sums as bands: whoever tries rules need not see what somebody owns to the fen."""
    if name.endswith("_fen"):
        return band_with_unit(value)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(value))
    return str(value)


def _products(book: Book, slate: Slate, rules: Iterable[Tested], today: date) -> Iterator[ProductRead]:
    fired = [rule for rule in rules if rule.says == YES]
    for p in sorted(book.products, key=lambda p: p.product_code):
        name = Text(p.name, p.name_en or p.name)
        why = explain(slate, p.product_code, name, today)
        stopped = next((step.gate for step in why.steps if step.state == "stopped"), "")
        mine = tuple(rule.code for rule in fired if {p.product_code, p.category} & set(rule.targets))
        yield ProductRead(p.product_code, name, p.category, why.suggested, why.code, stopped, why.sentence, mine)


def _topics(packs: Mapping[str, Body], s: Situation) -> Iterator[Topic]:
    for body in packs.get("knowledge", {}).get("topic", ()):
        if body.get("required"):
            yield Topic(body["code"], Text(*body["name"]), tuple(body["for"]), body["code"] in s.passed)
