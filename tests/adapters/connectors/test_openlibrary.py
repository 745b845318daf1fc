"""Open Library is asked as it documents; moved records are followed, and authors get their names."""

import pytest

from adapters.connectors.openlibrary import ANONYMOUS, IDENTIFIED, OpenLibrarySource
from adapters.upstream.gateway import Gateway
from app.services import now
from domain.ingestion.upstream.errors import UpstreamIdInvalid, UpstreamMissing, UpstreamNonsense
from tests.answers import openlibrary
from tests.upstream_server import LocalUpstream, as_json, redirect


@pytest.fixture
def source(gateway: Gateway, upstream: LocalUpstream) -> OpenLibrarySource:
    return OpenLibrarySource(gateway, now, is_identified=True, site=upstream.url)


async def test_works_are_found_with_fields_named(source: OpenLibrarySource, upstream: LocalUpstream) -> None:
    upstream.on("/search.json", as_json(openlibrary.docs(openlibrary.DOC, {"title": "no key"})))
    (found,) = await source.search("salt ledger", "book")
    assert (found.external_id, found.canonical_url) == ("OL101W", "https://openlibrary.org/works/OL101W")
    (asked,) = upstream.asked
    assert asked.query["q"] == "salt ledger"
    assert {"key", "title", "author_name", "first_publish_year"} <= set(asked.query["fields"].split(","))


@pytest.mark.parametrize("typed", ["9780306406157", "0-306-40615-2", "978-0-306-40615-7"])
async def test_an_isbn_finds_its_edition(
    source: OpenLibrarySource, upstream: LocalUpstream, typed: str
) -> None:
    upstream.on("/isbn/9780306406157.json", redirect("/books/OL202M.json"))
    upstream.on("/books/OL202M.json", as_json(openlibrary.EDITION))
    upstream.on("/search.json", as_json(openlibrary.docs(openlibrary.DOC)))
    (found,) = await source.search(typed, None)
    assert found.external_id == "OL202M"
    assert found.payload["author_name"] == ["Ida Brine", "Otto Quay"]
    assert "first_publish_year" not in found.payload, "an edition has a date of its own"


async def test_an_isbn_that_nobody_has_finds_nothing(source: OpenLibrarySource) -> None:
    assert await source.search("9780306406157", None) == ()


async def test_a_work_comes_with_the_names_of_its_authors(
    source: OpenLibrarySource, upstream: LocalUpstream
) -> None:
    upstream.on("/works/OL101W.json", as_json(openlibrary.WORK))
    upstream.on("/search.json", as_json(openlibrary.docs(openlibrary.DOC)))
    record = await source.fetch("OL101W")
    assert record.payload.items() >= openlibrary.WORK.items()
    assert (record.payload["author_name"], record.payload["first_publish_year"]) == (
        ["Ida Brine", "Otto Quay"],
        1931,
    )
    assert upstream.asked[1].query["q"] == 'key:"/works/OL101W"'


async def test_names_of_another_work_are_not_taken(
    source: OpenLibrarySource, upstream: LocalUpstream
) -> None:
    upstream.on("/works/OL101W.json", as_json(openlibrary.WORK))
    upstream.on("/search.json", as_json(openlibrary.docs(openlibrary.DOC | {"key": "/works/OL5W"})))
    assert (await source.fetch("OL101W")).payload == openlibrary.WORK


async def test_a_moved_work_is_followed_and_a_stray_location_is_not(
    source: OpenLibrarySource, upstream: LocalUpstream
) -> None:
    upstream.on("/works/OL100W.json", as_json(openlibrary.MOVED))
    upstream.on("/works/OL101W.json", as_json(openlibrary.WORK))
    upstream.on("/search.json", as_json(openlibrary.docs()))
    assert (await source.fetch("OL100W")).external_id == "OL101W"
    assert upstream.paths() == ["/works/OL100W.json", "/works/OL101W.json", "/search.json"]


async def test_a_work_that_moves_in_circles_is_nonsense(
    source: OpenLibrarySource, upstream: LocalUpstream
) -> None:
    upstream.on("/works/OL100W.json", as_json(openlibrary.MOVED | {"location": "/works/OL100W"}))
    with pytest.raises(UpstreamNonsense):
        await source.fetch("OL100W")
    assert len(upstream.asked) == 4


async def test_a_work_that_moves_out_of_the_library_is_nonsense(
    source: OpenLibrarySource, upstream: LocalUpstream
) -> None:
    upstream.on("/works/OL100W.json", as_json(openlibrary.MOVED | {"location": "/works/../admin"}))
    with pytest.raises(UpstreamNonsense):
        await source.fetch("OL100W")


async def test_a_deleted_work_is_missing(source: OpenLibrarySource, upstream: LocalUpstream) -> None:
    upstream.on("/works/OL103W.json", as_json(openlibrary.DELETED))
    with pytest.raises(UpstreamMissing):
        await source.fetch("OL103W")


@pytest.mark.parametrize("given", ["OL11A", "/works/OL101W", "OL101W.json", "9780306406157", "OL1W/../x"])
async def test_an_id_that_is_none_asks_nothing(
    source: OpenLibrarySource, upstream: LocalUpstream, given: str
) -> None:
    with pytest.raises(UpstreamIdInvalid):
        await source.fetch(given)
    assert upstream.asked == []


def test_who_leaves_no_contact_asks_less_often() -> None:
    assert (ANONYMOUS.per_second, IDENTIFIED.per_second) == (1, 3)
