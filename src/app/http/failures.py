"""What the log keeps of an unexpected error: its kind and its place, never the values it was about."""

import traceback
from collections.abc import Iterator


def account_of(error: BaseException) -> dict[str, str]:
    """The chain of errors, outermost first: types, first lines of messages and frames.

    Only the first line, because drivers put the offending row into the following ones.
    """
    links = list(_chain(error))
    frames = traceback.format_list(traceback.extract_tb(links[-1].__traceback__))
    return {"error": " < ".join(map(_headline, links)), "traceback": "".join(frames)}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _headline(error: BaseException) -> str:
    lines = str(error).splitlines()
    return f"{type(error).__qualname__}: {lines[0][:200] if lines else ''}"
