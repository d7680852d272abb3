"""What is told of a customer's complaints and what the branch recorded, as one: the card knows no difference."""

from collections.abc import Sequence

from teller_assist.domain.customer import Complaint, Profile
from teller_assist.domain.days import day_at
from teller_assist.domain.word_given import FiledComplaint


def as_told(filed: FiledComplaint) -> Complaint:
    """The same complaint as a feed would tell it; its subject is a code of ``word_given.SUBJECTS``."""
    closed = day_at(filed.closed_at) if filed.closed_at else None
    return Complaint(str(filed.complaint_id), day_at(filed.filed_at), filed.subject, filed.stage, closed)


def with_recorded(profile: Profile, recorded: Sequence[FiledComplaint]) -> Profile:
    """The profile with both, newest first. One that came back in the feed under its number counts once, and is closed
    once either says so."""
    if not recorded:
        return profile
    told = {c.complaint_no: c for c in profile.complaints}
    for filed in recorded:
        own = as_told(filed)
        known = told.get(own.complaint_no)
        if known is None or known.status != "closed":
            told[own.complaint_no] = own
    newest = sorted(told.values(), key=lambda c: c.complaint_no)
    newest.sort(key=lambda c: c.received_on, reverse=True)
    return profile._replace(complaints=tuple(newest))
