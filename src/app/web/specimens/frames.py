"""The states of the editor that the design system page shows; `ui/specimens/states` brings them about."""

from typing import Final

from msgspec import Struct

from app.web.languages import mark


class Frame(Struct, frozen=True):
    """A state by its name, what it is in words, and the shape of its frame: classes of the style sheet."""

    name: str
    label: str
    shape: str


class Group(Struct, frozen=True):
    heading: str
    frames: tuple[Frame, ...]


def _group(heading: str, shape: str, *states: tuple[str, ...]) -> Group:
    """A state with a third part has a shape of its own."""
    return Group(heading, tuple(Frame(name, label, *own or [shape]) for name, label, *own in states))


DESK: Final = (
    _group(
        mark("Above the desk"),
        "as-bar",
        ("saved", mark("All edits are saved")),
        ("saving", mark("Edits are on their way")),
        ("to-undo", mark("Something can be undone")),
        ("to-redo", mark("Something was undone")),
        ("offline", mark("No connection")),
        ("published", mark("Published for everybody")),
        ("unlisted", mark("Published for those who have the link")),
        ("visitors", mark("Open notes and proposals")),
        ("notes-read", mark("Notes that are done with")),
        ("long-title", mark("A title too long for the bar")),
    ),
    _group(
        mark("What keeps edits from being saved"),
        "as-bar as-noticed",
        ("conflict", mark("Changed elsewhere too")),
        ("signed-out", mark("Signed out meanwhile")),
        ("gone", mark("The menu is gone")),
        ("no-room-for-more", mark("The menu is full")),
        ("part-missing", mark("A part of the editor did not come")),
        ("no-room-here", mark("Offline, and the device is full")),
    ),
    _group(
        mark("Two versions"),
        "as-whole as-tall",
        ("two-versions", mark("Both side by side; mine stays")),
        ("two-versions-theirs", mark("All of the other is chosen")),
    ),
    _group(
        mark("Signing in again"),
        "as-dialog",
        ("sign-in", mark("Asked for the password")),
        ("sign-in-busy", mark("On its way")),
        ("sign-in-wrong", mark("A wrong password")),
        ("sign-in-somebody-else", mark("Another account")),
        ("sign-in-silent", mark("No answer")),
    ),
)
SHEET: Final = (
    _group(
        mark("The menu on the desk"),
        "as-paper",
        ("menu", mark("Head, courses, works and lines between paired works"), "as-whole as-tall"),
        ("without-description", mark("No description yet"), "as-paper as-low"),
        ("without-courses", mark("No course yet")),
        ("title-refused", mark("The title may not be empty"), "as-paper as-low"),
    ),
    _group(
        mark("Courses"),
        "as-paper",
        ("course-title", mark("Its title is edited")),
        ("course-new", mark("New and empty")),
        ("course-more", mark("Its menu is open"), "as-paper as-tall"),
        ("course-moved", mark("Moved by keys")),
        ("course-folded", mark("Folded")),
        ("all-folded", mark("All are folded")),
        ("course-refused", mark("Its title may not be empty")),
    ),
    _group(
        mark("Works on the desk"),
        "as-paper",
        ("note-rendered", mark("A note as readers see it")),
        ("note-edited", mark("A note as it is written")),
        ("note-refused", mark("A note that is too long")),
        ("work-more", mark("Its menu is open"), "as-paper as-tall"),
        ("work-moved", mark("Moved by keys")),
        ("work-in-the-air", mark("Dragged")),
        ("works-in-the-air", mark("Two are dragged together"), "as-whole"),
        ("selected", mark("Two are selected"), "as-whole"),
        ("removed", mark("One was removed"), "as-whole"),
    ),
    _group(
        mark("Moving without dragging"),
        "as-dialog",
        ("move-one", mark("One work")),
        ("move-many", mark("Two works")),
    ),
)
FIND: Final = (
    _group(
        mark("The search"),
        "as-pane",
        ("find-nothing-asked", mark("Nothing is typed yet")),
        ("find-looking", mark("Looking")),
        ("find-results", mark("Results, some on the menu already")),
        ("find-walked", mark("Keys choose a result")),
        ("find-kind", mark("One kind alone")),
        ("find-more", mark("A page of many")),
        ("find-added", mark("A work was added")),
        ("find-added-again", mark("A work was added once more")),
        ("find-none", mark("Nothing was found")),
        ("find-none-of-kind", mark("Nothing of that kind")),
        ("find-silent", mark("No answer")),
        ("find-offline", mark("No connection")),
        ("find-refused", mark("The words were refused")),
        ("services-offered", mark("Other ways, with one service")),
        ("list-left", mark("A list waits")),
    ),
    _group(
        mark("Other services"),
        "as-pane",
        ("services", mark("Nothing is asked yet")),
        ("services-asking", mark("Asking")),
        ("services-found", mark("Results")),
        ("services-taking", mark("One is fetched")),
        ("services-none", mark("Nothing was found")),
        ("services-silent", mark("No answer")),
    ),
    _group(
        mark("A work by hand"),
        "as-pane",
        ("by-hand", mark("The form")),
        ("by-hand-alike", mark("The catalogue has one like it")),
        ("by-hand-refused", mark("Fields were refused")),
        ("by-hand-trouble", mark("All of it was refused")),
    ),
    _group(
        mark("A pasted list"),
        "as-whole",
        ("list", mark("Nothing is pasted yet")),
        ("list-written", mark("Two lines")),
        ("list-asking", mark("Looking")),
        ("list-refused", mark("A line was refused")),
        ("list-review", mark("The review"), "as-whole as-taller"),
    ),
)
AROUND: Final = (
    _group(
        mark("Pairings on the desk"),
        "as-paper",
        ("pairings", mark("Two, and works without any"), "as-paper as-tall"),
        ("pairings-none", mark("None yet"), "as-paper as-low"),
        ("pairings-too-few", mark("Too few works"), "as-paper as-low"),
        ("pairing-refused", mark("A word may not be empty")),
        ("pairing-removed", mark("One was removed"), "as-whole"),
        ("pairing-new", mark("A new one"), "as-dialog"),
        ("pairing-from-a-work", mark("A new one, begun at a work"), "as-dialog"),
        ("pairing-new-refused", mark("A new one that was refused"), "as-dialog as-tall"),
    ),
    _group(
        mark("At the foot of the desk"),
        "as-foot",
        ("balance", mark("The balance in one line")),
        ("balance-none", mark("Nothing to weigh")),
        ("balance-open", mark("The balance, drawn"), "as-whole"),
        ("keys", mark("The list of keys"), "as-whole as-tall"),
    ),
    _group(
        mark("The drawer: publishing"),
        "as-drawer",
        ("publish-ready", mark("Ready")),
        ("publish-problems", mark("Things to mend first")),
        ("publish-advice", mark("Advice, unfolded")),
        ("publish-note-refused", mark("A note that is too long")),
        ("publish-refused", mark("Refused")),
        ("publish-unsaved", mark("Not everything is saved")),
        ("publish-out", mark("Published")),
        ("publish-only-visibility", mark("Somebody else may find it")),
        ("publish-qr", mark("Its address to be photographed")),
        ("publish-end", mark("What taking back and deleting mean")),
        ("publish-end-refused", mark("Deleting was not possible")),
        ("room-coming", mark("On its way")),
        ("room-missing", mark("It did not come")),
    ),
    _group(
        mark("The drawer: sharing"),
        "as-drawer",
        ("share-none", mark("No link yet")),
        ("share", mark("Two links")),
        ("share-fresh", mark("A new link")),
        ("share-fresh-qr", mark("A new link to be photographed")),
        ("share-field-refused", mark("A label that is too long")),
        ("share-terms-refused", mark("Too many days")),
        ("share-refused", mark("Refused")),
        ("share-silent", mark("No answer")),
    ),
    _group(
        mark("The drawer: history"),
        "as-drawer",
        ("history", mark("What changed")),
        ("history-days", mark("Day by day")),
        ("history-coming", mark("On its way")),
        ("history-silent", mark("No answer")),
    ),
    _group(
        mark("On a telephone"),
        "as-phone",
        ("phone-menu", mark("The menu")),
        ("phone-bar", mark("The bar with open notes and proposals"), "as-phone as-low"),
        ("phone-find", mark("Finding works")),
        ("phone-results", mark("Works found")),
        ("phone-more", mark("The menu of a work")),
        ("phone-selected", mark("A selected work")),
        ("phone-pairings", mark("Pairings")),
        ("phone-foot", mark("The foot of the desk")),
        ("phone-conflict", mark("Two versions")),
        ("phone-publish", mark("Publishing")),
    ),
)
GROUPS: Final = (*DESK, *SHEET, *FIND, *AROUND)
