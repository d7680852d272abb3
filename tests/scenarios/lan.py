"""A branch's network: a hub, a node and two desks, each with an address of its own and a cable that can be pulled.

Where the kernel allows it (Linux, root, iproute2) every machine is a network namespace: the desks and the node on one
bridge, the hub behind a line of its own. Elsewhere all are on 127.0.0.1 and the cut is the hub's process stopped.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.scenarios.hubs import free_port

MACHINES = ("hub", "node", "one", "two")
LAN = {"node": "10.77.1.1", "one": "10.77.1.11", "two": "10.77.1.12"}
HUB, NODE_UP = "10.77.2.2", "10.77.2.1"


@dataclass
class Network:
    """``prefix`` is what a command is begun with to run on that machine; ``host`` where that machine listens."""

    spaces: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    @property
    def real(self) -> bool:
        return bool(self.spaces)

    def prefix(self, machine: str) -> Sequence[str]:
        return ("ip", "netns", "exec", self.spaces[machine]) if self.real else ()

    def host(self, machine: str) -> str:
        return {**LAN, "hub": HUB}[machine] if self.real else "127.0.0.1"

    def port(self, machine: str) -> int:
        return 8443 if self.real else self.ports.setdefault(machine, free_port())

    def url(self, machine: str) -> str:
        return f"{'https' if self.real else 'http'}://{self.host(machine)}:{self.port(machine)}"

    @contextmanager
    def cut(self, hub_pid: int) -> Iterator[None]:
        """The line between branch and hub is dead: what is sent into it is never answered."""
        if self.real:
            _ip("-n", self.spaces["hub"], "link", "set", "wan", "down")
        else:
            os.kill(hub_pid, signal.SIGSTOP)
        try:
            yield
        finally:
            if self.real:
                _ip("-n", self.spaces["hub"], "link", "set", "wan", "up")
                _ip("-n", self.spaces["hub"], "route", "replace", "10.77.1.0/24", "via", NODE_UP)
            else:
                os.kill(hub_pid, signal.SIGCONT)


@contextmanager
def network() -> Iterator[Network]:
    """Machines of this test run alone; taken down at the end."""
    name = f"ta{os.getpid()}"
    made = Network({machine: f"{name}-{machine}" for machine in MACHINES}) if _allowed(name) else Network()
    try:
        if made.real:
            _wire(made.spaces)
        yield made
    finally:
        for space in made.spaces.values():
            subprocess.run(["ip", "netns", "del", space], capture_output=True, check=False)


def _wire(spaces: dict[str, str]) -> None:
    for space in spaces.values():
        _ip("netns", "add", space)
        _ip("-n", space, "link", "set", "lo", "up")
    node = spaces["node"]
    _ip("-n", node, "link", "add", "lan", "type", "bridge")
    _ip("-n", node, "addr", "add", f"{LAN['node']}/24", "dev", "lan")
    _ip("-n", node, "link", "set", "lan", "up")
    for desk in ("one", "two"):
        _ip("link", "add", "eth0", "netns", spaces[desk], "type", "veth", "peer", "name", desk, "netns", node)
        _ip("-n", node, "link", "set", desk, "master", "lan", "up")
        _ip("-n", spaces[desk], "addr", "add", f"{LAN[desk]}/24", "dev", "eth0")
        _ip("-n", spaces[desk], "link", "set", "eth0", "up")
        _ip("-n", spaces[desk], "route", "add", "default", "via", LAN["node"])
    _ip("link", "add", "wan", "netns", spaces["hub"], "type", "veth", "peer", "name", "wan", "netns", node)
    for space, address in ((spaces["hub"], HUB), (node, NODE_UP)):
        _ip("-n", space, "addr", "add", f"{address}/24", "dev", "wan")
        _ip("-n", space, "link", "set", "wan", "up")
    _ip("-n", spaces["hub"], "route", "add", "10.77.1.0/24", "via", NODE_UP)
    subprocess.run(
        ["ip", "netns", "exec", node, sys.executable, "-c", "open('/proc/sys/net/ipv4/ip_forward','w').write('1')"],
        check=True,
    )


def _allowed(name: str) -> bool:
    """True if this machine lets us make network namespaces with a bridge."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    probe = f"{name}-probe"
    tried = (["netns", "add", probe], ["-n", probe, "link", "add", "lan", "type", "bridge"])
    able = all(subprocess.run(["ip", *words], capture_output=True, check=False).returncode == 0 for words in tried)
    subprocess.run(["ip", "netns", "del", probe], capture_output=True, check=False)
    return able


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)
