"""Tiers: up, down, grace, what-if, by the rules of four banks."""

import tomllib
from calendar import monthrange
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.checks.tiers import TIERS
from teller_assist.domain.tier import TierPack, next_month, outlook, standing
from tests.domain.making import packs

WAN = 1_000_000  # fen


def _pack(tiers: list[tuple[str, int, int]], **rule: Any) -> TierPack:
    lines = [f'{key} = "{value}"' for key, value in ({"effect": "next_month", "down_to": "reached"} | rule).items()]
    for code, wan, grace in tiers:
        lines.append(f'[[tier]]\ncode="{code}"\nname="{code}级"\nname_en="{code}"\nfrom_fen={wan * WAN}\n'
                     f"grace_months={grace}")  # fmt: skip
    body = tomllib.loads('version = "1"\neffective_from = "2026-01-01"\n' + "\n".join(lines))
    assert not list(TIERS.mistakes(body))
    return TierPack.of(body)


ICBC = _pack(
    [("none", 0, 0), ("3", 1, 6), ("4", 5, 6), ("5", 20, 6), ("6", 100, 6), ("7", 600, 6), ("private", 800, 6)],
    effect="same_month",
)
BOHAI = _pack([("plain", 0, 0), ("gold", 5, 3), ("diamond", 100, 3), ("private", 600, 6)])
STEPS = _pack([("plain", 0, 0), ("gold", 5, 2), ("diamond", 100, 2)], effect="same_month", down_to="one_step")
HASTY = _pack([("plain", 0, 0), ("gold", 5, 1), ("diamond", 100, 1)])
STEP_BY_STEP = _pack([("plain", 0, 0), ("gold", 5, 1), ("silver", 20, 1), ("diamond", 100, 1)], down_to="one_step")
DEFAULT = TierPack.of(packs()["tiers"])


def months(*wan: int | None, start: str = "2025-01") -> list[tuple[str, int | None]]:
    found, month = [], start
    for one in wan:
        found.append((month, None if one is None else one * WAN))
        month = next_month(month)
    return found


def test_a_year_ends_in_january() -> None:
    assert (next_month("2026-11"), next_month("2026-12")) == ("2026-12", "2027-01")


@pytest.mark.parametrize(
    ("wan", "tier"), [(0, "mass"), (5, "gold"), (50, "platinum"), (200, "diamond"), (600, "private")]
)
def test_the_bound_belongs_to_the_tier(wan: int, tier: str) -> None:
    assert DEFAULT.tiers[DEFAULT.reached(wan * WAN)].code == tier
    if wan:
        assert DEFAULT.tiers[DEFAULT.reached(wan * WAN - 1)].code != tier


def test_bohai_goes_up_the_month_after() -> None:
    assert standing(BOHAI, months(1, 5)) == ("gold", "2025-03", 0)


def test_icbc_goes_up_in_the_month_itself() -> None:
    assert standing(ICBC, months(1, 5)) == ("4", "2025-02", 0)


def test_bohai_goes_down_in_the_fourth_month_after_three_below() -> None:
    assert standing(BOHAI, months(100, 1, 1)) == ("diamond", "2025-01", 2)
    assert standing(BOHAI, months(100, 1, 1, 1)) == ("plain", "2025-05", 0)  # January high; the fourth month is May


def test_bohai_private_goes_down_in_the_seventh_month_after_six() -> None:
    assert standing(BOHAI, months(600, 100, 100, 100, 100, 100)).code == "private"
    assert standing(BOHAI, months(600, 100, 100, 100, 100, 100, 100)) == ("diamond", "2025-08", 0)


def test_icbc_goes_down_after_six_months_below() -> None:
    assert standing(ICBC, months(100, *[5] * 6)) == ("6", "2025-01", 6)
    assert standing(ICBC, months(100, *[5] * 7)) == ("4", "2025-08", 0)


def test_a_month_back_over_the_bound_ends_the_row() -> None:
    assert standing(BOHAI, months(100, 1, 1, 100, 1, 1)) == ("diamond", "2025-01", 2)


def test_a_month_without_a_figure_neither_counts_nor_ends_the_row() -> None:
    assert standing(BOHAI, months(100, 1, None, 1)) == ("diamond", "2025-01", 2)
    assert standing(BOHAI, months(None, None)) == ("plain", "", 0)


def test_one_step_down_is_one_step() -> None:
    assert standing(STEPS, months(100, 1, 1, 1)) == ("gold", "2025-04", 1)


def test_the_running_month_is_left_out() -> None:
    assert standing(BOHAI, months(100, 1, 1, 1), before="2025-04") == ("diamond", "2025-01", 2)


def test_kinds_of_asset_weigh_as_the_pack_says() -> None:
    body = dict(packs()["tiers"]) | {"weights": {"wealth": 80, "insurance": 300}}
    assert not list(TIERS.mistakes(body))
    assert TierPack.of(body).weighted({"wealth": 100, "insurance": 10, "term": 7}) == 117


AVERAGES = st.lists(st.integers(0, 700).map(lambda wan: wan * WAN) | st.none(), min_size=1, max_size=30)
PACKS = st.sampled_from([ICBC, BOHAI, STEPS, DEFAULT])


