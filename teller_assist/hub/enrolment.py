"""How a device gets in: a one-time code for a branch and a role, then a certificate under the hub's key."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from teller_assist.errors import BadInput
from teller_assist.hub import devices, packs, settings, tables
from teller_assist.hub.engine import Hub, about_of
from teller_assist.store.views import time_text
from teller_assist.wire import identity
from teller_assist.wire.joining import Enrol, Enrolled, Rekey, Rekeyed, enrol_text, rekey_text
from teller_assist.wire.messages import Refusal
from teller_assist.wire.signing import verified

_code, _device = tables.code, tables.device
ROLES = (devices.DESK, devices.NODE)
MOST_HOURS = 24 * 31


class Code(NamedTuple):
    """``code`` is shown once and kept nowhere; with the pin of the hub's own TLS certificate where it has one."""

    code: str
    branch_no: str
    role: str
    expires_at: str


def make_code(hub: Hub, branch_no: str, role: str, hours: float, now: datetime) -> Code:
    """A new code. Raises ``BadInput`` for a branch, role or time that cannot be."""
    if not branch_no.strip() or len(branch_no) > 64 or any(s.isspace() or not s.isprintable() for s in branch_no):
        raise BadInput("a code is for one branch: give its number as in the feed, up to 64 signs without blanks")
    if role not in ROLES:
        raise BadInput(f"a device is a desk or a branch node, not {role!r}")
    if not 0 < hours <= MOST_HOURS:
        raise BadInput(f"a code lasts up to {MOST_HOURS} hours")
    code, expires = identity.new_code(settings.noted(hub.data).get("pin", "")), time_text(now + timedelta(hours=hours))
    values = {"branch_no": branch_no, "code_hash": identity.code_hash(code), "role": role, "expires_at": expires}
    with hub.writing() as con:
        _refuse_other(about_of(con), branch_no)
        _refuse_unknown(con, branch_no)
        con.execute(_code.delete().where(_code.c.expires_at < time_text(now - timedelta(days=31))))
        con.execute(_code.insert().values(**values, made_at=time_text(now)))
    return Code(code, branch_no, role, expires)


def enrol(hub: Hub, asked: Enrol, now: datetime) -> Enrolled | Refusal:
    """Lets the device in, if its code is good. Asked again with the same code and key, it answers the same."""
    if not verified(asked.public_key, asked.proof, enrol_text(asked.device, asked.public_key, asked.code)):
        return Refusal("bad_signature", "whoever asks does not hold the key that is to be enrolled")
    try:
        hashed = identity.code_hash(asked.code)
    except BadInput as error:
        return Refusal("bad_code", str(error))
    with hub.writing() as con:
        found: Any = con.execute(_code.select().where(_code.c.code_hash == hashed).with_for_update()).first()
        known = devices.find(con, asked.device, hold=True)
        if asked.role == devices.NODE and about_of(con)["role"] == devices.NODE:
            return Refusal("bad_code", "a branch's node is enrolled at the bank's hub, not at another node")
        if refusal := _refusal(found, known, asked, now):
            return refusal
        ours = (_code.c.branch_no == found.branch_no) & (_code.c.code_hash == hashed)
        con.execute(_code.update().where(ours).values(used_by=asked.device))
        certificate = admit(con, hub, asked, found.branch_no, now)
        return _answer(con, hub, found.branch_no, certificate)


def admit(
    con: Connection, hub: Hub, asked: Any, branch_no: str, now: datetime, *, role: str = "", vouched_by: str = ""
) -> str:
    """The device's certificate, made now unless its present one says the same; a revoked device is let in again."""
    known = devices.find(con, asked.device, hold=True)
    made_at = time_text(now)
    told = (branch_no, role or asked.role, asked.public_key)
    if known and (known.branch_no, known.role, known.public_key) == told and not known.revoked_at:
        made_at = known.certified_at
    elif known and made_at <= known.certified_at:  # our clock was set back: the newer one must still be later
        made_at = time_text(datetime.fromisoformat(known.certified_at) + timedelta(microseconds=1))
    certificate = identity.Certificate(asked.device, *told, made_at)
    devices.learn(con, certificate, vouched_by=vouched_by)
    mine = _device.c.device == asked.device
    con.execute(_device.update().where(mine).values(revoked_at=None, program=asked.program, schema=asked.schema))
    return identity.certify(hub.key, certificate)


