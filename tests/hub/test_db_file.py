"""The ledger's file on a branch's PC: nothing to be read in it without its key, and nobody else's to open."""

import stat
from pathlib import Path

import pytest

from teller_assist.errors import NoKey, Refused
from teller_assist.hub import backups, db_file
from teller_assist.hub.engine import NAME, note_about, open_hub

SECRET = "a customer named Zhang"


def node(data: Path) -> None:
    """A node's folder with a word in its ledger."""
    hub = open_hub(data, role="branch")
    with hub.writing() as con:
        note_about(con, "word", SECRET)
    hub.close()


def test_nothing_of_a_node_can_be_read_off_its_disk(tmp_path: Path) -> None:
    node(tmp_path)
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert SECRET.encode() not in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = open_hub(tmp_path)
    assert again.about()["word"] == SECRET
    again.close()


def test_a_hubs_file_is_its_owners_alone_also_if_it_was_not(tmp_path: Path) -> None:
    open_hub(tmp_path).close()
    (tmp_path / NAME).chmod(0o644)
    open_hub(tmp_path).close()
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert not (tmp_path / db_file.KEY_FILE).exists()


@pytest.mark.parametrize("role", [None, "branch"])
def test_a_node_without_its_key_says_so_and_makes_no_other(tmp_path: Path, role: str | None) -> None:
    node(tmp_path)
    (tmp_path / db_file.KEY_FILE).unlink()
    with pytest.raises(NoKey, match=r"node\.key is gone"):
        open_hub(tmp_path, role=role)
    assert not (tmp_path / db_file.KEY_FILE).exists()


def test_a_plain_file_does_not_become_a_nodes(tmp_path: Path) -> None:
    open_hub(tmp_path).close()
    with pytest.raises(Refused, match="not encrypted"):
        open_hub(tmp_path, role="branch")


def test_a_nodes_backup_is_under_the_same_key_and_opens(tmp_path: Path) -> None:
    node(tmp_path / "node")
    hub = open_hub(tmp_path / "node")
    backups.make(hub, tmp_path / "copy.db")
    hub.close()
    assert SECRET.encode() not in (tmp_path / "copy.db").read_bytes()
    (tmp_path / "copy.db").replace(tmp_path / "node" / NAME)
    for beside in ("-wal", "-shm"):
        (tmp_path / "node" / f"{NAME}{beside}").unlink(missing_ok=True)
    again = open_hub(tmp_path / "node")
    assert again.about()["word"] == SECRET
    again.close()
