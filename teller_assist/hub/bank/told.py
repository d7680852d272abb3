"""What else is told about a customer: the customer row itself, assessments, consents, contacts, complaints, kin."""

from collections.abc import Callable

from teller_assist.hub.bank import name_tables as tables
from teller_assist.hub.bank import names
from teller_assist.hub.bank.days import Days
from teller_assist.hub.bank.money import WAN
from teller_assist.hub.bank.person import Person
from teller_assist.hub.bank.places import Branch
from teller_assist.hub.bank.sink import Row

_OFFERED = (
    "DT12", "DT36", "DN07", "DL24", "DI12", "EM01", "ES01", "EQ01", "SG01", "CC01", "CE01", "WM12", "WM21", "FN21",
    "IN13", "PN01", "BD05", "SM01", "LC01", "GD01",
)  # fmt: skip
_OUTCOMES = ("declined",) * 9 + ("considering",) * 4 + ("referred",) * 3 + ("accepted",) * 2 + (
    "already_has", "not_offered", "not_recorded", "unsuitable",
)  # fmt: skip
_SUBJECTS = (
    "排队时间长",
    "短信扣费争议",
    "理财收益说明不清",
    "柜员服务态度",
    "卡片被吞",
    "转账延误",
    "信息被频繁推销",
)
_FAMILY = frozenset({"spouse", "parent", "child", "guardian", "ward"})


