"""The welcome of a newcomer by forms: three steps, resumed where they were left, skipped for ever."""

import re

from tests.service import PASSWORD, Browser, Service, words


def step(browser: Browser) -> str:
    (shown,) = re.findall(r'<span aria-current="step">([^<]+)</span>', browser.page.text)
    return shown  # type: ignore[no-any-return]


async def newcomer(browser: Browser, username: str = "ada") -> None:
    await browser.register(username)
    await browser.open("/welcome")


async def test_a_registration_leads_to_the_welcome(service: Service) -> None:
    async with service.browser() as browser:
        await browser.open("/register")
        wish = {"email": "ada@example.org", "username": "ada", "password": PASSWORD}
        led = await browser.submit("/register", **wish)
        assert led.headers["location"] == "/welcome"
        assert step(browser) == "Name it"


async def test_a_newcomer_names_serves_and_says_why(service: Service) -> None:
    work = await service.add_work("Paris, Texas")
    async with service.browser() as browser:
        await newcomer(browser)
        await browser.submit("/welcome/menu", title="The Long Way Home")
        assert step(browser) == "Serve something"
        await browser.open("/welcome?step=2&q=paris")
        await browser.submit("/welcome/items", media_item_id=work)
        assert "Opening Paris, Texas" in words(browser.page.text)
        await browser.submit("/welcome/served")
        assert step(browser) == "Say why"
        item = re.findall(r'name="item_id" value="([^"]+)"', browser.page.text)[0]
        await browser.submit("/welcome/note", item_id=item, annotation="The walk home from school.")
        assert "The walk home from school." in browser.page.text
        assert "Everything is in its place." in words(browser.page.text)
        led = await browser.submit("/welcome/finish")
        assert led.headers["location"].startswith("/studio/menus/")
        assert "The walk home from school." in browser.page.text
        assert (await browser.get("/welcome")).headers["location"] == "/studio"


async def test_it_is_skipped_at_once_and_for_ever(service: Service) -> None:
    async with service.browser() as browser:
        await newcomer(browser)
        led = await browser.submit("/welcome/skip")
        assert led.headers["location"] == "/studio"
        assert (await browser.get("/welcome")).headers["location"] == "/studio"
        me = (await browser.get("/api/v1/me")).json()
        assert (me["onboarding_step"], bool(me["onboarding_completed_at"])) == (0, True)
        assert "/welcome" not in browser.page.text


async def test_it_goes_on_where_it_was_left(service: Service) -> None:
    async with service.browser() as browser:
        await newcomer(browser)
        await browser.submit("/welcome/menu", title="Half done")
        await browser.submit("/welcome/served")
        await browser.submit("/logout")
        await browser.open("/login")
        await browser.submit("/login", login="ada", password=PASSWORD)
        assert 'href="/welcome"' in browser.page.text, "the studio leads back"
        await browser.open("/welcome")
        assert step(browser) == "Say why"
        assert "There is no work on the menu to write about yet." in words(browser.page.text)
        await browser.open("/studio")
        await browser.submit("/welcome/skip")
        assert 'href="/welcome"' not in browser.page.text


async def test_going_back_changes_the_title_and_makes_no_second_menu(service: Service) -> None:
    async with service.browser() as browser:
        await newcomer(browser)
        await browser.submit("/welcome/menu", title="First thought")
        await browser.submit("/welcome/served")
        await browser.open("/welcome?step=1")
        assert step(browser) == "Name it"
        await browser.submit("/welcome/menu", title="Second thought")
        assert step(browser) == "Say why", "what was done stays done"
        menus = (await browser.get("/api/v1/menus")).json()["items"]
        assert [menu["title"] for menu in menus] == ["Second thought"]


async def test_no_step_is_reached_before_those_in_front_of_it(service: Service) -> None:
    async with service.browser() as browser:
        await newcomer(browser)
        for ahead in ("2", "3", "9", "x"):
            await browser.open(f"/welcome?step={ahead}")
            assert step(browser) == "Name it"


