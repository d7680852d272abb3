"""Cheaters among honest tellers are found, honest ones are left alone: on seeds that chose nothing.

The threshold was chosen on the seeds 1000–1019. Here: 0–19 with three cheaters of each kind among 40 tellers, and the
same seeds with honest tellers only.
"""

from collections.abc import Mapping
from statistics import NormalDist, fmean
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from teller_assist.domain import integrity, outliers, stars, traces
from teller_assist.domain.integrity import FEWEST, FLAG, SIGNALS, find, says_something, star_finding
from teller_assist.domain.measures import Measures
from teller_assist.domain.outliers import excess, middle, share, tail, together
from teller_assist.domain.shrink import Seen
from teller_assist.domain.traces import Traces
from tests.domain.cheater_days import Branch, play
from tests.domain.cheaters import KINDS, TELLERS, worth

UNSEEN = range(20)
AUC, FALSE = 0.95, 0.01


class Verdict(NamedTuple):
    """``auc`` and ``found`` (share of the planted that are flagged) per kind.

    ``false``: share of honest tellers with any flag; ``covered``: whose worth lies in the interval of their stars.
    """

    auc: Mapping[str, float]
    found: Mapping[str, float]
    false: float
    covered: float


def judged(branches: list[Branch], kinds: tuple[str, ...] = KINDS) -> Verdict:
    aucs: dict[str, list[float]] = {kind: [] for kind in kinds}
    found: dict[str, list[bool]] = {kind: [] for kind in kinds}
    false, covered = [], []
    for branch in branches:
        measured, findings = stars.measure(branch.measures), find(branch.traces)
        honest = [who for who, teller in branch.tellers.items() if not teller.cheat]
        score: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
        flags: dict[str, set[str]] = {who: set() for who in branch.tellers}
        for who in branch.tellers:
            star = star_finding(who, branch.awards[who], measured[who])
            assert star is not None
            for finding in (*findings[who], star):
                score[finding.detector][who] = finding.score
                if finding.flagged:
                    flags[who].add(finding.detector)
        for kind in kinds:
            planted = [who for who, teller in branch.tellers.items() if teller.cheat == kind]
            found[kind] += [kind in flags[who] for who in planted]
            aucs[kind].append(auc([score[kind][w] for w in planted], [score[kind][w] for w in honest]))
        false += [bool(flags[who]) for who in honest]
        for who in honest:
            m = measured[who]
            assert m is not None
            covered.append(m.low <= worth(branch.tellers[who].quality) <= m.high)
    shares = {kind: fmean(hits) if hits else 0.0 for kind, hits in found.items()}
    return Verdict({kind: fmean(a) for kind, a in aucs.items()}, shares, fmean(false), fmean(covered))


def auc(planted: list[float], honest: list[float]) -> float:
    """The chance that a planted one scores above an honest one (Mann–Whitney); 0.5 without planted ones."""
    pairs = [(p > h) + 0.5 * (p == h) for p in planted for h in honest]
    return fmean(pairs) if pairs else 0.5


def test_planted_cheaters_of_every_kind_are_found_on_unseen_seeds() -> None:
    verdict = judged([play(seed) for seed in UNSEEN])
    assert all(verdict.auc[kind] >= AUC for kind in KINDS), verdict
    assert all(verdict.found[kind] >= 0.75 for kind in KINDS), verdict
    assert verdict.false <= FALSE, verdict


def test_among_honest_tellers_only_nobody_is_flagged_beyond_the_bound() -> None:
    verdict = judged([play(seed, cheaters=0) for seed in UNSEEN])
    assert verdict.false <= FALSE, verdict
    assert verdict.covered >= 0.9, verdict


@pytest.mark.parametrize("kind", KINDS)
def test_a_branch_where_a_third_does_the_same_is_seen_through(kind: str) -> None:
    verdict = judged([play(seed, cheaters=13, kinds=(kind,)) for seed in range(2)], (kind,))
    assert verdict.auc[kind] >= AUC, verdict
    assert verdict.found[kind] >= 0.5, verdict
    assert verdict.false <= FALSE, verdict


def of_few(branch: Branch, n: int, cheats: set[str]) -> Branch:
    """A branch of n tellers: these cheaters and honest ones."""
    honest = [who for who, t in branch.tellers.items() if not t.cheat][: n - len(cheats)]
    some = [who for who in branch.tellers if who in honest or who in cheats]
    return Branch(*({who: part[who] for who in some} for part in branch))  # type: ignore[arg-type]


