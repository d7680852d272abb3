"""Packs from the hub to a desk: what is old, run out, mixed or touched is refused, and the present packs stay."""

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import TargetFile, Targets

from teller_assist.domain.packs import NAMES, load_packs
from teller_assist.errors import BadPack, NotFound, Refused
from teller_assist.hub import pack_files, packs
from teller_assist.hub.pack_signing import write_targets
from teller_assist.hub.publications import publications
from teller_assist.paths import RESOURCES
from teller_assist.sync.packs import Packs, PacksRefused, current, update

NOW = datetime.now(UTC)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    packs.init(tmp_path / "hub", tmp_path / "keys", NOW)
    return tmp_path / "hub"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "desk"


def folder(tmp_path: Path, name: str, version: str) -> Path:
    """The program's packs under another version's name."""
    made = tmp_path / name
    shutil.copytree(RESOURCES / "packs", made)
    tiers = made / "tiers.toml"
    old = load_packs(made)["tiers"]["version"]
    tiers.write_text(tiers.read_text("utf-8").replace(f'"{old}"', f'"{version}"', 1), "utf-8")
    return made


def get(hub: Path) -> Callable[[str], bytes | None]:
    return lambda path: packs.served(hub, path)


def held_version(desk: Path) -> str:
    found = current(desk)
    assert found is not None
    return str(load_packs(found)["tiers"]["version"])


def test_a_desk_takes_what_the_hub_published_and_then_nothing_new(
    tmp_path: Path, hub: Path, keys: Path, desk: Path
) -> None:
    one = folder(tmp_path, "one", "one")
    (one / "models").mkdir()
    (one / "models" / "take-up.json").write_text("{}")
    assert packs.current(hub) == RESOURCES / "packs"
    packs.publish(hub, one, keys, NOW)
    assert load_packs(packs.current(hub))["tiers"]["version"] == "one"

    root = packs.trusted_root(hub)
    first = update(desk, get(hub), root, 0)
    assert first == Packs(1, True, root)
    assert held_version(desk) == "one"
    assert (desk / "packs" / "1" / "models" / "take-up.json").read_text() == "{}"
    assert update(desk, get(hub), root, 1) == Packs(1, False, root)

    packs.publish(hub, folder(tmp_path, "two", "two"), keys, NOW)
    assert update(desk, get(hub), root, 1).version == 2
    assert held_version(desk) == "two"


def test_packs_with_a_mistake_are_not_published(tmp_path: Path, hub: Path, keys: Path) -> None:
    wrong = folder(tmp_path, "wrong", "one")
    (wrong / "rules.toml").write_text("version = 1")
    with pytest.raises(BadPack):
        packs.publish(hub, wrong, keys, NOW)
    assert packs.version(hub) == ""


def test_without_the_targets_key_nothing_can_be_published(tmp_path: Path, hub: Path) -> None:
    (tmp_path / "nothing").mkdir()
    with pytest.raises(Refused, match="0 of the 1 targets keys"):
        packs.publish(hub, RESOURCES / "packs", tmp_path / "nothing", NOW)


def test_the_hub_holds_no_key_that_could_sign_packs_and_serves_none(tmp_path: Path, hub: Path, keys: Path) -> None:
    packs.publish(hub, RESOURCES / "packs", keys, NOW)
    names = sorted(path.name.split("-")[0] for path in (hub / "packs" / "keys").iterdir())
    assert names == ["snapshot", "timestamp"]
    for path in (hub / "packs" / "keys").iterdir():
        assert packs.served(hub, f"keys/{path.name}") is None
        assert path.stat().st_mode & 0o077 == 0
    for path in (
        "../hub.key",
        "metadata/../keys/x",
        "metadata//etc/passwd",
        "/etc/passwd",
        "targets",
        "metadata/.x",
        "",
    ):
        assert packs.served(hub, path) is None


@pytest.fixture
def two(tmp_path: Path, hub: Path, keys: Path, desk: Path) -> tuple[Path, str]:
    """A hub with a second publication, which the desk has; the hub's files as they were at the first."""
    packs.publish(hub, folder(tmp_path, "one", "one"), keys, NOW)
    shutil.copytree(hub, tmp_path / "old")
    packs.publish(hub, folder(tmp_path, "two", "two"), keys, NOW)
    root = packs.trusted_root(hub)
    update(desk, get(hub), root, 0)
    return tmp_path / "old", root


def test_an_older_publication_is_refused(desk: Path, two: tuple[Path, str]) -> None:
    old, root = two
    with pytest.raises(PacksRefused, match="older than those seen here"):
        update(desk, get(old), root, 2)
    assert held_version(desk) == "two"


