"""The tables of ``snap-<hash>.db``. Told data only: built whole by the hub, never edited, no migrations.

``o`` is the rank ordinal: home branch first, tier down, assets down, customer number; so every
posting list and every child table is already in the order of the result. Days are ISO text,
amounts integer fen, sets are space-separated words, booleans 0/1 and NULL where not told.
Child tables are clustered by ``o`` so that one customer's rows lie on one page.
"""

VERSION = 1

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE customer(
  o INTEGER PRIMARY KEY, customer_no TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, sex TEXT NOT NULL,
  id_type TEXT NOT NULL, id_no TEXT NOT NULL, mobile TEXT NOT NULL, birth_on TEXT, branch_no TEXT NOT NULL,
  own_branch INTEGER NOT NULL, since_on TEXT, id_expires_on TEXT, risk_grade INTEGER, risk_assessed_on TEXT,
  risk_change_reported INTEGER NOT NULL, capacity TEXT NOT NULL, guardian_consent INTEGER NOT NULL,
  consent_marketing INTEGER, consent_on TEXT, flags TEXT NOT NULL, manager_no TEXT NOT NULL, income_fen INTEGER,
  salary_here INTEGER NOT NULL, preferences TEXT NOT NULL, tags TEXT NOT NULL, tier TEXT NOT NULL,
  tier_since TEXT NOT NULL, tier_months_below INTEGER NOT NULL, possible_duplicate INTEGER NOT NULL);
CREATE TABLE account(o INTEGER, n INTEGER, account_no TEXT NOT NULL, card_no TEXT NOT NULL, kind TEXT NOT NULL,
  opened_on TEXT, status TEXT NOT NULL, card_expires_on TEXT, PRIMARY KEY(o, n)) WITHOUT ROWID;
CREATE TABLE holding(o INTEGER, n INTEGER, product_code TEXT NOT NULL, account_no TEXT NOT NULL, balance_fen INTEGER,
  currency TEXT NOT NULL, opened_on TEXT, matures_on TEXT, status TEXT NOT NULL, PRIMARY KEY(o, n)) WITHOUT ROWID;
CREATE TABLE month_average(o INTEGER, month TEXT, average_fen INTEGER, PRIMARY KEY(o, month)) WITHOUT ROWID;
CREATE TABLE relation(o INTEGER, n INTEGER, relation TEXT NOT NULL, customer_no TEXT NOT NULL, name TEXT NOT NULL,
  tier TEXT NOT NULL, hops INTEGER NOT NULL, PRIMARY KEY(o, n)) WITHOUT ROWID;
CREATE TABLE complaint(o INTEGER, n INTEGER, complaint_no TEXT NOT NULL, received_on TEXT NOT NULL,
  subject TEXT NOT NULL, status TEXT NOT NULL, closed_on TEXT, PRIMARY KEY(o, n)) WITHOUT ROWID;
CREATE TABLE assessment(o INTEGER, n INTEGER, assessed_on TEXT NOT NULL, grade INTEGER NOT NULL,
  confirmed INTEGER NOT NULL, PRIMARY KEY(o, n)) WITHOUT ROWID;
CREATE TABLE contact(o INTEGER, n INTEGER, product_code TEXT NOT NULL, on_day TEXT NOT NULL, outcome TEXT NOT NULL,
  reason INTEGER NOT NULL, visit TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY KEY(o, n)) WITHOUT ROWID;
CREATE TABLE counter_transaction(o INTEGER, n INTEGER, at TEXT NOT NULL, ended_at TEXT, business_type TEXT NOT NULL,
  amount_fen INTEGER, ticket TEXT NOT NULL, staff_no TEXT NOT NULL, branch_no TEXT NOT NULL,
  PRIMARY KEY(o, n)) WITHOUT ROWID;
CREATE TABLE product(product_code TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL, lane TEXT NOT NULL,
  category TEXT NOT NULL, issuer_rating INTEGER, seller_rating INTEGER, placement TEXT NOT NULL,
  sale_zone INTEGER NOT NULL, licence TEXT NOT NULL, currency TEXT NOT NULL, term_months INTEGER,
  min_amount_fen INTEGER, valid_from TEXT, valid_to TEXT, on_sale INTEGER NOT NULL, manager TEXT NOT NULL,
  fee_text TEXT NOT NULL, loss_text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE staff(staff_no TEXT PRIMARY KEY, name TEXT NOT NULL, branch_no TEXT NOT NULL, role TEXT NOT NULL,
  licences TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE branch(branch_no TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL, region TEXT NOT NULL,
  sales_zone INTEGER NOT NULL, not_offered TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pack(name TEXT PRIMARY KEY, version TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sk(k TEXT, st INTEGER, o INTEGER, h TEXT NOT NULL, PRIMARY KEY(k, st, o)) WITHOUT ROWID;
CREATE TABLE hot(p TEXT PRIMARY KEY, os BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE line(o INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE reading(o INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE bankwide(h BLOB PRIMARY KEY, tier TEXT NOT NULL, flags TEXT NOT NULL,
  branch_no TEXT NOT NULL) WITHOUT ROWID;
"""

# Made after the rows are in: one exact key that everything else hangs on.
INDEXES = "CREATE UNIQUE INDEX customer_by_no ON customer(customer_no);"

TABLE_NAMES = (
    "meta", "customer", "account", "holding", "month_average", "relation", "complaint", "assessment", "contact",
    "counter_transaction", "product", "staff", "branch", "pack", "sk", "hot", "line", "reading", "bankwide",
)  # fmt: skip

# Keys of ``meta``: schema, generation (content hash), as_of, built_at, bank, home_branch, customers,
# bankwide_salt (hex; keys of ``bankwide`` are HMAC-SHA256(salt, kind|value)[:8]).
# ``sk.st`` and the packing of ``hot.os``: domain/keys.py. ``sk.h`` of a number: the name's key and its initials.
# ``line.line``: what the search list shows of a customer, fields of ``store/search.py`` parted by tabs.
# ``reading.words``: every pinyin of the name, each after a blank; the second half of "zhang 8812".
# ``customer.preferences``: a JSON object of address, channel, hours, language, avoid and do_not_call (true).
