"""What stands against an edit: it is said in place, nothing that was typed is lost, nobody else can do it."""

import re
from uuid import uuid4

import pytest

from tests.pages.steps import ids, new_menu
from tests.service import Browser, Service, hidden_fields, words


async def test_an_edit_that_came_too_late_is_set_against_what_stands_there(service: Service) -> None:
    async with service.browser() as first:
        menu = await new_menu(first)
        stale = first.page
        await first.submit(menu, title="From elsewhere", description="")
        first.page = stale
        late = await first.send_form(menu, title="Mine, typed for an hour", description="Kept")
        assert late.status_code == 412
        for said in ("Mine, typed for an hour", "From elsewhere", "Kept"):
            assert said in late.text
        first.page = late
        await first.submit(menu, title="Mine, typed for an hour", description="Kept")
        assert "Mine, typed for an hour" in first.page.text


async def test_an_edit_sent_twice_is_done_once(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        stale = curator.page
        await curator.submit(menu, title="Renamed", description=" ")
        curator.page = stale
        again = await curator.send_form(menu, title="Renamed", description=" ")
        assert (again.status_code, again.headers["location"]) == (303, menu)


async def test_an_addition_that_came_too_late_waits_in_its_form(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        stale = curator.page
        await curator.submit(f"{menu}/courses", title="First", intent="")
        curator.page = stale
        late = await curator.send_form(f"{menu}/courses", title="Second", intent="Quiet")
        assert late.status_code == 412
        assert 'value="Second"' in late.text
        assert "This is how it stands now" in words(late.text)
        curator.page = late
        await curator.submit(f"{menu}/courses", title="Second", intent="Quiet")
        assert len(ids(curator, "course")) == 2


async def test_words_for_what_is_gone_can_still_be_copied(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        await curator.submit(f"{menu}/courses", title="First", intent="")
        (course,) = ids(curator, "course")
        before = curator.page
        await curator.submit(f"{menu}/courses/{course}/delete")
        curator.page = before
        late = await curator.send_form(f"{menu}/courses/{course}", title="First", intent="A long thought")
        assert late.status_code == 412
        curator.page = late
        gone = await curator.send_form(f"{menu}/courses/{course}", title="First", intent="A long thought")
        assert gone.status_code == 404
        assert "A long thought" in gone.text
        assert "It is no longer on the menu." in words(gone.text)


@pytest.mark.parametrize(
    ("language", "says"), [("en", "At most 200 characters fit here."), ("pl", "co najwyżej 200 znaków")]
)
async def test_a_refused_field_keeps_its_words_and_says_why(
    service: Service, language: str, says: str
) -> None:
    async with service.browser(**{"accept-language": language}) as curator:
        menu = await new_menu(curator)
        refused = await curator.send_form(f"{menu}/courses", title="x" * 201, intent="Kept words")
        assert refused.status_code == 422
        assert says in words(refused.text)
        assert "Kept words" in refused.text


async def test_what_is_published_too_early_says_what_is_missing(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        early = await curator.send_form(f"{menu}/publish", visibility="public", note="My note")
        assert early.status_code == 409
        assert "A menu needs at least one course." in words(early.text)
        assert 'value="My note"' in early.text


async def test_nothing_changes_without_the_token_of_the_session(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        await curator.submit(f"{menu}/courses", title="First", intent="")
        for action in sorted(set(re.findall(r'method="post" action="([^"#]+)', curator.page.text))):
            fields = hidden_fields(curator.page.text, action) | {"title": "Forged"}
            forged = await curator.post(action, data=fields | {"csrf_token": "made-up"})
            assert forged.status_code == 403, action
            assert (await curator.post(action, data=fields | {"csrf_token": ""})).status_code == 403, action
            foreign = {"origin": "https://evil.example"}
            assert (await curator.post(action, data=fields, headers=foreign)).status_code == 403, action
        assert "Forged" not in (await curator.open(menu)).text


async def test_somebody_elses_menu_is_not_there(service: Service) -> None:
    async with service.browser() as ada, service.browser() as bob:
        menu = await new_menu(ada)
        own = await new_menu(bob, "bob")
        actions = set(re.findall(r'method="post" action="([^"#]+)', ada.page.text)) - {"/logout"}
        token = hidden_fields(bob.page.text, own)["csrf_token"]
        sent = {"csrf_token": token, "version": "1", "title": "Taken", "days": "7"}
        nobodys = f"/studio/menus/{uuid4()}"
        nowhere = await bob.get("/nowhere"), await bob.post(nobodys, data=sent)
        for answer in (
            await bob.get(menu),
            await bob.get(nobodys),
            *[await bob.post(action, data=sent) for action in sorted(actions)],
        ):
            assert answer.status_code == 404, answer.request.url
            assert answer.content == nowhere[answer.request.method == "POST"].content
        assert "Taken" not in words((await ada.open(menu)).text)


async def test_private_pages_are_kept_by_no_cache(service: Service) -> None:
    async with service.browser() as curator:
        menu = await new_menu(curator)
        for path in ("/studio", "/settings", menu, "/"):
            assert (await curator.get(path)).headers["cache-control"] == "no-store"


async def test_forms_of_nonsense_are_refused_and_never_break_anything(service: Service) -> None:
    nonsense = ["", "9" * 5000, "-1", "null", "\ud7ff\u202e", "../../etc", "x" * 70_000, "[]", "%00", "1e999"]
    async with service.browser() as curator:
        menu = await new_menu(curator)
        await curator.submit(f"{menu}/courses", title="First", intent="")
        await fill(service, curator, menu)
        for page in (menu, "/settings", "/studio"):
            html = (await curator.open(page)).text
            for action in sorted(set(re.findall(r'method="post" action="([^"#]+)', html))):
                if action == "/logout" or action.endswith(("/delete", "/revoke")):
                    continue
                names = re.findall(r' name="([^"]+)"', html)
                for value in nonsense:
                    sent = dict.fromkeys(names, value) | {
                        "csrf_token": hidden_fields(html, action)["csrf_token"]
                    }
                    answer = await curator.post(action, data=sent)
                    assert answer.status_code < 500, (action, value[:20])
                    assert '<html lang="' in answer.text or answer.status_code == 303
                empty = {"csrf_token": hidden_fields(html, action)["csrf_token"]}
                assert (await curator.post(action, data=empty)).status_code < 500, action


async def fill(service: Service, curator: Browser, menu: str) -> None:
    """Two works and a pairing."""
    (course,) = ids(curator, "course")
    for title in ("Solaris", "Stalker"):
        work = await service.add_work(title)
        await curator.submit(f"{menu}/items", course_id=course, media_item_id=work)
    first, second = ids(curator, "item")
    pairing = {"first_item_id": first, "second_item_id": second, "relationship": "echo", "narrative": "x"}
    await curator.submit(f"{menu}/pairings", **pairing)
