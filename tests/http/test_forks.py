"""Forks through the API: made, credited, counted, and told of to everybody at once."""

import httpx
import pytest

from domain.menus.forking import FORKS
from tests.http.curators import Curator, Document, client_of, outcome
from tests.postgres import superuser
from tests.seeding import a_work
from tests.service import Service, until


@pytest.fixture
def anybody(service: Service) -> httpx.AsyncClient:
    return client_of(service.application)


async def published(curator: Curator, title: str = "Noir", **wish: str) -> tuple[str, str]:
    """Path and slug of a new published menu."""
    path = await curator.full_menu(title)
    return path, (await curator.published(path, **wish))["slug"]


def forks(slug: str) -> str:
    return f"/api/v1/public/menus/{slug}/forks"


async def forked(curator: Curator, slug: str) -> tuple[str, Document]:
    menu = await curator.made(forks(slug), {})
    return f"/api/v1/menus/{menu['id']}", menu


async def test_a_fork_is_answered_whole_and_kept(curator: Curator, stranger: Curator) -> None:
    path, slug = await published(curator)
    answer = await stranger.send("POST", forks(slug), {})
    fork = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    assert fork == await stranger.shown(f"/api/v1/menus/{fork['id']}")
    source = await curator.shown(path)
    assert [item["item_key"] for course in fork["courses"] for item in course["items"]] == [
        item["item_key"] for course in source["courses"] for item in course["items"]
    ]
    assert fork["lineage"] == {
        "source_title": "Noir",
        "source_curator": "Somebody",
        "source_slug": slug,
        "source_edition": 1,
        "source_available": True,
        "source_username": (await curator.shown("/api/v1/me"))["username"],
    }


async def test_one_request_sent_twice_makes_one_fork(curator: Curator, stranger: Curator) -> None:
    _, slug = await published(curator)
    first = await stranger.send("POST", forks(slug), {}, **{"idempotency-key": "once"})
    second = await stranger.send("POST", forks(slug), {}, **{"idempotency-key": "once"})
    assert (first.status_code, first.content) == (201, second.content)
    assert len((await stranger.shown("/api/v1/menus"))["items"]) == 1


async def test_only_who_is_signed_in_may_fork(
    anybody: httpx.AsyncClient, curator: Curator, stranger: Curator
) -> None:
    _, slug = await published(curator)
    assert outcome(await anybody.post(forks(slug), json={})) == (401, "unauthenticated")
    reading = await stranger.key("read")
    assert outcome(await stranger.send("POST", forks(slug), {}, **reading)) == (403, "scope-missing")


async def test_there_is_nothing_to_fork_where_nothing_is_to_be_read(
    curator: Curator, stranger: Curator
) -> None:
    path, slug = await published(curator)
    assert outcome(await stranger.send("POST", forks(slug), {"edition": 2})) == (404, "not-found")
    assert outcome(await stranger.send("POST", forks("no-such-menu"), {})) == (404, "not-found")
    await curator.send("DELETE", path)
    assert outcome(await stranger.send("POST", forks(slug), {})) == (410, "gone")


@pytest.mark.parametrize("edition", [0, -1, 2**31, "1", True])
async def test_an_edition_that_cannot_be_is_refused(
    curator: Curator, stranger: Curator, edition: object
) -> None:
    _, slug = await published(curator)
    answer = await stranger.send("POST", forks(slug), {"edition": edition})
    assert answer.status_code in {400, 422}


async def test_nobody_forks_without_end(curator: Curator, stranger: Curator) -> None:
    _, slug = await published(curator)
    made = [(await stranger.send("POST", forks(slug), {})).status_code for _ in range(FORKS)]
    assert set(made) == {201}
    refused = await stranger.send("POST", forks(slug), {})
    assert outcome(refused) == (429, "too-many-requests")
    assert int(refused.headers["retry-after"]) > 0
    assert (await curator.send("POST", forks(slug), {})).status_code == 201


async def test_readers_of_the_source_see_how_many_forks_there_are(
    anybody: httpx.AsyncClient, curator: Curator, stranger: Curator
) -> None:
    source, slug = await published(curator)

    async def counted(number: int) -> bool:
        known = (await anybody.get(f"/api/v1/public/menus/{slug}")).json()["fork_count"]
        return bool(known == number and (f"{number} published fork" in await page(slug)) == (number > 0))

    async def page(of: str) -> str:
        return (await anybody.get(f"/m/{of}")).text

    assert await counted(0)
    path, _ = await forked(stranger, slug)
    assert await counted(0)
    await stranger.published(path)
    await until(lambda: counted(1))
    await stranger.send("PATCH", path, {"visibility": "unlisted"})
    await until(lambda: counted(0))
    await stranger.send("PATCH", path, {"visibility": "public"})
    await until(lambda: counted(1))
    for found_by in ("unlisted", "public"):
        await curator.send("PATCH", source, {"visibility": found_by})
        assert await counted(1), found_by
    await stranger.send("DELETE", path)
    await until(lambda: counted(0))


