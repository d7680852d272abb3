"""Stars: what is measured of a teller's service, and that it is fair."""

from math import exp
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain import stars
from teller_assist.domain.measures import ANCHORS, OWN, SCORE_LEAST, SCORE_VARIANCE, Measures, on_scale
from teller_assist.domain.shrink import COLLEAGUES, LEAST_SPREAD, USUAL, USUAL_SPREAD, Seen, drawn, learned, spread_of
from teller_assist.domain.stars import bears_out, measure, measure_branch

EASY, HARD = ("current", "calm"), ("account_open", "busy")
GOOD = Measures({EASY: (500, 20), HARD: (100, 20)}, (1, 2, 3, 30, 164), (4.2, 4.4), 1, 600, (600, 60))
BRANCH = {f"T{i}": GOOD for i in range(6)}


def of(who: str, m: Measures, branch: dict[str, Measures] = BRANCH) -> stars.Measured:
    found = measure(branch | {who: m})[who]
    assert found is not None
    return found


def stars_of(m: Measures) -> float:
    return of("X", m).stars


# --- the formulas at their bounds


def test_of_nothing_there_is_no_estimate_yet() -> None:
    assert measure({}) == {}
    assert measure({"A": Measures()}) == {"A": None}
    assert measure(BRANCH | {"X": Measures()})["X"] is None
    assert measure_branch({}) is None
    assert measure_branch({"A": Measures()}) is None
    assert bears_out(5, None) == ""


def test_one_case_says_next_to_nothing() -> None:
    worst, best = (of("X", Measures(scores=s)) for s in ((1, 0, 0, 0, 0), (0, 0, 0, 0, 1)))
    assert worst.stars < best.stars < worst.stars + 0.1
    for found in (worst, best):
        part = found.part("evaluation")
        assert part is not None
        assert part.n == 1
        assert part.high - part.low > 0.5
    one = of("X", Measures({EASY: (1, 1)}, visits=1))
    assert one.part("time").n == 1  # type: ignore[union-attr]
    assert one.part("time").own == 1.0  # type: ignore[union-attr]
    assert one.part("time").stars > 3.5  # type: ignore[union-attr]
    assert one.part("evaluation").own is None  # type: ignore[union-attr]


def test_a_lonely_teller_is_drawn_to_the_usual() -> None:
    alone = measure({"A": Measures(scores=(0, 0, 0, 0, 1), visits=1)})["A"]
    assert alone is not None
    part = alone.part("evaluation")
    assert part is not None
    assert USUAL < part.stars < USUAL + 0.1


def test_all_good_and_all_bad_reach_the_ends_and_not_beyond() -> None:
    many = {EASY: (4000, 0), HARD: (1000, 0)}
    good = of("X", Measures(many, (0, 0, 0, 0, 3000), (5.0,) * 40, 0, 50_000))
    assert 4.6 < good.stars <= good.high <= 5.0
    bad = of("X", Measures({c: (n, n) for c, (n, _) in many.items()}, (3000, 0, 0, 0, 0), (1.0,) * 40, 600, 50_000))
    assert 1.0 <= bad.low <= bad.stars < 1.4
    assert all(1.0 <= p.low <= p.high <= 5.0 for m in (good, bad) for p in m.parts)


@pytest.mark.parametrize("part", ANCHORS)
def test_the_anchors_of_a_part_are_one_and_five_stars(part: str) -> None:
    one, five = ANCHORS[part]
    assert (on_scale(part, one), on_scale(part, (one + five) / 2), on_scale(part, five)) == (
        1.0,
        pytest.approx(3.0),
        5.0,
    )
    assert on_scale(part, one - (five - one)) == 1.0
    assert on_scale(part, five + (five - one)) == 5.0


def test_the_weights_are_whole_also_where_a_branch_has_no_inspections() -> None:
    assert sum(stars.WEIGHTS.values()) == pytest.approx(1.0)
    assert sum(stars.BRANCH_WEIGHTS.values()) == pytest.approx(1.0)
    bare = {who: Measures(m.cells, m.scores, (), m.upheld, m.visits) for who, m in BRANCH.items()}
    found = measure(bare)["T0"]
    assert found is not None
    assert [p.name for p in found.parts] == ["time", "evaluation", "complaint"]
    assert sum(p.weight for p in found.parts) == pytest.approx(1.0)


