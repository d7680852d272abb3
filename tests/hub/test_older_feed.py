"""A feed of an earlier day than what a branch is given: held until a person releases it."""

from datetime import timedelta
from pathlib import Path

import pytest

from teller_assist.hub import shelf
from teller_assist.hub.engine import open_hub
from teller_assist.hub.publish import publish
from teller_assist.paths import RESOURCES
from tests.hub import small_feed


def _feed(folder: Path, name: str) -> Path:
    someone = {"customer_no": "C1", "name": name, "branch_no": "1001"}
    return small_feed.write_feed(folder, {"customers": [someone]})


def test_yesterdays_feed_does_not_replace_todays_until_it_is_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = open_hub(tmp_path / "hub")
    try:
        today = _feed(tmp_path / "today", "王一")
        monkeypatch.setattr(small_feed, "AS_OF", small_feed.AS_OF - timedelta(days=1))
        before = _feed(tmp_path / "before", "王二")
        (given,) = publish(hub, today, RESOURCES / "packs").outcomes
        (older,) = publish(hub, before, RESOURCES / "packs").outcomes
        assert (given.state, older.state) == ("current", "held")
        assert "older than what is given out" in older.reason
        with hub.writing() as connection:
            assert shelf.release(connection, "1001", older.generation).as_of == "2026-11-21"
        (again,) = publish(hub, today, RESOURCES / "packs").outcomes
        assert again.state == "current"
    finally:
        hub.close()
