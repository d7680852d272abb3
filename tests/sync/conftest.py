"""A desk's work.db, made once for all tests here."""

from tests.store.conftest import fresh

__all__ = ["fresh"]