def test_known_by_hand() -> None:
    """500 easy visits at 4 %, 100 hard at 20 %, as everybody: 93.33 % within is 4.11 stars of time."""
    part = of("X", GOOD).part("time")
    assert part is not None
    assert part.own == pytest.approx(1 + 4 * (1 - 40 / 600 - 0.7) / 0.3)
    worse = of("X", Measures({EASY: (500, 35)}, visits=500)).part("time")
    assert worse is not None
    usual = 1 - 40 / 600
    assert worse.own == pytest.approx(1 + 4 * (usual + 500 * (0.04 - 0.07) / 500 - 0.7) / 0.3)


def test_what_is_learned_and_drawn() -> None:
    assert learned([Seen(2.0, 0.1)] * (COLLEAGUES - 1)) == Seen(USUAL, USUAL_SPREAD**2)
    same = learned([Seen(3.0, 0.1)] * COLLEAGUES)
    assert same.value == pytest.approx(3.0)
    assert same.variance == pytest.approx(LEAST_SPREAD**2 + (0.1 + LEAST_SPREAD**2) / COLLEAGUES)
    assert spread_of([Seen(3.0, 0.1)] * 5) == 0.0
    assert spread_of([Seen(2.0, 0.01), Seen(4.0, 0.01)]) == pytest.approx(2.0 - 0.01)
    assert drawn(None, same) == same
    assert drawn(Seen(5.0, 1.0), Seen(3.0, 1.0)) == Seen(4.0, 0.5)


# --- fair by construction

cell = st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
measures = st.builds(
    Measures,
    cells=st.dictionaries(st.sampled_from([EASY, HARD, ("term", "busy"), ("bill", "")]), cell, min_size=1),
    scores=st.tuples(*[st.integers(0, 60)] * 5),
    inspections=st.lists(st.integers(9, 45).map(lambda n: n / 9), max_size=4).map(tuple),
    upheld=st.integers(0, 6),
    visits=st.integers(1, 3000),
)
branches = st.lists(measures, min_size=2, max_size=8).map(lambda ms: {f"T{i}": m for i, m in enumerate(ms)})


def times(m: Measures, k: int) -> Measures:
    """The same quality, k times as much of it."""
    cells = {case: (n * k, over * k) for case, (n, over) in m.cells.items()}
    scores = tuple(n * k for n in m.scores)
    return Measures(cells, scores, m.inspections * k, m.upheld * k, m.visits * k)  # type: ignore[arg-type]


@settings(max_examples=50)
@given(branches, st.integers(2, 5))
def test_more_of_the_same_moves_no_own_value_and_only_narrows(branch: dict[str, Measures], k: int) -> None:
    before, after = measure(branch)["T0"], measure(branch | {"T0": times(branch["T0"], k)})["T0"]
    assert before is not None
    assert after is not None
    for was, now in zip(before.parts, after.parts, strict=True):
        if was.own is None:
            assert (now.own, now.stars) == (None, was.stars)
            continue
        assert now.own == pytest.approx(was.own)
        assert now.variance <= was.variance * (1 + 1e-9)
        assert abs(now.stars - was.own) <= abs(was.stars - was.own) + 1e-9, "only towards the own value"
        assert (now.stars - was.own) * (was.stars - was.own) >= -1e-9, "and never past it"
    assert after.sd <= before.sd * (1 + 1e-9)


@settings(max_examples=50)
@given(branches, st.randoms(use_true_random=False))
def test_the_order_of_tellers_and_cases_changes_nothing(branch: dict[str, Measures], random: object) -> None:
    mixed = list(branch)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    turned = {who: Measures(dict(reversed(m.cells.items())), m.scores, m.inspections[::-1], m.upheld, m.visits)
              for who in mixed for m in [branch[who]]}  # fmt: skip
    one, other = measure(branch), measure(turned)
    for who, found in one.items():
        again = other[who]
        assert found is not None
        assert again is not None
        assert (again.stars, again.sd) == pytest.approx((found.stars, found.sd))


