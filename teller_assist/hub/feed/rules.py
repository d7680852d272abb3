"""What one column alone cannot tell: rules over a clean row. One obvious place to add one: a line in RULES."""

from typing import NamedTuple

from teller_assist.domain.customer import ALERT_FLAGS, PLAIN_FLAGS, UNREADABLE_FLAG
from teller_assist.domain.product import CATEGORIES
from teller_assist.hub.feed.raw import text
from teller_assist.hub.feed.spec import BUSINESS_TYPES


class Rule(NamedTuple):
    """``wrong``: SQL over the typed row. ``repair``: SQL of the value that takes its place; "" leaves it (kept)."""

    file: str
    column: str
    code: str
    action: str  # rejected | repaired | kept
    wrong: str
    repair: str = ""
    needs: str = ""  # another file the rule looks at


OVERDRAFT = ("current", "fx_deposit", "credit_card")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# GB 11643: the weighted sum of the first 17 digits modulo 11 names the last character.
_SUM = " + ".join(f"{w} * id_no[{i}:{i}]::INTEGER" for i, w in enumerate(_WEIGHTS, 1))
_WRONG_ID = (
    r"id_type = 'resident_id' AND id_no IS NOT NULL AND CASE WHEN regexp_full_match(upper(id_no), '^\d{17}[\dX]$') "
    f"THEN upper(id_no[18:18]) <> '10X98765432'[({_SUM}) % 11 + 1] ELSE true END"
)


def _in(words: object) -> str:
    return ", ".join(text(w) for w in words)  # type: ignore[attr-defined]


_LANES = " ".join(f"WHEN '{category}' THEN '{lane.value}'" for category, lane in CATEGORIES.items())
_LICENCES = "string_split(licences, '|')"
_GOOD_LICENCE = (
    r"regexp_full_match(x, '^[a-z][a-z0-9_]*:\d{4}-\d{2}-\d{2}$')"
    " AND TRY_CAST(string_split(x, ':')[2] AS DATE) IS NOT NULL"
)
_FLAGS = r"nullif(trim(regexp_replace(lower(flags), '[|,;，；、\s]+', '|', 'g'), '|'), '')"
_UNKNOWN_FLAG = f"x NOT IN ({_in((*ALERT_FLAGS, *PLAIN_FLAGS))})"
# GB 11643: characters 7 to 14 are the day of birth.
_BORN = "try_strptime(id_no[7:14], '%Y%m%d')::DATE"
_BORN_TOLD = f"id_type = 'resident_id' AND id_no IS NOT NULL AND {_BORN} <= $as_of"
_OVERDRAWN = f"SELECT product_code FROM products WHERE category IN ({_in(OVERDRAFT)})"

RULES: tuple[Rule, ...] = (
    Rule("products", "category", "lane", "rejected", f"lane <> CASE category {_LANES} END"),
    Rule("customers", "birth_date", "future", "rejected", "birth_date > $as_of"),
    Rule("customers", "risk_assessed_on", "future", "rejected", "risk_assessed_on > $as_of"),
    Rule("customers", "id_no", "check_digit", "repaired", _WRONG_ID, "NULL"),
    # A minor must not become an adult for want of a date: an empty one is read from the ID, of two the later counts.
    Rule("customers", "birth_date", "birth_from_id", "repaired", f"birth_date IS NULL AND {_BORN_TOLD}", _BORN),
    Rule(
        "customers", "birth_date", "birth_differs", "repaired", f"birth_date <> {_BORN} AND {_BORN_TOLD}",
        f"greatest(birth_date, {_BORN})",
    ),
    # A misspelt alert must not be lost: what cannot be read stops selling until somebody has looked.
    Rule("customers", "flags", "flag_form", "repaired", f"flags IS DISTINCT FROM {_FLAGS}", _FLAGS),
    Rule(
        "customers", "flags", "flag_word", "repaired",
        f"len(list_filter(string_split(flags, '|'), lambda x: {_UNKNOWN_FLAG})) > 0",
        f"array_to_string(list_append(list_filter(string_split(flags, '|'), lambda x: NOT ({_UNKNOWN_FLAG})), "
        f"{text(UNREADABLE_FLAG)}), '|')",
    ),
    Rule(
        "staff", "licences", "licence_day", "repaired",
        f"len(list_filter({_LICENCES}, lambda x: NOT ({_GOOD_LICENCE}))) > 0",
        f"nullif(array_to_string(list_filter({_LICENCES}, lambda x: {_GOOD_LICENCE}), '|'), '')",
    ),
    Rule(
        "holdings", "balance_fen", "negative", "rejected",
        f"balance_fen < 0 AND product_code NOT IN ({_OVERDRAWN})",
        needs="products",
    ),
    Rule(
        "assets", "average_fen", "negative", "rejected",
        f"average_fen < 0 AND coalesce(category, 'all') NOT IN ('all', {_in(OVERDRAFT)})",
    ),
    Rule("transactions", "ended_at", "order", "rejected", "ended_at < started_at"),
    Rule("transactions", "business_type", "business_word", "kept", f"business_type NOT IN ({_in(BUSINESS_TYPES)})"),
    Rule("relations", "related_no", "itself", "rejected", "customer_no = related_no"),
    Rule("assessments", "assessed_on", "future", "rejected", "assessed_on > $as_of"),
    Rule("complaints", "received_on", "future", "rejected", "received_on > $as_of"),
    Rule("contacts", "on", "future", "rejected", '"on" > $as_of'),
    Rule("consents", "on", "future", "kept", '"on" > $as_of'),
)  # fmt: skip
