"""One sync of this desk: over node or hub, one sender at a time, and what follows from the welcome.

A kill at any moment is harmless: every step is one transaction or one rename, and the next sync begins by asking.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from teller_assist.domain.days import day_at
from teller_assist.errors import Expected, Refused, Unreachable
from teller_assist.store import engine, link, sync_runs
from teller_assist.store.chains import waiting_at_node
from teller_assist.store.journal import unsent
from teller_assist.sync.core import Delivered, Session, deliver
from teller_assist.sync.duties import Duties
from teller_assist.sync.fetch import held
from teller_assist.sync.http import Line
from teller_assist.sync.lock import Sending, only_sender
from teller_assist.sync.sender import BRANCH, HUB, Sender
from teller_assist.wire.messages import Ack, Hashes, Hello, Pull, Push, Reconcile, Reply, Request

Report = Callable[[str, int, int], None]  # step, done, of how many (0: not known yet)

PASSING = frozenset({"lost", "busy", "restless"})  # troubles that go by themselves
FINAL = frozenset({"revoked", "too_old", "too_new"})  # the hub's word on it counts, also against its nodes'
ORDERS = frozenset({"wipe", "rekey"})  # obeyed at the hub only
REFUSED = frozenset(
    {
        "other_server",
        "other_certificate",
        "revoked",
        "too_old",
        "too_new",
        "unknown_device",
        "bad_signature",
        "wiped",
        "refused",
    }
)
SENTENCES = {
    "lost": "no answer; what is recorded stays here and goes with the next sync",
    "busy": "the server is busy; what is recorded stays here and goes with the next sync",
    "restless": "the server changed its mind too often; what is recorded stays here and goes with the next sync",
    "bad_message": "the server answered what does not belong here; nothing is lost; tell whoever runs the hub",
    "revoked": "the hub has revoked this desk; nothing is lost, the records stay here: enrol again with a new code",
    "unknown_device": "the server does not know this desk; nothing is lost: enrol again with a new code",
    "bad_signature": "the server does not know this desk's key; nothing is lost: enrol again with a new code",
    "other_server": "who answers at the node's address is not the branch's node: tell whoever runs it",
    "other_certificate": "somebody else may be answering in place of the server; nothing was sent",
    "too_old": "the hub takes nothing from this old version; nothing is lost: install the new one, then sync again",
    "too_new": "the hub is older than this program and is upgraded first; nothing is lost",
    "cancelled": "ended on request; what was delivered stays delivered",
}  # fmt: skip
_STEPS: dict[type, str] = {
    Hello: "hello", Hashes: "hello", Push: "push", Pull: "pull", Reconcile: "reconcile",
}  # fmt: skip


class Cancelled(Exception):
    """Whoever started the sync has asked it to end."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a sync came to. ``trouble``: "" or the key of what ended it early, or of what did not come after it
    (``data``, ``packs``). ``generation`` is the one in use now. ``skew_seconds``: this clock minus the server's.
    ``waiting_at_node``: rows that the node has taken and the hub, as last heard, has not."""

    pushed: int = 0
    acknowledged: int = 0
    parked: int = 0
    pulled: int = 0
    generation: str = ""
    reconciled: bool = False
    unsent: int = 0
    skew_seconds: int = 0
    via: str = ""
    trouble: str = ""
    sentence: str = ""
    retry_after: int = 0
    differ: tuple[tuple[str, str, int, int], ...] = ()
    waiting_at_node: int = 0

    @property
    def delivered(self) -> bool:
        """Everything recorded is above, both ends count the same, and nothing else is amiss."""
        return not self.trouble and self.reconciled and self.unsent == 0

    def json(self) -> dict[str, Any]:
        """As ``sync --json`` prints it."""
        names = (
            "pushed", "acknowledged", "parked", "pulled", "generation", "reconciled", "unsent", "skew_seconds", "via",
            "trouble", "sentence", "differ", "waiting_at_node",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    @property
    def exit_code(self) -> int:
        """Of the command: listed in docs/commands.md."""
        if self.delivered:
            return 0
        if self.trouble == "damaged":
            return 6
        return 7 if self.trouble in ("lost", "busy") else 4 if self.trouble in REFUSED else 1


def sync(desk: Sender, report: Report, stop: threading.Event) -> Result:
    """One session, what follows it, and its row of history. Raises ``Sending`` if another process is at it."""
    with only_sender(desk.data):
        try:
            with engine.readable(), desk.work.writing() as session:
                row = sync_runs.begin(session.con, desk.now(), desk.servers()[0].via)
        except Expected as error:  # a full or damaged disk
            result = Result(trouble=error.key, sentence=str(error))
            with suppress(Expected), engine.readable():
                result = _with_counts(desk, result)
            return result
        try:
            with engine.readable():
                result = _sync(desk, report, stop)
        except Cancelled:
            result = Result(trouble="cancelled", sentence=SENTENCES["cancelled"])
        except Expected as error:
            result = Result(trouble=error.key, sentence=str(error))
        with suppress(Expected), engine.readable():  # disk full or damaged: the row stays open, the result says why
            result = _with_counts(desk, result)
            _end(desk, row, result)
        return result


def _sync(desk: Sender, report: Report, stop: threading.Event) -> Result:
    def say(step: str, done: int, of: int) -> None:
        if stop.is_set():
            raise Cancelled
        report(step, done, of)

    done, via, line = _deliver(desk, say)
    if done.trouble == "bad_signature" and desk.try_waiting_key():
        done, via, line = _deliver(desk, say)
    if via == BRANCH and not done.trouble and done.welcome is not None and ORDERS & set(done.welcome.orders):
        done, via, line = _at_the_hub(desk, say, done, line)
    result = _result(done, via)
    if done.welcome is None or done.trouble or line is None:
        return result
    duties = Duties(desk, line, done.welcome, via, say)
    try:
        duties.follow(delivered=not unsent(desk.work.reading)[0] and done.reconciled, today=day_at(desk.now()))
    except Unreachable as error:
        return replace(result, trouble="lost", sentence=str(error))
    return replace(result, trouble=duties.trouble, sentence=duties.sentence)


def _deliver(desk: Sender, say: Report) -> tuple[Delivered, str, Line | None]:
    """Over the first server that takes it; what was pushed to one before counts too. What a node refused for good is
    asked of the hub, which may know better, and stands if the hub does not answer."""
    done, via, line, pushed, acknowledged = Delivered(), "", None, 0, 0
    refused: tuple[Delivered, str, Line | None] | None = None
    for server in desk.servers():
        via = server.via
        try:
            line = desk.line(server)
        except (Unreachable, Refused) as error:
            done = Delivered(trouble="lost" if isinstance(error, Unreachable) else error.key, sentence=str(error))
            desk.pass_over(server)
            continue
        done = converse(deliver(desk.box), line, say, unsent(desk.work.reading)[0])
        pushed, acknowledged = pushed + done.pushed, acknowledged + done.acknowledged
        if not done.trouble or (done.trouble in FINAL and via == HUB):
            break
        if done.trouble in FINAL:
            refused = done, via, line
        if done.trouble == "lost":
            desk.pass_over(server)
    if refused and done.trouble in PASSING:
        done, via, line = refused
    return done._replace(pushed=pushed, acknowledged=acknowledged), via, line


def _at_the_hub(desk: Sender, say: Report, done: Delivered, line: Line | None) -> tuple[Delivered, str, Line | None]:
    """The hub's orders came by the node: the desk goes to the hub for them, and stays with the node if it cannot."""
    hub = desk.hub()
    try:
        there = desk.line(hub)
    except (Unreachable, Refused):
        return done, BRANCH, line
    heard = converse(deliver(desk.box), there, say)
    if heard.trouble:
        return done, BRANCH, line
    added = heard._replace(
        pushed=done.pushed + heard.pushed, acknowledged=done.acknowledged + heard.acknowledged,
        pulled=done.pulled + heard.pulled,
    )  # fmt: skip
    return added, HUB, there


