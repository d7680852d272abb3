"""What a pack must be, by its name. A new pack is a file in ``resources/packs``, one in ``checks`` and a line here."""

from collections.abc import Mapping

from teller_assist.domain.checks import Check
from teller_assist.domain.checks.bundles import BUNDLES
from teller_assist.domain.checks.calendar import CALENDAR
from teller_assist.domain.checks.care import CARE
from teller_assist.domain.checks.knowledge import KNOWLEDGE
from teller_assist.domain.checks.names import NAMES
from teller_assist.domain.checks.priors import PRIORS
from teller_assist.domain.checks.products import PRODUCTS
from teller_assist.domain.checks.rules import RULES
from teller_assist.domain.checks.scenarios import SCENARIOS
from teller_assist.domain.checks.segments import SEGMENTS
from teller_assist.domain.checks.standards import STANDARDS
from teller_assist.domain.checks.talk_tracks import TALK_TRACKS
from teller_assist.domain.checks.tiers import TIERS

CHECKS: Mapping[str, Check] = {
    "tiers": TIERS,
    "rules": RULES,
    "priors": PRIORS,
    "talk_tracks": TALK_TRACKS,
    "names": NAMES,
    "standards": STANDARDS,
    "calendar": CALENDAR,
    "products": PRODUCTS,
    "segments": SEGMENTS,
    "scenarios": SCENARIOS,
    "bundles": BUNDLES,
    "care": CARE,
    "knowledge": KNOWLEDGE,
}
