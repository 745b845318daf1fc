"""Reporting a menu, and what becomes of it, with forms alone."""

from pathlib import Path

from tests.pages.test_administration import admitted
from tests.pages.test_forking import published
from tests.service import Service, running_service, words


async def test_a_reader_reports_a_menu_from_its_foot_without_an_account(service: Service) -> None:
    async with service.browser() as ada, service.browser(**{"sec-fetch-site": "same-origin"}) as reader:
        slug = await published(service, ada)
        form = f"/m/{slug}/report"
        await reader.open(f"/m/{slug}")
        assert f'href="{form}"' in reader.page.text
        await reader.open(form)
        wordless = await reader.send_form(form, reason="other", words="")
        assert (wordless.status_code, "Something has to stand here." in words(wordless.text)) == (422, True)
        assert '<option value="other" selected>' in wordless.text
        unchosen = await reader.send_form(form, reason="", words="What <b>now</b>?")
        assert (unchosen.status_code, "Choose one of those" in words(unchosen.text)) == (422, True)
        assert "What &lt;b&gt;now&lt;/b&gt;?" in unchosen.text
        await reader.submit(form, reason="hateful", words="The third note.")
        assert "Thank you" in words(reader.page.text)
        assert f'href="/m/{slug}"' in reader.page.text
        assert (await reader.get("/m/no-such-menu/report")).status_code == 404
        forged = await reader.post(form, data={"reason": "spam"}, headers={"sec-fetch-site": "cross-site"})
        assert forged.status_code == 403


async def test_a_second_report_of_the_same_person_is_refused_in_words(service: Service) -> None:
    async with service.browser() as ada:
        form = f"/m/{await published(service, ada)}/report"
        await ada.open(form)
        before = ada.page
        await ada.submit(form, reason="spam", words="")
        ada.page = before
        again = await ada.send_form(form, reason="spam", words="")
        assert (again.status_code, "You have reported this menu already" in words(again.text)) == (409, True)


async def test_too_many_reports_say_when_the_next_may_come(service: Service) -> None:
    async with service.browser() as ada:
        form = f"/m/{await published(service, ada)}/report"
        await ada.open(form)
        answers = [await ada.send_form(form, reason="spam", words="") for _ in range(11)]
        assert {each.status_code for each in answers[:-1]} == {303, 409}
        assert (answers[-1].status_code, int(answers[-1].headers["retry-after"]) > 0) == (429, True)
        assert "Too many attempts." in words(answers[-1].text)


async def test_an_administrator_takes_a_menu_down_and_lets_it_go_and_its_curator_is_told(
    service: Service,
) -> None:
    async with service.browser() as ada, service.browser() as admin, service.browser() as reader:
        slug = await published(service, ada)
        [menu] = (await ada.get("/api/v1/menus")).json()["items"]
        await admitted(service, admin, "admin", "chief")
        assert "Nobody has reported anything" in words((await admin.open("/admin/reports")).text)
        await reader.open(f"/m/{slug}/report")
        await reader.submit(f"/m/{slug}/report", reason="personal-data", words="A <i>private</i> address.")
        assert f'href="/admin/reports#of-{slug}"' in (await admin.open("/admin")).text
        shown = await admin.open("/admin/reports")
        for said in ("Small hours", "1 report", "Private details of somebody", "A <i>private</i> address."):
            assert said in words(shown.text), said
        take_down = f"/admin/reports/{slug}/take-down"
        silent = await admin.send_form(take_down, reason=" ")
        assert (silent.status_code, "Something has to stand here." in words(silent.text)) == (422, True)
        before = admin.page
        await admin.submit(take_down, reason="Take the <b>address</b> out.")
        assert "its curator sees why" in words(admin.page.text)
        admin.page = before
        late = await admin.send_form(take_down, reason="Once more.")
        assert (late.status_code, "taken down already" in words(late.text)) == (409, True)
        assert (await reader.get(f"/m/{slug}")).status_code == 404
        for page in ("/studio", f"/studio/menus/{menu['id']}"):
            told = words((await ada.open(page)).text)
            assert "Take the <b>address</b> out." in told, page
            assert "Taken down" in told, page
        assert "Why, is told at the top of this page." in words(ada.page.text)
        refused = await ada.send_form(
            f"/studio/menus/{menu['id']}/publish#publish".partition("#")[0], visibility="public", note=""
        )
        assert refused.status_code == 409
        decided = await admin.open("/admin/reports?show=decided")
        for said in ("Taken down", "chief", "Take the <b>address</b> out."):
            assert said in words(decided.text), said
        await admin.submit(f"/admin/reports/{slug}/lift?show=decided")
        assert "Its curator may publish it again." in words(admin.page.text)
        await ada.open(f"/studio/menus/{menu['id']}")
        assert "Taken down" not in words(ada.page.text)
        await ada.submit(f"/studio/menus/{menu['id']}/publish", visibility="public", note="")
        assert (await reader.get(f"/m/{slug}")).status_code == 200


async def test_an_administrator_leaves_a_menu_as_it_is(service: Service) -> None:
    async with service.browser() as ada, service.browser() as admin:
        slug = await published(service, ada)
        await ada.open(f"/m/{slug}/report")
        await ada.submit(f"/m/{slug}/report", reason="copyright", words="")
        await admitted(service, admin, "admin", "chief")
        await admin.open("/admin/reports")
        assert f'formaction="/admin/reports/{slug}/dismiss"' in admin.page.text
        token = {"csrf_token": admin.page.text.partition('name="csrf_token" value="')[2].partition('"')[0]}
        left = await admin.post(f"/admin/reports/{slug}/dismiss", data={**token, "reason": ""})
        assert (left.status_code, left.headers["location"]) == (303, "/admin/reports?done=dismissed#notice")
        assert "The menu stands as it is" in words((await admin.open(left.headers["location"])).text)
        assert (await ada.get("/admin/reports")).status_code == 403
        assert (await ada.get(f"/m/{slug}")).status_code == 200


async def test_without_the_role_for_administrators_the_page_says_what_to_set(
    service: Service, tmp_path: Path
) -> None:
    async with (
        running_service(service.database, tmp_path, admin_database_url="") as poor,
        poor.browser() as admin,
    ):
        await admitted(poor, admin, "admin")
        page = await admin.open("/admin/reports")
        assert (page.status_code, "ADMIN_DATABASE_URL is not set" in words(page.text)) == (503, True)
