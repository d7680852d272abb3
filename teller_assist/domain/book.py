"""A book: what an engine is made of (packs, catalogue, branch, model), as canonical bytes named by their SHA-256.

A decision names its book, so that the same engine can be made again years later from what was kept.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from teller_assist.domain.engine import Engine
from teller_assist.domain.model import model_of
from teller_assist.domain.plain import plain
from teller_assist.domain.product import Lane, Product
from teller_assist.domain.rules import FACTS
from teller_assist.domain.staff import Branch

PACKS = (
    "tiers", "rules", "priors", "talk_tracks", "names", "products", "segments", "scenarios", "bundles", "care",
    "knowledge",
)  # those that an engine reads  # fmt: skip


class Book(NamedTuple):
    """``model``: the artifact with ``trusted`` beside it, None where there is none."""

    packs: Mapping[str, Mapping[str, Any]]
    products: Sequence[Product]
    branch: Branch
    model: Mapping[str, Any] | None = None
    trusted: bool = False


def body_of(book: Book) -> bytes:
    """Canonical JSON: the same bytes on every machine."""
    products = sorted(book.products, key=lambda p: p.product_code)
    told = {
        "packs": {name: body for name, body in book.packs.items() if name in PACKS and body},
        "products": [plain(p._asdict()) for p in products],
        "branch": plain(book.branch._asdict()),
        "model": book.model,
        "trusted": book.trusted,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def name_of(body: bytes) -> str:
    """The book's name: SHA-256 (hex) of its bytes."""
    return sha256(body).hexdigest()


def book_from(body: bytes) -> Book:
    """The book of its bytes. Raises ``KeyError``, ``TypeError``, ``ValueError`` for what is none."""
    told = json.loads(body)
    branch = Branch(**{**told["branch"], "not_offered": frozenset(told["branch"]["not_offered"])})
    return Book(told["packs"], tuple(_product(row) for row in told["products"]), branch, told["model"], told["trusted"])


def _product(row: Mapping[str, Any]) -> Product:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to")}
    return Product(**{**row, **days, "lane": Lane(row["lane"])})


def engine_of(book: Book) -> Engine:
    """The engine made of a book. Raises ``BadModel``."""
    model = model_of(book.model, FACTS, book.trusted) if book.model else None
    return Engine(book.packs, book.products, book.branch, model)
