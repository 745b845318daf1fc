"""Jobs over HTTP: what an administrator sees of them and may do about them, and that nobody else may."""

from typing import Any

import pytest

from tests.http.curators import Curator, a_curator, outcome
from tests.jobs import Fill, Pour, ask_for
from tests.postgres import as_superuser, superuser
from tests.service import Service, running_service

JOBS = "/api/v1/admin/jobs"
REASON = '{"exception_type": "upstream-away", "exception_message": "TMDB does not answer."}'


@pytest.fixture
async def admin(service: Service) -> Curator:
    curator = await a_curator(service.database, service.application)
    made = f"UPDATE accounts.users SET role = 'admin' WHERE id = '{curator.actor.user_id}'"
    await as_superuser(service.database, made)
    return curator


@pytest.fixture
async def asked(service: Service) -> list[int]:
    """The ids of three jobs that wait, in a queue without others."""
    await as_superuser(service.database, "DELETE FROM jobs.pgqueuer")
    await as_superuser(service.database, "DELETE FROM jobs.pgqueuer_log")
    return [each or 0 for each in await ask_for(service.database, [Pour(1), Pour(2), Fill(3)])]


async def stands(service: Service, job_id: int, status: str, reason: str | None = None) -> None:
    """Puts a job into a state, as a worker does."""
    async with superuser(service.database) as connection:
        state = "UPDATE jobs.pgqueuer SET status = $2, updated = now() WHERE id = $1"
        if status in {"successful", "canceled"}:
            await connection.execute("DELETE FROM jobs.pgqueuer WHERE id = $1", job_id)
        else:
            await connection.execute(state, job_id, status)
        log = """INSERT INTO jobs.pgqueuer_log (job_id, status, priority, entrypoint, traceback)
            VALUES ($1, $2, 0, 'pour', $3)"""
        await connection.execute(log, job_id, status, reason)


async def listed(admin: Curator, query: str = "") -> list[dict[str, Any]]:
    answer = await admin.client.get(f"{JOBS}{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]  # type: ignore[no-any-return]


async def test_every_job_is_listed_once_newest_first_with_how_it_stands(
    service: Service, admin: Curator, asked: list[int]
) -> None:
    first, second, third = asked
    for status in ("picked", "successful"):
        await stands(service, first, status)
    for status in ("picked", "failed"):
        await stands(service, second, status, REASON)
    jobs = await listed(admin)
    assert [(job["id"], job["name"], job["status"]) for job in jobs] == [
        (third, "fill", "queued"),
        (second, "pour", "failed"),
        (first, "pour", "done"),
    ]
    queued, failed, done = jobs
    assert queued["payload"] == {"number": 3, "seconds": 0}
    assert failed["reason"] == {"code": "upstream-away", "message": "TMDB does not answer."}
    assert (done["attempts"], done["reason"], done["payload"]) == (1, None, None)
    assert done["created_at"] <= done["started_at"] <= done["finished_at"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("?status=queued", [2, 0]), ("?status=running", [1]), ("?name=pour", [1, 0]), ("?status=done", [])],
)
async def test_the_list_is_that_of_a_kind_or_a_state(
    service: Service, admin: Curator, asked: list[int], query: str, numbers: list[int]
) -> None:
    await stands(service, asked[1], "picked")
    assert [job["id"] for job in await listed(admin, query)] == [asked[number] for number in numbers]


async def test_pages_go_on_where_the_one_before_ended(
    service: Service, admin: Curator, asked: list[int]
) -> None:
    await stands(service, asked[1], "successful")
    first = await admin.client.get(f"{JOBS}?limit=2")
    assert f"cursor={first.json()['next_cursor']}" in first.headers["link"]
    rest = await admin.client.get(f"{JOBS}?limit=2&cursor={first.json()['next_cursor']}")
    found = [job["id"] for page in (first, rest) for job in page.json()["items"]]
    assert (found, rest.json()["next_cursor"]) == (asked[::-1], None)
    assert outcome(await admin.client.get(f"{JOBS}?cursor=x")) == (400, "cursor-invalid")


