"""Why a load of IMDb's files is refused as a whole; nothing of it is kept then."""

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
    """A run of the load of several files was stopped by somebody who may. Nothing of any file was kept."""

    code = "load-stopped"

    def __init__(self) -> None:
        super().__init__("The load was stopped, and nothing of it was kept.")
