"""The main job in a browser, with and without scripts, in English and Polish: compose, share, publish."""

import httpx
import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Windows
from tests.e2e.curator import Curator
from tests.e2e.window import Window

OPENING, SWEET = "Opening", "Something sweet"
PARIS, ODYSSEY, BLUE = "Paris, Texas", "The Odyssey", "Kind of Blue"


@pytest.mark.parametrize(
    ("name", "scripts", "lang"),
    [("olga", True, "en"), ("tove", False, "en"), ("zofia", True, "pl")],
    ids=["with scripts", "without scripts", "in Polish"],
)
def test_a_newcomer_composes_shares_and_publishes_a_menu(
    windows: Windows, name: str, scripts: bool, lang: str
) -> None:
    curator = windows.curator(name, scripts=scripts, lang=lang)
    friend, reader = (windows.reader(scripts=scripts, lang=lang) for _ in range(2))
    join(curator)
    curator.begin_menu("Łódź by night", "For whoever missed the last tram.")
    lay_courses(curator)
    serve(curator)
    rearrange(curator)
    curator.pair(PARIS, "echo", BLUE, "Both leave out the note that you wait for.")
    expect(curator.page.locator("#pairings li")).to_have_count(1)
    share(curator, friend)
    publish(curator, reader)
    change_password(curator, windows.curator(name, scripts=scripts, lang=lang))


def join(curator: Curator) -> None:
    """Registers, which signs in; skips the welcome; goes; and comes back."""
    curator.register()
    assert curator.path == "/welcome"
    curator.press("Skip the welcome")
    assert curator.path == "/studio"
    curator.press("Sign out")
    assert curator.path == "/"
    curator.sign_in()
    assert curator.path == "/studio"


def lay_courses(curator: Curator) -> None:
    for course in (OPENING, SWEET):
        curator.add_course(course, "Two quiet things.")
    room = curator.room("publish")
    expect(room.locator(".check")).to_contain_text(curator.say("This course has no works yet."))
    expect(publish_button(curator, room)).to_be_disabled()
    curator.open(curator.menu)


def publish_button(curator: Curator, room: Locator) -> Locator:
    return room.locator("form").get_by_role("button", name=curator.say("Publish"), exact=True)


def serve(curator: Curator) -> None:
    curator.serve("paris t", PARIS, f"I. {OPENING}")
    curator.serve("odyss", ODYSSEY, f"I. {OPENING}")
    curator.serve("kind of", BLUE, f"II. {SWEET}")
    assert curator.works() == [PARIS, ODYSSEY, BLUE]
    curator.annotate(PARIS, "The walk home from school, *twice*.")


def rearrange(curator: Curator) -> None:
    curator.move_down(PARIS)
    assert curator.works() == [ODYSSEY, PARIS, BLUE]
    curator.move_up(SWEET)
    assert curator.works() == [BLUE, ODYSSEY, PARIS]
    curator.move_to(ODYSSEY, SWEET)
    assert curator.works() == [BLUE, ODYSSEY, PARIS]
    expect(curator.page.locator("section.course").first.locator("li.item")).to_have_count(2)


def share(curator: Curator, friend: Window) -> None:
    """A draft by a link: previews burn no use, a look does, and a revoked link is nothing at all."""
    link = curator.share_with("Marta")
    token = link.rpartition("/")[2]
    assert httpx.get(link).status_code == 303
    assert httpx.head(link).status_code in {303, 405}
    curator.open(curator.menu)
    expect(curator.room("share")).to_contain_text(times_opened(curator, 0))
    assert friend.open(link) == 200
    assert token not in friend.page.url
    assert "Łódź by night" in friend.text
    curator.page.reload()
    room = curator.room("share")
    expect(room).to_contain_text(times_opened(curator, 1))
    assert token not in curator.page.content()
    revoke(curator, room)
    assert friend.page.reload().status == 404  # type: ignore[union-attr]
    assert friend.open(link) == 404


def revoke(curator: Curator, room: Locator) -> None:
    if not curator.scripts:
        return curator.press("Revoke", "Marta")
    curator.button("Revoke", "Marta").click()
    return expect(room.get_by_role("heading", name="Marta")).to_have_count(0)


def times_opened(curator: Curator, n: int) -> str:
    return curator.say_many("opened %(n)s time", "opened %(n)s times", n)


def publish(curator: Curator, reader: Window) -> None:
    curator.open(curator.menu)
    room = curator.room("publish")
    expect(room).to_contain_text(curator.say("Everything is in its place."))
    publish_button(curator, room).click()
    link = curator.page.locator("a[href^='/m/lodz-by-night-']").first
    expect(link).to_be_visible()
    if curator.scripts:
        expect(room.locator("#standing")).to_be_focused()
    read = str(link.get_attribute("href"))
    assert reader.open(read) == 200
    expect(reader.page.locator("h2, h3")).to_have_text([SWEET, BLUE, ODYSSEY, OPENING, PARIS])
    assert "Both leave out the note that you wait for." in reader.text
    expect(reader.page.locator(".note em")).to_have_text("twice")


def change_password(curator: Curator, elsewhere: Curator) -> None:
    """Whoever was signed in anywhere else is not any more."""
    elsewhere.sign_in()
    assert elsewhere.path == "/studio"
    curator.change_password("quite another sentence")
    expect(curator.page.get_by_role("status")).to_have_text(
        curator.say("The password is changed, and every other session has ended.")
    )
    elsewhere.open("/studio")
    assert elsewhere.path == "/login"
    elsewhere.password = curator.password
    elsewhere.sign_in()
    assert elsewhere.path == "/studio"
