"""Sample data for looking at pages: long and right-to-left titles, no covers, forty works, Polish words."""

from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, NamedTuple, get_args
from uuid import UUID

import msgspec

from app.web.kept import Kept
from app.web.languages import language
from app.web.pages import Elsewhere, FoundElsewhere, Search, Viewer
from app.web.reading.mine import Mine, mine_of
from app.web.reading.own_states import Own
from app.web.reading.works import Around
from app.web.studio.pasting import Pasted
from app.web.words.relations import choices, grouped
from domain.accounts.views import ApiKeyLine, Me, SessionLine
from domain.catalog.classes import tree_of
from domain.catalog.recognising import Candidate, LineMatch
from domain.catalog.relationships import RelatedWork, Relation
from domain.catalog.reviewing import DuplicateView
from domain.catalog.universes import UniversePage, UniverseWork
from domain.catalog.views import (
    ExternalLinkView,
    FieldView,
    MediaSuggestion,
    MediaView,
    SaidView,
    TitleView,
)
from domain.credits import Credit
from domain.ingestion.upstream.views import UpstreamView
from domain.job_office import JobView, ScheduleView
from domain.jobs import JobId, Reason
from domain.kernel import MediaItemId, MenuId, Problem, UserId
from domain.menus.balance import Serving, Servings
from domain.menus.company import Company, PairedWith, Partner, PublicMark, Quotation, ServedIn
from domain.menus.editions import PublishCheck
from domain.menus.importing import ImportedMenu, ImportedWork, Outcome
from domain.menus.sharing import LinkScope, ShareLink
from domain.menus.views import (
    CourseView,
    CoverView,
    Curator,
    DirectoryEntry,
    EditionMark,
    ExternalLink,
    ItemView,
    LineageView,
    MenuView,
    PairingView,
    PublicMenu,
    ServedWork,
)
from domain.tracking.model import State

NOW = datetime(2026, 11, 14, 18, 30, tzinfo=UTC)
CURATOR = Curator(username="ada", display_name="Ada Wiśniewska")


def ident(number: int) -> UUID:
    """A stable id that looks like a real one."""
    return UUID(int=(0x0193_2F00_0000_7000_8000 << 48) | (number * 0x9E37_79B9_7F4A) % (1 << 48))


NAMELESS = LineageView("The Long Way Round", "", "the-long-way-round-8s2k1mzq", 2, source_available=False)
"""The credit of a fork whose source was erased."""


def served(
    number: int, media_type: str, title: str, year: int | None, maker: str, **details: Any
) -> ServedWork:
    links = (ExternalLink("imdb", f"tt{number:07}", f"https://www.imdb.com/title/tt{number:07}/"),)
    return ServedWork(
        id=MediaItemId(ident(number)),
        media_type=media_type,
        title=title,
        release_year=year,
        creators=(maker,) if maker else (),
        cover_url=None,
        external_links=links if media_type == "film" else (),
        details=details,
    )


def item(work: ServedWork, annotation: str | None) -> ItemView:
    key = UUID(int=work.id.int + 7)
    return ItemView(
        id=UUID(int=work.id.int + 3), item_key=key, media_item_id=work.id, media=work, annotation=annotation
    )


