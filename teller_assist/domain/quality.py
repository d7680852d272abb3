"""What is said of the service: evaluations, self-checks, inspections, awarded stars. Shared nouns.

A customer's evaluation is requested by the end of a visit, never by choice (51); an inspection scores the nine
attributes of ``domain.md`` (有礼、有节、有度; 规范、快速、准确; 和谐、友善、温馨).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from teller_assist.domain.days import within_a_day
from teller_assist.domain.event import Event, event, is_word

BAD, GOOD = 2, 4  # of 1–5: at most bad, at least good
ATTRIBUTES = (
    "courteous", "restrained", "measured", "standard", "swift", "accurate", "harmonious", "friendly", "warm",
)  # fmt: skip
FORMS = ("inspection", "mystery")

# --- evaluation (满意度评价)


@event("evaluation.requested", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationRequested(Event):
    """By the end of a visit (``by`` visit) or by hand (``by`` hand: shown, and counted apart).

    A visit that was taken up again is asked once more at its real end: the same evaluation, a later request.
    """

    evaluation_id: UUID
    visit_id: UUID
    window_no: str
    teller_no: str
    by: str = "visit"


@event("evaluation.given", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationGiven(Event):
    """``score`` 1–5 pressed ``after_ms`` after the request, at ``device`` (screen, tablet, file).

    The same score again with ``reasons`` says why, and is no further press.
    """

    evaluation_id: UUID
    score: int
    after_ms: int
    device: str
    reasons: tuple[str, ...] = ()


@event("evaluation.handled", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationHandled(Event):
    """What was done about a bad one."""

    evaluation_id: UUID
    outcome: str
    note: str = ""


HANDLED = ("explained", "apologised", "recovered", "unreachable", "unfounded")
ASK_S = 90  # the request stands so long, 90.0 s included; then it is closed as not given
DEVICES = ("screen", "tablet", "file")
BAD_REASONS = ("wait", "attitude", "mistake", "other")
EvaluationEvent = EvaluationRequested | EvaluationGiven | EvaluationHandled


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``score`` 0: not given (yet). ``presses``: how often something was pressed; the first counts."""

    evaluation_id: UUID
    visit_id: UUID
    window_no: str
    teller_no: str
    by: str
    requested_at: datetime
    score: int = 0
    after_ms: int = 0
    device: str = ""
    reasons: str = ""
    presses: int = 0
    handled_at: datetime | None = None
    handled_by: str = ""
    outcome: str = ""
    note: str = ""

    def is_open(self, at: datetime) -> bool:
        """Whether the customer may still press."""
        return not self.score and at - self.requested_at <= timedelta(seconds=ASK_S)

    def is_bad(self) -> bool:
        return 0 < self.score <= BAD


def fold_evaluation(events: Iterable[EvaluationEvent]) -> Evaluation | None:
    """As it now stands; the first press counts."""
    happened = list(events)
    asked = next((e for e in happened if isinstance(e, EvaluationRequested)), None)
    if asked is None:
        return None
    state = Evaluation(asked.evaluation_id, asked.visit_id, asked.window_no, asked.teller_no, asked.by, asked.at)
    for e in happened:
        match e:
            case EvaluationRequested() if not state.score:
                state = replace(state, requested_at=e.at)
            case EvaluationGiven() if not state.score and 1 <= e.score <= 5:
                state = replace(
                    state, score=e.score, after_ms=within_a_day(e.after_ms, 1000), device=e.device,
                    reasons=" ".join(e.reasons), presses=1,
                )  # fmt: skip
            case EvaluationGiven() if e.reasons and e.score == state.score and not state.reasons:
                state = replace(state, reasons=" ".join(e.reasons))
            case EvaluationGiven() if state.score:
                state = replace(state, presses=state.presses + 1)
            case EvaluationHandled() if state.handled_at is None:
                state = replace(state, handled_at=e.at, handled_by=e.staff_no, outcome=e.outcome, note=e.note)
            case _:
                pass
    return state


# --- self-check (七步自查), sampled by seed


