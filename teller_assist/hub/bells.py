"""The doorbell: who waits for news of a branch hears of it as soon as it has been committed.

A push of this process rings at once. For those of other processes on the same database one question a second asks
where every stream ends, while anybody waits.
"""

import asyncio
from collections.abc import Callable, Iterable

from sqlalchemy import select

from teller_assist.errors import Expected
from teller_assist.hub import tables
from teller_assist.hub.engine import Hub

SECOND = 1.0


class Bells:
    """Where each branch's stream ends, as far as this process knows. Used on the event loop; ``ring`` from anywhere."""

    def __init__(self, hub: Hub) -> None:
        self._hub, self._ends = hub, dict[str, int]()
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looker: asyncio.Task[None] | None = None
        self._waiting, self.closed = 0, False

    def ring(self, ends: Iterable[tuple[str, int]]) -> None:
        """Streams have grown to these places. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._rung, dict(ends))

    def close(self) -> None:
        """Whoever waits is answered now. From any thread."""
        self.closed = True
        self.ring([])

    async def wait(self, branch_no: str, pos: int, seconds: float, ask: Callable[[], int]) -> int:
        """Where the stream ends once it is beyond ``pos``, or after so many seconds. ``ask`` looks in the database."""
        self._loop = asyncio.get_running_loop()
        until = self._loop.time() + seconds
        self._waiting += 1
        try:
            self._ends[branch_no] = max(await asyncio.to_thread(ask), self._ends.get(branch_no, 0))
            if self._looker is None or self._looker.done():
                self._looker = asyncio.create_task(self._look())
            while self._ends[branch_no] <= pos and not self.closed:
                try:
                    await asyncio.wait_for(self._news.wait(), until - self._loop.time())
                except TimeoutError:
                    break
            return self._ends[branch_no]
        finally:
            self._waiting -= 1

    def _rung(self, ends: dict[str, int]) -> None:
        self._ends.update(ends)
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _look(self) -> None:
        while self._waiting and not self.closed:
            ends = await asyncio.to_thread(self._ask)
            if any(self._ends.get(branch_no) != pos for branch_no, pos in ends.items()):
                self._rung(ends)
            await asyncio.sleep(SECOND)

    def _ask(self) -> dict[str, int]:
        try:
            with self._hub.reading() as con:
                ends = con.execute(select(tables.branch_stream.c.branch_no, tables.branch_stream.c.pos))
                return {row.branch_no: row.pos for row in ends}
        except Expected:  # a database that does not answer has no news
            return {}
