"""The file adapter for evaluation devices that are there already: requests go out, results come in, each once.

The folder and its files are described in docs/evaluation-device.md. A result is claimed by moving it, then recorded,
then put aside: whatever stops the program in between, the press counts once.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from teller_assist.domain.quality import ASK_S, Evaluation
from teller_assist.errors import BadInput, Expected, NotFound

if TYPE_CHECKING:
    from teller_assist.desk.evaluations import Evaluations

OUT, IN, CLAIMED, DONE, BAD = "requests", "results", "claimed", "done", "bad"
LARGEST = 64 * 1024  # bytes of a result
FIELDS = {"evaluation_id": str, "score": int, "after_ms": int, "reasons": list}


class Result(NamedTuple):
    """What a device says. ``after_ms``: after it was told to ask; None where it does not measure."""

    evaluation_id: UUID
    score: int
    after_ms: int | None
    reasons: tuple[str, ...]


class Taken(NamedTuple):
    """What became of one file. ``because``: why it was put aside, "" taken."""

    file: str
    score: int = 0
    because: str = ""


class Device:
    """One folder at one window. Raises ``BadInput`` if the folder cannot be made or written."""

    def __init__(self, evaluations: "Evaluations", folder: Path) -> None:
        self._evaluations, self._folder = evaluations, folder
        try:
            for name in (OUT, IN, CLAIMED, DONE, BAD):
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"{folder}: {error.strerror}; choose a folder that this program may write") from error

    def step(self) -> tuple[Taken, ...]:
        """Results in, then the standing request out. Once a second is enough."""
        taken = tuple(self._take(file) for file in self._waiting())
        self._offer(self._evaluations.asking())
        return taken

    def _offer(self, standing: Evaluation | None) -> None:
        """The one request that stands, whole or not there at all; every other is taken away."""
        name = f"{standing.evaluation_id}.json" if standing else ""
        for file in (self._folder / OUT).glob("*.json"):
            if file.name != name:
                file.unlink(missing_ok=True)
        target = self._folder / OUT / name
        if standing is None or target.exists():
            return
        asked = {
            "evaluation_id": str(standing.evaluation_id),
            "window": standing.window_no,
            "teller": standing.teller_no,
            "requested_at": standing.requested_at.isoformat(timespec="milliseconds"),
            "stands_s": ASK_S,
        }
        part = target.with_suffix(".part")
        part.write_text(json.dumps(asked) + "\n", encoding="utf-8")
        part.replace(target)

    def _waiting(self) -> Iterator[Path]:
        """What a stopped program had claimed, then what is new; in the order of their names."""
        yield from sorted((self._folder / CLAIMED).glob("*.json"))
        for file in sorted((self._folder / IN).glob("*.json")):
            claimed = _free(self._folder / CLAIMED / file.name)
            try:
                file.rename(claimed)
            except FileNotFoundError:  # another program of this folder was first
                continue
            yield claimed

    def _take(self, file: Path) -> Taken:
        try:
            result = read_result(file)
            score = self._record(result)
        except Expected as error:
            target = _free(self._folder / BAD / file.name)
            target.with_suffix(".reason.txt").write_text(f"{error}\n", encoding="utf-8")
            file.rename(target)
            return Taken(file.name, because=str(error))
        file.rename(_free(self._folder / DONE / file.name))
        return Taken(file.name, score)

    def _record(self, result: Result) -> int:
        before = self._evaluations.any_one(result.evaluation_id)
        if before is None:
            raise NotFound("evaluation", result.evaluation_id)
        if before.score == result.score and before.device == "file":  # recorded before the program was stopped
            return before.score
        given = self._evaluations.give(
            result.evaluation_id, result.score, "file", result.reasons, after_ms=result.after_ms
        )
        return given.score


def read_result(file: Path) -> Result:
    """One JSON object. Raises ``BadInput`` saying which field."""
    try:
        raw = file.read_bytes()
        told = json.loads(raw[:LARGEST].decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"{file.name} is not JSON in UTF-8 ({error}): see docs/evaluation-device.md") from error
    if len(raw) > LARGEST or not isinstance(told, dict):
        raise BadInput(f"{file.name}: one JSON object of at most {LARGEST} bytes is wanted")
    _check(file.name, told)
    try:
        evaluation_id = UUID(told["evaluation_id"])
    except ValueError:
        raise BadInput(f"{file.name}: evaluation_id is the one of the request, not {told['evaluation_id']!r}") from None
    return Result(evaluation_id, told["score"], told.get("after_ms"), tuple(told.get("reasons", ())))


def _check(name: str, told: dict[str, Any]) -> None:
    missing = [field for field in ("evaluation_id", "score") if field not in told]
    if missing:
        raise BadInput(f"{name}: {', '.join(missing)} is missing")
    for field, kind in FIELDS.items():
        value = told.get(field)
        if field in told and (not isinstance(value, kind) or isinstance(value, bool)):
            raise BadInput(f"{name}: {field} has to be {kind.__name__}, not {value!r}")
    if not all(isinstance(reason, str) for reason in told.get("reasons", ())):
        raise BadInput(f"{name}: reasons are words")


def _free(target: Path) -> Path:
    """The name itself, or with a number where a file of that name was taken before."""
    n, free = 1, target
    while free.exists():
        n += 1
        free = target.with_name(f"{target.stem}-{n}{target.suffix}")
    return free
