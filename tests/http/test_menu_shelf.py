"""A curator's shelf through the API: duplicates, the archive, and a list that is searched and sorted."""

from typing import Any

import pytest

from tests.http.curators import Curator, outcome, pointers
from tests.http.test_menu_lists import MINE, pages
from tests.postgres import superuser


async def titles(curator: Curator, **query: Any) -> list[str]:
    answer = await curator.client.get(MINE, params=query)
    assert answer.status_code == 200, answer.text
    return [each["title"] for each in answer.json()["items"]]


def said(menu: dict[str, Any]) -> list[Any]:
    items = [item for course in menu["courses"] for item in course["items"]]
    places = {item["id"]: place for place, item in enumerate(items)}
    return [
        [(course["title"], course["intent"]) for course in menu["courses"]],
        [(item["media_item_id"], item["annotation"]) for item in items],
        [
            (places[each["first_item_id"]], places[each["second_item_id"]], each["narrative"])
            for each in menu["pairings"]
        ],
    ]


async def test_a_duplicate_is_a_draft_of_its_own_with_everything_on_it(curator: Curator) -> None:
    path = await curator.full_menu("Noir")
    await curator.published(path)
    original = await curator.shown(path)
    answer = await curator.send("POST", f"{path}/duplicates", {"title": "Noir, again"}, None)
    copy = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    assert said(copy) == said(original)
    assert (copy["title"], copy["status"], copy["edition"]) == ("Noir, again", "draft", None)
    assert copy["slug"].startswith("noir-again-")
    assert await curator.shown(path) == original
    parts = {
        item["id"] for menu in (original, copy) for course in menu["courses"] for item in course["items"]
    }
    assert len(parts) == 8


async def test_a_duplicate_without_a_title_keeps_that_of_the_original(curator: Curator) -> None:
    path = await curator.menu("Noir")
    assert (await curator.made(f"{path}/duplicates", {}))["title"] == "Noir"


async def test_a_duplicate_is_made_once_however_often_it_is_sent(curator: Curator) -> None:
    path = await curator.menu("Noir")
    made = [await curator.made(f"{path}/duplicates", {}, **{"idempotency-key": "once"}) for _ in range(2)]
    assert made[0] == made[1]
    assert await titles(curator) == ["Noir", "Noir"]


async def test_a_duplicate_serves_what_a_merged_work_became(curator: Curator) -> None:
    path = await curator.full_menu("Noir")
    original = await curator.shown(path)
    loser = original["courses"][0]["items"][0]["media_item_id"]
    survivor = await curator.work("Solaris, too")
    async with superuser(curator.database) as connection:  # a merge that has not reached the menu yet
        await connection.execute(
            "UPDATE catalog.media_items SET merged_into = $1 WHERE id = $2", survivor, loser
        )
    copy = await curator.made(f"{path}/duplicates", {})
    assert {item["media_item_id"] for course in copy["courses"] for item in course["items"]} == {
        str(survivor)
    }


@pytest.mark.parametrize("title", ["", " ", "x" * 201])
async def test_a_duplicate_needs_a_title_that_fits(curator: Curator, title: str) -> None:
    path = await curator.menu()
    refused = await curator.send("POST", f"{path}/duplicates", {"title": title}, None)
    assert outcome(refused) == (422, "text-invalid")
    assert pointers(refused)[0][0] == "/title"


@pytest.mark.parametrize("what", ["duplicates", "archive", "unarchive"])
async def test_the_menus_of_others_are_not_there(curator: Curator, stranger: Curator, what: str) -> None:
    path = await stranger.menu()
    assert outcome(await curator.send("POST", f"{path}/{what}", {}, None)) == (404, "not-found")


async def test_an_archived_menu_is_out_of_the_list_until_it_is_asked_for(curator: Curator) -> None:
    path = await curator.menu("Old")
    await curator.menu("New")
    before = await curator.shown(path)
    answer = await curator.send("POST", f"{path}/archive", None, None)
    assert (answer.status_code, answer.content) == (204, b"")
    assert await titles(curator) == ["New"]
    [line] = (await curator.shown(f"{MINE}?archived=true"))["items"]
    assert line["title"] == "Old"
    assert await curator.shown(path) == before, "neither its version nor when it was saved"
    await curator.send("POST", f"{path}/archive", None, None)
    [again] = (await curator.shown(f"{MINE}?archived=true"))["items"]
    assert again["archived_at"] == line["archived_at"]
    await curator.send("POST", f"{path}/unarchive", None, None)
    assert await titles(curator) == ["New", "Old"]
    assert await titles(curator, archived="true") == []


async def test_a_published_menu_is_read_on_when_it_is_archived(curator: Curator) -> None:
    path = await curator.full_menu()
    slug = (await curator.published(path))["slug"]
    await curator.send("POST", f"{path}/archive", None, None)
    assert (await curator.client.get(f"/m/{slug}")).status_code == 200
    await curator.send("PATCH", path, {"title": "Edited while away"})
    assert await titles(curator, archived="true", status="published") == ["Edited while away"]


