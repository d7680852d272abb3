"""Service standards and the lobby: a view for each new noun. Visits and referrals say more, and a visit is shared.

A row that was there keeps what it said; what is new in it is blank. Colleagues' visits that the stream brought the
program before kept raw: ``meta.kinds`` forgets visits, so that the next start takes them up.
"""

import json
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

VISIT = "visit_id, customer_no, how, ticket, business_type, started_at, staff_no, ended_at, ended_by, agent"
REFERRAL = (
    "referral_id, customer_no, product_code, to_role, note, made_at, made_by, claimed_at, claimed_by, contested_by, "
    "closed_at, closed_by, outcome"
)


def upgrade() -> None:
    for make in (
        _ticket,
        _call,
        _diversion,
        _appointment,
        _incident,
        _duty,
        _evaluation,
        _selfcheck,
        _inspection,
        _photo,
        _award,
        _complaint,
        _promise,
        _huddle,
    ):
        make()
    _forget_visits()
    _again("visit", VISIT, "window_no, sources, excuse, excused_s", "'', '', '', 0", _visit)
    _again("referral", REFERRAL, "window_no, ticket, tier, eta_s, passed_by", "'', '', '', 0, ''", _referral)


def _forget_visits() -> None:
    con = op.get_bind()
    row = con.exec_driver_sql("SELECT value FROM meta WHERE key = 'kinds'").fetchone()
    if row is None:
        return  # a new file
    kept = {kind: version for kind, version in json.loads(row[0]).items() if not kind.startswith("visit.")}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"))
    con.exec_driver_sql("UPDATE meta SET value = ? WHERE key = 'kinds'", (text,))


