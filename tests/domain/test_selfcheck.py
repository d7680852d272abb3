"""Which visits are drawn for the self-check, and what the answers come to."""

from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.quality import SelfCheck
from teller_assist.domain.selfcheck import asked, check_id_of, is_wanted, kept_of, kept_rates
from teller_assist.domain.standards import SelfCheckRule, standards_of
from tests.domain.test_standards import told

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)


def some(seed: int, n: int) -> list[UUID]:
    rnd = Random(seed)
    return [UUID(int=rnd.getrandbits(128)) for _ in range(n)]


@given(st.integers(0, 2**32), st.sampled_from([2, 5, 20]), st.text(max_size=8))
def test_one_in_so_many_is_drawn(seed: int, one_in: int, word: str) -> None:
    """Within five standard deviations of the share, whatever the seed."""
    n = 2000
    drawn = sum(asked(v, one_in, word) for v in some(seed, n))
    share = 1 / one_in
    assert abs(drawn - n * share) < 5 * (n * share * (1 - share)) ** 0.5


@given(st.lists(st.uuids(), min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_the_draw_does_not_depend_on_the_order_or_on_the_others(visits: list[UUID], rnd: Random) -> None:
    drawn = {v for v in visits if asked(v, 3, "s")}
    shuffled = rnd.sample(visits, len(visits))
    assert {v for v in shuffled if asked(v, 3, "s")} == drawn
    assert {v for v in visits[::2] if asked(v, 3, "s")} == drawn & set(visits[::2])


def test_neighbours_are_drawn_independently() -> None:
    """UUIDv7 of one minute share their beginning: that must not show. Pairs drawn together: 1 in 25."""
    visits = [UUID(int=(0x019AB << 108) + n) for n in range(20_000)]
    both = sum(asked(a, 5) and asked(b, 5) for a, b in zip(visits[::2], visits[1::2], strict=True))
    assert 320 < both < 480


def test_another_seed_draws_others_and_none_or_all_can_be_asked() -> None:
    visits = some(1, 400)
    assert {v for v in visits if asked(v, 4, "a")} != {v for v in visits if asked(v, 4, "b")}
    assert all(asked(v, 1) for v in visits)
    assert not any(asked(v, 0) for v in visits)


def test_never_while_the_queue_is_red_nor_without_steps() -> None:
    visit, every = some(2, 1)[0], told()._replace(selfcheck=SelfCheckRule(1))
    assert is_wanted(visit, every, queue_is_red=False)
    assert not is_wanted(visit, every, queue_is_red=True)
    assert not is_wanted(visit, standards_of({"selfcheck": {"one_in": 1}}), queue_is_red=False)
    assert told().selfcheck == SelfCheckRule(20, "2026")


def test_what_was_not_missed_was_kept() -> None:
    assert kept_of(["b"], ["a", "b", "c"]) == ("a", "c")
    with pytest.raises(ValueError, match="'x' is no step; use a, b"):
        kept_of(["x"], ["a", "b"])


def test_the_kept_rate_of_each_step() -> None:
    visit = some(3, 1)[0]
    checks = [
        SelfCheck(check_id_of(visit), visit, kept, missed, AT, "T1")
        for kept, missed in (("a b", ""), ("a", "b"), ("", ""))
    ]
    assert [tuple(k) for k in kept_rates(checks, ["a", "b"])] == [("a", 2, 2), ("b", 1, 2)]
