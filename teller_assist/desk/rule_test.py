"""The rule tester at a desk: a customer of the branch on a day, by the packs in use and by a folder of drafts."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from teller_assist.desk import policy
from teller_assist.desk.cards import Cards
from teller_assist.desk.drafts import packs_in, with_packs
from teller_assist.domain.rule_test import Changed, RuleTest, changes, rule_test
from teller_assist.errors import NotFound, Refused

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter


class Beside(NamedTuple):
    """``draft`` and ``changed`` (its products against those of ``now``) only where a folder was given."""

    now: RuleTest
    draft: RuleTest | None = None
    changed: tuple[Changed, ...] = ()


class RuleTester:
    """Of the counter's branch; it reads what is told and recorded as a fresh card does. The look is recorded, nothing
    else."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def test(
        self, customer_no: str, on: date | None = None, packs: Path | None = None, product_code: str = ""
    ) -> Beside:
        """``on``: default today. ``packs``: a folder of drafts beside the packs in use. ``product_code``: only this.

        Raises ``NotFound``, ``NotAllowed``, ``Refused`` for another branch's customer, ``BadInput``, ``BadPack``.
        """
        counter = self._counter
        policy.require(counter.staff, "packs.try", counter.branch.branch_no)
        if product_code and product_code not in counter.snapshot.products:
            raise NotFound("product", product_code)
        drafts = packs_in(packs) if packs is not None else None
        counter.known(customer_no)
        answer = self._answer(customer_no, on, drafts, product_code)
        counter.look(customer_no, "rules")
        return answer

    def _answer(
        self, customer_no: str, on: date | None, drafts: dict[str, dict[str, Any]] | None, product_code: str
    ) -> Beside:  # fmt: skip
        counter = self._counter
        with counter.reading() as con:
            cards = Cards(counter.snapshot, con, counter.staff, counter.branch)
            try:
                situation = cards.situation(cards.opened(customer_no), on or counter.today())
            except NotFound:
                raise Refused("a customer of another branch: nothing is suggested, so nothing can be tested") from None
            book = cards.book
        now = rule_test(book, situation, product_code)
        if drafts is None:
            return Beside(now)
        draft = rule_test(with_packs(book, drafts), situation, product_code)
        return Beside(now, draft, changes(now, draft))
