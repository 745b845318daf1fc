"""Every refusal that menus know, as programs hear it: status and code. A new one has to be added here."""

from collections.abc import Awaitable, Callable

import httpx
import pytest
from uuid_utils.compat import uuid7

from domain.kernel import DomainError
from domain.menus import errors
from domain.menus.sharing import MOST_LINKS
from tests.http.curators import Curator, Document, client_of, outcome
from tests.service import Service, until

WORDS = {"relationship": "x", "narrative": "x"}


class Occasion:
    """Somebody with a full menu."""

    def __init__(self, curator: Curator, service: Service, path: str, menu: Document) -> None:
        self.curator = curator
        self.path = path
        self.reader = client_of(service.application)
        self.slug = menu["slug"]
        self.first, self.second = menu["courses"]
        [self.pairing] = menu["pairings"]

    async def send(self, method: str, part: str, body: Document | None = None) -> httpx.Response:
        return await self.curator.send(method, self.path + part, body)


@pytest.fixture
async def occasion(curator: Curator, service: Service) -> Occasion:
    path = await curator.full_menu()
    return Occasion(curator, service, path, await curator.shown(path))


async def unknown_menu(at: Occasion) -> httpx.Response:
    return await at.curator.send("GET", f"/api/v1/menus/{uuid7()}")


async def deleted_menu(at: Occasion) -> httpx.Response:
    await at.send("POST", "/publish", {})
    await at.send("DELETE", "")
    place = f"/api/v1/public/menus/{at.slug}"

    async def gone() -> bool:
        return (await at.reader.get(place)).status_code != 200

    await until(gone)
    return await at.reader.get(place)


async def unknown_course(at: Occasion) -> httpx.Response:
    return await at.send("PATCH", f"/courses/{uuid7()}", {})


async def unknown_item(at: Occasion) -> httpx.Response:
    return await at.send("DELETE", f"/items/{uuid7()}")


async def unknown_pairing(at: Occasion) -> httpx.Response:
    return await at.send("PATCH", f"/pairings/{uuid7()}", {})


async def unknown_edition(at: Occasion) -> httpx.Response:
    return await at.send("GET", "/editions/1")


async def unknown_revision(at: Occasion) -> httpx.Response:
    return await at.send("GET", "/revisions/1")


async def unknown_link(at: Occasion) -> httpx.Response:
    return await at.send("DELETE", f"/share-tokens/{uuid7()}")


async def missing_text(at: Occasion) -> httpx.Response:
    return await at.send("POST", "/courses", {"title": " "})


async def too_many_links(at: Occasion) -> httpx.Response:
    for _ in range(MOST_LINKS):
        await at.curator.made(f"{at.path}/share-tokens", {})
    return await at.send("POST", "/share-tokens", {})


async def unknown_work(at: Occasion) -> httpx.Response:
    return await at.send("POST", f"/courses/{at.first['id']}/items", {"media_item_id": str(uuid7())})


async def paired_with_itself(at: Occasion) -> httpx.Response:
    one = at.first["items"][0]["id"]
    return await at.send("POST", "/pairings", {"first_item_id": one, "second_item_id": one, **WORDS})


async def paired_again_the_other_way(at: Occasion) -> httpx.Response:
    two = {"first_item_id": at.pairing["second_item_id"], "second_item_id": at.pairing["first_item_id"]}
    return await at.send("POST", "/pairings", {**two, **WORDS})


async def half_an_arrangement(at: Occasion) -> httpx.Response:
    return await at.send("PUT", "/arrangement", {"courses": []})


async def the_same_id_twice(at: Occasion) -> httpx.Response:
    course = {"id": str(uuid7()), "title": "x"}
    return await at.send("PUT", "/content", {"courses": [course, course]})


async def published_empty(at: Occasion) -> httpx.Response:
    await at.send("PUT", "/content", {"courses": []})
    return await at.send("POST", "/publish", {})


async def unpublished_draft(at: Occasion) -> httpx.Response:
    return await at.send("POST", "/unpublish")


async def followed_by_oneself(at: Occasion) -> httpx.Response:
    await at.send("POST", "/publish", {})
    name = (await at.curator.shown("/api/v1/me"))["username"]
    return await at.curator.send("POST", "/api/v1/me/follows", {"kind": "curator", "name": name})


async def unknown_note(at: Occasion) -> httpx.Response:
    return await at.send("DELETE", f"/notes/{uuid7()}")


