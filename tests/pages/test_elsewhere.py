"""What the catalogue does not have is looked for elsewhere and taken over, with forms alone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.answers import tmdb
from tests.postgres import Database
from tests.service import Service, running_service, words
from tests.upstream_house import asking, stock
from tests.upstream_server import LocalUpstream, Reply, as_json, local_upstream, redirect

LOOK = "/catalog/upstream"
SEARCH = f"{LOOK}?source=tmdb&q=orbit&media_type="


@pytest.fixture(scope="module")
async def running_upstream() -> AsyncIterator[LocalUpstream]:
    async with local_upstream() as running:
        yield running


@pytest.fixture
def upstream(running_upstream: LocalUpstream) -> LocalUpstream:
    stock(running_upstream)
    return running_upstream


@pytest.fixture(scope="module")
async def running(
    shared_database: Database, tmp_path_factory: pytest.TempPathFactory, running_upstream: LocalUpstream
) -> AsyncIterator[Service]:
    folder, made = tmp_path_factory.mktemp("data"), asking(running_upstream)
    async with running_service(shared_database, folder, upstreams=made, log_level="error") as service:
        yield service


def offered(html: str) -> list[str]:
    """The sources that a page offers to ask."""
    return re.findall(r'<button class="button" name="source" value="([^"]+)"', html)


async def test_a_work_that_is_not_found_is_taken_over_from_elsewhere(
    service: Service, upstream: LocalUpstream
) -> None:
    async with service.browser() as ada:
        await ada.register()
        await ada.open("/catalog?q=orbit")
        assert offered(ada.page.text) == ["tmdb", "openlibrary", "musicbrainz", "igdb"]
        assert upstream.asked == [], "nobody is asked before somebody wants it"
        await ada.open(SEARCH)
        found = words(ada.page.text)
        assert "Quiet Orbit" in found
        assert "film · 1987" in found.replace("\N{NO-BREAK SPACE}", " ")
        assert "not endorsed or certified by TMDB" in found
        sent = await ada.submit(LOOK, external_id="movie/7001")
        assert sent.headers["location"].startswith("/media/")
        assert "Ewa Lot" in words(ada.page.text)
        await ada.open(SEARCH)
        assert f'href="{sent.headers["location"]}"' in ada.page.text
        assert 'value="movie/7001"' not in ada.page.text
        assert "Quiet Orbit" in words((await ada.open("/catalog?q=orbit")).text)


async def test_pages_show_nothing_from_another_host(service: Service) -> None:
    async with service.browser() as ada:
        await ada.register()
        page = (await ada.open(SEARCH)).text
        assert re.findall(r'(?:src|srcset|action|data)="https?:', page) == []
        assert "image.tmdb.org" not in page


async def test_sources_are_offered_for_their_kinds_when_little_is_found(service: Service) -> None:
    for number in range(25):
        await service.add_work(f"Paris {number}")
    async with service.browser() as ada:
        await ada.register()
        assert offered((await ada.open("/catalog?q=orbit&media_type=game")).text) == ["igdb"]
        assert offered((await ada.open("/catalog?q=orbit&media_type=event")).text) == []
        assert offered((await ada.open("/catalog?q=paris+7")).text) != [], "not what was meant, perhaps"
        assert offered((await ada.open("/catalog?q=paris")).text) == [], "there is more of it here"
        assert offered((await ada.open("/catalog")).text) == []


async def test_whoever_is_not_signed_in_is_told_and_brought_back(
    service: Service, upstream: LocalUpstream
) -> None:
    async with service.browser() as anybody:
        page = await anybody.open("/catalog?q=orbit")
        assert offered(page.text) == []
        assert "TMDB, Open Library, MusicBrainz, IGDB" in words(page.text)
        answer = await anybody.get(SEARCH)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=%2Fcatalog%2Fupstream")
    assert upstream.asked == []


MISBEHAVIOURS = [
    (as_json({}, delay=20), 503, "does not answer at the moment"),
    (as_json({}, status=500), 503, "does not answer at the moment"),
    (as_json({}, status=429, headers={"retry-after": "40"}), 503, "takes no more questions"),
    (as_json(tmdb.WRONG_KEY, status=401), 502, "does not accept the key"),
    (Reply(b"<html>", kind="text/html"), 502, "makes no sense"),
    (redirect("http://127.0.0.1/"), 502, "makes no sense"),
]


async def test_a_misbehaving_source_gets_friendly_words(service: Service, upstream: LocalUpstream) -> None:
    async with service.browser() as ada:
        await ada.register()
        for reply, status, said in MISBEHAVIOURS:
            stock(upstream)
            page = await ada.open(SEARCH)
            upstream.on("/3/movie/7001", reply)
            refused = await ada.send_form(LOOK, external_id="movie/7001")
            assert refused.status_code == status
            assert said in words(refused.text)
            assert 'value="orbit"' in refused.text, "the search is still there"
            assert ("retry-after" in refused.headers) == (status == 503)
            upstream.on("/3/search/multi", reply)
            page = await ada.open(SEARCH)
            assert (page.status_code, said in words(page.text)) == (status, True)


async def test_a_work_that_cannot_be_taken_over_says_so(service: Service, upstream: LocalUpstream) -> None:
    async with service.browser(**{"accept-language": "pl"}) as ada:
        await ada.register()
        await ada.open(SEARCH)
        upstream.on("/3/movie/7001", as_json({"id": 7001}))
        refused = await ada.send_form(LOOK, external_id="movie/7001")
        assert (refused.status_code, "nie da się przejąć" in words(refused.text)) == (422, True)
        gone = await ada.send_form(LOOK, external_id="movie/7002")
        assert (gone.status_code, "nie ma już takiego dzieła" in words(gone.text)) == (404, True)
        nothing = await ada.send_form(LOOK)
        assert nothing.status_code == 422


async def test_a_source_that_is_none_has_no_page(service: Service) -> None:
    async with service.browser() as ada:
        await ada.register()
        assert (await ada.get(f"{LOOK}?source=nowhere&q=a")).status_code == 404
        assert (await ada.get(LOOK)).status_code == 404


async def test_nothing_found_is_said(service: Service, upstream: LocalUpstream) -> None:
    upstream.on("/3/search/multi", as_json(tmdb.a_page()))
    async with service.browser() as ada:
        await ada.register()
        assert "TMDB has nothing called “orbit”." in words((await ada.open(SEARCH)).text)


async def test_a_form_without_its_token_is_refused(service: Service, upstream: LocalUpstream) -> None:
    async with service.browser() as ada:
        await ada.register()
        forged = {"source": "tmdb", "external_id": "movie/7001"}
        assert (await ada.post(LOOK, data=forged)).status_code == 403
    assert upstream.asked == []


async def test_a_source_that_is_not_set_up_is_not_offered(database: Database, tmp_path: Path) -> None:
    async with running_service(database, tmp_path, log_level="error") as service, service.browser() as ada:
        await ada.register()
        assert offered((await ada.open("/catalog?q=orbit")).text) == ["openlibrary"]
        page = await ada.open(SEARCH)
        assert (page.status_code, "has not been set up here" in words(page.text)) == (409, True)