def test_in_a_branch_of_eight_the_strong_ones_are_found_and_the_honest_left_alone() -> None:
    branches = [play(seed) for seed in UNSEEN]
    few = [of_few(b, 8, {next(w for w, t in b.tellers.items() if t.cheat == "self_press")}) for b in branches]
    verdict = judged(few, ("self_press",))
    assert verdict.auc["self_press"] >= AUC
    assert verdict.found["self_press"] > 0.4, "few colleagues: half of them, but none wrongly"
    assert verdict.false <= FALSE


def test_of_too_few_colleagues_or_cases_nothing_is_said() -> None:
    branch = play(0)
    cheat = next(who for who, t in branch.tellers.items() if t.cheat == "ghost")
    for finding in find(of_few(branch, 3, {cheat}).traces)[cheat]:
        assert (finding.chance, finding.score, finding.flagged, finding.looks) == (1.0, 0.0, False, ())
    assert find({}) == {}
    assert [f.looks for f in find({"A": Traces()})["A"]] == [(), (), ()]
    colleagues = {f"T{i}": counted(visit=400, bare=8) for i in range(8)}
    for n, said in ((FEWEST - 1, False), (FEWEST, True)):
        looks = find(colleagues | {"X": counted(visit=n, bare=n, bare_short=n)})["X"][2].looks
        assert bool(looks) is said


def test_bad_visits_are_held_against_good_ones_only_where_there_are_enough_of_both() -> None:
    colleagues = {f"T{i}": counted(trouble=100, trouble_missed=2, fine=900, fine_missed=18) for i in range(8)}
    for fine, flagged in ((FEWEST - 1, False), (FEWEST, True)):
        finding = find(colleagues | {"X": counted(trouble=100, trouble_missed=90, fine=fine)})["X"][0]
        assert finding.flagged is flagged
        assert says_something(finding) is flagged


def test_the_cases_of_a_flag_are_those_that_tell_newest_first() -> None:
    branch = {f"T{i}": counted(visit=1000, bare=30, bare_short=2) for i in range(12)}
    ghost = counted(visit=1000, bare=130, bare_short=100)
    ghost.cases["bare_short"] = [UUID(int=n) for n in range(100)]
    ghost.cases["bare"] = [UUID(int=n) for n in range(200, 330)]
    finding = find(branch | {"X": ghost})["X"][2]
    assert finding.flagged
    assert finding.cases == tuple(UUID(int=n) for n in range(99, 39, -1))
    look = next(look for look in finding.looks if look.name == "bare_short")
    assert (look.hits, look.of, look.usual) == (100, 1000, pytest.approx(0.002))
    assert not find(branch | {"X": counted(visit=1000, bare=130, bare_short=2)})["X"][2].flagged, "innocent reasons"


def test_what_is_sure_but_tiny_is_no_flag() -> None:
    branch = {f"T{i}": counted(given=100_000, fast=100, asked=100_000) for i in range(30)}
    tiny = find(branch | {"X": counted(given=100_000, fast=2_000, asked=100_000)})["X"][1]
    assert tiny.chance < FLAG
    assert not tiny.flagged
    assert find(branch | {"X": counted(given=100_000, fast=2_200, asked=100_000)})["X"][1].flagged


def counted(**counts: int) -> Traces:
    made = Traces()
    made.counts.update(counts)
    return made


# --- the formulas at their bounds


