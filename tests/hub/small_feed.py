"""Small canonical feeds for tests: rows of what matters, defaults for the rest."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from teller_assist.hub.feed import stage
from teller_assist.hub.feed.spec import FILES
from teller_assist.hub.generations import GenerationInfo, build
from teller_assist.paths import RESOURCES

AS_OF = date(2026, 11, 22)
KEY = bytes(range(32))
Rows = Mapping[str, Iterable[Mapping[str, Any]]]

_DEFAULTS: dict[str, dict[str, str]] = {
    "branches": {"name": "网点", "sales_zone": "Y"},
    "products": {
        "name": "活期", "lane": "liability", "category": "current", "placement": "public", "sale_zone": "N",
    },
    "customers": {"branch_no": "1001", "capacity": "full", "kind": "person", "id_type": "other"},
    "holdings": {"product_code": "P1"},
}  # fmt: skip


def write_feed(folder: Path, rows: Rows) -> Path:
    """The files of a feed with these rows; a product and the branches 1001 and 1002 are always there."""
    folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, list[Mapping[str, Any]]] = {
        "branches": [{"branch_no": "1001"}, {"branch_no": "1002"}],
        "products": [{"product_code": "P1"}],
    }
    for name, given in rows.items():
        told[name] = [*told.get(name, []), *given]
    someone = told["customers"][0]["customer_no"]
    told.setdefault("accounts", [{"account_no": "ACC0", "customer_no": someone}])
    told.setdefault("holdings", [{"customer_no": someone}])
    for file in FILES:
        if not told.get(file.name):
            continue
        columns = [column.name for column in file.columns]
        with (folder / f"{file.name}.csv").open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out)
            write.writerow(columns)
            for row in told[file.name]:
                full = {**_DEFAULTS.get(file.name, {}), **row}
                write.writerow([full.get(column, "") for column in columns])
    (folder / "feed.toml").write_text(
        f'bank = "测试银行"\nas_of = {AS_OF.isoformat()}\nhome_branch = "1001"\n', encoding="utf-8"
    )
    return folder


def generation(folder: Path, rows: Rows, *, key: bytes | None = KEY, branch: str | None = None) -> GenerationInfo:
    """A generation of these rows in ``folder``."""
    feed = write_feed(folder / "feed", rows)
    with stage(feed, folder / "work") as staged:
        return build(
            staged.con, staged.meta, folder / "generation.db", key,
            home_branch=branch or "1001", branch=branch, packs=RESOURCES / "packs",
        )  # fmt: skip
