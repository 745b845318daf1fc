"""Following over HTTP and by forms: told of new editions, once each, and of nothing that is closed."""

import asyncio

from domain.menus.follows import A_VISIT, MOST_FOLLOWS
from tests.http.curators import Curator, Document, outcome
from tests.postgres import superuser
from tests.service import PASSWORD, Service, words

FOLLOWS = "/api/v1/me/follows"
EARLIER = """
    UPDATE menus.followers SET looked_at = looked_at - $2::interval, read_until = read_until - $2::interval
    WHERE user_id = $1"""
BEGAN = "UPDATE menus.follows SET created_at = created_at - $2::interval WHERE user_id = $1"
FILL = """
    WITH people AS (
        INSERT INTO accounts.users (id, email, username, password_hash, created_at, updated_at)
        SELECT gen_random_uuid(), 'filled' || n || '@example.org', 'filled' || n, 'none', now(), now()
        FROM generate_series(2, $2) n RETURNING id
    ), begun AS (
        INSERT INTO menus.followers (user_id, looked_at, read_until) VALUES ($1, now(), now())
    )
    INSERT INTO menus.follows (id, user_id, curator_id, created_at)
    SELECT gen_random_uuid(), $1, id, now() FROM people"""


class Reader:
    """Somebody who follows; time passes for them by moving everything they did into the past."""

    def __init__(self, who: Curator) -> None:
        self.who = who
        self.client = who.client

    async def follow(self, kind: str, name: str) -> str:
        """The id of the follow."""
        return str((await self.who.made(FOLLOWS, {"kind": kind, "name": name}))["id"])

    async def followed(self) -> list[Document]:
        return list((await self.who.shown(FOLLOWS))["items"])

    async def news(self) -> list[tuple[str, int, bool]]:
        items = (await self.who.shown(f"{FOLLOWS}/news"))["items"]
        return [(each["slug"], each["number"], each["is_new"]) for each in items]

    async def waits(self) -> None:
        async with superuser(self.who.database) as connection:
            for moved in (EARLIER, BEGAN):
                await connection.execute(moved, self.who.actor.user_id, A_VISIT * 2)

    async def looks(self) -> None:
        assert (await self.client.post(f"{FOLLOWS}/look")).status_code == 204


async def published(curator: Curator, title: str = "Noir", **wish: str) -> tuple[str, str]:
    """The path and the slug."""
    path = await curator.full_menu(title)
    return path, str((await curator.published(path, **wish))["slug"])


async def name_of(curator: Curator) -> str:
    return str((await curator.shown("/api/v1/me"))["username"])


async def test_a_reader_hears_of_new_editions_once_until_the_next_visit(
    curator: Curator, stranger: Curator
) -> None:
    reader = Reader(stranger)
    path, slug = await published(curator)
    await reader.follow("menu", slug)
    await reader.follow("curator", (await name_of(curator)).upper())
    assert await reader.news() == [(slug, 1, False)]
    await curator.published(path, note="Better.")
    _, other = await published(curator, "Rouge")
    await published(curator, "Hidden", visibility="unlisted")
    expected = [(other, 1, True), (slug, 2, True), (slug, 1, False)]
    assert await reader.news() == expected
    assert [(each["kind"], each["new_count"]) for each in await reader.followed()] == [
        ("curator", 2),
        ("menu", 1),
    ]
    await reader.looks()
    assert await reader.news() == expected  # the same visit
    first = await reader.client.get(f"{FOLLOWS}/news?limit=2")
    rest = await reader.client.get(f"{FOLLOWS}/news?limit=2&cursor={first.json()['next_cursor']}")
    assert [each["number"] for each in rest.json()["items"]] == [1]


async def test_what_was_seen_is_not_new_on_the_next_visit(curator: Curator, stranger: Curator) -> None:
    reader = Reader(stranger)
    path, slug = await published(curator)
    await reader.follow("menu", slug)
    await reader.waits()
    await curator.published(path)
    await reader.looks()
    assert await reader.news() == [(slug, 2, True), (slug, 1, True)]
    async with superuser(stranger.database) as connection:
        last_visit = "UPDATE menus.followers SET looked_at = now(), read_until = now() WHERE user_id = $1"
        await connection.execute(last_visit, stranger.actor.user_id)
    assert await reader.news() == [(slug, 2, False), (slug, 1, False)]


async def test_a_follow_is_made_once_listed_and_ended(curator: Curator, stranger: Curator) -> None:
    reader = Reader(stranger)
    _, slug = await published(curator)
    first = await reader.follow("menu", slug)
    assert await reader.follow("menu", slug) == first
    curators = await reader.follow("curator", await name_of(curator))
    page = (await reader.client.get(f"{FOLLOWS}?limit=1")).json()
    assert [each["id"] for each in page["items"]] == [curators]
    rest = (await reader.client.get(f"{FOLLOWS}?limit=1&cursor={page['next_cursor']}")).json()
    assert [(each["id"], each["slug"]) for each in rest["items"]] == [(first, slug)]
    assert outcome(await curator.client.delete(f"{FOLLOWS}/{first}")) == (404, "not-found")
    assert (await reader.client.delete(f"{FOLLOWS}/{first}")).status_code == 204
    assert outcome(await reader.client.delete(f"{FOLLOWS}/{first}")) == (404, "not-found")
    assert [each["kind"] for each in await reader.followed()] == ["curator"]
    assert await Reader(curator).followed() == []