def test_the_chance_of_one_evaluation_is_what_tellers_differ_from_themselves() -> None:
    """Twelve others of three each: squares 2/3 of ten, 6 of two, by 2 degrees of freedom each."""
    others = {f"T{i}": Measures(scores=(0, 0, 0, 1, 2)) for i in range(10)}
    others |= {f"B{i}": Measures(scores=(0, 1, 0, 0, 2)) for i in range(2)}
    found = OWN["evaluation"](others | {"X": Measures(scores=(0, 0, 0, 0, 4))})["X"]
    assert found is not None
    assert found.variance == pytest.approx((10 * 2 / 3 + 2 * 6) / (12 * 2) * 16 / 4)


def test_of_evaluations_of_which_everybody_has_one_nothing_is_learned() -> None:
    for each, of_one in ((1, SCORE_VARIANCE), (2, SCORE_LEAST)):  # 30 and 60 evaluations: 0 and 30 degrees of freedom
        branch = {f"T{i}": Measures(scores=(0, 0, 0, 0, each)) for i in range(31)}
        found = OWN["evaluation"](branch)["T0"]
        assert found is not None
        assert found.variance == pytest.approx(of_one * 16 / each)


@pytest.mark.parametrize("each", [2, 3])
def test_the_interval_covers_also_where_each_has_few_evaluations(each: int) -> None:
    """A hundred branches of twelve whose customers press 1 to 5 with the same chances as ever."""
    covered = []
    for seed in range(100):
        random, branch, worth = Random(f"few {each} {seed}"), {}, {}
        for i in range(12):
            bad = min(0.3, 0.02 * exp(0.7 * random.gauss(0, 1)))
            chances = (bad / 2, bad / 2, 0.03, 0.12, 0.85 - bad)
            worth[f"T{i}"] = on_scale("evaluation", sum(n * p for n, p in enumerate(chances, 1)))
            pressed = random.choices(range(1, 6), chances, k=each)
            branch[f"T{i}"] = Measures(scores=tuple(map(pressed.count, range(1, 6))))  # type: ignore[arg-type]
        for who, found in measure(branch).items():
            part = found and found.part("evaluation")
            assert part
            covered.append(part.low <= worth[who] <= part.high)
    assert fmean(covered) >= 0.88


def test_hard_business_is_not_held_against_anybody() -> None:
    hard, easy = Measures({HARD: (600, 120)}, visits=600), Measures({EASY: (600, 24)}, visits=600)
    both = measure(BRANCH | {"H": hard, "E": easy})
    parts = [both[who].part("time") for who in "HE"]  # type: ignore[union-attr]
    assert parts[0].own == pytest.approx(parts[1].own)  # type: ignore[union-attr]


def test_what_nobody_else_does_is_left_out_and_counted() -> None:
    alone = ("private", "calm")
    part = of("X", Measures({alone: (80, 80), EASY: (50, 2)}, visits=130)).part("time")
    assert part is not None
    assert (part.n, part.left_out) == (50, 80)
    assert part.own == of("X", Measures({EASY: (50, 2)}, visits=50)).part("time").own  # type: ignore[union-attr]
    only = of("X", Measures({alone: (80, 80)}, visits=80)).part("time")
    assert only is not None
    assert (only.n, only.own, only.left_out) == (0, None, 80)
    just = BRANCH | {"Y": Measures({alone: (20, 1)}, visits=20)}
    assert of("X", Measures({alone: (80, 4)}, visits=80), just).part("time").n == 80  # type: ignore[union-attr]
    few = BRANCH | {"Y": Measures({alone: (19, 1)}, visits=19)}
    left = of("X", Measures({alone: (80, 4)}, visits=80), few).part("time")
    assert left is not None
    assert (left.n, left.own) == (0, None)


