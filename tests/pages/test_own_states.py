"""What a person keeps of a work, by the form of its page; what they have finished, by the page of a menu."""

import re
from typing import Any

from tests.pages.steps import ids, new_menu
from tests.pages.test_reading import published
from tests.postgres import as_superuser
from tests.service import Browser, Service, until, words

JSON = {"accept": "application/json"}


async def test_a_state_is_kept_changed_and_forgotten_by_forms(service: Service) -> None:
    path = f"/media/{await service.add_work('Solaris')}"
    async with service.browser() as ada, service.browser() as anybody:
        await ada.register()
        await ada.open(path)
        said = {
            "status": "in-progress",
            "rating": "7.5",
            "is_favorite": "true",
            "notes": " The ocean.\r\nRain ",
        }
        await ada.submit(f"{path}/state", **said)
        shown = words(ada.page.text)
        assert "For yourself begun · 7.5 / 10 · a favourite The ocean. Rain" in shown
        assert 'value="7.5"' in ada.page.text
        polish = words((await ada.get(f"{path}?lang=pl")).text)
        assert "zaczęte · 7,5 / 10 · ulubione" in polish
        await ada.open(f"{path}?lang=en")
        await ada.submit(f"{path}/state", status="completed", rating="", notes="")
        assert "For yourself completed" in words(ada.page.text)
        assert "a favourite Change" not in words(ada.page.text)
        assert "For yourself" not in (await anybody.get(path)).text
        await ada.submit(f"{path}/state/delete")
        assert "Note how far you are with it" in ada.page.text


async def test_ratings_are_given_and_shown_on_the_scale_that_a_person_chose(service: Service) -> None:
    path = f"/media/{await service.add_work('Solaris')}"
    async with service.browser() as ada:
        await ada.register()
        for scale, typed, shown in (("five", "3.65", "3.65 / 5"), ("hundred", "73", "73 / 100")):
            await ada.open("/settings")
            profile = {"display_name": "Ada", "locale": "en", "country_code": "PL"}
            more = {"time_zone": "Europe/Warsaw", "shows_adult": "false", "rating_scale": scale}
            await ada.submit("/settings/profile", **profile, **more)
            await ada.open(path)
            await ada.submit(f"{path}/state", status="completed", rating=typed, notes="")
            assert shown in words(ada.page.text)
        kept = await as_superuser(service.database, "SELECT rating::text FROM tracking.user_item_states")
        assert kept == "7.3"


async def test_a_form_that_is_wrong_or_late_comes_back_with_what_was_typed(service: Service) -> None:
    path = f"/media/{await service.add_work('Solaris')}"
    async with service.browser() as ada:
        await ada.register()
        for rating, why in (
            ("eleven", "This is not a number."),
            ("10.1", "This number is too small or too large."),
            ("7.33", "One decimal place of ten, no more."),
        ):
            await ada.open(path)
            wrong = await ada.send_form(f"{path}/state", status="paused", rating=rating, notes="Keep me.")
            assert (wrong.status_code, why in wrong.text) == (422, True)
            assert "Keep me." in wrong.text
        late = await ada.open(path)
        await ada.submit(f"{path}/state", status="completed", rating="9", notes="First.")
        ada.page = late
        first = await ada.send_form(f"{path}/state", status="paused", rating="", notes="Second.")
        assert (first.status_code, "You keep something of this work already." in first.text) == (412, True)
        late = await ada.open(path)
        await ada.submit(f"{path}/state", status="paused", rating="9", notes="Third.")
        ada.page = late
        ada.page = await ada.send_form(f"{path}/state", status="dropped", rating="", notes="Fourth.")
        assert ada.page.status_code == 412
        assert "It was changed in another window." in ada.page.text
        assert "Third." in ada.page.text
        await ada.submit(f"{path}/state", status="dropped", rating="", notes="Fourth.")
        assert "dropped Fourth." in words(ada.page.text)


async def test_progress_and_notes_that_the_form_does_not_hold_stay(service: Service) -> None:
    work = await service.add_work("Solaris")
    path = f"/media/{work}"
    async with service.browser() as ada:
        await ada.register()
        await ada.open(path)
        await ada.submit(f"{path}/state", status="paused", rating="", notes="x")
        long = "UPDATE tracking.user_item_states SET notes = repeat('word ', 4000) || 'end', progress = 5"
        await as_superuser(service.database, f"{long}, progress_unit = 'pages'")
        await ada.open(path)
        await ada.submit(f"{path}/state", status="dropped", rating="", notes="word " * 4000 + "end")
        kept = "SELECT length(notes) || ' ' || progress || ' ' || status FROM tracking.user_item_states"
        assert await as_superuser(service.database, kept) == "20003 5 dropped"


