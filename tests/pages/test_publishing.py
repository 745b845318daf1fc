"""The panels below the editor: what to mend and where, links with their codes, and what an end means."""

import re

from tests.pages.steps import ids, new_menu
from tests.postgres import as_superuser
from tests.service import BASE_URL, Browser, Service, until, words

PROBLEM = re.compile(r'<li><a href="(#[^"]+)">([^<]+)</a>')
CODE = re.compile(r'<div class="qr" role="img" aria-label="[^"]+"><svg [^>]*viewBox')


def jumps(browser: Browser) -> dict[str, str]:
    """What there is to mend, with the place that each leads to."""
    return {said: place for place, said in PROBLEM.findall(browser.page.text.partition('id="publish"')[2])}


async def test_every_problem_leads_to_its_place_on_the_page(service: Service) -> None:
    works = [await service.add_work("Stalker"), await service.add_work("Solaris")]
    async with service.browser() as browser:
        menu = await new_menu(browser)
        assert set(jumps(browser)) == {
            "A menu needs at least one course.",
            "A sentence or two under the title invite people in.",
        }
        assert_they_lead_somewhere(browser)
        for title in ("Main", "Sweet"):
            await browser.submit(f"{menu}/courses", title=title, intent="")
        main, sweet = ids(browser, "course")
        for work in works:
            await browser.submit(f"{menu}/items", course_id=main, media_item_id=work)
        first, second = ids(browser, "item")
        found = jumps(browser)
        assert found["This course has no works yet."] == f"#course-{sweet}"
        assert found["Pairings are what makes a menu a story."] == "#pairings"
        assert found["Say why this work is here."] in {f"#item-{first}", f"#item-{second}"}
        assert_they_lead_somewhere(browser)
        pair = {"first_item_id": first, "second_item_id": second, "relationship": "echo", "narrative": ""}
        await browser.submit(f"{menu}/pairings", **pair)
        (pairing,) = ids(browser, "pairing")
        found = jumps(browser)
        assert found["A pairing has to say why the two works belong together."] == f"#pairing-{pairing}"
        assert_they_lead_somewhere(browser)


def assert_they_lead_somewhere(browser: Browser) -> None:
    there = re.findall(r' id="([^"]+)"', browser.page.text)
    for place in jumps(browser).values():
        assert there.count(place.removeprefix("#")) == 1, place


async def test_a_link_is_shown_once_with_its_code(service: Service) -> None:
    async with service.browser() as browser, service.browser() as friend:
        menu = await new_menu(browser)
        made = await browser.send_form(f"{menu}/share-tokens", label="Marta", days="3", max_uses="2")
        assert len(CODE.findall(made.text)) == 1
        (address,) = re.findall(rf'value="({BASE_URL}/s/mms_[^"]+)"', made.text)
        assert made.headers["cache-control"] == "no-store"
        await browser.open(menu)
        assert CODE.findall(browser.page.text) == []
        assert address not in browser.page.text
        assert "opened 0 of 2 times" in words(browser.page.text)
        assert "last on" not in words(browser.page.text)
        opened = await friend.get(address)
        assert (await friend.get(opened.headers["location"])).status_code == 200
        shown = words((await browser.open(menu)).text)
        assert "opened 1 of 2 times" in shown
        assert "last on" in shown


async def test_a_link_with_impossible_terms_is_refused_at_its_field(service: Service) -> None:
    async with service.browser() as browser:
        menu = await new_menu(browser)
        for field, value, said in (
            ("max_uses", "0", "This number is too small or too large."),
            ("max_uses", "many", "This is not a number."),
        ):
            refused = await browser.send_form(
                f"{menu}/share-tokens", label="Marta", days="3", **{field: value}
            )
            assert refused.status_code == 422
            assert f'id="share-{field}-error">{said}' in refused.text
            assert 'value="Marta"' in refused.text


async def test_links_that_have_ended_say_how(service: Service) -> None:
    async with service.browser() as browser:
        menu = await new_menu(browser)
        for label, uses in (("Marta", ""), ("Ewa", "1")):
            await browser.send_form(f"{menu}/share-tokens", label=label, days="3", max_uses=uses)
        used_up = "UPDATE menus.menu_share_tokens SET use_count = max_uses WHERE max_uses IS NOT NULL"
        await as_superuser(service.database, used_up)
        shown = words((await browser.open(menu)).text)
        assert "opened 1 of 1 time" in shown, "it can be revoked as long as its guest reads"
        assert "have ended" not in shown
        revoke = re.findall(rf'action="({menu}/share-tokens/[^"]+/revoke)"', browser.page.text)[0]
        await browser.submit(revoke)
        past = "created_at = now() - interval '2 days', expires_at = now() - interval '1 second'"
        await as_superuser(
            service.database, f"UPDATE menus.menu_share_tokens SET {past} WHERE revoked_at IS NULL"
        )
        shown = words((await browser.open(menu)).text)
        assert "2 links have ended" in shown
        assert "revoked on" in shown
        assert "ended on" in shown


async def test_the_end_of_a_menu_is_spelled_out_and_kept(service: Service) -> None:
    work = await service.add_work("Stalker")
    async with service.browser() as browser, service.browser() as reader:
        menu = await new_menu(browser)
        await browser.submit(f"{menu}/courses", title="Main", intent="")
        (course,) = ids(browser, "course")
        await browser.submit(f"{menu}/items", course_id=course, media_item_id=work)
        assert "whoever holds a share link reads nothing any more" in words(browser.page.text)
        link = await browser.send_form(f"{menu}/share-tokens", label="", days="3", max_uses="")
        (address,) = re.findall(rf'value="({BASE_URL}/s/mms_[^"]+)"', link.text)
        await browser.open(menu)
        await browser.submit(f"{menu}/publish", visibility="public", note="")
        (slug,) = set(re.findall(r'href="/m/([^"/]+)"', browser.page.text))
        assert f'<img class="qr" src="/m/{slug}/qr.svg" alt="QR code of /m/{slug}"' in browser.page.text
        shown = words(browser.page.text)
        for said in ("share links to the draft go on", "forks that others made stay theirs", "for ever"):
            assert said in shown, said
        await browser.submit(f"{menu}/unpublish")
        await until(lambda: answers(reader, f"/m/{slug}", 404))
        assert (await reader.get(address)).status_code == 303
        await browser.submit(f"{menu}/publish", visibility="public", note="")
        assert (await browser.send_form(f"{menu}/delete")).status_code == 303
        await until(lambda: answers(reader, f"/m/{slug}", 410))
        assert (await reader.get(address)).status_code == 404


async def answers(reader: Browser, path: str, status: int) -> bool:
    return (await reader.get(path)).status_code == status
