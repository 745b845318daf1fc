"""Refusals of ingestion as a whole. A single bad record is no refusal: it is a line of the report."""

from domain.kernel import Busy, Invalid, NotFound, Problem


class SourceUnknown(NotFound):
    """No mapping is declared for a source of that name."""

    code = "source-unknown"

    def __init__(self) -> None:
        super().__init__("There is no source of that name.")


class RunNotFound(NotFound):
    """There is no such run, or it is somebody else's."""

    code = "run-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such run.")


class BatchInvalid(Invalid):
    """The body is not `{"records": [...]}`, or holds more than 5,000 records."""

    code = "batch-invalid"

    def __init__(self, code: str, message: str) -> None:
        super().__init__("This is not a batch of records.", Problem("/records", code, message))


class LostRace(Busy):
    """Another delivery linked the same ids a moment ago; looking again will find them."""

    code = "lost-race"

    def __init__(self) -> None:
        super().__init__("Another delivery is writing the same works. Send the records again.")


class Unstorable(Exception):
    """The database refused a value of these records. Never leaves ingestion."""


class Unusable(Exception):
    """A value of a record that its transformation cannot read. Never leaves ingestion."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class RecordRejected(Exception):
    """A record that cannot be taken, with everything that is wrong with it. Never leaves ingestion."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].message)
        self.problems = problems