LEAVING = CourseView(
    id=ident(900),
    title="Leaving is the easy part",
    intent="Two quiet things first, so that the ear is clean before anybody speaks.",
    items=(
        item(
            served(1, "game", "Journey", 2012, "thatgamecompany", playtime_hours=2),
            "You will meet one other person, and neither of you can speak. Play it in *one sitting*.",
        ),
        item(
            served(2, "music", "Ambient 1: Music for Airports", 1978, "Brian Eno", duration_minutes=48),
            "Written to make waiting bearable. Leave it on, low, through the next course.",
        ),
    ),
)
FAR = CourseView(
    id=ident(901),
    title="Home, seen from far away",
    intent="Distance changes the colour of a kitchen.",
    items=(
        item(
            served(3, "film", "Solaris", 1972, "Andrei Tarkovsky", runtime_minutes=167),
            "Watch the opening at the pond as if it were the whole film.\n\n"
            "Then read [the novel](https://example.org/solaris), which disagrees on everything.",
        ),
        item(served(4, "book", "The Left Hand of Darkness", 1969, "Ursula K. Le Guin", page_count=304), None),
        item(
            served(5, "tv", "Dekalog", 1989, "Krzysztof Kieślowski", runtime_minutes=572),
            "Ten flats in one block of Warsaw. Start with the *fifth* only if you can call somebody after.",
        ),
    ),
)
ROAD = CourseView(
    id=ident(902),
    title="The road itself",
    intent="The heavy plate. Take two weeks, and somebody to talk to.",
    items=(
        item(
            served(6, "book", "The Odyssey", 2017, "Homer, tr. Emily Wilson", page_count=592),
            "> Tell me about a complicated man.\n\nLine for line with the Greek, and the first time"
            " I felt how **tired** he is.",
        ),
        item(
            served(7, "game", "Outer Wilds", 2019, "Mobius Digital", playtime_hours=17),
            "A campfire, a banjo, a sun with an appointment.",
        ),
        item(
            served(8, "film", "باد ما را خواهد برد", 1999, "عباس کیارستمی", runtime_minutes=118),
            "An engineer waits for somebody to die, and a village waits for him to stop waiting.",
        ),
    ),
)
TABLE = CourseView(
    id=ident(903),
    title="Somebody laid the table",
    intent=None,
    items=(
        item(
            served(
                9,
                "film",
                "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
                1964,
                "Stanley Kubrick",
                runtime_minutes=95,
            ),
            "For the long title alone, and for laughing at the wrong moment.",
        ),
        item(
            served(10, "magazine", "Przekrój", 1945, "Marian Eile", page_count=96),
            "Any issue. Begin at the back.",
        ),
        item(
            served(11, "audio", "Under Milk Wood", 1954, "Dylan Thomas", runtime_minutes=94),
            "In the dark, please.",
        ),
        item(
            served(12, "event", "Unsound", 2024, "", runtime_minutes=None),
            "Kraków in October; bring earplugs.",
        ),
    ),
)
PAIRINGS = (
    PairingView(
        ident(800),
        LEAVING.items[1].id,
        FAR.items[0].id,
        "echo",
        "Two rooms in orbit around something that will not answer. The record teaches you the patience "
        "that the film is going to ask for.",
    ),
    PairingView(
        ident(801),
        ROAD.items[1].id,
        ROAD.items[0].id,
        "contrast",
        "One man needs ten years to get home. The other gets home every twenty-two minutes.",
    ),
    PairingView(
        ident(802),
        FAR.items[0].id,
        TABLE.items[0].id,
        "answer",
        "Both are sure that nobody is in charge up there. Only one of them finds it funny.",
    ),
)

MENU = PublicMenu(
    id=MenuId(ident(700)),
    slug="the-long-way-home-k3x9q2ma",
    title="The Long Way Home",
    description="For anyone who left, stayed away too long, and found the house had kept them a place.",
    status="published",
    visibility="public",
    version=14,
    courses=(LEAVING, FAR, ROAD, TABLE),
    pairings=PAIRINGS,
    edition=EditionMark(number=2, published_at=NOW - timedelta(days=3)),
    lineage=LineageView(
        source_title="Departures",
        source_curator="Kuba",
        source_slug="departures-aaaa2222",
        source_edition=1,
        source_available=True,
    ),
    created_at=NOW - timedelta(days=40),
    updated_at=NOW,
    curator=CURATOR,
)


def servings_of(menu: MenuView) -> Servings:
    """What the balance of a sample is made of."""
    paired = {side for pairing in menu.pairings for side in (pairing.first_item_id, pairing.second_item_id)}
    origins = {"film": ("ru", "RU"), "tv": ("pl", "PL"), "book": ("en", "US"), "magazine": ("pl", "PL")}
    return Servings(
        tuple(course.id for course in menu.courses),
        tuple(
            Serving(
                course.id,
                item.media.media_type,
                item.media.release_year,
                *origins.get(item.media.media_type, (None, None)),
                item.media.details,
                bool(item.annotation),
                item.id in paired,
            )
            for course in menu.courses
            for item in course.items
        ),
    )