def test_an_older_publication_is_refused_also_when_the_files_that_remember_are_gone(
    desk: Path, two: tuple[Path, str]
) -> None:
    old, root = two
    shutil.rmtree(desk / "packs" / "incoming")
    with pytest.raises(PacksRefused, match="version 1, older than the 2 held"):
        update(desk, get(old), root, 2)
    assert held_version(desk) == "two"


def test_a_timestamp_that_has_run_out_is_refused(tmp_path: Path, keys: Path, desk: Path) -> None:
    past = NOW - timedelta(days=45)
    old = tmp_path / "frozen"
    packs.init(old, tmp_path / "k", past)
    packs.publish(old, RESOURCES / "packs", tmp_path / "k", past)
    with pytest.raises(PacksRefused, match="run out"):
        update(desk, lambda path: pack_files.read(old, path), packs.trusted_root(old), 0)
    assert current(desk) is None
    assert update(desk, get(old), packs.trusted_root(old), 0).version == 1  # the hub renews what it serves


def test_a_server_without_keys_hands_on_what_it_got(tmp_path: Path, hub: Path, keys: Path, desk: Path) -> None:
    past = NOW - timedelta(days=25)
    packs.init(tmp_path / "old", tmp_path / "k", past)
    packs.publish(tmp_path / "old", RESOURCES / "packs", tmp_path / "k", past)
    shutil.rmtree(tmp_path / "old" / "packs" / "keys")
    assert update(desk, get(tmp_path / "old"), packs.trusted_root(tmp_path / "old"), 0).version == 1


def test_parts_of_two_publications_do_not_mix(hub: Path, desk: Path, two: tuple[Path, str], tmp_path: Path) -> None:
    old, root = two
    fresh = tmp_path / "fresh"

    def mixed(path: str) -> bytes | None:
        return packs.served(old if "targets.json" in path or "snapshot" in path else hub, path.replace("2.", "1."))

    with pytest.raises(PacksRefused):
        update(fresh, mixed, root, 0)
    assert current(fresh) is None


@pytest.mark.parametrize("part", ["timestamp.json", "snapshot.json", "targets.json", "tiers.toml"])
def test_a_changed_byte_is_refused(tmp_path: Path, hub: Path, part: str, two: tuple[Path, str]) -> None:
    def touched(path: str) -> bytes | None:
        body = packs.served(hub, path)
        if body is None or not path.endswith(part):
            return body
        place = body.rindex(b"1")
        return body[:place] + b"2" + body[place + 1 :]

    fresh = tmp_path / "fresh"
    with pytest.raises(PacksRefused, match="present packs stay"):
        update(fresh, touched, two[1], 0)
    assert current(fresh) is None


def test_a_missing_file_and_a_file_without_end_are_refused(tmp_path: Path, hub: Path, two: tuple[Path, str]) -> None:
    fresh = tmp_path / "fresh"
    with pytest.raises(PacksRefused, match="did not come whole"):
        update(fresh, lambda path: None if "rules" in path else packs.served(hub, path), two[1], 0)
    with pytest.raises(PacksRefused, match="did not come whole"):
        update(fresh, lambda path: bytes(1 << 20) if "rules" in path else packs.served(hub, path), two[1], 0)
    assert current(fresh) is None


def test_another_bank_s_repository_is_refused(tmp_path: Path, desk: Path, two: tuple[Path, str]) -> None:
    other = tmp_path / "other"
    packs.init(other, tmp_path / "k", NOW)
    packs.publish(other, folder(tmp_path, "three", "three"), tmp_path / "k", NOW)
    with pytest.raises(PacksRefused, match="not signed by enough"):
        update(tmp_path / "fresh", get(other), two[1], 0)
    with pytest.raises(PacksRefused):
        update(desk, get(other), two[1], 2)
    assert held_version(desk) == "two"


@pytest.mark.parametrize("role", ["root", "targets", "snapshot", "timestamp"])
def test_a_desk_follows_a_change_of_keys(
    tmp_path: Path, hub: Path, keys: Path, desk: Path, two: tuple[Path, str], role: str
) -> None:
    before = set(keys.iterdir())
    assert packs.rotate(hub, role, keys, NOW).roots == 2
    packs.publish(hub, folder(tmp_path, "three", "three"), keys, NOW)

    after = update(desk, get(hub), two[1], 2)

    assert held_version(desk) == "three"
    assert after.root == packs.trusted_root(hub) != two[1]
    assert update(tmp_path / "fresh", get(hub), two[1], 0).version == after.version
    if role in ("root", "targets"):  # the old ones alone are worth nothing now
        shutil.rmtree(tmp_path / "k", ignore_errors=True)
        (tmp_path / "k").mkdir()
        for path in before:
            if path.name.startswith(role):
                shutil.copy(path, tmp_path / "k")
        with pytest.raises(Refused, match="keys needed"):
            packs.rotate(hub, role, tmp_path / "k", NOW)


