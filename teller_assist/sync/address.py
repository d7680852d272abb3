"""Where a server is, and by what it is known: plain HTTP to this machine only, else TLS.

A hub without a certificate of an authority is known by a *pin*, the beginning of its certificate's SHA-256 in hex.
The pin comes with the enrolment code (``CODE.PIN``) or the address (``https://10.1.2.3:8443#PIN``). At the first
contact the certificate is fetched, compared with the pin and kept whole; from then on only that one is believed.
Its dates are not looked at: a desk with a wrong clock must reach its hub to be told so.
"""

import socket
import ssl
from hashlib import sha256
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from teller_assist.errors import BadInput, Refused, Unreachable

CONNECT_SECONDS = 5.0
PIN_DIGITS = 16  # at least; 64 bits are beyond anyone who has to find a second certificate for them
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME of OpenSSL; Python has no name for it


class Address(NamedTuple):
    """``base`` without path and end stroke; ``pin`` "" where an authority vouches, or for this machine itself."""

    base: str
    host: str
    port: int
    pin: str

    @property
    def tls(self) -> bool:
        return self.base.startswith("https:")


def address_of(url: str, pin: str = "") -> Address:
    """Reads ``http(s)://host[:port][#pin]``. Raises ``BadInput`` for anything else and for plain HTTP elsewhere."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.path.strip("/") or parts.query:
        raise BadInput(f"{url!r} is no address of a hub: write https://host:port")
    if parts.scheme == "http" and not _this_machine(host):
        raise BadInput(f"{url}: without TLS only this machine itself is spoken to: write https://")
    pin = (parts.fragment or pin).lower()
    if pin and (len(pin) < PIN_DIGITS or not set(pin) <= set("0123456789abcdef")):
        raise BadInput(f"{url}: the pin {pin!r} must be {PIN_DIGITS} hex digits or more, as `hub code` shows it")
    port = port or (443 if parts.scheme == "https" else 80)
    named = f"[{host}]" if ":" in host else host
    return Address(f"{parts.scheme}://{named}:{port}", host, port, pin)


def pinned(address: Address) -> str:
    """The server's certificate (PEM) if it is the pinned one, "" without TLS or pin.

    Raises ``Unreachable``, and ``Refused`` where another certificate is shown.
    """
    if not address.tls or not address.pin:
        return ""
    look = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    look.check_hostname, look.verify_mode = False, ssl.CERT_NONE  # nothing is sent; only the certificate is looked at
    try:
        with (
            socket.create_connection((address.host, address.port), CONNECT_SECONDS) as plain,
            look.wrap_socket(plain, server_hostname=address.host) as line,
        ):
            shown = line.getpeercert(binary_form=True) or b""
    except (OSError, ValueError) as error:
        raise Unreachable(f"no connection to {address.base}: {error}") from None
    if not sha256(shown).hexdigest().startswith(address.pin):
        raise Refused(
            f"{address.base} shows another certificate than the one it was entered with: nothing was sent to it. "
            "If the bank has changed it, enrol this desk again with a new code"
        )
    return ssl.DER_cert_to_PEM_cert(shown)


def context_of(address: Address, certificate: str) -> ssl.SSLContext | bool:
    """What TLS believes: the kept ``certificate`` (PEM) alone, else this machine's authorities. True without TLS."""
    if not address.tls:
        return True
    if not certificate:
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # its name is the pin
    context.load_verify_locations(cadata=certificate)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


def _this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