def rekey(hub: Hub, asked: Rekey, sender: str, now: datetime) -> Rekeyed | Refusal:
    """A new key for the device that speaks; the old one still holds for rows that a node hands on."""
    if asked.device != sender:
        return Refusal("wrong_sender", "a device changes its own key only")
    if not verified(asked.public_key, asked.proof, rekey_text(asked.device, asked.public_key)):
        return Refusal("bad_signature", "whoever asks does not hold the new key")
    with hub.writing() as con:
        known = devices.find(con, sender, hold=True)
        if known is None:
            return Refusal("unknown_device", f"device {sender} is not enrolled here")
        if not verified(known.public_key, asked.consent, rekey_text(asked.device, asked.public_key)):
            return Refusal("bad_signature", "the device's present key does not agree to the new one")
        later = max(now, datetime.fromisoformat(known.certified_at) + timedelta(microseconds=1)).astimezone(UTC)
        certificate = identity.Certificate(sender, known.branch_no, known.role, asked.public_key, time_text(later))
        devices.learn(con, certificate)
        orders = " ".join(word for word in known.orders if word != "rekey")
        con.execute(_device.update().where(_device.c.device == sender).values(orders=orders))
    return Rekeyed(identity.certify(hub.key, certificate))


def _refuse_other(about: dict[str, str], branch_no: str) -> None:
    """Raises ``BadInput`` on a node for a branch that is not its own."""
    if about["role"] == devices.NODE and about["branch_no"] != branch_no:
        own = about["branch_no"] or "none yet: it is not enrolled"
        raise BadInput(f"this is the node of branch {own}: it lets in desks of its own branch only")


def _refuse_unknown(con: Connection, branch_no: str) -> None:
    """Raises ``BadInput`` for a branch without data where others have some: a slip of the hand enrols no desk."""
    known = sorted(con.scalars(select(tables.generation.c.branch_no).distinct()))
    if known and branch_no not in known:
        some = ", ".join(known[:10]) + (" …" if len(known) > 10 else "")
        raise BadInput(f"no branch {branch_no} in what was loaded last 没有该网点; there are {some}")


def _refusal(found: Any, known: devices.Device | None, asked: Enrol, now: datetime) -> Refusal | None:
    """A used code answers its own device once more, if the first answer was lost; it opens nothing else."""
    if found is None:
        return Refusal("bad_code", "this code is not known here: ask for a new one")
    same = known is not None and known.public_key == asked.public_key and not known.revoked_at
    if found.used_by and not (found.used_by == asked.device and same):
        return Refusal("bad_code", "this code was used before: ask for a new one")
    if found.expires_at < time_text(now):
        return Refusal("bad_code", "this code has expired: ask for a new one")
    if found.role != asked.role:
        return Refusal("bad_code", f"this code is for a {found.role}, not for a {asked.role}")
    return _refusal_of_known(known, asked) if known else None


def _refusal_of_known(known: devices.Device, asked: Enrol) -> Refusal | None:
    """A code lets in, it takes no one's place: a known device keeps its role, and its key until it is revoked."""
    if known.role != asked.role:
        return Refusal("bad_code", f"device {asked.device} is known here as a {known.role}, which does not change")
    if known.public_key != asked.public_key and not known.revoked_at:
        told = f"device {asked.device} is known here under another key: revoke it at the hub first, then enrol it again"
        return Refusal("bad_code", told)
    return None


def _answer(con: Connection, hub: Hub, branch_no: str, certificate: str) -> Enrolled:
    about = about_of(con)
    if about["role"] == devices.NODE:  # the desk is told of the hub that will know it by this node's word
        return Enrolled(
            branch_no, certificate, bytes.fromhex(about["up_key"]), about["incarnation"],
            packs_root=about["up_packs_root"], hub_url=about["up_url"],
        )  # fmt: skip
    return Enrolled(
        branch_no, certificate, hub.key.public, about["incarnation"], about.get(f"node_url {branch_no}", ""),
        packs_root=packs.trusted_root(hub.data),
    )  # fmt: skip
