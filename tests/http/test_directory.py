"""The directory of public menus: found by words, kinds and curators, in two orders; nothing else is in it."""

import asyncio
from typing import Any

from tests.http.curators import Curator, Document, a_content, a_curator
from tests.http.test_forks import forked
from tests.postgres import superuser
from tests.seeding import a_work
from tests.service import Service

PUBLIC = "/api/v1/public/menus"


async def found(curator: Curator, **query: Any) -> list[str]:
    """The titles of a page."""
    answer = await curator.client.get(PUBLIC, params=query)
    assert answer.status_code == 200, answer.text
    return [each["title"] for each in answer.json()["items"]]


async def served(curator: Curator, title: str, work: str, media_type: str = "film", **more: Any) -> str:
    """The path of a published menu that serves such a work."""
    path = await curator.menu(title)
    item = await a_work(curator.database, work, media_type=media_type, **more)
    await curator.send("PUT", f"{path}/content", a_content(str(item)))
    await curator.published(path)
    return path


async def line(curator: Curator, path: str) -> Document | None:
    """The menu as it stands in the directory."""
    slug, me = (await curator.shown(path))["slug"], (await curator.shown("/api/v1/me"))["username"]
    items = (await curator.shown(f"{PUBLIC}?limit=100&curator={me}"))["items"]
    return next((each for each in items if each["slug"] == slug), None)


async def test_a_menu_is_found_by_beginnings_of_words_on_it(curator: Curator) -> None:
    path = await served(curator, "Łódź nocą", "Ziemia obiecana", creators=("Andrzej Wajda",))
    await curator.send("PATCH", path, {"description": "Dymiące kominy, quadrilles."})
    for words in ("lodz", "ŁÓDŹ NOC", "obiec wajda", "ziemia... łódź?"):
        assert await found(curator, q=words) == ["Łódź nocą"], words
    assert await found(curator, q="quadrille") == [], "an edit is not published yet"
    await curator.published(path)
    assert await found(curator, q="quadrille") == ["Łódź nocą"]
    for words in ("odz", "lodz n", "lodz warszawa", "…!", "' & |:*"):
        assert await found(curator, q=words) == [], words


async def test_words_as_long_as_they_may_be_are_published_and_found(curator: Curator) -> None:
    path = await served(curator, "Ł" * 200, "Short")
    await curator.send("PATCH", path, {"description": "ż" * 4_000})
    await curator.published(path)
    assert await found(curator, q="ł" * 200) == ["Ł" * 200]
    assert await found(curator, q="ż" * 199) == ["Ł" * 200]


async def test_a_kind_narrows_the_directory_along_with_words(curator: Curator) -> None:
    await served(curator, "Xanadu by ear", "Olivia", "music")
    await served(curator, "Xanadu by eye", "Xanadu", "film")
    assert await found(curator, q="xanadu") == ["Xanadu by eye", "Xanadu by ear"]
    assert await found(curator, q="xanadu", media_type="music") == ["Xanadu by ear"]
    assert await found(curator, q="xanadu", media_type="event") == []
    refused = await curator.client.get(PUBLIC, params={"media_type": "opera"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "?media_type")


async def test_a_line_tells_of_first_covers_and_forks(curator: Curator) -> None:
    path = await served(curator, "Told", "Alien", creators=("Ridley Scott",))
    told = await line(curator, path)
    assert told is not None
    assert (told["course_count"], told["item_count"], told["media_types"]) == (2, 4, ["film"])
    assert told["fork_count"] == 0
    assert len(told["covers"]) == 4
    first = {name: told["covers"][0][name] for name in ("title", "media_type", "creators", "cover_url")}
    assert first == {
        "title": "Alien",
        "media_type": "film",
        "creators": ["Ridley Scott"],
        "cover_url": None,
    }


async def test_a_menu_leaves_the_directory_and_comes_back_as_it_opens_and_closes(curator: Curator) -> None:
    path = await served(curator, "Comes and goes", "Persona")
    for change, wish, is_there in (
        ("", {"visibility": "unlisted"}, False),
        ("/publish", {}, False),
        ("", {"visibility": "public"}, True),
        ("/unpublish", None, False),
        ("/publish", {}, True),
        ("/publish", {"visibility": "unlisted"}, False),
    ):
        await curator.send("POST" if change else "PATCH", f"{path}{change}", wish)
        assert (await line(curator, path) is not None) is is_there, (change, wish)
        assert ("Comes and goes" in await found(curator, q="comes goes")) is is_there
    await curator.send("PATCH", path, {"visibility": "public"})
    await curator.send("DELETE", path)
    assert await found(curator, q="comes goes") == []


async def test_public_forks_are_counted_and_sorted_by(curator: Curator, stranger: Curator) -> None:
    paths = [await served(curator, f"Sourdough {number}", "Bread") for number in range(3)]
    slugs = [(await curator.shown(path))["slug"] for path in paths]
    made = [await forked(stranger, slugs[number]) for number in (0, 0, 1)]
    for number, (fork, _) in enumerate(made):
        await stranger.send("PATCH", fork, {"title": f"Rye {number}"})
        assert (await line(curator, paths[0]) or {})["fork_count"] == min(number, 2), "drafts do not count"
        await stranger.published(fork)
    asked = {"q": "sourdough", "sort": "forked"}
    assert await found(curator, **asked) == ["Sourdough 0", "Sourdough 1", "Sourdough 2"]
    await stranger.send("PATCH", made[0][0], {"visibility": "unlisted"})
    await stranger.send("POST", f"{made[1][0]}/unpublish")
    assert await found(curator, **asked) == ["Sourdough 1", "Sourdough 2", "Sourdough 0"]
    first = await curator.client.get(PUBLIC, params={**asked, "limit": 1})
    assert "sort=forked" in first.headers["link"]
    rest = await found(curator, **asked, cursor=first.json()["next_cursor"])
    assert rest == ["Sourdough 2", "Sourdough 0"]
    foreign = {"q": "sourdough", "cursor": first.json()["next_cursor"]}
    assert (await curator.client.get(PUBLIC, params=foreign)).json()["code"] == "cursor-invalid"


async def test_forks_that_open_while_their_source_opens_are_all_counted(
    service: Service, curator: Curator
) -> None:
    path = await served(curator, "Crowded", "Playtime")
    slug = (await curator.shown(path))["slug"]
    forkers = [await a_curator(service.database, service.application) for _ in range(5)]
    forks = [await forked(each, slug) for each in forkers]
    await curator.send("PATCH", path, {"visibility": "unlisted"})
    await asyncio.gather(
        curator.send("PATCH", path, {"visibility": "public"}),
        *(each.published(fork) for each, (fork, _) in zip(forkers, forks, strict=True)),
    )
    assert (await line(curator, path) or {})["fork_count"] == 5


async def test_whoever_is_erased_takes_their_menus_and_forks_out(curator: Curator, stranger: Curator) -> None:
    path = await served(curator, "Stays behind", "Stalker")
    fork, _ = await forked(stranger, (await curator.shown(path))["slug"])
    await stranger.published(fork)
    assert (await line(curator, path) or {})["fork_count"] == 1
    async with superuser(curator.database) as connection:
        await connection.execute("DELETE FROM accounts.users WHERE id = $1", stranger.actor.user_id)
    assert (await line(curator, path) or {})["fork_count"] == 0
    assert await found(curator, q="stays behind") == ["Stays behind"]


async def test_a_name_that_nobody_has_finds_nothing(curator: Curator) -> None:
    for name in ("nobody-at-all", "x" * 100, "💣"):
        assert (await curator.shown(f"{PUBLIC}?curator={name}"))["items"] == []
