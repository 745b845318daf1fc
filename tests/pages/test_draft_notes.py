"""Notes on a shared draft with forms alone: left at their place, and seen by the curator at theirs."""

import re
from html import unescape
from typing import NamedTuple

from tests.pages.steps import ids, new_menu
from tests.postgres import as_superuser
from tests.service import BASE_URL, Browser, Service, words

FORM = re.compile(
    r'name="csrf_token" value="(?P<csrf_token>[^"]+)"><input type="hidden" name="anchor_kind" '
    r'value="(?P<anchor_kind>\w+)"><input type="hidden" name="anchor_id" value="(?P<anchor_id>[^"]+)"'
)


class Draft(NamedTuple):
    """A menu with a course, two works and a pairing, in its curator's browser."""

    menu: str
    curator: Browser

    async def link(self, scope: str = "comment") -> str:
        await self.curator.open(self.menu)
        made = await self.curator.send_form(
            f"{self.menu}/share-tokens", label="Marta", scope=scope, days="3", max_uses=""
        )
        (address,) = re.findall(rf'value="({BASE_URL}/s/mms_[^"]+)"', made.text)
        return str(address)

    async def press(self, deed: str) -> str:
        """The first such button among the notes; what the page says then."""
        notes = f"{self.menu}/notes"
        await self.curator.open(notes)
        action = re.findall(rf'action="({notes}/[^"/]+/{deed})"', self.curator.page.text)[0]
        await self.curator.submit(action)
        return words(self.curator.page.text)


async def a_draft(service: Service, curator: Browser) -> Draft:
    menu = await new_menu(curator)
    await curator.submit(f"{menu}/courses", title="Dusk", intent="")
    (course,) = ids(curator, "course")
    for title in ("Stalker", "Solaris"):
        work = await service.add_work(title)
        await curator.submit(f"{menu}/items", course_id=course, media_item_id=work)
    first, second = ids(curator, "item")
    pair = {"first_item_id": first, "second_item_id": second, "relationship": "echo", "narrative": "Rain."}
    await curator.submit(f"{menu}/pairings", **pair)
    return Draft(menu, curator)


async def opened(guest: Browser, link: str) -> str:
    """The path of a new visit, which the guest looks at."""
    path = (await guest.get(link)).headers["location"]
    assert (await guest.open(path)).status_code == 200
    return str(path)


def forms(guest: Browser) -> list[dict[str, str]]:
    """The hidden fields of each form for a note on the page, in its order."""
    return [found.groupdict() for found in FORM.finditer(guest.page.text)]


def place_of(form: dict[str, str]) -> str:
    return f"notes-{form['anchor_kind']}-{form['anchor_id']}"


async def test_a_guest_leaves_notes_and_is_brought_back_to_them(service: Service) -> None:
    async with service.browser() as curator, service.browser() as guest, service.browser() as other:
        link = await (await a_draft(service, curator)).link()
        path = await opened(guest, link)
        assert [form["anchor_kind"] for form in forms(guest)] == ["course", "item", "pairing", "item"]
        for form in forms(guest):
            note = {**form, "body": f"A <b>{form['anchor_kind']}</b>.", "author_name": "Łucja Żak"}
            # What browsers on plain HTTP say, since the page sends no referrer.
            sent = await guest.post(f"{path}/notes", data=note, headers={"origin": "null"})
            assert (sent.status_code, sent.headers["location"]) == (303, f"{path}#{place_of(form)}")
            await guest.open(path)
            at = guest.page.text.partition(f'id="{place_of(form)}"')[2].partition("<details")[0]
            assert f"A &lt;b&gt;{form['anchor_kind']}&lt;/b&gt;." in at
        assert 'name="author_name" type="text" value="Łucja Żak"' in guest.page.text
        assert guest.page.headers["cache-control"] == "no-store"
        back = re.findall(rf'action="({path}/notes/[^"]+/take-back)#({place_of(form)})"', guest.page.text)
        taken = await guest.send_form(back[0][0])
        assert (taken.status_code, taken.headers["location"]) == (303, path)
        assert "A &lt;b&gt;item&lt;/b&gt;." in guest.page.text.partition(back[0][1])[2]
        await guest.open(path)
        assert back[0][0] not in guest.page.text
        elsewhere = await opened(other, link)
        assert "Żak" not in other.page.text
        foreign = await other.post(f"{elsewhere}/notes", data=note)
        assert foreign.status_code == 403
        forged = await guest.post(back[0][0], data={"csrf_token": "x"})
        assert forged.status_code == 403


