"""What packs speak of: categories, products by their code, actions."""

from collections.abc import Callable, Iterable
from typing import Any

from teller_assist.domain.pack_need import Mistake, Mistakes, code, near
from teller_assist.domain.product import CATEGORIES
from teller_assist.domain.toml_places import Path


def is_code(target: str) -> bool:
    """A code of the catalogue, which the packs do not have: it is upper case, categories are lower case."""
    return target.isupper()


def category(value: Any, path: Path) -> Mistakes:
    if value not in CATEGORIES:
        yield Mistake(path, f"no category is called {value!r}{near(value, CATEGORIES)}")


def target(value: Any, path: Path) -> Mistakes:
    """A category, or a product's code."""
    wrong = list(code(value, path))
    yield from wrong
    if not wrong and value not in CATEGORIES and not is_code(value):
        yield Mistake(path, f"no category is called {value!r}{near(value, CATEGORIES)}")


def not_spoken_of(targets: Iterable[tuple[Path, str]], known: Callable[[str], bool]) -> Mistakes:
    """Product codes without words of their own in any pack: most likely a slip of the pen."""
    for path, one in targets:
        if is_code(one) and not known(one):
            yield Mistake(path, f"no talk track and no entry of products.toml is for {one!r}: correct the code")
