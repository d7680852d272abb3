"""The files the simulator runs: as they are, or with one mistake planted. Each run has its own copies of them."""

import builtins
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from teller_assist.sync import core, intake
from tests.sync.sim import desk, node, server
from tests.sync.sim.things import remembered_link

SOURCES = {m.__name__: Path(str(m.__file__)) for m in (core, intake, desk, server, node)}
SHORT = {path.stem: name for name, path in SOURCES.items()}


class Parts(NamedTuple):
    core: Any
    intake: Any
    desk: Any
    server: Any
    node: Any


def parts(file: str = "", *changes: tuple[str, str]) -> Parts:
    """Copies of the files; in ``file`` the one place that reads ``old`` reads ``new``, for each (old, new).

    Raises ``ValueError`` if ``old`` is not there exactly once: the mistake would no longer be planted.
    """
    made: dict[str, ModuleType] = {}

    def imported(name: str, *args: Any) -> Any:
        return made.get(name) or builtins.__import__(name, *args)

    for name, path in SOURCES.items():
        source = path.read_text(encoding="utf-8")
        for old, new in changes if SHORT.get(file) == name else ():
            if source.count(old) != 1:
                raise ValueError(f"{old!r} stands {source.count(old)} times in {path.name}")
            source = source.replace(old, new)
        module = ModuleType(name)
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": imported}
        exec(compile(source, f"{path.name}, as simulated", "exec"), module.__dict__)
        made[name] = module
    made[intake.__name__].__dict__["link"] = remembered_link
    return Parts(*made.values())


@cache
def sound() -> Parts:
    """The files as they are."""
    return parts()
