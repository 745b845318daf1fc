"""Finds works of menus from elsewhere in the catalogue, as lines of lists are; makes what is missing."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, get_args

from msgspec import Struct

from domain.catalog.commands import NewWork, OwnItem
from domain.catalog.details import KINDS
from domain.catalog.line_likeness import Found
from domain.catalog.pasted import Line, Reading
from domain.catalog.recognising import STANDS_OUT, SURE, ListSearch, matched
from domain.catalog.service import Cataloguing
from domain.catalog.views import MediaSuggestion, MediaType
from domain.kernel import Actor, Invalid, MediaItemId, Problem
from domain.menus.importing import FoundWork, Works
from domain.menus.views import ServedWork

MEDIA_TYPES: Final = frozenset(get_args(MediaType))
MOST_MAKERS: Final = 3
MOST_KEYS: Final = 50
SOURCE_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
HTTP: Final = re.compile(r"https?://\S{1,1000}$")
KEY: Final = re.compile(r"\S{1,200}")


class WorksOfCatalogue(Struct, frozen=True):
    """The port CatalogueOfWorks. Nobody chooses among what it finds, so it is surer than with lists."""

    search: ListSearch
    cataloguing: Cataloguing

    async def find(self, actor: Actor, works: Works) -> Mapping[str, FoundWork]:
        pointers = list(works)
        lines = {place: line_of(works[pointer]) for place, pointer in enumerate(pointers)}
        by_ids = await self.search.by_ids(actor, lines)
        found = {place: FoundWork(most_named(hits), "by-id") for place, hits in by_ids.items() if hits}
        for media_type in sorted({work.media_type for work in works.values()} & MEDIA_TYPES):
            rest = {
                place: line
                for place, line in lines.items()
                if place not in found and works[pointers[place]].media_type == media_type
            }
            hits = await self.search.by_titles(actor, rest, media_type) if rest else {}  # type: ignore[arg-type]
            for place, alike in hits.items():
                if sure := surely(works[pointers[place]], rest[place], alike):
                    found[place] = sure
        return {pointers[place]: each for place, each in found.items()}

    async def make(self, actor: Actor, works: Works) -> Mapping[str, MediaItemId]:
        items = [OwnItem(pointer, new_work(pointer, work), keys_of(work)) for pointer, work in works.items()]
        made = await self.cataloguing.add_all(actor, items)
        return dict(zip(works, made, strict=True))


def line_of(work: ServedWork) -> Line:
    """The facts of a work as a line of a list would tell them."""
    maker = " & ".join(work.creators[:MOST_MAKERS]) or None
    return Line(work.title, keys_of(work), (Reading(work.title, work.release_year, maker),))


def keys_of(work: ServedWork) -> tuple[tuple[str, str], ...]:
    """Ids of the work elsewhere, as far as they look like ids."""
    said = ((link.source_name, link.external_key) for link in work.external_links[:MOST_KEYS])
    return tuple((name, key) for name, key in said if SOURCE_NAME.fullmatch(name) and KEY.fullmatch(key))


def most_named(hits: Iterable[Found]) -> MediaItemId:
    """The work to which most of the ids lead."""
    counts: dict[MediaItemId, int] = {}
    for each in hits:
        counts[each.work.id] = counts.get(each.work.id, 0) + 1
    return max(counts, key=lambda work_id: (counts[work_id], str(work_id)))


def surely(work: ServedWork, line: Line, hits: Iterable[Found]) -> FoundWork | None:
    """The one work that is alike by its title and its year or makers, or by every fact that is known."""
    found = list(hits)
    for each in found:
        if says_the_same(each.work, work):
            return FoundWork(each.work.id, "by-likeness")
    match = matched(line, found)
    if match.status != "matched" or match.candidates[0].confidence < min(SURE + STANDS_OUT[0], 100):
        return None
    return FoundWork(match.candidates[0].id, "by-likeness", match.candidates[0].confidence)


def says_the_same(one: MediaSuggestion, other: ServedWork) -> bool:
    """An own item that was made from such a file before, for one."""
    if not (one.release_year or one.creators):
        return False
    facts = (other.title, other.release_year, other.creators)
    return (one.title, one.release_year, one.creators) == facts


def new_work(pointer: str, work: ServedWork) -> NewWork:
    """Raises Invalid for a kind that is not known here; facts that are not known are left out."""
    if work.media_type not in MEDIA_TYPES:
        words = "There is no such kind of work here."
        problem = Problem(f"{pointer}/media_type", "media-type-unknown", words)
        raise Invalid("The file has a work of an unknown kind.", problem)
    addresses = [link.url or "" for link in work.external_links]
    known = KINDS[work.media_type].__struct_fields__  # type: ignore[index]
    return NewWork(
        media_type=work.media_type,  # type: ignore[arg-type]
        title=work.title,
        release_year=work.release_year,
        creators=work.creators,
        cover_url=work.cover_url if (work.cover_url or "").startswith("https://") else None,
        canonical_url=next((each for each in addresses if HTTP.match(each)), None),
        details={name: value for name, value in work.details.items() if name in known},
    )
