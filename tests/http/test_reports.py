"""Reports of menus: made by anybody, decided by administrators, felt by readers and by the curator."""

import asyncio
from typing import Any

import httpx
import pytest

from domain.menus.reporting import REPORTS
from tests.http.curators import Curator, Document, a_curator, client_of, outcome, pointers
from tests.postgres import as_superuser, superuser
from tests.service import BASE_URL, Service, running_service, until

CASES = "/api/v1/admin/reports"
RULINGS = "/api/v1/admin/rulings"
SPAM = {"reason": "spam", "words": "Buy now!"}


@pytest.fixture(autouse=True)
async def fresh_counters(service: Service) -> None:
    """Everybody here has one address."""
    await as_superuser(service.database, "DELETE FROM accounts.throttles")


@pytest.fixture
def anybody(service: Service) -> httpx.AsyncClient:
    return client_of(service.application)


@pytest.fixture
async def admin(service: Service) -> Curator:
    somebody = await a_curator(service.database, service.application)
    await with_role(service, somebody, "admin")
    return somebody


async def with_role(service: Service, somebody: Curator, role: str) -> None:
    person = somebody.actor.user_id
    await as_superuser(service.database, f"UPDATE accounts.users SET role = '{role}' WHERE id = '{person}'")


async def published(curator: Curator, title: str = "Noir", **wish: str) -> tuple[str, str]:
    """Path and slug of a new published menu."""
    path = await curator.full_menu(title)
    return path, (await curator.published(path, **wish))["slug"]


def reports(slug: str) -> str:
    return f"/api/v1/public/menus/{slug}/reports"


async def reported(client: httpx.AsyncClient, slug: str, wish: Document = SPAM) -> Document:
    answer = await client.post(reports(slug), json=wish)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def rule(admin: Curator, slug: str, decision: str, **wish: str) -> httpx.Response:
    return await admin.client.post(f"{CASES}/{slug}/{decision}", json=wish)


async def ruled(admin: Curator, slug: str, decision: str, **wish: str) -> Document:
    answer = await rule(admin, slug, decision, **wish)
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def listed(admin: Curator, path: str, slug: str) -> list[Document]:
    """What a list has about a menu; every page of it, two entries each."""
    found, query = [], {"limit": "2"}
    while True:
        page = (await admin.client.get(path, params=query)).json()
        found += [each for each in page["items"] if each["slug"] == slug]
        if not page["next_cursor"]:
            return found
        query["cursor"] = page["next_cursor"]


async def case_of(admin: Curator, slug: str) -> Document:
    """The only case about a menu."""
    [case] = await listed(admin, CASES, slug)
    return case


async def rulings_of(admin: Curator, slug: str) -> list[Document]:
    return await listed(admin, RULINGS, slug)


@pytest.mark.parametrize("visibility", ["public", "unlisted"])
async def test_anybody_reports_what_anybody_can_read(
    anybody: httpx.AsyncClient, curator: Curator, stranger: Curator, admin: Curator, visibility: str
) -> None:
    _, slug = await published(curator, visibility=visibility)
    answered = await reported(anybody, slug)
    assert (answered["reason"], answered["words"]) == ("spam", "Buy now!")
    await reported(stranger.client, slug, {"reason": "other", "words": " Odd.\r\nVery. "})
    case = await case_of(admin, slug)
    assert (case["title"], case["status"], case["report_count"]) == ("Noir", "published", 2)
    assert [(each["reason"], each["words"], each["edition"]) for each in case["reports"]] == [
        ("other", "Odd.\nVery.", 1),
        ("spam", "Buy now!", 1),
    ]
    names = [each["reporter"] for each in case["reports"]]
    assert (bool(names[0]), names[1]) == (True, None)


