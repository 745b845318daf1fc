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


async def test_a_wrong_password_changes_nothing(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/settings")
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
        await here.open("/settings")
        (other,) = re.findall(r"/settings/sessions/([0-9a-f-]+)/revoke", here.page.text)
        await here.submit(f"/settings/sessions/{other}/revoke")
        assert (await there.get("/settings")).status_code == 303
        assert (await here.get("/settings")).status_code == 200


async def test_a_key_is_shown_once_and_works_until_it_is_revoked(service: Service) -> None:
    async with service.browser() as browser, service.browser() as program:
        await browser.register()
        await browser.open("/settings")
        made = await browser.send_form("/settings/api-keys", name="Backup", days="30", scopes="read")
        (key,) = KEY.findall(made.text)
        program.headers["authorization"] = f"Bearer {key}"
        assert (await program.get("/api/v1/menus")).status_code == 200
        await browser.open("/settings")
        assert not KEY.findall(browser.page.text)
        (made_id,) = re.findall(r"/settings/api-keys/([0-9a-f-]+)/revoke", browser.page.text)
        await browser.submit(f"/settings/api-keys/{made_id}/revoke")
        assert (await program.get("/api/v1/menus")).status_code == 401


async def test_a_key_that_should_not_be_is_refused_at_its_field(service: Service) -> None:
    async with service.browser() as browser:
        await browser.register()
        await browser.open("/settings")
        for typed, field in (
            ({"name": "", "days": "30", "scopes": "read"}, "name"),
            ({"name": "Backup", "days": "400", "scopes": "read"}, "days"),
            ({"name": "Backup", "days": "soon", "scopes": "read"}, "days"),
        ):
            refused = await browser.send_form("/settings/api-keys", **typed)
            assert refused.status_code == 422
            assert f'id="api-key-{field}-error"' in refused.text
        none = await browser.send_form("/settings/api-keys", name="Backup", days="30")
        assert "Choose at least one right." in words(none.text)
        pushing = await browser.send_form("/settings/api-keys", name="Backup", days="30", scopes="ingest")
        assert pushing.status_code == 403
