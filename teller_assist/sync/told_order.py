"""The order of a generation's customers, from the base's and what the lines say of it."""

from array import array
from collections.abc import Iterator, Sequence


class Order:
    """Ordinals count from 1. Those who are neither gone nor put anywhere keep their order among themselves."""

    def __init__(self, base: Sequence[str], customers: int) -> None:
        self._base = base
        self._new: list[str | None] = [None] * customers
        self._left: set[str] = set()
        self._o: dict[str, int] = {}

    def leave(self, numbers: Sequence[str]) -> None:
        self._left.update(numbers)

    def put(self, o: int, numbers: Sequence[str]) -> None:
        """These stand at ``o`` and after it. Raises ``ValueError`` where there is no such place."""
        if not 1 <= o <= o - 1 + len(numbers) <= len(self._new):
            raise ValueError(f"no place {o} for {len(numbers)} customers")
        self._new[o - 1 : o - 1 + len(numbers)] = numbers
        self._left.update(numbers)

    def place(self, number: str) -> int:
        """Raises ``ValueError`` if the order does not come to so many customers, ``KeyError`` for an unknown one."""
        if not self._o:
            self.close()
        return self._o[number]

    def close(self) -> None:
        """No more is said of the order."""
        if self._o:
            return
        staying = (number for number in self._base if number not in self._left)
        order = [number if number is not None else next(staying, None) for number in self._new]
        self._o = {number: o for o, number in enumerate(order, 1) if number is not None}
        if len(self._o) != len(order) or next(staying, None) is not None:
            raise ValueError(f"the order is not of {len(order)} customers")
        self._now = array("I", [self._o.get(number, 0) for number in self._base])
        self._new.clear()

    def now(self, old: int) -> int:
        """The ordinal that the base's ``old`` has now. Raises ``ValueError`` if that customer is gone."""
        if not (o := self._now[old - 1]):
            raise ValueError("an answer names a customer who is gone")
        return o

    def moves(self) -> Iterator[tuple[int, int]]:
        """(new, old) of everyone who was in the base, in the new order."""
        return iter(sorted((new, old) for old, new in enumerate(self._now, 1) if new))
