"""晨会、夕会: the card that the branch stands around for five minutes. Every line has a number and a source.

The morning looks back on the last business day and ahead to today; the evening looks back on today and ahead to the
next business day. Nobody's name is on it: neither a customer's nor a teller's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from teller_assist.domain.calendar import Calendar
from teller_assist.domain.days import day_at
from teller_assist.domain.differences import differences
from teller_assist.domain.editions import Editions
from teller_assist.domain.lobby import Appointment, Incident
from teller_assist.domain.quality import BAD, GOOD, Evaluation, SelfCheck
from teller_assist.domain.selfcheck import kept_rates
from teller_assist.domain.standards import Standards, bucket_of
from teller_assist.domain.suggestion import Text
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import handling_s, over_limit_s, waiting_s
from teller_assist.domain.word_given import FiledComplaint, Promise

MORNING, EVENING = "morning", "evening"
PARTS = (MORNING, EVENING)
SECTIONS = ("back", "owed", "ahead", "new", "well")
PART_NAMES = {MORNING: Text("晨会", "Morning huddle"), EVENING: Text("夕会", "Evening huddle")}
SECTION_NAMES = {
    "back": Text("回头看", "Looking back"), "owed": Text("还欠着", "Still owed"), "ahead": Text("往前看", "Coming"),
    "new": Text("标准有变", "Standards change"), "well": Text("做得好", "Went well"),
}  # fmt: skip
TYPES = 3  # business types over the limit that are named
SOON = 3  # business days before a complaint's last day that it is on the card
NOTICE_DAYS = 14  # days before a new edition that it is on the card
FRESH_DAYS = 3  # and after
WELL = 0.9  # share within the limit that is worth a word


class Line(NamedTuple):
    """``code`` says what is counted, ``n`` is the count, ``source`` where it is from."""

    section: str
    code: str
    n: int
    text: Text
    source: Text


class HuddleCard(NamedTuple):
    """``back`` and ``ahead``: the days it looks at."""

    part: str
    day: date
    back: date
    ahead: date
    lines: tuple[Line, ...]
    sure: bool = True

    def of(self, section: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.section == section)


@dataclass(frozen=True)
class HuddleMaterial:
    """The branch's states, more days than needed do no harm. ``maturing``: customers with something that matures
    within a week from the card's day on; None where it is not known."""

    visits: Sequence[Visit] = ()
    evaluations: Sequence[Evaluation] = ()
    checks: Sequence[SelfCheck] = ()
    incidents: Sequence[Incident] = ()
    appointments: Sequence[Appointment] = ()
    promises: Sequence[Promise] = ()
    complaints: Sequence[FiledComplaint] = ()
    maturing: int | None = None


_VISITS = Text("来访时钟", "visits' clock")
_EVALUATIONS, _CHECKS = Text("客户评价", "evaluations"), Text("七步自查", "self-checks")
_INCIDENTS, _BOOKED = Text("大堂事件", "incidents"), Text("预约登记", "appointments")
_PROMISES, _COMPLAINTS = Text("承诺登记", "promises"), Text("投诉登记", "complaints")
_STANDARDS, _DATA = Text("服务标准", "standards"), Text("行里数据", "the bank's data")


def days_of(part: str, day: date, calendar: Calendar, branch_no: str = "") -> tuple[date, date]:
    """What it looks back on and ahead to."""
    if part == MORNING:
        return calendar.add_business_days(day, -1, branch_no), day
    return day, calendar.add_business_days(day, 1, branch_no)


def card_of(
    part: str, day: date, told: HuddleMaterial, editions: Editions, calendar: Calendar, branch_no: str = ""
) -> HuddleCard:
    """The card of one huddle. What is nought is left out, but for the waits."""
    back, ahead = days_of(part, day, calendar, branch_no)
    standards = editions.on(back)
    visits = [v for v in told.visits if day_at(v.started_at) == back]
    lines = [
        *_over(visits, standards), *_waits(visits), *_bad(told.evaluations), *_missed(told.checks, back, standards),
        *_incidents(told.incidents, back), *_promises(told.promises, ahead),
        *_complaints(told.complaints, ahead, calendar, branch_no), *_booked(told.appointments, ahead),
        *_maturing(told.maturing), *_new(editions, day), *_well(visits, standards, told, back),
    ]  # fmt: skip
    return HuddleCard(part, day, back, ahead, tuple(lines), calendar.is_known(back) and calendar.is_known(ahead))