@given(PACKS, AVERAGES)
def test_a_tier_changes_at_most_once_a_month_and_never_up_unreached(pack: TierPack, fens: list[int | None]) -> None:
    told, month = [], "2025-01"
    changes: list[str] = []
    before = None
    for fen in fens:
        told.append((month, fen))
        now = standing(pack, told)
        if before is not None and now.code != before.code:
            changes.append(now.since)
            up = pack.index(now.code) > pack.index(before.code)
            if up:
                assert fen is not None
                assert fen >= pack.tiers[pack.index(now.code)].from_fen
            else:
                # Every month of the grace was below the tier that is lost.
                lost = pack.tiers[pack.index(before.code)]
                grace = lost.grace_months + (pack.effect == "same_month")
                known = [one for _, one in told if one is not None]
                assert all(one < lost.from_fen for one in known[-grace:])
        before = now
        month = next_month(month)
    assert len(changes) == len(set(changes))
    assert changes == sorted(changes)


@given(PACKS, st.integers(0, 699), st.integers(1, 12), st.integers(1, 28), st.integers(0, 99))
def test_so_much_more_this_month_is_exactly_enough(pack: TierPack, wan: int, month: int, day: int, fen: int) -> None:
    average, today = wan * WAN + fen, date(2026, month, day)
    this_month = f"2026-{month:02d}"
    place = pack.reached(average)
    found = outlook(pack, (pack.tiers[place].code, "2026-01", 0), [(this_month, average)], today)
    if not found.next_code:
        assert found.what_if_fen is None
        return
    days = monthrange(2026, month)[1]
    left = days - day + 1
    more = found.what_if_fen
    assert more is not None
    assert found.next_from_fen is not None

    def end(extra: int) -> int:
        """The month's average, in whole fen, with ``extra`` lying there for the days left."""
        return (average * days + extra * left) // days

    assert end(more) >= found.next_from_fen
    assert end(more - 1) < found.next_from_fen
    start = [("2025-12", average), (this_month, end(more))]
    reached = standing(pack, start)
    assert (reached.code, reached.since) == (found.next_code, found.what_if_month)


def test_the_way_to_platinum_reads_as_on_the_card() -> None:
    found = outlook(DEFAULT, ("gold", "2026-01", 0), [("2026-10", 40 * WAN), ("2026-11", 49 * WAN)], date(2026, 11, 16))
    assert (found.next_code, found.gap_fen, found.what_if_fen, found.what_if_month) == (
        "platinum", 1 * WAN, 2 * WAN, "2026-12",
    )  # fmt: skip


def test_without_the_running_month_the_last_average_stands_for_it() -> None:
    found = outlook(DEFAULT, ("gold", "2026-01", 0), [("2026-10", 49 * WAN)], date(2026, 11, 1))
    assert found.what_if_fen == 1 * WAN
    assert outlook(DEFAULT, ("gold", "2026-01", 0), [], date(2026, 11, 1)).what_if_fen is None


@pytest.mark.parametrize(("below", "running", "left"), [(0, 50, None), (0, 1, 3), (2, 1, 1), (2, 50, None)])
def test_months_until_the_tier_is_lost(below: int, running: int, left: int | None) -> None:
    found = outlook(DEFAULT, ("platinum", "2026-01", below), [("2026-11", running * WAN)], date(2026, 11, 23))
    assert found.downgrade_in_months == left


@pytest.mark.parametrize("pack", [ICBC, BOHAI, DEFAULT])
def test_the_months_left_are_those_the_fold_takes(pack: TierPack) -> None:
    """Staying below from July on, the lower tier counts from the month that was announced."""
    top = pack.tiers[-1]
    told = [(f"2026-{m:02d}", top.from_fen) for m in range(1, 7)]
    now = standing(pack, told)
    found = outlook(pack, now, [*told, ("2026-07", 0)], date(2026, 7, 10))
    assert found.downgrade_in_months == top.grace_months
    month, lost = "2026-07", now
    while lost.code == now.code:
        told.append((month, 0))
        lost = standing(pack, told)
        month = next_month(month)
    expected = "2026-07"
    for _ in range(found.downgrade_in_months or 0):
        expected = next_month(expected)
    assert lost.since == expected


@given(st.sampled_from([ICBC, BOHAI, STEPS, DEFAULT, HASTY, STEP_BY_STEP]), AVERAGES)
def test_the_lower_tier_counts_from_the_month_that_was_announced(pack: TierPack, fens: list[int | None]) -> None:
    told, month = [], "2025-01"
    for fen in fens:
        told.append((month, fen))
        month = next_month(month)
    now = standing(pack, told)
    year, number = map(int, month.split("-"))
    found = outlook(pack, now, [*told, (month, 0)], date(year, number, 10))
    if pack.index(now.code) == 0:
        assert found.downgrade_in_months is None
        return
    announced = month
    for _ in range(found.downgrade_in_months or 0):
        announced = next_month(announced)
    lost = now
    while lost.code == now.code:
        told.append((month, 0))
        lost = standing(pack, told)
        month = next_month(month)
    assert lost.since == announced


def test_the_last_month_there_is_does_not_overflow() -> None:
    found = outlook(DEFAULT, ("gold", "2026-01", 0), [("2026-11", 49 * WAN)], date(9999, 12, 31))
    assert found.what_if_fen == 31 * WAN


def test_a_tier_the_pack_does_not_know_has_no_next() -> None:
    assert outlook(DEFAULT, ("star", "", 0), [("2026-11", 1)], date(2026, 11, 1)).next_code == ""
