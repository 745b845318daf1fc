"""What a reader follows, for looking at pages: open, closed and deleted menus, a curator, their news."""

from datetime import timedelta

from domain.kernel import MenuId
from domain.menus.follows import Followed, FollowedEdition
from domain.menus.views import EditionMark
from tests.web import samples


def edition(number: int, title: str, note: str | None, *, is_new: bool) -> FollowedEdition:
    return FollowedEdition(
        slug=samples.MENU.slug,
        number=number,
        title=title,
        description=samples.MENU.description,
        note=note,
        curator=samples.CURATOR,
        published_at=samples.NOW - timedelta(days=7 - number),
        course_count=4,
        item_count=12,
        menu_id=MenuId(samples.ident(900 + number)),
        is_new=is_new,
    )


NEWS = (
    edition(3, samples.MENU.title, "A better ending, and مائدة in the middle of it.", is_new=True),
    edition(1, samples.long_menu().title, None, is_new=True),
    edition(2, "مائدة الغرباء", None, is_new=False),
)
MARK = EditionMark(3, samples.NOW)
FOLLOWED = tuple(
    Followed(samples.ident(950 + n), *line, samples.NOW)  # type: ignore[arg-type]
    for n, line in enumerate(
        (
            ("menu", "open", samples.MENU.slug, samples.MENU.title, samples.CURATOR, MARK, 2),
            ("curator", "open", None, None, samples.CURATOR, None, 0),
            ("menu", "closed", None, samples.long_menu().title, None, None, 0),
            ("menu", "deleted", None, "مائدة الغرباء", None, None, 0),
        )
    )
)