async def test_a_fork_leads_to_its_source_while_that_can_be_read(
    anybody: httpx.AsyncClient, curator: Curator, stranger: Curator
) -> None:
    source, slug = await published(curator)
    path, fork = await forked(stranger, slug)
    await stranger.published(path)

    async def leads_there() -> bool:
        page = (await anybody.get(f"/m/{fork['slug']}")).text
        assert "Noir" in page
        assert "Somebody" in page
        return f'href="/m/{slug}"' in page

    async def leads_nowhere() -> bool:
        return not await leads_there()

    assert await leads_there()
    await curator.send("POST", f"{source}/unpublish")
    await until(leads_nowhere)
    await curator.published(source)
    await until(leads_there)
    await curator.send("PATCH", source, {"visibility": "unlisted"})
    await until(leads_nowhere)
    address = f"/api/v1/public/menus/{fork['slug']}"

    async def named(place: str = "") -> str | None:
        return (await anybody.get(address + place)).json()["lineage"]["source_slug"]  # type: ignore[no-any-return]

    assert await named() is None
    await curator.send("POST", f"{source}/unpublish")
    assert await named("/editions/1") is None, "it may be opened again, by its link alone"
    await curator.send("DELETE", source)

    async def is_named() -> bool:
        return await named() == slug

    await until(is_named)


async def test_the_credit_outlives_its_curator_without_the_name(
    anybody: httpx.AsyncClient, curator: Curator, stranger: Curator
) -> None:
    _, slug = await published(curator)
    path, fork = await forked(stranger, slug)
    await stranger.published(path)
    address = f"/api/v1/public/menus/{fork['slug']}"
    assert (await anybody.get(address)).json()["lineage"]["source_curator"] == "Somebody"
    async with superuser(curator.database) as connection:
        await connection.execute("DELETE FROM accounts.users WHERE id = $1", curator.actor.user_id)

    async def is_nameless() -> bool:
        credit = (await anybody.get(address)).json()["lineage"]
        assert (credit["source_title"], credit["source_slug"]) == ("Noir", slug)
        return (credit["source_curator"], credit["source_available"]) == ("", False)

    await until(is_nameless)


async def test_a_work_that_its_curator_made_can_be_taken_off_a_fork_and_put_back(
    curator: Curator, stranger: Curator
) -> None:
    own = await a_work(curator.database, "A letter", owner=curator.actor)
    source = await curator.full_menu()
    course = (await curator.shown(source))["courses"][0]["id"]
    await curator.made(f"{source}/courses/{course}/items", {"media_item_id": str(own)})
    slug = (await curator.published(source))["slug"]
    path, fork = await forked(stranger, slug)
    item = fork["courses"][0]["items"][-1]
    assert item["media_item_id"] == str(own)
    assert (await stranger.send("DELETE", f"{path}/items/{item['id']}")).status_code == 204
    back = f"{path}/courses/{fork['courses'][0]['id']}/items"
    assert (await stranger.send("POST", back, {"media_item_id": str(own)})).status_code == 201
    elsewhere = await curator.made("/api/v1/menus", {"title": "Elsewhere"})
    assert elsewhere["lineage"] is None


async def test_a_work_of_anothers_own_is_nobody_elses_without_a_fork(
    curator: Curator, stranger: Curator
) -> None:
    own = await a_work(curator.database, "A letter", owner=curator.actor)
    source = await curator.full_menu()
    course = (await curator.shown(source))["courses"][0]["id"]
    await curator.made(f"{source}/courses/{course}/items", {"media_item_id": str(own)})
    await curator.published(source)
    path = await stranger.full_menu()
    there = (await stranger.shown(path))["courses"][0]["id"]
    answer = await stranger.send("POST", f"{path}/courses/{there}/items", {"media_item_id": str(own)})
    assert outcome(answer) == (422, "work-unknown")


async def test_a_credit_is_no_part_of_the_content(curator: Curator, stranger: Curator) -> None:
    """The fingerprint is over words and works: what a reader is told of the source may change."""
    source, slug = await published(curator)
    path, _ = await forked(stranger, slug)
    first = await stranger.published(path)
    await curator.send("POST", f"{source}/unpublish")
    assert (await stranger.published(path))["content_hash"] == first["content_hash"]