@event("selfcheck.given", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class SelfCheckGiven(Event):
    """Steps of the standards that were kept and missed in this visit; both empty: put aside."""

    check_id: UUID
    visit_id: UUID
    kept: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfCheck:
    check_id: UUID
    visit_id: UUID
    kept: str
    missed: str
    at: datetime
    staff_no: str


def fold_selfcheck(events: Iterable[SelfCheckGiven]) -> SelfCheck | None:
    """The last word."""
    state = None
    for e in events:
        state = SelfCheck(e.check_id, e.visit_id, " ".join(e.kept), " ".join(e.missed), e.at, e.staff_no)
    return state


# --- inspection (巡检) and mystery shopper (神秘人)


@event("inspection.recorded", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionRecorded(Event):
    """``scores``: rows [attribute, 1–5]; ``missed``: items of the standards not met; ``photos``: their ids."""

    inspection_id: UUID
    form: str
    teller_no: str
    window_no: str = ""
    scores: tuple[tuple, ...] = ()  # type: ignore[type-arg]
    missed: tuple[str, ...] = ()
    note: str = ""
    photos: tuple[UUID, ...] = ()


@event("inspection.action", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionAction(Event):
    """整改: what is to be mended, by whom, until when."""

    inspection_id: UUID
    what: str
    owner_no: str
    due_on: date


@event("inspection.mended", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionMended(Event):
    """The owner says it is done."""

    inspection_id: UUID
    note: str = ""


@event("inspection.rechecked", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionRechecked(Event):
    """复查 of what was mended, by somebody else: not ``ok`` opens the action again."""

    inspection_id: UUID
    ok: bool
    note: str = ""


@event("inspection.pictured", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionPictured(Event):
    """A picture that was added later, as of what has been mended."""

    inspection_id: UUID
    photo_id: UUID


InspectionEvent = InspectionRecorded | InspectionAction | InspectionMended | InspectionRechecked | InspectionPictured
STAGES = ("recorded", "action", "mended", "closed")


@dataclass(frozen=True, slots=True)
class Inspection:
    """``scores``: "courteous:4 swift:3"; ``missed``: codes, ``photos``: ids, with blanks. ``stage`` of ``STAGES``."""

    inspection_id: UUID
    form: str
    teller_no: str
    window_no: str
    scores: str
    missed: str
    note: str
    photos: str
    at: datetime
    inspector_no: str
    stage: str = "recorded"
    action: str = ""
    owner_no: str = ""
    due_on: date | None = None
    mended_at: datetime | None = None
    mended_by: str = ""
    rechecked_at: datetime | None = None
    rechecked_by: str = ""
    rechecks: int = 0
    last_note: str = ""

    @property
    def points(self) -> dict[str, int]:
        """Attribute -> 1–5; those that were not scored are left out."""
        pairs = (pair.split(":") for pair in self.scores.split())
        return {name: int(score) for name, score in pairs}

    def is_open(self) -> bool:
        """Something is to be mended, or what was mended is to be looked at again."""
        return self.stage in ("action", "mended")

    def is_theirs(self, staff_no: str) -> bool:
        """Who is to mend it, or said that it is: somebody else looks at it again."""
        return staff_no in (self.owner_no, self.mended_by)

    def is_overdue(self, today: date) -> bool:
        """Not mended, and its last day is over."""
        return self.stage == "action" and self.due_on is not None and self.due_on < today


def _scores_text(rows: Iterable[tuple[object, ...]]) -> str:
    """``Inspection.scores``; what is no row of a word and 1–5 is left out."""
    return " ".join(
        f"{row[0]}:{row[1]}"
        for row in rows
        if len(row) == 2 and isinstance(row[0], str) and is_word(row[0]) and type(row[1]) is int and 1 <= row[1] <= 5
    )


def fold_inspection(events: Iterable[InspectionEvent]) -> Inspection | None:
    """As it now stands."""
    happened = list(events)
    first = next((e for e in happened if isinstance(e, InspectionRecorded)), None)
    if first is None:
        return None
    state = Inspection(
        first.inspection_id, first.form, first.teller_no, first.window_no,
        _scores_text(first.scores), " ".join(first.missed), first.note,
        " ".join(map(str, first.photos)), first.at, first.staff_no,
    )  # fmt: skip
    for e in happened:
        match e:
            case InspectionAction() if state.stage != "closed":
                state = replace(state, stage="action", action=e.what, owner_no=e.owner_no, due_on=e.due_on)
            case InspectionMended() if state.stage == "action":
                state = replace(state, stage="mended", mended_at=e.at, mended_by=e.staff_no, last_note=e.note)
            case InspectionRechecked() if state.stage == "mended" and not state.is_theirs(e.staff_no):
                state = replace(
                    state, stage="closed" if e.ok else "action", rechecked_at=e.at, rechecked_by=e.staff_no,
                    rechecks=state.rechecks + 1, last_note=e.note,
                )  # fmt: skip
            case InspectionPictured() if str(e.photo_id) not in state.photos:
                state = replace(state, photos=f"{state.photos} {e.photo_id}".strip())
            case _:
                pass
    return state


# --- photo: a noun of the device that took it; it goes up to the hub, not to the other desks


@event("photo.taken", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoTaken(Event):
    """A picture for an inspection: JPEG as base64, small enough for one event; encrypted where the journal is."""

    photo_id: UUID
    of_id: UUID
    sha256: str
    jpeg: str


@dataclass(frozen=True, slots=True)
class Photo:
    """Without the picture itself: that stays in the journal."""

    photo_id: UUID
    of_id: UUID
    sha256: str
    at: datetime
    staff_no: str


def fold_photo(events: Iterable[PhotoTaken]) -> Photo | None:
    state = None
    for e in events:
        state = Photo(e.photo_id, e.of_id, e.sha256, e.at, e.staff_no)
    return state


# --- stars (星级)


@event("star.awarded", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class StarAwarded(Event):
    """A teller's (``staff`` number) or, with a blank one, the branch's award: 1–5 stars from a day on."""

    award_id: UUID
    teller_no: str
    stars: int
    from_day: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    award_id: UUID
    teller_no: str
    stars: int
    from_day: date
    note: str
    at: datetime
    staff_no: str


def fold_award(events: Iterable[StarAwarded]) -> Award | None:
    state = None
    for e in (e for e in events if 1 <= e.stars <= 5):
        state = Award(e.award_id, e.teller_no, e.stars, e.from_day, e.note, e.at, e.staff_no)
    return state
