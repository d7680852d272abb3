"""Branches and their staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from teller_assist.hub.bank import names

_PLACES = (
    ("湖滨", "Hubin"), ("城东", "Chengdong"), ("解放路", "Jiefang Road"), ("高新区", "High-tech Zone"),
    ("南门", "South Gate"),
    ("滨江", "Binjiang"), ("大学城", "University Town"), ("火车站", "Railway Station"), ("长乐", "Changle"),
    ("金桥", "Jinqiao"),
    ("西湖里", "Xihuli"), ("北苑", "Beiyuan"), ("曾家岩", "Zengjiayan"), ("临港", "Lingang"), ("花园路", "Garden Road"),
)  # fmt: skip
_KINDS = (
    ("支行", "Sub-branch"), ("第二支行", "Second Sub-branch"), ("社区支行", "Community Sub-branch"),
    ("营业部", "Business Office"),
    ("分理处", "Service Office"), ("新街支行", "Xinjie Sub-branch"), ("广场支行", "Plaza Sub-branch"),
    ("东路支行", "East Road Sub-branch"),
    ("工业园支行", "Industrial Park Sub-branch"),
)  # fmt: skip
_NOT_OFFERED = (
    "private_fund|trust", "private_fund|trust|safe_box", "private_fund|safe_box|gold", "private_fund", "",
)  # fmt: skip
_LICENCES = {
    "teller": ("wealth", "fx"), "lobby_manager": ("wealth", "insurance", "loan"),
    "rm": ("wealth", "fund", "insurance", "loan", "fx"),
    "branch_manager": ("wealth", "fund", "insurance", "loan", "fx"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Branch:
    row: tuple[str, ...]
    branch_no: str
    tellers: tuple[str, ...]
    managers: tuple[str, ...]


class Place(NamedTuple):
    branches: tuple[Branch, ...]
    staff_rows: tuple[tuple[str, ...], ...]


def count_branches(customers: int) -> int:
    """Twelve for each 100,000 customers, at least three."""
    return max(3, round(customers * 12 / 100_000))


def _licences(rnd: Callable[[], float], role: str, n: int, as_of: date) -> str:
    """Most last years; one in eight has run out, one in eight runs out within 30 days. Some tellers have none."""
    if role == "teller" and n % 4 == 3:
        return ""
    held = []
    for k, licence in enumerate(_LICENCES[role]):
        ends = as_of + timedelta(days=60 + int(rnd() * 1000))
        if (n * 3 + k) % 8 == 5:
            ends = as_of - timedelta(days=1 + int(rnd() * 200))
        elif (n * 3 + k) % 8 == 6:
            ends = as_of + timedelta(days=1 + int(rnd() * 29))
        held.append(f"{licence}:{ends.isoformat()}")
    return "|".join(held)


def make_place(rnd: Callable[[], float], customers: int, as_of: date) -> Place:
    """The outlets and who works there; the first is the feed's home branch, a larger one."""
    total = count_branches(customers)
    branches, staff = [], []
    for b in range(total):
        place, kind = _PLACES[b % len(_PLACES)], _KINDS[b // len(_PLACES) % len(_KINDS)]
        branch_no = f"{1001 + b:04d}"
        tellers = 3 + min(9, customers // total // 900)
        roles = ["branch_manager"] + ["lobby_manager"] * 2 + ["teller"] * tellers + ["rm"] * (2 + tellers // 3)
        nos: dict[str, list[str]] = {}
        for n, role in enumerate(roles):
            sex, family = ("F" if rnd() < 0.6 else "M"), names.surname(rnd)
            name = family + names.given_name(rnd, sex, as_of.year - 24 - int(rnd() * 30), family)
            staff_no = f"{branch_no}{n + 1:02d}"
            at = n - 3 if role == "teller" else n  # a branch's first teller has valid licences
            staff.append((staff_no, name, branch_no, role, _licences(rnd, role, at, as_of)))
            nos.setdefault(role, []).append(staff_no)
        zone = "N" if b % 6 == 4 else "Y"
        region = f"示范{'东南西北'[b // 12 % 4]}区分行"
        row = (branch_no, place[0] + kind[0], f"{place[1]} {kind[1]}", region, zone, _NOT_OFFERED[b % 5])
        branches.append(Branch(row, branch_no, tuple(nos["teller"]), tuple(nos["rm"])))
    return Place(tuple(branches), tuple(staff))