def _over(visits: Sequence[Visit], standards: Standards) -> Iterator[Line]:
    """Excused ones do not count: they are nobody's miss."""
    known = [(v, standards.find(v.business_type)) for v in visits if handling_s(v) is not None]
    all_, over = Counter(b.code for _v, b in known if b), Counter(
        b.code for v, b in known if b and over_limit_s(v, standards)
    )  # fmt: skip
    for code, n in sorted(over.items(), key=lambda item: (-item[1], item[0]))[:TYPES]:
        name, of, minutes = standards.business[code].named, all_[code], standards.business[code].minutes
        zh = f"{name.zh}超时 {n} 笔，共 {of} 笔，限时 {minutes} 分"
        yield Line("back", "over", n, Text(zh, f"{name.en}: {n} of {of} over the limit of {minutes} min"), _VISITS)


def _waits(visits: Iterable[Visit]) -> Iterator[Line]:
    waits = [w for w in map(waiting_s, visits) if w is not None]
    if not waits:
        return
    buckets = Counter(map(bucket_of, waits))
    a, b, c, d = (buckets[n] for n in range(4))
    zh = f"等候：10 分以内 {a}，10–20 分 {b}，20–30 分 {c}，30 分以上 {d}"
    en = f"Waits: under 10 min {a}, 10–20 {b}, 20–30 {c}, over 30 {d}"
    yield Line("back", "waits", len(waits), Text(zh, en), _VISITS)


def _bad(evaluations: Iterable[Evaluation]) -> Iterator[Line]:
    """Also those of earlier days: they wait until somebody has spoken with the customer."""
    yield from _counted(
        "back", "bad", sum(0 < e.score <= BAD and e.handled_at is None for e in evaluations),
        ("差评 {n} 个还没有处理", "Bad evaluations not handled yet: {n}"), _EVALUATIONS,
    )  # fmt: skip


def _missed(checks: Iterable[SelfCheck], back: date, standards: Standards) -> Iterator[Line]:
    names = {step.code: step.name for step in standards.steps}
    rates = kept_rates((c for c in checks if day_at(c.at) == back), list(names))
    worst = min(rates, key=lambda r: r.kept - r.of, default=None)
    if worst is not None and worst.kept < worst.of:
        n, of, name = worst.of - worst.kept, worst.of, names[worst.step]
        text = Text(f"自查最常漏“{name.zh}”：{of} 次里 {n} 次", f"Most missed: “{name.en}”, {n} of {of} self-checks")
        yield Line("back", "missed", n, text, _CHECKS)


def _incidents(incidents: Sequence[Incident], back: date) -> Iterator[Line]:
    yield from _counted(
        "back", "incidents", sum(day_at(i.at) == back for i in incidents),
        ("大堂事件 {n} 件", "Incidents in the hall: {n}"), _INCIDENTS,
    )  # fmt: skip
    yield from _counted(
        "owed", "incidents_open", sum(i.closed_at is None for i in incidents),
        ("事件 {n} 件还没有了结", "Incidents still open: {n}"), _INCIDENTS,
    )  # fmt: skip


def _promises(promises: Iterable[Promise], ahead: date) -> Iterator[Line]:
    owed = [p for p in promises if not p.how]
    yield from _counted(
        "owed", "promises_overdue", sum(p.due_on < ahead for p in owed),
        ("承诺 {n} 件已过期", "Promises past their day: {n}"), _PROMISES,
    )  # fmt: skip
    yield from _counted(
        "owed", "promises_due", sum(p.due_on == ahead for p in owed),
        ("承诺 {n} 件当天要兑现", "Promises due that day: {n}"), _PROMISES,
    )  # fmt: skip