def _again(name: str, kept: str, new: str, blank: str, make: Callable[[], None]) -> None:
    """The table with its new columns, the old rows in it."""
    con = op.get_bind()
    for (index,) in con.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (name,)
    ).fetchall():
        op.drop_index(index, name)
    op.rename_table(name, f"{name}_0002")
    make()
    con.exec_driver_sql(f"INSERT INTO {name}({kept}, {new}) SELECT {kept}, {blank} FROM {name}_0002")
    op.drop_table(f"{name}_0002")


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("ticket_id", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("needs", sa.Text, nullable=False),
        sa.Column("tier", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("taken_at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("called_at", sa.Text),
        sa.Column("called_by", sa.Text, nullable=False),
        sa.Column("first_called_at", sa.Text),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("out_of_order", sa.Text, nullable=False),
        sa.Column("to_window", sa.Text, nullable=False),
        sa.Column("parked_at", sa.Text),
        sa.Column("park_reason", sa.Text, nullable=False),
        sa.Column("transfers", sa.Integer, nullable=False),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column("visit_id", sa.Text),
        sa.Column("served_at", sa.Text),
        sa.Column("served_by", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("contested_by", sa.Text, nullable=False),
        sa.Column("appointment_id", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("ticket_by_day", "ticket", ["day", "taken_at"])
    op.create_index("ticket_open", "ticket", ["day"], sqlite_where=sa.text("state != 'done'"))


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("call_id", sa.Text, primary_key=True),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("to_role", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("taken_at", sa.Text),
        sa.Column("taken_by", sa.Text, nullable=False),
        sa.Column("eta_s", sa.Integer, nullable=False),
        sa.Column("also", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.Column("closed_by", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("call_by_time", "call", ["made_at"])


def _diversion() -> None:
    op.create_table(
        "diversion",
        sa.Column("diversion_id", sa.Text, primary_key=True),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("diversion_by_time", "diversion", ["at"])


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("appointment_id", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("called", sa.Text, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("moves", sa.Integer, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("appointment_by_customer", "appointment", ["customer_no"])
    op.create_index("appointment_by_time", "appointment", ["due_at"])
    op.create_index("appointment_open", "appointment", ["due_at"], sqlite_where=sa.text("how = ''"))


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("incident_id", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("closing_note", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("incident_by_time", "incident", ["at"])
    op.create_index("incident_open", "incident", ["at"], sqlite_where=sa.text("closed_at IS NULL"))


def _duty() -> None:
    op.create_table(
        "duty",
        sa.Column("duty_id", sa.Text, primary_key=True),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("began_at", sa.Text, nullable=False),
        sa.Column("paused_at", sa.Text),
        sa.Column("pause_reason", sa.Text, nullable=False),
        sa.Column("paused_s", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("duty_by_time", "duty", ["began_at"])
    op.create_index("duty_open", "duty", ["staff_no"], sqlite_where=sa.text("ended_at IS NULL"))


def _evaluation() -> None:
    op.create_table(
        "evaluation",
        sa.Column("evaluation_id", sa.Text, primary_key=True),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("teller_no", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("requested_at", sa.Text, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("after_ms", sa.Integer, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("presses", sa.Integer, nullable=False),
        sa.Column("handled_at", sa.Text),
        sa.Column("handled_by", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("evaluation_by_time", "evaluation", ["requested_at"])
    op.create_index("evaluation_by_visit", "evaluation", ["visit_id"])
    bad = sa.text("score BETWEEN 1 AND 2 AND handled_at IS NULL")
    op.create_index("evaluation_bad", "evaluation", ["requested_at"], sqlite_where=bad)


def _selfcheck() -> None:
    op.create_table(
        "selfcheck",
        sa.Column("check_id", sa.Text, primary_key=True),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("kept", sa.Text, nullable=False),
        sa.Column("missed", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("selfcheck_by_time", "selfcheck", ["at"])


def _inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("inspection_id", sa.Text, primary_key=True),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("teller_no", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("scores", sa.Text, nullable=False),
        sa.Column("missed", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("photos", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("inspector_no", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("owner_no", sa.Text, nullable=False),
        sa.Column("due_on", sa.Text),
        sa.Column("mended_at", sa.Text),
        sa.Column("mended_by", sa.Text, nullable=False),
        sa.Column("rechecked_at", sa.Text),
        sa.Column("rechecked_by", sa.Text, nullable=False),
        sa.Column("rechecks", sa.Integer, nullable=False),
        sa.Column("last_note", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("inspection_by_time", "inspection", ["at"])


def _photo() -> None:
    op.create_table(
        "photo",
        sa.Column("photo_id", sa.Text, primary_key=True),
        sa.Column("of_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("photo_by_subject", "photo", ["of_id"])


def _award() -> None:
    op.create_table(
        "award",
        sa.Column("award_id", sa.Text, primary_key=True),
        sa.Column("teller_no", sa.Text, nullable=False),
        sa.Column("stars", sa.Integer, nullable=False),
        sa.Column("from_day", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("complaint_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due_on", sa.Text, nullable=False),
        sa.Column("teller_no", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("filed_at", sa.Text, nullable=False),
        sa.Column("filed_by", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("offer", sa.Text, nullable=False),
        sa.Column("offer_accepted", sa.Integer, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("decision_text", sa.Text, nullable=False),
        sa.Column("decided_at", sa.Text),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.Column("satisfied", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("complaint_by_customer", "complaint", ["customer_no"])
    op.create_index("complaint_by_time", "complaint", ["filed_at"])


def _promise() -> None:
    op.create_table(
        "promise",
        sa.Column("promise_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("due_on", sa.Text, nullable=False),
        sa.Column("owner_no", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("promise_by_customer", "promise", ["customer_no"])
    op.create_index("promise_by_day", "promise", ["due_on"])


def _huddle() -> None:
    op.create_table(
        "huddle",
        sa.Column("huddle_id", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("present", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("huddle_by_day", "huddle", ["day"])


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("visit_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("agent", sa.Integer, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text),
        sa.Column("taken_at", sa.Text),
        sa.Column("called_at", sa.Text),
        sa.Column("greeted_at", sa.Text),
        sa.Column("begun_at", sa.Text),
        sa.Column("finished_at", sa.Text),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("excuse", sa.Text, nullable=False),
        sa.Column("excused_s", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("visit_by_customer", "visit", ["customer_no", "started_at"])
    op.create_index("visit_by_staff", "visit", ["staff_no", "started_at"])
    op.create_index("visit_by_start", "visit", ["started_at"])
    op.create_index("visit_open", "visit", ["staff_no", "started_at"], sqlite_where=sa.text("ended_at IS NULL"))


def _referral() -> None:
    op.create_table(
        "referral",
        sa.Column("referral_id", sa.Text, primary_key=True),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("product_code", sa.Text, nullable=False),
        sa.Column("to_role", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("claimed_at", sa.Text),
        sa.Column("claimed_by", sa.Text, nullable=False),
        sa.Column("contested_by", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("tier", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text),
        sa.Column("eta_s", sa.Integer, nullable=False),
        sa.Column("passed_by", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("referral_by_customer", "referral", ["customer_no"])
    op.create_index("referral_by_time", "referral", ["made_at"])
    op.create_index("referral_open", "referral", ["made_at"], sqlite_where=sa.text("closed_at IS NULL"))