async def test_a_refused_note_is_not_lost(service: Service) -> None:
    async with service.browser() as curator, service.browser() as guest:
        draft = await a_draft(service, curator)
        path = await opened(guest, await draft.link())
        note = {**forms(guest)[-1], "body": "Too loud.", "author_name": " "}
        refused = await guest.post(f"{path}/notes", data=note)
        form = refused.text.partition(f'id="{place_of(note)}"')[2]
        assert (refused.status_code, refused.headers["cache-control"]) == (422, "no-store")
        assert "<details open>" in form
        assert "Too loud.</textarea>" in form
        assert "Something has to stand here." in form
        await curator.open(draft.menu)
        await curator.submit(f"{draft.menu}/items/{ids(curator, 'item')[-1]}/delete")
        late = await guest.post(f"{path}/notes", data={**note, "author_name": "Ewa"})
        assert late.status_code == 422
        assert "Your words stand here, to be copied. Too loud." in words(late.text)
        await opened(guest, await draft.link("view"))
        assert forms(guest) == []
        assert "notes.css" not in guest.page.text


async def test_a_note_that_comes_after_its_visit_stands_there_to_be_copied(service: Service) -> None:
    typed = 'Głośno\n\n"quotes", <b>no tags</b> & łódź'
    async with service.browser() as curator, service.browser(origin=BASE_URL) as guest:
        draft = await a_draft(service, curator)
        link = await draft.link()
        path = await opened(guest, link)
        note = {**forms(guest)[0], "body": typed, "author_name": "Ewa"}
        await as_superuser(service.database, "DELETE FROM menus.share_visits")
        for _ in ("the visit is over", "the browser has let go of its cookie"):
            late = await guest.post(f"{path}/notes", data=note)
            assert (late.status_code, late.headers["cache-control"]) == (404, "no-store")
            assert "open the link that you were sent once more" in words(late.text)
            (shown,) = re.findall(r"<textarea[^>]* readonly>\n(.*?)</textarea>", late.text, re.DOTALL)
            assert unescape(shown) == typed
            guest.cookies.clear()
        foreign = await guest.post(f"{path}/notes", data=note, headers={"origin": "null"})
        assert "Głośno" not in foreign.text
        path = await opened(guest, link)
        again = {**forms(guest)[0], "body": typed, "author_name": "Ewa"}
        assert (await guest.post(f"{path}/notes", data=again)).status_code == 303


async def test_the_curator_sees_each_note_at_its_place_until_it_is_done_with(service: Service) -> None:
    async with service.browser() as curator, service.browser() as guest:
        draft = await a_draft(service, curator)
        notes = f"{draft.menu}/notes"
        assert "Nobody has left a note yet." in words((await curator.open(notes)).text)
        path = await opened(guest, await draft.link())
        for form in forms(guest):
            note = {**form, "body": f"On a {form['anchor_kind']}.", "author_name": "Ewa"}
            await guest.post(f"{path}/notes", data=note)
        told = words((await curator.open(draft.menu)).text)
        assert "4 open notes" in told
        assert "takes notes" in told
        told = words((await curator.open(notes)).text)
        order = [
            told.index(said) for said in ("Dusk", "On a course.", "Stalker", "On a item.", "On a pairing.")
        ]
        assert order == sorted(order)
        assert "by the link for Marta" in told
        told = await draft.press("resolve")
        assert "Done with. The note stands below" in told
        assert told.index("Resolved") < told.index("On a course.")
        assert "the curator is done with it" in words((await guest.open(path)).text)
        assert "stands at its place again" in await draft.press("reopen")
        await draft.press("resolve")
        assert "The note is gone." in await draft.press("delete")
        assert "On a course." not in words(curator.page.text)
        assert "On a course." not in words((await guest.open(path)).text)
        await curator.open(draft.menu)
        await curator.submit(f"{draft.menu}/items/{ids(curator, 'item')[-1]}/delete")
        told = words((await curator.open(notes)).text)
        assert "About what is no longer on the menu Stalker + Solaris On a pairing." in told
        told = words((await guest.open(path)).text)
        assert "Your notes on what is no longer on the menu Stalker + Solaris On a pairing." in told
        assert told.index("no longer on the menu") < told.index("Solaris On a item.")