def long_menu() -> PublicMenu:
    """Forty works in eight courses, no pairing, a title that does not fit, no description."""
    kinds = ("film", "book", "game", "music", "tv", "audio", "magazine", "event")
    courses = tuple(
        CourseView(
            id=ident(1000 + course),
            title=f"Course number {course + 1}",
            intent=None,
            items=tuple(
                item(
                    served(
                        2000 + course * 5 + n,
                        kinds[(course + n) % 8],
                        f"Work {course * 5 + n + 1}",
                        1950 + n,
                        "Somebody",
                    ),
                    None,
                )
                for n in range(5)
            ),
        )
        for course in range(8)
    )
    title = "Everything that I wanted to tell you about Szczebrzeszyn and donaudampfschifffahrtsgesellschaft"
    return PublicMenu(
        **{name: getattr(MENU, name) for name in MENU.__struct_fields__}
        | {"title": title, "description": None, "courses": courses, "pairings": (), "lineage": None}
    )


def bare_menu() -> PublicMenu:
    """A menu that was just made."""
    changes = {
        "title": "Untitled evening",
        "description": None,
        "courses": (),
        "pairings": (),
        "status": "draft",
    }
    fields = {name: getattr(MENU, name) for name in MENU.__struct_fields__}
    return PublicMenu(**fields | changes | {"edition": None, "lineage": None})


FOUND = tuple(
    MediaSuggestion(MediaItemId(ident(3000 + n)), media_type, title, year, makers, None)  # type: ignore[arg-type]
    for n, (media_type, title, year, makers) in enumerate(
        [
            ("film", "Paris, Texas", 1984, ("Wim Wenders",)),
            ("music", "Paris, Texas", 1985, ("Ry Cooder",)),
            ("book", "The Paris Review Interviews", 2006, ("Philip Gourevitch", "A", "B", "C")),
            ("tv", "Emily in Paris", 2020, ()),
            ("game", "Broken Sword: The Shadow of the Templars", 1996, ("Revolution Software",)),
        ]
    )
)

WORK = MediaView(
    id=MediaItemId(ident(3)),
    media_type="film",
    title="Solaris",
    original_title="Солярис",
    release_year=1972,
    creators=("Andrei Tarkovsky",),
    description="A psychologist is sent to a station above an ocean that thinks, and meets his past.",
    cover_url=None,
    genres=("drama", "science fiction"),
    language="ru",
    external_links=(
        ExternalLinkView("imdb", "tt0069293", "https://www.imdb.com/title/tt0069293/"),
        ExternalLinkView("tmdb", "593", None),
    ),
    metadata={},
    details={
        "runtime_minutes": 167,
        "directors": ["Andrei Tarkovsky"],
        "avg_rating": 7.9,
        "num_votes": 101234,
    },
    media_class="film.feature",
    credits=(
        Credit("director", "Andrei Tarkovsky"),
        Credit("writer", "Fridrikh Gorenshteyn"),
        Credit("writer", "Andrei Tarkovsky"),
        Credit("composer", "Eduard Artemyev"),
        *(Credit("actor", name) for name in ("Natalya Bondarchuk", "Donatas Banionis", "Jüri Järvet")),
    ),
    titles=(
        TitleView("Solaris", "pl"),
        *(TitleView(f"Солярис {number}", "ru") for number in range(1, 9)),
        TitleView("باد سولاريس", "fa"),
    ),
    tags=("late Soviet", "slow cinema", "خيال علمي"),
    own_tags=("for Marta", "when it rains"),
)

CLASSES = tree_of(
    {
        "film": (12, True),
        "film.feature": (612_340, False),
        "film.short": (84_120, False),
        "book.novel": (310, True),
        "book.nonfiction.essays": (7, True),
        "music.album": (41, True),
        "music.album.live": (3, True),
    }
)


def related(number: int, relation: Relation, notes: str | None = None) -> RelatedWork:
    media = FOUND[number]
    return RelatedWork(relation, media, notes, 1.0, NOW, 1, (relation,), WORK.id)


KEPT_STATE = State(
    media_item_id=WORK.id,
    status="in-progress",
    rating=7.5,
    is_favorite=True,
    notes="The ocean thinks.\nOnce more in winter.",
    progress=40,
    progress_unit="percent",
    started_at=NOW,
    completed_at=None,
    meta_snapshot={},
    version=3,
    created_at=NOW,
    updated_at=NOW,
)


