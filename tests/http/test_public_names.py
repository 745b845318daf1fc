"""A curator's name of today stands on every edition of theirs."""

import httpx

from tests.http.curators import Curator, client_of
from tests.service import Service, until

PUBLIC = "/api/v1/public/menus"


async def test_a_new_display_name_is_on_all_published_menus_soon(curator: Curator, service: Service) -> None:
    path = await curator.full_menu()
    await curator.published(path)
    slug = (await curator.published(path))["slug"]
    reader = client_of(service.application)
    places = [f"{PUBLIC}/{slug}", f"{PUBLIC}/{slug}/editions/1", f"/m/{slug}"]
    before = [await reader.get(place) for place in places]
    named = await curator.send("PATCH", "/api/v1/me", {"display_name": "Grażyna"})
    assert named.status_code == 200, named.text
    for place, old in zip(places, before, strict=True):
        assert "Somebody" in old.text

        async def renamed(place: str = place) -> bool:
            return "Grażyna" in (await reader.get(place)).text

        await until(renamed)
        new = await reader.get(place, headers={"if-none-match": old.headers["etag"]})
        assert (new.status_code, "Somebody" in new.text) == (200, False)
    assert await name_in_directory(reader, slug) == "Grażyna"


async def name_in_directory(reader: httpx.AsyncClient, slug: str) -> str:
    entries = (await reader.get(f"{PUBLIC}?limit=100")).json()["items"]
    return next(entry["curator"]["display_name"] for entry in entries if entry["slug"] == slug)  # type: ignore[no-any-return]
