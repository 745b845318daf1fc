"""The administration by pages: who may come in, what is shown of runs and errors, stopping and retrying."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from uuid_utils.compat import uuid7

from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.troubles import PgErrorLog
from domain.ingestion.troubles import Trouble
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.service import Browser, Service, running_service, words
from tests.works import WorksHouse

ROOMS = ("/admin", "/admin/runs", "/admin/errors")


async def admitted(service: Service, browser: Browser, role: str, name: str = "ada") -> None:
    await browser.register(name)
    await as_superuser(
        service.database, f"UPDATE accounts.users SET role = '{role}' WHERE username = '{name}'"
    )


async def pushed(service: Service, *records: bytes, **more: Any) -> str:
    """The path of the page of a run with these records."""
    engine = make_engine(service.database.url("media_menu_app"), pool_size=2)
    report = await WorksHouse(engine).push(*records, **more)
    await engine.dispose()
    return f"/admin/runs/{report.run_id}"


async def tried_out(service: Service) -> str:
    """The path of the page of a dry run that finds one title changed."""
    older = "UPDATE catalog.media_items SET title = 'Older' WHERE title = 'Fine'"
    await as_superuser(service.database, older)
    await as_superuser(service.database, "UPDATE catalog.media_sources SET mapping_version = 0")
    engine = make_engine(service.database.url("media_menu_app"), pool_size=2)
    house = WorksHouse(engine)
    run = await house.replaying.start("media-menu", None, dry_run=True)
    async for _ in house.replaying.go_on(run.id):
        pass
    await engine.dispose()
    return f"/admin/runs/{run.id}"


async def open_run(service: Service) -> str:
    engine = make_engine(service.database.url("media_menu_app"), pool_size=2)
    run = await WorksHouse(engine).ingest.start("imdb", None)
    await engine.dispose()
    return f"/admin/runs/{run.id}"


async def noted(service: Service, *troubles: Trouble, ago: timedelta = timedelta()) -> None:
    engine = make_engine(service.database.url("media_menu_app"), pool_size=2)
    for trouble in troubles:
        await PgErrorLog(engine, uuid7, lambda: datetime.now(UTC) - ago).note(trouble)
    await engine.dispose()


async def test_nobody_without_the_role_comes_in(service: Service) -> None:
    run = await pushed(service, b"{")
    async with service.browser() as stranger, service.browser() as user, service.browser() as editor:
        await user.register("bob")
        await admitted(service, editor, "editor", "edith")
        for path in (*ROOMS, run):
            sent_away = await stranger.get(path)
            assert (sent_away.status_code, sent_away.headers["location"][:11]) == (303, "/login?next"), path
            assert (await user.get(path)).status_code == 403, path
        assert 'href="/admin' not in (await user.open("/studio")).text
        assert 'href="/admin/runs"' in (await editor.open("/studio")).text
        assert [(await editor.get(path)).status_code for path in ROOMS] == [403, 200, 403]
        page = await editor.open(run)
        assert (page.status_code, 'href="/admin/errors"' in page.text) == (200, False)
        assert (await editor.get(f"/admin/runs/{uuid4()}")).status_code == 404
        token = {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', user.page.text)[0]}
        for action in ("stop", "retry"):
            assert (await user.post(f"{run}/{action}", data=token)).status_code == 403


async def test_the_list_of_runs_is_filtered_and_paged(service: Service) -> None:
    for number in range(31):
        await pushed(service, record(str(number), film(f"Film {number}")))
    await pushed(service, b"[]", source="imdb")
    async with service.browser() as admin:
        await admitted(service, admin, "admin")
        page = await admin.open("/admin/runs")
        assert page.text.count('class="line run"') == 30
        (older,) = re.findall(r'rel="next" href="([^"]+)"', page.text)
        rest = await admin.open("/admin/runs" + older.replace("&amp;", "&"))
        assert rest.text.count('class="line run"') == 2
        chosen = await admin.open("/admin/runs?source_name=imdb&status=finished&kind=&requester=")
        assert chosen.text.count('class="line run"') == 1
        assert '<option value="imdb" selected>IMDb</option>' in chosen.text
        assert "No run is like that." in words((await admin.open("/admin/runs?kind=file")).text)
        for nonsense in ("kind=x&status=y&source_name=%25'&requester=" + "x" * 900, "kind=%F0%9F%92%A3"):
            assert (await admin.open(f"/admin/runs?{nonsense}")).status_code == 200
        assert (await admin.open("/admin/runs?cursor=broken")).status_code == 400


async def test_a_run_shows_its_counts_reasons_and_records(service: Service) -> None:
    run = await pushed(
        service, record("fine", film("Fine")), record("<b>odd</b>", film("A\0B")), record("bad", {}), b"[]"
    )
    async with service.browser() as admin:
        await admitted(service, admin, "admin")
        page = await admin.open(run)
        for said in (
            "finished",
            "Received 4",
            "2 created",
            "2 rejected",
            "media-type-unknown",
            "Retry 2 refused records",
        ):
            assert said in words(page.text), said
        assert "<b>odd</b>" not in page.text
        assert page.text.count('class="line refusal"') == 3
        some = await admin.open(f"{run}?outcome=rejected&reason=record-invalid")
        assert some.text.count('class="line refusal"') == 1
        polish = await admin.open(f"{run}?lang=pl")
        assert "Powtórz 2 odrzucone rekordy" in words(polish.text)
        page = await admin.open(f"{await tried_out(service)}?lang=en")
        for said in ("replay · dry run", "What would change", "Title in 1 work Older →", "writes nothing"):
            assert said in words(page.text), said


async def test_records_of_a_run_are_paged(service: Service) -> None:
    run = await pushed(service, *[record(f"r{n}", {}) for n in range(60)])
    async with service.browser() as admin:
        await admitted(service, admin, "admin")
        page = await admin.open(f"{run}?outcome=rejected")
        (more,) = re.findall(r'rel="next" href="([^"]+)"', page.text)
        rest = await admin.open(run + more.replace("&amp;", "&").partition("#")[0])
        assert (page.text.count('class="line refusal"'), rest.text.count('class="line refusal"')) == (50, 10)


async def test_a_run_is_stopped_by_its_button(service: Service) -> None:
    run = await open_run(service)
    async with service.browser() as editor:
        await admitted(service, editor, "editor")
        page = await editor.open(run)
        assert 'data-live="2"' in page.text
        assert "nothing received yet" in words(page.text)
        before = editor.page
        await editor.submit(f"{run}/stop")
        assert "The run is stopped." in words(editor.page.text)
        assert "data-live" not in editor.page.text
        assert re.search("nothing received(?! yet)", words(editor.page.text))
        editor.page = before
        assert (await editor.send_form(f"{run}/stop")).status_code == 303
        await as_superuser(service.database, "UPDATE ingestion.runs SET status = 'finished'")
        late = await editor.send_form(f"{run}/stop")
        assert (late.status_code, "The run has ended already." in words(late.text)) == (409, True)


async def test_what_a_run_refused_is_retried_by_its_button(service: Service) -> None:
    await pushed(service, record("one", film("One", external_ids={"imdb": "tt0000001"})))
    await pushed(service, record("two", film("Two", external_ids={"imdb": "tt0000002"})))
    both = film("Both", external_ids={"imdb": ["tt0000001", "tt0000002"]})
    run = await pushed(service, record("both", both))
    await as_superuser(
        service.database, "DELETE FROM catalog.external_links WHERE external_key = 'tt0000002'"
    )
    async with service.browser() as admin:
        await admitted(service, admin, "admin")
        before = await admin.open(run)
        await admin.submit(f"{run}/retry")
        shown = words(admin.page.text)
        assert "taken through again" in shown
        assert "1 updated" in shown
        assert f'href="{run}"' in admin.page.text
        again = await admin.open(run)
        assert "taken by a retry" in words(again.text)
        assert f'action="{run}/retry"' not in again.text
        admin.page = before
        late = await admin.send_form(f"{run}/retry")
        assert late.status_code == 409
        assert "No refused record is kept" in words(late.text)


async def test_the_overview_draws_errors_and_lists_what_runs_and_what_failed(service: Service) -> None:
    running = await open_run(service)
    await noted(service, *[Trouble("upstream", "tmdb", "timeout", "No answer.", host="x.org")] * 3)
    await noted(service, Trouble("run", "imdb", "broken-off", "Gone."), ago=timedelta(days=2))
    async with service.browser() as admin:
        await admitted(service, admin, "admin")
        page = await admin.open("/admin")
        assert f'href="{running}"' in page.text
        assert 'aria-label="4 errors in 14 days"' in page.text
        assert "TMDB 3" in words(page.text)
        assert page.text.count('class="series-') == 4


async def test_errors_are_filtered_and_paged(service: Service) -> None:
    await noted(service, *[Trouble("upstream", "tmdb", "timeout", f"No answer {n}.") for n in range(55)])
    old = Trouble("upstream", "openlibrary", "status-503", "<i>Busy</i>", run_id=uuid7())
    await noted(service, old, ago=timedelta(days=3))
    async with service.browser() as admin:
        await admitted(service, admin, "admin")
        page = await admin.open("/admin/errors")
        (older,) = re.findall(r'rel="next" href="([^"]+)"', page.text)
        rest = await admin.open("/admin/errors" + older.replace("&amp;", "&"))
        assert (page.text.count('class="line trouble"'), rest.text.count('class="line trouble"')) == (50, 6)
        day = (datetime.now(UTC) - timedelta(days=3)).date()
        of_day = await admin.open(f"/admin/errors?day={day}&source_name=openlibrary")
        assert of_day.text.count('class="line trouble"') == 1
        assert "<i>" not in of_day.text
        assert "No error is like that." in words(
            (await admin.open(f"/admin/errors?day={day}&code=timeout")).text
        )
        for nonsense in ("day=yesterday", "day=9999-12-31", "day=0001-01-01", "code=%27"):
            assert (await admin.open(f"/admin/errors?{nonsense}")).status_code == 200, nonsense
        assert (await admin.open("/admin/errors?cursor=broken")).status_code == 400


@pytest.mark.parametrize("path", ["/admin", "/admin/errors"])
async def test_without_the_role_for_administrators_the_pages_say_what_to_set(
    database: Database, tmp_path: Path, path: str
) -> None:
    async with (
        running_service(database, tmp_path, admin_database_url="") as service,
        service.browser() as admin,
    ):
        await admitted(service, admin, "admin")
        page = await admin.open(path)
        assert (page.status_code, "Set ADMIN_DATABASE_URL" in page.text) == (200, True)