async def test_what_nobody_can_read_is_not_reported(anybody: httpx.AsyncClient, curator: Curator) -> None:
    path, slug = await published(curator)
    await curator.send("POST", f"{path}/unpublish")
    assert outcome(await anybody.post(reports(slug), json=SPAM)) == (404, "not-found")
    assert outcome(await anybody.post(reports("no-such-menu"), json=SPAM)) == (404, "not-found")
    await curator.send("DELETE", path)
    assert outcome(await anybody.post(reports(slug), json=SPAM)) == (410, "gone")


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        ({"reason": "other", "words": "  "}, "/words"),
        ({"reason": "spam", "words": "x" * 2_001}, "/words"),
        ({"reason": "dull"}, "/reason"),
        ({}, "/reason"),
    ],
)
async def test_a_report_says_what_is_wrong(
    anybody: httpx.AsyncClient, curator: Curator, wish: Document, pointer: str
) -> None:
    _, slug = await published(curator)
    refused = await anybody.post(reports(slug), json=wish)
    assert (refused.status_code, [at for at, _ in pointers(refused)]) == (422, [pointer])


async def test_one_person_has_one_open_report_of_a_menu(
    curator: Curator, stranger: Curator, admin: Curator
) -> None:
    _, slug = await published(curator)
    once = {"idempotency-key": "once"}
    first = await stranger.client.post(reports(slug), json=SPAM, headers=once)
    again = await stranger.client.post(reports(slug), json=SPAM, headers=once)
    assert (first.status_code, first.content) == (201, again.content)
    assert outcome(await stranger.client.post(reports(slug), json=SPAM)) == (409, "already-reported")
    await ruled(admin, slug, "dismiss")
    await reported(stranger.client, slug)


async def test_at_the_same_moment_one_report_counts_and_a_take_down_wins_over_publishing(
    anybody: httpx.AsyncClient, curator: Curator, stranger: Curator, admin: Curator
) -> None:
    path, slug = await published(curator)
    sent = await asyncio.gather(*(stranger.client.post(reports(slug), json=SPAM) for _ in range(4)))
    assert sorted(each.status_code for each in sent) == [201, 409, 409, 409]
    answers = await asyncio.gather(
        curator.send("POST", f"{path}/publish", {}),
        rule(admin, slug, "take-down", reason="Spam."),
        rule(admin, slug, "take-down", reason="Spam."),
        curator.send("POST", f"{path}/publish", {}),
    )
    assert sorted(each.status_code for each in answers[1:3]) == [200, 409]
    assert {outcome(answers[0])[0], outcome(answers[3])[0]} <= {201, 409}
    assert outcome(await curator.send("POST", f"{path}/publish", {})) == (409, "taken-down")
    assert (await anybody.get(f"/api/v1/public/menus/{slug}")).status_code == 404


