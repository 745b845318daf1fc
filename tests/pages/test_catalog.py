"""The catalogue by pages: searching, one work, and works that stand for others."""

import re
from uuid import uuid4

import httpx

from tests.pages.steps import new_menu
from tests.postgres import as_superuser
from tests.service import Service, hidden_fields, words


async def test_the_catalogue_is_searched_and_paged(service: Service) -> None:
    for number in range(26):
        await service.add_work(f"Paris {number}")
    await service.add_work("Solaris", "book")
    async with service.browser() as browser:
        found = await browser.open("/catalog?q=paris")
        assert found.text.count('href="/media/') == 24
        (more,) = re.findall(r'rel="next" href="([^"]+)"', found.text)
        rest = await browser.open("/catalog" + more.replace("&amp;", "&"))
        assert rest.text.count('href="/media/') == 2
        assert (await browser.open("/catalog?media_type=book")).text.count('href="/media/') == 1
        assert (await browser.open("/catalog?media_type=nonsense")).text.count('href="/media/') == 24
        assert (await browser.open("/catalog?q=" + "%25'\";" * 60)).status_code == 200
        assert (await browser.open("/catalog?q=paris&cursor=broken")).status_code == 400


async def test_a_search_is_narrowed_and_ordered_and_every_mark_takes_one_wish_away(service: Service) -> None:
    for title, facts in (
        ("Minecraft", "release_year = 2011, genres = '{Sandbox}', popularity = 9"),
        ("Zorn", "release_year = 2021, genres = '{Drama}', language = 'de', popularity = 8"),
        ("Ach", "release_year = 2022, genres = '{Drama}', language = 'de'"),
    ):
        work = await service.add_work(title)
        await as_superuser(service.database, f"UPDATE catalog.media_items SET {facts} WHERE id = '{work}'")

    def found(page: httpx.Response) -> list[str]:
        return re.findall(r'<b dir="auto">(\w+)</b>', page.text)

    async with service.browser() as browser:
        assert found(await browser.open("/catalog")) == ["Minecraft", "Zorn", "Ach"]
        wish = "genre=drama&language=de&year_from=2020&year_to=2022&sort=title"
        narrowed = await browser.open(f"/catalog?media_type=film&{wish}")
        assert found(narrowed) == ["Ach", "Zorn"]
        assert "German take away" in words(narrowed.text)
        ways = re.findall(r'class="pill" href="(/catalog[^"]+)"', narrowed.text)
        assert len(ways) == 5
        order = next(way for way in ways if "sort=" not in way)
        assert found(await browser.open(order.replace("&amp;", "&"))) == ["Zorn", "Ach"]
        assert found(await browser.open("/catalog?genre=Drama&year_from=2022")) == ["Ach"]
        assert "Nothing fits all of this" in words((await browser.open("/catalog?language=pl")).text)
        assert found(await browser.open("/catalog?year_from=new&year_to=99999&sort=x"))[0] == "Minecraft"


async def test_the_catalogue_is_browsed_by_class_and_by_maker(service: Service) -> None:
    await service.add_work("Solaris")
    short = await service.add_work("Short one")
    await as_superuser(
        service.database, f"UPDATE catalog.media_items SET media_class = 'film.short' WHERE id = '{short}'"
    )
    who = "(media_item_id, role, position, name)"
    for role, name in (("director", "Ada Ł & Co"), ("creator", "Ada Ł & Co"), ("actor", "Bo")):
        await as_superuser(
            service.database, f"INSERT INTO catalog.credits {who} VALUES ('{short}', '{role}', 0, '{name}')"
        )
    called = "(media_item_id, source_name, external_id, position, title, language)"
    values = f"('{short}', 'tmdb', '1', 0, 'Kurzer', 'de'), ('{short}', 'tmdb', '1', 1, 'Krótki', 'pl')"
    await as_superuser(service.database, f"INSERT INTO catalog.titles {called} VALUES {values}")
    async with service.browser() as browser:
        tree = await browser.open("/catalog")
        assert "Films 2 Short films 1" in words(tree.text)
        assert "Books" not in words(tree.text).partition("Browse by class")[2]
        (way,) = re.findall(r'href="(/catalog\?media_class=film.short)"', tree.text)
        within = await browser.open(way)
        assert within.text.count('href="/media/') == 1
        assert (await browser.open("/catalog?media_class=film.short&media_type=")).text.count("/media/") == 2
        assert (await browser.open("/catalog?media_class=nonsense")).text.count('href="/media/') == 2
        work = await browser.open(f"/media/{short}?lang=pl")
        assert "Reżyseria Ada Ł & Co Obsada Bo Znane też jako Krótki , Kurzer Forma Filmy ›" in words(
            work.text
        )
        (maker,) = re.findall(r'href="(/catalog\?creator=Ada[^"]+)"', work.text)
        assert (await browser.open(maker)).text.count('href="/media/') == 1


async def test_a_work_has_a_page_and_a_merged_one_leads_to_it(service: Service) -> None:
    work, double = await service.add_work("Solaris"), await service.add_work("Solyaris")
    await as_superuser(
        service.database, f"UPDATE catalog.media_items SET merged_into = '{work}' WHERE id = '{double}'"
    )
    async with service.browser() as browser:
        assert "Solaris" in words((await browser.open(f"/media/{work}")).text)
        assert "Where this comes from" in words((await browser.open(f"/media/{work}?sources=1")).text)
        merged = await browser.get(f"/media/{double}")
        assert (merged.status_code, merged.headers["location"]) == (308, f"/media/{work}")
        assert (await browser.get(f"/media/{uuid4()}")).status_code == 404


async def test_a_work_made_by_hand_is_seen_by_its_maker_alone(service: Service) -> None:
    async with service.browser() as ada, service.browser() as anybody:
        menu = await new_menu(ada)
        await ada.submit(f"{menu}/courses", title="First", intent="")
        (course,) = re.findall(r'id="course-([0-9a-f-]{36})"', ada.page.text)
        typed = {"title": "Home film", "media_type": "film", "creators": "", "course_id": course}
        late = hidden_fields(ada.page.text, f"{menu}/items/new") | typed | {"version": "1"}
        assert (await ada.post(f"{menu}/items/new", data=late)).status_code == 412
        wrong = await ada.send_form(f"{menu}/items/new", release_year="MCMLXXX", **typed)
        assert wrong.status_code == 422
        assert 'id="by-hand-release_year-error"' in wrong.text
        await ada.submit(f"{menu}/items/new", release_year="", **typed)
        assert (await ada.open("/catalog?q=home")).text.count('href="/media/') == 1
        (work,) = re.findall(r'href="(/media/[^"]+)"', ada.page.text)
        assert (await ada.get(work)).status_code == 200
        assert (await anybody.get(work)).status_code == 404


async def test_a_work_that_its_source_lists_no_longer_says_since_when(service: Service) -> None:
    work = await service.add_work("Solaris")
    gone = f"UPDATE catalog.media_items SET missing_since = '2026-05-03T12:00Z' WHERE id = '{work}'"
    async with service.browser() as browser:
        assert "not listed" not in (await browser.open(f"/media/{work}")).text
        await as_superuser(service.database, gone)
        assert "not listed this work since 3 May 2026" in words((await browser.open(f"/media/{work}")).text)
        answer = (await browser.get(f"/api/v1/media/{work}")).json()
        assert answer["missing_since"] == "2026-05-03T12:00:00Z"
