"""A teller's morning as text: find, card, suggest, log, undo, why not, an alert, the end. All names masked."""

from collections.abc import Callable, Iterator
from pathlib import Path

from teller_assist.desk.counter import Counter
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.card import Card
from teller_assist.domain.masks import mask_name
from teller_assist.domain.money import band_with_unit

Say = Callable[[str], object]
TYPED = ("zs", "wang", "li", "zh", "ch", "liu", "y", "h", "x")


def walk(desk: Path, say: Say) -> None:
    counter = Counter.open(desk)
    try:
        _morning(counter, say)
    finally:
        counter.close()


def cards(counter: Counter, most: int = 400) -> Iterator[Card]:
    """Cards of people that a teller would find with a few letters, own branch first."""
    seen: set[str] = set()
    for typed in TYPED:
        for found in counter.find(typed, 100):
            if found.customer_no not in seen and not found.minimal and len(seen) < most:
                seen.add(found.customer_no)
                yield counter.card(found.customer_no)


def picked(counter: Counter) -> dict[str, Card]:
    """One card for each scene: busy (dates and several suggestions), bundle, care (one for whom nothing is recorded),
    alert, nothing. Absent if there is none."""
    scenes: dict[str, Card] = {}
    for card in cards(counter):
        if card.alerts:
            scenes.setdefault("alert", card)
        elif not card.slate.suggestions:
            scenes.setdefault("nothing", card)
        elif card.slate.together is not None and len(card.slate.suggestions) > 3:
            scenes.setdefault("bundle", card)
        elif len(card.slate.suggestions) == 1 and card.kind == "person":
            scenes.setdefault("care", card)
        elif len(card.slate.suggestions) >= 2:
            if any(flag.code == "maturity" for flag in card.flags) and card.kind == "person":
                scenes.setdefault("busy", card)
            scenes.setdefault("usual", card)
        if {"alert", "nothing", "busy", "bundle", "care"} <= scenes.keys():
            break
    if "busy" not in scenes and "usual" in scenes:
        scenes["busy"] = scenes["usual"]
    return scenes


def _morning(counter: Counter, say: Say) -> None:
    status = counter.status()
    say(f"柜面助手 · Teller Assist — {status.branch_name} {status.window_no} 号窗 · {mask_name(status.staff_name)}")
    say(f"数据截至 as of {status.as_of} · 未同步 unsent {status.unsent} · 离线可办 works offline\n")
    say("▸ 键入 typed: zs")
    for found in counter.find("zs", 6):
        sex = {"F": "女", "M": "男"}.get(found.sex, "")
        own = "本网点" if found.own_branch else found.branch_no
        say(f"   {mask_name(found.name):<6} {sex} {found.birth_year or ''}  {found.id_masked:<20} {own}  {found.tier}")
    scenes = picked(counter)
    if "busy" in scenes:
        _serve(counter, scenes["busy"], say)
    if "alert" in scenes:
        _alert(scenes["alert"], say)
    served = counter.served_today()
    after = counter.status()
    say(f"▸ 今天已接待 served today: {len(served)} · 未同步 unsent {after.unsent}, 一条不丢 none is lost")


def _serve(counter: Counter, card: Card, say: Say) -> None:
    visit = counter.begin_visit(card.customer_no, "search", card)
    say(f"\n▸ 打开客户卡 card · {visit.started_at:%H:%M} UTC")
    for line in five_lines(card):
        say(f"   {line}")
    offers = card.slate.suggestions
    first = offers[0]
    say("\n▸ 等授权时说一句 while the authorisation is awaited:")
    say(f"   “{first.talk_track.sentence.zh}”  {first.talk_track.sentence.en}")
    counter.log(card.customer_no, first.product_code, Outcome.CONSIDERING)
    say("▸ 1 L  已记录：考虑 logged: considering")
    counter.undo()
    say("▸ Z    已撤销 undone")
    counter.log(card.customer_no, first.product_code, Outcome.DECLINED, 3)
    say("▸ 1 N 3 已记录：拒绝，别家已买 logged: declined, bought elsewhere")
    rest = counter.log_rest(Outcome.NOT_OFFERED, 1)
    say(f"▸ 0 T  其余 {len(rest)} 条没时间提 no time for the other {len(rest)}")
    if card.slate.blocked:
        hard = [b for b in card.slate.blocked if b.gate == "suitability"] or list(card.slate.blocked)
        why = counter.why(card.customer_no, hard[0].product_code)
        say(f"\n▸ ? 为什么不 why not: {why.name.zh}")
        for step in why.steps:
            mark = {"passed": "✓", "stopped": "✗"}.get(step.state, "–")
            say(f"   {mark} {step.gate:<14} {step.sentence.zh} {step.article}".rstrip())
    counter.end_visit()
    say("\n▸ F12 结束 visit ended")
    again = counter.card(card.customer_no)
    if again.last_time:
        say(f"   下次会看到 next time: {again.last_time.on} {again.last_time.name} {again.last_time.outcome}")


def five_lines(card: Card) -> list[str]:
    """The glance card in five lines, the name masked."""
    flags = [f"{f.facts.get('name', '') or f.code} {f.on or ''}".strip() for f in (*card.alerts, *card.flags)][:3]
    lanes = []
    for lane in card.lanes:
        held = [row.name for row in lane.rows if row.state in ("held", "dormant")][:3]
        lanes.append(f"{lane.lane} {band_with_unit(lane.exact_fen) or '–'} ({'、'.join(held) or '无'})")
    offers = [f"{s.rank} {s.name.zh} [{s.verb}] {s.reason.zh}" for s in card.slate.suggestions]
    wish = "勿打电话 do not call" if card.preferences.get("do_not_call") else "—"
    return [
        f"① {mask_name(card.name)} · {card.tier.name} · {card.since_year or ''}",
        f"② {' | '.join(flags) or '—'}",
        f"③ {card.assets.band or '?'} {card.assets.trend} · {' · '.join(lanes)}",
        f"④ {' ; '.join(offers) or card.slate.nothing_because}",
        f"⑤ {wish} · 推荐 consent: {card.consent}",
    ]


def _alert(card: Card, say: Say) -> None:
    say(f"\n▸ 另一位 another: {mask_name(card.name)} · {'、'.join(f.code for f in card.alerts)}")
    count = len(card.slate.suggestions)
    say(f"   已停止营销 selling has stopped: {card.slate.nothing_because}, {count} 条建议 suggestions\n")
