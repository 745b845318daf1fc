"""A published menu in its other forms, picture, frame, files and feeds: open and closed as the menu is."""

import hashlib
import json
from io import BytesIO
from typing import Any

import feedparser
import pytest
from PIL import Image

from tests.http.curators import Curator, client_of
from tests.postgres import as_superuser
from tests.service import BASE_URL, Service, until

FORMS = ("menu.json", "menu.md", "card.png", "embed", "feed.atom", "feed.json")
SENT = ("id", "item_key", "media_item_id", "annotation")
OF_EDITIONS = ("menu.json", "menu.md", "card.png", "embed")


@pytest.fixture
def reader(service: Service) -> Any:
    return client_of(service.application, **{"accept-encoding": "identity"})


async def published(curator: Curator, title: str = "Noir", **wish: str) -> tuple[str, str]:
    """The menu's path in the API, and its page."""
    path = await curator.full_menu(title)
    return path, f"/m/{(await curator.published(path, **wish))['slug']}"


async def statuses(reader: Any, page: str) -> set[int]:
    asked = [f"{page}/{form}" for form in FORMS] + [f"{page}/editions/1/{form}" for form in OF_EDITIONS]
    asked.append(f"/oembed?url={BASE_URL}{page}")
    return {(await reader.get(each)).status_code for each in asked}


async def test_every_form_is_open_and_closed_as_the_menu_is(curator: Curator, reader: Any) -> None:
    path, page = await published(curator)
    assert await statuses(reader, page) == {200}
    await curator.send("POST", f"{path}/unpublish")
    await until(lambda: answers(reader, page, {404}))
    await curator.published(path)
    await until(lambda: answers(reader, page, {200}))
    await curator.send("DELETE", path)
    await until(lambda: answers(reader, page, {410}))
    assert await statuses(reader, "/m/never-was-there") == {404}


async def answers(reader: Any, page: str, wanted: set[int]) -> bool:
    return await statuses(reader, page) == wanted


