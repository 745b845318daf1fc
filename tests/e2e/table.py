"""An editor with a laid menu in it, and hands that move what lies there."""

from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.e2e.conftest import Windows
from tests.e2e.curator import Curator

TALL = {"viewport": {"width": 1280, "height": 1500}}
"""No edge of the screen is near, where whatever is dragged would make the page scroll."""
PHONE = {"viewport": {"width": 390, "height": 1500}, "has_touch": True, "is_mobile": True}

LINE_IS_THERE = """([target, isAfter]) => {
  const line = document.querySelector(".landing");
  if (target.matches("ol")) return line.parentElement === target;
  if (!target.matches(".item, .course")) return true;
  return (isAfter ? target.nextElementSibling : target.previousElementSibling) === line;
}"""


def laid_table(windows: Windows, name: str, courses: dict[str, int], **wishes: Any) -> "Table":
    """A curator in the editor of a menu with so many works of the catalogue in each course."""
    curator = windows.curator(name, **wishes)
    curator.come_in()
    menu = curator.call("POST", "/api/v1/menus", {"title": "A laid table"})
    works = cycle(curator.call("GET", "/api/v1/media?limit=100")["items"])
    content = {"courses": [laid_course(title, count, works) for title, count in courses.items()]}
    curator.call("PUT", f"/api/v1/menus/{menu['id']}/content", content)
    curator.menu = f"/studio/menus/{menu['id']}"
    curator.open(curator.menu)
    return Table(curator)


def laid_course(title: str, count: int, works: Any) -> dict[str, Any]:
    items = [{"id": new_id(), "media_item_id": next(works)["id"]} for _ in range(count)]
    return {"id": new_id(), "title": title, "items": items}


def new_id() -> str:
    """Of version 7, which the API asks clients for."""
    return str(UUID(int=(uuid4().int & ~(0xF << 76)) | (7 << 76)))


class Table:
    """What is on the menu as it stands on the screen."""

    def __init__(self, curator: Curator) -> None:
        self.curator = curator
        self.page: Page = curator.page
        expect(self.page.locator(".editor")).to_be_visible()
        self.first = self.courses

    @property
    def courses(self) -> list[list[str]]:
        """The titles of the works, course by course."""
        lists = self.page.locator("section.course").all()
        return [each.locator("li.item h3").all_inner_texts() for each in lists]

    @property
    def works(self) -> set[str]:
        """The titles of all of them."""
        return set(self.curator.works())

    @property
    def titles(self) -> list[str]:
        """Of the courses."""
        return [field.input_value() for field in self.page.locator(".heading textarea").all()]

    @property
    def focus(self) -> str:
        """What the focused thing is called."""
        named = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
        return " ".join(str(self.page.evaluate(named)).split())

    def grip(self, title: str) -> Locator:
        return self.page.get_by_role("button", name=f"Move {title}", exact=True)

    def mark(self, title: str) -> Locator:
        return self.page.get_by_role("checkbox", name=f"Select {title}", exact=True)

    def card(self, title: str) -> Locator:
        return self.page.locator("li.item", has=self.page.get_by_role("heading", name=title, exact=True))

    def choose(self, about: str, entry: str) -> None:
        """From the menu behind ⋯."""
        self.page.get_by_role("button", name=f"More for {about}", exact=True).click()
        self.page.get_by_role("menuitem", name=entry, exact=True).click()

    def hears(self, words: str) -> None:
        expect(self.page.locator("[role=status][aria-live=polite]")).to_have_text(words)

    def drag(self, grip: Locator, onto: Locator, part: float) -> None:
        """By mouse: lets go over that part of the target's height, 0 to 1."""
        self.lift(grip)
        hover(onto, part)
        self.page.mouse.up()
        expect(self.page.locator(".airborne")).to_have_count(0)

    def lift(self, grip: Locator) -> None:
        """By mouse, which holds it."""
        start = middle(grip)
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(start[0] + 6, start[1] + 6, steps=3)
        expect(self.page.locator(".airborne")).to_be_visible()


def hover(onto: Locator, part: float) -> None:
    """Holds what is in the air over that part of the target, until the line shows that it would fall there.

    The line moves what lies below it, and the place is looked for twenty times a second, not at each move:
    who aims once may miss.
    """
    for side in (0, 3) * 10:
        x, y = within(onto, part)
        onto.page.mouse.move(x + side, y, steps=10)
        try:
            onto.page.wait_for_function(LINE_IS_THERE, arg=[onto.element_handle(), part > 0.5], timeout=1_000)
        except TimeoutError:
            continue
        return
    raise AssertionError("the line never showed there")


def middle(part: Locator) -> tuple[float, float]:
    return within(part, 0.5)


def within(part: Locator, share: float) -> tuple[float, float]:
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * share


def touch(page: Page, start: tuple[float, float], end: tuple[float, float], steps: int = 14) -> None:
    """A finger that goes from one point of the screen to another, as the browser hears of it."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    send("touchStart", start)
    for step in range(1, steps + 1):
        share = step / steps
        send("touchMove", (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
    send("touchMove", end)
    send("touchEnd")
