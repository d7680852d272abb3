"""A customer while its rows are made."""

from teller_assist.hub.bank import numbers


class Person:
    """A customer while its rows are made. Days are counted from the feed's day, 0."""

    __slots__ = (
        "age", "born", "branch", "capacity", "count", "customer_no", "employer", "female", "firm", "flags", "grade",
        "guardian_consent", "home", "id_no", "id_type", "kin", "mobile", "name", "occupation", "salary_here", "since",
        "special", "surname", "tags",
    )  # fmt: skip

    def __init__(self, count: int, branch: int) -> None:
        self.count = count
        self.customer_no = numbers.customer_no(count)
        self.branch = branch
        self.firm = False
        self.female = False
        self.name = self.surname = self.home = self.employer = ""
        self.born = 0
        self.since = -30
        self.salary_here = False
        self.age = 0.0
        self.capacity = "full"
        self.guardian_consent = ""
        self.flags: list[str] = []
        self.tags: list[str] = []
        self.kin: list[tuple[str, str]] = []  # (relation, the other's number)
        self.id_type, self.id_no, self.mobile = "resident_id", "", ""
        self.occupation = self.special = ""
        self.grade = 0
