"""MusicBrainz is asked as it documents, whatever somebody types."""

import pytest

from adapters.connectors.musicbrainz import PACE, MusicBrainzSource, lucene
from adapters.upstream.gateway import Gateway
from app.services import now
from domain.ingestion.upstream.errors import UpstreamBusy, UpstreamIdInvalid
from tests.answers import musicbrainz
from tests.answers.musicbrainz import MBID
from tests.upstream_server import LocalUpstream, as_json


@pytest.fixture
def source(gateway: Gateway, upstream: LocalUpstream) -> MusicBrainzSource:
    return MusicBrainzSource(gateway, now, api=f"{upstream.url}/ws/2")


async def test_release_groups_are_found(source: MusicBrainzSource, upstream: LocalUpstream) -> None:
    upstream.on("/ws/2/release-group", as_json(musicbrainz.FOUND))
    (found,) = await source.search("Tide lanterns", "music")
    assert found.external_id == f"release-group/{MBID}"
    (asked,) = upstream.asked
    assert asked.query["fmt"] == "json"
    assert asked.query["query"] == (
        "(releasegroup:tide OR artist:tide) AND (releasegroup:lanterns OR artist:lanterns)"
    )


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("AC/DC", r"ac\/dc"),
        ("+44", r"\+44"),
        ('"x"', r"\"x\""),
        ("a:b", r"a\:b"),
        ("(what)", r"\(what\)"),
        ("who?", r"who\?"),
        ("100*", r"100\*"),
        (r"back\slash", r"back\\slash"),
        ("!!!", r"\!\!\!"),
        ("OR", "or"),
    ],
)
def test_what_lucene_reads_as_its_own_is_a_word(typed: str, word: str) -> None:
    assert lucene(typed) == f"(releasegroup:{word} OR artist:{word})"


def test_a_long_search_is_cut() -> None:
    assert lucene("la " * 100).count("AND") == 11


async def test_a_release_group_comes_whole(source: MusicBrainzSource, upstream: LocalUpstream) -> None:
    upstream.on(f"/ws/2/release-group/{MBID}", as_json(musicbrainz.RELEASE_GROUP))
    record = await source.fetch(f"release-group/{MBID}")
    assert record.payload == musicbrainz.RELEASE_GROUP
    assert upstream.asked[0].query["inc"] == "artists+releases+tags+genres+aliases"


async def test_one_that_was_merged_keeps_the_id_that_was_asked_for(
    source: MusicBrainzSource, upstream: LocalUpstream
) -> None:
    upstream.on(f"/ws/2/release-group/{musicbrainz.MERGED}", as_json(musicbrainz.RELEASE_GROUP))
    record = await source.fetch(f"release-group/{musicbrainz.MERGED}")
    assert (record.external_id, record.payload["id"]) == (f"release-group/{musicbrainz.MERGED}", MBID)


@pytest.mark.parametrize(
    "given", [MBID, f"release/{MBID}", f"release-group/{MBID.upper()}", "release-group/x"]
)
async def test_an_id_that_is_none_asks_nothing(
    source: MusicBrainzSource, upstream: LocalUpstream, given: str
) -> None:
    with pytest.raises(UpstreamIdInvalid):
        await source.fetch(given)
    assert upstream.asked == []


async def test_its_503_is_waited_out(source: MusicBrainzSource, upstream: LocalUpstream) -> None:
    too_fast = as_json(musicbrainz.TOO_FAST, status=503, headers={"retry-after": "1"})
    upstream.on("/ws/2/release-group", too_fast, as_json(musicbrainz.FOUND))
    assert len(await source.search("tide", None)) == 1
    first, second = upstream.asked
    assert second.at - first.at >= 1


async def test_its_503_for_long_is_busy(source: MusicBrainzSource, upstream: LocalUpstream) -> None:
    upstream.on(
        "/ws/2/release-group", as_json(musicbrainz.TOO_FAST, status=503, headers={"retry-after": "60"})
    )
    with pytest.raises(UpstreamBusy):
        await source.search("tide", None)


def test_it_is_asked_once_a_second() -> None:
    assert PACE.per_second == 1
