"""What can come of asking an upstream, in words that stay the same whoever is asked.

None of them repeats an address, a header or a body: keys live there.
"""

from collections.abc import Iterable

from domain.kernel import Busy, Conflict, DomainError, Invalid, NotFound, Problem


class UpstreamUnavailable(Busy):
    """The upstream cannot be reached, answers with an error of its own, or takes too long."""

    code = "upstream-unavailable"
    retry_after = 30


class UpstreamBusy(Busy):
    """The upstream takes no more questions for now; `Retry-After` says when it may."""

    code = "upstream-busy"

    def __init__(self, detail: str, retry_after: int = 1) -> None:
        super().__init__(detail)
        self.retry_after = max(1, retry_after)


class UpstreamRefused(DomainError):
    """The upstream does not accept the key of this installation; its operator has to look."""

    code = "upstream-refused"


class UpstreamNonsense(DomainError):
    """The answer cannot be used: cut short, too large, not what was asked for, or leading astray."""

    code = "upstream-nonsense"


class UpstreamMissing(NotFound):
    """The upstream has no such record."""

    code = "upstream-missing"


class SourceNotReady(Conflict):
    """This source cannot be asked: the operator has not given what it needs, such as a key."""

    code = "source-not-ready"

    def __init__(self, needs: Iterable[str]) -> None:
        super().__init__(f"The operator has to set {' and '.join(needs)} first.")


class UpstreamIdInvalid(Invalid):
    """The source could not have given such an id."""

    code = "upstream-id-invalid"

    def __init__(self) -> None:
        wrong = Problem("/external_id", "external-id-invalid", "This is not an id of that source.")
        super().__init__("This is not an id of that source.", wrong)


class ImportRejected(Invalid):
    """The upstream's record cannot be taken; `errors` says why."""

    code = "import-rejected"


class ImportConflict(Conflict):
    """The catalogue says otherwise: the record's ids belong to different works, or to one of another kind."""

    code = "import-conflict"