async def test_a_starter_lays_its_courses_with_the_works_that_the_catalogue_has(service: Service) -> None:
    await service.add_work("Kind of Blue", "music", 1959)
    await service.add_work("Lost in Translation", "film", 2003)
    await service.add_work("Invisible Cities", "book", 2010)  # another of that name
    await service.add_work("In the Mood for Live", "film", 2000)  # nearly that name
    async with service.browser() as browser:
        await newcomer(browser)
        await browser.submit("/welcome/menu", title="Awake")
        await browser.submit("/welcome/starter", starter="after-midnight")
        listing = (await browser.get("/api/v1/menus")).json()["items"][0]
        menu = (await browser.get(f"/api/v1/menus/{listing['id']}")).json()
        served = [[item["media"]["title"] for item in course["items"]] for course in menu["courses"]]
        assert served == [["Kind of Blue"], ["Lost in Translation"], []]
        assert all(course["intent"] for course in menu["courses"])
        assert menu["title"] == "Awake"


async def test_a_starter_is_laid_in_the_curators_language_and_once(service: Service) -> None:
    async with service.browser() as browser:
        await newcomer(browser)
        await browser.open("/welcome?lang=pl")
        await browser.submit("/welcome/menu", title="Wieczór")
        page = browser.page
        await browser.submit("/welcome/starter", starter="bare")
        assert "Coś słodkiego" in words(browser.page.text)
        browser.page = page  # the page before, sent again
        await browser.submit("/welcome/starter", starter="after-midnight")
        listing = (await browser.get("/api/v1/menus")).json()["items"][0]
        assert listing["course_count"] == 3
        assert "Coś słodkiego" in words(browser.page.text)


async def test_what_is_refused_is_said_on_its_own_step(service: Service) -> None:
    async with service.browser() as browser:
        await newcomer(browser)
        nameless = await browser.send_form("/welcome/menu", title="")
        assert (nameless.status_code, 'id="welcome-1-title-error"' in nameless.text) == (422, True)
        await browser.submit("/welcome/menu", title="Fine")
        await browser.open("/welcome?step=1")
        again = await browser.send_form("/welcome/menu", title="x" * 201)
        assert (again.status_code, 'id="welcome-1-title-error"' in again.text) == (422, True)
        await browser.open("/welcome")
        unknown = await browser.send_form("/welcome/starter", starter="none-such")
        assert unknown.status_code == 404
        token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.page.text)[0]
        for path, field in (("items", "media_item_id"), ("note", "item_id")):
            gone = {"csrf_token": token, field: "00000000-0000-0000-0000-000000000000"}
            refused = await browser.post(f"/welcome/{path}", data=gone)
            assert refused.status_code in {404, 422}
            assert 'role="alert"' in refused.text
        note = await browser.post("/welcome/items", data={"csrf_token": token, "media_item_id": "x"})
        assert note.status_code == 422


async def test_a_menu_that_is_deleted_meanwhile_begins_the_welcome_anew(service: Service) -> None:
    async with service.browser() as browser:
        await newcomer(browser)
        await browser.submit("/welcome/menu", title="Gone soon")
        page = browser.page
        listing = (await browser.get("/api/v1/menus")).json()["items"][0]
        await browser.open(f"/studio/menus/{listing['id']}")
        await browser.submit(f"/studio/menus/{listing['id']}/delete")
        browser.page = page
        late = await browser.send_form("/welcome/starter", starter="bare")
        assert late.status_code == 404
        await browser.open("/welcome")
        assert step(browser) == "Name it"


async def test_the_welcome_is_for_whoever_is_signed_in(service: Service) -> None:
    async with service.browser() as nobody:
        assert (await nobody.get("/welcome")).headers["location"] == "/login?next=%2Fwelcome"
