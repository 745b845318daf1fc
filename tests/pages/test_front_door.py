"""What anybody meets: the front page, languages, static files, errors."""

import re
from pathlib import Path

from tests.postgres import Database
from tests.service import Service, running_service, words

LANG = re.compile(r'<html lang="(\w+)"')
IMPOSSIBLE = {
    "/nowhere": 404,
    "/m/nothing-here": 404,
    "/m/nothing-here/editions/99999999999999999999": 404,
    "/studio/menus/not-an-id": 404,
    "/?cursor=broken": 400,
    "/?lang=%ff": 400,
    "/?lang=%00": 422,
    "/login?next=%ed%a0%80": 400,
    "/%ff": 400,
    "/%00": 422,
    "/" + "x" * 3000: 404,
    "/?" + "a=1&" * 100: 400,
}


async def test_the_front_page_says_what_this_is(service: Service) -> None:
    async with service.browser() as browser:
        page = await browser.open("/")
        assert page.status_code == 200
        assert "Nobody has published a menu yet." in words(page.text)
        assert page.headers["content-type"] == "text/html; charset=utf-8"


async def test_the_language_follows_the_browser_until_somebody_chooses(service: Service) -> None:
    async with service.browser(**{"accept-language": "pl,en;q=0.5"}) as browser:
        assert LANG.findall((await browser.get("/")).text) == ["pl"]
        assert LANG.findall((await browser.get("/login?lang=en")).text) == ["en"]
        assert LANG.findall((await browser.get("/nowhere")).text) == ["en"]
        assert LANG.findall((await browser.get("/register?lang=pl")).text) == ["pl"]


async def test_a_language_that_is_not_spoken_is_not_remembered(service: Service) -> None:
    async with service.browser() as browser:
        page = await browser.get("/?lang=tlh")
        assert LANG.findall(page.text) == ["en"]
        assert "set-cookie" not in page.headers


async def test_the_links_to_other_languages_keep_the_query(service: Service) -> None:
    async with service.browser() as browser:
        page = await browser.get("/login?next=%2Fsettings&lang=pl")
        assert '"?next=%2Fsettings&amp;lang=en"' in page.text


async def test_static_files_are_kept_for_good_by_their_mark(service: Service) -> None:
    async with service.browser() as browser:
        front = (await browser.get("/")).text
        for path in re.findall(r'(?:href|src)="(/static/[^"]+\?v=[^"]+)"', front):
            file = await browser.get(path)
            assert file.status_code == 200
            assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert file.headers["content-type"].split(";")[0] in {
                "text/css",
                "text/javascript",
                "image/svg+xml",
            }
            assert file.headers["x-content-type-options"] == "nosniff"


async def test_static_files_without_a_mark_are_asked_for_again(service: Service) -> None:
    async with service.browser() as browser:
        file = await browser.get("/static/css/base.css")
        assert file.headers["cache-control"] == "public, no-cache"
        again = await browser.get("/static/css/base.css", headers={"if-none-match": file.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = await browser.head("/static/css/base.css")
        assert (head.status_code, head.content) == (200, b"")


async def test_only_static_files_are_served(service: Service) -> None:
    paths = ["vendor/none.woff2", "", "../rendering.py", "%2e%2e/rendering.py", "..%2frendering.py"]
    paths += ["css", "css/base.css/more", "n" * 300, "n/" * 400]
    async with service.browser() as browser:
        for path in paths:
            assert (await browser.get(f"/static/{path}")).status_code == 404, path


async def test_robots_and_icons_have_an_answer(service: Service) -> None:
    async with service.browser() as browser:
        assert "Disallow: /shared/" in (await browser.get("/robots.txt")).text
        icon = await browser.get("/favicon.ico", follow_redirects=True)
        assert icon.headers["content-type"] == "image/svg+xml"


async def test_what_cannot_be_is_a_page_in_the_readers_language(service: Service) -> None:
    async with service.browser(**{"accept-language": "pl"}) as browser:
        for path, status in IMPOSSIBLE.items():
            page = await browser.get(path)
            assert page.status_code == status, path
            assert LANG.findall(page.text) == ["pl"]
            assert page.headers["cache-control"] == "no-store"


async def test_a_closed_house_has_no_form(database: Database, tmp_path: Path) -> None:
    async with (
        running_service(database, tmp_path, registration="closed") as service,
        service.browser() as browser,
    ):
        assert 'action="/register"' not in (await browser.get("/register")).text
        refused = await browser.post(
            "/register", data={"email": "a@b.pl", "username": "ada", "password": "x" * 12}
        )
        assert refused.status_code == 403
