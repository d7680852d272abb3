"""The hub's views: the desk's view tables with ``owner`` in front of every key and index.

``owner`` is the device, for shared nouns the branch. Nothing but the key is unique here: a device's rows that a desk
would refuse are shown as they fold, so that no event of one desk can hold a push up. Integers are 64 bits wide. An
index of some rows only serves the questions of a window: the hub has none.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

from teller_assist.hub.tables import metadata
from teller_assist.store import tables as desk
from teller_assist.store.views import NOUNS


def _owned(table: Table, into: MetaData) -> Table:
    columns: list[Column[Any]] = [Column("owner", Text, primary_key=True)]
    for c in table.columns:
        kind: Any = BigInteger() if isinstance(c.type, Integer) else c.type
        columns.append(Column(c.name, kind, primary_key=c.primary_key, nullable=c.nullable))
    whole = (index for index in table.indexes if index.dialect_kwargs.get("sqlite_where") is None)
    indexes = sorted(whole, key=lambda index: str(index.name))
    return Table(
        table.name, into, *columns, *(Index(index.name, "owner", *(c.name for c in index.columns)) for index in indexes)
    )


VIEWS = {name: _owned(desk.metadata.tables[name], metadata) for name in NOUNS}