async def test_other_forms_are_not_for_indexes_but_the_page_is(curator: Curator, reader: Any) -> None:
    _, page = await published(curator)
    for form in FORMS:
        assert (await reader.get(f"{page}/{form}")).headers["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in (await reader.get(page)).headers


async def test_no_form_of_a_menu_by_link_leads_to_a_curators_page(curator: Curator, reader: Any) -> None:
    """There is one for curators of public menus alone."""
    path, page = await published(curator, visibility="unlisted")
    last = sum(1 for _ in (await curator.shown(path))["courses"]) * 2 + 2
    forms = ["", "/story", f"/story/{last}", "/feed.atom", "/feed.json", "/embed", "/menu.md"]
    for place in (*(page + form for form in forms), f"/oembed?url={BASE_URL}{page}"):
        answer = await reader.get(place)
        assert answer.status_code == 200, place
        assert "/c/" not in answer.text, place
    assert (await reader.get(f"{page}/story/{last + 1}")).status_code == 404
    await curator.send("PATCH", path, {"visibility": "public"})
    for place in (page, f"{page}/story/{last}", f"{page}/feed.atom", f"{page}/feed.json"):
        assert "/c/" in (await reader.get(place)).text, place


async def test_programs_of_other_sites_may_read_them(curator: Curator, reader: Any) -> None:
    _, page = await published(curator)
    for form in ("menu.json", "menu.md", "card.png", "feed.atom", "feed.json"):
        assert (await reader.get(f"{page}/{form}")).headers["access-control-allow-origin"] == "*"


async def test_a_card_is_a_picture_that_may_be_kept(curator: Curator, reader: Any) -> None:
    _, page = await published(curator, title="Zażółć gęślą jaźń")
    answer = await reader.get(f"{page}/card.png")
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert answer.headers["cache-control"] == "public, max-age=3600"
    marked = await reader.get(f"{page}/card.png?v=anything")
    assert marked.headers["cache-control"] == "public, max-age=604800, immutable"
    known = await reader.get(f"{page}/card.png", headers={"if-none-match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


async def test_the_address_of_a_card_changes_with_what_it_shows(curator: Curator, reader: Any) -> None:
    path, page = await published(curator)
    before = card_in((await reader.get(page)).text)
    assert (await reader.get(before.replace("&amp;", "&"))).status_code == 200
    await curator.send("PATCH", path, {"title": "Later"})
    await curator.published(path)

    async def changed() -> bool:
        return card_in((await reader.get(page)).text) != before

    await until(changed)
    polish = (await reader.get(page, headers={"accept-language": "pl"})).text
    assert "lang=pl" in card_in(polish)


def card_in(html: str) -> str:
    return html.partition('<meta property="og:image" content="')[2].partition('"')[0]


async def test_only_the_embedded_page_may_be_framed_and_it_runs_nothing(
    curator: Curator, reader: Any
) -> None:
    _, page = await published(curator)
    framed = await reader.get(f"{page}/embed")
    policy = framed.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert len(framed.headers.get_list("content-security-policy")) == 1
    assert "<script" not in framed.text
    assert f'href="{BASE_URL}{page}"' in framed.text
    for other in (page, f"{page}/menu.md", f"{page}/card.png", "/"):
        headers = (await reader.get(other)).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_the_hash_in_the_file_can_be_worked_out_from_the_file(curator: Curator, reader: Any) -> None:
    _, page = await published(curator, title="Ćma „i” 💣")
    file = (await reader.get(f"{page}/menu.json")).json()
    content = {name: file[name] for name in ("title", "description", "courses", "pairings")}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert file["content_hash"] == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


async def test_the_feed_of_a_menu_has_an_entry_for_each_edition(curator: Curator, reader: Any) -> None:
    path, page = await published(curator, title="<Noir> & more")
    await curator.send("PATCH", path, {"title": "Bell \x07 and ]]> end"})
    await curator.published(path, note="A <b>new</b> title.")
    await until(lambda: entries(reader, page, 2))
    atom = (await reader.get(f"{page}/feed.atom")).content
    assert b'<feed xmlns="http://www.w3.org/2005/Atom"' in atom, "some readers know no prefixes"
    feed = feedparser.parse(atom)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    newest, oldest = feed.entries
    assert (newest.link, oldest.link) == tuple(f"{BASE_URL}{page}/editions/{each}" for each in (2, 1))
    assert newest.id != oldest.id
    assert oldest.title == "<Noir> & more, first edition"
    assert newest.summary == "A <b>new</b> title."
    assert newest.author == "Somebody"
    assert "&lt;b&gt;new" in newest.content[0].value
    assert "Title and description" in newest.content[0].value
    assert "Course 0" in oldest.content[0].value
    told = (await reader.get(f"{page}/feed.json")).json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [each["id"] for each in told["items"]] == [newest.id, oldest.id]
    assert all(
        {"id", "url", "content_html", "date_published", "authors"} <= each.keys() for each in told["items"]
    )


async def entries(reader: Any, page: str, count: int) -> bool:
    return len((await reader.get(f"{page}/feed.json")).json()["items"]) == count


async def test_markdown_has_the_words_and_none_of_their_signs_means_anything(
    curator: Curator, reader: Any
) -> None:
    _, page = await published(curator, title="# *Noir* [x](javascript:1) <script>")
    text = (await reader.get(f"{page}/menu.md")).text
    assert text.startswith("# \\# \\*Noir\\* \\[x\\](javascript:1) \\<script\\>\n")
    assert "## I. Course 0" in text
    assert "> **echo:** Solaris" in text
    assert f"<{BASE_URL}{page}>" in text


async def test_a_work_that_was_merged_meanwhile_is_no_other_work_in_a_feed(
    curator: Curator, reader: Any
) -> None:
    path, page = await published(curator)
    before = await curator.shown(path)
    old, new = before["courses"][0]["items"][0]["media_item_id"], await curator.work("Survivor")
    await as_superuser(
        curator.database, f"UPDATE catalog.media_items SET merged_into = '{new}' WHERE id = '{old}'"
    )
    text = json.dumps({name: slim(before[name]) for name in ("courses", "pairings")})
    await curator.send("PUT", f"{path}/content", json.loads(text.replace(old, str(new))))
    await curator.send("PATCH", path, {"title": "Otherwise the same"})
    await curator.published(path)
    await until(lambda: entries(reader, page, 2))
    newest = (await reader.get(f"{page}/feed.json")).json()["items"][0]["content_html"]
    assert "Title and description" in newest
    assert "in the place of" not in newest


def slim(parts: Any) -> Any:
    """Parts of a menu as they are sent."""
    return [
        {**part, "items": [{name: item[name] for name in SENT} for item in part["items"]]}
        if "items" in part
        else part
        for part in parts
    ]
