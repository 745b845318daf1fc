"""TMDB is asked as it documents, and its answers become records."""

import pytest

from adapters.connectors.tmdb import TmdbSource
from adapters.upstream.gateway import Gateway
from app.services import now
from domain.ingestion.upstream.errors import (
    UpstreamIdInvalid,
    UpstreamMissing,
    UpstreamNonsense,
    UpstreamRefused,
)
from tests.answers import tmdb
from tests.upstream_server import LocalUpstream, Reply, as_json


@pytest.fixture
def source(gateway: Gateway, upstream: LocalUpstream) -> TmdbSource:
    return TmdbSource(gateway, now, "read-token", api=f"{upstream.url}/3")


async def test_films_and_series_are_found_and_people_are_not(
    source: TmdbSource, upstream: LocalUpstream
) -> None:
    upstream.on("/3/search/multi", as_json(tmdb.MIXED))
    found = await source.search("orbit & co", None)
    assert [each.external_id for each in found] == ["movie/7001", "tv/7001"]
    (asked,) = upstream.asked
    assert (asked.query["query"], asked.query["include_adult"]) == ("orbit & co", "false")
    assert asked.headers["authorization"] == "Bearer read-token"
    assert asked.headers["accept"] == "application/json"


async def test_a_kind_is_searched_by_itself(source: TmdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/3/search/movie", as_json(tmdb.a_page(tmdb.FILM_LINE)))
    upstream.on("/3/search/tv", as_json(tmdb.a_page(tmdb.SERIES_LINE)))
    assert [each.external_id for each in await source.search("orbit", "film")] == ["movie/7001"]
    assert [each.external_id for each in await source.search("orbit", "tv")] == ["tv/7001"]


async def test_an_imdb_id_finds_its_film(source: TmdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/3/find/tt7700100", as_json(tmdb.FOUND_BY_IMDB))
    (found,) = await source.search("tt7700100", None)
    assert found.external_id == "movie/7001"
    assert upstream.asked[0].query["external_source"] == "imdb_id"
    assert await source.search("tt7700100", "tv") == ()


async def test_a_film_comes_with_its_makers_and_ids(source: TmdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/3/movie/7001", as_json(tmdb.FILM))
    record = await source.fetch("movie/7001")
    assert record.payload == tmdb.FILM
    assert record.canonical_url == "https://www.themoviedb.org/movie/7001"
    wanted = set(upstream.asked[0].query["append_to_response"].split(","))
    assert {"external_ids", "credits", "alternative_titles", "translations"} <= wanted


@pytest.mark.parametrize(
    "given", ["7001", "movie/0", "person/9", "movie/7001/../../account", "movie/1?x=1", ""]
)
async def test_an_id_that_is_none_asks_nothing(
    source: TmdbSource, upstream: LocalUpstream, given: str
) -> None:
    with pytest.raises(UpstreamIdInvalid):
        await source.fetch(given)
    assert upstream.asked == []


async def test_a_film_that_is_not_there_is_missing(source: TmdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/3/movie/7009", as_json(tmdb.NO_SUCH, status=404))
    with pytest.raises(UpstreamMissing):
        await source.fetch("movie/7009")


async def test_a_wrong_key_is_refused(source: TmdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/3/search/multi", as_json(tmdb.WRONG_KEY, status=401))
    with pytest.raises(UpstreamRefused) as caught:
        await source.search("orbit", None)
    assert "read-token" not in repr(caught.value)


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"results": {}}', b'{"page": 1}'])
async def test_another_form_of_answer_is_nonsense(
    source: TmdbSource, upstream: LocalUpstream, body: bytes
) -> None:
    upstream.on("/3/search/multi", Reply(body))
    with pytest.raises(UpstreamNonsense):
        await source.search("orbit", None)


async def test_lines_without_a_usable_id_are_passed_over(source: TmdbSource, upstream: LocalUpstream) -> None:
    lines = [{"media_type": "movie"}, {"id": "x", "media_type": "tv"}, {"id": 1, "media_type": "collection"}]
    upstream.on("/3/search/multi", as_json(tmdb.a_page(*lines)))
    assert await source.search("orbit", None) == ()
