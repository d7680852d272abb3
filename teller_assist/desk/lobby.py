"""What the lobby writes down besides tickets: diversions (分流) and incidents (突发事件)."""

from uuid import UUID

from teller_assist.desk.deed import LONGEST_NOTE, Deed, found, new_id, short
from teller_assist.domain.lobby import (
    CHANNELS,
    INCIDENTS,
    RESULTS,
    STEPS,
    Diversion,
    DiversionMade,
    Incident,
    IncidentClosed,
    IncidentReported,
)
from teller_assist.errors import BadInput
from teller_assist.store.states import find

LONGEST_PLACE = 60


def divert(
    deed: Deed, step: int, channel: str, result: str, business_type: str = "", ticket_id: UUID | None = None
) -> Diversion:
    """A customer was shown another way. Raises ``BadInput``."""
    if step not in STEPS:
        raise BadInput(f"{step} is no step of the diversion: 1 at the door, 2 while waiting, 3 at the window")
    for word, words in ((channel, CHANNELS), (result, RESULTS)):
        if word not in words:
            raise BadInput(f"{word!r} is not known here; use one of {', '.join(words)}")
    diversion_id = new_id()
    deed.record(
        DiversionMade, diversion_id=diversion_id, step=step, business_type=business_type, channel=channel,
        result=result, ticket_id=ticket_id,
    )  # fmt: skip
    found = find(deed.con, Diversion, diversion_id)
    assert found is not None
    return found


def report(deed: Deed, what: str, place: str, note: str) -> Incident:
    """Something is out of order. Raises ``BadInput``."""
    if what not in INCIDENTS:
        raise BadInput(f"{what!r} is no incident; use one of {', '.join(INCIDENTS)}")
    if len(place) > LONGEST_PLACE or len(note) > LONGEST_NOTE:
        raise BadInput(f"a place has at most {LONGEST_PLACE} characters, a note {LONGEST_NOTE}")
    incident_id = new_id()
    deed.record(IncidentReported, incident_id=incident_id, what=what, place=place, note=note)
    return existing(deed, incident_id)


def close(deed: Deed, incident_id: UUID, note: str) -> Incident:
    """In order again; said twice it is recorded once. Raises ``NotFound``, ``BadInput``."""
    short(note)
    if existing(deed, incident_id).closed_at is None:
        deed.record(IncidentClosed, incident_id=incident_id, note=note)
    return existing(deed, incident_id)


def existing(deed: Deed, incident_id: UUID) -> Incident:
    """As it now stands. Raises ``NotFound``."""
    return found(deed.con, Incident, incident_id, "incident")
