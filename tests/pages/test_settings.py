"""Settings by forms: profile, password, other browsers, keys; refusals at their fields."""

import re

from tests.service import PASSWORD, Service, words

KEY = re.compile(r'value="(mm_[^"]+)"')


async def test_the_language_of_the_profile_is_that_of_the_next_page(service: Service) -> None:
    profile = {"locale": "pl", "country_code": "PL", "time_zone": "Europe/Warsaw"}
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/settings")
        await browser.submit("/settings/profile", display_name="Ada W.", **profile)
        assert '<html lang="pl"' in browser.page.text
        assert "Zapisano." in browser.page.text
        refused = await browser.send_form("/settings/profile", display_name="", **profile)
        assert refused.status_code == 422
        assert 'id="profile-display_name-error"' in refused.text
        await browser.open("/settings?lang=en")
        assert '<option value="en" selected>' in browser.page.text, "saving would change what was chosen last"


async def test_the_language_of_the_profile_is_that_of_every_page_after_signing_in(service: Service) -> None:
    async with service.browser(**{"accept-language": "pl"}) as home, service.browser() as elsewhere:
        await home.register()
        await elsewhere.open("/login")
        await elsewhere.submit("/login", login="ada", password=PASSWORD)
        assert '<html lang="pl"' in (await elsewhere.get("/nowhere")).text
        sent = await elsewhere.post("/m/nothing-here/mine/1", headers={"referer": "https://x.example/m/a"})
        assert 'href="/m/a?lang=en"' in sent.text, "nobody can ask for what was sent to an address"


async def test_a_wrong_password_changes_nothing(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/settings/security")
        wrong = await browser.send_form("/settings/password", current="a guess at it", new="another sentence")
        assert wrong.status_code == 403
        assert "This is not your password." in words(wrong.text)
        short = await browser.send_form("/settings/password", current=PASSWORD, new="short")
        assert short.status_code == 422
        assert 'id="password-new-error"' in short.text
        assert PASSWORD not in short.text


async def test_another_browser_is_signed_out_from_afar(service: Service) -> None:
    async with service.browser() as here, service.browser() as there:
        await here.register()
        await there.open("/login")
        await there.submit("/login", login="ada", password=PASSWORD)
        await here.open("/settings/security")
        (other,) = re.findall(r"/settings/sessions/([0-9a-f-]+)/revoke", here.page.text)
        await here.submit(f"/settings/sessions/{other}/revoke")
        assert "Signed out there." in words(here.page.text)
        assert (await there.get("/settings")).status_code == 303
        assert (await here.get("/settings")).status_code == 200


async def test_every_other_browser_is_signed_out_at_once(service: Service) -> None:
    async with service.browser() as here, service.browser() as there, service.browser() as elsewhere:
        await here.register()
        for other in (there, elsewhere):
            await other.open("/login")
            await other.submit("/login", login="ada", password=PASSWORD)
        await here.open("/settings/security")
        await here.submit("/settings/sessions/revoke")
        assert "Every other session has ended." in words(here.page.text)
        assert "/settings/sessions/" not in here.page.text, "nobody is left to sign out"
        assert [(await each.get("/settings")).status_code for each in (here, there, elsewhere)] == [
            200,
            303,
            303,
        ]


async def test_every_choice_of_the_profile_is_kept(service: Service) -> None:
    chosen = {
        "display_name": "Ada W.",
        "locale": "en",
        "country_code": "NO",
        "time_zone": "Asia/Kathmandu",
        "rating_scale": "five",
        "shows_adult": "true",
    }
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/settings")
        await browser.submit("/settings/profile", **chosen)
        kept = (await browser.get("/api/v1/me")).json()
        assert {name: str(kept[name]).lower() for name in chosen} == {
            name: value.lower() for name, value in chosen.items()
        }
        assert '<option value="five" selected>' in browser.page.text


async def test_each_room_of_the_settings_leads_to_the_others(service: Service) -> None:
    rooms = ("/settings", "/settings/security", "/settings/api-keys")
    async with service.browser() as browser:
        await browser.register()
        for room in rooms:
            page = (await browser.open(room)).text
            assert f'href="{room}" aria-current="page"' in page
            assert all(f'href="{other}"' in page for other in rooms)
            assert '<html lang="pl"' in (await browser.open(f"{room}?lang=pl")).text
            browser.cookies.delete("lang")


async def test_a_key_is_shown_once_and_works_until_it_is_revoked(service: Service) -> None:
    async with service.browser() as browser, service.browser() as program:
        await browser.register()
        await browser.open("/settings/api-keys")
        made = await browser.send_form("/settings/api-keys", name="Backup", days="30", scopes="read")
        (key,) = KEY.findall(made.text)
        program.headers["authorization"] = f"Bearer {key}"
        assert (await program.get("/api/v1/menus")).status_code == 200
        await browser.open("/settings/api-keys")
        assert not KEY.findall(browser.page.text)
        (made_id,) = re.findall(r"/settings/api-keys/([0-9a-f-]+)/revoke", browser.page.text)
        await browser.submit(f"/settings/api-keys/{made_id}/revoke")
        assert "The key is revoked" in words(browser.page.text)
        assert (await program.get("/api/v1/menus")).status_code == 401


async def test_a_key_that_should_not_be_is_refused_at_its_field(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/settings/api-keys")
        for typed, field in (
            ({"name": "", "days": "30", "scopes": "write"}, "name"),
            ({"name": "Backup", "days": "400", "scopes": "write"}, "days"),
            ({"name": "Backup", "days": "soon", "scopes": "write"}, "days"),
        ):
            refused = await browser.send_form("/settings/api-keys", **typed)
            assert refused.status_code == 422
            assert f'id="api-key-{field}-error"' in refused.text
            assert re.findall(r'value="(\w+)" checked', refused.text) == ["write"], "ticks stay as they were"
        none = await browser.send_form("/settings/api-keys", name="Backup", days="30")
        assert "Choose at least one right." in words(none.text)
        assert "checked" not in none.text, "what was not ticked is not ticked"
        pushing = await browser.send_form("/settings/api-keys", name="Backup", days="30", scopes="ingest")
        assert pushing.status_code == 403
