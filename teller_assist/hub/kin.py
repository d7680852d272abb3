"""Who belongs to whom, within consent and at most two hops: ``gen.near``, ``gen.kin``.

A stated relation is shown only with its own consent and where the related person has not refused;
what is worked out (household, employees, colleagues) only where that person agreed to it. A firm is
no person and needs no consent. Source: PIPL Articles 6 and 13 (least data, consent).

Of a related customer who is not taken in (``--branch``) the desk learns kind and tier only: the name is
masked here and the number left out, so that the file itself holds neither.
"""

import duckdb

# Worth telling first; colleagues and employees last.
ORDER = (
    "spouse", "parent", "child", "guardian", "ward", "household", "employer", "upstream", "downstream",
    "employee", "colleague",
)  # fmt: skip
MOST = 20

_EDGES = f"""
CREATE TABLE gen.edge AS
WITH allowed AS (
  SELECT a.customer_no, a.kind = 'firm' OR coalesce(r.given, false) AS agreed,
    r.given IS NOT DISTINCT FROM false AS refused
  FROM gen.all_ranked a LEFT JOIN gen.consent r ON r.customer_no = a.customer_no AND r.purpose = 'relations'),
staff AS (SELECT t.customer_no, t.employer_no, a.agreed FROM customers t JOIN allowed a ON a.customer_no = t.customer_no
  WHERE coalesce(t.employer_no, '') <> ''),
few AS (SELECT * FROM staff WHERE agreed
  QUALIFY row_number() OVER (PARTITION BY employer_no ORDER BY customer_no) <= {MOST + 1}),
home AS (SELECT t.customer_no, t.household_id, a.agreed FROM customers t JOIN allowed a ON a.customer_no = t.customer_no
  WHERE coalesce(t.household_id, '') <> ''),
near_home AS (SELECT * FROM home WHERE agreed
  QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY customer_no) <= {MOST + 1})
SELECT r.customer_no, r.related_no, r.relation FROM relations r JOIN allowed a ON a.customer_no = r.related_no
  WHERE r.consent AND NOT a.refused
UNION SELECT h.customer_no, o.customer_no, 'household' FROM home h JOIN near_home o USING (household_id)
UNION SELECT s.customer_no, s.employer_no, 'employer' FROM staff s
  JOIN allowed a ON a.customer_no = s.employer_no AND a.agreed
UNION SELECT f.employer_no, f.customer_no, 'employee' FROM few f
UNION SELECT s.customer_no, f.customer_no, 'colleague' FROM staff s JOIN few f USING (employer_no)
"""

# A stated tie hides the household tie of the same two; only the twenty nearest of each go on.
_NEAR = f"""
CREATE TABLE gen.near AS
WITH once AS (SELECT e.*, list_position({list(ORDER)}, relation) AS place FROM gen.edge e
  WHERE customer_no <> related_no
  QUALIFY row_number() OVER (PARTITION BY customer_no, related_no ORDER BY place) = 1)
SELECT * FROM once QUALIFY row_number() OVER (PARTITION BY customer_no ORDER BY place, related_no) <= {MOST}
"""

_KIN = """
CREATE TABLE gen.kin AS
WITH first AS (SELECT n.* FROM gen.near n SEMI JOIN gen.c c ON c.customer_no = n.customer_no),
tie AS (SELECT * FROM gen.near WHERE relation NOT IN ('employee', 'colleague')),
both_hops AS (
  SELECT customer_no, related_no, relation, place, 1 AS hops FROM first
  UNION ALL
  SELECT a.customer_no, b.related_no, b.relation, b.place, 2
  FROM (SELECT * FROM first WHERE relation NOT IN ('employee', 'colleague')) a
  JOIN tie b ON b.customer_no = a.related_no
  WHERE b.related_no <> a.customer_no),
once AS (SELECT * FROM both_hops
  QUALIFY row_number() OVER (PARTITION BY customer_no, related_no ORDER BY hops, place) = 1)
SELECT c.o, CAST(row_number() OVER (PARTITION BY c.o ORDER BY k.hops, k.place, k.related_no) AS INTEGER) AS n,
  k.relation, coalesce(i.customer_no, '') AS related_no,
  CASE WHEN i.customer_no IS NULL THEN left(a.name, 1) || '*' ELSE a.name END AS name, a.tier, k.hops
FROM once k JOIN gen.c c ON c.customer_no = k.customer_no JOIN gen.all_ranked a ON a.customer_no = k.related_no
LEFT JOIN gen.c i ON i.customer_no = k.related_no
"""


def find_ties(con: duckdb.DuckDBPyConnection) -> None:
    """``gen.near``: the nearest of everyone in the bank; needs ``gen.consent`` and ``gen.all_ranked``."""
    con.execute(_EDGES)
    con.execute(_NEAR)
    con.execute("DROP TABLE gen.edge")


def find_kin(con: duckdb.DuckDBPyConnection) -> None:
    """``gen.kin`` of the customers of ``gen.c``; needs ``gen.near``."""
    con.execute(_KIN)
