"""The rare things a demo must not miss: each has its share of every thousand customers."""

from collections.abc import Callable

from teller_assist.hub.bank import name_tables as tables
from teller_assist.hub.bank import names, numbers
from teller_assist.hub.bank.person import Person

Chance = Callable[[], float]

# What must not be missing: so many in each thousand customers, whatever chance brings beside.
KINDS = (
    ("maturing", 14), ("near_tier", 20), ("rare", 4), ("dotted", 4), ("polyphonic", 7), ("compound", 4), ("homonym", 5),
    ("twin", 3), ("deceased", 2), ("court_freeze", 2), ("fraud_watch", 2), ("guardianship", 2), ("passport", 3),
    ("foreign_permanent_id", 2), ("hk_macao_permit", 2), ("taiwan_permit", 1), ("military_id", 2), ("other", 1),
    ("vip", 3), ("disabled", 4), ("pregnant", 3), ("staff", 3), ("two_a_day", 3), ("eight_a_year", 1),
    ("unconfirmed", 4), ("changed", 4), ("card_expiring", 6), ("id_expiring", 6), ("open_complaint", 10),
)  # fmt: skip


def _places() -> dict[int, str]:
    """Place in the thousand -> special. Kinds are mixed: the i-th of k of a kind stands at i/k of the way."""
    order = sorted((n / k, kind) for kind, k in KINDS for n in range(k))
    step = 900 // len(order)
    return {3 + step * place: kind for place, (_, kind) in enumerate(order)}


AT = _places()

_HOMONYMS = {"F": ("李娜", "王芳", "张敏"), "M": ("张伟", "王伟", "李强")}


def fits(kind: str, person: Person) -> bool:
    """Whether an adult can be this."""
    match kind:
        case "pregnant":
            return person.female and person.age < 42
        case "staff" | "military_id":
            return 22 <= person.age < 55
        case "deceased":
            return person.age > 55
        case "two_a_day" | "eight_a_year" | "unconfirmed" | "changed" | "maturing" | "near_tier":
            return 25 <= person.age < 75
        case _:
            return True


def apply(kind: str, person: Person, rnd: Chance) -> None:
    """Make ``person`` one. Kinds about money and assessments are read later from ``person.special``."""
    sex = "F" if person.female else "M"
    match kind:
        case "rare":
            person.name = person.surname + names.given_name(rnd, sex, 1990, "")[:1] + names.pick(rnd, tables.RARE)
        case "dotted":
            person.name = names.dotted_name(rnd, sex)
        case "homonym":
            person.name = names.pick(rnd, _HOMONYMS[sex])
        case "polyphonic" | "compound":
            turn = person.count // 100 % 10 * 7 // 9  # the seven of a thousand get one surname each
            polyphonic = kind == "polyphonic"
            person.surname = tables.POLYPHONIC[turn % 7] if polyphonic else names.pick(rnd, tables.COMPOUND)
            person.name = person.surname + names.given_name(rnd, sex, 1985, person.surname)
        case "passport" | "foreign_permanent_id":
            person.name = names.foreign_name(rnd, sex)
            person.flags.append("foreigner")
            person.id_type, person.id_no = kind, _document(kind, person.count)
        case "hk_macao_permit" | "taiwan_permit" | "military_id" | "other":
            person.id_type, person.id_no = kind, _document(kind, person.count)
        case "guardianship":
            person.capacity = "none" if rnd() < 0.5 else "limited"
            person.guardian_consent = "N" if person.capacity == "none" else "Y"
            person.flags.append(kind)
        case "deceased" | "court_freeze" | "fraud_watch" | "vip" | "disabled" | "pregnant" | "staff":
            person.flags.append(kind)
    if kind in ("rare", "homonym", "dotted", "passport", "foreign_permanent_id"):
        person.surname = "" if kind in ("dotted", "passport", "foreign_permanent_id") else person.name[0]


def _document(kind: str, count: int) -> str:
    return numbers.passport(count) if kind == "passport" else numbers.permit(count, kind)
