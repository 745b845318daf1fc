"""Sample data of a curator's own menus: long and right-to-left titles, without works, published, put away."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from domain.kernel import MediaItemId, MenuId
from domain.menus.views import CoverView, EditionMark, MenuSummary, TakeDown
from tests.web.samples import NOW, ident

WORKS = (
    ("film", "Paris, Texas", "Wim Wenders"),
    ("book", "Invisible Cities", "Italo Calvino"),
    ("music", "Kind of Blue", "Miles Davis"),
    ("game", "Outer Wilds", "Mobius Digital"),
    ("tv", "Dekalog", "Krzysztof Kieślowski"),
    ("audio", "S-Town", "Brian Reed"),
    ("magazine", "Kultura nr 1", ""),
    ("event", "Unsound", ""),
)


def covers(*numbers: int) -> tuple[CoverView, ...]:
    return tuple(
        CoverView(MediaItemId(ident(4_000 + number)), kind, title, (maker,) if maker else (), None)
        for number in numbers
        for kind, title, maker in (WORKS[number % len(WORKS)],)
    )


def bill(number: int, title: str, **facts: Any) -> MenuSummary:
    """A draft with works of three kinds, unless it is said otherwise."""
    published = facts.get("status") == "published"
    plain = MenuSummary(
        id=MenuId(ident(710 + number)),
        slug=f"menu-{number}",
        title=title,
        description=None,
        status="draft",
        visibility="public",
        version=3,
        course_count=3,
        item_count=8,
        media_types=("book", "film", "music"),
        covers=covers(*range(number, number + 5)),
        edition=EditionMark(2, NOW) if published else None,
        archived_at=None,
        created_at=NOW,
        updated_at=NOW - timedelta(days=number),
    )
    return replace(plain, **facts)


BILLS = (
    bill(0, "The Long Way Home", status="published", proposal_count=2),
    bill(1, "Rain on a tin roof", covers=covers(2), course_count=1, item_count=1),
    bill(2, "For Marta, who says she hates musicals", status="published", visibility="unlisted"),
    bill(3, "Untitled evening", covers=(), course_count=0, item_count=0),
    bill(4, "مائدة الغرباء", covers=covers(5, 6)),
    bill(
        9,
        "Small hours",
        take_down=TakeDown("The third course names the street and number of a person. " * 4, NOW),
    ),
    bill(
        5, "Everything that I wanted to tell you about Szczebrzeszyn and donaudampfschifffahrtsgesellschaft"
    ),
    bill(6, "Noc", covers=covers(0, 2, 1)),
)
ARCHIVED = (
    bill(7, "Christmas before last", archived_at=NOW),
    bill(8, "Noir", archived_at=NOW, covers=covers(4)),
)
MANY = tuple(bill(20 + number, f"Evening number {number + 1}") for number in range(40))
