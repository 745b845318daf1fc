"""What anybody reads of a published menu: whole, frozen, and no longer than its curator wants."""

import gzip
import json

import pytest

from tests.http.curators import Curator, Document, client_of, lasting, outcome
from tests.service import Service, until

PUBLIC = "/api/v1/public/menus"


class Reader:
    """Somebody who is not signed in."""

    def __init__(self, service: Service) -> None:
        self.client = client_of(service.application, **{"accept-encoding": "identity"})

    async def status(self, slug: str, number: int | None = None) -> int:
        place = f"{PUBLIC}/{slug}" + (f"/editions/{number}" if number else "")
        return (await self.client.get(place)).status_code

    async def sees(self, slug: str, status: int, number: int | None = None) -> None:
        """Soon at the latest."""

        async def seen() -> bool:
            return await self.status(slug, number) == status

        await until(seen)

    async def directory(self) -> list[str]:
        page = (await self.client.get(f"{PUBLIC}?limit=100")).json()
        return [entry["slug"] for entry in page["items"]]


@pytest.fixture
def reader(service: Service) -> Reader:
    return Reader(service)


async def a_published_menu(curator: Curator, **wish: str) -> tuple[str, Document]:
    """The path of a menu, and what publishing answered."""
    path = await curator.full_menu()
    return path, await curator.published(path, **wish)


async def test_a_published_menu_is_the_working_copy_frozen_with_its_curator(
    curator: Curator, reader: Reader
) -> None:
    path, edition = await a_published_menu(curator)
    read = (await reader.client.get(f"{PUBLIC}/{edition['slug']}")).json()
    assert read["curator"]["display_name"] == "Somebody"
    assert set(read["curator"]) == {"username", "display_name"}
    mine = await curator.shown(path)
    assert mine.pop("take_down") is None
    assert {**mine, "curator": read["curator"], "credits": [], "fork_count": 0} == read
    await curator.send("PATCH", path, {"title": "Edited"})
    assert (await reader.client.get(f"{PUBLIC}/{edition['slug']}")).json() == read
    assert str(curator.actor.user_id) not in json.dumps(read)


async def test_what_never_was_public_looks_like_what_never_was(curator: Curator, reader: Reader) -> None:
    draft = (await curator.shown(await curator.full_menu()))["slug"]
    path, edition = await a_published_menu(curator)
    await curator.send("POST", f"{path}/unpublish")
    await reader.sees(edition["slug"], 404)
    deleted_path = await curator.full_menu()
    deleted = (await curator.shown(deleted_path))["slug"]
    await curator.send("DELETE", deleted_path)
    for kind in ("", "/editions/1"):
        unknown = lasting(await reader.client.get(f"{PUBLIC}/nothing-here{kind}"))
        assert unknown[0] == 404
        for slug in (draft, edition["slug"], deleted):
            assert lasting(await reader.client.get(f"{PUBLIC}/{slug}{kind}")) == unknown
    unknown = lasting(await reader.client.get("/m/nothing-here"))
    for slug in (draft, edition["slug"], deleted):
        assert lasting(await reader.client.get(f"/m/{slug}")) == unknown


@pytest.mark.parametrize("unpublished_first", [False, True])
async def test_the_address_of_a_deleted_menu_that_was_public_says_so(
    curator: Curator, reader: Reader, unpublished_first: bool
) -> None:
    path, edition = await a_published_menu(curator)
    assert await reader.status(edition["slug"]) == 200
    if unpublished_first:
        await curator.send("POST", f"{path}/unpublish")
    await curator.send("DELETE", path)
    await reader.sees(edition["slug"], 410)
    await reader.sees(edition["slug"], 410, number=1)
    assert outcome(await reader.client.get(f"{PUBLIC}/{edition['slug']}")) == (410, "gone")
    assert (await reader.client.get(f"/m/{edition['slug']}")).status_code == 410
    assert edition["slug"] not in await reader.directory()


async def test_editions_count_without_gaps_and_the_old_ones_stay_as_they_were(
    curator: Curator, reader: Reader
) -> None:
    path, first = await a_published_menu(curator)
    slug = first["slug"]
    await curator.send("PATCH", path, {"title": "Second"})
    second = await curator.published(path)
    await curator.send("POST", f"{path}/unpublish")
    for number in (None, 1, 2):
        await reader.sees(slug, 404, number)
    third = await curator.published(path, note="Again")
    assert [each["number"] for each in (first, second, third)] == [1, 2, 3]
    assert first["content_hash"] != second["content_hash"] == third["content_hash"]
    await reader.sees(slug, 200)
    titles = []
    for number in (1, 2, 3):
        read = (await reader.client.get(f"{PUBLIC}/{slug}/editions/{number}")).json()
        assert read["edition"]["number"] == number
        titles.append(read["title"])
    assert titles == ["Noir", "Second", "Second"]
    assert (await reader.client.get(f"{PUBLIC}/{slug}")).json()["edition"]["number"] == 3


