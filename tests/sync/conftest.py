"""A desk's work.db, made once for all tests here; a hub, an enrolled desk and a stick between them."""

from tests.store.conftest import fresh
from tests.sync.sticks import desk, hub, stick

__all__ = ["desk", "fresh", "hub", "stick"]