def _complaints(
    complaints: Iterable[FiledComplaint], ahead: date, calendar: Calendar, branch_no: str
) -> Iterator[Line]:
    running = [c for c in complaints if c.stage == "open"]
    soon = calendar.add_business_days(ahead, SOON, branch_no)
    yield from _counted(
        "owed", "complaints_overdue", sum(c.due_on < ahead for c in running),
        ("投诉 {n} 件已超 15 个工作日", "Complaints past their 15 business days: {n}"), _COMPLAINTS,
    )  # fmt: skip
    yield from _counted(
        "owed", "complaints_due", sum(ahead <= c.due_on <= soon for c in running),
        ("投诉 {n} 件 3 个工作日内到期", "Complaints due within 3 business days: {n}"), _COMPLAINTS,
    )  # fmt: skip


def _booked(appointments: Iterable[Appointment], ahead: date) -> Iterator[Line]:
    open_ = [a for a in appointments if not a.how and day_at(a.due_at) == ahead]
    cash = [a for a in open_ if a.what == "large_cash"]
    yield from _counted(
        "ahead", "appointments", len(open_) - len(cash), ("预约 {n} 位", "Appointments: {n}"), _BOOKED
    )  # fmt: skip
    own = sum(a.amount_fen for a in cash if a.currency == "CNY") // 100
    wan = f"{own / 10_000:,.1f}".removesuffix(".0")
    yield from _counted(
        "ahead", "cash", len(cash), (f"大额取现 {{n}} 笔，人民币共 {wan} 万", f"{{n}} large withdrawals, CNY {own:,}"),
        _BOOKED,
    )  # fmt: skip


def _maturing(n: int | None) -> Iterator[Line]:
    yield from _counted(
        "ahead",
        "maturing",
        n or 0,
        ("一周内有到期的客户 {n} 位", "Customers with a maturity within a week: {n}"),
        _DATA,
    )


def _new(editions: Editions, day: date) -> Iterator[Line]:
    """An edition that comes soon or has just come, with what it changes."""
    for edition in editions.all:
        before = editions.before(edition)
        near = -FRESH_DAYS <= (edition.from_day - day).days <= NOTICE_DAYS if before is not None else False
        if before is None or not near:
            continue
        changes = differences(before, edition)
        since = edition.from_day.isoformat()
        zh = f"服务标准 {since} 起改 {len(changes)} 处：{edition.why.zh}"
        text = Text(zh, f"Standards from {since}, {len(changes)} changes: {edition.why.en}")
        yield Line("new", "edition", len(changes), text, _STANDARDS)
        for change in changes:
            said = Text(f"{change.of.zh}：{change.what.zh}", f"{change.of.en}: {change.what.en}")
            yield Line("new", "change", 1, said, _STANDARDS)


def _well(visits: Sequence[Visit], standards: Standards, told: HuddleMaterial, back: date) -> Iterator[Line]:
    judged = [v for v in visits if handling_s(v) is not None]
    in_time = sum(not over_limit_s(v, standards) for v in judged)
    if judged and in_time >= WELL * len(judged):
        text = Text(f"限时内办结 {in_time} 笔，共 {len(judged)} 笔", f"{in_time} of {len(judged)} within the limit")
        yield Line("well", "in_time", in_time, text, _VISITS)
    given = [e for e in told.evaluations if e.score and day_at(e.requested_at) == back]
    good = sum(e.score >= GOOD for e in given)
    yield from _counted(
        "well", "good", good, (f"好评 {{n}} 个，共 {len(given)} 个", f"{{n}} good evaluations of {len(given)}"),
        _EVALUATIONS,
    )  # fmt: skip
    kept = sum(p.how == "kept" and not p.is_late() and p.ended_at is not None and day_at(p.ended_at) == back
               for p in told.promises)  # fmt: skip
    yield from _counted("well", "kept", kept, ("按时兑现承诺 {n} 件", "Promises kept in time: {n}"), _PROMISES)


def _counted(section: str, code: str, n: int, form: tuple[str, str], source: Text) -> Iterator[Line]:
    if n:
        yield Line(section, code, n, Text(*(text.format(n=n) for text in form)), source)
