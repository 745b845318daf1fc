"""Reads the lines of title.ratings.tsv, once the titles are known."""

from domain.ingestion.imdb_files.lines import IdUnreadable, Line, LineReader, LineRefused, Remarking
from domain.ingestion.imdb_files.seen import RATED, SKIPPED, TAKEN, SeenIds, slot_of

FIELDS = ("tconst", "averageRating", "numVotes")
COLUMNS = ("line", "tconst", "received", "average", "votes")
"""Of a normalised line: its number, what came, and what it means."""

MOST = 2**31 - 1
"""What an integer column holds."""

AVERAGES = frozenset(f"{tenths / 10}" for tenths in range(10, 101)) | {str(whole) for whole in range(1, 11)}
SKIPPED_TITLE = "a rating of a skipped title"


class RatingLines(LineReader[str]):
    """A rating goes the way of its title: taken with it, or skipped with it.

    A rating whose title was rejected, or is not in the other file, has none.
    """

    def __init__(self, seen: SeenIds, remark: Remarking) -> None:
        super().__init__("title.ratings", FIELDS, remark)
        self._seen = seen

    def _take(self, number: int, line: Line) -> str | None:
        _, (tconst, average, votes) = self._split(line)
        slot = slot_of(tconst)
        if slot is None:
            raise IdUnreadable
        fate = self._seen[slot]
        if fate == TAKEN:
            if average not in AVERAGES or not is_count(votes):
                raise unreadable(average, votes)
            self._seen.add(slot, RATED)
            return f"{number}\t{tconst}\t{tconst}\\t{average}\\t{votes}\t{average}\t{votes}\n"
        if fate == RATED:
            self._repeat(number, tconst)
        elif fate == SKIPPED:
            self.tally.skip(SKIPPED_TITLE)
        else:
            self.tally.without_title += 1
        return None

    def _normalised(self, taken: list[str]) -> str:
        return "".join(taken)


def is_count(votes: str) -> bool:
    return votes.isdigit() and votes.isascii() and 0 < int(votes) <= MOST


def unreadable(average: str, votes: str) -> LineRefused:
    """Which of the two is wrong."""
    if average not in AVERAGES:
        return LineRefused("/averageRating", "rating-unreadable", f"Not from 1.0 to 10.0: {average[:40]!r}")
    return LineRefused("/numVotes", "votes-unreadable", f"Not a number of votes: {votes[:40]!r}")
