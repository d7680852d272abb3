"""A branch's node over real HTTP, enrolled at a hub."""

from datetime import UTC, datetime
from typing import NamedTuple

from teller_assist.hub import node_duties
from teller_assist.hub.engine import Hub
from teller_assist.hub.enrolment import make_code
from teller_assist.hub.node import Node
from teller_assist.hub.relay import NodeOutbox
from teller_assist.hub.upward import line_up, session
from teller_assist.sync.core import Delivered
from tests.hub.branches import BRANCH
from tests.hub.pushing import Device
from tests.hub.speaking import Speaker


class Below(NamedTuple):
    """A node that is enrolled at ``above`` and serves at ``url``."""

    above: Hub
    hub: Hub
    me: Node
    url: str

    def syncs(self) -> Delivered:
        """A session with the hub and what comes down after it."""
        line = line_up(self.hub, self.me)
        try:
            done = session(line, NodeOutbox(self.hub, self.me, lambda: datetime.now(UTC)))
            if done.welcome is not None:
                node_duties.follow(self.hub, self.me, line, done.welcome)
            return done
        finally:
            line.close()

    def desk(self) -> Speaker:
        """A new desk that speaks to the node."""
        return Speaker(self.url, self.above, Device(BRANCH))

    def code(self) -> str:
        return make_code(self.hub, BRANCH, "desk", 24, datetime.now(UTC)).code