def converse(session: Session, line: Line, say: Report, waiting: int = 0) -> Delivered:
    """Plays the sender's side of a session over a line. ``waiting``: rows to push, for the report."""
    reply: Reply | None = None
    sent = pulls = 0
    while True:
        try:
            request: Request = session.send(reply) if reply is not None else next(session)
        except StopIteration as end:
            delivered: Delivered = end.value
            return delivered
        if isinstance(request, Pull):
            pulls += 1
        step = _STEPS[type(request)]
        say(step, *((sent, max(waiting, sent)) if step == "push" else (pulls - 1, 0) if step == "pull" else (0, 0)))
        reply = line.ask(request)
        if isinstance(request, Push) and isinstance(reply, Ack):
            sent += len(request.records)
            say("push", sent, max(waiting, sent))


def _result(done: Delivered, via: str) -> Result:
    sentence = SENTENCES.get(done.trouble, "")
    if done.sentence and done.trouble:
        sentence = f"{sentence} ({done.sentence})" if sentence else done.sentence
    return Result(
        done.pushed, done.acknowledged, done.parked, done.pulled, "", done.reconciled, 0, 0, via, done.trouble,
        sentence, done.retry_after, tuple((d.day, d.kind, 0, d.n) for d in done.differ),
    )  # fmt: skip


def _with_counts(desk: Sender, result: Result) -> Result:
    """With what stands on this desk now."""
    con = desk.work.reading
    skew = int(link.get(con, "server_skew_ms") or 0)
    differ = result.differ
    if differ and (figures := desk.box.figures()) is not None:
        ours = {(d.day, d.kind): d.n for d in figures.days}
        differ = tuple((day, kind, ours.get((day, kind), 0), there) for day, kind, _, there in differ)
    return replace(
        result, unsent=unsent(con)[0], skew_seconds=round(skew / 1000), generation=held(desk.data, desk.key),
        differ=differ, waiting_at_node=waiting_at_node(con),
    )  # fmt: skip


def _end(desk: Sender, row: sync_runs.SyncRun, result: Result) -> None:
    """The history's row. Runs one after the other that moved nothing leave one row, the latest, not a thousand."""
    ended = replace(
        row, ended_at=desk.now(), via=result.via or row.via, pushed=result.pushed, acknowledged=result.acknowledged,
        pulled=result.pulled, parked=result.parked, generation=result.generation, reconciled=result.reconciled,
        differ=result.differ, trouble=result.trouble, sentence=result.sentence, skew_ms=result.skew_seconds * 1000,
    )  # fmt: skip
    with desk.work.writing() as session:
        for before in sync_runs.last_runs(session.con, 2)[1:]:
            same = (ended.trouble, ended.via, ended.generation) == (before.trouble, before.via, before.generation)
            if before.ended_at is not None and same and _idle(ended) and _idle(before):
                sync_runs.forget(session.con, before.run_id)
        sync_runs.end(session.con, ended)


def _idle(run: sync_runs.SyncRun) -> bool:
    return run.trouble in ("", *PASSING) and not (run.pushed or run.pulled or run.differ or run.parked)


def first(data: Path) -> Result:
    """The sync right after the enrolment: it brings the desk's data."""
    desk = Sender.open(data)
    try:
        return sync(desk, lambda step, done, of: None, threading.Event())
    except Sending as error:
        return Result(trouble=error.key, sentence=str(error))
    finally:
        desk.close()
