"""Sample data for the administration's pages: runs of every state, reasons, errors of two weeks."""

from datetime import timedelta
from typing import Any

from app.web.drawings import columns
from app.web.pages import Viewer
from domain.ingestion.views import (
    Difference,
    ReasonCount,
    ReplayReport,
    RunDetail,
    RunRecordView,
    RunView,
    TroubleCount,
    TroubleView,
)
from domain.kernel import MediaItemId, Problem
from tests.web.samples import NOW, ident

ADMIN = Viewer("ada", "Ada Wiśniewska", "Europe/Warsaw", "admin")
EDITOR = Viewer("edith", "Edith", "Europe/Warsaw", "editor")


def facts(number: int, source: str, status: str, seconds: float, **more: Any) -> dict[str, Any]:
    began = NOW - timedelta(hours=number)
    ended = None if status == "running" else began + timedelta(seconds=seconds)
    created, updated, unchanged, rejected = more.pop("amounts", (0, 0, 0, 0))
    counts = {"created": created, "updated": updated, "unchanged": unchanged, "rejected": rejected}
    return {
        "id": ident(700 + number),
        "source_name": source,
        "kind": "push",
        "mapping_version": 3,
        "status": status,
        "reason": None,
        "counts": {"received": sum(counts.values()), **counts},
        "requested_by": "feeder",
        "retry_of": None,
        "started_at": began,
        "heard_at": ended or NOW,
        "finished_at": ended,
        "duration_seconds": seconds,
        **more,
    }


RUNNING = facts(
    1, "imdb", "running", 4_215.0, kind="file", requested_by=None, amounts=(812_400, 9_120, 40_800, 77)
)
FAILED = facts(3, "musicbrainz", "failed", 612.0, reason="no-sign-of-life", amounts=(1_000, 0, 0, 0))
RUNS = (
    RunView(**RUNNING),
    RunView(**facts(2, "media-menu", "finished", 0.4, amounts=(12, 3, 180, 1))),
    RunView(**FAILED),
    RunView(**facts(4, "openlibrary", "stopped", 75.0, kind="connector", amounts=(0, 512, 20_000, 0))),
    RunView(**facts(9, "tmdb", "finished", 12.0, retry_of=ident(704), amounts=(0, 0, 0, 14))),
    RunView(**facts(30, "igdb", "running", 0.0)),
)
RECORDS = (
    RunRecordView(
        11, "no-title", "rejected", "title-missing",
        (Problem("/payload", "title-missing", "A work needs a title."),), None, "possible",
    ),
    RunRecordView(
        1_204, "both-of-them", "conflict", "ids-of-different-works",
        (Problem("/external_id", "ids-of-different-works", "Its ids belong to different works here."),),
        None, "taken",
    ),
    RunRecordView(
        88_001, None, "rejected", "payload-too-large",
        (Problem("/payload", "payload-too-large", "A payload holds at most 1 MiB."),), None, "too-large",
    ),
    RunRecordView(
        90_000, "https://example.org/a/very/long/identifier/that/does/not/end-" + "x" * 60, "noted",
        "payload-changed", (Problem("/payload", "payload-changed", "U+0000 was removed"),),
        MediaItemId(ident(3)), None,
    ),
)  # fmt: skip
REASONS = (
    ReasonCount("rejected", "title-missing", 1_220),
    ReasonCount("noted", "payload-changed", 310),
    ReasonCount("conflict", "ids-of-different-works", 12),
    ReasonCount("rejected", "payload-too-large", 1),
)
RUN = RunDetail(
    **facts(5, "imdb", "finished", 431.0, amounts=(22_000, 1_800, 410_000, 1_233)),
    reasons=REASONS, retryable=1_219, retries=(ident(801), ident(802)), records=RECORDS,
)  # fmt: skip
LIVE = RunDetail(
    **RUNNING, reasons=REASONS[:1], retryable=0, retries=(), records=RECORDS[:1],
    report=ReplayReport(True, 9_000, fields={"title": 812, "genres": 3}, samples=(
        Difference(ident(1), "title", "Solaris", "Solaris, or the Sea That Thinks of Those Who Look at It"),
        Difference(ident(2), "genres", [], ["Drama", "Science Fiction"]),
    )),
)  # fmt: skip
BARE = RunDetail(**{**FAILED, "retry_of": ident(705)}, reasons=(), retryable=0, retries=(), records=())

DAYS = (
    ("tmdb", (3, 0, 1, 0, 0, 12, 40, 8, 2, 0, 0, 1, 0, 2)),
    ("openlibrary", (0, 1, 0, 0, 0, 0, 9, 14, 3, 0, 0, 0, 2, 0)),
    ("imdb", (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0)),
    ("musicbrainz", (0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
    ("igdb", (1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)),
    ("rawg", (0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)),
)
DRAWING = columns(
    [
        TroubleCount(NOW.date() - timedelta(days=13 - place), name, count)
        for name, counts in DAYS
        for place, count in enumerate(counts)
        if count
    ],
    NOW.date(),
    14,
)
QUIET = columns((), NOW.date(), 14)
TROUBLES = (
    TroubleView(
        ident(901), NOW, "upstream", "tmdb", "api.themoviedb.org", "timeout",
        "No answer within 30 seconds, after four attempts.", None,
    ),
    TroubleView(
        ident(902), NOW - timedelta(hours=3), "run", "musicbrainz", None, "no-sign-of-life",
        "Nothing was heard of it for five minutes: its process was killed, or its sender hangs.", ident(703),
    ),
    TroubleView(
        ident(903), NOW - timedelta(days=1), "upstream", "openlibrary",
        "a-rather-long-host-name-of-some-archive.openlibrary.example.org", "status-503",
        "GET https://openlibrary.org/works/OL45804W.json?token=REMOVED answered 503.", ident(704),
    ),
)  # fmt: skip
