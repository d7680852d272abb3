"""Persons in households, and firms: who the customers are. Money and deeds come later."""

from random import Random

from teller_assist.hub.bank import name_tables as tables
from teller_assist.hub.bank import names, numbers, specials
from teller_assist.hub.bank.days import Days
from teller_assist.hub.bank.person import Person


class People:
    """Makes the customers ``first`` … ``last`` of one neighbourhood; keeps nothing but the specials still to place."""

    def __init__(self, rng: Random, days: Days, branches: int) -> None:
        self._rnd = rng.random
        self._days = days
        self._branches = branches
        self._due: list[str] = []

    def block(self, first: int, last: int) -> list[Person]:
        """Two firms, then households until ``last``; who works where is settled."""
        rnd = self._rnd
        home = self._branch()
        made: list[Person] = []
        for count in range(first, min(first + 2, last)):
            made.append(self._firm(count, home))
        firms = made[:]
        self._due += [specials.AT[n % 1000] for n in range(first, last) if n % 1000 in specials.AT]
        count = first + len(made)
        while count < last:
            branch = home if rnd() < 0.85 else self._branch()
            household = self._household(count, last, branch)
            made += household
            count += len(household)
            if household[0].special == "twin" and count < last:
                made.append(self._twin(count, household[0]))
                count += 1
        for person in made[len(firms) :]:
            self._employ(person, firms, first)
        return made

    def _branch(self) -> int:
        """Any branch; the home branch a little more often."""
        chance = self._rnd()
        return 0 if chance < 0.04 else int(self._rnd() * self._branches)

    def _firm(self, count: int, branch: int) -> Person:
        firm = Person(count, branch)
        firm.firm = True
        firm.name = names.firm_name(self._rnd)
        firm.id_type, firm.id_no = "business_licence", numbers.firm_code(count)
        firm.mobile = numbers.mobile(count)
        firm.since = -400 - int(self._rnd() * 5500)
        return firm

    def _household(self, count: int, last: int, branch: int) -> list[Person]:
        """One to four people: alone, a couple, with a child, with a parent; cut short where the block ends."""
        rnd = self._rnd
        head = self._adult(count, branch, 19 + (rnd() + 0.45 * rnd()) * 45, rnd() < 0.46)
        self._single_out(head)
        house = [head]
        room = min(last - count, 4)
        size = rnd()
        if size < 0.42 or head.special == "twin":
            return house
        if room >= 2 and head.age >= 24 and size < 0.93:
            house.append(self._spouse(count + 1, head))
        if room >= len(house) + 1 and size > 0.62 and head.age >= 26:
            house.append(self._child(count + len(house), head, house))
        if room >= len(house) + 1 and size > 0.86 and head.age <= 62:
            house.append(self._parent(count + len(house), head))
        if len(house) > 1:
            for member in house:
                member.home = f"H{count:08d}"
        return house

    def _adult(self, count: int, branch: int, age: float, female: bool, family: str = "") -> Person:
        """``age`` is at least 18; the name fits the year of birth."""
        person = Person(count, branch)
        person.age, person.female = age, female
        person.born = -int(age * 365.25) - 3
        born = self._days.iso(person.born)
        person.surname = family or names.surname(self._rnd)
        sex = "F" if female else "M"
        person.name = person.surname + names.given_name(self._rnd, sex, int(born[:4]), person.surname)
        area = numbers.scattered(count, 10_000, 6_181)
        person.id_no = numbers.resident_id(area, born.replace("-", ""), (count * 37 + count // 10_000) % 500, female)
        person.mobile = numbers.mobile(count)
        person.since = -30 - int(min(age * 300, 9000) * self._rnd())
        self._work(person)
        return person

    def _twin(self, count: int, person: Person) -> Person:
        """The same person taken in a second time, under another document or with another order number."""
        twin = self._adult(count, person.branch, person.age, person.female, person.surname)
        twin.name = person.name
        if self._rnd() < 0.5:
            twin.id_type, twin.id_no, twin.mobile = "passport", numbers.passport(count), person.mobile
        return twin

    def _work(self, person: Person) -> None:
        chance = self._rnd()
        if person.age >= 65:
            person.flags.append("elderly")
        if person.age >= (55 if person.female else 60):
            person.occupation = "退休"
        elif person.age < 22:
            person.occupation = "学生"
        elif chance < 0.08:
            person.occupation = "个体工商户"
            person.flags.append("sole_trader")
            person.tags.append("sole_trader")
        else:
            person.occupation = names.pick(self._rnd, tables.OCCUPATIONS)
        if 0.1 < chance < 0.22:
            person.tags.append("no_vehicle")
            person.flags.append("no_vehicle")

    def _spouse(self, count: int, head: Person) -> Person:
        age = max(22.0, head.age + (self._rnd() - 0.5) * 7 - (0 if head.female else 1.5))
        spouse = self._adult(count, head.branch, age, not head.female)
        _bind(head, "spouse", spouse, "spouse")
        return spouse

    def _child(self, count: int, head: Person, parents: list[Person]) -> Person:
        """With the father's surname; under 18 a minor, whose mother or father is the guardian."""
        father = next((p for p in parents if not p.female), head)
        age = min(p.age for p in parents) - 22 - self._rnd() * 10
        child = self._adult(count, head.branch, max(age, 0.4), self._rnd() < 0.48, father.surname)
        for parent in parents:
            _bind(parent, "child", child, "parent")
        if child.age < 18:
            child.flags, child.tags, child.occupation = ["minor"], [], "学生" if child.age > 6 else "儿童"
            child.capacity = "none" if child.age < 8 else "limited"
            child.guardian_consent = "Y" if child.capacity == "limited" and self._rnd() < 0.4 else "N"
            child.mobile = "" if child.age < 12 else child.mobile
            _bind(child, "guardian", parents[-1], "ward")
        return child

    def _parent(self, count: int, head: Person) -> Person:
        female = self._rnd() < 0.6
        age = min(head.age + 22 + self._rnd() * 12, 97.0)
        parent = self._adult(count, head.branch, age, female, "" if female else head.surname)
        _bind(head, "parent", parent, "child")
        return parent

    def _employ(self, person: Person, firms: list[Person], first: int) -> None:
        """A third works at a firm of the neighbourhood, one in thirty at the big one of the district."""
        if person.firm or not 22 <= person.age < 60 or "sole_trader" in person.flags:
            return
        chance = self._rnd()
        if chance < 0.34 and firms:
            person.employer = firms[int(chance < 0.1 and len(firms) > 1)].customer_no
        elif chance < 0.375:
            person.employer = numbers.customer_no(first - first % 5_000)

    def _single_out(self, person: Person) -> None:
        """Give the first special due that fits to ``person``."""
        for n, kind in enumerate(self._due):
            if specials.fits(kind, person):
                person.special = self._due.pop(n)
                specials.apply(kind, person, self._rnd)
                return


def _bind(one: Person, is_: str, other: Person, back: str) -> None:
    """``other`` is ``one``'s ``is_``; ``one`` is ``other``'s ``back``."""
    one.kin.append((is_, other.customer_no))
    other.kin.append((back, one.customer_no))
