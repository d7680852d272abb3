# ruff: noqa: E501
"""``docs/feed.md``, written from ``spec.py`` and the tables the doctor works by. A test holds the file to it.

Write it anew: ``python -m teller_assist.hub.feed.document``.
"""

from teller_assist.domain.customer import ALERT_FLAGS, PLAIN_FLAGS
from teller_assist.domain.product import CATEGORIES, Lane
from teller_assist.hub.feed import spec
from teller_assist.hub.feed.checks import Limits
from teller_assist.hub.feed.reasons import REASONS
from teller_assist.hub.feed.rules import RULES
from teller_assist.hub.feed.spec import BUSINESS_TYPES, FILES, Column, File
from teller_assist.paths import PROJECT

FILE = PROJECT / "docs" / "feed.md"

_TYPES = {
    spec.TEXT: "text", spec.DAY: "day, `2026-11-22`", spec.TIME: "time, `2026-11-22T09:05:00+08:00`",
    spec.FEN: "whole fen (1/100 of the currency's unit), at most 10^15", spec.INT: "whole number, 0 to 999999999",
    spec.BOOL: "`Y` or `N` (also true/false, 1/0)", spec.SET: "words joined by `|` (also `;`)",
    spec.GRADE: "`C1`–`C5`", spec.RATING: "`R1`–`R5`", spec.MONTH: "month, `2026-10`",
}  # fmt: skip


def document() -> str:
    """The whole of docs/feed.md."""
    parts = [_INTRO.format(**_limits()), *map(_file, FILES), _lists(), _checks(), _LAYOUTS]
    return "\n".join(parts).rstrip() + "\n"


def _limits() -> dict[str, str]:
    limits = Limits()
    return {
        "reject_share": f"{limits.reject_share:.0%}", "join_rate": f"{limits.join_rate:.0%}",
        "reject_rows": str(limits.reject_rows),
    }  # fmt: skip


def _file(file: File) -> str:
    key = f" Key: `{' + '.join(file.key)}`." if file.key else ""
    refers = "".join(f" `{column}` refers to `{target}`." for column, target in file.refers)
    must = "Required" if file.required else "Optional"
    head = f"### {file.name}.csv\n{file.meaning}. {must}.{key}{refers}\n\n| column | type | header | null | meaning |\n|---|---|---|---|---|"
    return "\n".join([head, *map(_column, file.columns), ""])


def _column(column: Column) -> str:
    kind = _TYPES[column.type]
    if column.type in (spec.TEXT, spec.SET) and not column.one_of:
        kind += f", up to {column.width}"
    elif column.one_of and column.name != "category":
        kind = "one of " + ", ".join(f"`{word}`" for word in column.one_of)
    if column.type == spec.FEN and not column.negative:
        kind += ", not negative"
    header, null = "must" if column.required else "may", "yes" if column.null else "no"
    return f"| `{column.name}` | {kind} | {header} | {null} | {column.meaning} |"


def _lists() -> str:
    lines = ["## Lists", "", "**Product categories** by lane:", ""]
    for lane in Lane:
        words = ", ".join(f"`{c}`" for c, its in CATEGORIES.items() if its is lane)
        lines.append(f"- `{lane.value}`: {words}")
    lines += ["", "**Flags.** These outrank selling: " + ", ".join(f"`{f}`" for f in ALERT_FLAGS) + "."]
    lines.append(
        "Others: " + ", ".join(f"`{f}`" for f in PLAIN_FLAGS) + ". Capital letters and , ; ， ； 、 or a "
        "blank between words are read as meant. A word on neither list may be a misspelt alert: it is said, and "
        "`unreadable_flag` stands in its place, which stops offers until the word is corrected."
    )
    types = ", ".join(f"`{code}` {name}" for code, name in BUSINESS_TYPES.items())
    return "\n".join([*lines, "", f"**Business types**: {types}.", ""])


def _checks() -> str:
    lines = ["## What is checked", "", "| code | 中文 | in words |", "|---|---|---|"]
    lines += [f"| `{code}` | {said.zh} | {said.en} |" for code, said in REASONS.items()]
    lines += ["", "Rules over a row:", "", "| file | column | code | what becomes of it |", "|---|---|---|---|"]
    becomes = {
        "rejected": "the row is rejected",
        "repaired": "the row stays, the value is left out",
        "kept": "the row stays, marked",
    }
    lines += [f"| {r.file} | `{r.column}` | `{r.code}` | {becomes[r.action]} |" for r in RULES]
    return "\n".join([*lines, ""])


