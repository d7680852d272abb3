"""Whatever is made of the hub's OpenAPI, the hub never fails: schemathesis against a real server."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from teller_assist.hub import openapi, sessions
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.routes import Doors
from tests.hub.pushing import Device
from tests.sync.served import served

SCHEMA = schemathesis.openapi.from_dict(openapi.document())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
NAMES = [f"{one.method} {one.path}" for one in OPERATIONS]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    made = open_hub(tmp_path_factory.mktemp("hub"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def url(hub: Hub) -> Iterator[str]:
    with served(hub) as address:
        yield address


@pytest.fixture(scope="module")
def device(hub: Hub) -> Device:
    return Device().enrol(hub)


@pytest.fixture(scope="module")
def token(hub: Hub, device: Device) -> str:
    return sessions.token(hub, device.device, datetime.now(UTC))


def try_out(operation: Any, url: str, device: Device, token: str, examples: int) -> None:
    """Right and wrong requests; none may be answered with 500."""
    _ask(operation, GenerationMode.POSITIVE, url, device, token, examples)
    with suppress(Unsatisfiable):  # a request in which nothing can be wrong
        _ask(operation, GenerationMode.NEGATIVE, url, device, token, examples)


def _ask(operation: Any, mode: GenerationMode, url: str, device: Device, token: str, examples: int) -> None:
    known = {"device": device.device, "branch_no": device.branch_no}

    @settings(
        max_examples=examples, database=None, derandomize=True, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        if "wait" in (case.query or {}):
            case.query["wait"] = 0
        if isinstance(case.body, dict) and "wait" in case.body:
            case.body["wait"] = 0
        if mode is GenerationMode.POSITIVE and isinstance(case.body, dict):  # beyond the doorkeeper
            case.body.update({name: value for name, value in known.items() if name in case.body})
        answer = case.call(base_url=url, headers={"X-Session": token})
        assert answer.status_code < 500, (answer.status_code, case.as_curl_command())

    asked()


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_no_request_makes_the_hub_fail(operation: Any, url: str, device: Device, token: str) -> None:
    try_out(operation, url, device, token, 12)


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_no_request_out_of_very_many_makes_the_hub_fail(operation: Any, url: str, device: Device, token: str) -> None:
    try_out(operation, url, device, token, 1000)


def test_the_document_names_every_request(hub: Hub) -> None:
    served_here = {(method.lower(), path.replace(":path", "")) for method, path in Doors(hub).table()}
    told = {(one.method.lower(), one.path) for one in OPERATIONS}
    assert served_here | {("post", "/v1/pull"), ("get", "/v1/bell")} <= told