async def note_by_a_link_to_read(at: Occasion) -> httpx.Response:
    return await left_by(at, "view", at.first["id"])


async def note_about_nothing(at: Occasion) -> httpx.Response:
    return await left_by(at, "comment", str(uuid7()))


async def left_by(at: Occasion, scope: str, course: str) -> httpx.Response:
    link = await at.curator.made(f"{at.path}/share-tokens", {"scope": scope})
    visit = (await at.reader.get(link["url"])).headers["location"]
    wish = {"anchor_kind": "course", "anchor_id": course, "author_name": "Ewa", "body": "Why?"}
    return await at.reader.post(f"/api/v1{visit}/notes", json=wish)


async def upstream_of_no_fork(at: Occasion) -> httpx.Response:
    return await at.send("GET", "/upstream-changes")


async def unknown_proposal(at: Occasion) -> httpx.Response:
    return await at.curator.send("GET", f"/api/v1/proposals/{uuid7()}")


async def endless_link(at: Occasion) -> httpx.Response:
    return await at.send("POST", "/share-tokens", {"expires_in_hours": 745})


REFUSED: dict[type[DomainError], tuple[Callable[[Occasion], Awaitable[httpx.Response]], int, str]] = {
    errors.MenuNotFound: (unknown_menu, 404, "not-found"),
    errors.MenuGone: (deleted_menu, 410, "gone"),
    errors.CourseNotFound: (unknown_course, 404, "not-found"),
    errors.ItemNotFound: (unknown_item, 404, "not-found"),
    errors.PairingNotFound: (unknown_pairing, 404, "not-found"),
    errors.EditionNotFound: (unknown_edition, 404, "not-found"),
    errors.RevisionNotFound: (unknown_revision, 404, "not-found"),
    errors.ShareTokenNotFound: (unknown_link, 404, "not-found"),
    errors.TextInvalid: (missing_text, 422, "text-invalid"),
    errors.TooMany: (too_many_links, 409, "limit-reached"),
    errors.WorkUnknown: (unknown_work, 422, "work-unknown"),
    errors.PairingInvalid: (paired_with_itself, 422, "pairing-invalid"),
    errors.AlreadyPaired: (paired_again_the_other_way, 409, "already-paired"),
    errors.NotAPermutation: (half_an_arrangement, 422, "not-a-permutation"),
    errors.IdTaken: (the_same_id_twice, 409, "id-taken"),
    errors.NotPublishable: (published_empty, 409, "not-publishable"),
    errors.NotPublished: (unpublished_draft, 409, "not-published"),
    errors.ShareTermsInvalid: (endless_link, 422, "share-terms-invalid"),
    errors.OwnFollow: (followed_by_oneself, 409, "own-follow"),
    errors.ProposalNotFound: (unknown_proposal, 404, "not-found"),
    errors.NoteNotFound: (unknown_note, 404, "not-found"),
    errors.NotesNotAllowed: (note_by_a_link_to_read, 403, "notes-not-allowed"),
    errors.AnchorUnknown: (note_about_nothing, 422, "anchor-unknown"),
    errors.NotAFork: (upstream_of_no_fork, 404, "not-found"),
}
OF_FORKS = {
    errors.UpstreamClosed, errors.UpstreamMoved, errors.ChangeUnknown,
    errors.ProposalSettled, errors.NothingToPropose, errors.ProposalsNotTaken,
}  # fmt: skip
"""It takes two menus to provoke these: `test_upstream_changes.py` and `test_proposals.py` do."""
OF_REPORTS = {
    errors.AlreadyReported,
    errors.AlreadyTakenDown,
    errors.NothingReported,
    errors.NotTakenDown,
    errors.TakenDown,
}
"""It takes readers and administrators to provoke these: `test_reports.py` does."""


@pytest.mark.parametrize("refusal", REFUSED, ids=lambda refusal: refusal.__name__)
async def test_a_refusal_has_its_status_and_code(occasion: Occasion, refusal: type[DomainError]) -> None:
    provoke, status, code = REFUSED[refusal]
    answer = await provoke(occasion)
    assert outcome(answer) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_every_refusal_is_provoked_here() -> None:
    known = {each for each in families(DomainError) if each.__module__ == errors.__name__}
    assert known == set(REFUSED) | OF_FORKS | OF_REPORTS


def families(error: type[DomainError]) -> set[type[DomainError]]:
    return set().union(*({each} | families(each) for each in error.__subclasses__()))
