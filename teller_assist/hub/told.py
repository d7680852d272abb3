"""The told tables of a generation as DuckDB queries over the staged feed, each in the order it is written.

``gen.slice`` holds some customers of ``gen.c`` (``hub/ranked.py``) at a time, from one ordinal ``o`` to
another: DuckDB keeps a whole result in memory. Columns are those of
``store/snapshot_schema.py``, in that order.
"""

MONTHS, NEWEST, KIN = 6, 30, 20


def _set(column: str) -> str:
    """A feed's set (a|b) as sorted words."""
    return f"coalesce(array_to_string(list_sort(string_split(nullif({column}, ''), '|')), ' '), '')"


def _text(column: str, default: str = "") -> str:
    return f"coalesce({column}, '{default}')"


def _day(column: str) -> str:
    return f"CAST({column} AS VARCHAR)"


def _moment(column: str) -> str:
    return f"strftime(make_timestamp(epoch_us({column})), '%Y-%m-%dT%H:%M:%S+00:00')"


def _flag(column: str, default: str = "false") -> str:
    return f"CAST(coalesce({column}, {default}) AS INTEGER)"


def _child(table: str, columns: str, order: str, newest: int | None = None) -> str:
    """Rows of a staged table under their customer, numbered from 1; only the first ``newest`` if given."""
    keep = f"WHERE n <= {newest}" if newest else ""
    return f"""
        SELECT * FROM (
          SELECT c.o, CAST(row_number() OVER (PARTITION BY c.o ORDER BY {order}) AS INTEGER) AS n, {columns}
          FROM {table} t JOIN gen.slice c ON c.customer_no = t.customer_no) {keep} ORDER BY o, n"""


CUSTOMER = f"""
    SELECT c.o, t.customer_no, t.name, {_text("t.kind", "person")}, {_text("t.sex")}, {_text("t.id_type")},
      {_text("t.id_no")}, {_text("t.mobile")}, {_day("t.birth_date")}, t.branch_no, CAST(c.own AS INTEGER),
      {_day("t.since")}, {_day("t.id_expires_on")}, t.risk_grade, {_day("t.risk_assessed_on")},
      {_flag("t.risk_change_reported")}, {_text("t.capacity", "full")}, {_flag("t.guardian_consent")},
      CAST(m.given AS INTEGER), {_day("m.given_on")}, c.flags, {_text("t.manager_no")}, t.income_fen,
      {_flag("t.salary_here")},
      CAST(json_merge_patch('{{}}', json_object('address', nullif(t.address_as, ''), 'channel', nullif(t.channel, ''),
        'hours', nullif(t.hours, ''), 'language', nullif(t.language, ''), 'avoid', nullif(t.avoid, ''),
        'do_not_call', CASE WHEN t.do_not_call OR p.given = false THEN true END)) AS VARCHAR),
      {_set("t.tags")}, c.tier, c.since_month, c.months_below, CAST(c.twin AS INTEGER)
    FROM gen.slice c JOIN customers t ON t.customer_no = c.customer_no
    LEFT JOIN gen.consent m ON m.customer_no = c.customer_no AND m.purpose = 'marketing'
    LEFT JOIN gen.consent p ON p.customer_no = c.customer_no AND p.purpose = 'phone'
    ORDER BY c.o"""

BY_CUSTOMER: dict[str, str] = {
    "customer": CUSTOMER,
    "account": _child(
        "accounts",
        f"t.account_no, {_text('t.card_no')}, {_text('t.kind')}, {_day('t.opened_on')}, {_text('t.status', 'active')},"
        f" {_day('t.card_expires_on')}",
        "t.account_no",
    ),
    "holding": _child(
        "holdings",
        f"t.product_code, {_text('t.account_no')}, t.balance_fen, {_text('t.currency', 'CNY')}, {_day('t.opened_on')},"
        f" {_day('t.matures_on')}, {_text('t.status', 'active')}",
        "t.product_code, t.account_no, t.opened_on, t.matures_on, t.balance_fen",
    ),
    "month_average": f"""
        SELECT o, month, average_fen FROM (SELECT c.o, m.month, m.average_fen,
          row_number() OVER (PARTITION BY c.o ORDER BY m.month DESC) AS n
        FROM gen.month m JOIN gen.slice c ON c.customer_no = m.customer_no) WHERE n <= {MONTHS} ORDER BY o, month""",
    "relation": f"""
        SELECT k.o, k.n, k.relation, k.related_no, k.name, k.tier, k.hops FROM gen.kin k
        SEMI JOIN gen.slice c ON c.o = k.o WHERE k.n <= {KIN} ORDER BY k.o, k.n""",
    "complaint": _child(
        "complaints",
        f"t.complaint_no, {_day('t.received_on')}, {_text('t.subject')}, t.status, {_day('t.closed_on')}",
        "t.received_on DESC, t.complaint_no",
    ),
    "assessment": _child(
        "assessments",
        f"{_day('t.assessed_on')}, t.grade, {_flag('t.confirmed', 'true')}",
        "t.assessed_on DESC, t.grade",
    ),
    "contact": _child(
        "contacts",
        f'{_text("t.product_code")}, {_day("t.on")}, t.outcome, coalesce(t.reason, 0),'
        f' {_text("t.visit")}, {_text("t.channel", "counter")}',
        "t.on DESC, t.product_code, t.visit",
        NEWEST,
    ),
    "counter_transaction": _child(
        "transactions",
        f"{_moment('t.started_at')}, {_moment('t.ended_at')}, t.business_type, t.amount_fen, {_text('t.ticket')},"
        f" {_text('t.staff_no')}, t.branch_no",
        "t.started_at DESC, t.txn_no",
        NEWEST,
    ),
}  # fmt: skip

OF_THE_BANK: dict[str, str] = {
    "product": f"""
        SELECT product_code, name, {_text("name_en")}, lane, category, issuer_rating, seller_rating,
          {_text("placement", "public")}, {_flag("sale_zone")}, {_text("licence")}, {_text("currency", "CNY")},
          term_months, min_amount_fen, {_day("valid_from")}, {_day("valid_to")}, {_flag("on_sale", "true")},
          {_text("manager")}, {_text("fee_text")}, {_text("loss_text")} FROM products ORDER BY product_code""",
    "staff": f"SELECT staff_no, name, branch_no, role, {_set('licences')} FROM staff ORDER BY staff_no",
    "branch": f"""
        SELECT branch_no, name, {_text("name_en")}, {_text("region")}, {_flag("sales_zone")}, {_set("not_offered")}
        FROM branches ORDER BY branch_no""",
}  # fmt: skip
