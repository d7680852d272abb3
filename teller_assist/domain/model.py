"""The model: scorecards learned on the hub, as one JSON artifact that a desk can check and need not trust blindly.

Every feature of it is a declared fact with the same type, unit, meaning of null, and the same answers to "may it be
said" and "is it protected" as here: another contract is another program's model. A model that has run out, is not
signed by the bank, or does not fit is not used; the order is then by rules, and a banner says so.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from math import isfinite
from typing import Any, NamedTuple

from teller_assist.domain.predicate import BOOL, NUMBER, Fact
from teller_assist.domain.scorecard import FARTHEST, Bins, Scorecard

SCHEMA = 1
MOST_BYTES = 1 << 20
EXPIRED, MISMATCH, UNSIGNED = "MODEL_EXPIRED", "MODEL_MISMATCH", "MODEL_UNSIGNED"
_UNITS = {"_fen": "fen", "_days": "days", "_years": "years"}


class BadModel(ValueError):
    """The artifact is not what a model is; the sentence says where."""


class Model(NamedTuple):
    """``cards``: (category or product code, rule or "") -> its card. ``fault``: why it may not be used, "" none."""

    version: str
    made_on: date
    expires_on: date
    cards: Mapping[tuple[str, str], Scorecard]
    fault: str = ""

    def usable(self, today: date) -> str:
        """ "" if it may be used today, else the code of the banner. The last day counts."""
        return self.fault or (EXPIRED if today > self.expires_on else "")


def contract_of(name: str, fact: Fact) -> dict[str, Any]:
    """How a fact is declared to a model."""
    unit = next((unit for end, unit in _UNITS.items() if name.endswith(end)), "count" if fact.type == NUMBER else "")
    return {
        "name": name, "type": fact.type, "unit": unit, "null": "unknown", "sayable": fact.said,
        "protected": fact.protected,
    }  # fmt: skip


def signed_part(artifact: Mapping[str, Any]) -> bytes:
    """What a signature is over: the canonical JSON of everything but the signature."""
    plain = {key: value for key, value in artifact.items() if key != "signature"}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def model_of(artifact: Mapping[str, Any], known: Mapping[str, Fact], trusted: bool) -> Model:
    """The model of an artifact. ``trusted``: its signature was found good, or came by a signed way.

    Raises ``BadModel`` for what is no model at all; one of another contract comes with its ``fault``.
    """
    try:
        if artifact["schema"] != SCHEMA:
            raise BadModel(f"schema {artifact['schema']!r}, this program reads {SCHEMA}")
        features = {f["name"]: f for f in artifact["features"]}
        cards = {(c["for"], c.get("rule", "")): _card(c, features) for c in artifact["cards"]}
        made, ends = date.fromisoformat(artifact["made_on"]), date.fromisoformat(artifact["expires_on"])
        version = str(artifact["version"])
    except BadModel:
        raise
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise BadModel(f"the model cannot be read: {what}") from error
    fits = all(name in known and contract_of(name, known[name]) == told for name, told in features.items())
    fits = fits and not any(known[name].protected for name in features)
    fault = MISMATCH if not fits else "" if trusted else UNSIGNED
    return Model(version, made, ends, cards, fault)


def _card(body: Mapping[str, Any], features: Mapping[str, Mapping[str, Any]]) -> Scorecard:
    where = f"card {body['for']!r}"
    bins = tuple(_bins(part, features, where) for part in body.get("bins", ()))
    told = (body["intercept"], body["error"], body.get("a", 0.0), body.get("b", 1.0))
    intercept, error, a, b = _points(told, where)
    if error < 0:
        raise BadModel(f"{where}: a standard error is not below 0")
    return Scorecard(intercept, error, bins, a, b)


def _bins(part: Mapping[str, Any], features: Mapping[str, Mapping[str, Any]], where: str) -> Bins:
    name = part["feature"]
    told = features.get(name)
    if told is None or told["type"] not in (NUMBER, BOOL):
        raise BadModel(f"{where}: {name!r} is no feature of it that has a number")
    edges = _numbers(part["edges"], f"{where}: {name}: edges")
    points, errors = (_points(part[field], f"{where}: {name}: {field}") for field in ("points", "errors"))
    if sorted(set(edges)) != list(edges) or len(points) != len(edges) + 1 or len(errors) != len(points):
        raise BadModel(f"{where}: {name}: edges rise, and points and errors are one more than edges")
    unknown = _points([part.get("unknown", 0.0)], f"{where}: {name}: unknown")[0]
    says = tuple((one[0], one[1]) if one else ("", "") for one in part.get("say", ()))
    return Bins(name, edges, points, errors, unknown, says if told["sayable"] else ())


def _numbers(values: Sequence[Any], where: str) -> tuple[float, ...]:
    found = tuple(float(v) for v in values)
    if not all(map(isfinite, found)):
        raise BadModel(f"{where}: a number of it is none")
    return found


def _points(values: Sequence[Any], where: str) -> tuple[float, ...]:
    """Numbers in log-odds, or their errors."""
    found = _numbers(values, where)
    if any(abs(number) > FARTHEST for number in found):
        raise BadModel(f"{where}: a number of it is beyond {FARTHEST:g}")
    return found


def fingerprint(artifact: Mapping[str, Any] | None) -> str:
    """SHA-256 of the signed part, "" for none."""
    return sha256(signed_part(artifact)).hexdigest() if artifact else ""
