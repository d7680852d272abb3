"""How this desk is bound to its hub and node: one text a key, in ``work.db`` and so encrypted.

| key | value |
|---|---|
| hub_url, node_url | https://… |
| hub_key | the hub's public key: hex |
| device_key | this device's private key: hex |
| device_key_next | a new device key whose certificate has not come yet |
| certificate, branch_no | what the enrolment gave |
| tls_pin, node_tls_pin | the pinned certificate (PEM) of hub and node, "" where an authority vouches |
| fallback | hub, wait: what to do while the node is silent |
| packs_held, pruned_on | the packs' version taken up; the day of the last pruning |
| forgotten_before | older events of shared nouns that go with time were here and have gone (``store/prune.py``) |
| packs_root, packs_held | the packs' trusted root (TUF JSON), the highest version ever taken |
| bundle | JSON of what was written and read by stick (``sync/bundle_state.py``) |
| role | of the server last met: hub, branch |
| incarnation hub, incarnation branch | whose ledger answered last, of each |
| cursor hub, cursor branch | pos:check in hex, of each one's stream |
| server_skew_ms | this clock minus the server's at the last hello |
| lease, slot, orders, packs | as the last welcome said; orders with blanks |
| offer | JSON of the last welcome's offer, "" none |
| oldest_program | below it the server takes nothing |

The functions take the driver's connection: the reading one, or a session's ``con`` to write in its transaction.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

_PUT = "INSERT INTO link(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"


def get(con: "Connection", key: str) -> str:
    """The value; "" where there is none."""
    row = con.execute("SELECT value FROM link WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def get_all(con: "Connection") -> dict[str, str]:
    """Every key that is set."""
    return dict(con.execute("SELECT key, value FROM link"))


def put(con: "Connection", key: str, value: str) -> None:
    """Sets one key, in the caller's transaction."""
    con.execute(_PUT, (key, value))


def put_all(con: "Connection", values: Mapping[str, str]) -> None:
    """Sets several keys, in the caller's transaction."""
    con.executemany(_PUT, values.items())


def drop(con: "Connection", *keys: str) -> None:
    """Takes keys away, in the caller's transaction."""
    con.executemany("DELETE FROM link WHERE key = ?", [(key,) for key in keys])
