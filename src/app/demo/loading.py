"""Loads the demo through the same use cases as everything else; what is there already stays as it is."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from app.services import DEMO_PASSWORD, Services, connected, make_office, make_services, now
from app.settings import CannotRun, Settings
from domain.accounts.refusals import EmailTaken, UsernameTaken
from domain.accounts.service import Application
from domain.kernel import Actor, MediaItemId, MenuId
from domain.menus.commands import (
    Content,
    ContentCourse,
    ContentItem,
    ContentPairing,
    NewMenu,
    Publication,
)
from domain.menus.views import Visibility

HERE = Path(__file__).parent
SOURCE = "media-menu"
BATCH = 50

CURATOR = Application(
    email="demo@example.org",
    username="demo",
    password=DEMO_PASSWORD,
    display_name="Demo Curator",
)

Show = Callable[[int, int], None]
"""Called with how many works are in and how many there are."""


class DemoReport(Struct, frozen=True):
    """How to sign in, and the slugs of the curator's published menus, newest first."""

    login: str
    password: str
    slugs: tuple[str, ...]


class DemoIncomplete(CannotRun):
    """A record of the demo catalogue was refused; the message says which and why."""


class DemoItem(Struct, forbid_unknown_fields=True):
    record: str
    annotation: str


class DemoCourse(Struct, forbid_unknown_fields=True):
    title: str
    intent: str
    items: list[DemoItem]


class DemoPairing(Struct, forbid_unknown_fields=True):
    first: str
    second: str
    relationship: str
    narrative: str


class DemoMenu(Struct, forbid_unknown_fields=True):
    """A menu as the files in menus/ hold it; works are named by their record in the demo catalogue."""

    title: str
    description: str
    language: str
    visibility: Visibility
    courses: list[DemoCourse]
    pairings: list[DemoPairing]
    note: str | None = None


def load(settings: Settings, show: Show) -> DemoReport:
    """Puts in whatever is missing. Raises DemoIncomplete when a record is refused."""
    return asyncio.run(_load(settings, show))


async def _load(settings: Settings, show: Show) -> DemoReport:
    async with connected(settings.admin_database_url) as engine:
        curator = await _curator(engine)
    async with connected(settings.database_url, size=2) as engine:
        services = make_services(engine, settings)
        await _load_catalogue(services, show)
        await _load_menus(services, curator)
        menus = await services.curator_reader.menus(curator, 20, None)
    slugs = tuple(menu.slug for menu in menus if menu.status == "published")
    return DemoReport(CURATOR.username, CURATOR.password, slugs)


async def _curator(engine: AsyncEngine) -> Actor:
    office = make_office(engine)
    with suppress(UsernameTaken, EmailTaken):
        await office.create(CURATOR, now())
    account = await office.grant(CURATOR.username, None, None)
    return Actor(account.id)


async def _load_catalogue(services: Services, show: Show) -> None:
    records = [line for file in sorted(HERE.glob("catalogue/*.ndjson")) for line in _lines(file)]
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        report = await services.ingest_records.push(SOURCE, batch, None)
        refused = next((result for result in report.results if result.outcome == "rejected"), None)
        if refused is not None:
            reasons = " ".join(f"{each.pointer}: {each.message}" for each in refused.problems)
            raise DemoIncomplete(f"The demo catalogue's record {refused.external_id} was refused: {reasons}")
        show(start + len(batch), len(records))


async def _load_menus(services: Services, curator: Actor) -> None:
    there = {menu.title: menu for menu in await services.curator_reader.menus(curator, 100, None)}
    for file in sorted(HERE.glob("menus/*.toml")):
        demo = msgspec.toml.decode(file.read_bytes(), type=DemoMenu)
        menu = there.get(demo.title)
        if menu is None:
            new = await services.curating.create(curator, NewMenu(demo.title, demo.description))
            await _publish(services, curator, new.id, demo)
        elif menu.course_count == 0:  # a start that was killed got no further than this
            await _publish(services, curator, menu.id, demo)


async def _publish(services: Services, curator: Actor, menu_id: MenuId, demo: DemoMenu) -> None:
    await services.curating.replace_content(curator, menu_id, None, await _content(services, demo))
    await services.publishing.publish(curator, menu_id, None, Publication(demo.visibility, demo.note))


async def _content(services: Services, demo: DemoMenu) -> Content:
    places = {item.record: uuid7() for course in demo.courses for item in course.items}
    works = {record: await _work(services, record) for record in places}
    return Content(
        courses=tuple(
            ContentCourse(
                uuid7(),
                course.title,
                course.intent,
                tuple(
                    ContentItem(places[item.record], works[item.record], None, item.annotation)
                    for item in course.items
                ),
            )
            for course in demo.courses
        ),
        pairings=tuple(
            ContentPairing(
                uuid7(), places[pair.first], places[pair.second], pair.relationship, pair.narrative
            )
            for pair in demo.pairings
        ),
    )


async def _work(services: Services, record: str) -> MediaItemId:
    return (await services.work_reader.by_link(None, SOURCE, record)).id


def _lines(file: Path) -> Iterator[bytes]:
    return (line for line in file.read_bytes().split(b"\n") if line)
