"""The ``teller-assist`` command. Each command lies in its own file and is imported when it is used.

To add a command: write it in a file here and add its line to ``COMMANDS``.
Exit codes are listed in ``teller_assist/errors.py`` and in ``docs/commands.md``.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from teller_assist import __version__
from teller_assist.errors import Expected

PATHS = (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError)

# command -> (module, attribute, one line of help)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "appointment": ("appointment", "appointment", "预约 Appointments and large-cash bookings."),
    "bank": ("bank", "bank", "演示银行 Make a demo bank's feed."),
    "bench": ("bench", "bench", "性能 Figures beside something known, in the same run."),
    "bundle": ("bundle", "bundle", "文件传送 Sync by a file on a stick where no line is."),
    "call": ("lobby", "call", "呼叫 Somebody is called to a window, goes, is done."),
    "card": ("lookup", "card", "客户卡 Everything the card of one customer shows."),
    "care": ("care", "care", "防诈关怀 Selling stopped for the customer's sake, and false alarms."),
    "complaint": ("complaint", "complaint", "投诉 Complaints, each with its clock."),
    "consent": ("shared", "consent", "同意 Consent given or withdrawn at the counter."),
    "demo": ("window", "demo", "演示 A teller's morning on a believable branch."),
    "desk": ("desk", "desk", "登记 Enrol this desk at its hub; how it stands with it."),
    "diversion": ("lobby", "diversion", "分流 Customers shown to self-service and e-channels."),
    "doctor": ("health", "doctor", "自检 Is this desk sound?"),
    "duty": ("lobby", "duty", "在岗 Who is on duty, which windows are open."),
    "evaluation": ("evaluation", "evaluation", "评价 What customers say of the service."),
    "feed": ("feed", "feed", "数据 Check a bank's extract and load it."),
    "find": ("lookup", "find", "找客户 Customers by name, pinyin, number or tail."),
    "hub": ("hub", "hub", "总行 The bank's server or a branch's node."),
    "incident": ("lobby", "incident", "突发事件 Machines that are down and the like."),
    "inspection": ("inspection", "inspection", "巡检 How service is seen, and what is mended."),
    "huddle": ("huddle", "huddle", "晨会夕会 The card of the huddle, and that it was held."),
    "journal": ("health", "journal", "日志 The record of what people did."),
    "knowledge": ("knowledge", "knowledge", "知识卡、小测 Cards to read, and the quiz on them."),
    "lobby": ("lobby", "lobby", "大堂 What the lobby board shows."),
    "log": ("attempts", "log", "记录 Log what came of a suggestion."),
    "open": ("open", "open_", "弹屏 Bring a customer's card up in the running window."),
    "screen": ("window", "screen", "屏 A second screen, a kiosk, a tablet for the lobby."),
    "packs": ("packs", "packs", "规则包草稿 Drafts of the packs: what they would change."),
    "promise": ("promise", "promise", "承诺 What was promised, and how much of it is kept."),
    "star": ("star", "star", "星级 Stars that were awarded."),
    "text": ("text", "text", "文字检查 Is a text fit to be said to a customer."),
    "ticket": ("ticket", "ticket", "排队叫号 The queue: tickets, calls, the busy light."),
    "sync": ("sync", "sync", "同步 Deliver what was recorded; take news and new data."),
    "replay": ("replay", "replay", "复现 A decision made again from what was kept, and compared."),
    "referral": ("shared", "referral", "转介 Customers passed on to a colleague."),
    "rules": ("rules", "rules", "规则 What the rules say of a customer on a day."),
    "standards": ("standards", "standards", "服务标准 Steps, words, limits; what a new edition changes."),
    "visit": ("visit", "visit", "来访 Visits at the windows, and the figures of the service."),
    "why": ("lookup", "why", "为什么 Why, or why not, one product for one customer."),
    "wrong": ("wrong", "wrong", "这条不对 Suggestions that a teller calls wrong, and the answers."),
    "window": ("window", "window", "打开 The counter window."),
}


class _OnDemand(click.Group):
    """A group that imports a command only when it is called, so that ``open`` answers in 0.1 s."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        found = getattr(import_module(f"teller_assist.cli.{module}"), attribute)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table above: listing imports nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in sorted(COMMANDS)])


@click.group(cls=_OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="数据文件夹 The desk's data folder.")
@click.version_option(__version__, prog_name="teller-assist")
@click.pass_context
def cli(ctx: click.Context, data: Path | None) -> None:
    """柜面助手 Teller Assist: the customer's card, the next suggestion, the log, offline."""
    ctx.obj = data


def main() -> None:
    """Entry point. An expected error is one sentence on stderr and its exit code, never a stack trace."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None under a windowed start on Windows
            stream.reconfigure(encoding="utf-8", errors="replace")
    # An argument that is no UTF-8 is shown as it can be shown; it then finds nobody instead of failing to print.
    sys.argv[1:] = [a.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for a in sys.argv[1:]]
    if len(sys.argv) == 2 and sys.argv[1].startswith("teller-assist:"):
        sys.argv[1:] = ["open", sys.argv[1]]  # the desktop hands a link over as the only argument
    try:
        cli.main(prog_name="teller-assist", standalone_mode=True)
    except Expected as error:
        print(f"teller-assist: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"teller-assist: {error.strerror or error}{where}", file=sys.stderr)
        sys.exit(2 if isinstance(error, PATHS) and _is_named(error.filename, sys.argv[1:]) else 5)
    except Exception as error:
        from teller_assist.cli.common import damage_words, is_damage

        if not is_damage(error):
            raise
        print(f"teller-assist: {damage_words(error)}", file=sys.stderr)
        sys.exit(6)


def _is_named(filename: object, arguments: Sequence[str]) -> bool:
    """Whether it is a path that was given on the command line (``--csv``, ``--out``…), or is written beside one; the
    data folder is none of these."""
    if not isinstance(filename, str):
        return False
    file, named, before = Path(filename), set(), ""
    for argument in arguments:
        option, _, value = argument.rpartition("=")
        if (option or before) != "--data" and value:
            named.add(Path(value))
        before = argument
    return file in named or file.with_name(file.name.removesuffix(".part")) in named or file.parent in named
