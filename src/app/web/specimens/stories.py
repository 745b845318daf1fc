"""What the parts of a story show: its beginning, a work, a pairing behind each of its gates, its end."""

from msgspec import Struct
from msgspec.structs import replace

from app.web.languages import Language
from app.web.reading.story import Story, story_of
from app.web.specimens.desk import desk_menu
from app.web.specimens.works import NOW
from domain.menus.renderings import Gates, StoryPage
from domain.menus.views import EditionMark, MenuView


class Stories(Struct, frozen=True):
    beginning: Story
    opening: Story
    work: Story
    told: Story
    asked: Story
    shut: Story
    waiting: Story
    over: Story
    long: Story


def stories(language: Language) -> Stories:
    menu = replace(desk_menu(language), status="published", edition=EditionMark(2, NOW))
    pairing = next(n for n, step in enumerate(story_of(menu, StoryPage(0, "ask")).steps, 1) if step.pairing)

    def at(step: int, gates: Gates = "ask", of: MenuView = menu) -> Story:
        return story_of(of, StoryPage(step, gates))

    return Stories(
        beginning=at(0),
        opening=at(1),
        work=at(pairing + 2),
        told=at(pairing, "open"),
        asked=at(pairing),
        shut=at(pairing, "shut"),
        waiting=at(pairing, "own"),
        over=at(len(at(0).steps) + 1),
        long=at(19, of=_long(menu)),
    )


def _long(menu: MenuView) -> MenuView:
    """More steps than there is room for dots."""
    return replace(menu, courses=menu.courses * 5, pairings=())