def test_one_root_key_of_three_changes_nothing(tmp_path: Path, hub: Path, keys: Path) -> None:
    (tmp_path / "k").mkdir()
    shutil.copy(next(keys.glob("root-*.pem")), tmp_path / "k")
    with pytest.raises(Refused, match="1 of the 2 root keys"):
        packs.rotate(hub, "root", tmp_path / "k", NOW)
    assert pack_files.newest_root(hub) == 1


def test_a_new_root_that_the_old_one_did_not_sign_is_refused(
    tmp_path: Path, hub: Path, desk: Path, two: tuple[Path, str]
) -> None:
    other = tmp_path / "other"
    packs.init(other, tmp_path / "k", NOW)
    packs.rotate(other, "root", tmp_path / "k", NOW)
    stolen = pack_files.read(other, "metadata/2.root.json")

    def with_it(path: str) -> bytes | None:
        return stolen if path == "metadata/2.root.json" else packs.served(hub, path)

    with pytest.raises(PacksRefused, match="not signed by enough"):
        update(desk, with_it, two[1], 2)
    assert held_version(desk) == "two"


def test_signed_packs_with_a_mistake_are_not_taken_up(
    tmp_path: Path, hub: Path, keys: Path, desk: Path, two: tuple[Path, str]
) -> None:
    """A newer hub may publish what this program does not understand."""
    packs.publish(hub, folder(tmp_path, "three", "three"), keys, NOW)
    targets = pack_files.newest(hub, "targets").signed
    body = b'version = "4"\n'
    made = TargetFile.from_data("rules.toml", body, ["sha256"])
    pack_files.write(hub, f"targets/{made.get_prefixed_paths()[0]}", body)
    at_hand = packs.keys_in(keys, hub / "packs" / "keys")
    write_targets(hub, Targets(version=4, targets={**targets.targets, "rules.toml": made}), at_hand, NOW)

    with pytest.raises(PacksRefused, match=r"signed, but wrong: rules\.toml"):
        update(desk, get(hub), two[1], 2)
    assert held_version(desk) == "two"


def test_what_a_bundle_carries_is_enough(tmp_path: Path, hub: Path, two: tuple[Path, str]) -> None:
    carried = dict(packs.carried(hub, NOW))
    assert update(tmp_path / "fresh", carried.get, two[1], 0).version == 2
    assert held_version(tmp_path / "fresh") == "two"


def test_many_desks_at_the_hour_of_renewal_all_get_the_same_timestamp(tmp_path: Path, hub: Path, keys: Path) -> None:
    packs.publish(hub, folder(tmp_path, "one", "one"), keys, NOW)
    later, together = NOW + timedelta(days=20), threading.Barrier(8)

    def ask(_: int) -> bytes | None:
        together.wait()
        return packs.served(hub, "metadata/timestamp.json", later)

    with ThreadPoolExecutor(8) as desks:
        got = set(desks.map(ask, range(8)))
    assert len(got) == 1
    assert None not in got
    assert pack_files.newest(hub, "timestamp").signed.version == 2


def test_renewals_beside_a_publication_never_undo_it(tmp_path: Path, hub: Path, keys: Path) -> None:
    packs.publish(hub, folder(tmp_path, "one", "one"), keys, NOW)
    two, three = folder(tmp_path, "two", "two"), folder(tmp_path, "three", "three")
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(packs.renew, hub, NOW + timedelta(days=20 + 40 * n)) for n in range(6)]
        made = [pool.submit(packs.publish, hub, one, keys, NOW).result().version for one in (two, three)]
        for one in asked:
            one.result()
    assert sorted(made) == [2, 3]
    assert pack_files.version(hub) == 3


def from_day(made: Path, day: str) -> Path:
    """The same folder, its tiers in force only from that day."""
    tiers = made / "tiers.toml"
    tiers.write_text(
        tiers.read_text("utf-8").replace("effective_from = 2026-11-01", f"effective_from = {day}"), "utf-8"
    )
    return made


def test_packs_of_a_later_day_lie_ready_and_come_into_force_at_its_midnight(
    tmp_path: Path, hub: Path, keys: Path, desk: Path
) -> None:
    day, before = date(2030, 1, 1), date(2029, 12, 31)
    packs.publish(hub, folder(tmp_path, "one", "one"), keys, NOW)
    packs.publish(hub, from_day(folder(tmp_path, "two", "two"), "2030-01-01"), keys, NOW)
    assert packs.version(hub) == "2"
    assert (packs.current(hub, before).name, packs.current(hub, day).name) == ("1", "2")
    assert packs.current(hub).name == "2"
    assert packs.current(hub, date(2026, 10, 31)) == RESOURCES / "packs"
    assert [(p.number, p.from_day, p.in_force) for p in publications(hub, before)] == [
        (2, "2030-01-01", False), (1, "2026-11-01", True),
    ]  # fmt: skip
    assert [p.number for p in publications(hub, day) if p.in_force] == [2]

    assert update(desk, get(hub), packs.trusted_root(hub), 0, before).version == 2
    assert current(desk, before) is None  # it never saw the first one: cards use what their generation carries
    assert current(desk, day) == desk / "packs" / "2"


