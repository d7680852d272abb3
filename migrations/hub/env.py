"""Alembic's way into the hub's database. Imports nothing of ours: connection and metadata are handed in."""

from alembic import context

given = context.config.attributes


def include(thing, name, type_, reflected, compare_to):
    return not (type_ == "table" and name.startswith(("sqlite_", "_alembic")))


# ``transactional_ddl``: SQLite can roll a CREATE back; the default of Alembic says it cannot.
context.configure(
    connection=given["connection"],
    target_metadata=given.get("metadata"),
    transactional_ddl=True,
    transaction_per_migration=False,
    include_object=include,
)
with context.begin_transaction():
    context.run_migrations()
