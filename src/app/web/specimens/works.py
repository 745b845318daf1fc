"""Works of every kind, and ids for whatever is shown; ids of one number are the same in every answer."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from domain.catalog.views import MediaView
from domain.kernel import MediaItemId
from domain.menus.views import ServedWork

NOW: Final = datetime(2026, 11, 14, 18, 30, tzinfo=UTC)
WORKS: Final = (
    ("film", "In the Mood for Love", 2000, "Wong Kar-wai"),
    ("tv", "Dekalog", 1989, "Krzysztof Kieślowski"),
    ("book", "Invisible Cities", 1972, "Italo Calvino"),
    ("magazine", "Przekrój", 1945, "Marian Eile"),
    ("game", "Outer Wilds", 2019, "Mobius Digital"),
    ("music", "Kind of Blue", 1959, "Miles Davis"),
    ("audio", "Under Milk Wood", 1954, "Dylan Thomas"),
    ("event", "Unsound", 2003, ""),
)
LONG: Final = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb"
RIGHT_TO_LEFT: Final = "باد ما را خواهد برد"


def ident(number: int) -> UUID:
    return UUID(int=0x0190_0000_0000_7000_8000_0000_0000_0000 + number * 0x9E37_79B9)


def work(number: int, media_type: str, title: str, year: int, maker: str) -> ServedWork:
    makers = (maker,) if maker else ()
    return ServedWork(MediaItemId(ident(number)), media_type, title, year, makers, None, (), {})


def film_of(work: ServedWork) -> MediaView:
    """The film as its own page has it."""
    return MediaView(
        id=work.id,
        media_type="film",
        title=work.title,
        original_title=None,
        release_year=work.release_year,
        creators=work.creators,
        description=None,
        cover_url=None,
        genres=("drama",),
        language="zh",
        external_links=(),
        metadata={},
        details={},
    )
