"""The presenter of the rule tester: asks, and shows what the packs say, beside a folder of drafts if there is one."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from teller_assist.desk.rule_test import Beside, RuleTester
from teller_assist.domain.arms import CONTROL
from teller_assist.errors import BadInput, Expected
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.rules_view import RulesView, Said, Verdict
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station
from teller_assist.ui.why_list import Line

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.domain.rule_test import FactRead, ProductRead, RuleTest, Tested


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime], packs: str = "") -> Station:
    """``packs``: a folder of drafts that is tried beside the packs in use."""
    view = RulesView()
    return Station(view, RulesPresenter(view, RuleTester(counter), tasks, Path(packs) if packs else None))


class RulesPresenter:
    def __init__(self, view: RulesView, tester: RuleTester, tasks: Runs, packs: Path | None) -> None:
        self._view, self._tester, self._tasks, self._packs = view, tester, tasks, packs
        self._found: Beside | None = None
        self._product = ""
        view.asked.connect(self.ask)
        view.chosen.connect(self.choose)
        view.language_changed.connect(self.show)
        view.say(_say(QT_TRANSLATE_NOOP("rules", "输入客户号，回车。只计算，查看会留痕，不展示给客户。")))

    def tick(self) -> None:
        """Nothing moves by itself."""

    def ask(self, customer_no: str, day: str) -> None:
        if not customer_no:
            return
        try:
            on = date.fromisoformat(day) if day else None
        except ValueError:
            self._fail(BadInput(f"{day!r} is no day: write it as 2026-11-25"))
            return
        self._tasks.run(lambda: self._tester.test(customer_no, on, self._packs), self._on_found, self._fail)

    def choose(self, product_code: str) -> None:
        self._product = product_code
        if self._found is None:
            return
        product = next(p for p in self._found.now.products if p.product_code == product_code)
        self._view.show_product(self._verdict(product), list(self._said(product)))

    def show(self) -> None:
        if self._found is None:
            return
        chosen = self._product
        self._view.say("")
        self._view.show_products(list(_lines(self._found)), _told(self._found.now))
        if chosen:
            self.choose(chosen)

    def _on_found(self, found: Beside) -> None:
        self._found, self._product = found, ""
        self.show()

    def _verdict(self, p: "ProductRead") -> Verdict:
        tone = "ok" if p.suggested else "bad" if p.gate == "suitability" else "mut"
        changed = (
            next((c for c in self._found.changed if c.product_code == p.product_code), None) if self._found else None
        )
        draft = ""
        if changed is not None:
            draft = _say(QT_TRANSLATE_NOOP("rules", "按草稿：{code}")).format(code=changed.would_be)
        return Verdict(texts.said(p.name), p.code, tone, texts.said(p.sentence), draft)

    def _said(self, p: "ProductRead") -> Iterator[Said]:
        assert self._found is not None
        now = self._found.now
        mine = [rule for rule in now.rules if {p.product_code, p.category} & set(rule.targets)]
        yield Said("", _say(QT_TRANSLATE_NOOP("rules", "为它说话的规则 {n}")).format(n=len(mine)))
        yield from map(_predicate, mine)
        for head, part in (
            (QT_TRANSLATE_NOOP("rules", "客群"), now.segments), (QT_TRANSLATE_NOOP("rules", "套餐"), now.bundles),
            (QT_TRANSLATE_NOOP("rules", "防诈信号"), now.signs),
        ):  # fmt: skip
            if part:
                yield Said("", _say(head))
                yield from map(_predicate, part)
        yield Said("", _say(QT_TRANSLATE_NOOP("rules", "情景")))
        yield from (Said("yes" if d.on else "no", texts.said(d.name), texts.said(d.say)) for d in now.scenarios)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Expected):
            raise error
        self._view.say(texts.error(error), "bad")


def _lines(found: Beside) -> Iterator[Line]:
    """Those that a draft changes first, then the suggested ones, then the others."""
    changed = {c.product_code for c in found.changed}
    parts: list[tuple[str, list[ProductRead]]] = [
        (QT_TRANSLATE_NOOP("rules", "草稿会改变"), [p for p in found.now.products if p.product_code in changed]),
        (QT_TRANSLATE_NOOP("rules", "今天推荐"), [p for p in found.now.products if p.suggested]),
        (QT_TRANSLATE_NOOP("rules", "今天不推荐"), [p for p in found.now.products if not p.suggested]),
    ]
    seen: set[str] = set()
    for head, products in parts:
        fresh = [p for p in products if p.product_code not in seen]
        seen |= {p.product_code for p in fresh}
        if fresh:
            yield Line("", f"{_say(head)} {len(fresh)}", "", "")
        for p in fresh:
            mark = "check" if p.suggested else "x" if p.gate == "suitability" else "minus"
            yield Line(p.product_code, texts.said(p.name), mark, "" if p.suggested else texts.blocked(p.code))


def _told(now: "RuleTest") -> str:
    used = {name: version for name, version in now.versions if name in ("rules", "talk_tracks", "priors")}
    model = now.model or _say(QT_TRANSLATE_NOOP("rules", "先验表"))
    arm = _say(QT_TRANSLATE_NOOP("rules", "对照组") if now.arm == CONTROL else QT_TRANSLATE_NOOP("rules", "推荐组"))
    banner = f" · {texts.blocked(now.banner)}" if now.banner else ""
    return f"{now.on} · {arm} · {model} · {' · '.join(sorted(set(used.values())))}{banner}"


def _predicate(one: "Tested") -> Said:
    facts = "，".join(_facts(one.facts)) if texts.language() != "en" else ", ".join(_facts(one.facts))
    name = texts.said(one.name)
    return Said(one.says, f"{one.code} · {name}" if name else one.code, f"{one.when}\n{facts}" if facts else one.when)


def _facts(facts: "Iterable[FactRead]") -> Iterator[str]:
    for f in facts:
        value = "＊" if f.protected else f.value if f.known else "?"
        yield f"{f.name} = {value}"


def _say(chinese: str) -> str:
    return QCoreApplication.translate("rules", chinese)
