"""Bad evaluations that wait to be handled, in words: a group of the inspection screen's list, and one of them."""

from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk.evaluations import Evaluations
from teller_assist.domain.days import BRANCH_TIME, day_at
from teller_assist.ui import texts, words_stars
from teller_assist.ui import words_quality as words
from teller_assist.ui.bad_view import Bad, Told
from teller_assist.ui.inspection_list import Row, Waiting
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.domain.quality import Evaluation

MOST = 30  # rows; the heading counts them all, the next ones come as these are handled


class BadEvaluations:
    """``current`` is the one that is shown. Who may not handle them gets no rows."""

    def __init__(self, counter: "Counter") -> None:
        self._counter, self._evaluations = counter, Evaluations(counter)
        self.may = counter.may("evaluation.handle")
        self.current: UUID | None = None

    def waiting(self) -> Waiting | None:
        """Oldest first; None for who may not."""
        if not self.may:
            return None
        found = self._evaluations.bad()
        return Waiting(len(found), [self._row(one) for one in found[:MOST]])

    def shown(self, evaluation_id: UUID) -> Bad:
        """Raises ``NotFound``."""
        one = self._evaluations.one(evaluation_id)
        return Bad(
            one.evaluation_id, self._where(one), words.evaluation_score(one.score), self._facts(one), self._refusal(one)
        )

    def handle(self, evaluation_id: UUID, outcome: str, note: str) -> "Evaluation":
        """Raises ``NotFound``, ``BadInput``, ``Refused``."""
        return self._evaluations.handle(evaluation_id, outcome, note)

    def _row(self, one: "Evaluation") -> Row:
        under = texts.listed(self._when(one), words.evaluation_reasons(one.reasons))
        return Row(one.evaluation_id, self._where(one), under, words.evaluation_score(one.score))

    def _facts(self, one: "Evaluation") -> list[Told]:
        score, glyph, tone = words.evaluation_score(one.score)
        say = words.say_evaluation
        found = [
            Told(say(QT_TRANSLATE_NOOP("evaluation", "时间")), self._when(one)),
            Told(say(QT_TRANSLATE_NOOP("evaluation", "窗口")), one.window_no or "—"),
            Told(say(QT_TRANSLATE_NOOP("evaluation", "柜员")), f"{self._name(one.teller_no)} {one.teller_no}"),
            Told(say(QT_TRANSLATE_NOOP("evaluation", "评价")), f"{one.score} {score}", glyph, tone),
            Told(
                say(QT_TRANSLATE_NOOP("evaluation", "原因")),
                words.evaluation_reasons(one.reasons) or say(QT_TRANSLATE_NOOP("evaluation", "客户没有说")),
            ),
        ]
        over = self._evaluations.overtime_s(one)
        if over is not None:
            late = say(QT_TRANSLATE_NOOP("evaluation", "超时 {time}")).format(time=f"{over // 60}:{over % 60:02}")
            said = (
                Told("", late, "alert", "bad") if over else Told("", say(QT_TRANSLATE_NOOP("evaluation", "没有超时")))
            )
            found.append(said._replace(head=say(QT_TRANSLATE_NOOP("evaluation", "限时"))))
        return found

    def _refusal(self, one: "Evaluation") -> str:
        """Why it is not handled here, before anything is pressed; the desk itself refuses it too."""
        if one.handled_at is not None:
            form = words.say_evaluation(QT_TRANSLATE_NOOP("evaluation", "{who} 已处理：{what}"))
            return form.format(who=self._name(one.handled_by), what=words_stars.outcome(one.outcome))
        if one.teller_no == self._counter.staff.staff_no:
            return words.say_evaluation(QT_TRANSLATE_NOOP("evaluation", "这是对您自己的评价，请同事来处理"))
        return ""

    def _where(self, one: "Evaluation") -> str:
        form = words.say_evaluation(QT_TRANSLATE_NOOP("evaluation", "{n} 号窗"))
        window = form.format(n=one.window_no) if one.window_no else ""
        return texts.listed(window, f"{self._name(one.teller_no)} {one.teller_no}")

    def _when(self, one: "Evaluation") -> str:
        here = one.requested_at.astimezone(BRANCH_TIME)
        return f"{texts.day(day_at(one.requested_at), self._counter.today())} {here:%H:%M}"

    def _name(self, staff_no: str) -> str:
        known = self._counter.snapshot.staff.get(staff_no)
        return known.name if known else ""
