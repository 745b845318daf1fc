"""Where a menu comes from and what was made from it, through the API."""

import pytest
from uuid_utils.compat import uuid7

from tests.http.curators import Curator, Document, a_curator, outcome
from tests.http.test_forks import forked, published
from tests.postgres import superuser
from tests.service import Service


@pytest.fixture
async def third(service: Service) -> Curator:
    return await a_curator(service.database, service.application)


async def published_fork(curator: Curator, slug: str, title: str, **wish: str) -> tuple[str, Document]:
    path, _ = await forked(curator, slug)
    await curator.send("PATCH", path, {"title": title})
    await curator.published(path, **wish)
    return path, await curator.shown(path)


async def family(curator: Curator, path: str) -> tuple[list[Document], list[tuple[int, str, bool, str]]]:
    """Ancestors, and depth, title, whose and status of the descendants."""
    found = await curator.shown(f"{path}/lineage")
    assert found["is_whole"]
    return found["ancestors"], [
        (each["depth"], each["title"], each["is_mine"], each["status"]) for each in found["descendants"]
    ]


async def test_a_menu_of_nobody_elses_has_no_family(curator: Curator) -> None:
    assert await family(curator, await curator.menu()) == ([], [])


async def test_forks_are_told_as_a_tree_with_ones_own_drafts_and_nobody_elses(
    curator: Curator, stranger: Curator, third: Curator
) -> None:
    root, slug = await published(curator, "Root")
    _, left = await published_fork(stranger, slug, "Left")
    await published_fork(third, slug, "Right")
    await forked(curator, left["slug"])
    await forked(third, left["slug"])
    _, hidden = await published_fork(third, slug, "By link", visibility="unlisted")
    await published_fork(stranger, hidden["slug"], "After the link")
    ancestors, descendants = await family(curator, root)
    assert ancestors == []
    assert descendants == [
        (1, "Left", False, "published"),
        (2, "Left", True, "draft"),
        (1, "Right", False, "published"),
    ]


async def test_each_fork_names_its_parent(curator: Curator, stranger: Curator) -> None:
    root, slug = await published(curator, "Root")
    left, child = await published_fork(stranger, slug, "Left")
    _, grandchild = await published_fork(curator, child["slug"], "Leaf")
    told = (await curator.shown(f"{root}/lineage"))["descendants"]
    assert [(each["menu_id"], each["parent_id"]) for each in told] == [
        (child["id"], root.rpartition("/")[2]),
        (grandchild["id"], child["id"]),
    ]
    assert [(each["slug"], each["curator"], each["edition"]) for each in told] == [
        (child["slug"], "Somebody", 1),
        (grandchild["slug"], "Somebody", 1),
    ]
    assert [each["title"] for each in (await stranger.shown(f"{left}/lineage"))["descendants"]] == ["Leaf"]


async def test_ancestors_are_told_nearest_first_as_they_are_called_now(
    curator: Curator, stranger: Curator, third: Curator
) -> None:
    root, slug = await published(curator, "Root")
    _, middle = await published_fork(stranger, slug, "Middle")
    leaf, _ = await forked(third, middle["slug"])
    await curator.send("PATCH", root, {"title": "Root, renamed"})
    await curator.published(root)
    ancestors, _ = await family(third, leaf)
    assert [(each["title"], each["slug"], each["is_available"], each["is_mine"]) for each in ancestors] == [
        ("Middle", middle["slug"], True, False),
        ("Root, renamed", slug, True, False),
    ]


async def test_what_lies_behind_a_source_that_is_closed_stays_there(
    curator: Curator, stranger: Curator, third: Curator
) -> None:
    _, slug = await published(curator, "Root")
    path, middle = await published_fork(stranger, slug, "Middle")
    leaf, _ = await forked(third, middle["slug"])
    await stranger.send("PATCH", path, {"visibility": "unlisted"})
    (source,), _ = await family(third, leaf)
    assert (source["title"], source["slug"], source["is_available"]) == ("Middle", None, False)
    await stranger.send("POST", f"{path}/unpublish")
    (source,), _ = await family(third, leaf)
    assert (source["title"], source["slug"], source["is_available"]) == ("Middle", None, False)
    mine, _ = await family(stranger, path)
    assert [each["title"] for each in mine] == ["Root"]
    await stranger.send("DELETE", path)
    (source,), _ = await family(third, leaf)
    assert (source["title"], source["slug"], source["is_available"]) == ("Middle", middle["slug"], False)


async def test_a_circle_of_forks_is_walked_once(curator: Curator) -> None:
    """Nobody can make one; who repairs a database by hand might."""
    root, slug = await published(curator, "Root")
    path, fork = await published_fork(curator, slug, "Fork")
    circle = """
        INSERT INTO menus.menu_lineage (menu_id, owner_id, source_menu_id, source_edition, source_title,
            source_curator, source_slug, courses, created_at)
        VALUES ($1, $2, $3, 1, 'Fork', 'Somebody', $4, '{}', now())"""
    async with superuser(curator.database) as connection:
        ids = root.rpartition("/")[2], curator.actor.user_id, path.rpartition("/")[2]
        await connection.execute(circle, *ids, fork["slug"])
    ancestors, descendants = await family(curator, root)
    assert [each["title"] for each in ancestors] == ["Fork", "Root"]
    assert [line[:2] for line in descendants] == [(1, "Fork"), (2, "Root")]


async def test_the_family_of_anothers_menu_is_not_told(curator: Curator, stranger: Curator) -> None:
    path, _ = await published(curator)
    assert outcome(await stranger.send("GET", f"{path}/lineage")) == (404, "not-found")
    nowhere = f"/api/v1/menus/{uuid7()}/lineage"
    assert outcome(await stranger.send("GET", nowhere)) == (404, "not-found")
    await curator.send("DELETE", path)
    assert outcome(await curator.send("GET", f"{path}/lineage")) == (404, "not-found")
