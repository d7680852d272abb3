"""What each pack must be, a file a pack: its shape, and what its values mean beside each other."""

from typing import NamedTuple, Protocol

from teller_assist.domain.pack_need import Body, Mistakes, Shape, code, day, table


class Sense(Protocol):
    """Looks at a pack whose shapes are right."""

    def __call__(self, body: Body) -> Mistakes: ...


class Check(NamedTuple):
    shape: Shape
    sense: Sense

    def mistakes(self, body: Body) -> Mistakes:
        """What is wrong with the shapes, and only if nothing is, with what they say."""
        found = list(self.shape(body, ()))
        yield from found or self.sense(body)


def pack(must: dict[str, Shape], may: dict[str, Shape] | None = None) -> Shape:
    """Every pack names its version and the day from which it is in force."""
    return table({"version": code, "effective_from": day, **must}, may)
