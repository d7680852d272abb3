"""``hub serve``: listen until told to stop."""

from pathlib import Path

import click

from teller_assist.cli.common import data_of, json_option, say_json
from teller_assist.cli.hub import allow_hub, db_option
from teller_assist.errors import BadInput

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 Anything but loopback is served by TLS.")
@click.option("--port", type=click.IntRange(0, 65535), default=8443, show_default=True, help="端口 0: any free one.")
@click.option(
    "--role", type=click.Choice(["hub", "branch"]), help="总行或网点机 Hub, or node of a branch; default as before."
)
@click.option("--up", help="上级地址 Of a node: the hub's address.")
@click.option("--code", help="登记码 Of a node, the first time: the hub's code for it.")
@click.option("--tls-cert", type=_FILE, help="证书 PEM; without it one is made in the data folder, known by its pin.")
@click.option("--tls-key", type=_FILE, help="私钥 The certificate's key, PEM.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=8, show_default=True, help="并发 Requests worked on at once."
)
@click.option(
    "--waiting", type=click.IntRange(0, 10_000), default=64, show_default=True, help="排队 Pushes that may wait."
)
@click.option("--log", "log_file", type=_FILE, help="日志 File for the log; default standard error.")
@json_option
@click.pass_context
def serve(
    ctx: click.Context, db: str | None, host: str, port: int, role: str | None, up: str | None, code: str | None,
    tls_cert: Path | None, tls_key: Path | None, workers: int, waiting: int, log_file: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Serve desks until stopped. Without options: an embedded database in the data folder, 127.0.0.1:8443."""
    from teller_assist import log
    from teller_assist.hub import node_enrol, replay, serving, settings
    from teller_assist.hub import role as roles
    from teller_assist.hub.engine import open_hub
    from teller_assist.hub.routes import Doors, Server
    from teller_assist.hub.upward import Upward

    if (up or code) and role == "hub":
        raise BadInput("--up and --code are for a branch's node: say --role branch")
    log.start(log_file)
    data = data_of(ctx)
    wanted = role or ("branch" if up else None)
    allow_hub(data, makes=True)
    hub = open_hub(data, db, role=wanted)
    try:
        if db:
            settings.note(data, db=db)
        settled = roles.settle(hub, wanted)
        replay.replay_if_newer(hub)
        tls = serving.tls_of(data, host, tls_cert, tls_key)
        serving.note_pin(data, tls)
        me = node_enrol.settle(hub, up, code) if settled == "branch" else None
        doors = Doors(hub, settled, me)
        server = Server(doors, workers, waiting)
        upward = Upward(hub, me, doors.bells.ring) if me else None

        def ready(address: str) -> None:
            told = {"listening": address, "role": settled, "db": hub.place, "pin": tls.pin if tls else ""}
            log.say("listening", address=address, role=settled)
            if upward:
                upward.start()
            if as_json:
                say_json(told)
            else:
                click.echo(
                    f"已就绪 {settled} listening at {address}, {hub.place}" + (f", pin {tls.pin}" if tls else "")
                )

        serving.run(server, host, port, tls, ready)
        if upward:
            upward.stop()
        log.say("stopped")
    finally:
        hub.close()
