"""Which works the lines of a pasted list mean: candidates by their likeness, best first.

The best gets 25 points more when it stands out: no other has as many, or it is ten times as well known.
From SURE on, and if it stands out, the best candidate is what the line means; else somebody has to choose.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

from msgspec import Struct
from msgspec.structs import asdict

from domain.catalog.line_likeness import Found, judged_best
from domain.catalog.pasted import KeyNamed, Line, read_line, refuse_too_much
from domain.catalog.views import MediaSuggestion, MediaType
from domain.kernel import Actor, Clock
from domain.likeness import Match, Points

SURE: Final = 70
WORTH_SHOWING: Final = 10
A_TITLE: Final = 55
HALF_A_TITLE: Final = 40
"""From here on words, or slips of a finger, can say no more."""
MOST_CANDIDATES: Final = 5
STANDS_OUT: Final[Points] = (25, "stands-out")
TIMES_BETTER_KNOWN: Final = 10
HARDLY_KNOWN: Final = 100
LISTS, LISTS_WINDOW = 30, timedelta(minutes=5)

Status = Literal["matched", "unsure", "not-found"]


class PastedList(Struct, frozen=True, forbid_unknown_fields=True):
    """Up to 200 lines, each of up to 500 characters; `media_type` when all are of one kind."""

    lines: tuple[str, ...]
    media_type: MediaType | None = None


class Candidate(MediaSuggestion, frozen=True, kw_only=True):
    """A work that a line may mean, how sure that is (0 to 100), and what speaks for and against it."""

    confidence: int
    reasons: tuple[str, ...]


class LineMatch(Struct, frozen=True):
    """A line as it was sent, and the works that it may mean, best first; at most five."""

    line: str
    status: Status
    candidates: tuple[Candidate, ...] = ()


Lines = Mapping[int, Line]
"""Lines of a list by their place in it."""

Hits = Mapping[int, Sequence[Found]]
"""What lines may mean, by the same places; a line of which nothing is found is left out."""


class ListSearch(Protocol):
    """Finds what the lines of a list may mean, all lines at once, as far as the viewer finds works at all."""

    async def by_ids(self, viewer: Actor, lines: Lines) -> Hits:
        """By ids that the lines name."""

    async def by_titles(self, viewer: Actor, lines: Lines, media_type: MediaType | None) -> Hits:
        """By titles that are the same."""

    async def by_words(self, viewer: Actor, lines: Lines, media_type: MediaType | None) -> Hits:
        """By all words, in titles and names of makers."""

    async def by_slips(self, viewer: Actor, lines: Lines, media_type: MediaType | None) -> Hits:
        """By words that may have been meant, for the first lines."""


class Attempts(Protocol):
    """Counts what may be done only so often."""

    async def claim(self, what: Sequence[str], limit: int, window: timedelta, now: datetime) -> None:
        """Raises Busy when it was done too often."""


class Recognising:
    """What a pasted list means."""

    def __init__(self, search: ListSearch, key_named: KeyNamed, attempts: Attempts, clock: Clock) -> None:
        self._search = search
        self._key_named = key_named
        self._attempts = attempts
        self._clock = clock

    async def recognise(self, actor: Actor, wish: PastedList) -> tuple[LineMatch, ...]:
        """One answer for each line, in order. Raises Invalid, and Busy after too many lists."""
        refuse_too_much(wish.lines)
        await self._attempts.claim([f"pasted list {actor.user_id}"], LISTS, LISTS_WINDOW, self._clock())
        lines = dict(enumerate(read_line(text, self._key_named) for text in wish.lines))
        found = await self._search.by_ids(actor, lines)
        done = {index: matched(lines[index], works) for index, works in found.items()}
        for look, enough in (
            (self._search.by_titles, SURE),
            (self._search.by_words, A_TITLE),
            (self._search.by_slips, HALF_A_TITLE),
        ):
            rest = {index: line for index, line in lines.items() if sureness(done.get(index)) < enough}
            hits = await look(actor, rest, wish.media_type) if rest else {}
            new = {index: matched(lines[index], works) for index, works in hits.items()}
            done |= {index: max(done.get(index, each), each, key=sureness) for index, each in new.items()}
        return tuple(done.get(index, LineMatch(line.text, "not-found")) for index, line in lines.items())


def sureness(match: LineMatch | None) -> int:
    """How sure the best candidate is; 0 without any."""
    return match.candidates[0].confidence if match and match.candidates else 0


def matched(line: Line, found: Iterable[Found]) -> LineMatch:
    """What the line means: one work, one of several, or nothing that is known."""
    works = {each.work.id: each for each in found}
    judged = {work_id: judged_best(line, each) for work_id, each in works.items()}
    best_first = sorted(
        (work_id for work_id, match in judged.items() if match.confidence >= WORTH_SHOWING),
        key=lambda work_id: (-judged[work_id].confidence, -works[work_id].popularity, work_id),
    )[:MOST_CANDIDATES]
    if not best_first:
        return LineMatch(line.text, "not-found")
    is_alone = stands_out([(judged[each].confidence, works[each].popularity) for each in best_first])
    if is_alone:
        best = judged[best_first[0]]
        judged[best_first[0]] = Match(
            min(best.confidence + STANDS_OUT[0], 100), (*best.reasons, STANDS_OUT[1])
        )
    is_sure = is_alone and judged[best_first[0]].confidence >= SURE
    candidates = tuple(_candidate(works[each].work, judged[each]) for each in best_first)
    return LineMatch(line.text, "matched" if is_sure else "unsure", candidates)


def stands_out(points_and_fame: Sequence[tuple[int, int]]) -> bool:
    """Whether the first is alone with its points, or far better known than the next that has as many."""
    (points, fame), *others = points_and_fame
    rivals = [other_fame for other_points, other_fame in others if other_points == points]
    return not rivals or fame >= TIMES_BETTER_KNOWN * max(*rivals, HARDLY_KNOWN)


def _candidate(work: MediaSuggestion, match: Match) -> Candidate:
    return Candidate(**asdict(work), confidence=match.confidence, reasons=match.reasons)
