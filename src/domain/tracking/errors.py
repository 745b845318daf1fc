"""The refusals of tracking, each with its stable code."""

from domain.kernel import Invalid, NotFound, Problem, Stale

NONE_SO_FAR = 0
"""The version of a state that is not there."""


class StateNotFound(NotFound):
    """This person keeps nothing of the work, or there is no such work."""

    code = "state-not-found"

    def __init__(self) -> None:
        super().__init__("You keep no state of this work.")


class WorkNotFound(NotFound):
    """There is no such work, or it is somebody else's own item."""

    code = "work-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such work.")


class StateExists(Stale):
    """`If-None-Match: *` asked for the first state of a work, and there is one; `ETag` is that of it."""

    code = "state-exists"

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.detail = "You keep a state of this work already."


class StateInvalid(Invalid):
    """Something about a state is wrong; the problem points at it."""

    code = "state-invalid"

    def __init__(self, pointer: str, code: str, message: str) -> None:
        super().__init__("Something about this state is wrong.", Problem(pointer, code, message))
