"""Tags over HTTP: everybody's and one's own, each word once however it is written."""

import asyncio

import httpx
import pytest

from tests.http.curators import Curator, a_curator, client_of, outcome
from tests.postgres import as_superuser
from tests.service import Service

MEDIA = "/api/v1/media"


@pytest.fixture
async def editor(service: Service) -> Curator:
    editor = await a_curator(service.database, service.application)
    await as_superuser(
        service.database, f"UPDATE accounts.users SET role = 'editor' WHERE id = '{editor.actor.user_id}'"
    )
    return editor


async def tag(curator: Curator, work: object, name: str, scope: str = "own") -> None:
    answer = await curator.client.put(f"{MEDIA}/{work}/tags/{name}?scope={scope}")
    assert answer.status_code == 204, answer.text


async def tags_of(client: httpx.AsyncClient, work: object) -> tuple[list[str], list[str]]:
    """Everybody's and one's own."""
    shown = (await client.get(f"{MEDIA}/{work}")).json()
    return shown["tags"], shown["own_tags"]


async def test_own_tags_are_shown_to_their_owner_alone(
    service: Service, curator: Curator, editor: Curator
) -> None:
    work = await curator.work("Tagged by its owner")
    await tag(curator, work, "Slow")
    await tag(curator, work, "autumn")
    for name in ("sci/fi", "sci%2Ffi"):
        await tag(curator, work, name)
        assert (await tags_of(curator.client, work))[1] == ["autumn", "sci/fi", "Slow"]
        assert (await curator.client.delete(f"{MEDIA}/{work}/tags/{name}")).status_code == 204
    await tag(editor, work, "Classic", "global")
    await tag(editor, work, "mine")
    assert await tags_of(curator.client, work) == (["Classic"], ["autumn", "Slow"])
    assert await tags_of(editor.client, work) == (["Classic"], ["mine"])
    assert await tags_of(client_of(service.application), work) == (["Classic"], [])
    found = (await curator.client.get(f"{MEDIA}?q=tagged by its owner")).json()["items"]
    assert [each["own_tags"] for each in found] == [["autumn", "Slow"]]
    assert (await curator.client.delete(f"{MEDIA}/{work}/tags/SLOW")).status_code == 204
    assert await tags_of(curator.client, work) == (["Classic"], ["autumn"])


async def test_a_key_that_may_not_read_shows_no_own_tags(service: Service, curator: Curator) -> None:
    work = await curator.work()
    await tag(curator, work, "slow")
    blind = client_of(service.application, **await curator.key("write"))
    assert await tags_of(blind, work) == ([], [])


@pytest.mark.parametrize("scope", ["own", "global"])
@pytest.mark.parametrize(
    "spellings", [("Noir", "noir", "NOIR", "nOIR"), ("Łódź", "łódź", "ŁÓDŹ", "Ło\u0301dz\u0301")]
)
async def test_many_spellings_of_a_word_at_once_are_one_tag(
    service: Service, editor: Curator, scope: str, spellings: tuple[str, ...]
) -> None:
    works = [await editor.work() for _ in range(4)]
    await asyncio.gather(*(tag(editor, work, name, scope) for work in works for name in spellings))
    shown = [await tags_of(editor.client, work) for work in works]
    place = ("global", "own").index(scope)
    (word,) = {name for each in shown for name in each[place]}
    assert all(each[place] == [word] for each in shown)
    table = {"own": "catalog.user_tags", "global": "catalog.tags"}[scope]
    kept = f"SELECT count(*) FROM {table} WHERE lower(name) = lower('{spellings[0]}')"
    assert await as_superuser(service.database, kept) == 1


async def test_two_people_may_have_the_same_word(curator: Curator, stranger: Curator) -> None:
    work = await curator.work()
    await asyncio.gather(tag(curator, work, "Same"), tag(stranger, work, "same"))
    assert await tags_of(curator.client, work) == ([], ["Same"])
    assert await tags_of(stranger.client, work) == ([], ["same"])


async def test_a_tag_has_sixty_characters_at_most(curator: Curator) -> None:
    work = await curator.work()
    refused = await curator.client.put(f"{MEDIA}/{work}/tags/{'x' * 61}")
    assert outcome(refused) == (422, "work-invalid")
