"""SQL for one column: its typed value, and whether a text can be it. Set-based; no value passes through Python."""

from teller_assist.hub.feed import spec
from teller_assist.hub.feed.raw import quoted, text
from teller_assist.hub.feed.spec import Column

MOST_FEN = 10**15
SQL_TYPE = {
    spec.TEXT: "VARCHAR", spec.DAY: "DATE", spec.TIME: "TIMESTAMPTZ", spec.FEN: "BIGINT", spec.INT: "INTEGER",
    spec.BOOL: "BOOLEAN", spec.SET: "VARCHAR", spec.GRADE: "INTEGER", spec.RATING: "INTEGER", spec.MONTH: "VARCHAR",
}  # fmt: skip

_DAY = r"^\d{4}-\d{2}-\d{2}$"
_TIME = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)$"


def value(column: Column) -> str:
    """The typed value as SQL; NULL where the text is none."""
    c = quoted(column.name)
    match column.type:
        case spec.DAY:
            return f"CASE WHEN regexp_full_match({c}, '{_DAY}') THEN TRY_CAST({c} AS DATE) END"
        case spec.TIME:
            return f"CASE WHEN regexp_full_match({c}, '{_TIME}') THEN TRY_CAST({c} AS TIMESTAMPTZ) END"
        case spec.FEN:
            return rf"CASE WHEN regexp_full_match({c}, '^-?\d{{1,16}}$') THEN TRY_CAST({c} AS BIGINT) END"
        case spec.INT:
            return rf"CASE WHEN regexp_full_match({c}, '^\d{{1,9}}$') THEN TRY_CAST({c} AS INTEGER) END"
        case spec.BOOL:
            yes, no = "('y', 'true', '1')", "('n', 'false', '0')"
            return f"CASE WHEN lower({c}) IN {yes} THEN true WHEN lower({c}) IN {no} THEN false END"
        case spec.GRADE:
            return f"CASE WHEN regexp_full_match({c}, '^C[1-5]$') THEN {c}[2:2]::INTEGER END"
        case spec.RATING:
            return f"CASE WHEN regexp_full_match({c}, '^R[1-5]$') THEN {c}[2:2]::INTEGER END"
        case spec.MONTH:
            return rf"CASE WHEN regexp_full_match({c}, '^\d{{4}}-(0[1-9]|1[0-2])$') THEN {c} END"
        case spec.SET:
            parts = f"string_split(replace({c}, ';', '|'), '|')"
            words = f"list_filter(list_transform({parts}, lambda x: trim(x)), lambda x: x <> '')"
            return f"nullif(array_to_string({words}, '|'), '')"
        case _:
            return c


_UNREADABLE = {
    spec.DAY: "day", spec.TIME: "time", spec.INT: "number", spec.BOOL: "yes_no", spec.GRADE: "grade",
    spec.RATING: "rating", spec.MONTH: "month",
}  # fmt: skip


def wrongs(column: Column) -> list[tuple[str, str]]:
    """(code, SQL condition) for all that can be wrong with a text in this column; the first that holds counts."""
    c, found = quoted(column.name), []
    if not column.null:
        found.append(("empty", f"{c} IS NULL"))
    found.append(("too_wide", f"length({c}) > {column.width}"))
    if column.one_of:
        found.append(("word", f"{c} NOT IN ({', '.join(map(text, column.one_of))})"))
    if column.type == spec.FEN:
        whole = rf"regexp_full_match({c}, '^-?\d+$')"
        found.append(("amount", f"NOT {whole}"))
        beyond = f"abs(coalesce({value(column)}, {MOST_FEN + 1})) > {MOST_FEN}"
        found.append(("amount_size", f"{c} IS NOT NULL AND {beyond}"))
        if not column.negative:
            found.append(("negative", f"{value(column)} < 0"))
    elif column.type in _UNREADABLE:
        found.append((_UNREADABLE[column.type], f"{c} IS NOT NULL AND ({value(column)}) IS NULL"))
    return found


def wrong_code(column: Column) -> str:
    """SQL: the code of what is wrong, or NULL."""
    cases = " ".join(f"WHEN {condition} THEN '{code}'" for code, condition in wrongs(column))
    return f"CASE {cases} END"


def masked(expression: str) -> str:
    """SQL of ``lines.mask``: the first character of four or more, and the length."""
    v = f"coalesce(CAST({expression} AS VARCHAR), '')"
    first = f"CASE WHEN length({v}) >= 4 AND left({v}, 1) NOT IN ('=', '+', '@') THEN left({v}, 1) ELSE '' END"
    return f"({first} || '…(' || length({v}) || ')')"
