"""``window``, ``screen`` and ``demo``: the program itself."""

import sys
from pathlib import Path

import click

from teller_assist.cli.common import data_of
from teller_assist.errors import BadInput


@click.command()
@click.option("--dock", is_flag=True, help="侧边栏 Only the 320 px dock at the right edge.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="语言 Default: as set on this desk.")
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light", show_default=True)
@click.option("--large", is_flag=True, help="大字 Large print.")
@click.option("--staff", "staff_no", help="工号 Who serves here; default this desk's teller. Ctrl+W changes it.")
@click.pass_context
def window(ctx: click.Context, dock: bool, language: str | None, theme: str, large: bool, staff_no: str | None) -> None:
    """Open the counter window on this desk's data."""
    from teller_assist.app import run

    sys.exit(run(data_of(ctx), dock=dock, language=language, theme=theme, large=large, staff_no=staff_no))


@click.command()
@click.argument("name")
@click.option("--full", is_flag=True, help="全屏 Full screen; F11 changes it.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="语言 Default: as set on this desk.")
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light", show_default=True)
@click.option("--large", is_flag=True, help="大字 Large print.")
@click.option("--staff", "staff_no", help="工号 Who stands at it; default this desk's teller.")
@click.option(
    "--window", "window_no", default="", help="窗口 Of `evaluate`: the window it stands at; default this desk's."
)
@click.option(
    "--printer", default="", help="打印机 Of `kiosk`: its name, or default; without it tickets are shown only."
)
@click.option(
    "--packs", default="", type=click.Path(file_okay=False), help="草稿 Of `wording`, `rules`: a folder of draft packs."
)
@click.pass_context
def screen(
    ctx: click.Context, name: str, full: bool, language: str | None, theme: str, large: bool, staff_no: str | None,
    window_no: str, printer: str, packs: str,
) -> None:  # fmt: skip
    """Open the screen NAME on this desk's data: a second screen, a kiosk, a tablet."""
    from teller_assist.app import STATIONS, run_station

    if name not in STATIONS:
        raise BadInput(f"{name!r} is no screen 没有该屏: use one of {', '.join(sorted(STATIONS))}")
    place: dict[str, str] = {}
    for option, key, value, only in (
        ("--window", "window_no", window_no, ("evaluate",)), ("--printer", "printer", printer, ("kiosk",)),
        ("--packs", "packs", packs, ("wording", "rules")),
    ):  # fmt: skip
        if value and name not in only:
            raise BadInput(f"{option} is for the screen {' or '.join(only)} 只用于该屏")
        place |= {key: value} if value else {}
    code = run_station(
        data_of(ctx),
        name,
        language=language,
        theme=theme,
        large=large,
        full=full,
        staff_no=staff_no,
        place=place,
    )
    sys.exit(code)


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="图片写到 Folder for the tour's pictures."
)
def demo(out: Path | None) -> None:
    """A teller's morning on a demo branch: a window, or a tour in pictures where there is no display."""
    from teller_assist.tour import run_demo

    sys.exit(run_demo(out))
