"""Service standards and the lobby: a view for each new noun. A visit says more, and is the branch's.

Visits so far were each device's own and in no stream. Their rows wait from here on as rows that a newer program will
understand do: the start of ``serve`` takes them up, into the branch's stream and view.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


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
    op.drop_table("visit")
    _visit()
    op.execute("UPDATE ledger SET noun = '', noun_id = '' WHERE noun = 'visit'")
    for column in ("window_no", "ticket", "tier", "passed_by"):
        _add("referral", column, sa.Text(), "")
    _add("referral", "eta_s", sa.BigInteger(), "0")
    op.add_column("referral", sa.Column("visit_id", sa.Text, nullable=True))
    op.create_index("referral_by_time", "referral", ["owner", "made_at"])


def _add(table: str, name: str, kind: "sa.types.TypeEngine[object]", blank: str) -> None:
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=blank))


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
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
        sa.Column("called_at", sa.Text, nullable=True),
        sa.Column("called_by", sa.Text, nullable=False),
        sa.Column("first_called_at", sa.Text, nullable=True),
        sa.Column("calls", sa.BigInteger, nullable=False),
        sa.Column("out_of_order", sa.Text, nullable=False),
        sa.Column("to_window", sa.Text, nullable=False),
        sa.Column("parked_at", sa.Text, nullable=True),
        sa.Column("park_reason", sa.Text, nullable=False),
        sa.Column("transfers", sa.BigInteger, nullable=False),
        sa.Column("misses", sa.BigInteger, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=True),
        sa.Column("served_at", sa.Text, nullable=True),
        sa.Column("served_by", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=True),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("contested_by", sa.Text, nullable=False),
        sa.Column("appointment_id", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("owner", "ticket_id"),
    )
    op.create_index("ticket_by_day", "ticket", ["owner", "day", "taken_at"])


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("to_role", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("taken_at", sa.Text, nullable=True),
        sa.Column("taken_by", sa.Text, nullable=False),
        sa.Column("eta_s", sa.BigInteger, nullable=False),
        sa.Column("also", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "call_id"),
    )
    op.create_index("call_by_time", "call", ["owner", "made_at"])


def _diversion() -> None:
    op.create_table(
        "diversion",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("diversion_id", sa.Text, nullable=False),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "diversion_id"),
    )
    op.create_index("diversion_by_time", "diversion", ["owner", "at"])


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("appointment_id", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("called", sa.Text, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("moves", sa.BigInteger, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("owner", "appointment_id"),
    )
    op.create_index("appointment_by_customer", "appointment", ["owner", "customer_no"])
    op.create_index("appointment_by_time", "appointment", ["owner", "due_at"])


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("incident_id", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("closing_note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "incident_id"),
    )
    op.create_index("incident_by_time", "incident", ["owner", "at"])


def _duty() -> None:
    op.create_table(
        "duty",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("duty_id", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("began_at", sa.Text, nullable=False),
        sa.Column("paused_at", sa.Text, nullable=True),
        sa.Column("pause_reason", sa.Text, nullable=False),
        sa.Column("paused_s", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("owner", "duty_id"),
    )
    op.create_index("duty_by_time", "duty", ["owner", "began_at"])


def _evaluation() -> None:
    op.create_table(
        "evaluation",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("evaluation_id", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("teller_no", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("requested_at", sa.Text, nullable=False),
        sa.Column("score", sa.BigInteger, nullable=False),
        sa.Column("after_ms", sa.BigInteger, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("presses", sa.BigInteger, nullable=False),
        sa.Column("handled_at", sa.Text, nullable=True),
        sa.Column("handled_by", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "evaluation_id"),
    )
    op.create_index("evaluation_by_time", "evaluation", ["owner", "requested_at"])
    op.create_index("evaluation_by_visit", "evaluation", ["owner", "visit_id"])


def _selfcheck() -> None:
    op.create_table(
        "selfcheck",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("check_id", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("kept", sa.Text, nullable=False),
        sa.Column("missed", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "check_id"),
    )
    op.create_index("selfcheck_by_time", "selfcheck", ["owner", "at"])


def _inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("inspection_id", sa.Text, nullable=False),
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
        sa.Column("due_on", sa.Text, nullable=True),
        sa.Column("mended_at", sa.Text, nullable=True),
        sa.Column("mended_by", sa.Text, nullable=False),
        sa.Column("rechecked_at", sa.Text, nullable=True),
        sa.Column("rechecked_by", sa.Text, nullable=False),
        sa.Column("rechecks", sa.BigInteger, nullable=False),
        sa.Column("last_note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "inspection_id"),
    )
    op.create_index("inspection_by_time", "inspection", ["owner", "at"])


def _photo() -> None:
    op.create_table(
        "photo",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("photo_id", sa.Text, nullable=False),
        sa.Column("of_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "photo_id"),
    )
    op.create_index("photo_by_subject", "photo", ["owner", "of_id"])


def _award() -> None:
    op.create_table(
        "award",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("award_id", sa.Text, nullable=False),
        sa.Column("teller_no", sa.Text, nullable=False),
        sa.Column("stars", sa.BigInteger, nullable=False),
        sa.Column("from_day", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "award_id"),
    )


def _complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("complaint_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due_on", sa.Text, nullable=False),
        sa.Column("teller_no", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=True),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("filed_at", sa.Text, nullable=False),
        sa.Column("filed_by", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("offer", sa.Text, nullable=False),
        sa.Column("offer_accepted", sa.BigInteger, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("decision_text", sa.Text, nullable=False),
        sa.Column("decided_at", sa.Text, nullable=True),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("satisfied", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "complaint_id"),
    )
    op.create_index("complaint_by_customer", "complaint", ["owner", "customer_no"])
    op.create_index("complaint_by_time", "complaint", ["owner", "filed_at"])


def _promise() -> None:
    op.create_table(
        "promise",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("promise_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("due_on", sa.Text, nullable=False),
        sa.Column("owner_no", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=True),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=True),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "promise_id"),
    )
    op.create_index("promise_by_customer", "promise", ["owner", "customer_no"])
    op.create_index("promise_by_day", "promise", ["owner", "due_on"])


def _huddle() -> None:
    op.create_table(
        "huddle",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("huddle_id", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("present", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("owner", "huddle_id"),
    )
    op.create_index("huddle_by_day", "huddle", ["owner", "day"])


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("customer_no", sa.Text, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("business_type", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("staff_no", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=True),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("agent", sa.BigInteger, nullable=False),
        sa.Column("window_no", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=True),
        sa.Column("taken_at", sa.Text, nullable=True),
        sa.Column("called_at", sa.Text, nullable=True),
        sa.Column("greeted_at", sa.Text, nullable=True),
        sa.Column("begun_at", sa.Text, nullable=True),
        sa.Column("finished_at", sa.Text, nullable=True),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("excuse", sa.Text, nullable=False),
        sa.Column("excused_s", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("owner", "visit_id"),
    )
    op.create_index("visit_by_customer", "visit", ["owner", "customer_no", "started_at"])
    op.create_index("visit_by_staff", "visit", ["owner", "staff_no", "started_at"])
    op.create_index("visit_by_start", "visit", ["owner", "started_at"])
