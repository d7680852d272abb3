"""The hall at 10:42 as text: who waits, who calls, what is passed on, and yesterday's figures. No names."""

from collections.abc import Callable
from datetime import timedelta

from teller_assist.desk.board import board_of
from teller_assist.desk.service_report import ServiceReport
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.tour.demo_day import Hall

Say = Callable[[str], object]
SHOWN = 3


def tell(hall: Hall, say: Say) -> None:
    board = board_of(hall.lobby)
    windows = f"{len(board.windows.open)}/{len(board.windows.known)}"
    say(
        f"\n▸ 大堂 lobby {board.at.astimezone(BRANCH_TIME):%H:%M} · {board.light} · 等候 waiting {board.waiting} · "
        f"最长 longest {board.longest_s // 60} min · 开窗 open {windows}"
    )
    for one in [arrival for arrival in board.arrivals if arrival.waiting][:SHOWN]:
        say(f"   {one.number}  {one.wait_s // 60:>2} min  {one.level}")
    for call in board.calls:
        say(f"   {call.window_no} 号窗呼叫 window calls: {call.reason}, {call.for_s} s")
    for offer in board.offers:
        say(f"   {offer.window_no} 号窗转介 referral: {offer.product.zh}, 还有 {offer.left_s} s left")
    yesterday = hall.today - timedelta(days=1)
    total = ServiceReport(hall.manager).report(yesterday, yesterday).total
    pieces = float(total.pieces)
    say(
        f"▸ 昨天 yesterday: 接待 visits {total.visits} · 等候 waiting P50/P90 {_minutes(total.waiting.p50_s)}/"
        f"{_minutes(total.waiting.p90_s)} · 评价 evaluations {total.evaluations.given}/{total.evaluations.requested} · "
        f"计件 pieces {pieces:.1f}"
    )
    say("   其他屏 other screens: teller-assist screen lobby | kiosk | calls | evaluate | inspection | stars | report")


def _minutes(seconds: int | None) -> str:
    return "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"
