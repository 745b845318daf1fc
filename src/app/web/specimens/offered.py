"""What changes that another menu offers show: every kind of them, and every way in which two can clash."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from app.web.languages import Language
from app.web.specimens.desk import all_works, desk_menu
from app.web.specimens.works import RIGHT_TO_LEFT, ident
from domain.menus.keyed import keyed
from domain.menus.offers import Clash, Kind, Offer, offers
from domain.menus.views import CourseView, Curator, ItemView, MenuView, PairingView

CLASHES: Final[dict[Kind, Clash]] = {
    "title": Clash("both-changed"),
    "course-moved": Clash("both-changed"),
    "work-added": Clash("served-here"),
    "work-note": Clash("removed-here"),
    "pairing-words": Clash("both-changed"),
}


class Proposer(Struct, frozen=True):
    """A proposal as far as it says whose it is."""

    proposer: Curator | None


class Offered(Struct, frozen=True):
    """Without a clash, and with one."""

    clean: tuple[Offer, ...]
    clashing: tuple[Offer, ...]
    proposals: tuple[Proposer, ...]


def offered(language: Language) -> Offered:
    menu = _mine(desk_menu(language))
    mine = keyed(menu)
    found = offers(mine, keyed(_theirs(menu, language)), mine)
    return Offered(
        clean=found,
        clashing=tuple(replace(offer, clash=CLASHES[offer.kind]) for offer in found if offer.kind in CLASHES),
        proposals=(Proposer(Curator("ada", "Ada Wiśniewska")), Proposer(None)),
    )


def _mine(menu: MenuView) -> MenuView:
    """With two more pairings, so that one of them can move."""
    first, second, third = menu.courses[1].items
    return replace(
        menu, pairings=(*menu.pairings, _pair(menu, 1, first, second), _pair(menu, 2, first, third))
    )


def _theirs(menu: MenuView, language: Language) -> MenuView:
    """Another title and description, and whatever can become of courses, works and pairings."""
    said = language.gettext
    quiet, main, sweet = menu.courses
    slow, _, long = quiet.items
    first, second, third = main.items
    came, other = all_works()[3], all_works()[7]
    new = ItemView(ident(9_500), ident(9_501), came.id, came, None)
    quiet = replace(
        quiet,
        title=said("Still awake"),
        intent=said("Both leave the important note out."),
        items=(
            replace(slow, annotation=RIGHT_TO_LEFT),
            replace(long, media=other, media_item_id=other.id),
            sweet.items[0],
        ),
    )
    _, words, ones, twos = menu.pairings
    return replace(
        menu,
        title=said("The Long Way Home"),
        description=RIGHT_TO_LEFT,
        courses=(
            replace(main, items=(third, first, second)),
            quiet,
            CourseView(ident(9_502), RIGHT_TO_LEFT, None, (new,)),
        ),
        pairings=(
            twos,
            replace(words, relationship=said("answer"), narrative=said("A better ending.")),
            ones,
            _pair(menu, 3, new, second),
        ),
    )


def _pair(menu: MenuView, number: int, one: ItemView, other: ItemView) -> PairingView:
    """The words of another one."""
    return replace(menu.pairings[0], id=ident(9_510 + number), first_item_id=one.id, second_item_id=other.id)
