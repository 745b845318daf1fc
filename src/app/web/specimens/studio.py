"""What the parts of the editor without a script show: menus of all lengths, refusals, a search, links."""

from datetime import timedelta
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from app.web.forms import FormState
from app.web.languages import Language
from app.web.pages import Search, Viewer
from app.web.specimens.desk import advice, desk_menu, found_works, problems
from app.web.specimens.past import links
from app.web.specimens.works import LONG, NOW, RIGHT_TO_LEFT, ident
from domain.menus.editions import PublishCheck
from domain.menus.sharing import ShareLink
from domain.menus.views import CourseView, EditionMark, MenuView

FRESH = "https://menus.example/d/9vX2bq7LmT4kZs1RfYc8"


class Studio(Struct, frozen=True):
    """`refused` are forms as they come back, by the part that they stand in."""

    viewer: Viewer
    menu: MenuView
    odd: MenuView
    single: MenuView
    bare: MenuView
    published: MenuView
    unlisted: MenuView
    ready: PublishCheck
    unready: PublishCheck
    nothing: Search
    found: Search
    missed: Search
    links: tuple[ShareLink, ...]
    ended: tuple[ShareLink, ...]
    fresh: str
    refused: dict[str, FormState]


def studio(language: Language) -> Studio:
    menu = desk_menu(language)
    published = replace(menu, status="published", edition=EditionMark(2, NOW - timedelta(days=3)))
    bare = replace(menu, description=None, courses=(), pairings=())
    fine = PublishCheck(publishable=True, problems=(), advice=(), version=menu.version)
    return Studio(
        viewer=Viewer("ada", "Ada"),
        menu=menu,
        odd=_odd(menu),
        single=replace(
            menu, courses=(replace(menu.courses[2], items=menu.courses[2].items[:1]),), pairings=()
        ),
        bare=bare,
        published=published,
        unlisted=replace(published, visibility="unlisted", edition=EditionMark(1, NOW)),
        ready=fine,
        unready=replace(fine, publishable=False, problems=problems(), advice=advice()),
        nothing=Search(),
        found=Search(q="o", results=found_works()),
        missed=Search(q="Szczebrzeszyn", media_type="film"),
        links=links(menu, NOW),
        ended=_ended(links(menu, NOW)),
        fresh=FRESH,
        refused=_refused(menu, language),
    )


def _odd(menu: MenuView) -> MenuView:
    """A title that does not fit, a course from right to left that is empty, no pairing."""
    empty = CourseView(ident(9_000), RIGHT_TO_LEFT, None, ())
    return replace(menu, title=LONG, description=RIGHT_TO_LEFT, courses=(menu.courses[0], empty), pairings=())


def _ended(both: tuple[ShareLink, ...]) -> tuple[ShareLink, ...]:
    """Revoked, and run out; not the ones that go on."""
    revoked, over = both
    return (
        replace(revoked, id=UUID(int=11), label=RIGHT_TO_LEFT, revoked_at=NOW),
        replace(over, id=UUID(int=12), expires_at=NOW - timedelta(days=2)),
    )


def _refused(menu: MenuView, language: Language) -> dict[str, FormState]:
    said = language.gettext
    silent, busy = (
        said("Something has to stand here."),
        said("The kitchen is busy. Try again in a few seconds."),
    )
    course, pairing = menu.courses[0], menu.pairings[0]
    wrong = said("Choose one of those that are offered.")
    return {
        "head": FormState("menu", {"title": ""}, {"title": silent, "": busy}),
        "course": FormState(f"course-{course.id}", {"title": ""}, {"title": silent, "": busy}),
        "new-course": FormState("course-new", {"title": ""}, {"title": silent, "": busy}),
        "item": FormState(f"item-{course.items[0].id}", {"annotation": LONG}, {"annotation": busy}),
        "by-hand": FormState("by-hand", {"title": ""}, {"title": silent, "release_year": wrong, "": busy}),
        "pairing": FormState(f"pairing-{pairing.id}", {"relationship": ""}, {"relationship": silent}),
        "new-pairing": FormState(
            "pairing-new", {"first_item_id": str(pairing.first_item_id)}, {"second_item_id": wrong, "": busy}
        ),
        "publish": FormState("publish", {"note": LONG}, {"note": busy, "": busy}),
        "visibility": FormState("visibility", {"visibility": "unlisted"}, {"visibility": wrong}),
        "share": FormState("share", {"label": "Marta", "days": "90"}, {"days": wrong, "": busy}),
    }
