"""A small good feed that a test spoils in one place."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from teller_assist.hub.feed import Report, check

CUSTOMERS = 300
HEADER = (
    "customer_no,name,id_type,id_no,mobile,birth_date,branch_no,risk_grade,risk_assessed_on,capacity,"
    "consent_marketing,flags"
)


class Feed:
    """Files of a feed as lists of lines; ``check`` writes them and asks the doctor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.toml = 'format = 1\nbank = "试点银行"\nas_of = "2026-11-22"\nhome_branch = "B1"\n'
        nos = [f"C{n:04}" for n in range(1, CUSTOMERS + 1)]
        self.files: dict[str, list[str]] = {
            "branches": ["branch_no,name", "B1,城东支行"],
            "products": [
                "product_code,name,lane,category,issuer_rating,seller_rating,placement,sale_zone",
                "D1,活期,liability,current,,,,", "T1,定期一年,liability,term,,,,",
                "F1,稳健基金,fee,fund,R2,R3,public,Y",
            ],
            "customers": [HEADER, *(f"{no},张三,,,13800000000,1990-03-07,B1,C3,2026-01-02,full,Y,vip" for no in nos)],
            "accounts": ["account_no,customer_no,card_no", *(f"A{no},{no}," for no in nos)],
            "holdings": ["customer_no,product_code,balance_fen", *(f"{no},D1,12345" for no in nos)],
        }  # fmt: skip
        self.raw: dict[str, bytes] = {}  # file name -> bytes, in place of what stands above

    def write(self) -> Path:
        (self.folder / "feed.toml").write_text(self.toml, "utf-8")
        for name, lines in self.files.items():
            (self.folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
        for name, data in self.raw.items():
            (self.folder / name).write_bytes(data)
        return self.folder

    def check(self) -> Report:
        return check(self.write(), rejects=self.rejects_file)

    @property
    def rejects_file(self) -> Path:
        return self.folder.parent / "rejects.csv"

    def rejects(self) -> list[tuple[str, int, str, str, str]]:
        """(file, line, column, action, code) of the rejects file."""
        with self.rejects_file.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [(r["file"], int(r["line"]), r["column"], r["action"], r["code"]) for r in rows]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    folder = tmp_path / "feed"
    folder.mkdir()
    return Feed(folder)


@pytest.fixture
def spoil(feed: Feed) -> Callable[[str, int, str], None]:
    """Puts another text on a line of a file; lines count from 1, the header is line 1."""

    def put(name: str, line: int, text: str) -> None:
        feed.files[name][line - 1] = text

    return put
