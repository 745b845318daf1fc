"""Published menus as readers get them: languages, validators, older editions, and what is taken back."""

import re

from tests.pages.steps import ids, new_menu
from tests.service import Browser, Service, until, words


async def published(service: Service, curator: Browser, visibility: str = "public") -> tuple[str, str]:
    """The paths of a new menu's editor and of its page."""
    menu = await new_menu(curator, title="Żółta noc")
    await curator.submit(f"{menu}/courses", title="First", intent="")
    (course,) = ids(curator, "course")
    work = await service.add_work("Solaris")
    await curator.submit(f"{menu}/items", course_id=course, media_item_id=work)
    await curator.submit(f"{menu}/publish", visibility=visibility, note="")
    return menu, re.findall(r'href="(/m/[^"]+)"', curator.page.text)[0]


async def test_a_page_is_sent_once_for_each_language_and_encoding(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        _, path = await published(service, curator)
        english = await reader.get(path)
        assert english.status_code == 200
        assert english.headers["cache-control"] == "public, no-cache"
        assert english.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"
        polish = await reader.get(path, headers={"accept-language": "pl"})
        plain = await reader.get(path, headers={"accept-encoding": "identity"})
        assert len({each.headers["etag"] for each in (english, polish, plain)}) == 3
        known = await reader.get(path, headers={"if-none-match": english.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        asked = await reader.get(f"{path}?lang=pl")
        assert '<html lang="pl"' in asked.text
        assert '<html lang="pl"' in (await reader.get(path)).text
        assert (await reader.get(f"{path}/menu.json")).json()["title"] == "Żółta noc"


async def test_older_editions_stay_readable_and_the_directory_lists_the_latest(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        menu, path = await published(service, curator)
        await curator.submit(menu, title="Another night", description="")
        assert "Żółta noc" in (await reader.get("/")).text
        await curator.submit(f"{menu}/publish", visibility="public", note="")
        await until(lambda: says(reader, path, "Another night"))
        assert await says(reader, f"{path}/editions/1", "Żółta noc")
        assert (await reader.get(f"{path}/editions/3")).status_code == 404
        assert "Another night" in (await reader.get("/")).text


async def test_an_unlisted_menu_is_read_by_its_link_and_listed_nowhere(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        menu, path = await published(service, curator, "unlisted")
        page = await reader.get(path)
        assert '<meta name="robots" content="noindex">' in page.text
        assert path not in (await reader.get("/")).text
        await curator.submit(f"{menu}/visibility", visibility="public")
        assert path in (await reader.get("/")).text


async def test_a_deleted_menu_says_that_it_is_gone(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        menu, path = await published(service, curator)
        await curator.submit(f"{menu}/delete")
        assert "The menu is deleted." in curator.page.text

        async def gone() -> bool:
            return (await reader.get(path)).status_code == 410

        await until(gone)
        assert "This menu was cleared away" in words((await reader.get(path)).text)


async def test_a_link_that_was_never_a_link_looks_like_one_that_has_ended(service: Service) -> None:
    async with service.browser() as friend:
        nothing = await friend.get("/nowhere")
        for path in ("/s/x", "/s/mms_" + "A" * 49, "/shared/0193f000-0000-7000-8000-000000000000"):
            refused = await friend.get(path, cookies={"visit": "mms_made-up"})
            assert (refused.status_code, refused.content) == (404, nothing.content)


async def says(reader: Browser, path: str, sentence: str) -> bool:
    return sentence in (await reader.get(path)).text
