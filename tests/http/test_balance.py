"""The balance of a menu through the API: what the catalogue knows of its works, counted."""

from tests.http.curators import Curator
from tests.postgres import superuser

FACTS = """
    UPDATE catalog.media_items SET language = $2, country_of_origin = $3 WHERE id = $1"""
LONG = "INSERT INTO catalog.movie_items (media_item_id, runtime_minutes) VALUES ($1, $2)"


async def test_the_balance_is_that_of_the_working_copy(curator: Curator) -> None:
    path = await curator.menu()
    solaris = await curator.work()
    async with superuser(curator.database) as connection:
        await connection.execute(FACTS, solaris, "ru", "RU")
        await connection.execute(LONG, solaris, 167)
    book = await curator.made("/api/v1/media", {"media_type": "book", "title": "My diary"})
    course = await curator.made(f"{path}/courses", {"title": "Opening"})
    dessert = await curator.made(f"{path}/courses", {"title": "Dessert"})
    items = f"{path}/courses/{course['id']}/items"
    film = await curator.made(items, {"media_item_id": str(solaris), "annotation": "Late."})
    diary = await curator.made(items, {"media_item_id": book["id"]})
    await curator.made(items, {"media_item_id": str(solaris)})
    two = {"first_item_id": film["id"], "second_item_id": diary["id"]}
    await curator.made(f"{path}/pairings", {**two, "relationship": "echo", "narrative": "Mine."})
    length = {"watching": 334, "listening": 0, "playing": 0, "reading": 0, "pages": 0}
    total = {"minutes": 334, **length, "unknown": 1}
    nothing = dict.fromkeys(total, 0)
    assert await curator.shown(f"{path}/balance") == {
        "works": 3,
        "by_media_type": [{"media_type": "film", "works": 2}, {"media_type": "book", "works": 1}],
        "decades": [{"decade": 1970, "works": 2}, {"decade": None, "works": 1}],
        "languages": [{"language": "ru", "works": 2}, {"language": None, "works": 1}],
        "countries": [{"country": "RU", "works": 2}, {"country": None, "works": 1}],
        "total": total,
        "without_note": 2,
        "unpaired": 1,
        "courses": [
            {"course_id": course["id"], "works": 3, "total": total},
            {"course_id": dessert["id"], "works": 0, "total": nothing},
        ],
    }
