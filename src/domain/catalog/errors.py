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


class MergeWithItself(Invalid):
    """A work cannot be merged into itself, nor into what was merged into it."""

    code = "merge-with-itself"

    def __init__(self) -> None:
        super().__init__("This is the same work already.")


class AlreadyMerged(Conflict):
    """The work was merged into another before; that stands for ever."""

    code = "already-merged"

    def __init__(self) -> None:
        super().__init__("This work was merged into another before.")


class KindsDiffer(Conflict):
    """Only works of kinds with the same facts can be one: film and tv, book and magazine."""

    code = "kinds-differ"

    def __init__(self) -> None:
        super().__init__("Works of such different kinds are not one.")


class CustomNotMerged(Conflict):
    """An item that somebody made is that person's alone and takes no part in merges."""

    code = "custom-not-merged"

    def __init__(self) -> None:
        super().__init__("An item that a person made is not merged.")


class DuplicateNotFound(NotFound):
    """Nobody suspected these two works."""

    code = "duplicate-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such question.")


class DuplicateDecided(Conflict):
    """The two works have been merged already."""

    code = "duplicate-decided"

    def __init__(self) -> None:
        super().__init__("These two works have been merged already.")


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


class OwnItem(Conflict):
    """The work is a custom item of a person: no source speaks of it, so nothing of it is pinned."""

    code = "custom-item"

    def __init__(self) -> None:
        super().__init__("This is somebody's own item; no source speaks of it.")


class FieldUnknown(Invalid):
    """Works of this kind have no such field, or it is counted by sources and not pinned."""

    code = "field-unknown"

    def __init__(self) -> None:
        problem = Problem("/field", "field-unknown", "Works of this kind have no such field to pin.")
        super().__init__("There is no such field to pin on this work.", problem)


class ReadingUnknown(Invalid):
    """The work has no such source, or that source says nothing of this field."""

    code = "reading-unknown"

    def __init__(self) -> None:
        problem = Problem("/source_name", "reading-unknown", "No such source says anything of this field.")
        super().__init__("No such source says anything of this field.", problem)


class PinInvalid(Invalid):
    """A pin is a `value`, or the `source_name` and `external_id` of the source whose value it is."""

    code = "pin-invalid"

    def __init__(self) -> None:
        problem = Problem("/value", "pin-invalid", "Give a value, or a source_name and an external_id.")
        super().__init__("Say what to pin.", problem)
