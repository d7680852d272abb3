"""The facts that pack rules may ask about: one file a corner of the customer's life, listed in RULES.

A new rule is an entry of ``resources/packs/rules.toml``. A new fact is a name in the ``FACTS`` of one
of these files and its value in ``read``; a new file also needs its line in RULES. A fact that is not
known is left out or None: a predicate over it is then unknown and its rule does not count.
Sex, marital status, ethnicity, religion, health, disability and household registration are no facts.
"""

from collections.abc import Callable
from typing import Any

from teller_assist.domain.predicate import Fact
from teller_assist.domain.rules import balances, channels, counter, documents, in_hand, maturities, person, season
from teller_assist.domain.rules.view import View

RULES = (person, channels, maturities, balances, documents, counter, in_hand, season)

FACTS: dict[str, Fact] = {name: fact for part in RULES for name, fact in part.FACTS.items()}
READERS: tuple[Callable[[View], dict[str, Any]], ...] = tuple(part.read for part in RULES)


def read_facts(view: View) -> dict[str, Any]:
    """Every fact known about one customer on one day."""
    facts: dict[str, Any] = {}
    for read in READERS:
        facts.update(read(view))
    return facts
