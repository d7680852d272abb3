"""Nights of a small branch: customers come, go, overtake each other and change; what each becomes on the wire."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from teller_assist.hub.generations import GenerationInfo
from teller_assist.hub.told_lines import write_lines
from teller_assist.store import raw
from teller_assist.store.snapshot_schema import TABLE_NAMES
from teller_assist.wire.messages import Offer
from teller_assist.wire.told_rows import Chunks, lines_of
from tests.hub.small_feed import AS_OF, KEY, generation

CANARY = "欧阳卡娜丽"
PIECE = 20_000  # bytes of lines in a chunk: a small branch too comes in several
_RARE = (
    "𠮷野家",
    "䶮龘",
    "𰻞",
    'O\'Brien \\ "Z"',
    "王·伟",
    "Łukasz ü",
    "李  娜",
    "张\u200b三",
    "a·b",
    "欧阳·阿卜杜",
)


def night(seed: int) -> dict[str, Any]:
    """The rows of one night; from one seed to the next ranks shift, and most of the rest stays."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("customers", "accounts", "holdings", "assets")}
    rows["relations"] = []
    for i in range(70):
        own = random.Random(i)
        changed = random.Random(f"{i} {seed}")
        if own.random() < 0.15 and changed.random() < 0.5:
            continue  # gone tonight, or not come yet
        no = f"6{i:05d}"
        name = CANARY if i == 3 else _RARE[i] if i < len(_RARE) else own.choice("王李张") + own.choice("伟娜芳敏静")
        mobile = f"138{own.randrange(10**8):08d}" if changed.random() > 0.1 else f"139{changed.randrange(10**8):08d}"
        rows["customers"].append(
            {
                "customer_no": no, "name": name, "mobile": "" if i % 9 == 0 else mobile,
                "id_no": "" if i % 7 == 0 else f"E{own.randrange(10**7):07d}",
                "birth_date": "" if i % 5 == 0 else f"19{50 + i % 50}-0{1 + i % 9}-11",
                "branch_no": "1002" if i % 6 == 5 else "1001", "id_type": "passport",
            }
        )  # fmt: skip
        rows["accounts"].append(
            {"account_no": f"A{no}", "customer_no": no, "card_no": f"6222{own.randrange(10**12):012d}"}
        )
        rows["holdings"].append(
            {"customer_no": no, "account_no": f"A{no}", "balance_fen": changed.choice([1, 2, 999_999_999_999_999])}
        )
        fen = own.randrange(10**8) if changed.random() < 0.8 else changed.randrange(10**9)
        rows["assets"] += [
            {"customer_no": no, "month": f"2026-{m:02d}", "average_fen": fen if m == 10 else 5_000, "category": "all"}
            for m in (8, 9, 10)
        ]
        if i % 3 == 0 and i:
            rows["relations"].append(
                {
                    "customer_no": no,
                    "related_no": rows["customers"][0]["customer_no"],
                    "relation": "spouse",
                    "consent": "Y",
                }
            )
    return rows


@dataclass
class Night:
    """One night's file, and its chunks in full and as the delta from the night before."""

    info: GenerationInfo
    full: Offer
    delta: Offer
    chunks: dict[str, bytes] = field(default_factory=dict)

    def rows(self) -> dict[str, list[Any]]:
        return rows_of(self.info.file, KEY)


def made(folder: Path, seed: int, before: "Night | None" = None) -> Night:
    """``seed``'s night for branch 1001."""
    return told(generation(folder, night(seed), branch="1001"), before)


def told(info: GenerationInfo, before: "Night | None" = None) -> Night:
    chunks: dict[str, bytes] = {}
    full, delta = (Chunks(chunks.__setitem__, PIECE) for _ in range(2))
    base = lines_of(before.chunks[name] for name in before.full.chunks) if before else ()
    with closing(raw.connect(info.file, KEY, immutable=True)) as conn:
        write_lines(conn, full, delta if before else None, base)
    return Night(info, offer(info, full), offer(info, delta, before.info.generation if before else ""), chunks)


def offer(info: GenerationInfo, chunks: Chunks, base: str = "") -> Offer:
    return Offer(info.generation, AS_OF.isoformat(), base, tuple(chunks.names), chunks.size, info.customers)


def rows_of(file: Path, key: bytes | None) -> dict[str, list[Any]]:
    """Every row of every table."""
    with reading(file, key) as conn:
        return {table: conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLE_NAMES}


@contextmanager
def reading(file: Path, key: bytes | None) -> Iterator[Any]:
    with closing(raw.connect(file, key, immutable=True)) as conn:
        yield conn
