"""How long an upstream asks us to wait."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 24 * 60 * 60


def retry_after(header: str | None, now: datetime) -> int | None:
    """Whole seconds from a Retry-After header, written as seconds or as an HTTP date; None if it is neither.

    At most a day, whatever it says.
    """
    given = (header or "").strip()
    if given.isascii() and given.isdigit():
        return min(int(given[:9]), LONGEST)
    try:
        at = parsedate_to_datetime(given)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(0, math.ceil((at - now).total_seconds())), LONGEST)
