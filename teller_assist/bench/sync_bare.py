"""The least that writing the ledger's rows costs: the same rows into a table like it, with its indexes, no more."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

from sqlalchemy import select

from teller_assist.bench.sync_hub import Serving
from teller_assist.hub.tables import ledger

Rows = Sequence[tuple[Any, ...]]
_INSERT = "INSERT INTO bare VALUES({})"


def copying(serving: Serving) -> str:
    """What ``copied`` does on this database."""
    return "plain COPY" if serving.hub.postgres else "plain INSERT"


def copied(serving: Serving, batch: int, device: str = "") -> float:
    """Seconds of COPY and COMMIT, so many rows at a time; of one device or all. Rows are read before it begins."""
    return _timed(serving, _rows(serving, device), batch, _copy)


def inserted(serving: Serving, batch: int, device: str = "") -> float:
    """The same by INSERT of many rows and COMMIT."""
    return _timed(serving, _rows(serving, device), batch, _insert)


def _rows(serving: Serving, device: str) -> Rows:
    c = ledger.c
    asked = select(ledger).where(c.again == 0).order_by(c.device, c.epoch, c.seq)
    with serving.hub.reading() as con:
        return [tuple(row) for row in con.execute(asked.where(c.device == device) if device else asked)]


def _timed(serving: Serving, rows: Rows, batch: int, write: Callable[[Any, Rows], None]) -> float:
    if not serving.hub.postgres:
        return _on_file(serving, rows, batch)
    with serving.hub.engine.connect() as con:
        driver: Any = con.connection.driver_connection
        driver.execute("CREATE TABLE bare (LIKE ledger INCLUDING ALL)")
        driver.commit()
        began = perf_counter()
        for at in range(0, len(rows), batch):
            with driver.cursor() as cursor:
                write(cursor, rows[at : at + batch])
            driver.commit()
        took = perf_counter() - began
        driver.execute("DROP TABLE bare")
        driver.commit()
        return took


def _copy(cursor: Any, rows: Rows) -> None:
    with cursor.copy("COPY bare FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(cursor: Any, rows: Rows) -> None:
    cursor.executemany(_INSERT.format(", ".join(["%s"] * len(ledger.columns))), rows)


def _on_file(serving: Serving, rows: Rows, batch: int) -> float:
    """A file of its own, with the pragmas of the hub's."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from teller_assist.store import raw

    file = serving.hub.data / "bare.db"
    con = raw.connect(file, None, cache_mb=32)
    try:
        dialect = sqlite.dialect()
        con.execute(str(CreateTable(ledger).compile(dialect=dialect)))
        for index in sorted(ledger.indexes, key=lambda one: str(one.name)):
            con.execute(str(CreateIndex(index).compile(dialect=dialect)))
        insert = f"INSERT INTO ledger VALUES({', '.join('?' * len(ledger.columns))})"
        began = perf_counter()
        for at in range(0, len(rows), batch):
            con.execute("BEGIN IMMEDIATE")
            con.executemany(insert, rows[at : at + batch])
            con.execute("COMMIT")
        return perf_counter() - began
    finally:
        con.close()
        file.unlink()