@pytest.mark.parametrize("status", ["queued", "picked", "failed"])
async def test_a_job_that_is_not_over_can_be_cancelled_once(
    service: Service, admin: Curator, asked: list[int], status: str
) -> None:
    await stands(service, asked[0], status)
    answer = await admin.client.post(f"{JOBS}/{asked[0]}/cancel")
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert [job["id"] for job in await listed(admin, "?status=queued")] == [asked[2], asked[1]]
    assert outcome(await admin.client.post(f"{JOBS}/{asked[0]}/cancel")) == (409, "job-over")


async def test_a_failed_job_waits_again_with_all_its_attempts(
    service: Service, admin: Curator, asked: list[int]
) -> None:
    await as_superuser(service.database, "UPDATE jobs.pgqueuer SET attempts = 5")
    await stands(service, asked[0], "failed", REASON)
    answer = await admin.client.post(f"{JOBS}/{asked[0]}/retry")
    assert (answer.status_code, answer.json()["status"]) == (200, "queued")
    attempts = f"SELECT attempts FROM jobs.pgqueuer WHERE id = {asked[0]}"
    assert await as_superuser(service.database, attempts) == 0
    assert outcome(await admin.client.post(f"{JOBS}/{asked[0]}/retry")) == (409, "job-not-failed")


async def test_a_failed_job_is_not_run_beside_another_for_the_same_thing(
    service: Service, admin: Curator, asked: list[int]
) -> None:
    (job_id,) = await ask_for(service.database, [Pour(9)], key="cup")
    await stands(service, job_id or 0, "failed")
    await ask_for(service.database, [Pour(9)], key="cup")
    assert outcome(await admin.client.post(f"{JOBS}/{job_id}/retry")) == (409, "same-job-waits")


@pytest.mark.parametrize("job_id", ["0", "-1", "4611686018427387904", "99999999999999999999999"])
@pytest.mark.parametrize("step", ["cancel", "retry"])
async def test_a_job_that_there_never_was_is_not_found(
    admin: Curator, asked: list[int], job_id: str, step: str
) -> None:
    assert outcome(await admin.client.post(f"{JOBS}/{job_id}/{step}")) == (404, "not-found")


@pytest.mark.parametrize("role", ["user", "editor"])
async def test_jobs_are_for_administrators(
    service: Service, curator: Curator, asked: list[int], role: str
) -> None:
    made = f"UPDATE accounts.users SET role = '{role}' WHERE id = '{curator.actor.user_id}'"
    await as_superuser(service.database, made)
    for answer in (
        await curator.client.get(JOBS),
        await curator.client.post(f"{JOBS}/{asked[0]}/cancel"),
        await curator.client.post(f"{JOBS}/{asked[0]}/retry"),
    ):
        assert outcome(answer) == (403, "role-missing")
    reader = await curator.client.get(JOBS, headers={"authorization": ""})
    assert reader.status_code == 401


async def test_reading_takes_a_key_that_reads_and_changing_one_that_writes(
    admin: Curator, asked: list[int]
) -> None:
    reads = await admin.key("read")
    assert (await admin.client.get(JOBS, headers=reads)).status_code == 200
    refused = await admin.client.post(f"{JOBS}/{asked[0]}/cancel", headers=reads)
    assert outcome(refused) == (403, "scope-missing")


async def test_without_a_connection_for_administrators_the_operator_is_told(
    service: Service, admin: Curator, tmp_path: Any
) -> None:
    url = service.database.url("media_menu_app")
    async with running_service(service.database, tmp_path, admin_database_url=url) as poor:
        key = await admin.key("read", "write")
        async with poor.browser(**key) as client:
            assert outcome(await client.get(JOBS)) == (503, "office-closed")
