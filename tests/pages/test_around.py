"""What surrounds a work, by pages and forms: related works, its universe, tags."""

import re

import pytest

from tests.postgres import as_superuser
from tests.service import Browser, Service, words


async def become_editor(service: Service, username: str = "ada") -> None:
    await as_superuser(
        service.database, f"UPDATE accounts.users SET role = 'editor' WHERE username = '{username}'"
    )


async def relate(browser: Browser, work: str, found: str, relation: str, **typed: str) -> None:
    """Looks for a work by title, and chooses it."""
    page = await browser.open(f"/media/{work}?relate={found}")
    (chosen,) = re.findall(
        rf'name="related_id" value="([^"]+)">Relate<span class="unseen">: {found}<', page.text
    )
    await browser.submit(f"/media/{work}/relationships", relation_type=relation, related_id=chosen, **typed)


async def test_an_editor_finds_a_work_relates_it_and_takes_it_back(service: Service) -> None:
    book, film = (
        await service.add_work("Solaris", "book", 1961),
        await service.add_work("Solyaris", "film", 1972),
    )
    async with service.browser() as ada, service.browser() as anybody:
        await ada.register()
        await become_editor(service)
        await relate(ada, book, "Solyaris", "adaptation", notes="By Tarkovsky.", weight="2.5")
        shown = words((await anybody.open(f"/media/{book}")).text)
        assert "Related works Adapted as Solyaris Solyaris film · 1972 By Tarkovsky." in shown.replace(
            "\xa0", " "
        )
        assert f'href="/media/{film}"' in anybody.page.text
        assert "Relate another work" not in shown
        assert "Adapted from Solaris" in words((await anybody.open(f"/media/{film}")).text)
        await ada.open(f"/media/{film}")
        await ada.submit(f"/media/{film}/relationships/adapted-from/{book}/delete")
        assert "Adapted from" not in words(ada.page.text)
        assert "Related works" not in words((await anybody.open(f"/media/{book}")).text)


async def test_what_was_made_later_is_called_a_prequel_and_what_was_first_is_not(service: Service) -> None:
    hope, empire = await service.add_work("Hope", year=1977), await service.add_work("Empire", year=1980)
    rogue = await service.add_work("Rogue", year=2016)
    async with service.browser() as ada:
        await ada.register()
        await become_editor(service)
        await relate(ada, hope, "Empire", "sequel")
        await relate(ada, hope, "Rogue", "prequel")
        said = words((await ada.open(f"/media/{hope}")).text)
        assert said.index("Sequel Empire") < said.index("Prequel Rogue")
        assert "Sequel to Hope" in words((await ada.open(f"/media/{empire}")).text)
        assert "Prequel to Hope" in words((await ada.open(f"/media/{rogue}")).text)


async def test_a_universe_is_read_in_either_order(service: Service) -> None:
    hope, empire = await service.add_work("Hope", year=1977), await service.add_work("Empire", year=1980)
    rogue, alone = await service.add_work("Rogue", year=2016), await service.add_work("Alone")
    async with service.browser() as ada, service.browser() as anybody:
        await ada.register()
        await become_editor(service)
        await relate(ada, hope, "Empire", "sequel")
        await relate(ada, hope, "Rogue", "prequel")
        assert f'href="/media/{empire}/universe"' in (await anybody.open(f"/media/{empire}")).text
        for query, order in (("", [hope, empire, rogue]), ("?order=story", [rogue, hope, empire])):
            page = await anybody.open(f"/media/{empire}/universe{query}")
            assert re.findall(r'<b><a href="/media/([^"]+)"', page.text) == order
            assert "3 works that belong together" in words(page.text)
        await as_superuser(
            service.database, f"UPDATE catalog.media_items SET merged_into = '{hope}' WHERE id = '{alone}'"
        )
        moved = await anybody.get(f"/media/{alone}/universe?order=story")
        assert (moved.status_code, moved.headers["location"]) == (308, f"/media/{hope}/universe?order=story")
        assert (await anybody.get("/media/01985c5e-0000-7000-8000-000000000000/universe")).status_code == 404


