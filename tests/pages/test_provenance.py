"""Who says what of a work, by pages: anybody reads it, editors pin and unpin."""

import re
from typing import Any

from adapters.postgres.engine import make_engine
from app.web.words.origins import LABELS
from domain.catalog.details import KINDS
from domain.catalog.fields import fields_of
from tests.postgres import as_superuser
from tests.service import Browser, Service, words
from tests.works import STALKER, WorksHouse

IMDB = {"titleType": "movie", "primaryTitle": 'Stalker "1979" <b>', "startYear": 1980, "isAdult": 0}


async def two_sources(service: Service, **changed: Any) -> str:
    engine = make_engine(service.database.url("media_menu_app"), pool_size=1)
    house = WorksHouse(engine)
    work = await house.one({**STALKER, **changed})
    await house.one(IMDB, "tt0079944", "imdb")
    await engine.dispose()
    return f"/media/{work.id}"


async def edith(service: Service, browser: Browser) -> None:
    await browser.register("edith")
    await as_superuser(service.database, "UPDATE accounts.users SET role = 'editor'")


def row(page: str, label: str) -> str:
    """What stands beside a label."""
    found = re.search(rf"<dt>{label}</dt>(.*?)</div>", page.partition('id="fields"')[2], re.DOTALL)
    assert found is not None, label
    return words(f"<main{found[1]}")


async def test_anybody_reads_who_says_what_and_sees_no_buttons(service: Service) -> None:
    path = await two_sources(service)
    async with service.browser() as anybody:
        page = (await anybody.open(f"{path}?sources=1")).text
        assert row(page, "Title").startswith("Stalker media-menu · ")
        assert 'Stalker "1979" <b> IMDb · ' in row(page, "Title")
        assert row(page, "Released").startswith("1979-05-25 media-menu")
        assert "/pins/" not in page
        assert "Who says what" not in (await anybody.open(path)).text
        polish = (await anybody.open(f"{path}?sources=1&lang=pl")).text
        assert "Kto co podaje" in words(polish)


async def test_an_editor_pins_a_value_and_lets_it_go(service: Service) -> None:
    path = await two_sources(service)
    async with service.browser() as browser:
        await edith(service, browser)
        await browser.open(f"{path}?sources=1")
        sent = await browser.submit(f"{path}/pins/language")
        assert sent.headers["location"] == f"{path}?sources=1#fields"
        assert row(browser.page.text, "Language").startswith("Russian pinned media-menu")
        rival = re.findall(r'name="external_id" value="tt0079944"', browser.page.text)
        assert rival
        fields = {"source_name": "imdb", "external_id": "tt0079944"}
        await browser.submit(f"{path}/pins/title", **fields)
        assert row(browser.page.text, "Title").startswith('Stalker "1979" <b> pinned IMDb')
        await two_sources(service, title="Zona", language="pl")
        await browser.open(path)
        assert '<h1 dir="auto">Stalker &#34;1979&#34; &lt;b&gt;</h1>' in browser.page.text
        await browser.open(f"{path}?sources=1")
        await browser.submit(f"{path}/pins/title/remove")
        assert row(browser.page.text, "Title").startswith("Zona media-menu")
        assert row(browser.page.text, "Language").startswith("Russian pinned")


async def test_a_value_that_nobody_says_any_more_is_pinned_as_it_stands(service: Service) -> None:
    path = await two_sources(service)
    await two_sources(service, genres=[])
    async with service.browser() as browser:
        await edith(service, browser)
        await browser.open(f"{path}?sources=1")
        assert "from an earlier record" in row(browser.page.text, "Genres")
        await browser.submit(f"{path}/pins/genres")
        assert row(browser.page.text, "Genres").startswith("Science Fiction, Drama pinned an editor")


async def test_pins_are_refused_to_readers_and_without_a_value(service: Service) -> None:
    path = await two_sources(service)
    async with service.browser() as browser, service.browser() as anybody:
        await browser.register("ada")
        token = (await browser.open("/settings")).text.partition('name="csrf_token" value="')[2]
        fields = {"csrf_token": token.partition('"')[0], "value": '"x"'}
        assert (await browser.post(f"{path}/pins/title", data=fields)).status_code == 403
        assert (await browser.post(f"{path}/pins/title/remove", data=fields)).status_code == 403
        away = await anybody.post(
            f"{path}/pins/title", data={"value": '"x"'}, headers={"origin": service.base_url}
        )
        assert (away.status_code, 'action="/login"' in away.text) == (401, True)
        await as_superuser(service.database, "UPDATE accounts.users SET role = 'editor'")
        wrong = await browser.post(f"{path}/pins/title", data={**fields, "value": "x"})
        assert wrong.status_code == 422


def test_every_field_has_a_label() -> None:
    shown_by_replays_alone = {"titles", "search_norm", "metadata"}
    assert {field for kind in KINDS for field in fields_of(kind)} | shown_by_replays_alone == LABELS.keys()
