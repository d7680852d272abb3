"""Values as JSON has them, for canonical bytes."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """Enums by their value, times as ISO text, sets sorted, tuples as lists; ``NamedTuple`` as a list of its fields."""
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case frozenset() | set():
            return sorted(plain(v) for v in value)
        case tuple() | list():
            return [plain(v) for v in value]
    return value
