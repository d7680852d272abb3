"""What an event costs on its way besides the database: bytes, signing, checking, in a batch as it is sent."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from teller_assist.bench.harness import Figure, compare, spoken
from teller_assist.bench.sync_desks import morning
from teller_assist.domain.chain import GENESIS, link
from teller_assist.domain.event import payload_of
from teller_assist.store.views import time_text
from teller_assist.wire import codec
from teller_assist.wire.messages import BATCH, Push, Record
from teller_assist.wire.signing import DeviceKey, seal, seal_holds

_DEVICE = "0b6f6d3e-5a53-4a6e-9f57-3a1d2a4b5c6d"
_INPUTS = 20


def measure() -> list[Figure]:
    """One push of 500 events, each step beside the plainest thing that could stand in its place."""
    key = DeviceKey()
    push = _push(key)
    body = codec.encode(push)
    packed, plain = codec.pack(body), json.loads(body)
    seal_ = push.seal
    return [
        _beside("encode", "json.dumps", lambda _: codec.encode(push), lambda _: json.dumps(plain)),
        _beside("decode and check", "json.loads", lambda _: codec.decode(Push, body), lambda _: json.loads(body)),
        _beside("compress", "the hashes of its chain", lambda _: codec.pack(body), lambda _: _chain(push)),
        _beside(
            "seal", "the hashes of its chain", lambda _: seal(key, _DEVICE, 1, seal_.seq, seal_.hash),
            lambda _: _chain(push),
        ),
        _beside(
            "verify the seal", "the hashes of its chain", lambda _: seal_holds(key.public, _DEVICE, 1, seal_),
            lambda _: _chain(push),
        ),
        Figure(
            "sync", "bytes of an event on the way to those of its payload",
            len(packed) / sum(len(r.payload) for r in push.records), ours=f"{len(packed) / BATCH:.0f} B",
            theirs=f"{sum(len(r.payload) for r in push.records) / BATCH:.0f} B",
        ),
    ]  # fmt: skip


def _beside(what: str, other: str, ours: Callable[[Any], object], theirs: Callable[[Any], object]) -> Figure:
    run = compare({"ours": ours, "theirs": theirs}, range(_INPUTS))
    a, b = run.times["ours"].median, run.times["theirs"].median
    return Figure(
        "sync", f"a push of {BATCH}: {what}, an event, to {other}", a / b, ours=spoken(a / BATCH),
        theirs=spoken(b / BATCH), judged=run.quiet,
    )  # fmt: skip


def _push(key: DeviceKey) -> Push:
    records, hung = [], GENESIS
    for seq, one in enumerate(morning(BATCH, datetime.now(UTC)), 1):
        record = Record(
            seq, str(one.id), time_text(one.at), one.staff_no, one.kind, one.version, payload_of(one)
        )  # fmt: skip
        records.append(record)
        hung = link(hung, record.entry(_DEVICE, 1))
    return Push(_DEVICE, 1, 0, 0, 1, GENESIS, tuple(records), seal(key, _DEVICE, 1, BATCH, hung))


def _chain(push: Push) -> bytes:
    hung = GENESIS
    for record in push.records:
        hung = link(hung, record.entry(push.device, push.epoch))
    return hung