class Record:
    """The rows of one block besides money, per file."""

    def __init__(self, rnd: Callable[[], float], days: Days, branches: tuple[Branch, ...]) -> None:
        self._rnd = rnd
        self._days = days
        self._branches = branches
        self.customers: list[Row] = []
        self.assessments: list[Row] = []
        self.consents: list[Row] = []
        self.contacts: list[Row] = []
        self.complaints: list[Row] = []
        self.relations: list[Row] = []

    def assess(self, person: Person) -> int | None:
        """Set the grade; rows of the last 12 months. Returns the day of the last assessment, None if never."""
        rnd = self._rnd
        asked = person.special in ("two_a_day", "eight_a_year", "unconfirmed", "changed")
        if person.firm or person.age < 18 or person.capacity != "full" or (not asked and rnd() > 0.46):
            return None
        chance = rnd()
        limits = (0.2, 0.6, 0.88, 0.97) if person.age < 65 else (0.45, 0.85, 0.97, 0.995)
        grade = person.grade = 1 + sum(chance > limit for limit in limits)
        when = rnd()
        day = (
            -int(rnd() * 334)
            if when < 0.72 or asked
            else -336 - int(rnd() * 29)
            if when < 0.80
            else -366 - int(rnd() * 700)
        )
        if person.special == "two_a_day":
            day = -int(rnd() * 60)
        if day >= -365:
            self._assessment_rows(person, day, grade)
        return day

    def _assessment_rows(self, person: Person, day: int, grade: int) -> None:
        number, iso = person.customer_no, self._days.iso
        other = grade - 1 if grade > 1 else 2
        if person.special == "two_a_day":
            self.assessments.append((number, iso(day), str_grade(other), "Y"))
        if person.special == "eight_a_year":
            for n in range(7):
                self.assessments.append((number, iso(max(-365, day - 1 - n * 4)), str_grade(grade), "Y"))
        confirmed = "N" if person.special == "unconfirmed" else "Y"
        self.assessments.append((number, iso(day), str_grade(grade), confirmed))
        if day > -365 and not person.special and self._rnd() < 0.05:
            self.assessments.append((number, iso(max(-365, day - 120)), str_grade(other), "Y"))

    def consent(self, person: Person) -> tuple[str, str]:
        """(Y, N or empty; its day). Newest wins; every consent told in the customer row has its row here."""
        rnd, iso, number = self._rnd, self._days.iso, person.customer_no
        chance = rnd()
        if person.firm or chance > 0.78:
            return "", ""
        given = "Y" if chance < 0.69 else "N"
        day = -1 - int(rnd() * 900)
        on = iso(day)
        if chance < 0.03:
            self.consents.append((number, "marketing", "N" if given == "Y" else "Y", iso(day - 200), ""))
        self.consents.append((number, "marketing", given, on, ""))
        if chance > 0.5:
            self.consents.append((number, "relations", "Y" if rnd() < 0.85 else "N", on, ""))
        if chance > 0.66:
            self.consents.append((number, "phone", "Y" if rnd() < 0.6 else "N", on, ""))
        if chance < 0.1:
            self.consents.append((number, "elsewhere", "Y", on, iso(day + 730)))
        return given, on

    def contact(self, person: Person) -> None:
        """Offers of the last 90 days; a visit may have two."""
        rnd = self._rnd
        if person.firm or person.age < 18 or rnd() > 0.14:
            return
        for n in range(1 + int(rnd() * rnd() * 3.5)):
            day = self._days.iso(-1 - int(rnd() * 89))
            visit = f"V{person.count:08d}{n}"
            channel = ("counter", "counter", "counter", "lobby", "phone")[int(rnd() * 5)]
            codes = [_OFFERED[int(rnd() * 20)] for _ in range(1 + (rnd() < 0.3))]
            for code in dict.fromkeys(codes):
                outcome = _OUTCOMES[int(rnd() * len(_OUTCOMES))]
                reason = 1 + int(rnd() * 9) if outcome in ("declined", "not_offered") else 0
                self.contacts.append((person.customer_no, code, day, outcome, str(reason), visit, channel))

    def complain(self, person: Person) -> None:
        rnd = self._rnd
        is_open = person.special == "open_complaint"
        if not is_open and rnd() > 0.015:
            return
        day = -int(rnd() * 17) if is_open else -20 - int(rnd() * 340)
        closed = "" if is_open else self._days.iso(day + 2 + int(rnd() * 13))
        status = "open" if is_open else "closed"
        number, subject = f"TS{person.count:09d}", names.pick(rnd, _SUBJECTS)
        self.complaints.append((number, person.customer_no, self._days.iso(day), status, subject, closed))
        if is_open:
            person.flags.append("complaint")

    def relate(self, person: Person) -> None:
        rnd = self._rnd
        for relation, other in person.kin:
            chance = rnd()
            consent = "Y" if chance < 0.8 or relation not in _FAMILY else "N" if chance < 0.88 else ""
            self.relations.append((person.customer_no, other, relation, consent))
        if person.employer:
            consent = "Y" if rnd() < 0.75 else ""
            self.relations.append((person.customer_no, person.employer, "employer", consent))
            self.relations.append((person.employer, person.customer_no, "employee", consent))

    def write(self, person: Person, assessed: int | None, consent: tuple[str, str], worth: int) -> None:
        """The customer's own row, in the order of the spec."""
        rnd, iso = self._rnd, self._days.iso
        branch = self._branches[person.branch]
        manager = branch.managers[person.count % len(branch.managers)] if worth >= 10 * WAN else ""
        income = "" if person.firm or person.age < 18 or rnd() < 0.25 else str(int(3 + 37 * rnd() ** 3) * WAN)
        salary = "Y" if person.salary_here else "" if person.firm else "N"
        self.customers.append((
            person.customer_no, person.name, person.id_type, person.id_no, person.mobile,
            "" if person.firm else iso(person.born), branch.branch_no,
            str_grade(person.grade) if assessed is not None else "", "" if assessed is None else iso(assessed),
            "" if person.firm else person.capacity, consent[0], "|".join(person.flags),
            "firm" if person.firm else "person",
            "" if person.firm else "F" if person.female else "M", iso(person.since), self._document_ends(person),
            "" if person.firm else "Y" if person.special == "changed" else "N", person.guardian_consent, consent[1],
            manager, person.employer,
            person.home, person.occupation, income, salary, *self._wishes(person), "|".join(person.tags),
        ))  # fmt: skip

    def _document_ends(self, person: Person) -> str:
        """Most last for years; some run out within 30 days, some have; the old keep theirs for life."""
        rnd = self._rnd
        if person.special == "id_expiring":
            return self._days.iso(int(rnd() * 30))
        if person.firm or (person.age > 60 and rnd() < 0.6):
            return ""
        return self._days.iso(int(rnd() * 3600) - 80)

    def _wishes(self, person: Person) -> Row:
        """do_not_call, address_as, channel, hours, language, avoid."""
        rnd = self._rnd
        if person.firm or rnd() < 0.55:
            return ("" if person.firm else "N", "", "", "", "", "")
        channel = ("phone", "wechat", "wechat", "sms", "letter", "counter")[int(rnd() * 6)]
        wished = ("老师", "大夫", "总", "师傅")[int(rnd() * 4)]
        address = f"{person.surname}{wished}" if person.surname and person.age > 30 and rnd() < 0.06 else ""
        foreign = "foreigner" in person.flags
        language = "English" if foreign else names.pick(rnd, tables.LANGUAGES) if rnd() < 0.1 else ""
        hours = names.pick(rnd, tables.HOURS) if rnd() < 0.3 else ""
        avoid = names.pick(rnd, tables.AVOID) if rnd() < 0.05 else ""
        return ("Y" if rnd() < 0.12 else "N", address, channel, hours, language, avoid)


def str_grade(grade: int) -> str:
    return f"C{grade}"
