"""Refusals of the catalogue, each with its stable code."""

from domain.kernel import Conflict, DomainError, Forbidden, Invalid, MediaItemId, NotFound, Problem


class WorkNotFound(NotFound):
    """There is no such work, or it is somebody else's own item."""

    code = "work-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such work.")


class WorkMerged(DomainError):
    """The work was a duplicate; `Location` leads to the one that stands for it now."""

    code = "work-merged"

    def __init__(self, survivor: MediaItemId) -> None:
        super().__init__("This work was merged into another.")
        self.survivor = survivor


class EditorsOnly(Forbidden):
    """Works that everybody sees, and global tags, are changed by editors and admins."""

    code = "editors-only"

    def __init__(self) -> None:
        super().__init__("Only editors may change what everybody sees.")


class RelatedToItself(Invalid):
    """A relationship joins two different works; two that were merged are one."""

    code = "related-to-itself"

    def __init__(self) -> None:
        super().__init__("A work cannot be related to itself.")


class RelationExistsInversely(Conflict):
    """The two works have this relationship the other way round: of two works one is the sequel."""

    code = "relation-exists-inversely"

    def __init__(self) -> None:
        super().__init__("These two works have this relationship the other way round.")


class LinkTaken(Conflict):
    """The external key already leads to another work."""

    code = "external-link-taken"

    def __init__(self) -> None:
        super().__init__("This external key belongs to another work.")


class WorkInvalid(Invalid):
    """A fact of a work is wrong; the problem points at it."""

    code = "work-invalid"

    def __init__(self, pointer: str, code: str, message: str) -> None:
        super().__init__("Something about this work is wrong.", Problem(pointer, code, message))
