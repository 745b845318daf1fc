"""Sample data of a menu's past: two editions, three days, and a difference of every kind."""

from datetime import timedelta

from msgspec.structs import replace

from app.web.studio.history import days_of
from domain.menus.comparing import differences
from domain.menus.differences import Tally
from domain.menus.editions import EditionSummary
from domain.menus.revisions import RevisionSummary
from domain.menus.views import CourseView, PublicEdition
from tests.web import samples

EDITIONS = tuple(
    EditionSummary(number, "sha256:4c1f", note, samples.NOW - timedelta(days=3 + 20 * (2 - number)), None)
    for number, note in ((2, "A better ending."), (1, None))
)
PUBLIC_EDITIONS = tuple(
    PublicEdition(number, title, note, "sha256:4c1f", samples.NOW - timedelta(days=3 + 20 * (3 - number)))
    for number, title, note in (
        (3, samples.MENU.title, "A better ending, and مائدة in the middle of it."),
        (2, samples.MENU.title, None),
        (1, "Departures", None),
    )
)
REVISIONS = tuple(
    RevisionSummary(version, samples.NOW - age, tally)
    for version, age, tally in (
        (14, timedelta(minutes=12), Tally(edited=1)),
        (12, timedelta(hours=3), Tally(added=2, moved=1, edited=3)),
        (9, timedelta(days=1, hours=2), Tally(removed=11, edited=1_204)),
        (3, timedelta(days=39), Tally(added=7, edited=2)),
    )
)
DAYS = days_of(REVISIONS, "Europe/Warsaw")


def _other_menu() -> samples.PublicMenu:
    """The sample menu before most of it was changed."""
    leaving, far, road, _ = samples.MENU.courses
    journey, airports = leaving.items
    solaris, darkness, dekalog = far.items
    odyssey, wilds, wind = road.items
    gone = CourseView(
        samples.ident(990),
        "Something sweet at the end, and then something sweeter for whoever is still awake",
        None,
        (samples.item(samples.served(90, "film", "دایره", 2000, "جعفر پناهی"), None),),
    )
    exchanged = replace(wind, media=samples.served(91, "film", "Taste of Cherry", 1997, "Abbas Kiarostami"))
    exchanged = replace(exchanged, media_item_id=exchanged.media.id)
    first, second, _ = samples.MENU.pairings
    return replace(
        samples.MENU,
        title="The Long Way Round",
        description="For anyone who left and came back.",
        courses=(
            replace(far, title="Home", items=(darkness, solaris, dekalog, odyssey)),
            replace(leaving, intent=None, items=(replace(journey, annotation="Play it."), airports)),
            gone,
            replace(road, items=(exchanged, wilds)),
        ),
        pairings=(
            replace(second, relationship="echo", narrative="One man needs ten years to get home."),
            replace(first, second_item_id=journey.id),
            first,
        ),
    )


OTHER = _other_menu()
DIFFERENCES = differences(OTHER, samples.MENU)