async def test_a_reader_ticks_works_off_a_menu_and_back_without_scripts(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        _, path = await published(service, curator)
        public = (await reader.get(path)).content
        await reader.register("rea")
        (way,) = re.findall(rf'class="button" href="({path}/mine[^"]+)"', public.decode())
        await reader.open(way)
        assert "0 of 1 finished" in words(reader.page.text)
        ((action, place),) = re.findall(
            rf'action="({path}/mine/[0-9a-f-]+)".*?name="place" value="(w-[0-9a-f]+)"',
            reader.page.text,
            re.DOTALL,
        )
        sent = await reader.submit(action, finished="yes")
        assert sent.headers["location"] == f"{path}/mine?edition=1#{place}"
        assert "1 of 1 finished" in words(reader.page.text)
        assert "no-store" in reader.page.headers["cache-control"]
        assert (await reader.get(path)).content == public, "what is a reader's own is on no public page"
        assert "0 of 1 finished" in words((await curator.get(way)).text)
        await reader.submit(action, finished="no")
        assert "0 of 1 finished" in words(reader.page.text)


async def test_the_fragment_says_which_places_are_finished_and_nothing_to_anybody_else(
    service: Service,
) -> None:
    async with service.browser() as curator, service.browser() as reader:
        _, path = await published(service, curator)
        nobody = await reader.get(f"{path}/mine", headers=JSON)
        assert (nobody.status_code, nobody.content, nobody.headers["cache-control"]) == (204, b"", "no-store")
        asked = await reader.get(f"{path}/mine")
        assert asked.headers["location"] == f"/login?next={path.replace('/', '%2F')}%2Fmine"
        await reader.register("rea")
        mine = await fragment(reader, path)
        (work,) = mine["works"]
        assert (mine["edition"], mine["finished"], work["status"], work["can_finish"]) == (1, [], None, True)
        assert f'id="{work["anchor"]}"' in (await reader.get(path)).text
        tick = {"csrf_token": mine["csrf_token"], "finished": "yes"}
        done = await reader.post(f"{path}/mine/{work['media_item_id']}", data=tick, headers=JSON)
        assert (done.status_code, done.content) == (204, b"")
        mine = await fragment(reader, path)
        assert (mine["finished"], mine["works"][0]["status"]) == ([work["item_id"]], "completed")
        forged = await reader.post(
            f"{path}/mine/{work['media_item_id']}", data={"finished": "no"}, headers=JSON
        )
        assert forged.status_code == 403
        assert (await fragment(curator, path))["finished"] == []


async def test_a_finished_duplicate_is_ticked_and_anothers_own_item_is_not_offered(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        menu = await new_menu(curator, title="Two")
        await curator.submit(f"{menu}/courses", title="First", intent="")
        (course,) = ids(curator, "course")
        gone, kept = await service.add_work("Solyaris"), await service.add_work("Solaris")
        await curator.submit(f"{menu}/items", course_id=course, media_item_id=gone)
        await curator.submit(f"{menu}/items/new", course_id=course, title="Mine", media_type="film")
        await curator.submit(f"{menu}/publish", visibility="public", note="")
        path = re.findall(r'href="(/m/[^"]+)"', curator.page.text)[0]
        await reader.register("rea")
        await reader.open(f"/media/{kept}")
        await reader.submit(f"/media/{kept}/state", status="completed", rating="", notes="")
        merged = f"UPDATE catalog.media_items SET merged_into = '{kept}' WHERE id = '{gone}'"
        await as_superuser(service.database, merged)
        mine = await fragment(reader, path)
        places = [(each["status"], each["can_finish"]) for each in mine["works"]]
        assert places == [("completed", True), (None, False)]
        page = await reader.open(f"{path}/mine")
        assert page.text.count("<form") == 3, "to sign out, to follow, and for the work that can be finished"
        own = mine["works"][1]["media_item_id"]
        tick = {"csrf_token": mine["csrf_token"], "finished": "yes"}
        assert (await reader.post(f"{path}/mine/{own}", data=tick, headers=JSON)).status_code == 404
        assert [each["can_finish"] for each in (await fragment(curator, path))["works"]] == [True, True]


async def test_a_menu_that_is_taken_back_has_no_own_side_either(service: Service) -> None:
    async with service.browser() as curator, service.browser() as reader:
        menu, path = await published(service, curator)
        await reader.register("rea")
        assert (await reader.get(f"{path}/mine?edition=1")).status_code == 200
        for wrong in ("?edition=2", "?edition=0", "?edition=x"):
            assert (await reader.get(f"{path}/mine{wrong}")).status_code in {404, 422}
        await curator.submit(f"{menu}/unpublish")

        async def away() -> bool:
            return (await reader.get(f"{path}/mine")).status_code == 404

        await until(away)
        await curator.submit(f"{menu}/delete")
        assert (await reader.get(f"{path}/mine")).status_code == 410


async def fragment(browser: Browser, path: str) -> dict[str, Any]:
    answer = await browser.get(f"{path}/mine", headers=JSON)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found
