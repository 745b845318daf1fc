"""What can come of asking an upstream, in words that stay the same whoever is asked.

None of them repeats an address, a header or a body: keys live there.
"""

from domain.kernel import Busy, DomainError, NotFound


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
