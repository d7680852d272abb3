"""``inspection``: inspections and mystery shoppers' forms, what is mended, looked at again, their pictures."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json
from teller_assist.cli.shared import staff_option
from teller_assist.errors import BadInput

if TYPE_CHECKING:
    from teller_assist.domain.quality import Inspection

id_argument = click.argument("inspection_id", type=click.UUID)
note_option = click.option("--note", default="", help="备注 A note.")


@click.group()
def inspection() -> None:
    """巡检 How service is seen: scored, mended, looked at again."""


@inspection.command()
@click.argument("teller_no", default="")
@click.option("--mystery", is_flag=True, help="神秘人 A mystery shopper's form.")
@click.option("--window", "window_no", default="", help="窗口 Which window.")
@click.option("--score", "scores", multiple=True, metavar="NAME=1…5", help="打分 An attribute's score, as warm=4.")
@click.option("--missed", multiple=True, help="未做到 An item of the standards that was missed.")
@click.option(
    "--photo", "files", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="照片 A JPEG or PNG file.",
)  # fmt: skip
@note_option
@staff_option
@json_option
@click.pass_context
def record(
    ctx: click.Context, teller_no: str, mystery: bool, window_no: str, scores: tuple[str, ...],
    missed: tuple[str, ...], files: tuple[Path, ...], note: str, staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Record the inspection of TELLER_NO, or of a window."""
    from teller_assist.desk.inspections import Sheet
    from teller_assist.desk.quality import Quality

    form = "mystery" if mystery else "inspection"
    sheet = Sheet(form, teller_no, window_no, dict(map(_score, scores)), missed, note)
    with counter_of(ctx, staff_no) as counter:
        _say(Quality(counter).inspect(sheet, [_picture(file) for file in files]), as_json)


@inspection.command("list")
@click.argument("which", type=click.Choice(["open", "overdue", "all"]), default="all")
@staff_option
@json_option
@click.pass_context
def list_(ctx: click.Context, which: str, staff_no: str | None, as_json: bool) -> None:
    """Those to be mended or looked at again (open), those whose day is over (overdue), or all that one may see."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        found = Quality(counter).inspections(which)
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有 none", err=True)
    return None


@inspection.command()
@id_argument
@click.argument("what")
@click.option("--owner", "owner_no", required=True, help="整改人 Who mends it, by number.")
@click.option("--due", type=DAY, required=True, help="期限 Until which day.")
@staff_option
@json_option
@click.pass_context
def action(
    ctx: click.Context, inspection_id: UUID, what: str, owner_no: str, due: date, staff_no: str | None, as_json: bool
) -> None:
    """整改 Say what is to be mended after INSPECTION_ID, by whom, until when."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        _say(Quality(counter).act(inspection_id, what, owner_no, due), as_json)


@inspection.command()
@id_argument
@note_option
@staff_option
@json_option
@click.pass_context
def mended(ctx: click.Context, inspection_id: UUID, note: str, staff_no: str | None, as_json: bool) -> None:
    """已整改 It is done; somebody else looks at it again."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        _say(Quality(counter).mend(inspection_id, note), as_json)


@inspection.command()
@id_argument
@click.option("--ok/--not-ok", default=True, help="合格与否 Whether it is mended; if not it is open again.")
@note_option
@staff_option
@json_option
@click.pass_context
def recheck(ctx: click.Context, inspection_id: UUID, ok: bool, note: str, staff_no: str | None, as_json: bool) -> None:
    """复查 Look again: closed, or open again."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        _say(Quality(counter).recheck(inspection_id, ok, note), as_json)


@inspection.command()
@id_argument
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="导出到 Write its pictures to this folder."
)
@staff_option
@json_option
@click.pass_context
def photo(
    ctx: click.Context, inspection_id: UUID, file: Path | None, out: Path | None, staff_no: str | None, as_json: bool
) -> None:
    """照片 Add FILE (JPEG or PNG, made small, without place and time), or list the pictures taken here."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        quality = Quality(counter)
        if file is not None:
            quality.photograph(inspection_id, _picture(file))
        found = quality.photos_of(inspection_id)
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            for one in found:
                (out / f"{one.photo_id}.jpg").write_bytes(quality.photo_bytes(one.photo_id))
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(f"{one.photo_id}  {one.at.isoformat()}  {one.staff_no}")
    if not found:
        click.echo("本机没有照片 no pictures were taken at this desk", err=True)
    return None


def _score(text: str) -> tuple[str, int]:
    name, _, score = text.partition("=")
    if not (score.isascii() and score.isdigit()):
        raise BadInput(f"{text!r} is no score: write it as warm=4")
    return name, int(score)


def _picture(file: Path) -> bytes:
    from teller_assist.ui.photo import shrunk_file

    return shrunk_file(file)


def _say(one: "Inspection", as_json: bool) -> None:
    if as_json:
        return say_json(one)
    return click.echo(_line(one))


def _line(one: "Inspection") -> str:
    mean = f"{sum(one.points.values()) / len(one.points):.1f}" if one.points else "-"
    what = f"  {one.action} {one.owner_no} {one.due_on}" if one.action else ""
    return f"{one.inspection_id}  {one.form}  {one.teller_no or '-'}  {one.window_no or '-'}  {mean}  {one.stage}{what}"
