"""What the log keeps of an unexpected error: its kind and its place, never the values it was about."""

import traceback
from collections.abc import Iterator


def account_of(error: BaseException) -> dict[str, str]:
    """The chain of errors, outermost first, and the frames of the innermost one.

    Of a message only the first line is kept, because drivers put the offending row into the following ones.
    """
    links = list(_chain(error))
    frames = traceback.extract_tb(links[-1].__traceback__)
    where = (f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return {"error": " < ".join(map(_headline, links)), "traceback": "\n".join(where)}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _headline(error: BaseException) -> str:
    message = str(error.args[0]).partition("\n")[0] if error.args else ""
    return f"{type(error).__qualname__}: {message[:200]}"