async def test_a_closed_menu_says_so_and_tells_nothing_more(curator: Curator, stranger: Curator) -> None:
    reader = Reader(stranger)
    path, slug = await published(curator, "Noir")
    await reader.follow("menu", slug)
    await curator.send("PATCH", path, {"title": "Secret"})
    await curator.send("POST", f"{path}/unpublish")
    (line,) = await reader.followed()
    assert (line["standing"], line["title"], line["slug"], line["edition"], line["curator"]) == (
        "closed", "Noir", None, None, None,
    )  # fmt: skip
    assert await reader.news() == []
    await curator.published(path)
    (line,) = await reader.followed()
    assert (line["standing"], line["title"], line["slug"]) == ("open", "Secret", slug)
    await curator.send("DELETE", path)
    assert [each["standing"] for each in await reader.followed()] == ["deleted"]


async def test_nothing_that_is_not_open_can_be_followed(curator: Curator, stranger: Curator) -> None:
    reader, draft = Reader(stranger), await curator.full_menu()
    slug = (await curator.shown(draft))["slug"]
    for kind, name in (("menu", slug), ("curator", await name_of(curator)), ("curator", "nobody-at-all")):
        answer = await reader.client.post(FOLLOWS, json={"kind": kind, "name": name})
        assert outcome(answer) == (404, "not-found")
    answer = await reader.client.post(FOLLOWS, json={"kind": "work", "name": slug})
    assert answer.status_code == 422


async def test_five_hundred_is_the_limit_whoever_is_quick(curator: Curator, stranger: Curator) -> None:
    reader = Reader(stranger)
    async with superuser(stranger.database) as connection:
        await connection.execute(FILL, stranger.actor.user_id, MOST_FOLLOWS)
    slugs = [(await published(curator))[1] for _ in range(2)]
    wishes = [{"kind": "menu", "name": slug} for slug in slugs]
    answers = await asyncio.gather(*(reader.client.post(FOLLOWS, json=wish) for wish in wishes))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert {outcome(answer)[1] for answer in answers} == {None, "limit-reached"}


async def test_a_browser_without_scripts_follows_and_looks(service: Service, curator: Curator) -> None:
    path, slug = await published(curator, "Small hours")
    async with service.browser() as bert:
        await bert.register("bert")
        await bert.submit("/logout")
        await bert.open(f"/m/{slug}")
        assert f'href="/m/{slug}/follow"' in bert.page.text
        await bert.open((await bert.get(f"/m/{slug}/follow")).headers["location"])
        back = await bert.submit("/login", login="bert", password=PASSWORD)
        assert back.headers["location"] == f"/m/{slug}/follow"
        await bert.submit(f"/m/{slug}/follow", follow="yes")
        assert "✓ Following" in words(bert.page.text)
        mine = await bert.get(f"/m/{slug}/mine", headers={"accept": "application/json"})
        assert mine.json()["follows"] is True
        name = await name_of(curator)
        await bert.open(f"/c/{name}/follow")
        sent = await bert.send_form(f"/c/{name}/follow", follow="yes", back="//example.org")
        assert sent.headers["location"] == "/following"
        await curator.published(path, note="With more soup.")
        shown = words((await bert.open("/following")).text)
        assert "Small hours new Second edition" in shown
        assert "With more soup." in shown
        assert f'href="/m/{slug}/editions/2/changes?from=1"' in bert.page.text
        await curator.send("POST", f"{path}/unpublish")
        assert "Not published at the moment." in words((await bert.open("/following")).text)
        ended = f"{FOLLOWS}?limit=1"
        (curators,) = (await bert.get(ended)).json()["items"]
        await bert.submit(f"/following/{curators['id']}/delete")
        assert f"@{name}" not in bert.page.text
        assert (await bert.open("/c/nobody-at-all/follow")).status_code == 404
        quiet = await bert.get("/following", headers={"accept": "text/html"})
        assert "no-store" in quiet.headers["cache-control"]


async def test_a_follow_goes_with_the_account_and_with_what_it_is_of(
    curator: Curator, stranger: Curator, service: Service
) -> None:
    reader = Reader(stranger)
    _, slug = await published(curator)
    await reader.follow("menu", slug)
    await reader.follow("curator", await name_of(curator))
    async with superuser(service.database) as connection:
        await connection.execute("DELETE FROM accounts.users WHERE id = $1", curator.actor.user_id)
        assert await reader.followed() == []
        count = "SELECT count(*) FROM menus.followers WHERE user_id = $1"
        assert await connection.fetchval(count, stranger.actor.user_id) == 1
        await connection.execute("DELETE FROM accounts.users WHERE id = $1", stranger.actor.user_id)
        assert await connection.fetchval(count, stranger.actor.user_id) == 0
