"""What a public menu was before, and what changed: for anybody, as long as the menu is open."""

from tests.http.curators import Curator, client_of, outcome
from tests.service import Service, words

PUBLIC = "/api/v1/public/menus"


async def test_anybody_compares_any_two_editions(service: Service, curator: Curator) -> None:
    path = await curator.full_menu("Noir")
    slug = (await curator.published(path))["slug"]
    for title in ("Rouge", "Bleu"):
        await curator.send("PATCH", path, {"title": title})
        await curator.published(path, note=f"Now {title}.")
    async with client_of(service.application) as anybody:
        listed = (await anybody.get(f"{PUBLIC}/{slug}/editions")).json()
        assert [(each["number"], each["title"], each["note"]) for each in listed["items"]] == [
            (3, "Bleu", "Now Bleu."),
            (2, "Rouge", "Now Rouge."),
            (1, "Noir", None),
        ]
        differences = f"{PUBLIC}/{slug}/editions/3/differences"
        assert (await anybody.get(differences)).json()["title"] == {"old": "Rouge", "new": "Bleu"}
        assert (await anybody.get(f"{differences}?from=1")).json()["title"] == {"old": "Noir", "new": "Bleu"}
        back = (await anybody.get(f"{PUBLIC}/{slug}/editions/1/differences?from=3")).json()
        assert back["title"] == {"old": "Bleu", "new": "Noir"}
        first = (await anybody.get(f"{PUBLIC}/{slug}/editions/1/differences")).json()
        assert len(first["courses"]["added"]) == 2
        for wrong in (
            f"{differences}?from=9",
            differences.replace("/3/", "/9/"),
            differences.replace("/3/", "/0/"),
        ):
            assert (await anybody.get(wrong)).status_code == 404
        assert (await anybody.get(f"{differences}?from={10**20}")).status_code in {400, 422}
        assert (await anybody.get(differences.replace("/3/", f"/{10**20}/"))).status_code == 404

        pages = f"/m/{slug}/editions"
        assert f'href="{pages}"' in (await anybody.get(f"/m/{slug}")).text
        shown = await anybody.get(pages)
        assert "Now Rouge." in words(shown.text)
        assert f'href="{pages}/3/changes?from=2"' in shown.text
        chosen = await anybody.get(f"{pages}/changes?from=1&to=3")
        assert (chosen.status_code, chosen.headers["location"]) == (303, f"{pages}/3/changes?from=1")
        assert (await anybody.get(f"{pages}/changes?from=x&to=3")).headers["location"] == pages
        told = words((await anybody.get(f"{pages}/3/changes?from=1")).text)
        assert "was: Noir" in told
        assert "now: Bleu" in told
        assert "all of it was new" in words((await anybody.get(f"{pages}/1/changes")).text)
        assert "Nothing differs" in words((await anybody.get(f"{pages}/2/changes?from=2")).text)
        for wrong in ("/9/changes", "/3/changes?from=9"):
            assert (await anybody.get(pages + wrong)).status_code == 404


async def test_the_past_is_open_as_long_as_the_menu_is(service: Service, curator: Curator) -> None:
    path = await curator.full_menu()
    slug = (await curator.published(path, visibility="unlisted"))["slug"]
    places = (
        f"{PUBLIC}/{slug}/editions",
        f"{PUBLIC}/{slug}/editions/1/differences",
        f"/m/{slug}/editions",
        f"/m/{slug}/editions/1/changes",
    )
    async with client_of(service.application) as anybody:

        async def answers() -> set[int]:
            return {(await anybody.get(place)).status_code for place in places}

        assert await answers() == {200}
        assert '<meta name="robots" content="noindex">' in (await anybody.get(places[2])).text
        await curator.send("POST", f"{path}/unpublish")
        assert await answers() == {404}
        assert outcome(await anybody.get(places[0])) == (404, "not-found")
        await curator.published(path)
        await curator.send("DELETE", path)
        assert await answers() == {410}
