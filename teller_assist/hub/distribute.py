"""``hub distribute``: the ledger over several PostgreSQL servers, where the Citus extension is there.

Every key begins with a device or a branch, so each table is spread by its first column as it is. What belongs
to one device lies on one server, and so does what belongs to one branch; ``about``, ``code`` and ``book`` are on all
of them.
"""

from typing import NamedTuple

from sqlalchemy import text

from teller_assist.errors import Refused
from teller_assist.hub import tables
from teller_assist.hub.engine import Hub
from teller_assist.hub.view_tables import VIEWS

BY_DEVICE = ("device", "old_key", "used_nonce", "chain", "ledger", "seal", "backup")
BY_BRANCH = ("branch_stream", "stream", "placed", "generation", "chunk")
EVERYWHERE = ("about", "code", "book")  # a code is looked for before its branch is known, a book is of many branches


class Distributed(NamedTuple):
    tables: tuple[str, ...]
    already: tuple[str, ...]


def distribute(hub: Hub) -> Distributed:
    """Spreads every table that is not spread yet. Raises ``Refused`` without PostgreSQL or Citus."""
    if not hub.postgres:
        raise Refused("this hub keeps its data in a file: only PostgreSQL with Citus can be distributed")
    with hub.writing() as con:
        offered = con.scalar(text("SELECT count(*) FROM pg_available_extensions WHERE name = 'citus'"))
        if not offered:
            raise Refused(
                "the extension citus is not on this PostgreSQL server: install it, put it into "
                "shared_preload_libraries, restart, and say `hub distribute` again. Nothing was changed"
            )
        con.execute(text("CREATE EXTENSION IF NOT EXISTS citus"))
        there = set(con.scalars(text("SELECT logicalrelid::regclass::text FROM pg_dist_partition")))
        done = []
        for name, key, beside in _plan():
            if name in there:
                continue
            if key is None:
                con.execute(text("SELECT create_reference_table(:name)"), {"name": name})
            else:
                words = {"name": f'"{name}"', "key": key, "beside": beside}
                con.execute(text("SELECT create_distributed_table(:name, :key, colocate_with => :beside)"), words)
            done.append(name)
    return Distributed(tuple(done), tuple(sorted(there)))


def _plan() -> list[tuple[str, str | None, str]]:
    """(table, the column it is spread by, whose rows its rows lie beside). A view lies where its owner's rows do."""
    plan: list[tuple[str, str | None, str]] = [(name, None, "") for name in EVERYWHERE]
    for group, key in ((BY_DEVICE, "device"), (BY_BRANCH, "branch_no")):
        plan += [(name, key, group[0] if name != group[0] else "none") for name in group]
    plan += [(name, "owner", BY_DEVICE[0]) for name in VIEWS]
    assert {name for name, *_ in plan} == set(tables.metadata.tables)
    return plan