def mine(menu: PublicMenu) -> Mine:
    """Every second work is finished, and the last is somebody's own item."""
    items = [item for course in menu.courses for item in course.items]
    ids = [item.media_item_id for item in items]
    return mine_of(
        menu,
        items,
        dict(zip(ids[:-1], cycle(("completed", None, "paused")), strict=False)),
        "t",
        follows=True,
    )


def marked(number: int, title: str) -> PublicMark:
    """A public menu as a quotation names it."""
    return PublicMark(f"menu-{number}", title, CURATOR, EditionMark(number, NOW - timedelta(days=9 * number)))


MARKS = (marked(1, MENU.title), marked(2, "مائدة الغرباء"), marked(3, "Jak nie spać w pociągu"))
SERVED_IN = tuple(
    ServedIn(MenuId(ident(720 + n)), mark, "Home, seen from far away", ident(730 + n), note)
    for n, (mark, note) in enumerate(zip(MARKS, (FAR.items[0].annotation, None, "Raz.\n\n" * 9), strict=True))
)


def partner(number: int, title: str, *, is_custom: bool = False) -> Partner:
    return Partner(MediaItemId(ident(number)), "music", title, 1978, ("Brian Eno",), None, is_custom)


COMPANY = Company(
    27,
    SERVED_IN,
    9,
    (
        PairedWith(
            partner(2, "Ambient 1: Music for Airports"),
            4,
            tuple(
                Quotation(each.relationship, each.narrative, ident(740), mark)
                for each, mark in zip(PAIRINGS[::2], MARKS[:2], strict=True)
            ),
        ),
        PairedWith(
            partner(90, "A tape from my uncle", is_custom=True),
            1,
            (Quotation("مقابلة", "Both **hum**.", ident(741), MARKS[2]),),
        ),
    ),
)
"""Of Solaris, on more menus than are shown."""


def around(
    *,
    is_editor: bool = False,
    search: Search | None = None,
    own: Own | None = None,
    company: Company = COMPANY,
) -> Around:
    """Works related to Solaris, in the order in which they are listed."""
    works = (
        related(3, "adapted-from", "The novel of 1961, which Tarkovsky disagreed with on nearly everything."),
        related(0, "remake"),
        related(1, "crossover"),
        related(4, "crossover", "Only on Tuesdays."),
    )
    groups = grouped(WORK.release_year, works, language("en"))
    return Around(
        groups,
        is_complete=False,
        has_universe=True,
        is_editor=is_editor,
        choices=choices(language("en")),
        search=search or Search(),
        company=company,
        own=own,
    )


UNIVERSE = UniversePage(
    order="story",
    items=tuple(
        UniverseWork(media, str(media.release_year), is_visitor=number == 2)
        for number, media in enumerate((*FOUND, MediaSuggestion(WORK.id, "film", "Solaris", 1972, (), None)))
    ),
    is_complete=False,
)

FIRST_COVERS = tuple(
    CoverView(each.media.id, each.media.media_type, each.media.title, each.media.creators, None)
    for course in MENU.courses
    for each in course.items
)
DIRECTORY = tuple(
    DirectoryEntry(
        slug=f"menu-{n}",
        title=title,
        description=description,
        curator=CURATOR,
        edition=EditionMark(n + 1, NOW - timedelta(days=9 * n)),
        course_count=5,
        item_count=12 + n,
        media_types=kinds,
        covers=FIRST_COVERS[n:5],
        fork_count=(0, 1, 3, 22, 0)[n],
    )
    for n, (title, description, kinds) in enumerate(
        [
            ("The Long Way Home", MENU.description, ("film", "book", "game", "music")),
            ("Small hours", "Things that only work after midnight.", ("music", "film")),
            ("Jak nie spać w pociągu", "Osiem godzin, trzy przesiadki, jedna bateria.", ("book", "audio")),
            ("Machines that mean well", None, ("game", "book", "film")),
            ("مائدة الغرباء", "حكايات من مدن لا تنام.", ("book",)),
        ]
    )
)

VIEWER = Viewer(username="ada", display_name="Ada Wiśniewska", time_zone="Europe/Warsaw")


