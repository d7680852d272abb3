"""The kiosk's presenter: at most three touches from the first page to the ticket; left alone it goes back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from teller_assist.desk.kiosk import NOBODY, Guest, Kiosk, Slip
from teller_assist.domain.lobby import Appointment
from teller_assist.ui import texts
from teller_assist.ui.kiosk_view import KioskView, Shown
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station
from teller_assist.ui.ticket_print import Printer, printer_of
from teller_assist.ui.wedge import Wedge

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter

SHOWN = timedelta(seconds=8)
ALONE = timedelta(seconds=30)  # nothing touched for so long: whoever began has gone


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime], printer: str = "") -> Station:
    """``printer``: its name in the system, "default" the system's own, "" tickets are shown only."""
    view = KioskView()
    presenter = KioskPresenter(view, counter, tasks, now, printer_of(printer))
    wedge = Wedge(view)
    wedge.watch(cast(QApplication, QApplication.instance()))
    wedge.scanned.connect(presenter.scan)
    return Station(view, presenter)


class KioskPresenter:
    """One guest after the other; ``tick`` ends what they left."""

    def __init__(
        self, view: KioskView, counter: "Counter", tasks: Runs, now: Callable[[], datetime], printer: Printer | None
    ) -> None:
        self._view, self._counter, self._tasks, self._now, self._printer = view, counter, tasks, now, printer
        self._kiosk = Kiosk(counter)
        self._guest, self._language = NOBODY, texts.language()
        self._busy = False
        self._touched = now()
        view.start.show_businesses(self._kiosk.businesses())
        view.start.chosen.connect(self.choose)
        view.start.spoken.connect(self.speak)
        view.start.touched.connect(self._on_touched)
        view.start.booking.connect(self._on_touched)
        view.typed.connect(self.sign_in)
        view.left.connect(self.restart)
        self.restart()

    def tick(self) -> None:
        """Twice a second."""
        self._touched = min(self._touched, self._now())  # a clock that was set back
        quiet = self._now() - self._touched
        if self._busy:
            return
        if self._view.page() in ("ticket", "trouble"):
            if quiet >= SHOWN:
                self.restart()
        elif quiet >= ALONE and not self._at_start():
            self.restart()

    def choose(self, business_type: str) -> None:
        """The last touch: the ticket. A second one before it is there is the same."""
        needs, guest = self._view.start.chosen_needs(), self._guest
        if self._view.page() == "start":
            self._run(lambda: self._kiosk.take(business_type, needs, guest), self._issued)

    def scan(self, digits: str) -> None:
        """A card or ID was swiped: whoever has a booking today is signed in, others get their place by tier."""
        if self._view.page() in ("start", "booking"):
            self._run(lambda: self._who(digits), self._recognised)

    def sign_in(self, tail: str) -> None:
        """By the last digits of the telephone number of the booking."""
        self._run(lambda: self._kiosk.booked_by_tail(tail), self._booking_found)

    def speak(self, language: str) -> None:
        self._on_touched()
        texts.install_language(cast(QApplication, QApplication.instance()), language)
        self._entitle()

    def restart(self) -> None:
        """The first page in the language in which it was started; nothing of the guest before is left."""
        self._guest, self._touched = NOBODY, self._now()
        if texts.language() != self._language:
            texts.install_language(cast(QApplication, QApplication.instance()), self._language)
        self._view.show_start()
        self._entitle()

    # --- inside

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        if not self._busy:
            self._busy = True
            self._on_touched()
            self._tasks.run(work, done, self._failed)

    def _who(self, digits: str) -> tuple[Guest, Appointment | None]:
        guest = self._kiosk.recognised(digits)
        return guest, self._kiosk.booked(guest.customer_no)

    def _recognised(self, found: tuple[Guest, Appointment | None]) -> None:
        self._busy = False
        self._guest, booked = found
        if booked is not None:
            self._booking_found(booked)
        elif self._view.page() == "start":
            self._view.start.show_card("unknown" if self._guest == NOBODY else "known")
        else:
            self._view.show_booking(wrong=True)

    def _booking_found(self, booked: Appointment | None) -> None:
        self._busy = False
        if booked is None:
            self._view.show_booking(wrong=True)
        else:
            needs = self._view.start.chosen_needs()
            self._run(lambda: self._kiosk.sign_in(booked.appointment_id, needs), self._issued)

    def _issued(self, slip: Slip) -> None:
        self._busy = False
        self._on_touched()
        error = None if slip.error_s is None else _minutes(slip.error_s)
        shown = Shown(slip.number, slip.ahead, _minutes(slip.wait_s), error)
        if self._printer is not None:
            branch = self._counter.branch
            done = self._printer.print_ticket(shown, texts.pick(branch.name, branch.name_en), slip.taken_at)
            shown = shown._replace(printed="yes" if done else "failed")
        self._view.show_ticket(shown)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._on_touched()
        self._view.show_trouble()

    def _on_touched(self) -> None:
        self._touched = self._now()

    def _at_start(self) -> bool:
        first = self._view.page() == "start" and texts.language() == self._language
        return first and self._guest == NOBODY and not self._view.start.chosen_needs()

    def _entitle(self) -> None:
        branch = self._counter.branch
        self._view.start.show_bank(texts.pick(branch.name, branch.name_en))


def _minutes(seconds: int) -> int:
    """Whole minutes, the begun one counts."""
    return -(-seconds // 60)
