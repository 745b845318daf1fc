"""The refusals of menus, each with its stable code."""

from domain.kernel import Conflict, Forbidden, Gone, Invalid, NotFound, Problem


class MenuNotFound(NotFound):
    """No such menu, or none that the asker may know of; every reason looks the same."""

    def __init__(self) -> None:
        super().__init__("There is nothing here.")


class MenuGone(Gone):
    """The menu was public once, and its curator has deleted it."""

    def __init__(self) -> None:
        super().__init__("This menu was deleted by its curator.")


class CourseNotFound(NotFound):
    code = "course-not-found"

    def __init__(self) -> None:
        super().__init__("The menu has no such course.")


class ItemNotFound(NotFound):
    code = "item-not-found"

    def __init__(self) -> None:
        super().__init__("The menu has no such work.")


class PairingNotFound(NotFound):
    code = "pairing-not-found"

    def __init__(self) -> None:
        super().__init__("The menu has no such pairing.")


class EditionNotFound(NotFound):
    code = "edition-not-found"

    def __init__(self) -> None:
        super().__init__("The menu has no such edition.")


class RevisionNotFound(NotFound):
    """The menu has no such revision: it was never kept, or has been thinned away."""

    code = "revision-not-found"

    def __init__(self) -> None:
        super().__init__("The menu has no such revision.")


class ShareTokenNotFound(NotFound):
    code = "share-token-not-found"

    def __init__(self) -> None:
        super().__init__("The menu has no such share link.")


class TextInvalid(Invalid):
    """A text is missing, or longer than its place."""

    code = "text-invalid"


class TooMany(Conflict):
    """A menu has room for so many courses, works, pairings or links, and no more."""

    code = "limit-reached"


class WorkUnknown(Invalid):
    """The catalogue has no such work, or none that this curator may use."""

    code = "work-unknown"

    def __init__(self, *pointers: str) -> None:
        problems = (Problem(each, self.code, "The catalogue has no such work.") for each in pointers)
        super().__init__("The catalogue has no such work.", *problems)


class PairingInvalid(Invalid):
    """A pairing joins two different works of the same menu, and each two works once."""

    code = "pairing-invalid"


class AlreadyPaired(Conflict):
    code = "already-paired"

    def __init__(self) -> None:
        super().__init__("These two works are paired already.")


class NotAPermutation(Invalid):
    """An arrangement names every course and every work of the menu exactly once."""

    code = "not-a-permutation"

    def __init__(self) -> None:
        super().__init__("An arrangement has to name every course and every work exactly once.")


class IdTaken(Conflict):
    """An id that the client made belongs to something else."""

    code = "id-taken"

    def __init__(self) -> None:
        super().__init__("This id belongs to something else; make a new one.")


class NotPublishable(Conflict):
    """The publish check found problems; they are listed."""

    code = "not-publishable"


class NotPublished(Conflict):
    code = "not-published"

    def __init__(self) -> None:
        super().__init__("The menu is not published.")


class ShareTermsInvalid(Invalid):
    """A share link lives between an hour and 31 days, and allows at least one use."""

    code = "share-terms-invalid"


class NotesNotAllowed(Forbidden):
    """The link shows the draft, and takes no notes on it."""

    code = "notes-not-allowed"

    def __init__(self) -> None:
        super().__init__("This link shows the draft, and takes no notes.")


class AnchorUnknown(Invalid):
    """What a note is about is not on the menu, or not any more."""

    code = "anchor-unknown"

    def __init__(self) -> None:
        at = Problem("/anchor_id", self.code, "This is not on the menu, or not any more.")
        super().__init__("What the note is about is not on the menu, or not any more.", at)


class NoteNotFound(NotFound):
    code = "note-not-found"

    def __init__(self) -> None:
        super().__init__("The menu has no such note.")


class NotAFork(NotFound):
    """The menu was not made from another one."""

    code = "not-a-fork"

    def __init__(self) -> None:
        super().__init__("This menu was not made from another one.")


class UpstreamClosed(Conflict):
    """The menu that this one was made from, or the edition of it, cannot be read now."""

    code = "upstream-closed"

    def __init__(self) -> None:
        super().__init__("The menu that this was made from cannot be read now.")


class UpstreamMoved(Conflict):
    """There is a newer edition than the one whose changes were looked at."""

    code = "upstream-moved"

    def __init__(self) -> None:
        super().__init__("A newer edition was published meanwhile; look at its changes first.")


class ChangeUnknown(Invalid):
    """A change that is to be taken over is not on offer, or not any more."""

    code = "change-unknown"

    def __init__(self, *pointers: str) -> None:
        problems = (Problem(each, self.code, "This is not on offer.") for each in pointers)
        super().__init__("Something that is to be taken over is not on offer.", *problems)


class ProposalNotFound(NotFound):
    """No such proposal, or none to the asker's menus: it may have been withdrawn, or made anew."""

    code = "proposal-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such proposal, or not any more.")


class ProposalSettled(Conflict):
    """The proposal was accepted or declined already."""

    code = "proposal-settled"

    def __init__(self) -> None:
        super().__init__("This proposal was answered already.")


class ProposalsNotTaken(Forbidden):
    """The curator of the menu takes no proposals from the asker."""

    code = "proposals-not-taken"

    def __init__(self) -> None:
        super().__init__("The curator of that menu takes no proposals from you.")


class NothingToPropose(Conflict):
    """The fork has nothing that the menu it was made from has not."""

    code = "nothing-to-propose"

    def __init__(self) -> None:
        super().__init__("The fork has nothing that the menu it was made from has not.")


class OwnFollow(Conflict):
    """Curators do not follow themselves: they know what they publish."""

    code = "own-follow"

    def __init__(self) -> None:
        super().__init__("One cannot follow oneself.")


class TakenDown(Conflict):
    """An administrator has closed the menu: it stays so until one lets it go. The problem says why."""

    code = "taken-down"

    def __init__(self, reason: str = "") -> None:
        super().__init__(
            "An administrator has taken this menu down; it cannot be published until one lets it.",
            Problem("", self.code, reason),
        )


class AlreadyReported(Conflict):
    """The same person's report of the menu waits for an administrator already."""

    code = "already-reported"

    def __init__(self) -> None:
        super().__init__("You have reported this menu already; somebody will look at it.")


class NothingReported(Conflict):
    """No report of the menu is open, or not any more: another administrator was faster."""

    code = "nothing-reported"

    def __init__(self) -> None:
        super().__init__("No report of this menu is open any more.")


class AlreadyTakenDown(Conflict):
    """The menu is taken down as it is."""

    code = "already-taken-down"

    def __init__(self) -> None:
        super().__init__("This menu is taken down already.")


class NotTakenDown(Conflict):
    """There is no take-down of the menu to lift, or not any more."""

    code = "not-taken-down"

    def __init__(self) -> None:
        super().__init__("This menu is not taken down.")
