"""A knowledge pack made up for tests, and its quiz answered."""

import json
from pathlib import Path
from typing import Any

from teller_assist.desk.counter import Counter
from teller_assist.desk.knowledge import READINGS, Knowledge
from teller_assist.domain.sitting import Sitting
from teller_assist.hub.knowledge import readings_of
from teller_assist.store import raw
from teller_assist.store.keyfile import KeyFile
from tests.desk.small import make_desk


def topic(code: str, zh: str, targets: list[str], **told: Any) -> dict[str, Any]:
    usual = {"required": False, "pass": 80, "valid_months": 12}
    return {"code": code, "name": [zh, code.title()], "for": targets, **usual, **told}


def question(topic: str, n: int, options: int = 3, right: int = 2) -> dict[str, Any]:
    return {
        "code": f"{topic}_q{n}", "topic": topic, "ask": [f"{topic}第{n}问", f"Question {n} of {topic}"],
        "options": [[f"答{n}之{i}", f"answer {i} of {n}"] for i in range(1, options + 1)], "right": right,
        "because": [f"因为{n}", f"because of {n}"],
    }  # fmt: skip


def card(code: str, topic: str, ask: tuple[str, str], answer: tuple[str, str]) -> dict[str, Any]:
    return {"code": code, "topic": topic, "ask": list(ask), "answer": list(answer)}


BODY: dict[str, Any] = {
    "version": "t1",
    "effective_from": "2026-11-01",
    "topic": [
        topic("insured", "存款保险", ["term", "large_cd"]),
        topic("wealth", "理财", ["wealth"], required=True),
        topic("bare", "还没有题", ["gold"]),
    ],
    "card": [
        card("insured_sum", "insured", ("存款保险赔多少？", "How much is paid?"),
             ("本息合计50万元以内全额偿付。", "500,000 yuan of principal and interest in full.")),
        card("insured_bank", "insured", ("哪些银行参加存款保险？", "Which banks take part?"),
             ("境内吸收存款的银行都参加。", "All banks that take deposits.")),
        card("wealth_loss", "wealth", ("理财会亏吗？", "Can a wealth product lose?"),
             ("会：净值有涨有跌，利率变化也有影响。", "Yes: its net value goes up and down.")),
    ],
    "question": [
        *(question("insured", n, 4, 1 + n % 4) for n in range(1, 9)), *(question("wealth", n) for n in range(1, 3)),
    ],
}  # fmt: skip


def learn(data: Path, body: dict[str, Any] = BODY) -> Path:
    """The desk has this pack and the readings that a hub makes of it."""
    con = raw.connect(data / "snap-00000001.db", KeyFile(data / "desk.key").key(), building=True)
    for name, told in {"knowledge": body, READINGS: readings_of(body)["knowledge_readings"]}.items():
        con.execute("DELETE FROM pack WHERE name = ?", (name,))
        con.execute("INSERT INTO pack VALUES(?, ?, ?)", (name, body["version"], json.dumps(told)))
    con.close()
    return data


def learnt_desk(folder: Path) -> Path:
    """A desk with this pack and an empty journal, to be copied."""
    data = learn(make_desk(folder / "desk"))
    Counter.open(data).close()
    return data


def right_ones(knowledge: Knowledge, sitting: Sitting, wrong: int = 0) -> list[int]:
    """The right numbers on the screen, the first ``wrong`` of them missed."""
    questions = {q.code: q for q in knowledge.pack.questions}
    chosen = []
    for place, asked in enumerate(sitting.asked):
        q = questions[asked.code]
        right = asked.options.index(q.options[q.right - 1]) + 1
        chosen.append(right if place >= wrong else right % len(asked.options) + 1)
    return chosen


def passed(knowledge: Knowledge, topic: str) -> None:
    sitting = knowledge.sit(topic)
    assert knowledge.hand_in(sitting, right_ones(knowledge, sitting)).passed
