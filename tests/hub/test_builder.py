"""One staged feed, many branches: each gets what it would get alone, and bank-wide hashes that last for a month."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from teller_assist.errors import BadFeed
from teller_assist.hub.bankwide import bankwide_hash
from teller_assist.hub.feed import stage
from teller_assist.hub.generations import Builder, GenerationInfo, build
from teller_assist.paths import RESOURCES
from teller_assist.store import raw
from teller_assist.store.told_hash import generation_of
from tests.hub.small_feed import KEY, write_feed

PACKS = RESOURCES / "packs"
PEOPLE = [
    {
        "customer_no": f"C{i:03d}", "name": "王伟李娜张三"[i % 5 : i % 5 + 2], "branch_no": f"100{1 + i % 2}",
        "mobile": f"+86 138-0013-{i:04d}" if i % 3 else f"1380013{i:04d}", "id_no": f"e{i:07d}",
        "household_id": f"H{i // 4}", "id_type": "passport",
    }
    for i in range(40)
]  # fmt: skip
AGREED = [{"customer_no": p["customer_no"], "purpose": "relations", "given": "Y", "on": "2026-01-01"} for p in PEOPLE]
ROWS = {"customers": PEOPLE, "consents": AGREED}


def _alone(folder: Path, branch: str | None) -> GenerationInfo:
    with stage(write_feed(folder / "feed", ROWS), folder / "work") as staged:
        return build(
            staged.con, staged.meta, folder / "alone.db", KEY, home_branch=branch or "1001", branch=branch, packs=PACKS
        )


def test_of_many_branches_each_gets_what_it_would_get_alone(tmp_path: Path) -> None:
    with (
        stage(write_feed(tmp_path / "feed", ROWS), tmp_path / "work") as staged,
        Builder.of(staged.con, staged.meta, PACKS) as builder,
    ):
        for n, branch in enumerate(("1001", "1002", None, "1001")):
            info = builder.build(tmp_path / f"{n}.db", KEY, home_branch=branch or "1001", branch=branch)
            assert info.generation == _alone(tmp_path / f"alone {n}", branch).generation
            assert info.rows["relation"] > 0
        with pytest.raises(BadFeed, match="1003"):
            builder.build(tmp_path / "none.db", KEY, home_branch="1003", branch="1003")
        assert builder.build(tmp_path / "again.db", KEY, home_branch="1002", branch="1002").customers == 20


def test_the_hash_of_the_file_is_the_generations_name(tmp_path: Path) -> None:
    info = _alone(tmp_path, "1001")
    with closing(raw.connect(info.file, KEY, immutable=True)) as conn:
        assert generation_of(conn) == info.generation
    with closing(raw.connect(info.file, KEY, building=True)) as conn:
        conn.execute("UPDATE customer SET tags = 'x' WHERE o = 7")
        assert generation_of(conn) != info.generation


def _bankwide(folder: Path, branch: str, as_of: date) -> tuple[str, set[bytes]]:
    with stage(write_feed(folder / "feed", ROWS), folder / "work") as staged:
        meta = staged.meta._replace(as_of=as_of)
        info = build(staged.con, meta, folder / "one.db", KEY, home_branch=branch, branch=branch, packs=PACKS)
    with closing(raw.connect(info.file, KEY, immutable=True)) as conn:
        (salt,) = conn.execute("SELECT value FROM meta WHERE key = 'bankwide_salt'").fetchone()
        return salt, {h for (h,) in conn.execute("SELECT h FROM bankwide")}


def test_bank_wide_hashes_last_for_a_month_and_are_a_branchs_own(tmp_path: Path) -> None:
    one, next_day, next_month = (
        _bankwide(tmp_path / str(day), "1001", day)
        for day in (date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1))
    )
    other = _bankwide(tmp_path / "other", "1002", date(2026, 10, 1))
    assert one == next_day
    assert not one[1] & next_month[1]
    assert not one[1] & other[1]
    salt = bytes.fromhex(one[0])
    mobiles = {bankwide_hash(salt, "mobile", f"1380013{i:04d}") for i in range(1, 40, 2)}
    documents = {bankwide_hash(salt, "id", f"e{i:07d}") for i in range(1, 40, 2)}
    numbers = {bankwide_hash(salt, "customer_no", f"c{i:03d}") for i in range(1, 40, 2)}
    assert one[1] == mobiles | documents | numbers
