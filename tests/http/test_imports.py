"""Menus from files: the same menu again, here and on another instance, with a word on each of its works."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from domain.kernel import MediaItemId
from tests.databases import Databases
from tests.http.curators import Curator, Document, a_curator, outcome, pointers
from tests.postgres import Database, as_superuser
from tests.seeding import a_work
from tests.service import Service, running_service

IMPORTS = "/api/v1/menus/imports"


@pytest.fixture(scope="module")
def far_database(databases: Databases) -> Iterator[Database]:
    with databases.lent() as lent:
        yield lent


@pytest.fixture(scope="module")
async def far_service(
    far_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    """Another instance, with a catalogue of its own."""
    folder: Path = tmp_path_factory.mktemp("far")
    async with running_service(far_database, folder, log_level="error") as running:
        yield running


@pytest.fixture
async def far(far_service: Service) -> Curator:
    """Somebody on another instance."""
    return await a_curator(far_service.database, far_service.application)


async def linked(database: Database, work: MediaItemId, source: str, key: str) -> None:
    await as_superuser(
        database,
        "INSERT INTO catalog.external_links (source_name, external_key, media_item_id, url) "
        f"VALUES ('{source}', '{key}', '{work}', 'https://{source}.example/{key}')",
    )


async def file_of(curator: Curator, path: str) -> Document:
    slug = (await curator.published(path))["slug"]
    file = await curator.shown(f"/m/{slug}/menu.json")
    schema = (await curator.client.get(file["$schema"])).json()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(file)
    return file


async def a_file(curator: Curator, *works: MediaItemId) -> Document:
    """A published menu with a course for each work, a note on each, and the first two paired."""
    path = await curator.menu("Zażółć „noc”")
    await curator.send("PATCH", path, {"description": "Two\nlines."})
    items = []
    for number, work in enumerate(works):
        course = await curator.made(f"{path}/courses", {"title": f"Course {number}", "intent": "Why"})
        new = {"media_item_id": str(work), "annotation": "*Note* <b>"}
        items.append((await curator.made(f"{path}/courses/{course['id']}/items", new))["id"])
    pairing = {"relationship": "echo", "narrative": "Both."}
    two = {"first_item_id": items[1], "second_item_id": items[0]}
    await curator.made(f"{path}/pairings", {**two, **pairing})
    return await file_of(curator, path)


def content(file: Document) -> Any:
    """All that is said, in order, without ids that only one instance has."""
    keys = {item["id"]: item["item_key"] for course in file["courses"] for item in course["items"]}
    facts = ("media_type", "title", "release_year", "creators", "external_links")
    courses = [
        (
            course["title"],
            course["intent"],
            [
                (item["item_key"], item["annotation"], [item["media"][name] for name in facts])
                for item in course["items"]
            ],
        )
        for course in file["courses"]
    ]
    pairings = [
        (keys[each["first_item_id"]], keys[each["second_item_id"]], each["relationship"], each["narrative"])
        for each in file["pairings"]
    ]
    return file["title"], file["description"], courses, pairings


def outcomes(imported: Document) -> list[str]:
    return [each["outcome"] for each in imported["works"]]


async def brought(curator: Curator, file: Document) -> tuple[Document, Document]:
    """What the import answered, and the file that comes out of the new menu."""
    imported = await curator.made(IMPORTS, file)
    return imported, await file_of(curator, f"/api/v1/menus/{imported['menu']['id']}")


async def test_a_menu_comes_back_as_it_went_on_the_same_instance(curator: Curator, stranger: Curator) -> None:
    own = await a_work(curator.database, "My own", owner=curator.actor)
    file = await a_file(curator, await curator.work(), own)
    again, same = await brought(curator, file)
    assert outcomes(again) == ["same", "same"]
    assert content(same) == content(file)
    assert again["menu"]["status"] == "draft"
    assert again["menu"]["slug"] != file["slug"]
    others, theirs = await brought(stranger, file)
    assert outcomes(others) == ["same", "made"]
    assert others["works"][1]["media_item_id"] != str(own)
    assert content(theirs) == content(file)


async def test_works_of_another_instance_are_found_by_ids_then_by_likeness_then_made(
    curator: Curator, far: Curator
) -> None:
    here, there = curator.database, far.database
    by_id = [await a_work(here, "Solaris"), await a_work(there, "Солярис", release_year=None, creators=())]
    for database, work in zip((here, there), by_id, strict=True):
        await linked(database, work, "imdb", "tt0069293")
    alike = [await a_work(each, "Stalker", release_year=1979) for each in (here, there)]
    await a_work(there, "Lonely", release_year=1950, creators=("Somebody Else",))
    lonely = await a_work(here, "Lonely", release_year=2001, creators=("Ann",))
    await linked(here, lonely, "imdb", "tt0000001")
    file = await a_file(curator, by_id[0], alike[0], lonely)
    imported, theirs = await brought(far, file)
    assert outcomes(imported) == ["by-id", "by-likeness", "made"]
    assert [each["pointer"] for each in imported["works"]] == [
        f"/courses/{n}/items/0/media" for n in range(3)
    ]
    served = [each["media_item_id"] for each in imported["works"]]
    assert served[:2] == [str(by_id[1]), str(alike[1])]
    told, expected = content(theirs), content(file)
    assert told[3] == expected[3]
    assert [course[0] for course in told[2]] == [course[0] for course in expected[2]]
    ((_, _, (*facts, links)),) = told[2][2][2]
    ((_, _, (*before, links_before)),) = expected[2][2][2]
    assert facts == before
    assert links == [{**each, "url": None} for each in links_before]
    assert links
    again, _ = await brought(far, file)
    assert outcomes(again) == ["by-id", "by-likeness", "by-likeness"]
    assert [each["media_item_id"] for each in again["works"]] == served


async def test_a_title_alone_is_not_enough_to_be_the_same_work(curator: Curator, far: Curator) -> None:
    await a_work(far.database, "Alone", release_year=None, creators=())
    mine = await a_work(curator.database, "Alone", release_year=None, creators=())
    imported, _ = await brought(far, await a_file(curator, mine, await curator.work()))
    assert imported["works"][0]["outcome"] == "made"


async def test_of_a_file_that_is_refused_nothing_stays(curator: Curator, far: Curator) -> None:
    mine = await a_work(curator.database, "Never here", creators=("Nobody Known",))
    file = await a_file(curator, mine, await curator.work())
    file["courses"][1]["title"] = " "
    answer = await far.send("POST", IMPORTS, file)
    assert outcome(answer) == (422, "text-invalid")
    assert pointers(answer) == [("/courses/1/title", "text-missing")]
    file["courses"][1]["title"] = "Fine"
    file["courses"][0]["items"][0]["media"]["media_type"] = "opera"
    refused = await far.send("POST", IMPORTS, file)
    assert pointers(refused) == [("/courses/0/items/0/media/media_type", "media-type-unknown")]
    file["courses"][0]["items"][0]["media"] |= {"media_type": "film", "title": "x" * 2_000}
    refused = await far.send("POST", IMPORTS, file)
    assert refused.status_code == 422
    assert pointers(refused)[0][0].startswith("/courses/0/items/0/media/")
    assert (await far.shown("/api/v1/menus"))["items"] == []
    found = await far.shown("/api/v1/media?q=never%20here")
    assert found["items"] == []


@pytest.mark.parametrize(
    "body", [{}, {"title": "x"}, {"format": "other", "format_version": 1, "title": "x"}, [], "x"]
)
async def test_other_documents_are_no_menus(curator: Curator, body: Any) -> None:
    assert (await curator.send("POST", IMPORTS, body)).status_code == 422


async def test_an_empty_menu_and_unknown_facts_are_fine(curator: Curator) -> None:
    file = {"format": "media-menu/menu", "format_version": 1, "title": "Bare", "from_the_future": {"x": 1}}
    imported = await curator.made(IMPORTS, file)
    assert (imported["menu"]["title"], imported["works"]) == ("Bare", [])


async def test_the_same_import_sent_again_makes_no_second_menu(curator: Curator) -> None:
    file = {"format": "media-menu/menu", "format_version": 1, "title": "Once"}
    headers = {"idempotency-key": "once"}
    first, again = [await curator.send("POST", IMPORTS, file, **headers) for _ in range(2)]
    assert first.content == again.content
    assert len((await curator.shown("/api/v1/menus"))["items"]) == 1


async def test_only_so_many_menus_are_imported_in_a_while(curator: Curator) -> None:
    file = {"format": "media-menu/menu", "format_version": 1, "title": "Many"}
    answers = [await curator.send("POST", IMPORTS, file) for _ in range(31)]
    assert outcome(answers[-1])[0] == 429
    assert {each.status_code for each in answers[:-1]} == {201}
    assert int(answers[-1].headers["retry-after"]) > 0


def test_the_schema_in_the_repository_is_current() -> None:
    """`python -m app.http.menu_schema > docs/reference/menu.schema.json` makes it so."""
    from app.http.menu_schema import written

    kept = Path(__file__).parents[2] / "docs" / "reference" / "menu.schema.json"
    assert kept.read_text() == written()
    assert msgspec.json.decode(written())["$schema"].startswith("https://json-schema.org/")
