"""Publishing: what has to be right first, and what an edition freezes."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from domain.kernel import MenuId, Problem, UserId
from domain.menus import words
from domain.menus.errors import NotPublishable, NotPublished, TakenDown
from domain.menus.model import Menu
from domain.menus.views import MenuView, Visibility


class PublishCheck(Struct, frozen=True):
    """`problems` stand in the way of publishing; `advice` does not. All of them, in reading order.

    Pointers lead into the working copy of that `version`.
    """

    publishable: bool
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    version: int


class Edition(Struct, frozen=True):
    """A numbered, frozen publication. `content_hash` covers the content without people."""

    menu_id: MenuId
    owner_id: UserId
    number: int
    slug: str
    document: MenuView
    content_hash: str
    visibility: Visibility
    published_at: datetime
    note: str | None = None


class EditionSummary(Struct, frozen=True):
    """A line of a menu's publishing history."""

    number: int
    content_hash: str
    note: str | None
    published_at: datetime
    withdrawn_at: datetime | None


def check(menu: Menu) -> PublishCheck:
    """Everything that keeps the menu from being published, and everything that would make it better."""
    problems = tuple(_problems(menu))
    return PublishCheck(not problems, problems, tuple(_advice(menu)), menu.version)


def published(menu: Menu, now: datetime) -> Menu:
    """The menu as the next edition leaves it.

    Raises TakenDown, and NotPublishable with every problem the check finds.
    """
    if menu.take_down:
        raise TakenDown(menu.take_down.reason)
    problems = check(menu).problems
    if problems:
        raise NotPublishable("Some things have to be put right before this can be published.", *problems)
    number = (menu.latest_edition or 0) + 1
    return menu.changed(status="published", latest_edition=number, published_at=now)


def freeze(menu: Menu, document: MenuView, note: str | None) -> Edition:
    """The edition of a menu that was just `published`; `document` is the same menu with its works."""
    mark = document.edition
    if mark is None:
        raise NotPublished
    return Edition(
        menu_id=menu.id,
        owner_id=menu.owner_id,
        number=mark.number,
        slug=menu.slug,
        document=document,
        content_hash=content_hash(document),
        visibility=menu.visibility,
        published_at=mark.published_at,
        note=words.optional(note, words.NOTE, "/note"),
    )


def content_hash(view: MenuView) -> str:
    """SHA-256 over title, description, courses and pairings as JSON with sorted keys: `sha256:` and hex.

    Neither people nor dates, versions or visibility count: the same content has the same hash.
    """
    content: dict[str, Any] = {
        "title": view.title,
        "description": view.description,
        "courses": view.courses,
        "pairings": view.pairings,
    }
    encoded = msgspec.json.encode(msgspec.to_builtins(content), order="deterministic")
    return "sha256:" + hashlib.sha256(encoded).hexdigest()


def _problems(menu: Menu) -> Iterator[Problem]:
    if menu.take_down:
        yield TakenDown(menu.take_down.reason).problems[0]
    if not menu.courses:
        yield Problem("/courses", "no-courses", "A menu needs at least one course.")
    for index, course in enumerate(menu.courses):
        if not course.items:
            yield Problem(f"/courses/{index}/items", "empty-course", f"“{course.title}” has no works yet.")
    for index, pairing in enumerate(menu.pairings):
        if not pairing.narrative:
            words = "A pairing has to say why the two works belong together."
            yield Problem(f"/pairings/{index}/narrative", "pairing-without-narrative", words)


def _advice(menu: Menu) -> Iterator[Problem]:
    if not menu.description:
        yield Problem("/description", "no-description", "A sentence or two under the title invite people in.")
    if not menu.pairings and sum(1 for _ in menu.items()) > 1:
        yield Problem("/pairings", "no-pairings", "Pairings are what makes a menu a story.")
    for course_index, course in enumerate(menu.courses):
        for index, item in enumerate(course.items):
            if not item.annotation:
                pointer = f"/courses/{course_index}/items/{index}/annotation"
                yield Problem(pointer, "no-annotation", "Say why this work is here.")
