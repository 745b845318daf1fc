"""Refusals of ingestion as a whole. A single bad record is no refusal: it is a line of the report."""

from domain.kernel import Busy, Conflict, Invalid, NotFound, Problem


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


class FileUnreadable(Invalid):
    """The file is not there, may not be read, or is damaged."""

    code = "file-unreadable"


class WrongFile(Invalid):
    """It is some other file."""

    code = "wrong-file"


class FormatInvalid(Invalid):
    """The source has no records of that format."""

    code = "format-invalid"


class ColumnsInvalid(Invalid):
    """The declared mapping of columns cannot be used; the message says why."""

    code = "columns-invalid"


class FileRunActive(Conflict):
    """Another process is loading the same file."""

    code = "file-run-active"

    def __init__(self) -> None:
        super().__init__("Another process is loading this file now. Wait for it, or stop it.")


class MarksLost(Conflict):
    """The database server crashed while the file was loaded, and forgot which records it had met."""

    code = "marks-lost"

    def __init__(self) -> None:
        super().__init__(
            "The database server crashed since this load began, and what it knew of the first part is lost. "
            "Begin anew with --restart; what was taken stays and costs little to read again."
        )


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


class RunStopped(Conflict):
    """The run was stopped by somebody who may. What is in stays, the rest was not taken."""

    code = "run-stopped"

    def __init__(self) -> None:
        super().__init__("The run was stopped. What is in stays; the rest was not taken.")


class RunGivenUp(Conflict):
    """Nothing was heard of the run for minutes, so it counts as failed. The rest was not taken."""

    code = "run-given-up"

    def __init__(self) -> None:
        super().__init__("The run was silent for too long. What is in stays; the rest was not taken.")


class RunNotRunning(Conflict):
    """Only a run that is running can be stopped; this one has ended."""

    code = "run-not-running"

    def __init__(self) -> None:
        super().__init__("The run has ended already.")


class RunStillRunning(Conflict):
    """Only a run that has ended can be retried; this one has not."""

    code = "run-still-running"

    def __init__(self) -> None:
        super().__init__("The run has not ended yet. Stop it, or wait for its end.")


class RetryRunning(Conflict):
    """Another retry of the same run has not ended yet."""

    code = "retry-running"

    def __init__(self) -> None:
        super().__init__("A retry of this run is running already.")


class NothingToRetry(Conflict):
    """No refused record of the run is kept: all were taken, or could not be kept, or are too old."""

    code = "nothing-to-retry"

    def __init__(self) -> None:
        super().__init__("The run has no refused records that could be taken through again.")


class AdminRoleMissing(Conflict):
    """The service has no address of the database for administrators, which ADMIN_DATABASE_URL gives."""

    code = "admin-role-missing"

    def __init__(self) -> None:
        super().__init__("ADMIN_DATABASE_URL must be set for this: only media_menu_admin may read it.")


class BrokenOff(Invalid):
    """The sender went away before its records were complete."""

    code = "broken-off"

    def __init__(self) -> None:
        super().__init__("The records ended before they were complete.")
