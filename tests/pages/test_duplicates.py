"""The administrators' pages of duplicates, by forms and without scripts."""

import re
from uuid import uuid4

import pytest
from uuid_utils.compat import uuid7

from tests.postgres import as_superuser
from tests.service import Browser, Service, words

QUEUE = "/admin/duplicates"


async def an_admin(service: Service, browser: Browser) -> None:
    await browser.register("ada")
    await as_superuser(service.database, "UPDATE accounts.users SET role = 'admin'")


async def suspected(service: Service, one: str, other: str, confidence: int = 75) -> str:
    review, (first, second) = str(uuid7()), sorted((one, other))
    await as_superuser(
        service.database,
        f"""INSERT INTO catalog.match_reviews (id, first_id, second_id, confidence, reasons, source_name)
        VALUES ('{review}', '{first}', '{second}', {confidence}, '{{same-title,year-apart}}', 'imdb')""",
    )
    return f"{QUEUE}/{review}"


async def test_two_works_are_seen_side_by_side_and_merged(service: Service) -> None:
    kept, gone = await service.add_work("Solaris", year=1972), await service.add_work("Solyaris", year=1971)
    async with service.browser() as browser:
        await an_admin(service, browser)
        question = await suspected(service, kept, gone)
        shown = words((await browser.open(QUEUE)).text)
        assert "75 of 100 · same title, a year apart · IMDb" in shown
        assert "Released ≠ , differs 1972 1971" in shown
        assert "Kind film film" in shown
        await browser.submit(f"{question}/same", survivor_id=kept)
        said = words(browser.page.text)
        assert "points at one work now" in said
        assert "Nothing to answer" in said
        moved = await browser.get(f"/media/{gone}")
        assert (moved.status_code, moved.headers["location"]) == (308, f"/media/{kept}")
        assert "Solyaris" not in words((await browser.open("/catalog?q=sol")).text)
        assert "Solaris" in words((await browser.open(f"{QUEUE}?state=same")).text)


async def test_without_a_choice_the_better_known_work_stays(service: Service) -> None:
    known, unknown = await service.add_work("Known"), await service.add_work("Unknown")
    await as_superuser(
        service.database, f"UPDATE catalog.media_items SET popularity = 9 WHERE id = '{known}'"
    )
    async with service.browser() as browser:
        await an_admin(service, browser)
        await suspected(service, known, unknown)
        page = await browser.open(QUEUE)
        (chosen,) = re.findall(r'name="survivor_id" value="([^"]+)" checked', page.text)
        assert chosen == known


async def test_works_that_differ_stay_two_and_may_be_merged_later(service: Service) -> None:
    one, two = await service.add_work("Home"), await service.add_work("Home")
    async with service.browser() as browser:
        await an_admin(service, browser)
        question = await suspected(service, one, two)
        page = await browser.open(QUEUE)
        assert f'formaction="{question}/different"' in page.text
        fields = dict(re.findall(r'name="(csrf_token)" value="([^"]+)"', page.text))
        sent = await browser.post(f"{question}/different", data=fields)
        assert (sent.status_code, sent.headers["location"]) == (303, f"{QUEUE}?done=kept-apart#notice")
        await browser.open(f"{QUEUE}?state=different")
        await browser.submit(f"{question}/same", survivor_id=two)
        late = await browser.post(f"{question}/same", data=fields | {"survivor_id": two})
        assert late.status_code == 409
        assert "have been merged already" in words(late.text)
        unknown = await browser.post(f"{QUEUE}/{uuid4()}/same", data=fields)
        assert unknown.status_code == 404
        nonsense = await browser.post(f"{question}/same", data=fields | {"survivor_id": "x"})
        assert nonsense.status_code == 422


async def test_the_queue_is_paged(service: Service) -> None:
    works = [await service.add_work(f"Work {number}") for number in range(13)]
    async with service.browser() as browser:
        await an_admin(service, browser)
        for number, other in enumerate(works[1:]):
            await suspected(service, works[0], other, 60 + number)
        first = await browser.open(QUEUE)
        assert first.text.count('class="question"') == 10
        (more,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
        rest = await browser.open(QUEUE + more.replace("&amp;", "&"))
        assert rest.text.count('class="question"') == 2
        assert (await browser.open(f"{QUEUE}?cursor=x")).status_code == 400


async def test_an_admin_merges_by_the_address_of_the_other_work(service: Service) -> None:
    gone, kept = await service.add_work("Solyaris"), await service.add_work("Solaris")
    book = await service.add_work("Solaris", "book")
    async with service.browser() as browser, service.browser() as anybody:
        assert "Merge into" not in (await anybody.open(f"/media/{gone}")).text
        await an_admin(service, browser)
        assert "Merge into" in (await browser.open(f"/media/{gone}")).text
        address = f"http://127.0.0.1:8000/media/{kept}?lang=en"
        await browser.open("/admin/merge", params={"work": gone, "into": address})
        await browser.submit("/admin/merge", survivor_id=kept)
        assert browser.page.url.path == f"/media/{kept}"
        await browser.open("/admin/merge", params={"work": gone, "into": str(book)})
        refused = await browser.send_form("/admin/merge", survivor_id=book)
        assert refused.status_code == 409
        assert "not one" in words(refused.text)
        for nobody in ("", "x", str(uuid4())):
            missing = await browser.get("/admin/merge", params={"work": gone, "into": nobody})
            assert missing.status_code == 404


@pytest.mark.parametrize("path", [QUEUE, "/admin/merge"])
async def test_the_pages_are_for_administrators(service: Service, path: str) -> None:
    async with service.browser() as browser:
        sent_away = await browser.get(path)
        assert (sent_away.status_code, sent_away.headers["location"].partition("?")[0]) == (303, "/login")
        await browser.register("bert")
        assert (await browser.get(path)).status_code == 403
