"""Why, and why not, for one product: the five gates in order, in words."""

from datetime import date

from teller_assist.domain.suggestion import GATES, GateStep, Slate, Text, Why
from teller_assist.domain.words import CODES, PASSED, SKIPPED, sentence


def explain(slate: Slate, product_code: str, name: Text, today: date) -> Why:
    """The steps of one product of a slate. A service not shown today is told as NO_OCCASION."""
    shown = next((s for s in slate.suggestions if s.product_code == product_code), None)
    if shown is not None:
        words = CODES["SUGGESTED"]
        return Why(
            product_code, name, True, "SUGGESTED", shown.reason, _steps("", "", None), words.would_change,
            words.may_do,
            {**shown.factors, "se": round(shown.se, 4), "verb": shown.verb, "slot": shown.slot, "rank": shown.rank},
            slate.packs, shown.also, slate.model, slate.banner,
        )  # fmt: skip
    blocked = next((b for b in slate.blocked if b.product_code == product_code), None)
    code = blocked.code if blocked is not None else slate.nothing_because or "NO_OCCASION"
    facts = blocked.facts if blocked is not None else {}
    words = CODES[code]
    said = sentence(code, facts, today)
    return Why(
        product_code, name, False, code, said, _steps(words.gate, code, said), words.would_change, words.may_do,
        facts, slate.packs, None, slate.model, slate.banner,
    )  # fmt: skip


def _steps(stopped_at: str, code: str, said: Text | None) -> tuple[GateStep, ...]:
    steps: list[GateStep] = []
    state = "passed"
    for gate in GATES:
        if gate == stopped_at and said is not None:
            steps.append(GateStep(gate, "stopped", code, said, CODES[code].article))
            state = "skipped"
        elif state == "passed":
            steps.append(GateStep(gate, "passed", "", PASSED[gate], ""))
        else:
            steps.append(GateStep(gate, "skipped", "", SKIPPED, ""))
    return tuple(steps)