async def test_the_list_is_narrowed_by_status_and_by_a_part_of_the_title(curator: Curator) -> None:
    await curator.published(await curator.full_menu("Łódź nocą"))
    for title in ("Nocny pociąg", "100% pewności", "Crème brûlée"):
        await curator.menu(title)
    assert await titles(curator, status="published") == ["Łódź nocą"]
    assert len(await titles(curator, status="draft")) == 3
    assert await titles(curator, q="lodz NOCA") == ["Łódź nocą"]
    assert await titles(curator, q=" noc ") == ["Nocny pociąg", "Łódź nocą"]
    assert await titles(curator, q="creme") == ["Crème brûlée"]
    assert await titles(curator, q="%") == ["100% pewności"]
    assert await titles(curator, q="_") == []
    assert await titles(curator, q="noc", status="draft") == ["Nocny pociąg"]


POLISH = ["„Ala”", "atlas", "Ąkas", "Cis", "Ćma", "lód", "Łan", "Zoo", "źrebię", "Żaba", "Żar"]


async def test_titles_sort_as_in_a_polish_dictionary_page_by_page(curator: Curator) -> None:
    for title in sorted(POLISH):
        await curator.menu(title)
    assert await titles(curator, sort="title") == POLISH
    turned = await pages(curator, f"{MINE}?sort=title&limit=3")
    assert [title for page in turned for title in page] == POLISH
    assert [len(page) for page in turned] == [3, 3, 3, 2]


async def test_titles_that_begin_alike_are_each_listed_once(curator: Curator) -> None:
    made = [f"{'Zażółć ' * 20}{number}" for number in range(5)] + ["Noir"] * 3
    for title in made:
        await curator.menu(title)
    turned = await pages(curator, f"{MINE}?sort=title&limit=1")
    assert sorted(title for page in turned for title in page) == sorted(made)


async def test_the_newest_come_first_whatever_was_saved_last(curator: Curator) -> None:
    paths = [await curator.menu(str(number)) for number in range(4)]
    await curator.send("PATCH", paths[0], {"description": "saved last"})
    assert await pages(curator, f"{MINE}?sort=newest&limit=3") == [["3", "2", "1"], ["0"]]
    assert await pages(curator, f"{MINE}?sort=edited&limit=3") == [["0", "3", "2"], ["1"]]


async def test_the_next_page_is_narrowed_as_the_first(curator: Curator) -> None:
    for number in range(3):
        path = await curator.menu(f"Noir {number}")
        await curator.send("POST", f"{path}/archive", None, None)
        await curator.menu(f"Other {number}")
    start = f"{MINE}?q=noir&archived=true&status=draft&sort=title&limit=1"
    assert await pages(curator, start) == [["Noir 0"], ["Noir 1"], ["Noir 2"]]


async def test_a_cursor_of_one_order_is_none_of_another(curator: Curator) -> None:
    for _ in range(2):
        await curator.menu()
    cursors = {
        sort: (await curator.shown(f"{MINE}?limit=1&sort={sort}"))["next_cursor"]
        for sort in ("edited", "newest", "title")
    }
    for sort in cursors:
        for other, cursor in cursors.items():
            answer = await curator.client.get(MINE, params={"sort": sort, "cursor": cursor})
            assert answer.status_code == (200 if sort == other else 400), (sort, other)


@pytest.mark.parametrize(
    "query", [{"sort": "oldest"}, {"status": "archived"}, {"archived": "perhaps"}, {"q": "x" * 201}]
)
async def test_a_question_that_makes_no_sense_is_refused(curator: Curator, query: dict[str, str]) -> None:
    refused = await curator.client.get(MINE, params=query)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"?{next(iter(query))}")


async def test_a_line_shows_the_covers_of_the_first_works_in_order(curator: Curator) -> None:
    works = [await curator.work(f"Work {number}") for number in range(7)]
    path = await curator.menu()
    courses = [await curator.made(f"{path}/courses", {"title": title}) for title in ("One", "Two")]
    for number, work in enumerate(works):
        course = courses[1 if number % 2 else 0]
        await curator.made(f"{path}/courses/{course['id']}/items", {"media_item_id": str(work)})
    async with superuser(curator.database) as connection:
        await connection.execute(
            "UPDATE catalog.media_assets SET file = $1 WHERE media_item_id = $2", "ab" * 16, works[2]
        )
    [line] = (await curator.shown(MINE))["items"]
    assert [cover["title"] for cover in line["covers"]] == [f"Work {number}" for number in (0, 2, 4, 6, 1)]
    assert set(line["covers"][0]) == {"id", "media_type", "title", "creators", "cover_url"}
    assert line["covers"][1]["cover_url"] == f"/covers/{'ab' * 16}-480.webp"
