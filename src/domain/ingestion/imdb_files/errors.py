"""Why a load of IMDb's files is refused, or does not come to its end."""

from domain.kernel import Conflict


class LicenceNotAccepted(Conflict):
    """The data may be used under terms that the operator has not accepted yet."""

    code = "licence-not-accepted"

    def __init__(self) -> None:
        super().__init__(
            "IMDb gives these files for personal and non-commercial use only. If that is what you do, "
            "accept the licence once with --accept-licence."
        )


class LoadStopped(Conflict):
    """A run of the load of several files was stopped by somebody who may. What was merged stays."""

    code = "load-stopped"

    def __init__(self) -> None:
        super().__init__(
            "The load was stopped. What was merged stays; loading the same files again goes on behind it."
        )


class LoadOvertaken(Conflict):
    """Other files of IMDb were merged since this load broke off, so that it cannot go on where it was."""

    code = "load-overtaken"

    def __init__(self) -> None:
        super().__init__(
            "Other files of IMDb were loaded meanwhile. Loading these again begins at their first line."
        )