def share(number: int, label: str | None, scope: LinkScope = "view", **rest: Any) -> ShareLink:
    return ShareLink(
        id=ident(number),
        menu_id=MENU.id,
        owner_id=UserId(ident(1)),
        label=label,
        scope=scope,
        expires_at=NOW + timedelta(days=6),
        created_at=NOW,
        **rest,
    )


SHARES = (
    share(600, "Marta", scope="comment", use_count=3, last_used_at=NOW - timedelta(hours=5)),
    share(601, None, use_count=1, max_uses=5),
)
ENDED_SHARES = (
    share(602, "Ewa", use_count=5, max_uses=5, last_used_at=NOW - timedelta(days=1)),
    share(603, None, revoked_at=NOW - timedelta(hours=2)),
)
FINE = PublishCheck(
    publishable=True,
    problems=(),
    advice=(Problem("/courses/1/items/1/annotation", "no-annotation", "Say why this work is here."),),
    version=7,
)
UNREADY = PublishCheck(
    publishable=False,
    problems=(
        Problem("/courses", "no-courses", "A menu needs at least one course."),
        Problem("/courses/1/items", "empty-course", "This has no works yet."),
        Problem("/pairings/0/narrative", "pairing-without-narrative", "It has to say why."),
    ),
    advice=(Problem("/description", "no-description", "A sentence invites people in."),),
    version=7,
)
ME = Me(
    id=UserId(ident(1)),
    email="ada@example.org",
    username="ada",
    role="user",
    may_ingest=True,
    display_name="Ada Wiśniewska",
    country_code="PL",
    locale="pl",
    time_zone="Europe/Warsaw",
    rating_scale="ten",
    shows_adult=False,
    settings={},
    onboarding_step=0,
    onboarding_started_at=None,
    onboarding_completed_at=None,
    email_verified_at=None,
    created_at=NOW,
)
SESSIONS = tuple(
    SessionLine(ident(500 + n), agent, "192.0.2.0/24", NOW, NOW, NOW + timedelta(days=14), current=n == 0)
    for n, agent in enumerate(
        ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 and more words", ""]
    )
)
API_KEYS = (
    ApiKeyLine(ident(550), "Backup script", ("read",), "mm_3kV9", NOW, NOW + timedelta(days=80), NOW),
    ApiKeyLine(ident(551), "Importer", ("ingest", "read"), "mm_8sPq", NOW, NOW + timedelta(days=9), None),
)


class Source(NamedTuple):
    """The facts of a source that the page of a work shows."""

    source_name: str
    external_id: str
    canonical_url: str | None
    fetched_at: datetime
    missing_since: datetime | None = None


DOUBLE = msgspec.structs.replace(
    WORK,
    id=MediaItemId(ident(31)),
    title="Солярис",
    original_title=None,
    release_year=1971,
    genres=(),
    external_links=(ExternalLinkView("wikidata", "Q466764", "https://www.wikidata.org/wiki/Q466764"),),
)
QUESTIONS = (
    DuplicateView(
        id=ident(32),
        first=WORK,
        second=DOUBLE,
        better_known_id=WORK.id,
        confidence=75,
        reasons=("title-is-original-title", "year-apart", "same-makers"),
        source_name="wikidata",
        state="open",
        created_at=NOW,
        decided_at=None,
        decided_by=None,
    ),
)
SOURCES = (
    Source("imdb", "tt0069293", "https://www.imdb.com/title/tt0069293/", NOW),
    Source("local", "7", None, NOW),
)
FIELDS = (
    FieldView(
        "title", "Solaris", False, "imdb", "tt0069293", NOW,
        (SaidView("Solyaris", "tmdb", "movie/593", NOW), SaidView("Solaris (1972)", "editor", None, NOW)),
    ),
    FieldView("original_title", None, True, "editor", None, NOW, (SaidView("Солярис", "tmdb", "593", NOW),)),
    FieldView("genres", ["Drama", "Science Fiction"], True, "tmdb", "movie/593", NOW, ()),
    FieldView("description", "An ocean that thinks. " * 30, False, None, None, None, ()),
    FieldView("is_adult", False, False, None, None, None, ()),
    FieldView("popularity", 101234, False, "imdb", "tt0069293", NOW, ()),
    FieldView("country_of_origin", None, False, None, None, None, ()),
)  # fmt: skip


