"""Reads the files of a load in their order, and stages what their lines mean."""

from collections.abc import AsyncIterator, Collection
from typing import Any

from msgspec import Struct

from domain.ingestion.errors import WrongFile
from domain.ingestion.imdb_files.akas import AkaLines
from domain.ingestion.imdb_files.beginning import check_beginning
from domain.ingestion.imdb_files.crew import CrewLines, NameLines
from domain.ingestion.imdb_files.lines import LineReader, Remarking
from domain.ingestion.imdb_files.order import LineSource, LoadOrder
from domain.ingestion.imdb_files.ratings import RatingLines
from domain.ingestion.imdb_files.seen import SeenIds
from domain.ingestion.imdb_files.staging import Again, Staging
from domain.ingestion.imdb_files.title_rows import TitleKeys, TitleRows
from domain.ingestion.imdb_files.titles import TitleLines
from domain.ingestion.imdb_files.under_way import UnderWay
from domain.ingestion.progress import Progress, Watch


class Reading(Struct, frozen=True):
    """The readers of one load, each with its file, in the order in which they have to read.

    `news` is there where most lines are known: titles are staged in brief then, and whole if they are news.
    """

    titles: TitleLines
    news: Again | None
    crew: CrewLines | None
    readers: tuple[tuple[LineSource, LineReader[Any]], ...]


def reading_of(
    order: LoadOrder, wanted: Collection[str], keys: TitleKeys, this_year: int, known: bool, remark: Remarking
) -> Reading:
    """How to read the files of an order; `known` says that most of their lines are."""
    rows = TitleRows(keys, this_year)
    seen, crew = SeenIds(), None
    titles = TitleLines(wanted, seen, rows.brief if known else rows.whole, remark)
    readers: list[tuple[LineSource, LineReader[Any]]] = [
        (order.basics, titles),
        (order.ratings, RatingLines(seen, remark)),
    ]
    if order.akas:
        readers.append((order.akas, AkaLines(seen, order.regions, keys, remark)))
    if order.crew:
        people = SeenIds()
        crew = CrewLines(seen, people, remark)
        readers.append((order.crew.crew, crew))
        readers.append((order.crew.names, NameLines(people, keys, remark)))
    return Reading(titles, rows.again if known else None, crew, tuple(readers))


async def stage_all(
    staging: Staging,
    reading: Reading,
    order: LoadOrder,
    types: tuple[str, ...],
    load: UnderWay,
    watch: Watch,
) -> int | None:
    """Stages every file; the number of missing titles, where it can be told."""
    for source, reader in reading.readers:
        lines = _normalised(source, reader, load, watch)
        if reader is reading.titles and reading.news:
            await staging.stage_in_brief(lines)
        else:
            await staging.stage(reader.file, lines)
    if reading.crew:
        async for number, tconst, nconsts in staging.unnamed():
            reading.crew.note_unnamed(number, tconst, nconsts)
    if not order.is_full or reading.titles.is_cut:
        return None
    watch(Progress("missing"))
    return await staging.absent(types, reading.titles.is_there)


async def _normalised(
    source: LineSource, reader: LineReader[Any], load: UnderWay, watch: Watch
) -> AsyncIterator[bytes]:
    total = source.size
    for block in source.blocks():
        if block.first == 1:
            check_beginning(reader.file, block.lines[0])
        yield reader.normalised(block)
        watch(Progress(reader.file, reader.lines, block.bytes_read, total))
        await load.note(reader.file, reader.lines)
    if not reader.lines:
        raise WrongFile(f"The file given as {reader.file} is empty.")
