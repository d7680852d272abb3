"""The hub's OpenAPI document, from the messages themselves."""

from typing import Any

from pydantic import TypeAdapter

from teller_assist import __version__
from teller_assist.wire import joining, messages

_SESSION = {"name": "X-Session", "in": "header", "required": True, "schema": {"type": "string", "pattern": "^[!-~]+$"}}
_SIGNED = [
    {"name": name, "in": "header", "required": True, "schema": {"type": "string", "pattern": "^[!-~]+$"}}
    for name in ("X-Device", "X-Nonce", "X-Signature", "X-Certificate")
]
# (method, path, what it does, what is sent, what answers, needs a session)
PLACES: tuple[tuple[str, str, str, type | None, type | None, bool], ...] = (
    ("get", "/v1/challenge", "A nonce to sign.", None, joining.Challenge, False),
    ("post", "/v1/hello", "Who speaks, and what it has.", messages.Hello, messages.Welcome, False),
    ("post", "/v1/hashes", "A chain's hashes.", messages.Hashes, messages.HashesAre, True),
    ("post", "/v1/push", "Rows of a chain.", messages.Push, messages.Ack, True),
    ("post", "/v1/pull", "The branch's shared events.", messages.Pull, messages.Stream, True),
    ("post", "/v1/reconcile", "Both ends count.", messages.Reconcile, messages.Reconciled, True),
    ("get", "/v1/chunk/{name}", "A chunk of a generation.", None, None, True),
    ("get", "/v1/bell", "The doorbell.", None, joining.Rang, True),
    ("post", "/v1/enrol", "Lets a device in.", joining.Enrol, joining.Enrolled, False),
    ("post", "/v1/rekey", "A new device key.", joining.Rekey, joining.Rekeyed, True),
    ("get", "/v1/desks", "For a node: the desks of its branch.", None, joining.Desks, True),
    ("post", "/v1/vouch", "For a node: a desk that it let in.", joining.Vouch, joining.Desks, True),
    ("get", "/v1/packs/{path}", "A file of the packs.", None, None, False),
)
_ERRORS = {
    "400": "bad_message", "401": "no_session", "403": "revoked, unknown_device, bad_signature, wrong_sender, bad_code",
    "404": "not_found", "405": "not this way", "413": "too_large", "426": "too_old, too_new",
}  # fmt: skip


def document() -> dict[str, Any]:
    kinds = {k for _, _, _, *some, _ in PLACES for k in some if k} | {
        messages.Refusal, messages.Busy, messages.Gap, messages.Forked,
    }  # fmt: skip
    schemas: dict[str, Any] = {}
    for kind in sorted(kinds, key=lambda kind: kind.__name__):
        made = TypeAdapter(kind).json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(made.pop("$defs", {}))
        schemas[kind.__name__] = made
    paths: dict[str, Any] = {}
    for method, path, says, sent, reply, session in PLACES:
        paths.setdefault(path, {})[method] = _operation(path, says, sent, reply, session)
    for path, says in (("/healthz", "Alive."), ("/readyz", "The database answers."), ("/metrics", "Prometheus.")):
        answers = {"200": {"description": says}, "503": {"description": "Not now."}}
        paths[path] = {"get": {"summary": says, "responses": answers}}
    return {
        "openapi": "3.1.0", "info": {"title": "Teller Assist hub", "version": __version__}, "paths": paths,
        "components": {"schemas": schemas},
    }  # fmt: skip


def _operation(path: str, says: str, sent: type | None, reply: type | None, session: bool) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [_SESSION] if session else []
    if path == "/v1/hello":
        parameters += _SIGNED
    if "{" in path:
        name = path.rpartition("{")[2].rstrip("}")
        parameters += [{"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}]
    if path == "/v1/bell":
        number = {"type": "integer", "minimum": 0}
        parameters += [{"name": n, "in": "query", "required": False, "schema": number} for n in ("pos", "wait")]
    body = {"application/json": _ref(reply)} if reply else {"application/octet-stream": {}}
    answers: dict[str, Any] = {"200": {"description": says, "content": body}}
    for status, key in _ERRORS.items():
        answers[status] = {"description": f"Not taken: {key}.", "content": {"application/json": _ref(messages.Refusal)}}
    if path == "/v1/push":
        answers["409"] = {"description": "Gap, or Forked.", "content": {"application/json": {}}}
    for status in ("429", "503"):
        wait = {"Retry-After": {"schema": {"type": "integer"}}}
        answers[status] = {
            "description": "Busy: come again.", "headers": wait, "content": {"application/json": _ref(messages.Busy)},
        }  # fmt: skip
    made: dict[str, Any] = {"summary": says, "parameters": parameters, "responses": answers}
    if sent:
        made["requestBody"] = {"required": True, "content": {"application/json": _ref(sent)}}
    return made


def _ref(kind: type) -> dict[str, Any]:
    return {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}
