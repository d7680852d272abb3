"""Golden cases: the same inputs must give the same slate on every machine, desk and hub alike.

``python -m tests.domain.golden`` writes the file again after a wanted change of packs or engine.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

from teller_assist.domain.engine import Situation
from teller_assist.domain.suggestion import Slate
from tests.domain.making import a_busy_customer, engine, situation
from tests.domain.test_engine import random_situation

FILE = Path(__file__).with_name("golden.json")


def cases() -> dict[str, Situation]:
    found = {f"random {seed}": random_situation(Random(seed)) for seed in range(12)}
    found["busy"] = situation(a_busy_customer())
    found["busy, long queue"] = situation(a_busy_customer(), queue_waiting=20)
    return found


def plain(slate: Slate) -> dict[str, Any]:
    """The slate as it is compared: chances and scores per mille."""
    return {
        "shown": [
            [s.rank, s.slot, s.product_code, s.verb, s.reason.zh, s.reason.en, round(s.p * 1000), round(s.score * 1000)]
            for s in slate.suggestions
        ],
        "blocked": {b.product_code: b.code for b in slate.blocked},
        "nothing_because": slate.nothing_because,
        "packs": slate.packs,
    }


def main() -> None:
    slates = {name: plain(engine().suggest(case)) for name, case in cases().items()}
    lines = [f"{json.dumps(name)}: {json.dumps(slate, ensure_ascii=False)}" for name, slate in slates.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