def test_few_colleagues_to_compare_with_make_it_less_certain() -> None:
    mine = Measures({EASY: (100, 5)}, visits=100)
    p = (1 + 0.5) / (20 + 1)
    found = OWN["time"]({"X": mine, "Y": Measures({EASY: (20, 1)})})["X"]
    assert found is not None
    assert found.variance == pytest.approx(p * (1 - p) * (1 / 100 + 1 / 20) * (4 / 0.3) ** 2)


def test_an_upheld_complaint_in_a_thousand_visits_is_one_star_a_partly_upheld_one_half() -> None:
    for halves, own in ((0, 5.0), (1, 4.5), (2, 4.0), (8, 1.0), (9, 1.0)):
        part = of("X", Measures(upheld=halves, visits=1000)).part("complaint")
        assert part is not None
        assert part.own == pytest.approx(own)


def test_the_press_of_the_queue_is_taken_into_account() -> None:
    calm, busy = ("current", "calm"), ("current", "busy")
    branch = {f"T{i}": Measures({calm: (300, 6), busy: (300, 60)}, visits=600) for i in range(4)}
    both = measure(branch | {"R": Measures({busy: (600, 120)}), "C": Measures({calm: (600, 12)})})
    assert both["R"].part("time").own == pytest.approx(both["C"].part("time").own)  # type: ignore[union-attr]


def test_every_part_counts_in_its_direction() -> None:
    base = stars_of(GOOD)
    assert stars_of(Measures({EASY: (500, 60), HARD: (100, 20)}, GOOD.scores, GOOD.inspections, 1, 600)) < base - 0.15
    assert stars_of(Measures(GOOD.cells, (20, 20, 3, 30, 127), GOOD.inspections, 1, 600)) < base - 0.2
    assert stars_of(Measures(GOOD.cells, GOOD.scores, (2.0, 2.0), 1, 600)) < base - 0.04
    assert stars_of(Measures(GOOD.cells, GOOD.scores, GOOD.inspections, 8, 600)) < base


# --- the award


def test_an_award_is_not_borne_out_only_beyond_the_interval_and_the_margin() -> None:
    parts = of("X", GOOD).parts
    known = stars.Measured(3.5, 3.1, 3.5, parts)
    assert [bears_out(n, known) for n in range(1, 6)] == ["better", "better", "", "", "not_borne_out"]
    assert bears_out(4, known._replace(high=3.2499)) == "not_borne_out"
    assert bears_out(4, known._replace(high=3.25)) == ""
    assert bears_out(5, known._replace(high=4.25)) == ""
    assert bears_out(3, known._replace(low=3.75)) == ""
    assert bears_out(3, known._replace(low=3.7501)) == "better"


@pytest.mark.parametrize("name", stars.ENOUGH)
def test_without_enough_cases_no_flag_is_raised(name: str) -> None:
    parts = of("X", GOOD).parts
    for n, flag in ((stars.ENOUGH[name], "not_borne_out"), (stars.ENOUGH[name] - 1, "")):
        some = tuple(p._replace(n=n) if p.name == name else p for p in parts)
        assert bears_out(5, stars.Measured(3.0, 2.9, 3.1, some)) == flag
    assert bears_out(5, stars.Measured(3.0, 2.9, 3.1, tuple(p for p in parts if p.name != name))) == ""


# --- the branch


def test_the_branch_is_measured_by_itself_and_waits_are_its_own() -> None:
    found = measure_branch(BRANCH)
    assert found is not None
    assert [p.name for p in found.parts] == ["wait", "time", "evaluation", "inspection", "complaint"]
    wait = found.part("wait")
    assert wait is not None
    assert (wait.n, wait.own) == (3600, pytest.approx(1 + 4 * (0.9 - 0.7) / 0.3))
    assert 3.5 < found.low < found.stars < found.high < 4.6
    one = measure_branch({"A": Measures({EASY: (1, 1)}, (1, 0, 0, 0, 0), (1.0,), 2, 1, (1, 1))})
    assert one is not None
    assert one.low < USUAL - 0.5
    assert one.high - one.low > 1.0, "of one case little is known"
