"""A menu as a story: its works and pairings one after another, a page each, from a beginning to an end."""

from collections.abc import Iterator
from uuid import UUID

from msgspec import Struct

from app.web.reading.menus import PairingOnPage, marginalia
from domain.menus.errors import MenuNotFound
from domain.menus.renderings import Gates, StoryPage
from domain.menus.views import CourseView, ItemView, MenuView


class Step(Struct, frozen=True):
    """A work, or a pairing right after the one of its two works that is read first.

    `course` counts from 1; `opens` marks the first step of a course.
    """

    course: int
    item: ItemView
    pairing: PairingOnPage | None = None
    opens: bool = False

    @property
    def name(self) -> str:
        """What the page is called on the way there."""
        return self.pairing.relationship if self.pairing else self.item.media.title


class Story(Struct, frozen=True):
    """One page of a story and its way: `at` 0 is the beginning, one more than there are steps is the end."""

    menu_path: str
    steps: tuple[Step, ...]
    at: int
    gates: Gates
    menu: MenuView

    @property
    def path(self) -> str:
        """Where it begins."""
        return f"{self.menu_path}/story"

    @property
    def step(self) -> Step | None:
        """What this page tells of; nothing at the beginning and at the end."""
        return self.steps[self.at - 1] if 0 < self.at <= len(self.steps) else None

    @property
    def course(self) -> CourseView | None:
        return self.menu.courses[self.step.course - 1] if self.step else None

    @property
    def has_pairings(self) -> bool:
        return any(step.pairing for step in self.steps)

    @property
    def before(self) -> Step | None:
        """The step before this page; none when that is the beginning."""
        return self.steps[self.at - 2] if self.at > 1 else None

    @property
    def after(self) -> Step | None:
        """The step after this page; none when that is the end."""
        return self.steps[self.at] if self.at < len(self.steps) else None

    @property
    def is_over(self) -> bool:
        return self.at > len(self.steps)

    def page(self, number: int) -> str:
        """The path of a page."""
        return f"{self.path}/{number}" if number else self.path

    def page_of(self, item: ItemView) -> str:
        """The path of the page that tells of a work."""
        return self.page(self._numbers()[item.id])

    def _numbers(self) -> dict[UUID, int]:
        return {step.item.id: number for number, step in enumerate(self.steps, 1) if not step.pairing}


def story_of(menu: MenuView, wanted: StoryPage | None, number: int | None = None) -> Story:
    """A page of the story of a menu, or of one of its editions by number. Raises MenuNotFound beyond its end.

    Its links stay with the edition that was asked for.
    """
    steps = tuple(_steps(menu))
    if wanted is None or wanted.step > len(steps) + 1:
        raise MenuNotFound
    path = f"/m/{menu.slug}"
    return Story(
        path if number is None else f"{path}/editions/{number}", steps, wanted.step, wanted.gates, menu
    )


def _steps(menu: MenuView) -> Iterator[Step]:
    beside = marginalia(menu)
    for number, course in enumerate(menu.courses, 1):
        for place, item in enumerate(course.items):
            yield Step(number, item, opens=place == 0)
            yield from (Step(number, item, pairing) for pairing in beside.get(item.id, ()))
