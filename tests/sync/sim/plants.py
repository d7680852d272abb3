"""Mistakes to plant: name, file, and what reads otherwise. Each must be found, or the simulator proves nothing of it.

The first ten are the design's own list; the others are slips of this code. Mistakes of policy (ids, pruning, what is
durable) stand in the simulated disks, all others in ``core.py`` and ``intake.py`` themselves.
"""

from typing import NamedTuple


class Plant(NamedTuple):
    name: str
    file: str
    changes: tuple[tuple[str, str], ...]


def _plant(name: str, file: str, *changes: tuple[str, str]) -> Plant:
    return Plant(name, file, changes)


PLANTS = (
    _plant("the server makes the ids", "server",
        ("return {event_id for event_id in event_ids if (device, event_id) in self.disk.known}", "return set()")),
    _plant("new ids when a tail is appended again", "desk",
        ("record._replace(seq=len(made.rows) + 1)",
         "record._replace(seq=len(made.rows) + 1, event_id=record.event_id + 'x')")),
    _plant("pruned as soon as acknowledged", "desk",
        ("chain.rows[chain.durable : chain.head]", "chain.rows[chain.acked : chain.head]"),
        ("range(1, min(chain.durable, chain.head) + 1)", "range(1, chain.acked + 1)")),
    _plant("acknowledged before it is committed", "intake",
        ("    match request:\n        case Hello():", "    ledger.__dict__.setdefault('later', [])\n"
         "    with ledger.transaction():\n        for rows, push in ledger.later:\n"
         "            ledger.append(rows, push)\n        ledger.later.clear()\n"
         "    match request:\n        case Hello():"),
        ("            ledger.append(rows, push)\n    acked",
         "            ledger.later.append((rows, push))\n    acked")),
    _plant("a batch known by its number", "intake",
        ("    hashes = _chain(push)\n", "    batches = ledger.__dict__.setdefault('batches', set())\n"
         "    batch = push.device, push.epoch, push.first_seq, push.seal.seq\n"
         "    if batch in batches:\n        return Ack(push.seal.seq, 0, 0)\n    batches.add(batch)\n"
         "    hashes = _chain(push)\n")),
    _plant("gaps are taken", "intake", ("if push.first_seq > head.seq + 1:", "if False:")),
    _plant("no fork is looked for", "core",
        ("common >= _must_share(box, claim, standing) and not _out_of_reach(", "True or _out_of_reach(")),
    _plant("forks looked for in the present epoch only", "core",
        ("common = yield from _last_common(box, claim, standing)\n        if common is None:\n            return None\n"
         "        if common >= _must", "common = claim.head_seq if claim.closed else (yield from _last_common("
         "box, claim, standing))\n        if common is None:\n            return None\n        if common >= _must")),
    _plant("what is refused is dropped", "intake",
        ("        if rows:\n            ledger", "        rows = [row for row in rows if not row.parked]\n"
         "        if rows:\n            ledger")),
    _plant("what is refused blocks", "intake",
        ("        if rows:\n            ledger", "        if any(row.parked for row in rows):\n"
         "            return Refusal('poison', '')\n        if rows:\n            ledger")),
    _plant("what is refused is not parked", "intake", ('"" if again else ledger.judge(entry)', '""')),
    _plant("a repeated event counts again", "intake", ("again = record.event_id in known", "again = False")),
    _plant("a repeated event is left out of its chain", "intake",
        ("            again = record.event_id in known\n", "            again = record.event_id in known\n"
         "            if again:\n                continue\n")),
    _plant("rows that hang on another row are taken", "intake",
        ("return push.prev_hash == head.hash", "return True")),
    _plant("an overlap is not compared", "intake",
        ("return hashes[last - push.first_seq] == ledger.hash_at(push.device, push.epoch, last)", "return True")),
    _plant("an overlap is compared one row early", "intake",
        ("return hashes[last - push.first_seq] == ledger.hash_at(push.device, push.epoch, last)",
         "return last <= push.first_seq or "
         "hashes[last - push.first_seq - 1] == ledger.hash_at(push.device, push.epoch, last - 1)")),
    _plant("a torn batch is taken", "intake", ("return hashes if sealed else None", "return hashes")),
    _plant("a node takes no chain up in the middle", "intake", ("push.base and ledger.takes_base", "False")),
    _plant("an old image goes on in its chain", "core",
        ("if standing.acked_seq > claim.head_seq and claim.device == box.device and not claim.closed:", "if False:")),
    _plant("closed chains fork for ever", "core", (" and claim.device == box.device and not claim.closed:",
         " and claim.device == box.device:")),
    _plant("the node's word of a fork above is not heard", "core",
        ("return min(standing.acked_seq, claim.head_seq) if standing.forked_at < 0 else claim.head_seq",
         "return min(standing.acked_seq, claim.head_seq)"),
        ("return high if standing.forked_at < 0 else min(claim.head_seq, standing.forked_at)", "return high")),
    _plant("the search for the last common row begins at 1", "core",
        ("low = 0  # shared", "low = 1  # shared")),
    _plant("the search believes that any row is the same", "core",
        ("if theirs and theirs == box.hash_at(device, epoch, seq):", "if theirs:")),
    _plant("the search jumps one row too far", "core",
        ("            low = seqs[-1]\n", "            low = seqs[-1] + 1\n")),
    _plant("a fork one row late", "core", ("box.fork(claim, common, max", "box.fork(claim, common + 1, max")),
    _plant("an answer is believed beyond the seal", "core",
        ("(min(seq, rows.seal.seq) for seq in", "(seq for seq in")),
    _plant("the old acknowledgement is believed", "desk", ("if c.durable < c.head", "if c.acked < c.head")),
    _plant("an acknowledgement is never taken back", "desk",
        ("chain.acked = min(standing.acked_seq, chain.head)", "chain.acked = max(chain.acked, standing.acked_seq)"),
        ("c.durable < c.head", "c.durable < c.head and c.acked < c.head")),
    _plant("a stopped node is pushed at for ever", "core",
        (" and not _out_of_reach(box, claim, standing, welcome.role)", "")),
    _plant("one answer of the stream is all", "core", ("if not reply.more:", "if True:")),
    _plant("a stream that is another goes on", "core",
        ("                box.start_over()\n", "                pass\n")),
    _plant("a cursor without a check", "server",
        (" or (pos and stream[pos - 1].check != pull.cursor.check)", "")),
    _plant("durable is what the newest backup has", "server",
        ("min((note.get((device, epoch), 0) for note in notes), default=0)",
         "max((note.get((device, epoch), 0) for note in notes), default=0)")),
    _plant("durable is what the hub has", "node",
        ("(chain.durable, chain.root) if chain", "(chain.root, chain.root) if chain")),
    _plant("the node hands on what the hub has otherwise", "node",
        ("return chain.end if chain.forked_at < 0 else min(chain.end, chain.forked_at)", "return chain.end")),
    _plant("a fork noted at the node stays noted", "node",
        ("if standing.acked_seq <= chain.forked_at and not", "if False and not")),
    _plant("a place that another gave is not said again", "node",
        ("if own.get(event_id) != place:", "if event_id not in own:")),
    _plant("places outlive the stream that gave them", "desk",
        ("disk.cursor, disk.placed = Cursor(), {}", "disk.cursor = Cursor()")),
    _plant("the clock orders", "desk", ("for _, record in self.disk.live():\n            if record.kind in PRIVATE",
         "for _, record in sorted(self.disk.live(), key=lambda row: row[1].occurred_at):\n"
         "            if record.kind in PRIVATE")),
)  # fmt: skip
# Really was in this code and shows once in a hundred thousand schedules: only the seed kept for it is played.
RARE = (
    _plant("what was not compared is believed", "core",
        ("box.note(_proven(standing, claim.head_seq))", "box.note(standing)")),
)  # fmt: skip
