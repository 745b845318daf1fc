"""The main job, by forms alone: a curator builds a menu, a reader opens it, a friend sees the draft."""

import re

from tests.pages.steps import ids
from tests.service import BASE_URL, PASSWORD, Browser, Service, until, words

NEW = "quite another sentence"


async def test_a_curator_builds_a_menu_and_a_reader_opens_it(service: Service) -> None:
    for title, kind in (("Paris, Texas", "film"), ("Paris Blues", "music"), ("Solaris", "book")):
        await service.add_work(title, kind)
    async with service.browser() as curator, service.browser() as reader:
        await curator.register()
        menu = await begin(curator, "Łódź nocą")
        await lay_courses(curator, menu)
        await serve(curator, menu)
        await rearrange(curator, menu)
        await pair(curator, menu)
        slug = await publish(curator, menu)
        page = words((await reader.open(f"/m/{slug}")).text)
        assert "composed by ada" in page
        assert page.index("Sweet") < page.index("Solaris") < page.index("Opening") < page.index("Paris Blues")
        assert "why, and why now" in page
        assert "they share a road" in page
        await share(curator, reader, menu)
        await change_password(curator)
        await curator.open(menu)
        await curator.submit(f"{menu}/unpublish")
        await until(lambda: gone(reader, slug))


async def begin(curator: Browser, title: str) -> str:
    """The path of the new menu's editor."""
    await curator.open("/studio")
    return (await curator.submit("/studio/menus", title=title, description="")).headers["location"]


async def lay_courses(curator: Browser, menu: str) -> None:
    for title in ("Opening", "Sweet"):
        led = await curator.submit(f"{menu}/courses", title=title, intent="")
        assert "#course-" in led.headers["location"]
    opening, _ = ids(curator, "course")
    await curator.submit(f"{menu}/courses/{opening}", title="Opening", intent="Two quiet things")
    assert "Two quiet things" in curator.page.text
    await curator.open(f"{menu}#publish")
    assert "This course has no works yet." in words(curator.page.text)


async def serve(curator: Browser, menu: str) -> None:
    """Two found works and one by hand, all in the first course; one gets a note."""
    opening, _ = ids(curator, "course")
    await curator.open(f"{menu}?q=pari&course_id={opening}")
    found = sorted(re.findall(r'name="media_item_id" value="([^"]+)"', curator.page.text))
    assert len(found) == 2
    for work in found:
        led = await curator.submit(f"{menu}/items", course_id=opening, media_item_id=work)
        assert led.headers["location"] == f"{menu}?course_id={opening}&q=pari#q"
    by_hand = {"title": "Solaris", "media_type": "book", "creators": "Lem,  ", "release_year": "1961"}
    await curator.submit(f"{menu}/items/new", course_id=opening, **by_hand)
    items = ids(curator, "item")
    assert len(items) == 3
    note = {"annotation": "why, *and why now*"}
    assert (await curator.submit(f"{menu}/items/{items[0]}", **note)).headers["location"].endswith(items[0])


async def rearrange(curator: Browser, menu: str) -> None:
    """Up, down, to the other course, and the other course to the front."""
    first, second, third = ids(curator, "item")
    opening, sweet = ids(curator, "course")
    await curator.submit(f"{menu}/items/{second}/move", direction="up")
    assert ids(curator, "item") == [second, first, third]
    await curator.submit(f"{menu}/items/{second}/move", direction="down")
    await curator.submit(f"{menu}/items/{first}/move", direction="up")
    assert ids(curator, "item") == [first, second, third]
    await curator.submit(f"{menu}/items/{third}/move", course_id=sweet)
    await curator.submit(f"{menu}/courses/{sweet}/move", direction="up")
    assert ids(curator, "course") == [sweet, opening]
    assert ids(curator, "item") == [third, first, second]


async def pair(curator: Browser, menu: str) -> None:
    first, second, third = ids(curator, "item")
    pairing = {"first_item_id": first, "second_item_id": second, "relationship": "echo", "narrative": ""}
    await curator.submit(f"{menu}/pairings", **pairing)
    assert "A pairing has to say why the two works belong together." in words(curator.page.text)
    (one,) = ids(curator, "pairing")
    told = {"relationship": "echo", "narrative": "they share a road"}
    await curator.submit(f"{menu}/pairings/{one}", **told)
    await curator.submit(f"{menu}/pairings", **(pairing | {"first_item_id": third, "narrative": "x"}))
    await curator.submit(f"{menu}/pairings/{one}/move", direction="down")
    other, last = ids(curator, "pairing")
    assert last == one
    await curator.submit(f"{menu}/pairings/{other}/delete")
    assert ids(curator, "pairing") == [one]


async def publish(curator: Browser, menu: str) -> str:
    """The slug."""
    assert "Everything is in its place." in words(curator.page.text)
    await curator.submit(f"{menu}/publish", visibility="public", note="")
    (slug,) = set(re.findall(r'href="/m/([^"]+)"', curator.page.text))
    assert slug.startswith("lodz-noca-")
    return slug


async def share(curator: Browser, friend: Browser, menu: str) -> None:
    """The friend reads the draft by a link, until it is revoked."""
    made = await curator.send_form(f"{menu}/share-tokens", label="Marta", days="7")
    (token,) = re.findall(rf'value="{BASE_URL}/s/(mms_[^"]+)"', made.text)
    opened = await friend.get(f"/s/{token}")
    assert opened.status_code == 303
    draft = await friend.get(opened.headers["location"])
    assert draft.status_code == 200
    assert "composed by ada" in words(draft.text)
    assert token not in draft.text
    for answer in (opened, draft):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    await curator.open(menu)
    assert token not in curator.page.text
    (link,) = re.findall(r"/share-tokens/([0-9a-f-]+)/revoke", curator.page.text)
    await curator.submit(f"{menu}/share-tokens/{link}/revoke")
    nothing = await friend.get("/nowhere")
    for path in (f"/s/{token}", opened.headers["location"], "/s/mms_made-up", f"/s/{token[:-1]}"):
        refused = await friend.get(path)
        assert refused.status_code == 404
        assert refused.content == nothing.content
        assert lasting(refused.headers) == lasting(nothing.headers)


async def change_password(curator: Browser) -> None:
    await curator.open("/settings/security")
    before = curator.cookies["session"]
    await curator.submit("/settings/password", current=PASSWORD, new=NEW)
    assert "The password is changed" in curator.page.text
    assert curator.cookies["session"] != before
    await curator.submit("/logout")
    await curator.open("/login")
    await curator.submit("/login", login="ada@example.org", password=NEW)


async def gone(reader: Browser, slug: str) -> bool:
    return (await reader.get(f"/m/{slug}")).status_code == 404


def lasting(headers: object) -> dict[str, str]:
    """Headers without those that differ from one answer to the next."""
    return {name: value for name, value in dict(headers).items() if name not in {"x-request-id", "date"}}  # type: ignore[call-overload]
