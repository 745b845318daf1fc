"""The page of jobs, by its forms and links, as an administrator without scripts sees it."""

from tests.jobs import Fill, Pour, ask_for
from tests.postgres import as_superuser
from tests.service import Browser, Service, words

JOBS = "/admin/jobs"


async def an_admin(browser: Browser, service: Service, username: str = "ada") -> None:
    await browser.register(username)
    made = f"UPDATE accounts.users SET role = 'admin' WHERE username = '{username}'"
    await as_superuser(service.database, made)


async def failed(service: Service, job_id: int | None) -> None:
    await as_superuser(service.database, f"UPDATE jobs.pgqueuer SET status = 'failed' WHERE id = {job_id}")


async def test_jobs_are_cancelled_and_run_again_by_forms(service: Service) -> None:
    first, second = await ask_for(service.database, [Pour(1), Fill(2)])
    await failed(service, second)
    async with service.browser() as ada:
        await an_admin(ada, service)
        await ada.open(JOBS)
        assert "pour" in words(ada.page.text)
        assert '"number": 2' in ada.page.text.replace("&#34;", '"')
        await ada.submit(f"{JOBS}/{second}/retry")
        assert "waits to be run again" in words(ada.page.text)
        assert f"{JOBS}/{second}/retry" not in ada.page.text
        await ada.submit(f"{JOBS}/{first}/cancel")
        assert "The job is cancelled." in words(ada.page.text)
        assert f"{JOBS}/{first}/cancel" not in ada.page.text


async def test_a_job_that_is_over_meanwhile_is_said_to_be(service: Service) -> None:
    (job_id,) = await ask_for(service.database, [Pour(1)])
    async with service.browser() as ada:
        await an_admin(ada, service)
        await ada.open(JOBS)
        await as_superuser(service.database, "UPDATE jobs.pgqueuer_log SET status = 'successful'")
        await as_superuser(service.database, "DELETE FROM jobs.pgqueuer")
        late = await ada.send_form(f"{JOBS}/{job_id}/cancel")
        assert late.status_code == 409
        assert "over already" in words(late.text)


async def test_the_list_is_filtered_and_paged_by_links(service: Service) -> None:
    await ask_for(service.database, [Pour(each) for each in range(52)])
    await ask_for(service.database, [Fill(1)])
    async with service.browser() as ada:
        await an_admin(ada, service)
        await ada.open(f"{JOBS}?name=pour&status=queued")
        assert ada.page.text.count('id="job-') == 50
        assert "fill" not in words(ada.page.text)
        (onward,) = [line for line in ada.page.text.splitlines() if 'rel="next"' in line]
        await ada.open(onward.partition('href="')[2].partition('"')[0].replace("&amp;", "&"))
        assert ada.page.text.count('id="job-') == 2
        nothing = await ada.open(f"{JOBS}?status=nonsense&name=none")
        assert "No such jobs." in words(nothing.text)


async def test_schedules_are_shown_with_their_next_time_on_the_clock_of_their_zone(service: Service) -> None:
    async with service.browser() as ada:
        await an_admin(ada, service)
        page = words((await ada.open(JOBS)).text)
    assert "nightly-retention" in page
    assert "03:30 · not yet · Europe/Warsaw" in page


async def test_the_page_is_for_administrators_in_a_browser(service: Service) -> None:
    async with service.browser() as nobody:
        sent = await nobody.get(JOBS)
        assert (sent.status_code, sent.headers["location"]) == (303, "/login?next=%2Fadmin%2Fjobs")
    async with service.browser() as bert:
        await bert.register("bert")
        assert (await bert.get(JOBS)).status_code == 403
