"""The care pause (防诈关怀): signs of a scam switch selling off and bring the care script.

Signs are told by the transaction in hand (predicates of ``care.toml``) or seen by the teller. From the threshold on, or
as soon as a teller says so, nothing is offered to this customer for the rest of the day, at any window of the branch,
lifted or not. Every pause is closed with a verdict, so that the pack's false alarms are counted sign by sign.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from teller_assist.domain.event import Event, event
from teller_assist.domain.predicate import Test, compiled
from teller_assist.domain.rules import FACTS
from teller_assist.domain.suggestion import Text

ALERT = "care_pause"  # among a card's alerts
REPORTED = "reported"  # the sign that a teller gives who calls for help and names none
FALSE_ALARM, STOPPED, UNCLEAR = "false_alarm", "stopped", "unclear"
MOST_SIGNS, LONGEST_SIGN = 64, 60  # of a pause; characters of a code, as in a pack
VERDICTS = (FALSE_ALARM, STOPPED, UNCLEAR)


class Sign(NamedTuple):
    """``test`` None: only the teller can see it."""

    code: str
    name: Text
    weight: int
    test: Test | None


_NAMED = {REPORTED: Text("柜员觉得可疑", "Reported by the teller")}


class CarePack(NamedTuple):
    threshold: int
    say: Text
    do: Text
    signs: tuple[Sign, ...]
    questions: tuple[Text, ...]
    version: str

    def told(self, facts: Mapping[str, Any], today: date) -> tuple[str, ...]:
        """Codes of the signs that the transaction in hand shows."""
        return tuple(s.code for s in self.signs if s.test is not None and s.test(facts, today) is True)

    @property
    def seen(self) -> tuple[Sign, ...]:
        """Those that the teller has to look for."""
        return tuple(s for s in self.signs if s.test is None)

    def name(self, code: str) -> Text:
        """What a sign is called; one of an older pack by its code."""
        return next((s.name for s in self.signs if s.code == code), _NAMED.get(code, Text(code, code)))

    def reached(self, codes: Iterable[str]) -> bool:
        """Whether these signs together stop selling."""
        seen = frozenset(codes)
        return sum(s.weight for s in self.signs if s.code in seen) >= self.threshold


def care_of(pack: Mapping[str, Any]) -> CarePack:
    """A pack that says nothing never pauses by itself."""
    signs = tuple(
        Sign(b["code"], Text(*b["name"]), int(b["weight"]), compiled(b["when"], FACTS)[0] if "when" in b else None)
        for b in pack.get("sign", ())
    )
    none = ("", "")
    return CarePack(
        int(pack.get("threshold", 1)), Text(*pack.get("say", none)), Text(*pack.get("do", none)), signs,
        tuple(Text(*b["ask"]) for b in pack.get("question", ())), str(pack.get("version", "")),
    )  # fmt: skip


@event("care.paused", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class CarePaused(Event):
    """Selling has stopped in this visit. ``signs``: codes with blanks between; ``source``: signs | teller. Said
    again in the same visit it adds signs."""

    pause_id: UUID
    visit_id: UUID
    customer_no: str
    signs: str = ""
    source: str = "signs"
    pack: str = ""


@event("care.lifted", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class CareLifted(Event):
    """Verified: ``verdict`` of ``VERDICTS``; ``authorised_by``: the supervisor's staff number."""

    pause_id: UUID
    verdict: str
    authorised_by: str
    note: str = ""


CareEvent = CarePaused | CareLifted


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause as it now stands; ``lifted_at`` None while the customer is being looked after."""

    pause_id: UUID
    visit_id: UUID
    customer_no: str
    signs: str
    source: str
    pack: str
    paused_at: datetime
    staff_no: str
    lifted_at: datetime | None = None
    verdict: str = ""
    authorised_by: str = ""
    note: str = ""


def fold(events: Iterable[CareEvent]) -> Pause | None:
    """The pause as it now stands. The first lift counts."""
    state: Pause | None = None
    for e in events:
        match e:
            case CarePaused() if state is None:
                signs = _signs(e.signs)
                state = Pause(e.pause_id, e.visit_id, e.customer_no, signs, e.source, e.pack, e.at, e.staff_no)
            case CarePaused() if state is not None:
                state = replace(state, signs=_signs(f"{state.signs} {e.signs}"))
            case CareLifted() if state is not None and state.lifted_at is None and e.verdict in VERDICTS:
                state = replace(
                    state, lifted_at=e.at, verdict=e.verdict, authorised_by=e.authorised_by, note=e.note
                )  # fmt: skip
            case _:
                pass
    return state


def _signs(told: str) -> str:
    """Each code once, the first ones: another desk may say what it likes, and every window shows them."""
    codes = (code for code in dict.fromkeys(told.split()) if len(code) <= LONGEST_SIGN)
    return " ".join(islice(codes, MOST_SIGNS))


class Care(NamedTuple):
    """What an engine is told of the day's pause."""

    signs: tuple[str, ...]
    lifted: bool = False


class CareWords(NamedTuple):
    """What the screens say while care goes before selling. ``since``: when the pause began, None while none is
    recorded; ``signs`` and their ``codes`` in one order."""

    codes: tuple[str, ...]
    signs: tuple[Text, ...]
    say: Text
    do: Text
    asks: tuple[Text, ...]
    since: datetime | None = None


def standing(pack: CarePack, care: Care | None, told: Iterable[str]) -> Care | None:
    """The pause that stands now; None: there is none, or it was lifted and nothing new is seen.

    ``care``: what was recorded for the customer today; ``told``: signs of the transaction in hand.
    """
    now = tuple(dict.fromkeys(told))
    if care is not None and not care.lifted:
        return Care(tuple(dict.fromkeys((*care.signs, *now))))
    known = care.signs if care is not None else ()
    return Care(now) if pack.reached(now) and not set(now) <= set(known) else None


def words_of(pack: CarePack, codes: Iterable[str], since: datetime | None) -> CareWords:
    """A pause in the words of the pack."""
    seen = tuple(codes)
    return CareWords(seen, tuple(map(pack.name, seen)), pack.say, pack.do, pack.questions, since)
