"""pg_trgm on a PostgreSQL of this machine's own, made for the run and gone after it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from teller_assist.errors import DeskNotReady

_HOW = "install it with: apt-get install postgresql (its contrib modules hold pg_trgm), and the test tools for psycopg"


@contextmanager
def postgres(filled: Any) -> Iterator[Callable[[str], object]]:
    """A search by trigram index over the same joined keys as the other rivals (``filled`` holds them).

    The server listens on a socket in a private folder only. Raises ``DeskNotReady`` if there is none to start.
    """
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise DeskNotReady(f"no PostgreSQL on this machine; {_HOW}")
    try:
        import psycopg
    except ImportError:
        raise DeskNotReady(f"psycopg is not installed; {_HOW}") from None
    at = Path("/tmp") / f"teller-pg-{os.getpid()}"  # a socket's path has at most 107 bytes
    at.mkdir(mode=0o700)
    become = _become(at)

    def run(*words: object) -> None:
        subprocess.run([*become, *map(str, words)], check=True, stdout=subprocess.DEVNULL)

    data = at / "data"
    run(binaries[-1] / "initdb", "-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {at} -h '' -c shared_buffers=512MB -c fsync=off"
    run(binaries[-1] / "pg_ctl", "-D", data, "-w", "-o", options, "-l", at / "log", "start")
    try:
        with psycopg.connect(host=str(at), user="bench", dbname="postgres", autocommit=True) as con:
            _fill(con, filled)
            cursor = con.cursor()

            def search(key: str) -> object:
                escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                cursor.execute(_SEARCH, (f"% {escaped}%",), prepare=True)
                return cursor.fetchall()

            yield search
    finally:
        run(binaries[-1] / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(at, ignore_errors=True)


_SEARCH = "SELECT o, customer_no, name, tier, branch_no FROM person WHERE ks LIKE %s ORDER BY o LIMIT 20"


def _fill(con: Any, filled: Any) -> None:
    con.execute("CREATE EXTENSION pg_trgm")
    con.execute(
        "CREATE TABLE person(o integer PRIMARY KEY, customer_no text, name text, tier text, branch_no text, ks text)"
    )
    rows = filled.execute(
        "SELECT p.o, p.customer_no, p.name, p.tier, p.branch_no, j.ks FROM person p JOIN joined j ON j.o = p.o"
    )
    with con.cursor().copy("COPY person FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    con.execute("CREATE INDEX person_ks ON person USING gin (ks gin_trgm_ops)")
    con.execute("ANALYZE person")


def _become(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then the server runs as the user its package made."""
    if os.name != "posix" or os.getuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]