async def test_a_refused_relationship_is_explained_and_loses_nothing(service: Service) -> None:
    one, two = await service.add_work("Hope", year=1977), await service.add_work("Empire", year=1980)
    async with service.browser() as ada:
        await ada.register()
        await become_editor(service)
        await relate(ada, one, "Empire", "sequel")
        await ada.open(f"/media/{one}?relate=Empire")
        action = f"/media/{one}/relationships"
        for typed, status, said in (
            ({"relation_type": "prequel", "related_id": two}, 409, "this relationship the other way round"),
            ({"relation_type": "remake", "related_id": one}, 422, "A work cannot be related to itself"),
            ({"relation_type": "remake", "related_id": ""}, 422, "Choose one of those that are offered"),
            ({"relation_type": "cousin", "related_id": two}, 422, "Choose one of those that are offered"),
            ({"relation_type": "remake", "related_id": two, "weight": "much"}, 422, "This is not a number"),
            ({"relation_type": "remake", "related_id": two, "weight": "-1"}, 422, "too small or too large"),
            (
                {"relation_type": "remake", "related_id": "01985c5e-0000-7000-8000-000000000000"},
                404,
                "The catalogue has no such work",
            ),
        ):
            refused = await ada.send_form(action, notes="Typed for an hour", **typed)
            assert refused.status_code == status, typed
            assert said in words(refused.text), typed
            assert "Typed for an hour" in refused.text
            assert "Relate : Empire" in words(refused.text)


async def test_people_who_are_no_editors_have_no_such_forms_and_are_refused(service: Service) -> None:
    one, two = await service.add_work("Hope"), await service.add_work("Empire")
    async with service.browser() as bob:
        await bob.register("bob")
        page = await bob.open(f"/media/{one}?relate=Empire")
        assert "Relate another work" not in words(page.text)
        seal = {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[0]}
        sent = {**seal, "relation_type": "sequel", "related_id": two}
        assert (await bob.post(f"/media/{one}/relationships", data=sent)).status_code == 403
        assert (
            await bob.post(f"/media/{one}/relationships/sequel/{two}/delete", data=seal)
        ).status_code == 403
        tag = {**seal, "name": "slow", "scope": "global"}
        for path in ("tags", "tags/delete"):
            refused = await bob.post(f"/media/{one}/{path}", data=tag)
            assert refused.status_code == 403
            assert "Only editors may change what everybody sees." in words(refused.text)


async def test_own_tags_are_put_on_seen_by_their_owner_and_taken_off(service: Service) -> None:
    work = await service.add_work("Hope")
    async with service.browser() as ada, service.browser() as bob:
        await ada.register()
        await bob.register("bob")
        await ada.open(f"/media/{work}")
        await ada.submit(f"/media/{work}/tags", name="  rainy/day  & more ")
        assert 'href="/catalog?tag=rainy/day%20%26%20more"' in ada.page.text
        await ada.submit(f"/media/{work}/tags", name="RAINY/day & more")
        assert ada.page.text.count('href="/catalog?tag=') == 1
        assert "rainy" not in (await bob.open(f"/media/{work}")).text
        refused = await ada.send_form(f"/media/{work}/tags", name="x" * 61)
        assert (refused.status_code, "x" * 61 in refused.text) == (422, True)
        assert "A tag has 1 to 60 characters." in words(refused.text)
        await ada.submit(f"/media/{work}/tags/delete", name="rainy/day & more")
        assert "/catalog?tag=" not in ada.page.text


async def test_an_editor_tags_for_everybody(service: Service) -> None:
    work = await service.add_work("Hope")
    async with service.browser() as ada, service.browser() as anybody:
        await ada.register()
        await become_editor(service)
        await ada.open(f"/media/{work}")
        await ada.submit(f"/media/{work}/tags", name="slow", scope="global")
        shown = await anybody.open(f"/media/{work}")
        assert 'href="/catalog?tag=slow"' in shown.text
        assert "Take off" not in words(shown.text)
        await service.add_work("Untagged")
        tagged = await anybody.open("/catalog?tag=SLOW")
        assert re.findall('href="/media/([^"]+)"', tagged.text) == [work]
        assert "Tagged “SLOW”." in words(tagged.text)
        assert 'name="tag" value="SLOW"' in tagged.text
        assert "No work has this tag." in words((await anybody.open("/catalog?tag=fast")).text)
        await ada.submit(f"/media/{work}/tags/delete", name="slow")
        assert "slow" not in (await anybody.open(f"/media/{work}")).text


@pytest.mark.parametrize("path", ["relationships", "tags", "tags/delete"])
async def test_forms_of_a_work_that_is_not_there_lead_nowhere(service: Service, path: str) -> None:
    async with service.browser() as ada:
        await ada.register()
        await become_editor(service)
        page = await ada.open("/studio")
        seal = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[0]
        typed = {
            "csrf_token": seal,
            "name": "slow",
            "relation_type": "sequel",
            "related_id": "01985c5e-0000-7000-8000-000000000001",
        }
        sent = await ada.post(f"/media/01985c5e-0000-7000-8000-000000000000/{path}", data=typed)
        assert sent.status_code == 404
