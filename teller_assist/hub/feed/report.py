"""What the feed doctor found: counts per file, rejects, joins, control totals, and why a feed is refused."""

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from teller_assist.hub.feed.reasons import REASONS, Said

SAMPLE = 20  # rejects shown on screen; all of them are in the rejects file


@dataclass(slots=True)
class FileReport:
    """One canonical file. rows = taken + rejected for a file that was read without a layout's SELECT."""

    name: str
    source: str = ""  # the file on disk, "" absent
    lines: int = 0  # physical lines
    rows: int = 0  # records: lines without header, blank ones and continuations
    taken: int = 0
    rejected: int = 0
    repaired: int = 0
    kept: int = 0  # marked, but taken as they are


@dataclass(frozen=True, slots=True)
class Join:
    """How many rows of ``file`` that name a ``to`` name one that was taken."""

    file: str
    column: str
    to: str
    rows: int
    matched: int
    alarm: bool

    @property
    def rate(self) -> float:
        return self.matched / self.rows if self.rows else 1.0


@dataclass(frozen=True, slots=True)
class Control:
    """``what`` is rows or an amount column; ``found`` None: an amount could not be read, so nothing was added up."""

    file: str
    what: str
    told: int
    found: int | None

    @property
    def ok(self) -> bool:
        return self.told == self.found


@dataclass(frozen=True, slots=True)
class Reject:
    """``line`` is the physical line of ``file``, 0 where a layout's SELECT gave none. ``value`` is masked."""

    file: str
    line: int
    column: str
    value: str
    action: str  # rejected | repaired | kept
    code: str


@dataclass(slots=True)
class Report:
    bank: str = ""
    as_of: date | None = None
    home_branch: str = ""
    layout: str = ""  # "" the canonical form
    files: list[FileReport] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    reasons: list[tuple[str, str, str, str, int]] = field(default_factory=list)  # file, column, action, code, rows
    sample: list[Reject] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    refusals: list[Said] = field(default_factory=list)
    rejects_file: Path | None = None

    @property
    def refused(self) -> tuple[str, ...]:
        """Why the feed cannot be taken in, in English; empty: it can."""
        return tuple(said.en for said in self.refusals)

    @property
    def rejected(self) -> int:
        return sum(f.rejected for f in self.files)

    def refuse(self, zh: str, en: str) -> None:
        self.refusals.append(Said(zh, en))

    def note(self, zh: str, en: str) -> None:
        self.notes.append(Said(zh, en))

    def file(self, name: str) -> FileReport:
        found = next((f for f in self.files if f.name == name), None)
        if found is None:
            found = FileReport(name)
            self.files.append(found)
        return found

    def lines(self, language: str = "zh") -> list[str]:
        """The report for people, a line a fact."""
        english = language.startswith("en")
        out = [_head(self, english), *_table(self, english)]
        for join in self.joins:
            mark = "!" if join.alarm else " "
            word = "matched" if english else "匹配"
            out.append(
                f"{mark} {join.file}.{join.column} → {join.to}: {word} {join.rate:.2%} ({join.matched}/{join.rows})"
            )
        for control in self.controls:
            mark, word = (" ", "=") if control.ok else ("!", "≠")
            found = control.found if control.found is not None else "?"
            total = "control total" if english else "控制总数"
            out.append(f"{mark} {total} {control.file} {control.what}: {control.told} {word} {found}")
        for file, column, action, code, rows in self.reasons:
            words = {"rejected": "拒收", "repaired": "修正", "kept": "保留"}
            verb = action if english else words[action]
            out.append(f"! {file} {column or '-'}: {verb} {rows} · {REASONS[code].in_(language)}")
        out += [f"· {said.in_(language)}" for said in self.notes]
        if self.rejects_file and self.reasons:
            out.append(f"{'rejects' if english else '拒收明细'}: {self.rejects_file}")
        refused = "REFUSED" if english else "不予装入"
        out += [f"✗ {refused}: {said.in_(language)}" for said in self.refusals]
        return out

    def to_json(self) -> dict[str, object]:
        return {
            "bank": self.bank, "as_of": self.as_of.isoformat() if self.as_of else None, "home_branch": self.home_branch,
            "layout": self.layout, "files": [asdict(f) for f in self.files], "rejected": self.rejected,
            "joins": [{**asdict(j), "rate": round(j.rate, 6)} for j in self.joins],
            "controls": [{**asdict(c), "ok": c.ok} for c in self.controls],
            "reasons": [
                {"file": f, "column": c, "action": a, "code": code, "reason": REASONS[code].en, "rows": n}
                for f, c, a, code, n in self.reasons
            ],
            "sample": [asdict(r) for r in self.sample],
            "notes": [n.en for n in self.notes], "refused": list(self.refused),
            "rejects_file": str(self.rejects_file) if self.rejects_file else None,
        }  # fmt: skip


def _head(report: Report, english: bool) -> str:
    day = report.as_of.isoformat() if report.as_of else "?"
    form = report.layout or ("canonical" if english else "标准格式")
    if english:
        return f"{report.bank or '?'} · as of {day} · layout {form}"
    return f"{report.bank or '?'} · 数据截至 {day} · 版式 {form}"


def _table(report: Report, english: bool) -> list[str]:
    words = (
        ("rows", "taken", "rejected", "repaired", "absent") if english else ("行", "装入", "拒收", "修正", "无此文件")
    )
    out = []
    for f in report.files:
        if not f.source:
            out.append(f"  {f.name}: {words[4]}")
            continue
        extra = f", {words[3]} {f.repaired}" if f.repaired else ""
        out.append(f"  {f.name}: {f.rows} {words[0]}, {words[1]} {f.taken}, {words[2]} {f.rejected}{extra}")
    return out