@pytest.mark.parametrize(
    "number", ["0", "4", "-1", "2147483647", "2147483648", "-99999999999", "9" * 30, "99_999_999_999", "x"]
)
async def test_an_edition_that_is_not_there_is_not_found(
    curator: Curator, reader: Reader, number: str
) -> None:
    path, edition = await a_published_menu(curator)
    for place in (f"{PUBLIC}/{edition['slug']}", f"/m/{edition['slug']}"):
        assert (await reader.client.get(f"{place}/editions/{number}")).status_code == 404
    assert outcome(await curator.send("GET", f"{path}/editions/{number}")) == (404, "not-found")


async def test_an_unlisted_menu_is_read_by_who_knows_its_address(curator: Curator, reader: Reader) -> None:
    path, edition = await a_published_menu(curator, visibility="unlisted")
    slug = edition["slug"]
    assert await reader.status(slug) == 200
    assert slug not in await reader.directory()
    await curator.send("PATCH", path, {"visibility": "public"})
    assert slug in await reader.directory()
    await curator.send("PATCH", path, {"visibility": "unlisted"})
    assert slug not in await reader.directory()

    async def unlisted() -> bool:
        return (await reader.client.get(f"{PUBLIC}/{slug}")).json()["visibility"] == "unlisted"  # type: ignore[no-any-return]

    await until(unlisted)


async def test_each_representation_has_a_validator_of_its_own(curator: Curator, reader: Reader) -> None:
    _, edition = await a_published_menu(curator)
    etags = set()
    for place, headers in (
        (f"{PUBLIC}/{edition['slug']}", {}),
        (f"{PUBLIC}/{edition['slug']}", {"accept-encoding": "gzip"}),
        (f"/m/{edition['slug']}", {"accept-language": "en"}),
        (f"/m/{edition['slug']}", {"accept-language": "pl"}),
        (f"/m/{edition['slug']}", {"accept-language": "pl", "accept-encoding": "br, gzip"}),
    ):
        whole = await reader.client.get(place, headers=headers)
        etag = whole.headers["etag"]
        again = await reader.client.get(place, headers={**headers, "if-none-match": f'"x", {etag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        for name in ("vary", "cache-control"):
            assert again.headers[name] == whole.headers[name]
        assert "no-cache" in whole.headers["cache-control"]
        assert ("content-encoding" in whole.headers) == ("accept-encoding" in headers)
        for other in etags:
            changed = await reader.client.get(place, headers={**headers, "if-none-match": other})
            assert changed.status_code == 200
        etags.add(etag)
    assert len(etags) == 5


async def test_caches_are_told_what_the_answer_depends_on(curator: Curator, reader: Reader) -> None:
    _, edition = await a_published_menu(curator)
    data = await reader.client.get(f"{PUBLIC}/{edition['slug']}")
    assert data.headers["vary"] == "Accept-Encoding"
    page = await reader.client.get(f"/m/{edition['slug']}")
    assert page.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"
    assert (page.headers["content-type"], data.headers["content-type"]) == (
        "text/html; charset=utf-8",
        "application/json",
    )


async def test_compressed_or_not_it_is_the_same_menu(curator: Curator, reader: Reader) -> None:
    _, edition = await a_published_menu(curator)
    place = f"{PUBLIC}/{edition['slug']}"
    plain = await reader.client.get(place)
    async with reader.client.stream("GET", place, headers={"accept-encoding": "gzip"}) as squeezed:
        raw = b"".join([chunk async for chunk in squeezed.aiter_raw()])
    assert squeezed.headers["content-length"] == str(len(raw))
    assert gzip.decompress(raw) == plain.content


async def test_other_sites_may_read_what_is_public_and_nothing_else(curator: Curator, reader: Reader) -> None:
    path, edition = await a_published_menu(curator)
    for place in (PUBLIC, f"{PUBLIC}/{edition['slug']}", f"{PUBLIC}/{edition['slug']}/editions/1"):
        answer = await reader.client.get(place, headers={"origin": "https://elsewhere.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
    for place in (path, "/api/v1/menus", f"{path}/editions", f"/m/{edition['slug']}"):
        answer = await curator.client.get(place, headers={"origin": "https://elsewhere.example"})
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("place", [PUBLIC, PUBLIC + "/{slug}", "/m/{slug}", PUBLIC + "/nothing"])
async def test_head_tells_what_get_would_say_without_saying_it(
    curator: Curator, reader: Reader, place: str
) -> None:
    _, edition = await a_published_menu(curator)
    place = place.format(slug=edition["slug"])
    whole, head = await reader.client.get(place), await reader.client.head(place)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert lasting(head)[2] == lasting(whole)[2]
