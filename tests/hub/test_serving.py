"""The door of a hub that is served as a program."""

import socket

import uvicorn

from teller_assist.hub.serving import listening


def test_an_answer_waits_for_no_acknowledgement() -> None:
    """Each of a sync's five questions would take 40 ms longer."""
    bound = listening(uvicorn.Config("nothing:here", host="127.0.0.1", port=0, log_config=None))
    bound.listen()
    with bound, socket.create_connection(bound.getsockname()):
        accepted, _ = bound.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
