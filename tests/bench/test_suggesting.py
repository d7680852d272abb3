"""Slates without numpy: every figure is there, and an engine that reshuffles a card gives none."""

from pathlib import Path

import pytest

from teller_assist.bench import suggesting
from teller_assist.bench.desk import Bench
from teller_assist.domain.book import Book, engine_of
from tests.desk.small import make_desk
from tests.domain.making import BRANCH, a_busy_customer, catalogue, packs, situation


def test_the_figures_come_from_a_process_without_numpy(tmp_path: Path) -> None:
    bench = Bench(tmp_path, make_desk(tmp_path / "desk"), None, b"", 1, 7, 7, print, [])  # type: ignore[arg-type]
    figures = suggesting.measure(bench)
    assert all(figure.ratio > 0 for figure in figures)
    told = " | ".join(figure.name for figure in figures)
    for words in ("median, to 1 ms", "p99 of all single runs", "bare loop", "1 MB"):
        assert words in told


def test_a_card_that_is_reshuffled_when_opened_again_stops_the_measuring() -> None:
    """Two openings that differ in a pack stand for an engine that draws anew."""
    book, s = Book(packs(), catalogue(), BRANCH), situation(a_busy_customer())
    suggesting.check(engine_of(book), engine_of(book), s)
    bare = book._replace(products=book.products[:5])
    with pytest.raises(suggesting.Reshuffled, match="C1"):
        suggesting.check(engine_of(book), engine_of(bare), s)


def test_a_process_with_numpy_is_not_measured() -> None:
    with pytest.raises(RuntimeError, match="can be imported"):
        suggesting._without("json")