def upstream(source_name: str, title: str, attribution: str) -> UpstreamView:
    return UpstreamView(
        source_name, title, ("film",), f"https://{source_name}.example/", attribution, True, ()
    )


UPSTREAMS = (
    upstream("tmdb", "TMDB", "This product uses the TMDB API but is not endorsed or certified by TMDB."),
    upstream("openlibrary", "Open Library", "Data from Open Library, a project of the Internet Archive."),
)
ELSEWHERE = Elsewhere(
    UPSTREAMS[0],
    UPSTREAMS,
    q="odyssey",
    results=(
        FoundElsewhere("movie/1", "film", "2001: A Space Odyssey", 1968, (), "https://tmdb.example/1", None),
        FoundElsewhere(
            "movie/2", "film", "باد ما را خواهد برد", 1999, ("عباس کیارستمی",), None, MediaItemId(ident(8))
        ),
        FoundElsewhere("tv/3", "tv", "An " + "extraordinarily " * 9 + "long title", None, (), None, None),
    ),
)

ADMIN = Viewer("ada", "Ada Wiśniewska", "Europe/Warsaw", "admin")
JOBS = (
    JobView(
        JobId(41),
        "fetch-cover",
        "queued",
        0,
        NOW,
        NOW + timedelta(hours=1),
        payload={"media_item_id": str(ident(3))},
    ),
    JobView(
        JobId(40), "replay-source", "running", 1, NOW, started_at=NOW, payload={"source_name": "openlibrary"}
    ),
    JobView(
        JobId(39),
        "fetch-cover-of-a-work-whose-kind-has-a-long-name",
        "failed",
        5,
        NOW - timedelta(hours=3),
        started_at=NOW - timedelta(hours=1),
        finished_at=NOW,
        reason=Reason("upstream-away", "The upstream did not answer within 30 seconds, five times."),
        payload={"media_item_id": str(ident(4)), "address": "https://covers.example/" + "x" * 90},
    ),
    JobView(JobId(38), "retention", "done", 2, NOW, started_at=NOW, finished_at=NOW),
    JobView(JobId(37), "statistics", "cancelled", 1, NOW, finished_at=NOW),
)
SCHEDULES = (
    ScheduleView(
        "nightly-retention", "retention", "Europe/Warsaw", NOW - timedelta(hours=14), NOW + timedelta(hours=8)
    ),
    ScheduleView("nightly-statistics", "statistics", "Europe/Warsaw", None, NOW + timedelta(hours=9)),
)


def candidate(work: ServedWork, confidence: int) -> Candidate:
    """A work that a line of a list may mean."""
    return Candidate(
        id=work.id,
        media_type=work.media_type,  # type: ignore[arg-type]
        title=work.title,
        release_year=work.release_year,
        creators=work.creators,
        cover_url=None,
        confidence=confidence,
        reasons=(),
    )


PASTED = Pasted(
    text="A film that nobody made\nباد",
    found=(
        LineMatch("1. Solaris (1972)", "matched", (candidate(FAR.items[0].media, 100),)),
        LineMatch(
            "Odyssey",
            "unsure",
            (
                candidate(ROAD.items[0].media, 55),
                candidate(ROAD.items[2].media, 45),
                candidate(TABLE.items[0].media, 45),
            ),
        ),
        LineMatch("Przekrój, 1945", "matched", (candidate(TABLE.items[1].media, 100),)),
    ),
    is_review=True,
)
KEPT = Kept(
    "/studio/menus/1/courses",
    "/studio/menus/1",
    (
        ("version", "7"),
        ("title", "Somebody laid the table"),
        ("intent", "Late, windows open.\n\nباد"),
    ),
)
KEPT_LONG = Kept(
    "/studio/menus/1/paste", "/studio/menus/1/paste", (("lines", "Zażółć gęślą jaźń\n" * 9_000),)
)


IMPORTED = ImportedMenu(
    MENU,
    tuple(
        ImportedWork(f"/courses/0/items/{place}/media", item.media.title, item.media_item_id, outcome, 100)
        for place, (item, outcome) in enumerate(
            zip(
                (item for course in MENU.courses for item in course.items),
                get_args(Outcome),
                strict=False,
            )
        )
    ),
)