_INTRO = """# The feed 数据文件

<!-- Written by teller_assist/hub/feed/document.py from spec.py: change it there. -->

A feed is a folder: the CSV files below and `feed.toml`. `teller-assist feed check DIR` says what is wrong with it and
keeps nothing; `teller-assist --data DESK feed load DIR` takes it in, whole or not at all. A bank's own extract is
brought into this form by a *layout* (at the end), without code.

## Form
- UTF-8 with a header, comma, double quotes where needed. A byte order mark and CRLF are fine and said. Another encoding
  is named in `feed.toml` (`encoding = "gb18030"`). A sheet `NAME.xlsx` may stand for `NAME.csv`.
- An empty field is null: *not told*, which is neither 0 nor "none". Spaces around a value are dropped.
- Columns may come in any order. A column marked *must* has to be in the header; *null: no* means every row tells it.
  A column that is not in the tables is not used, and the report says so.
- A quoted line break becomes a space; other control characters are rejected.

```toml
# feed.toml
format = 1
bank = "示范银行"
as_of = "2026-11-22"            # the day of the data; required
produced_at = "2026-11-23T02:30:00+08:00"
home_branch = "1001"            # default: the branch with most customers
# encoding = "gb18030"          # default utf-8
# layout = "demo-fixed"         # a shipped layout, or the path of one; default: the canonical form

[control."holdings.csv"]        # optional control totals, per file: rows, and the sum of any amount column
rows = 11574
balance_fen = 44924008271

[limits]                        # optional; these are the defaults
reject_share = 0.02
reject_rows = 10
join_rate = 0.98
```

## Rejects, refusal, exit codes
Each bad row goes to `rejects.csv` (`file, line, column, value, action, code, reason, reason_zh`). `line` is the physical
line of the file, counted from 1 with the header, right also after quoted line breaks; for a sheet it is the row. `value`
shows at most the first character and the length, never the value. `action` is `rejected`, `repaired` (the row stays
without the value) or `kept` (marked only). For files the sum holds: lines = header + blank + continuations + rows, and
rows = taken + rejected.

The first row of a doubled key stays. A row that refers to a row that is not there, or was rejected, is rejected too and
counts in the join rate of its column; an unknown *branch* is only marked, the customer can still be served. A row of
`consents.csv` with a bad value counts as a refusal on the day of the data: an opt-out is never lost to a typing error.

The feed is **refused**, and the generation in use stays, when
- a required file is absent, a file is empty (0 bytes), or a required file has a header but no rows;
- a column that must be there is not in the header of any file that came;
- a control total differs. Every record counts in `rows`, also a bad one. A sum that cannot be made, because an amount or
  a line is unreadable, is said and does not refuse;
- more than {reject_share} of the rows of a required file, and more than {reject_rows} of them, are rejected;
- a join rate of a required file is under {join_rate}; in other files that is an alarm in the report. Where the lengths of
  the two numbers differ the report says so: a truncated or padded key;
- `feed.toml` or the layout has a mistake.

Exit codes of `feed check`: 0 clean · 1 some rows are rejected · 2 no such folder · 4 refused. `feed load`: 0 taken in
(the rejects are said) · 2 no such folder · 4 refused.

Everything happens in a scratch folder (mode 0700) that is removed at the end; no table in use is touched before the new
generation is whole. Memory is bounded (1 GB) whatever the number of rows.

## Files
"""

_LAYOUTS = """## How to write a layout
A layout is a folder with `layout.toml`, shipped (`resources/feeds/NAME`), beside the data, or anywhere: name it with
`--layout`, or as `layout = …` in `feed.toml`. A folder without `feed.toml` whose files fit exactly one shipped layout
is read with that one, and the report says so. Shipped: `demo-fixed` (the demo bank's fixed-width extract, UTF-8 or
GB18030) and `berka` (a public Czech extract; its amounts are hundredths of a crown and its names are made up).

```toml
codes = "columns.toml"            # optional: [codes.KIND] tables of word = "code", here or in a file beside this one

[feed]                            # what feed.toml does not say; each may be SQL instead: as_of_sql = "SELECT …"
bank = "某银行"
as_of_sql = "SELECT ymd(max(ETL_DT)) FROM cust"

[limits]                          # as in feed.toml

[raw.cust]                        # a raw file becomes the table `cust`
file = "CUST_*.DAT"               # a pattern; of several files the last by name is taken
format = "fixed"                  # csv (default), fixed or xlsx
encoding = "gb18030"              # default utf-8; auto: by the bytes of the first megabyte
columns = [["CUST_NO", 21], ["CUST_NM", 64]]   # widths in BYTES; or "columns.toml": its table [cust] columns = [{name, width}]
optional = true                   # may be absent; without a header it may be empty too

[raw.acct]
file = "acct.txt"
delimiter = "|"                   # also: quote, header = false with columns = ["A", "B"], skip = 1 (lines on top),
                                  # trim = false, pad = true (fill short fixed lines), sheet = "Sheet1"

[aux.names]                       # a CSV with a header, shipped in the layout's folder
file = "names.csv"

[target.customers]                # one SELECT for each canonical file the bank can tell
from = "cust"                     # raw file(s) whose lines become its rows: their unreadable lines are its rejects
sql = "SELECT _line, CUST_NO AS customer_no, CUST_NM AS name, ymd(BIRTH) AS birth_date, … FROM cust"
```

- Fixed-width lines are cut by bytes and then decoded. A line of another width is rejected (`width`), a character cut at
  a column's edge too (`encoding`, with the byte); no column ever shifts.
- The tables hold text; empty is NULL, spaces around are dropped. The SELECT (DuckDB's SQL) gives text or any type; the
  result is checked like a canonical file. All *must* columns have to be in it, `NULL AS x` where the bank has none.
- Carry `_line` from the raw table through the SELECT: rejects then name the raw file and its physical line. Without it
  the line is 0.
- Macros for what real extracts need; a text that is not of the form stays and is rejected for it:
  `ymd('20261122')` (00000000 is null), `ym('202610')`, `ymdhms('20261122090500', '+08:00')`, `unpad('000123')`,
  `whole('-000500')`, `word_of('gender', '1')` (the word of a code; an unknown code is rejected).
- A SELECT reaches the raw tables and nothing else: no file, no network, no setting. One statement each.
- The report says how many rows of a raw file became how many rows of the target. Control totals count the target's rows.
"""


def write() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    write()
