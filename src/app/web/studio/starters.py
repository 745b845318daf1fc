"""Menus to begin with: courses with intents, and works that most catalogues have."""

from typing import Final

from msgspec import Struct
from uuid_utils.compat import uuid7

from app.web.languages import Language, mark
from domain.catalog.commands import Query
from domain.catalog.ports import TitleSearch
from domain.catalog.views import MediaType
from domain.kernel import Actor, MediaItemId
from domain.menus.commands import Content, ContentCourse, ContentItem

CANDIDATES: Final = 5
"""Works of that kind and year that are looked at for the right title."""


class Dish(Struct, frozen=True):
    """A work as catalogues know it."""

    media_type: MediaType
    title: str
    year: int


class Step(Struct, frozen=True):
    title: str
    intent: str
    dishes: tuple[Dish, ...] = ()


class Starter(Struct, frozen=True):
    """`title` and `about` say what it is; words are English, and said in the language of the curator."""

    name: str
    title: str
    about: str
    courses: tuple[Step, ...]


STARTERS: Final = (
    Starter(
        "after-midnight",
        mark("After midnight"),
        mark("A record, a film and a book for those who cannot sleep."),
        (
            Step(
                mark("When the house is asleep"),
                mark("Something that asks for nothing."),
                (Dish("music", "Kind of Blue", 1959), Dish("music", "Music for Airports", 1978)),
            ),
            Step(
                mark("Still awake"),
                mark("The long plate: somebody else walks through the night."),
                (Dish("film", "In the Mood for Love", 2000), Dish("film", "Lost in Translation", 2003)),
            ),
            Step(
                mark("Before it gets light"),
                mark("A few pages, no more."),
                (Dish("book", "Invisible Cities", 1972),),
            ),
        ),
    ),
    Starter(
        "machines",
        mark("Machines that mean well"),
        mark("A game, two films and a book about what we build and what it makes of us."),
        (
            Step(mark("Hello"), mark("Light, and a little uneasy."), (Dish("game", "Portal", 2007),)),
            Step(
                mark("The main plate"),
                mark("The question, asked twice."),
                (Dish("film", "Blade Runner", 1982), Dish("film", "2001: A Space Odyssey", 1968)),
            ),
            Step(
                mark("To take home"),
                mark("The one that stays."),
                (Dish("book", "Solaris", 1961), Dish("music", "Computer World", 1981)),
            ),
        ),
    ),
    Starter(
        "bare",
        mark("Three empty courses"),
        mark("An opening, a main plate, something sweet. The works are yours to find."),
        (
            Step(mark("Opening"), mark("What makes people put the telephone away?")),
            Step(mark("The main plate"), mark("What is it all about?")),
            Step(mark("Something sweet"), mark("How should they go home?")),
        ),
    ),
)


async def content_of(starter: Starter, actor: Actor, search: TitleSearch, language: Language) -> Content:
    """The courses in that language, with as many of the works as this catalogue has."""
    courses = []
    for step in starter.courses:
        found = [await _work(dish, actor, search) for dish in step.dishes]
        items = tuple(ContentItem(uuid7(), work) for work in found if work)
        courses.append(
            ContentCourse(uuid7(), language.gettext(step.title), language.gettext(step.intent), items)
        )
    return Content(tuple(courses))


async def _work(dish: Dish, actor: Actor, search: TitleSearch) -> MediaItemId | None:
    """The work of that year whose title has these words; searches forgive more than a menu may."""
    year = dish.year
    query = Query(dish.title, dish.media_type, year_from=year, year_to=year, limit=CANDIDATES)
    found = (await search.find(actor, query)).items
    return next((work.id for work in found if dish.title.casefold() in work.title.casefold()), None)
