"""A load never puts a new key in the place of one that is lost or wrong."""

from pathlib import Path

import pytest

from teller_assist.errors import NoKey, WrongKey
from teller_assist.hub.loading import load_feed
from teller_assist.store.engine import Work
from teller_assist.store.keyfile import NAME, KeyFile
from tests.hub.small_feed import write_feed

PEOPLE = [{"customer_no": "C1", "name": "欧阳娜"}, {"customer_no": "C2", "name": "单雄"}]


def test_a_lost_or_wrong_key_stops_the_load_and_everything_stays(tmp_path: Path) -> None:
    feed, data = write_feed(tmp_path / "feed", {"customers": PEOPLE}), tmp_path / "desk"
    load_feed(feed, data)
    key = data / NAME
    kept = key.read_text("ascii")
    Work(data / "work.db", KeyFile(key).key()).close()
    newer = write_feed(tmp_path / "newer", {"customers": PEOPLE[:1]})
    pointer = (data / "snapshot").read_text("utf-8")
    key.unlink()
    with pytest.raises(NoKey, match="backup"):
        load_feed(newer, data)
    assert not key.exists()
    KeyFile(key).create()
    with pytest.raises(WrongKey, match=r"work\.db"):
        load_feed(newer, data)
    assert (data / "snapshot").read_text("utf-8") == pointer
    key.write_text(kept, "ascii")
    assert load_feed(newer, data).customers == 1
