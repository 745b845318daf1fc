"""Reads the lines of title.ratings.tsv, once the titles are known."""

import re

from domain.ingestion.imdb_files.lines import Line, LineReader, LineRefused, Remarking, known_slot
from domain.ingestion.imdb_files.seen import RATED, SKIPPED, TAKEN, SeenTitles

FIELDS = ("tconst", "averageRating", "numVotes")
COLUMNS = ("line", "tconst", "average", "votes")
"""Of a normalised line: its number, and its fields as they came."""

MOST_VOTES = 2**31 - 1
_AVERAGE = re.compile(r"(?:[1-9](?:\.[0-9])?|10(?:\.0)?)", re.ASCII)
SKIPPED_TITLE = "a rating of a skipped title"


class RatingLines(LineReader):
    """A rating goes the way of its title: taken with it, or skipped with it.

    A rating whose title was rejected, or is not in the other file, has none.
    """

    def __init__(self, seen: SeenTitles, remark: Remarking) -> None:
        super().__init__("title.ratings", FIELDS, remark)
        self._seen = seen

    def _row(self, number: int, line: Line) -> str | None:
        tconst, average, votes = self._fields(line)
        slot = known_slot(tconst)
        fate = self._seen[slot]
        if fate == TAKEN:
            check_rating(average, votes)
            self._seen[slot] = RATED
            return f"{number}\t{tconst}\t{average}\t{votes}\n"
        if fate == RATED:
            self._repeat(number, tconst)
        elif fate == SKIPPED:
            self.tally.skip(SKIPPED_TITLE)
        else:
            self.tally.rating_without_title += 1
        return None


def check_rating(average: str, votes: str) -> None:
    """From 1.0 to 10.0, of at least one vote. Raises LineRefused."""
    if not _AVERAGE.fullmatch(average):
        words = f"Not a rating from 1.0 to 10.0: {average[:40]!r}"
        raise LineRefused("/averageRating", "rating-unreadable", words)
    if not (votes.isascii() and votes.isdigit() and len(votes) <= 10 and 0 < int(votes) <= MOST_VOTES):
        raise LineRefused("/numVotes", "votes-unreadable", f"Not a number of votes: {votes[:40]!r}")
