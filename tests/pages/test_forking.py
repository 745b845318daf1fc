"""From the page of a menu to a draft of one's own, with forms alone."""

import re
from html import unescape

from app.web.static_files import has_editor
from tests.pages.steps import ids, new_menu
from tests.service import PASSWORD, Browser, Service, hidden_fields, words


async def published(service: Service, browser: Browser) -> str:
    """The slug of a menu that ada has published."""
    path = await new_menu(browser, title="Small hours")
    menu = path.rpartition("/")[2]
    work = await service.add_work("Solaris")
    await browser.submit(f"{path}/courses", title="Dusk", intent="")
    course = browser.page.url.params["course_id"]
    await browser.submit(f"{path}/items", course_id=course, media_item_id=work)
    await browser.submit(f"{path}/publish", visibility="public", note="")
    answer = await browser.get(f"/api/v1/menus/{menu}")
    return str(answer.json()["slug"])


async def forked(bert: Browser, slug: str) -> str:
    """Bert makes an account and a fork, which he is looking at; gives the path of that in the studio."""
    await bert.register("bert")
    await bert.open(f"/m/{slug}/fork")
    return str((await bert.submit(f"/m/{slug}/fork")).headers["location"].partition("?")[0])


async def test_a_reader_comes_back_from_signing_in_to_what_they_wanted_to_fork(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bert:
        slug = await published(service, ada)
        await bert.register("bert")
        await bert.submit("/logout")
        await bert.open(f"/m/{slug}")
        assert f'href="/m/{slug}/fork?edition=1"' in bert.page.text
        led = await bert.get(f"/m/{slug}/fork?edition=1")
        assert led.status_code == 303
        await bert.open(led.headers["location"])
        back = await bert.submit("/login", login="bert", password=PASSWORD)
        assert back.headers["location"] == f"/m/{slug}/fork?edition=1"
        made = await bert.submit(f"/m/{slug}/fork")
        assert made.headers["location"].startswith("/studio/menus/")
        told = words(bert.page.text)
        assert "This is your fork." in told
        assert "Solaris" in told


async def test_somebody_new_comes_back_from_making_an_account(service: Service) -> None:
    async with service.browser() as ada, service.browser() as cleo:
        slug = await published(service, ada)
        led = await cleo.get(f"/m/{slug}/fork?edition=1")
        await cleo.open(led.headers["location"])
        start = cleo.page.text.index('href="/register') + len('href="')
        await cleo.open(cleo.page.text[start : cleo.page.text.index('"', start)])
        wish = {"email": "cleo@example.org", "username": "cleo", "password": PASSWORD}
        back = await cleo.submit("/register", **wish)
        assert back.headers["location"] == f"/m/{slug}/fork?edition=1"
        assert "Small hours" in words(cleo.page.text)


async def test_registration_leads_nowhere_but_here(service: Service) -> None:
    async with service.browser() as browser:
        await browser.open("/register?next=https://example.org/")
        wish = {"email": "cleo@example.org", "username": "cleo", "password": PASSWORD}
        assert (await browser.submit("/register", **wish)).headers["location"] == "/welcome"


async def test_a_menu_that_is_not_there_cannot_be_forked(service: Service) -> None:
    async with service.browser() as ada:
        slug = await published(service, ada)
        assert (await ada.open("/m/no-such-menu/fork")).status_code == 404
        assert (await ada.open(f"/m/{slug}/fork?edition=9")).status_code == 404
        assert (await ada.open(f"/m/{slug}/fork?edition=x")).status_code == 200


async def test_a_refused_fork_says_why_on_the_page(service: Service) -> None:
    async with service.browser() as ada:
        slug = await published(service, ada)
        await ada.open(f"/m/{slug}/fork")
        refused = await ada.send_form(f"/m/{slug}/fork", edition="nine")
        assert refused.status_code == 422
        assert 'role="alert"' in refused.text


async def test_a_draft_that_is_shared_offers_no_fork(service: Service) -> None:
    async with service.browser() as ada, service.browser() as guest:
        path = await new_menu(ada)
        made = await ada.send_form(f"{path}/share-tokens", label="", days="7", max_uses="")
        start = made.text.index("/s/mms_")
        opened = await guest.get(made.text[start : made.text.index('"', start)])
        page = await guest.open(opened.headers["location"])
        assert page.status_code == 200
        assert "/fork" not in page.text


async def test_both_curators_find_the_other_menu_on_the_page_of_forks(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bert:
        slug = await published(service, ada)
        source = str(ada.page.url.path)
        fork = await forked(bert, slug)
        await bert.open(f"{fork}/lineage")
        assert f'<a href="/m/{slug}">' in bert.page.text
        assert "Nobody has published a fork yet." in words(bert.page.text)
        await bert.open(fork)
        await bert.submit(f"{fork}/publish", visibility="public", note="")
        await ada.open(f"{source}/lineage")
        assert "It was begun from nothing: the credit is all yours." in words(ada.page.text)
        assert "bert" in words(ada.page.text)
        assert (await ada.open(f"{fork}/lineage")).status_code == 404


async def test_a_fork_takes_over_what_is_ticked_and_keeps_the_rest(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bert:
        slug = await published(service, ada)
        source = str(ada.page.url.path)
        fork = await forked(bert, slug)
        (item,), (mine,) = ids(ada, "item"), ids(bert, "item")
        await bert.submit(f"{fork}/items/{mine}", annotation="Mine, <b>bold</b>.")
        await bert.open(f"{fork}/upstream")
        assert "There is no newer edition" in words(bert.page.text)
        await ada.submit(f"{source}/items/{item}", annotation="Theirs.")
        await ada.submit(source, title="Smaller hours", description="")
        await ada.submit(f"{source}/publish", visibility="public", note="")
        await bert.open(f"{fork}/upstream")
        told = words(bert.page.text)
        assert "Both of you changed it" in told
        assert "Mine, <b>bold</b>." in told
        assert "<b>bold</b>" not in bert.page.text
        assert 'name="take.title" value="theirs" checked' in bert.page.text
        clash = re.search(r'name="(take\.work-note:[^"]+)"', bert.page.text)
        assert clash is not None
        sent = await bert.submit(f"{fork}/upstream", **{"take.title": "theirs", clash[1]: "mine"})
        assert sent.headers["location"] == f"{fork}/upstream?done=taken#notice"
        told = words(bert.page.text)
        assert "Smaller hours" in told
        assert "Theirs." in told, "it is still on offer"
        await bert.submit(f"{fork}/upstream", **{clash[1]: "mine", "dismiss_rest": "true"})
        assert "There is no newer edition" in words(bert.page.text)
        await bert.open(fork)
        assert "Mine, <b>bold</b>." in unescape(bert.page.text)
        await bert.open(f"{fork}/history")
        assert "Go back to it" in words(bert.page.text)


async def test_what_came_too_late_is_said_with_what_is_new_now(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bert:
        slug = await published(service, ada)
        source = str(ada.page.url.path)
        fork = await forked(bert, slug)
        await ada.submit(source, title="Smaller hours", description="")
        await ada.submit(f"{source}/publish", visibility="public", note="")
        await bert.open(f"{fork}/upstream")
        await ada.submit(f"{source}/publish", visibility="public", note="")
        late = await bert.send_form(f"{fork}/upstream", **{"take.title": "theirs"})
        assert late.status_code == 409
        assert "A newer edition was published meanwhile" in words(late.text)
        assert 'name="edition" value="3"' in late.text
        assert (await bert.open(f"{source}/upstream")).status_code == 404
        await ada.open(source)
        await ada.submit(f"{source}/unpublish")
        await bert.open(f"{fork}/upstream")
        assert "cannot be read now" in words(bert.page.text)


async def test_a_fork_is_proposed_back_and_its_source_takes_what_is_ticked(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bert:
        slug = await published(service, ada)
        source = str(ada.page.url.path)
        fork = await forked(bert, slug)
        (item,) = ids(bert, "item")
        await bert.open(f"{fork}/upstream")
        assert "Yours has nothing that the other has not." in words(bert.page.text)
        await bert.open(fork)
        await bert.submit(f"{fork}/items/{item}", annotation="See it <i>twice</i>.")
        await bert.submit(fork, title="Bert's hours", description="")
        await bert.open(f"{fork}/upstream")
        assert "2 changes of yours" in words(bert.page.text)
        sent = await bert.submit(f"{fork}/upstream/propose", message="A note for you.")
        assert sent.headers["location"] == f"{fork}/upstream?done=proposed#notice"
        form = hidden_fields(bert.page.text, f"{fork}/upstream/withdraw")
        await bert.submit(f"{fork}/upstream/withdraw")
        late = await bert.post(f"{fork}/upstream/withdraw", data=form)
        assert late.status_code == 404
        assert "It was taken back, or proposed anew." in words(late.text)
        await bert.submit(f"{fork}/upstream/propose", message="Another note for you.")
        assert "It waits for an answer." in words(bert.page.text)

        await ada.open("/studio")
        assert "1 proposal waits for you" in words(ada.page.text)
        await ada.open(source)
        assert "1 open proposal" in words(ada.page.text)
        assert '"proposals":1}' in ada.page.text or not has_editor()
        await ada.open(f"{source}/proposals")
        assert "Another note for you." in words(ada.page.text)
        one = re.search(rf'href="({source}/proposals/[^"]+)"', ada.page.text)
        assert one is not None
        await ada.open(one[1])
        told = words(ada.page.text)
        assert "See it <i>twice</i>." in told
        assert "<i>twice</i>" not in ada.page.text
        assert 'name="take.title" value="theirs">' in ada.page.text, "a fork has a title of its own"
        key = re.search(r'name="(take\.work-note:[^"]+)" value="theirs" checked', ada.page.text)
        assert key is not None
        taken = {key[1]: "theirs", "dismiss_rest": "true", "answer": "Gladly."}
        form = hidden_fields(ada.page.text, one[1])
        over = await ada.submit(one[1], **taken)
        assert over.headers["location"] == f"{source}/proposals?done=taken#notice"
        again = await ada.post(f"{one[1]}/decline", data=form)
        assert again.status_code == 409
        assert "This proposal was answered already." in words(again.text)
        await ada.open(one[1])
        assert "1 change was taken over. Gladly." in words(ada.page.text)
        await bert.open(f"{fork}/upstream")
        assert "Gladly." in words(bert.page.text)
        assert (await bert.open(one[1])).status_code == 404
        await ada.open(source)
        assert "open proposal" not in words(ada.page.text)
        assert "See it <i>twice</i>." in unescape(ada.page.text)
        await ada.submit(f"{source}/publish", visibility="public", note="")
        reader = await ada.open(f"/m/{slug}/editions/2")
        assert "with contributions by bert" in words(reader.text)


async def test_a_proposal_is_declined_or_found_changed_on_the_page(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bert:
        slug = await published(service, ada)
        source = str(ada.page.url.path)
        fork = await forked(bert, slug)
        await bert.submit(fork, title="Bert's hours", description="")
        await bert.open(f"{fork}/upstream")
        await bert.submit(f"{fork}/upstream/propose", message="")
        await ada.open(f"{source}/proposals")
        one = re.search(rf'href="({source}/proposals/[^"]+)"', ada.page.text)
        assert one is not None
        await ada.open(one[1])
        stale = await ada.send_form(one[1], **{"take.title": "theirs", "version": "1", "answer": "Kept."})
        assert stale.status_code == 412
        assert "Kept." in stale.text
        assert f'formaction="{one[1]}/decline"' in ada.page.text
        form = hidden_fields(ada.page.text, one[1])
        declined = await ada.post(f"{one[1]}/decline", data={**form, "answer": "Not for me."})
        assert declined.headers["location"] == f"{source}/proposals?done=declined#notice"
        await ada.open(one[1])
        await ada.submit(f"{one[1]}/mute")
        assert "Nothing more comes from them." in words(ada.page.text)
        await bert.open(f"{fork}/upstream")
        unheard = await bert.send_form(f"{fork}/upstream/propose", message="Look again.")
        assert unheard.status_code == 403
        assert "takes no proposals from you." in words(unheard.text)
        assert "Look again." in unheard.text
        heard = re.findall(r'action="([^"]+/muted/[^"]+/delete)"', ada.page.text)
        await ada.submit(heard[0])
        assert "From whom you take no proposals" not in words(ada.page.text)
        await bert.open(f"{fork}/upstream")
        assert "Nothing was taken over. Not for me." in words(bert.page.text)
