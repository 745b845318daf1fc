"""Counters of attempts that hold across workers: one statement counts, compares and refuses."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import text

from adapters.postgres.transactions import PgTransactions
from domain.accounts.refusals import TooManyAttempts

# Rows are locked in the order of their keys. A row at its limit is left alone and does not come back.
CLAIM = text("""
    INSERT INTO accounts.throttles AS t (key, window_ends_at, count)
    SELECT key, CAST(:ends AS timestamptz), 1 FROM unnest(CAST(:keys AS bytea[])) AS key ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN t.window_ends_at <= :now THEN 1 ELSE t.count + 1 END,
        window_ends_at = CASE
            WHEN t.window_ends_at <= :now THEN excluded.window_ends_at ELSE t.window_ends_at
        END
    WHERE t.window_ends_at <= :now OR t.count < :limit
    RETURNING key
""")
FREE_AGAIN = text(
    "SELECT max(window_ends_at) FROM accounts.throttles WHERE key = ANY(:keys) AND count >= :limit"
)
GIVE_BACK = text("""
    WITH held AS (SELECT key FROM accounts.throttles WHERE key = ANY(:keys) ORDER BY key FOR UPDATE)
    UPDATE accounts.throttles t SET count = t.count - 1 FROM held WHERE t.key = held.key AND t.count > 0
""")
SWEEP = text("""
    DELETE FROM accounts.throttles WHERE key IN (
        SELECT key FROM accounts.throttles WHERE window_ends_at < :now
        ORDER BY window_ends_at LIMIT 10 FOR UPDATE SKIP LOCKED
    )
""")


class PgThrottles:
    """Each call commits by itself: an attempt stays counted when what it was for is rolled back."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def claim(self, what: Sequence[str], limit: int, window: timedelta, now: datetime) -> None:
        """Counts for all or for none: who is refused by one counter does not fill the others."""
        keys = [hashed(each) for each in what]
        async with self._transactions.open(None) as connection:
            claimed = await connection.execute(
                CLAIM, {"keys": keys, "now": now, "ends": now + window, "limit": limit}
            )
            if len(claimed.all()) < len(keys):
                free_again = await connection.scalar(FREE_AGAIN, {"keys": keys, "limit": limit})
                wait = free_again - now if free_again else window
                raise TooManyAttempts(max(1, ceil(wait.total_seconds())))
            await connection.execute(SWEEP, {"now": now})

    async def give_back(self, what: Sequence[str]) -> None:
        async with self._transactions.open(None) as connection:
            await connection.execute(GIVE_BACK, {"keys": [hashed(each) for each in what]})


def hashed(what: str) -> bytes:
    return hashlib.sha256(what.encode()).digest()
