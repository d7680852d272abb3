"""Packs from the hub to a desk: what is old, run out, mixed or touched is refused, and the present packs stay."""

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import TargetFile, Targets

from teller_assist.domain.packs import load_packs
from teller_assist.errors import BadPack, Refused
from teller_assist.hub import pack_files, packs
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
    packs._write_targets(hub, Targets(version=4, targets={**targets.targets, "rules.toml": made}), at_hand, NOW)

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
