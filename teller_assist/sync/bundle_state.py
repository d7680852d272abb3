"""Which bundles down are taken: for this device, of its hub, whole, not expired, and newer than those read before."""

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from teller_assist.store.rows import time_of
from teller_assist.wire.bundle import BadBundle, Bundle, BundleRefused, Header
from teller_assist.wire.bundle_keys import hub_name, identity_of
from teller_assist.wire.signing import DeviceKey


class Known(NamedTuple):
    """What a device remembers of bundles: the last written, of each incarnation of the hub the last read, which
    incarnation is the present one, and when the newest bundle down was made."""

    written: int = 0
    read: dict[str, int] = {}  # noqa: RUF012 - never changed in place
    incarnation: str = ""
    made_at: str = ""

    @classmethod
    def of(cls, text: str) -> "Known":
        return cls(**json.loads(text)) if text else cls()

    def text(self) -> str:
        return json.dumps(self._asdict())

    def heard(self) -> int:
        return self.read.get(self.incarnation, 0)

    def after(self, header: Header, wholly: bool) -> "Known":
        """With one more read; what was not wholly taken may be read again."""
        read = {**self.read, header.incarnation: header.number} if wholly else self.read
        return Known(max(self.written, header.heard), read, header.incarnation, header.made_at)


def opened(file: Path, device: str, key: DeviceKey, hub_key: bytes, now: datetime) -> Bundle:
    """The bundle down in ``file``. Raises ``BadBundle``, ``BundleRefused``."""
    found = Bundle.of_file(file, identity_of(key.raw))
    header = found.header
    if header.kind != "down":
        raise BundleRefused("a bundle for the hub, not for a desk: read it there")
    if header.addressee != device:
        raise BundleRefused(f"the bundle is for desk {header.addressee}: nothing was taken; carry it there")
    if header.sender != hub_name(hub_key):
        raise BundleRefused("the bundle is of another hub than this desk's: nothing was taken")
    found.check(hub_key)
    if time_in(header.expires_at) < now:
        raise BundleRefused(
            f"the bundle expired on {header.expires_at[:10]} and today is {now:%Y-%m-%d} by this machine's clock: "
            "nothing was taken; have a new one written (`teller-assist bundle write` on the hub)"
        )
    return found


def old(header: Header, known: Known) -> str:
    """Why a bundle down is not taken: there has been this one or a newer one. "" if it is new."""
    last = known.read.get(header.incarnation, 0)
    if header.number == last:
        return f"bundle {header.number} was read before: nothing changed"
    if header.number < last:
        return f"bundle {header.number} is older than {last}, which was read already: nothing changed"
    if last and header.incarnation != known.incarnation:
        return "the bundle was made before the hub was restored, and a newer one was read: nothing changed"
    return ""


def time_in(text: str) -> datetime:
    """A time of a header. Raises ``BadBundle``."""
    try:
        return time_of(text)
    except ValueError:
        raise BadBundle(f"{text!r} in the bundle is no time: have it written again") from None
