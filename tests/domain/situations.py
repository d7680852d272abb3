"""Random situations with everything that an engine may be told, odd words and all."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from teller_assist.domain.care import Care
from teller_assist.domain.customer import Account, Relation
from teller_assist.domain.hand import Hand
from teller_assist.domain.situation import Situation
from tests.domain.making import STAFF, catalogue, contact, holding, transactions
from tests.domain.test_engine import random_situation

# What must never be kept of a customer or a member of staff.
CANARIES: dict[str, Any] = {
    "name": "张金丝雀", "sex": "canary-sex", "id_no": "310000197803078812", "mobile": "13800005678",
    "id_type": "canary-paper", "branch_no": "canary-home", "manager_no": "canary-manager",
}  # fmt: skip
MORE_CANARIES = ("不谈子女", "6222000000000018812", "canary-account", "李家属", "排队久", "陈柜员", "canary-ticket")
_CODES = ("DT12", "EM01", "XX99", "", "产品", "SVC-ID")
_BOOLS = (None, True, False)


@dataclass(frozen=True)
class _Odd:
    """Chances of what is rare."""

    rnd: Random

    def rarely(self, usual: Any, *others: Any, chance: float = 0.1) -> Any:
        return self.rnd.choice(others) if self.rnd.random() < chance else usual


def full_situation(rnd: Random) -> Situation:
    """One situation; most parts are usual most of the time."""
    s, odd = random_situation(rnd), _Odd(rnd)
    who = s.profile.customer._replace(**CANARIES)._replace(
        preferences=(("avoid", "不谈子女"),), customer_no=odd.rarely(f"C{rnd.randrange(10**6)}", "", "客户 1"),
        capacity=odd.rarely(s.profile.customer.capacity, "?", "", chance=0.04),
        kind=odd.rarely(s.profile.customer.kind, "", "trust"), tier=odd.rarely("gold", "", "diamond", "白金"),
        tags=frozenset(rnd.sample(("sole_trader", "no_vehicle", "新标签"), rnd.randrange(3))),
        since_on=odd.rarely(s.today - timedelta(days=900), None, s.today + timedelta(days=1)),
        id_expires_on=odd.rarely(None, s.today, s.today + timedelta(days=20), chance=0.4),
        risk_grade=odd.rarely(s.profile.customer.risk_grade, 9, -1),
        tier_months_below=rnd.randrange(4), consent_on=odd.rarely(s.today, None),
    )  # fmt: skip
    whole = s.profile._replace(
        customer=who,
        accounts=tuple(
            Account("canary-account", "6222000000000018812", "current", None, odd.rarely("active", "closed", "?"),
                    odd.rarely(None, s.today, s.today + timedelta(days=30), chance=0.5))
            for _ in range(rnd.randrange(3))
        ),
        holdings=(*s.profile.holdings, *(
            holding(rnd.choice(_CODES), rnd.choice((None, 0, 10**15)), odd.rarely(None, s.today)) for _ in range(2)
        )),
        relations=(Relation("spouse", "C9", "李家属", "gold", 1),),
        complaints=tuple(c._replace(subject="排队久") for c in s.profile.complaints),
        transactions=tuple(
            t._replace(ticket="canary-ticket")
            for t in transactions(odd.rarely("transfer", "exchange", "?", chance=0.4), (1, 5, 9))
        ),
    )  # fmt: skip
    return s._replace(
        profile=whole, staff=STAFF._replace(name="陈柜员", licences=_licences(rnd, s)),
        contacts=(*s.contacts, contact(rnd.choice(_CODES), s.today, odd.rarely("declined", "odd word", ""), 11)),
        agent=odd.rarely(False, True, chance=0.05), offers_left=odd.rarely(None, 0, 1, 2, 3, -1, chance=0.3),
        shown_this_visit=_shown(rnd), generation="canary-generation",
        hand=_hand(rnd), care=odd.rarely(None, Care(("early_withdrawal",), rnd.random() < 0.5), chance=0.05),
        wrong=frozenset(rnd.sample(_CODES, rnd.randrange(2))),
        passed=frozenset(rnd.sample(("pension", "bond", "保险"), rnd.randrange(3))),
    )  # fmt: skip


def _licences(rnd: Random, s: Situation) -> tuple[tuple[str, date], ...]:
    sold = sorted({p.licence for p in catalogue() if p.licence})
    return tuple((one, s.today + timedelta(days=rnd.choice((-1, 0, 90)))) for one in rnd.sample(sold, 3))


def _shown(rnd: Random) -> tuple[str, ...]:
    codes = [p.product_code for p in catalogue()]
    return tuple(rnd.sample(codes, rnd.choice((0, 0, 0, 1, 3, 4))))


def _hand(rnd: Random) -> Hand | None:
    if rnd.random() < 0.6:
        return None
    told: dict[str, Any] = {name: rnd.choice(_BOOLS) for name in Hand._fields[2:] if name != "waiting"}
    return Hand(rnd.choice(("", "transfer", "cash", "?")), rnd.choice((None, 0, 5_000_000)), **told)
