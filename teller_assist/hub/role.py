"""Whether this folder is the bank's hub or a branch's node: settled at its first ``hub serve``."""

from sqlalchemy import select

from teller_assist.errors import Refused
from teller_assist.hub import tables
from teller_assist.hub.devices import NODE
from teller_assist.hub.engine import Hub, about_of, note_about


def settle(hub: Hub, role: str | None) -> str:
    """The role as asked for, else as it is. A node's is kept by its enrolment alone: one that fails leaves the folder
    as it was. Raises ``Refused`` where devices are known already in another role."""
    with hub.writing() as con:
        present = about_of(con)["role"]
        if role is None or role == present:
            return present
        if con.execute(select(tables.device.c.device).limit(1)).first() is not None:
            raise Refused(f"this folder serves as {present} and knows devices: use another data folder for a {role}")
        if role != NODE:
            note_about(con, "role", role)
    return role
