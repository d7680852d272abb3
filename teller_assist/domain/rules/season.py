"""What day it is for the branch: the scenarios of ``scenarios.toml`` that are on."""

from typing import Any

from teller_assist.domain.predicate import SET, Fact
from teller_assist.domain.rules.view import View

FACTS = {"scenarios": Fact(SET, "codes of the scenarios that are on today, e.g. payday")}


def read(view: View) -> dict[str, Any]:
    return {"scenarios": view.scenarios}