def test_a_share_at_its_ends_is_finite_and_in_order() -> None:
    values = [share(k, 10).value for k in range(11)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1.5708
    assert share(0, 1).value == pytest.approx(0.4813, abs=1e-4)
    assert share(1, 1).variance == pytest.approx(1 / 6)


def test_who_stands_out_does_not_depend_on_how_many_do() -> None:
    honest = {f"T{i}": share(10 + i % 3, 1000) for i in range(20)}
    one = excess(honest | {"X": share(200, 1000)})["X"]
    many = excess(honest | {f"X{i}": share(200, 1000) for i in range(8)})["X0"]
    assert one > 5
    assert many > 4
    assert excess({f"T{i}": share(1, 100) for i in range(3)}) == {}
    assert set(excess({f"T{i}": share(1, 100) for i in range(4)}).values()) == {0.0}


def test_honest_people_differ_beyond_chance_and_that_is_no_excess() -> None:
    """Twenty-one whose shares differ as a normal distribution does, each of very many cases."""
    steps = [NormalDist().inv_cdf((i + 0.5) / 21) for i in range(21)]
    honest = {f"T{i:02d}": Seen(0.6 + 0.1 * z, 1e-6) for i, z in enumerate(steps)}
    found = excess(honest)
    assert found["T10"] == pytest.approx(0.0, abs=1e-9)
    assert found["T20"] == pytest.approx(1.86, abs=0.05), "1.98 deviations, a little less sure: few colleagues"
    assert found["T00"] == pytest.approx(-found["T20"])


def test_chances_together() -> None:
    assert together([]) == 1.0
    assert together([0.01]) == 0.01
    assert together([0.5, 0.001]) == pytest.approx(0.002)
    assert together([0.04, 0.04, 0.04]) == pytest.approx(0.04)
    assert tail(0) == 0.5
    assert tail(1.645) == pytest.approx(0.05, abs=1e-4)


def test_the_middle_is_the_weighted_median() -> None:
    even = dict.fromkeys("abcd", 1.0)
    assert middle({"a": 1.0, "b": 2.0, "c": 3.0, "d": 9.0}, even) == 2.5
    assert middle({"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 1.0, "b": 1.0, "c": 5.0}) == 3.0
    assert middle({"a": 7.0}, {"a": 1.0}) == 7.0


def test_a_star_finding_at_its_margin() -> None:
    assert star_finding("A", 5, None) is None
    branch = {f"T{i}": Measures({("current", "calm"): (500, 20)}, (1, 2, 3, 30, 164), (4.2,), 0, 600) for i in range(5)}
    measured = stars.measure(branch)["T0"]
    assert measured is not None
    at = round(measured.stars)
    assert [f.flagged for n in (1, at, 5) if (f := star_finding("T0", n, measured))] == [False, False, False]
    poor = measured._replace(stars=3.0, low=2.9, high=3.1)
    finding = star_finding("T0", 4, poor)
    assert finding is not None
    assert finding.flagged
    assert finding.chance == pytest.approx(tail((4 - stars.MARGIN - 3.0) / poor.sd))


# --- detectors with a mistake: the tests above must see each

PLANTS: dict[str, tuple[Any, str, Any]] = {
    "the usual is the mean": (outliers, "middle", lambda values, weights: fmean(values.values())),
    "chance forgotten": (outliers, "_normal", lambda t, freedom: 10 * t),
    "both halves tell the spread": (outliers, "HALF", 0.05),
    "looked at from below": (outliers, "tail", lambda z: 1 - tail(z)),
    "own fine visits not compared": (
        integrity, "SIGNALS",
        {**SIGNALS, "selective": (integrity.Signal("missed_in_trouble", "trouble_missed", "trouble"),)},
    ),
    "windows without tickets are ghosts": (
        integrity, "SIGNALS", {**SIGNALS, "ghost": (integrity.Signal("bare", "bare", "visit"),)},
    ),
    "chatty customers are pressed for": (
        integrity, "SIGNALS", {**SIGNALS, "self_press": (integrity.Signal("response", "given", "asked"),)},
    ),
    "flags given away": (integrity, "FLAG", 0.2),
    "flags withheld": (integrity, "FLAG", 1e-12),
    "no margin for stars": (stars, "MARGIN", -0.1),
    "stars twice the margin": (stars, "MARGIN", 2.0),
    "stars with no case mix": (stars, "WEIGHTS", {"complaint": 1.0}),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_mistake_is_seen(plant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name, wrong = PLANTS[plant]
    monkeypatch.setattr(module, name, wrong)
    if (module, name) == (outliers, "tail"):
        monkeypatch.setattr(integrity, "tail", wrong)
    if (module, name) == (outliers, "middle"):
        monkeypatch.setattr(integrity, "middle", wrong)
    seeds = (12, 16)  # of them some are odd in each way
    verdict, control = judged([play(s) for s in seeds]), judged([play(s, cheaters=0) for s in seeds])
    many = judged([play(0, cheaters=13, kinds=(kind,)) for kind in ("selective", "ghost")], ("selective", "ghost"))
    good = min(verdict.auc.values()) >= AUC and min(*verdict.found.values(), *many.found.values()) >= 0.75
    assert not (good and max(verdict.false, control.false) <= FALSE), (verdict, control)


def test_there_are_as_many_tellers_as_said_and_every_mark_is_known() -> None:
    branch = play(0)
    assert len(branch.tellers) == TELLERS
    told = {mark for t in branch.traces.values() for mark in t.counts}
    assert told == set(traces.MARKS)
    looked_at = {
        mark for signals in SIGNALS.values() for s in signals for mark in (s.hits, s.of, s.beside, s.beside_of)
    }
    assert looked_at - {""} == set(traces.MARKS)
