"""Where menus are found: the front page, and the pages of curators."""

import re

import httpx

from tests.pages.steps import new_menu
from tests.pages.test_reading import published
from tests.postgres import as_superuser
from tests.service import BASE_URL, Browser, Service, until, words

GREETING = "A list tells people what to get."


def titles(page: httpx.Response) -> list[str]:
    """Of the menus that a page lists, in order."""
    return re.findall(r'<h[23][^>]* dir="auto"><a href="/m/[^"]+">(.*?)</a>', page.text)


async def shown(reader: Browser, path: str) -> httpx.Response:
    page = await reader.get(path)
    assert page.status_code == 200, path
    return page


async def test_newcomers_are_greeted_and_whoever_knows_the_place_is_not(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        await published(service, curator)
        first = await shown(reader, "/")
        assert GREETING in words(first.text)
        assert f'<link rel="canonical" href="{BASE_URL}/">' in first.text
        for page in (
            await shown(curator, "/"),
            await shown(reader, "/?q=solaris"),
            await shown(reader, "/?sort=forked"),
        ):
            assert GREETING not in words(page.text)
            assert titles(page) == ["Żółta noc"]
        assert 'content="noindex"' in (await shown(reader, "/?q=solaris")).text


async def test_the_front_page_is_searched_by_its_form(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        await published(service, curator)
        assert titles(await shown(reader, "/?q=zolta+sol&media_type=film&sort=forked")) == ["Żółta noc"]
        none = await shown(reader, '/?q="zz"&media_type=film')
        assert 'No menu here has “"zz"” on it.' in words(none.text)
        assert 'value="&#34;zz&#34;"' in none.text
        assert re.search(r'<button name="media_type" value="film" aria-current="true">', none.text)
        assert "There is nothing of this yet." in words((await shown(reader, "/?media_type=event")).text)
        assert titles(await shown(reader, "/?q=++&media_type=opera&sort=loudest")) == ["Żółta noc"]


async def test_pages_of_the_directory_keep_what_was_asked(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        await published(service, curator)
        copies = """
            WITH made AS (
                INSERT INTO menus.slugs (slug)
                SELECT 'copy-' || n FROM generate_series(1, 24) n RETURNING slug
            ), menus AS (
                INSERT INTO menus.menus (id, owner_id, slug, title, status, visibility, version,
                    latest_edition, created_at, updated_at)
                SELECT gen_random_uuid(), owner_id, made.slug, title, status, visibility, 1, 1, now(), now()
                FROM made, menus.menus RETURNING id, owner_id, slug
            )
            INSERT INTO menus.editions (menu_id, number, owner_id, slug, document, content_hash, visibility,
                is_current, published_at)
            SELECT menus.id, 1, menus.owner_id, menus.slug,
                document || jsonb_build_object('title', menus.slug), content_hash, visibility, true, now()
            FROM menus, menus.editions"""
        await as_superuser(service.database, copies)
        for path in ("/?q=solaris&sort=forked", "/c/ada"):
            first = await shown(reader, path)
            (onward,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
            second = await shown(reader, onward.replace("&amp;", "&"))
            assert (len(titles(first)), len(titles(second))) == (24, 1)
            assert not set(titles(first)) & set(titles(second))
            assert 'rel="canonical"' not in second.text


async def test_a_curators_page_lists_what_is_public_and_its_feeds(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        menu, path = await published(service, curator)
        page = await shown(reader, "/c/ADA")
        assert titles(page) == ["Żółta noc"]
        assert "/c/ada/follow" in page.text
        assert "/c/ada/follow" not in (await shown(curator, "/c/ADA")).text
        assert "This is you." in words((await shown(curator, "/c/ada/follow")).text)
        assert f'<link rel="canonical" href="{BASE_URL}/c/ada">' in page.text
        for kind in re.findall(r'type="application/(?:atom|feed)\+\w+" href="(/c/[^"]+)"', page.text):
            assert BASE_URL + path in (await shown(reader, kind)).text
        card = re.findall(r'property="og:image" content="([^"]+)"', page.text)[0]
        assert (await shown(reader, card.replace("&amp;", "&"))).headers["content-type"] == "image/png"
        assert '<a href="/c/ada">ada</a>' in (await shown(reader, "/")).text
        await curator.submit(f"{menu}/visibility", visibility="unlisted")
        assert (await reader.get("/c/ada")).status_code == 404


async def test_nobody_can_tell_who_has_an_account_by_the_pages_of_curators(service: Service) -> None:
    async with service.browser() as curator, service.browser() as silent, service.browser() as reader:
        await published(service, curator)
        await new_menu(silent, "ewa")
        assert (await reader.get("/c/ada")).status_code == 200
        await as_superuser(service.database, "DELETE FROM accounts.users WHERE username = 'ada'")
        pages = [await reader.get(f"/c/{name}") for name in ("nobody-at-all", "ewa", "ada", "x" * 300, "a'b")]
        assert {page.status_code for page in pages} == {404}
        assert len({page.content for page in pages}) == 1
        assert "Nobody serves under this name" in words(pages[0].text)


async def test_names_on_a_menu_lead_to_whoever_has_a_page(service: Service) -> None:
    async with service.browser() as curator, service.browser() as forker, service.browser() as reader:
        menu, path = await published(service, curator)
        link, fork_link = '<a href="/c/ada">ada</a>', '<a href="/c/ewa">ewa</a>'
        assert link in (await shown(reader, path)).text
        await forker.register("ewa")
        await forker.open(f"{path}/fork")
        fork = (await forker.submit(f"{path}/fork")).headers["location"].partition("?")[0]
        await forker.submit(f"{fork}/publish", visibility="public", note="")
        fork_path = re.findall(r'href="(/m/[^"]+)"', forker.page.text)[0]
        credited = (await shown(reader, fork_path)).text
        assert (fork_link in credited, link in credited) == (True, True)
        await curator.open(menu)
        await curator.submit(f"{menu}/visibility", visibility="unlisted")

        async def is_unlinked() -> bool:
            pages = [(await shown(reader, each)).text for each in (path, fork_path)]
            return not any(link in page for page in pages) and fork_link in pages[1]

        await until(is_unlinked)


async def test_a_new_name_is_on_the_page_of_its_curator_at_once(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        await published(service, curator)
        await curator.open("/settings")
        await curator.submit("/settings/profile", display_name="Ada & Söhne")
        assert "Ada &amp; Söhne" in (await shown(reader, "/c/ada")).text
        assert "Ada &amp; Söhne" in (await shown(reader, "/")).text