async def test_nobody_reports_without_end(
    service: Service, anybody: httpx.AsyncClient, curator: Curator, stranger: Curator
) -> None:
    _, slug = await published(curator)
    for number in range(REPORTS):
        # What a stranger says of proxies counts for nothing: it is one address all the time.
        answer = await anybody.post(
            reports(slug), json=SPAM, headers={"x-forwarded-for": f"198.51.100.{number}"}
        )
        assert answer.status_code == 201
    refused = await anybody.post(reports(slug), json=SPAM)
    assert outcome(refused) == (429, "too-many-requests")
    assert 0 < int(refused.headers["retry-after"]) <= 3_600
    transport = httpx.ASGITransport(app=service.application, client=("203.0.113.9", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as elsewhere:
        await reported(elsewhere, slug)
        key = await stranger.key("write")
        for _ in range(REPORTS - 1):
            await elsewhere.post(reports(slug), json=SPAM, headers=key)
    transport = httpx.ASGITransport(app=service.application, client=("203.0.113.10", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL, headers=key) as on_the_move:
        assert outcome(await on_the_move.post(reports(slug), json=SPAM)) == (409, "already-reported")
        assert outcome(await on_the_move.post(reports(slug), json=SPAM)) == (429, "too-many-requests")


async def test_a_dismissed_menu_stays_as_it_is(
    anybody: httpx.AsyncClient, curator: Curator, admin: Curator
) -> None:
    path, slug = await published(curator)
    for _ in range(2):
        await reported(anybody, slug)
    made = await ruled(admin, slug, "dismiss", reason="A matter of taste.")
    assert (made["decision"], made["reason"]) == ("dismissed", "A matter of taste.")
    assert await listed(admin, CASES, slug) == []
    assert outcome(await rule(admin, slug, "dismiss")) == (409, "nothing-reported")
    assert (await anybody.get(f"/m/{slug}")).status_code == 200
    assert (await curator.shown(path))["take_down"] is None
    await reported(anybody, slug)
    case = await case_of(admin, slug)
    [before] = case["rulings"]
    assert (before["decision"], before["report_count"], before["in_force"]) == ("dismissed", 2, False)


async def test_a_take_down_closes_the_menu_to_everybody_but_its_curator(
    anybody: httpx.AsyncClient, curator: Curator, stranger: Curator, admin: Curator
) -> None:
    path, slug = await published(curator)
    fork = await stranger.made(f"/api/v1/public/menus/{slug}/forks", {})
    await stranger.published(f"/api/v1/menus/{fork['id']}")
    edition = (await anybody.get(f"/api/v1/public/menus/{slug}")).json()
    await reported(anybody, slug)
    before = await curator.shown(path)
    assert (await anybody.get(f"/m/{slug}")).status_code == 200
    await ruled(admin, slug, "take-down", reason="It names a private address.")

    async def closed() -> bool:
        there = f"/api/v1/public/menus/{fork['slug']}"
        told = (await anybody.get(there)).json()["lineage"]["source_available"]
        return (await anybody.get(f"/m/{slug}")).status_code == 404 and not told

    await until(closed)
    draft = f"/m/{(await stranger.shown(await stranger.menu()))['slug']}"
    hidden = [await anybody.get(f"/m/{slug}{form}") for form in ("", "/menu.json", "/feed.atom", "/report")]
    assert [each.status_code for each in hidden] == [404] * 4
    assert (await anybody.get(draft)).content == hidden[0].content
    assert slug not in (await anybody.get("/api/v1/public/menus?limit=100")).text
    mine = await curator.shown(path)
    assert mine["take_down"]["reason"] == "It names a private address."
    assert (mine["status"], mine["version"], mine["edition"]) == ("draft", before["version"] + 1, None)
    assert mine["courses"] == before["courses"]
    [line] = [each for each in (await curator.shown("/api/v1/menus"))["items"] if each["slug"] == slug]
    assert line["take_down"] == mine["take_down"]
    kept = await curator.shown(f"{path}/editions/1")
    assert kept["courses"] == edition["courses"]
    assert (await curator.send("PATCH", path, {"title": "Still mine"})).status_code == 200


async def test_what_was_taken_down_is_not_published_until_it_is_let_go(
    anybody: httpx.AsyncClient, curator: Curator, admin: Curator
) -> None:
    path, slug = await published(curator)
    await reported(anybody, slug)
    await ruled(admin, slug, "take-down", reason="It names a private address.")
    refused = await curator.send("POST", f"{path}/publish", {})
    assert outcome(refused) == (409, "taken-down")
    assert refused.json()["errors"] == [
        {"pointer": "", "code": "taken-down", "message": "It names a private address."}
    ]
    check = await curator.shown(f"{path}/publish-check")
    assert (check["publishable"], check["problems"][0]["code"]) == (False, "taken-down")
    assert outcome(await rule(admin, slug, "take-down", reason="Again.")) == (409, "already-taken-down")
    [ruling] = await rulings_of(admin, slug)
    assert (ruling["decision"], ruling["in_force"], ruling["report_count"]) == ("taken-down", True, 1)
    assert ruling["decided_by"] == f"p{admin.actor.user_id.hex[-12:]}"
    await ruled(admin, slug, "lift", reason="The address is gone.")
    assert outcome(await rule(admin, slug, "lift")) == (409, "not-taken-down")
    assert (await curator.shown(path))["take_down"] is None
    assert (await anybody.get(f"/m/{slug}")).status_code == 404
    assert (await curator.published(path))["number"] == 2
    assert (await anybody.get(f"/m/{slug}")).status_code == 200
    told = [(each["decision"], each["in_force"], each["reason"]) for each in await rulings_of(admin, slug)]
    assert told == [
        ("lifted", False, "The address is gone."),
        ("taken-down", False, "It names a private address."),
    ]


async def test_a_menu_that_its_curator_closed_first_is_kept_closed_all_the_same(
    anybody: httpx.AsyncClient, curator: Curator, admin: Curator
) -> None:
    path, slug = await published(curator)
    await reported(anybody, slug)
    await curator.send("POST", f"{path}/unpublish")
    [before] = (await curator.shown(f"{path}/editions"))["items"]
    await ruled(admin, slug, "take-down", reason="Spam.")
    assert outcome(await curator.send("POST", f"{path}/publish", {})) == (409, "taken-down")
    assert (await curator.shown(f"{path}/editions"))["items"] == [before]


async def test_a_take_down_says_why(anybody: httpx.AsyncClient, curator: Curator, admin: Curator) -> None:
    _, slug = await published(curator)
    await reported(anybody, slug)
    for reason in ("", " ", "x" * 1_001):
        refused = await rule(admin, slug, "take-down", reason=reason)
        assert (refused.status_code, [at for at, _ in pointers(refused)]) == (422, ["/reason"])
    assert (await anybody.get(f"/m/{slug}")).status_code == 200


async def test_only_what_was_reported_is_decided_about(curator: Curator, admin: Curator) -> None:
    _, slug = await published(curator)
    for decision in ("dismiss", "take-down", "lift"):
        assert outcome(await rule(admin, slug, decision, reason="No.")) == (404, "not-found")


async def test_reports_and_decisions_outlive_the_menu_its_curator_and_the_reporter(
    service: Service, anybody: httpx.AsyncClient, curator: Curator, stranger: Curator, admin: Curator
) -> None:
    path, slug = await published(curator)
    await reported(anybody, slug)
    await ruled(admin, slug, "take-down", reason="Spam.")
    await ruled(admin, slug, "lift")
    await curator.published(path)
    await reported(stranger.client, slug)
    await curator.send("DELETE", path)
    case = await case_of(admin, slug)
    assert (case["status"], case["title"]) == (None, "Noir")
    assert outcome(await rule(admin, slug, "take-down", reason="Spam.")) == (404, "not-found")
    async with superuser(service.database) as connection:
        people = [curator.actor.user_id, stranger.actor.user_id]
        await connection.execute("DELETE FROM accounts.users WHERE id = ANY($1)", people)
    case = await case_of(admin, slug)
    assert (case["curator"], case["reports"][0]["reporter"]) == (None, None)
    await ruled(admin, slug, "dismiss")
    assert [each["decision"] for each in await rulings_of(admin, slug)] == [
        "dismissed",
        "lifted",
        "taken-down",
    ]


@pytest.mark.parametrize("role", ["user", "editor"])
async def test_reports_are_read_and_decided_by_administrators(
    service: Service, anybody: httpx.AsyncClient, curator: Curator, role: str
) -> None:
    _, slug = await published(curator)
    await reported(anybody, slug)
    await with_role(service, curator, role)
    for path in (CASES, RULINGS):
        assert outcome(await curator.client.get(path)) == (403, "role-missing")
        assert (await anybody.get(path)).status_code == 401
    for decision in ("dismiss", "take-down", "lift"):
        assert outcome(await rule(curator, slug, decision, reason="No.")) == (403, "role-missing")


async def test_without_a_connection_for_administrators_reports_are_taken_and_the_operator_is_told(
    service: Service, curator: Curator, admin: Curator, tmp_path: Any
) -> None:
    _, slug = await published(curator)
    async with running_service(service.database, tmp_path, admin_database_url="") as poor:
        key = await admin.key("read", "write")
        async with poor.browser(**key) as client:
            await reported(client, slug)
            assert outcome(await client.get(CASES)) == (503, "office-closed")
            assert outcome(await client.get(RULINGS)) == (503, "office-closed")
            for decision in ("dismiss", "take-down", "lift"):
                refused = await client.post(f"{CASES}/{slug}/{decision}", json={"reason": "No."})
                assert outcome(refused) == (503, "office-closed")
