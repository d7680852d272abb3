"""A device that speaks by files: asked once, each result counted once, nonsense put aside with its reason."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluation_device import Device
from teller_assist.desk.evaluations import Evaluations
from teller_assist.domain.quality import Evaluation
from teller_assist.errors import BadInput
from tests.desk import small
from tests.desk.small import Clock


class Joined:
    """The counter, its device and the device's folder."""

    def __init__(self, counter: Counter, folder: Path, clock: Clock) -> None:
        self.counter, self.folder, self.clock = counter, folder, clock
        self.evaluations = Evaluations(counter)
        self.device = Device(self.evaluations, folder)

    def serve(self, customer_no: str = small.ZHANG) -> str:
        """The id in the request file."""
        self.clock.pass_(minutes=3)
        self.counter.begin_visit(customer_no, "scan")
        self.counter.end_visit()
        self.device.step()
        return str(self.asked()["evaluation_id"])

    def asked(self) -> dict[str, object]:
        [file] = (self.folder / "requests").iterdir()
        found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
        return found

    def press(self, name: str, **told: object) -> None:
        (self.folder / "results" / name).write_text(json.dumps(told), encoding="utf-8")

    def last(self) -> Evaluation:
        return self.evaluations.between(small.TODAY, small.TODAY)[-1]

    def files(self, name: str) -> list[str]:
        return sorted(file.name for file in (self.folder / name).iterdir())


@pytest.fixture
def joined(opened: Callable[..., Counter], tmp_path: Path, clock: Clock) -> Joined:
    return Joined(opened(), tmp_path / "device", clock)


def test_a_request_goes_out_and_its_result_comes_in_once(joined: Joined, clock: Clock) -> None:
    evaluation_id = joined.serve()
    asked = joined.asked()
    assert (asked["window"], asked["teller"], asked["stands_s"]) == ("1", "T1", 90)
    assert set(asked) == {"evaluation_id", "window", "teller", "requested_at", "stands_s"}, "nobody is named"
    clock.pass_(seconds=5)
    joined.press("a.json", evaluation_id=evaluation_id, score=2, after_ms=3200, reasons=["wait"])
    [taken] = joined.device.step()
    assert (taken.score, taken.because) == (2, "")
    given = joined.last()
    assert (given.score, given.device, given.after_ms, given.reasons) == (2, "file", 3200, "wait")
    assert joined.device.step() == ()
    assert joined.files("done") == ["a.json"]
    assert joined.files("requests") == joined.files("results") == joined.files("claimed") == []


def test_a_program_stopped_between_recording_and_putting_aside_counts_it_once(joined: Joined) -> None:
    evaluation_id = joined.serve()
    joined.press("a.json", evaluation_id=evaluation_id, score=5)
    joined.device.step()
    (joined.folder / "done" / "a.json").rename(joined.folder / "claimed" / "a.json")
    assert [t.score for t in joined.device.step()] == [5]
    assert (joined.last().score, joined.last().presses) == (5, 1)
    assert joined.files("done") == ["a.json"]


def test_a_program_stopped_before_recording_takes_it_at_its_next_start(joined: Joined) -> None:
    evaluation_id = joined.serve()
    joined.press("a.json", evaluation_id=evaluation_id, score=4)
    (joined.folder / "results" / "a.json").rename(joined.folder / "claimed" / "a.json")
    joined.device.step()
    assert joined.last().score == 4


@pytest.mark.parametrize(("after_ms", "counts"), [(89_900, True), (90_000, True), (90_001, False)])
def test_the_press_counts_by_its_own_time_though_the_file_comes_later(
    joined: Joined, clock: Clock, after_ms: int, counts: bool
) -> None:
    evaluation_id = joined.serve()
    clock.pass_(minutes=5)
    joined.counter.begin_visit(small.OUYANG, "scan")
    joined.press("a.json", evaluation_id=evaluation_id, score=4, after_ms=after_ms)
    joined.device.step()
    found = joined.evaluations.between(small.TODAY, small.TODAY)[0]
    assert found.score == (4 if counts else 0)
    assert joined.files("bad") == ([] if counts else ["a.json", "a.reason.txt"])


def test_the_request_is_taken_away_when_it_is_over(joined: Joined, clock: Clock) -> None:
    first = joined.serve()
    clock.pass_(seconds=90.1)
    joined.device.step()
    assert joined.files("requests") == []
    assert joined.serve(small.OUYANG) != first


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[1]", "one JSON object"),
        (b"{}", "evaluation_id, score is missing"),
        (b'{"evaluation_id": 7, "score": 5}', "evaluation_id has to be str"),
        (b'{"evaluation_id": "x", "score": 5}', "the one of the request"),
        (b'{"evaluation_id": "ID", "score": "5"}', "score has to be int"),
        (b'{"evaluation_id": "ID", "score": true}', "score has to be int"),
        (b'{"evaluation_id": "ID", "score": 6}', "a score is 1"),
        (b'{"evaluation_id": "ID", "score": 1, "reasons": ["rain"]}', "reasons are given"),
        (b'{"evaluation_id": "ID", "score": 1, "reasons": [[]]}', "reasons are words"),
        (b'{"evaluation_id": "ID", "score": 5, "after_ms": -1}', "not counted"),
        (b'{"evaluation_id": "ID", "score": 5, "after_ms": 1' + b"0" * 30 + b"}", "not counted"),
        (b'{"evaluation_id": "ID", "score": 5, "after_ms": 1' + b"0" * 5000 + b"}", "not JSON"),
        (b'{"evaluation_id": "01936f5e-0000-7000-8000-000000000000", "score": 5}', "no evaluation"),
        (b"[" * 70_000, "not JSON"),
    ],
)
def test_what_cannot_be_taken_is_put_aside_with_its_reason(joined: Joined, text: bytes, because: str) -> None:
    evaluation_id = joined.serve()
    (joined.folder / "results" / "x.json").write_bytes(text.replace(b"ID", evaluation_id.encode()))
    joined.press("y.json", evaluation_id=evaluation_id, score=5)
    first, second = joined.device.step()
    assert because in first.because
    assert because in (joined.folder / "bad" / "x.reason.txt").read_text(encoding="utf-8")
    assert second.because == "", "the one after it is taken"
    assert joined.last().score == 5


def test_the_same_name_twice_loses_nothing(joined: Joined) -> None:
    for customer_no in (small.ZHANG, small.OUYANG):
        joined.press("result.json", evaluation_id=joined.serve(customer_no), score=5)
        joined.device.step()
    assert joined.files("done") == ["result-2.json", "result.json"]
    assert [e.score for e in joined.evaluations.between(small.TODAY, small.TODAY)] == [5, 5]


def test_half_a_file_waits(joined: Joined) -> None:
    joined.press("a.part", evaluation_id=joined.serve(), score=5)
    assert joined.device.step() == ()
    assert joined.files("results") == ["a.part"]


def test_a_folder_that_cannot_be_made_is_told(opened: Callable[..., Counter], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="may write"):
        Device(Evaluations(opened()), tmp_path / "file" / "device")
