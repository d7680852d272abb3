"""Decisions that every later program must still make again to the same bytes, as long as it has their engine.

``python -m tests.domain.decisions`` writes the file of the present engine, once its packs are those of the release;
after the release a file is never written again. A change of the engine that may give another slate counts ``ENGINE``
up: then the next file is made beside the old ones, and decisions of the old engine are refused in words.
"""

import json
import lzma
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from teller_assist.domain.book import Book, body_of, engine_of, name_of
from teller_assist.domain.engine import ENGINE, Engine
from teller_assist.domain.event import event_from, payload_of
from teller_assist.domain.evidence import evidence_of
from teller_assist.domain.situation import Situation
from teller_assist.domain.visit import DecisionMade
from tests.domain.golden import cases
from tests.domain.making import BRANCH, catalogue, packs
from tests.domain.situations import full_situation

FOLDER = Path(__file__).resolve().parents[1] / "data" / "decisions"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MODEL = {
    "schema": 1, "version": "golden", "made_on": "2026-11-20", "expires_on": "2026-12-31", "features": [],
    "cards": [{"for": "term", "intercept": -0.7, "error": 0.2}, {"for": "sms", "intercept": -1.3, "error": 0.4}],
}  # fmt: skip


def books() -> tuple[Book, ...]:
    """The shipped packs with a model and without."""
    plain = Book(packs(), catalogue(), BRANCH)
    return plain, plain._replace(model=MODEL, trusted=True)


def some() -> list[Situation]:
    """A dozen situations: golden ones, then random ones that show something, with all that may be told."""
    chosen, rnd, engine = [cases()["busy"], cases()["busy, long queue"]], Random(2027), engine_of(books()[0])
    while len(chosen) < 12:
        s = full_situation(rnd)
        if len(chosen) == 11 or engine.suggest(s).suggestions:
            chosen.append(s)
    return chosen


def decision(n: int, s: Situation, engine: Engine, book: str) -> DecisionMade:
    """What a desk records of it; ``book``: the name of the engine's."""
    kept = evidence_of(engine.suggest(s), s, "golden", s.today, book)
    ids: dict[str, Any] = {"id": UUID(int=3 * n), "decision_id": UUID(int=3 * n + 1), "visit_id": UUID(int=3 * n + 2)}
    customer_no = s.profile.customer.customer_no
    return DecisionMade(at=AT, staff_no="S1", customer_no=customer_no, **ids, **kept._asdict())


def made() -> dict[str, Any]:
    """``books``: their bytes as text; ``decisions``: (id of the event, payload as it is stored)."""
    one, other = books()
    made_of = [(engine_of(book), name_of(body_of(book))) for book in (one, one, other)]
    found = [decision(n, s, *made_of[n % 3]) for n, s in enumerate(some())]
    return {
        "engine": ENGINE,
        "books": [body_of(one).decode(), body_of(other).decode()],
        "decisions": [[str(d.id), payload_of(d).decode()] for d in found],
    }


def read(file: Path) -> tuple[int, dict[str, bytes], list[DecisionMade]]:
    """Engine, books by name, decisions."""
    told = json.loads(lzma.decompress(file.read_bytes()))
    bodies = {name_of(body.encode()): body.encode() for body in told["books"]}
    found = [event_from(DecisionMade.kind, UUID(id_), AT, "S1", p.encode(), 2) for id_, p in told["decisions"]]
    assert all(isinstance(one, DecisionMade) for one in found)
    return told["engine"], bodies, found  # type: ignore[return-value]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(made(), ensure_ascii=False, indent=0).encode()
    (FOLDER / f"engine-{ENGINE}.json.xz").write_bytes(lzma.compress(text, preset=9))


if __name__ == "__main__":
    main()
