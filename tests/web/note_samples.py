"""Sample data of notes on a draft: short and long ones, on everything, right to left, and on what is gone."""

from datetime import timedelta
from uuid import UUID

from app.web.forms import FormState
from app.web.reading.drafts import Guest, place_of
from app.web.studio.notes import notebook
from domain.kernel import UserId
from domain.menus.notes import Anchor, AnchorKind, DraftNote, NoteTally, anchors, seen
from tests.web.samples import MENU, NOW, ident

LONG = (
    "I would not end here.\n\nEverything before it is quiet, and then there are two hours of shouting. "
    "What about the small one by the same director, left out of the second course? It says the same "
    "in eighty minutes, and people could still catch the last train."
)
COURSE, FIRST_ITEM, *_, PAIRING = anchors(MENU)
GONE: Anchor = ("item", ident(801))


def note(
    number: int, anchor: Anchor, body: str, name: str = "Marta", *, is_resolved: bool = False
) -> DraftNote:
    kind: AnchorKind
    kind, anchor_id = anchor
    return DraftNote(
        id=ident(810 + number),
        menu_id=MENU.id,
        owner_id=UserId(ident(1)),
        token_id=ident(600),
        visit_id=ident(800),
        author_name=name,
        anchor_kind=kind,
        anchor_id=anchor_id,
        anchor_title=anchors(MENU).get(anchor, "Stalker"),
        body=body,
        created_at=NOW - timedelta(hours=30 - number),
        resolved_at=NOW if is_resolved else None,
    )


LEFT = (
    note(1, COURSE, "A good way to begin."),
    note(2, FIRST_ITEM, LONG),
    note(3, FIRST_ITEM, "Or is it the other one?", is_resolved=True),
    note(4, PAIRING, "جميل جدا", "زينب"),
    note(5, GONE, "Keep it, please!", "Żaneta Gżegżółka-Brzęczyszczykiewicz z Chrząszczyżewoszyc"),
)
TALLY = NoteTally(open=4, resolved=1)


def guest(*notes: DraftNote) -> Guest:
    on: dict[Anchor, list[DraftNote]] = {}
    for each in notes:
        on.setdefault(each.anchor, []).append(each)
    gone = tuple(on.pop(GONE, ()))
    return Guest(f"/shared/{ident(800)}", "token", "Marta", on, gone)


LABELS: dict[UUID, str | None] = {ident(600): "Marta"}
BOOK = notebook(MENU, [seen(each, anchors(MENU), LABELS) for each in reversed(LEFT)])
EMPTY = notebook(MENU, ())
REFUSED = FormState(
    place_of(*FIRST_ITEM),
    {"body": LONG, "author_name": ""},
    {"author_name": "Something has to stand here.", "": "There is no room for more."},
)
GONE = "What this is about was taken off the menu meanwhile. Your words stand here, to be copied."
LOST = FormState("notes-item-x", {"body": LONG}, {"": GONE})
