"""What pages say of classes and roles, in the reader's language."""

from msgspec import Struct

from app.web.languages import Language, mark
from app.web.words.facts import kinds
from domain.catalog.views import ClassView, MediaView, TitleView
from domain.credits import Role, by_role

NAMES = {
    "film.feature": mark("Feature films"),
    "film.short": mark("Short films"),
    "film.tv-movie": mark("Television films"),
    "film.tv-special": mark("Television specials"),
    "film.video": mark("Films on video"),
    "film.music-video": mark("Music videos"),
    "film.concert": mark("Concert films"),
    "tv.series": mark("Television series"),
    "tv.series.documentary": mark("Documentary series"),
    "tv.series.reality": mark("Reality shows"),
    "tv.series.talk-show": mark("Talk shows"),
    "tv.series.news": mark("News"),
    "tv.miniseries": mark("Miniseries"),
    "tv.episode": mark("Episodes"),
    "tv.pilot": mark("Pilots"),
    "tv.special": mark("Specials"),
    "book.novel": mark("Novels"),
    "book.novella": mark("Novellas"),
    "book.short-stories": mark("Short stories"),
    "book.poetry": mark("Poetry"),
    "book.play": mark("Plays"),
    "book.comic": mark("Comics"),
    "book.comic.manga": mark("Manga"),
    "book.comic.graphic-novel": mark("Graphic novels"),
    "book.picture-book": mark("Picture books"),
    "book.nonfiction": mark("Non-fiction"),
    "book.nonfiction.biography": mark("Biographies"),
    "book.nonfiction.essays": mark("Essays"),
    "book.nonfiction.reference": mark("Reference books"),
    "book.nonfiction.textbook": mark("Textbooks"),
    "book.nonfiction.cookbook": mark("Cookbooks"),
    "book.anthology": mark("Anthologies"),
    "magazine.issue": mark("Single issues"),
    "magazine.journal": mark("Journals"),
    "magazine.newspaper": mark("Newspapers"),
    "magazine.zine": mark("Zines"),
    "game.main": mark("Full games"),
    "game.main.remake": mark("Remakes"),
    "game.main.remaster": mark("Remasters"),
    "game.main.expanded": mark("Extended editions"),
    "game.main.port": mark("Ports"),
    "game.main.fork": mark("Offshoots"),
    "game.dlc": mark("Add-ons"),
    "game.dlc.pack": mark("Packs"),
    "game.expansion": mark("Expansions"),
    "game.expansion.standalone": mark("Standalone expansions"),
    "game.bundle": mark("Bundles"),
    "game.mod": mark("Mods"),
    "game.episode": mark("Episodes of games"),
    "game.season": mark("Seasons of games"),
    "game.update": mark("Updates"),
    "game.tabletop": mark("Tabletop games"),
    "music.album": mark("Albums"),
    "music.album.live": mark("Live albums"),
    "music.album.compilation": mark("Compilations"),
    "music.album.soundtrack": mark("Soundtracks"),
    "music.album.remix": mark("Remix albums"),
    "music.album.dj-mix": mark("DJ mixes"),
    "music.album.mixtape": mark("Mixtapes"),
    "music.album.demo": mark("Demos"),
    "music.album.field-recording": mark("Field recordings"),
    "music.album.spoken-word": mark("Spoken word"),
    "music.single": mark("Singles"),
    "music.ep": mark("EPs"),
    "music.broadcast": mark("Broadcasts"),
    "audio.audiobook": mark("Audiobooks"),
    "audio.podcast": mark("Podcasts"),
    "audio.podcast.episode": mark("Podcast episodes"),
    "audio.radio-drama": mark("Radio plays"),
    "audio.lecture": mark("Lectures"),
    "event.concert": mark("Concerts"),
    "event.festival": mark("Festivals"),
    "event.exhibition": mark("Exhibitions"),
    "event.performance": mark("Performances"),
    "event.screening": mark("Screenings"),
    "event.talk": mark("Talks"),
}
ROLES: dict[Role, str] = {
    "creator": mark("By"),
    "author": mark("Written by"),
    "director": mark("Directed by"),
    "developer": mark("Developed by"),
    "artist": mark("Performed by"),
    "writer": mark("Screenplay"),
    "composer": mark("Music"),
    "cinematographer": mark("Cinematography"),
    "editor": mark("Edited by"),
    "producer": mark("Produced by"),
    "illustrator": mark("Illustrated by"),
    "translator": mark("Translated by"),
    "narrator": mark("Read by"),
    "actor": mark("Cast"),
    "publisher": mark("Published by"),
}
HOME = {"pl": frozenset({"PL"}), "en": frozenset({"GB", "US"})}
"""Where a title without a language is in the reader's one."""


class Step(Struct, frozen=True):
    """A class with its name on the way from a kind down to it."""

    path: str
    name: str


def class_name(path: str, language: Language) -> str:
    """What a class is called, for many works: Short films."""
    return language.gettext(NAMES[path]) if path in NAMES else kinds(path, language)


def steps_to(path: str, language: Language) -> list[Step]:
    """The kind, and every class from there down to this one."""
    labels = path.split(".")
    paths = (".".join(labels[:depth]) for depth in range(1, len(labels) + 1))
    return [Step(each, class_name(each, language)) for each in paths]


def inhabited(classes: tuple[ClassView, ...]) -> list[ClassView]:
    """The classes that have works."""
    return [each for each in classes if each.works]


def roles_of(work: MediaView, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    """Labels of roles with their names. Who is credited for something is not listed again as a creator."""
    roles = by_role(work.credits)
    elsewhere = {name for role, names in roles.items() if role != "creator" for name in names}
    roles["creator"] = tuple(name for name in roles.get("creator", ()) if name not in elsewhere)
    return [(language.gettext(ROLES[role]), roles[role]) for role in ROLES if roles.get(role)]


def other_titles(work: MediaView, language: Language) -> list[TitleView]:
    """What else the work is called, each title once, those in the reader's language first."""
    shown = {work.title.casefold(), (work.original_title or "").casefold()}
    found: dict[str, TitleView] = {}
    for each in sorted(work.titles, key=lambda each: not _is_in(each, language.code)):
        if each.title.casefold() not in shown:
            found.setdefault(each.title.casefold(), each)
    return list(found.values())


def _is_in(title: TitleView, code: str) -> bool:
    if title.language is None:
        return title.region in HOME[code]
    return title.language.partition("-")[0] == code
