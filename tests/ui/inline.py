"""In the place of ``Tasks``: work is done at once, in the thread of the test."""

from collections.abc import Callable


class Inline:
    def run(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[Exception], None]) -> None:
        try:
            answer = work()
        except Exception as error:
            failed(error)
        else:
            done(answer)
