"""Who must be named when ranks shift, and that the desk comes to the same order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.hub.rank_moves import moved
from teller_assist.sync.told_order import Order

ORDERS = st.lists(st.integers(0, 40).map(str), unique=True)


@given(ORDERS, ORDERS.filter(bool))
def test_the_desk_comes_to_the_order_of_the_hub(before: list[str], now: list[str]) -> None:
    order = Order(before, len(now))
    order.leave([number for number in before if number not in now])
    for o, number in moved(before, now):
        order.put(o, [number])
    order.close()
    assert [order.place(number) for number in now] == list(range(1, len(now) + 1))
    assert {(o, before[old - 1]) for o, old in order.moves()} == {(now.index(n) + 1, n) for n in before if n in now}


@pytest.mark.parametrize(
    ("now", "named"),
    [("ABCDE", 0), ("BCDE", 0), ("ABCDEF", 1), ("EABCD", 1), ("BACDE", 1), ("AXBCDE", 1), ("EDABC", 2), ("EDCBA", 4)],
)
def test_only_those_who_overtook_or_are_new_are_named(now: str, named: int) -> None:
    assert len(moved("ABCDE", now)) == named


@pytest.mark.parametrize(
    ("base", "customers", "put"), [("AB", 3, []), ("AB", 1, []), ("", 2, [(1, "A")]), ("A", 2, [(1, "B"), (2, "B")])]
)
def test_an_order_that_does_not_come_out_is_refused(base: str, customers: int, put: list[tuple[int, str]]) -> None:
    order = Order(list(base), customers)
    for o, number in put:
        order.put(o, [number])
    with pytest.raises(ValueError, match="the order is not of"):
        order.close()


@pytest.mark.parametrize("o", [0, -1, 3, 10**12])
def test_a_place_that_is_none_is_refused(o: int) -> None:
    with pytest.raises(ValueError, match="no place"):
        Order([], 2).put(o, ["A"])