def test_a_desk_keeps_what_waits_for_its_day_beside_what_is_in_force(
    tmp_path: Path, hub: Path, keys: Path, desk: Path
) -> None:
    day, before = date(2030, 1, 1), date(2029, 12, 31)
    root = packs.trusted_root(hub)

    def bring(made: Path, held: int, on: date) -> list[str]:
        packs.publish(hub, made, keys, NOW)
        assert update(desk, get(hub), root, held, on) == Packs(held + 1, True, root)
        return sorted(one.name for one in (desk / "packs").iterdir() if one.name.isdecimal())

    assert bring(folder(tmp_path, "one", "one"), 0, before) == ["1"]
    assert bring(from_day(folder(tmp_path, "two", "two"), "2030-01-01"), 1, before) == ["1", "2"]
    assert bring(from_day(folder(tmp_path, "three", "three"), "2030-01-01"), 2, before) == ["1", "2", "3"]
    for on, number in ((before, "1"), (day, "3")):
        found = current(desk, on)
        assert found is not None
        assert found.name == number
    (desk / "packs" / "3" / "tiers.toml").write_text("nothing", "utf-8")
    assert current(desk, day) == desk / "packs" / "2"
    assert bring(folder(tmp_path, "four", "four"), 3, day) == ["2", "4"]  # the one before stays: it may be being read
    assert current(desk, day) == desk / "packs" / "4"
    assert update(desk, get(hub), root, 4, day) == Packs(4, False, root)


def test_an_older_publication_is_published_anew_and_the_same_again_is_not(
    tmp_path: Path, hub: Path, keys: Path, desk: Path, two: tuple[Path, str]
) -> None:
    back = packs.rollback(hub, 1, keys, NOW)
    assert (back.version, back.new) == (3, True)
    assert update(desk, get(hub), two[1], 2).version == 3
    assert held_version(desk) == "one"
    before = _files(hub)
    for again in (packs.rollback(hub, 1, keys, NOW), packs.publish(hub, tmp_path / "one", keys, NOW)):
        assert (again.version, again.new) == (3, False)
    assert _files(hub) == before
    for number in (0, 4, -1):
        with pytest.raises(NotFound, match="publication"):
            packs.rollback(hub, number, keys, NOW)
    (tmp_path / "nothing").mkdir()
    with pytest.raises(Refused, match="targets keys"):
        packs.rollback(hub, 2, tmp_path / "nothing", NOW)
    for file in (hub / "packs" / "targets").glob("*.tiers.toml"):
        file.write_text("touched", "utf-8")
    assert packs.publish(hub, tmp_path / "one", keys, NOW).version == 4  # what is no longer whole is written again
    late = packs.publish(hub, tmp_path / "one", keys, NOW + timedelta(days=200))
    assert (late.version, late.new) == (5, True)  # the signature would run out


def test_a_publication_from_before_some_packs_came_can_be_gone_back_to(tmp_path: Path, hub: Path, keys: Path) -> None:
    packs.publish(hub, folder(tmp_path, "one", "one"), keys, NOW)
    (hub / "packs" / "published" / "1" / "care.toml").unlink()
    packs.publish(hub, folder(tmp_path, "two", "two"), keys, NOW)
    assert packs.rollback(hub, 1, keys, NOW).version == 3
    assert "care.toml" not in packs.published(hub).files


def test_no_mistake_is_half_published(tmp_path: Path, hub: Path, keys: Path) -> None:
    wrong = folder(tmp_path, "wrong", "one")
    before = _files(hub)
    for name in NAMES:
        source = (wrong / f"{name}.toml").read_text("utf-8")
        (wrong / f"{name}.toml").write_text(f"{source}\n[nonsense]\n", "utf-8")
        with pytest.raises(BadPack, match=rf"^{name}\.toml, line \d+, column 2: nonsense: unknown entry"):
            packs.publish(hub, wrong, keys, NOW)
        assert _files(hub) == before
        (wrong / f"{name}.toml").write_text(source, "utf-8")
    assert packs.publish(hub, wrong, keys, NOW).version == 1


def _files(hub: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(hub.rglob("*")) if path.is_file()}
