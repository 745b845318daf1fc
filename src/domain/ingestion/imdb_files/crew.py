"""Reads the lines of title.crew.tsv, and of name.basics.tsv those of the people whom crews name."""

from domain.ingestion.imdb_files.lines import (
    NUL_REMOVED,
    IdUnreadable,
    Line,
    LineReader,
    LineRefused,
    Remarking,
)
from domain.ingestion.imdb_files.seen import SKIPPED, TAKEN, UNSEEN, USED, SeenIds, slot_of
from domain.ingestion.imdb_files.title_rows import NOTHING, TitleKeys
from domain.ingestion.imdb_files.values import escaped
from domain.kernel import Problem
from domain.texts import composed

FIELDS = ("tconst", "directors", "writers")
COLUMNS = ("line", "tconst", "directors", "writers")
NAME_FIELDS = ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession", "knownForTitles")
NAME_COLUMNS = ("nconst", "name", "words")
"""Of normalised lines; `words` are those of the name, as a work is found by them."""

LONGEST_NAME = 300
SKIPPED_TITLE = "the crew of a skipped title"
NOT_WANTED = "somebody whom no crew names"


class CrewLines(LineReader[str]):
    """A crew goes the way of its title; `people` gets the ids of those whose names will be wanted."""

    def __init__(self, seen: SeenIds, people: SeenIds, remark: Remarking) -> None:
        super().__init__("title.crew", FIELDS, remark)
        self._seen = seen
        self._people = people
        self._met = SeenIds()

    def _take(self, number: int, line: Line) -> str | None:
        _, (tconst, directors, writers) = self._split(line)
        slot = slot_of(tconst)
        if slot is None:
            raise IdUnreadable
        fate = self._seen[slot]
        if fate == SKIPPED:
            self.tally.skip(SKIPPED_TITLE)
        elif fate == UNSEEN:
            self.tally.without_title += 1
        elif self._met[slot]:
            self._repeat(number, tconst)
        else:
            lists = f"{self._listed('directors', directors)}\t{self._listed('writers', writers)}"
            self._met.add(slot, TAKEN)
            return f"{number}\t{tconst}\t{lists}\n"
        return None

    def _listed(self, column: str, text: str) -> str:
        """Ids between commas as COPY reads an array, each once. Raises LineRefused."""
        ids = dict.fromkeys(text.split(",")) if text not in NOTHING else {}
        slots = [slot_of(each, "nm") for each in ids]
        for slot in slots:
            if slot is None:
                raise LineRefused(f"/{column}", "people-unreadable", f"Not ids of people: {text[:40]!r}")
            self._people.add(slot, TAKEN)
        return "{" + ",".join(ids) + "}"

    def _normalised(self, taken: list[str]) -> str:
        return "".join(taken)

    def note_unnamed(self, number: int, tconst: str, nconsts: str) -> None:
        """A line that is taken names people whom name.basics does not have."""
        problem = Problem("", "people-without-name", f"Not in name.basics: {nconsts[:200]}")
        self._note(number, tconst, [problem])


class NameLines(LineReader[tuple[str, str]]):
    """Of millions of names those that crews have; `people` are the ids that these named."""

    def __init__(self, people: SeenIds, keys: TitleKeys, remark: Remarking) -> None:
        super().__init__("name.basics", NAME_FIELDS, remark, prefix="nm")
        self._people = people
        self._keys = keys

    def _take(self, number: int, line: Line) -> tuple[str, str] | None:
        line, (nconst, given, *_) = self._split(line)
        slot = slot_of(nconst, "nm")
        if slot is None:
            raise IdUnreadable("nconst", "nm")
        fate = self._people[slot]
        if fate == TAKEN:
            name = known_as(given.replace("\0", ""))
            self._people.add(slot, USED)
            if "\0" in line:
                self._note(number, nconst, [NUL_REMOVED])
            return nconst, name
        if fate == USED:
            self._repeat(number, nconst)
        else:
            self.tally.skip(NOT_WANTED)
        return None

    def _normalised(self, taken: list[tuple[str, str]]) -> str:
        _, words, _ = self._keys([name for _, name in taken], [None] * len(taken))
        return "".join(
            f"{nconst}\t{escaped(name)}\t{escaped(found_by)}\n"
            for (nconst, name), found_by in zip(taken, words, strict=True)
        )


def known_as(name: str) -> str:
    """The name in NFC and without outer blanks. Raises LineRefused."""
    tidy = composed(name.strip())
    if tidy in NOTHING:
        raise LineRefused("/primaryName", "name-missing", "The line has no name")
    if len(tidy) > LONGEST_NAME:
        raise LineRefused("/primaryName", "name-too-long", f"A name has at most {LONGEST_NAME} characters")
    return tidy
