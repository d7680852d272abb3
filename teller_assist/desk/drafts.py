"""Packs that are not in force: a folder of drafts, checked whole before anything is made with it."""

from pathlib import Path
from typing import Any

from teller_assist.domain.book import Book
from teller_assist.domain.packs import load_packs
from teller_assist.errors import BadInput
from teller_assist.paths import RESOURCES


def packs_in(folder: Path) -> dict[str, dict[str, Any]]:
    """Every pack of a folder, those that it lacks as this program ships them. Raises ``BadInput``, ``BadPack``."""
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder: give the one in which the packs lie")
    return load_packs(folder, usual=RESOURCES / "packs")


def with_packs(book: Book, packs: dict[str, dict[str, Any]]) -> Book:
    """The same catalogue, branch and model with other packs."""
    return book._replace(packs=packs)
