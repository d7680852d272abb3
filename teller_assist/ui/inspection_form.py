"""The inspection screen's presenter: what can be chosen, what is recorded, what stands to be mended."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk.quality import Quality
from teller_assist.domain.days import day_at
from teller_assist.domain.quality import Evaluation, Inspection
from teller_assist.errors import Expected
from teller_assist.ui import texts
from teller_assist.ui import words_quality as words
from teller_assist.ui.bad_evaluations import BadEvaluations
from teller_assist.ui.inspection_case import Case
from teller_assist.ui.inspection_list import Row
from teller_assist.ui.inspection_parts import Taken
from teller_assist.ui.inspection_sheet import Known
from teller_assist.ui.inspection_view import InspectionView
from teller_assist.ui.photo import shrunk_file
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter

DUE = (1, 3, 5, 10)  # business days ahead that an action may be due on
RECENT = 8  # others that are shown below those to be mended


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime]) -> Station:
    view = InspectionView()
    return Station(view, InspectionPresenter(view, counter, tasks))


class InspectionPresenter:
    """Shows the form, or one inspection; the list follows what anybody of the branch records."""

    def __init__(self, view: InspectionView, counter: "Counter", tasks: Runs) -> None:
        self._view, self._counter, self._tasks, self._quality = view, counter, tasks, Quality(counter)
        self._current: UUID | None = None
        self._bad = BadEvaluations(counter)
        self._stamp = -1
        view.asked.connect(self.ask)
        view.chosen.connect(self.choose)
        view.bad_chosen.connect(self.choose_bad)
        view.photographed.connect(self.photograph)
        view.may_begin(self._quality.may_inspect())
        self._show_list()
        self.ask("new")

    def tick(self) -> None:
        """Twice a second: the list anew once something was recorded. What is being filled in stays."""
        stamp = self._counter.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self._show_list()
            self._show_bad()

    # --- what the person does

    def ask(self, code: str) -> None:
        """new, again (another language), save, act, handle, mend, pass, fail."""
        view, quality = self._view, self._quality
        if code == "new":
            self._begin()
        elif code == "again":
            self._show_list()
            if self._bad.current is not None:
                self._show_bad()
            elif self._current is None:
                view.show_sheet(self._known(), blank=False)
            else:
                self._show_case()
        elif code == "save":
            sheet, jpegs = view.sheet.sheet(), [taken.jpeg for taken in view.sheet.pictures]
            if not (sheet.teller_no or sheet.window_no):
                return view.say_needed("whom")
            if not (sheet.scores or sheet.missed):
                return view.say_needed("scores")
            self._run(lambda: quality.inspect(sheet, jpegs), code)
        elif code == "handle":
            self._handle()
        elif code == "act" and (needed := self._needed_to_act()):
            view.say_needed(needed)
        elif self._current is not None:
            self._run(self._deed(code, self._current), code)
        return None

    def choose(self, inspection_id: UUID) -> None:
        """Another inspection; a form that was begun stays as it is."""
        self._current, self._bad.current = inspection_id, None
        self._view.say("")
        self._show_list()
        self._show_case()

    def choose_bad(self, evaluation_id: UUID) -> None:
        """A bad evaluation; a form that was begun stays as it is."""
        self._current, self._bad.current = None, evaluation_id
        self._view.say("")
        self._show_list()
        self._show_bad()
        self._view.setFocus()

    def photograph(self, file: Path) -> None:
        """Made small off the screen's thread; to the form, or to the inspection that is shown."""
        current, quality, view = self._current, self._quality, self._view
        if view.on_sheet():
            self._tasks.run(lambda: Taken(file.name, shrunk_file(file)), self._on_taken, self._fail)
        elif current is not None:

            def work() -> Inspection:
                quality.photograph(current, shrunk_file(file))
                return quality.inspection(current)

            self._run(work, "photo")

    # --- inside

    def _begin(self) -> None:
        self._current = self._bad.current = None
        self._view.say("")
        if self._quality.may_inspect():
            self._view.show_sheet(self._known(), blank=not self._view.on_sheet())
        elif rows := self._quality.inspections():
            self.choose(rows[0].inspection_id)
        self._show_list()
        self._view.setFocus()

    def _handle(self) -> None:
        """Records what was done about the bad evaluation that is shown; then the form is there as it was left."""
        page, bad, current = self._view.bad, self._bad, self._bad.current
        if current is None:
            return
        if not page.outcome:
            return self._view.say_needed("outcome")
        outcome, note = page.outcome, page.note.edit.text().strip()

        def shown(_: Evaluation) -> None:
            if bad.current == current:
                bad.current = None
                self._view.show_sheet(self._known(), blank=False)
                self._view.setFocus()
            self._show_list()
            self._view.say_done("handle")

        def refused(error: Exception) -> None:
            self._fail(error)
            self._show_bad()  # a colleague was first: it says who

        self._tasks.run(lambda: bad.handle(current, outcome, note), shown, refused)

    def _show_bad(self) -> None:
        """The one that is chosen, if any, as it now stands."""
        if self._bad.current is None:
            return
        try:
            told = self._bad.shown(self._bad.current)
        except Expected as error:
            self._fail(error)
            return
        if told.refused:
            self._view.say("")
        self._view.show_bad(told)

    def _needed_to_act(self) -> str:
        """What is not filled in yet, "" nothing."""
        case = self._view.case
        return "what" if not case.what.edit.text().strip() else "owner" if not case.owner.chosen else ""

    def _deed(self, code: str, inspection_id: UUID) -> Callable[[], Inspection]:
        case, quality = self._view.case, self._quality
        note = case.note.edit.text().strip()
        what, owner_no, due_on = (
            case.what.edit.text().strip(),
            case.owner.chosen,
            case.due_on() or self._counter.today(),
        )
        deeds: dict[str, Callable[[], Inspection]] = {
            "act": lambda: quality.act(inspection_id, what, owner_no, due_on),
            "mend": lambda: quality.mend(inspection_id, note),
            "pass": lambda: quality.recheck(inspection_id, True, note),
            "fail": lambda: quality.recheck(inspection_id, False, note),
        }
        return deeds[code]

    def _on_taken(self, taken: Taken) -> None:
        self._view.sheet.add_picture(taken)
        self._view.say("")

    def _run(self, work: Callable[[], Inspection], code: str) -> None:
        def shown(done: Inspection) -> None:
            if self._view.on_sheet():
                self._view.sheet.clear()
            self._current = done.inspection_id
            self._show_list()
            self._show_case()
            self._view.say_done(code)

        self._tasks.run(work, shown, self._fail)

    def _fail(self, error: Exception) -> None:
        told = error if isinstance(error, Expected) else Expected(str(error))
        self._view.say(texts.error(told))

    def _show_list(self) -> None:
        open_ = self._quality.inspections("open")
        others = [one for one in self._quality.inspections() if one not in open_][:RECENT]
        rows = [self._row(one) for one in (*open_, *others)]
        staff = self._counter.staff
        who = texts.listed(staff.name, texts.pick(self._counter.branch.name, self._counter.branch.name_en))
        current = self._bad.current or self._current
        self._view.show_list(rows, current, who, len(open_), self._bad.waiting())

    def _row(self, one: Inspection) -> Row:
        today = self._counter.today()
        form = words.say("inspection", words.FORMS, one.form)
        title = texts.listed(form, self._name(one.teller_no) or one.window_no)
        due = texts.day(one.due_on, today) if one.due_on and one.is_open() else ""
        return Row(
            one.inspection_id, title, texts.listed(texts.day(day_at(one.at), today), one.action, due),
            words.inspection_state(one, today),
        )  # fmt: skip

    def _show_case(self) -> None:
        assert self._current is not None
        quality = self._quality
        try:
            one = quality.inspection(self._current)
            taken = tuple(
                Taken(str(p.photo_id), quality.photo_bytes(p.photo_id)) for p in quality.photos_of(one.inspection_id)
            )
        except Expected as error:
            self._fail(error)
            return
        today = self._counter.today()
        self._view.show_case(
            Case(one, self._names(), today, self._known().tellers, self._days(), taken, quality.may_now(one))
        )

    def _days(self) -> list[tuple[str, str]]:
        days = self._quality.days_ahead(max(DUE) + 1)
        return [(days[n].isoformat(), f"{texts.day(days[n])} {texts.weekday(days[n])}") for n in DUE]

    def _known(self) -> Known:
        standards = self._counter.standards
        tellers = [
            (s.staff_no, s.name) for s in self._quality.colleagues() if s.staff_no != self._counter.staff.staff_no
        ]
        return Known(
            tellers,
            {a.code: texts.said(a.name) for a in standards.attributes},
            {a.code: [texts.said(level) for level in a.levels] for a in standards.attributes},
            [(i.code, texts.said(i.name)) for i in standards.items],
        )

    def _names(self) -> dict[str, str]:
        known = self._known()
        attributes = {code: words.say("inspection", words.ATTRIBUTES, code) for code in words.ATTRIBUTES}
        staff = {s.staff_no: s.name for s in self._quality.colleagues()}
        return attributes | dict(known.names) | dict(known.items) | staff

    def _name(self, staff_no: str) -> str:
        known = self._counter.snapshot.staff.get(staff_no)
        return known.name if known else staff_no
