"""Searching upstreams and importing from them over HTTP, however the upstream behaves."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.answers import tmdb
from tests.answers.musicbrainz import MBID
from tests.databases import Databases
from tests.http.curators import Curator, a_curator, client_of, outcome, pointers
from tests.postgres import Database, as_superuser, superuser
from tests.service import Service, running_service
from tests.upstream_house import IGDB_SECRET, TMDB_TOKEN, asking, stock
from tests.upstream_server import LocalUpstream, Reply, as_json, local_upstream, redirect

API = "/api/v1/upstream"
FILM = {"external_id": "movie/7001"}
COUNTED = ("catalog.media_items", "catalog.media_sources", "catalog.external_links", "ingestion.runs")


@pytest.fixture(scope="module")
async def running_upstream() -> AsyncIterator[LocalUpstream]:
    async with local_upstream() as running:
        yield running


@pytest.fixture(scope="module")
async def running(
    shared_database: Database, tmp_path_factory: pytest.TempPathFactory, running_upstream: LocalUpstream
) -> AsyncIterator[Service]:
    folder, made = tmp_path_factory.mktemp("data"), asking(running_upstream)
    async with running_service(shared_database, folder, upstreams=made, log_level="error") as service:
        yield service


@pytest.fixture
async def service(running: Service, databases: Databases) -> AsyncIterator[Service]:
    """With an empty catalogue."""
    yield running
    await databases.clear(running.database)


@pytest.fixture
def upstream(running_upstream: LocalUpstream) -> LocalUpstream:
    stock(running_upstream)
    return running_upstream


@pytest.fixture(autouse=True)
def everything_answers(upstream: LocalUpstream) -> None:
    """Unless a test says otherwise."""


async def imported(curator: Curator, source_name: str, external_id: str, **headers: str) -> httpx.Response:
    body = {"external_id": external_id}
    return await curator.client.post(f"{API}/{source_name}/imports", json=body, headers=headers)


async def rows(database: Database) -> dict[str, int]:
    return {table: await as_superuser(database, f"SELECT count(*) FROM {table}") for table in COUNTED}


PREVIEWS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "tmdb",
        "film",
        {
            "external_id": "movie/7001",
            "media_type": "film",
            "title": "Quiet Orbit",
            "year": 1987,
            "creators": [],
            "cover_url": "https://image.tmdb.org/t/p/w500/poster.jpg",
            "canonical_url": "https://www.themoviedb.org/movie/7001",
        },
    ),
    (
        "openlibrary",
        "book",
        {
            "external_id": "OL101W",
            "media_type": "book",
            "title": "The Salt Ledger",
            "year": 1931,
            "creators": ["Ida Brine", "Otto Quay"],
            "cover_url": "https://covers.openlibrary.org/b/id/4567-L.jpg",
            "canonical_url": "https://openlibrary.org/works/OL101W",
        },
    ),
    (
        "musicbrainz",
        "music",
        {
            "external_id": f"release-group/{MBID}",
            "media_type": "music",
            "title": "Low Tide Hymns",
            "year": 1997,
            "creators": ["The Tin Lanterns", "Mira Holt"],
            "cover_url": f"https://coverartarchive.org/release-group/{MBID}/front-500",
            "canonical_url": f"https://musicbrainz.org/release-group/{MBID}",
        },
    ),
    (
        "igdb",
        "game",
        {
            "external_id": "7202",
            "media_type": "game",
            "title": "Paper Cartographer",
            "year": 2014,
            "creators": ["Foldline"],
            "cover_url": "https://images.igdb.com/igdb/image/upload/t_cover_big/co1abc.jpg",
            "canonical_url": "https://www.igdb.com/games/paper-cartographer",
        },
    ),
]


@pytest.mark.parametrize(("source_name", "kind", "preview"), PREVIEWS, ids=[name for name, *_ in PREVIEWS])
async def test_what_is_found_can_be_imported_and_is_known_from_then_on(
    curator: Curator, source_name: str, kind: str, preview: dict[str, Any]
) -> None:
    search = f"{API}/{source_name}/search?q=words&media_type={kind}"
    assert (await curator.shown(search))["items"] == [{**preview, "media_item_id": None}]
    answer = await imported(curator, source_name, preview["external_id"])
    assert answer.status_code == 201, answer.text
    work = answer.json()
    facts = ("title", "media_type", "creators", "cover_url")
    expected = {name: preview[name] for name in facts}
    if source_name == "tmdb":
        expected["creators"] = ["Ewa Lot"]
    assert {name: work[name] for name in facts} == expected
    assert work["release_year"] == preview["year"]
    assert answer.headers["location"] == f"/api/v1/media/{work['id']}"
    assert (await curator.shown(answer.headers["location"])) == work
    assert (await curator.shown(search))["items"][0]["media_item_id"] == work["id"]


async def test_importing_again_is_200_and_makes_nothing_twice(curator: Curator) -> None:
    first = await imported(curator, "tmdb", "movie/7001")
    made = await rows(curator.database)
    again = await imported(curator, "tmdb", "movie/7001")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert await rows(curator.database) == made | {"ingestion.runs": 2}


async def test_an_import_joins_the_work_that_has_one_of_its_ids(curator: Curator) -> None:
    work = await curator.work("Cicha orbita")
    link = f"INSERT INTO catalog.external_links VALUES ('imdb', 'tt7700100', '{work}') RETURNING 1"
    await as_superuser(curator.database, link)
    answer = await imported(curator, "tmdb", "movie/7001")
    assert (answer.status_code, answer.json()["id"]) == (200, str(work))
    keys = {(each["source_name"], each["external_key"]) for each in answer.json()["external_links"]}
    assert keys == {("imdb", "tt7700100"), ("tmdb", "movie/7001"), ("wikidata", "Q7700100")}


async def test_two_imports_at_once_make_one_work(curator: Curator) -> None:
    answers = await asyncio.gather(*(imported(curator, "tmdb", "movie/7001") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (await rows(curator.database))["catalog.media_items"] == 1


async def test_an_import_is_a_run_of_its_own_kind(curator: Curator) -> None:
    await imported(curator, "tmdb", "movie/7001")
    async with superuser(curator.database) as connection:
        (run,) = await connection.fetch("SELECT * FROM ingestion.runs")
    assert (run["kind"], run["source_name"], run["status"]) == ("connector", "tmdb", "finished")
    assert run["requested_by"] == curator.actor.user_id
    assert json.loads(run["counts"])["created"] == 1


async def test_a_replayed_import_asks_nobody(curator: Curator, upstream: LocalUpstream) -> None:
    first = await imported(curator, "tmdb", "movie/7001", **{"idempotency-key": "once"})
    again = await imported(curator, "tmdb", "movie/7001", **{"idempotency-key": "once"})
    assert (again.status_code, again.content) == (201, first.content)
    assert upstream.paths() == ["/3/movie/7001"]


BOMB = Reply(gzip.compress(bytes(32 << 20)), headers={"content-encoding": "gzip"})
MISBEHAVIOURS: dict[str, tuple[Reply, tuple[int, str]]] = {
    "slow": (as_json(tmdb.FILM, delay=20), (503, "upstream-unavailable")),
    "broken": (as_json({}, status=500), (503, "upstream-unavailable")),
    "rate limit": (as_json(tmdb.TOO_MANY, status=429, headers={"retry-after": "40"}), (503, "upstream-busy")),
    "throttle": (as_json({}, status=503, headers={"retry-after": "40"}), (503, "upstream-busy")),
    "wrong key": (as_json(tmdb.WRONG_KEY, status=401), (502, "upstream-refused")),
    "truncated": (as_json(tmdb.FILM, cut_at=300), (502, "upstream-nonsense")),
    "bomb": (BOMB, (502, "upstream-nonsense")),
    "html": (Reply(b"<html>Down for maintenance</html>", kind="text/html"), (502, "upstream-nonsense")),
    "not json": (Reply(b'{"id": 7001, "title": '), (502, "upstream-nonsense")),
    "a list": (as_json([tmdb.FILM]), (502, "upstream-nonsense")),
    "to loopback": (redirect("http://127.0.0.1/admin"), (502, "upstream-nonsense")),
    "to a cloud's secrets": (redirect("http://169.254.169.254/latest/meta-data"), (502, "upstream-nonsense")),
    "in circles": (redirect("/3/movie/7001"), (502, "upstream-nonsense")),
    "not there": (as_json(tmdb.NO_SUCH, status=404), (404, "not-found")),
}


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS)
async def test_a_misbehaving_upstream_is_told_by_code_and_leaves_nothing(
    curator: Curator, upstream: LocalUpstream, misbehaviour: str
) -> None:
    reply, expected = MISBEHAVIOURS[misbehaviour]
    before = await rows(curator.database)
    upstream.on("/3/movie/7001", reply)
    upstream.on("/3/search/multi", reply)
    answer = await imported(curator, "tmdb", "movie/7001")
    assert outcome(answer) == expected
    assert ("retry-after" in answer.headers) == (answer.status_code == 503)
    assert await rows(curator.database) == before
    assert outcome(await curator.client.get(f"{API}/tmdb/search?q=orbit")) == expected


@pytest.mark.parametrize("misbehaviour", ["broken", "wrong key", "html", "throttle", "not there"])
async def test_administrators_hear_of_what_they_can_mend(
    curator: Curator, upstream: LocalUpstream, misbehaviour: str
) -> None:
    reply, (_, code) = MISBEHAVIOURS[misbehaviour]
    upstream.on("/3/movie/7001", reply)
    await imported(curator, "tmdb", "movie/7001")
    async with superuser(curator.database) as connection:
        noted = await connection.fetch("SELECT kind, source_name, code FROM ingestion.integration_errors")
    expected = [] if misbehaviour in {"throttle", "not there"} else [("upstream", "tmdb", code)]
    assert [tuple(row) for row in noted] == expected


async def test_the_wait_that_an_upstream_asks_for_is_passed_on(
    curator: Curator, upstream: LocalUpstream
) -> None:
    upstream.on("/3/movie/7001", MISBEHAVIOURS["rate limit"][0])
    assert (await imported(curator, "tmdb", "movie/7001")).headers["retry-after"] == "40"


async def test_an_expired_token_of_igdb_is_not_heard_of(curator: Curator, upstream: LocalUpstream) -> None:
    upstream.on("/v4/games", as_json({}, status=401), as_json([{"id": 7202, "name": "Paper Cartographer"}]))
    assert (await imported(curator, "igdb", "7202")).status_code == 201


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"id": 7001, "overview": "without a title"}, "title-missing"),
        ({"id": 7002, "title": "Another film"}, "external-id-differs"),
        ({"id": 7001, "title": "x", "homepage": "y" * (1 << 20)}, "payload-too-large"),
    ],
)
async def test_a_record_that_cannot_be_taken_says_why(
    curator: Curator, upstream: LocalUpstream, payload: dict[str, Any], code: str
) -> None:
    upstream.on("/3/movie/7001", as_json(payload))
    answer = await imported(curator, "tmdb", "movie/7001")
    assert outcome(answer) == (422, "import-rejected")
    assert pointers(answer) == [("/payload", code)]
    left = await rows(curator.database)
    assert left == dict.fromkeys(COUNTED, 0) | {"ingestion.runs": 1}, "the run tells what was refused"


async def test_ids_of_two_works_are_a_conflict(curator: Curator) -> None:
    for source_name, key in (("imdb", "tt7700100"), ("wikidata", "Q7700100")):
        link = f"('{source_name}', '{key}', '{await curator.work()}')"
        await as_superuser(curator.database, f"INSERT INTO catalog.external_links VALUES {link} RETURNING 1")
    answer = await imported(curator, "tmdb", "movie/7001")
    assert outcome(answer) == (409, "import-conflict")
    assert pointers(answer) == [("/external_id", "ids-of-different-works")]
    assert (await rows(curator.database))["catalog.media_sources"] == 0


@pytest.mark.parametrize("external_id", ["7001", "movie/../account", "movie/7001?api_key=x", " "])
async def test_an_id_that_no_source_could_have_given_is_refused(
    curator: Curator, upstream: LocalUpstream, external_id: str
) -> None:
    answer = await imported(curator, "tmdb", external_id)
    assert outcome(answer) == (422, "upstream-id-invalid")
    assert pointers(answer) == [("/external_id", "external-id-invalid")]
    assert upstream.asked == []


async def test_what_is_asked_wrongly_is_refused_before_anybody_is_asked(
    curator: Curator, upstream: LocalUpstream
) -> None:
    get = curator.client.get
    assert outcome(await get(f"{API}/nowhere/search?q=a")) == (404, "not-found")
    assert outcome(await get(f"{API}/tmdb/search")) == (422, "invalid")
    assert outcome(await get(f"{API}/tmdb/search?q=")) == (422, "invalid")
    assert outcome(await get(f"{API}/tmdb/search?q={'a' * 201}")) == (422, "invalid")
    assert outcome(await get(f"{API}/tmdb/search?q=a&media_type=opera")) == (422, "invalid")
    assert (await curator.shown(f"{API}/tmdb/search?q=%20")) == {"items": [], "next_cursor": None}
    assert (await curator.shown(f"{API}/tmdb/search?q=a&media_type=book"))["items"] == []
    assert outcome(await imported(curator, "nowhere", "1")) == (404, "not-found")
    assert outcome(await imported(curator, "tmdb", "")) == (422, "invalid")
    assert upstream.asked == []


async def test_asking_upstreams_takes_the_right_to_write(curator: Curator, service: Service) -> None:
    reading = await curator.key("read")
    async with client_of(service.application) as nobody:
        for path in ("/sources", "/tmdb/search?q=a"):
            assert outcome(await nobody.get(API + path)) == (401, "unauthenticated")
            refused = await curator.client.get(API + path, headers=reading)
            assert outcome(refused) == (403, "scope-missing")
        assert outcome(await nobody.post(f"{API}/tmdb/imports", json=FILM)) == (401, "unauthenticated")
    refused = await curator.client.post(f"{API}/tmdb/imports", json=FILM, headers=reading)
    assert outcome(refused) == (403, "scope-missing")


async def test_adult_works_are_shown_to_those_who_want_them(
    curator: Curator, upstream: LocalUpstream
) -> None:
    upstream.on("/3/search/movie", as_json(tmdb.a_page(tmdb.FILM_LINE | {"adult": True})))
    search = f"{API}/tmdb/search?q=a&media_type=film"
    assert (await curator.shown(search))["items"] == []
    them = f"WHERE user_id = '{curator.actor.user_id}'"
    wish = f"UPDATE accounts.profiles SET shows_adult = true {them} RETURNING 1"
    await as_superuser(curator.database, wish)
    assert len((await curator.shown(search))["items"]) == 1


async def test_no_key_is_kept_or_told(curator: Curator) -> None:
    answers = [
        await imported(curator, "tmdb", "movie/7001"),
        await imported(curator, "igdb", "7202"),
        await curator.client.get(f"{API}/sources"),
    ]
    told = "".join(answer.text + str(answer.headers) for answer in answers)
    async with superuser(curator.database) as connection:
        tables = await connection.fetch(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables"
            " WHERE table_schema IN ('catalog', 'ingestion', 'accounts')"
        )
        for (table,) in tables:
            told += str(await connection.fetch(f"SELECT thing::text FROM {table} AS thing"))
    assert "Quiet Orbit" in told
    assert TMDB_TOKEN not in told
    assert IGDB_SECRET not in told
    assert "token-of-today" not in told


async def test_no_transaction_waits_for_an_upstream(curator: Curator, upstream: LocalUpstream) -> None:
    may_answer = asyncio.Event()
    upstream.on("/3/movie/7001", as_json(tmdb.FILM, after=may_answer))
    importing = asyncio.create_task(imported(curator, "tmdb", "movie/7001"))
    while not upstream.asked:  # noqa: ASYNC110 - nothing tells a test
        await asyncio.sleep(0.02)
    waiting = await as_superuser(
        curator.database,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'",
    )
    may_answer.set()
    assert waiting == 0
    assert (await importing).status_code == 201


async def test_turns_are_shared_by_people_and_told_when_there_are_too_many(
    database: Database, tmp_path: Path, upstream: LocalUpstream
) -> None:
    made = running_service(database, tmp_path, upstreams=asking(upstream, slots=True), log_level="error")
    async with made as service:
        curator = await a_curator(database, service.application)
        search = f"{API}/musicbrainz/search?q=tide"
        fine = await asyncio.gather(*(curator.client.get(search) for _ in range(2)))
        await as_superuser(database, "UPDATE ingestion.host_slots SET next_at = now() + interval '1 hour'")
        busy = await curator.client.get(search)
    assert [answer.status_code for answer in fine] == [200, 200], "one a second: the second waits for it"
    assert outcome(busy) == (503, "upstream-busy")
    assert 3_500 < int(busy.headers["retry-after"]) <= 3_600
    assert len(upstream.asked) == 2


async def test_a_source_without_its_key_says_so(database: Database, tmp_path: Path) -> None:
    async with running_service(database, tmp_path, log_level="error") as service:
        curator = await a_curator(database, service.application)
        sources = {each["source_name"]: each for each in (await curator.shown(f"{API}/sources"))["items"]}
        needs = {name: each["needs"] for name, each in sources.items() if not each["is_ready"]}
        assert needs == {
            "tmdb": ["TMDB_TOKEN"],
            "musicbrainz": ["UPSTREAM_CONTACT"],
            "igdb": ["IGDB_CLIENT_ID", "IGDB_CLIENT_SECRET"],
        }
        assert sources["openlibrary"]["is_ready"]
        assert all(each["attribution"] for each in sources.values())
        for name in needs:
            refused = await curator.client.get(f"{API}/{name}/search?q=a")
            assert outcome(refused) == (409, "source-not-ready")
        answer = await imported(curator, "igdb", "7202")
        assert outcome(answer) == (409, "source-not-ready")
        assert "IGDB_CLIENT_SECRET" in answer.json()["detail"]


async def test_a_source_with_its_key_is_ready(database: Database, tmp_path: Path) -> None:
    keys = {
        "tmdb_token": "t",
        "igdb_client_id": "i",
        "igdb_client_secret": "s",
        "upstream_contact": "a@b.org",
    }
    async with running_service(database, tmp_path, log_level="error", **keys) as service:
        curator = await a_curator(database, service.application)
        sources = (await curator.shown(f"{API}/sources"))["items"]
    assert [each["is_ready"] for each in sources] == [True] * 4
