"""Nothing is lost, nothing doubled: random schedules over the real sender and server. Here half of 10,000 seeds, the
other half in ``test_simulator_more.py`` so that two processes share them; a million with ``--long``.
"""

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.sync.sim.parts import sound
from tests.sync.sim.play import play, whole_session
from tests.sync.sim.seeds import SOME, first_trouble_from, kept, must_be_well, story
from tests.sync.sim.server import Server, ServerDisk
from tests.sync.sim.world import World

PART = 1_250
# What the schedules must come by, or they prove nothing of it.
MET = """
record poison clone prune clock late twice torn busy upgrade parked backup fork replayed
request_lost reply_lost torn_push_refused desk_scrapped backup_forgotten kept_raw again_row base_taken cursor_reset
restore_of_desk restore_of_node restore_of_hub crash_of_desk crash_of_node crash_of_hub hub_restored_below_acknowledged
session_desk_hub session_desk_node session_node_hub Gap_from_hub Gap_from_node Forked_from_hub Forked_from_node
fork_noted_at_the_node fork_taken_back fork_of_the_node's_own_chain cursor_of_the_node_reset
place_said_again fork_before_what_was_pruned shared_view_compared private_view_compared
""".split()


def test_the_seed_asked_for_and_those_that_failed_once_end_well() -> None:
    asked = os.environ.get("TELLER_SIM_SEED")
    if asked:
        print(story(int(asked)))
    must_be_well([*([int(asked)] if asked else []), *kept()["failed"]])


@pytest.mark.parametrize("part", range(4))
def test_what_was_recorded_is_in_the_hub_once_whatever_happened(part: int) -> None:
    must_be_well(range(part * PART, (part + 1) * PART))


def test_the_schedules_come_by_everything_that_can_happen() -> None:
    met: Counter[str] = Counter()
    for seed in range(2_000):
        met.update(+play(seed).seen)
    assert not [what for what in MET if not met[what.replace("_", " ")]], met


def test_a_hub_begun_from_nothing_gets_all_that_a_desk_still_has() -> None:
    world = World(0, sound())
    desk, old, new = world.desks[0], world.hub, Server("new", ServerDisk("new"), True, Counter())
    desk.upgrade()
    for _ in range(12):
        world.record(desk)
    whole_session(world, desk, old)
    old.note_backup("b")
    whole_session(world, desk, old)
    pruned = desk.prune(lambda noun: noun.endswith(("0", "1")))
    assert pruned
    world.record(desk)
    whole_session(world, desk, new)
    assert {event_id for _, event_id in new.disk.known} == set(world.facts) - set(pruned)


def test_a_seed_plays_the_same_each_time() -> None:
    assert story(7) == story(7)


@pytest.mark.long
def test_what_was_recorded_is_in_the_hub_once_in_a_million_schedules() -> None:
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        bad = [seed for seed in pool.map(first_trouble_from, range(10_000, 1_000_000, SOME)) if seed is not None]
    assert not bad, f"{bad}\n{story(bad[0])}"
