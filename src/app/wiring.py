"""Builds the application of a worker: the use cases behind routes, and what lives as long as they do."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from litestar import Litestar
from litestar.types import ControllerRouterHandler
from msgspec.structs import asdict
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.announcements import PgAnnouncements
from adapters.postgres.engine import make_engine
from adapters.postgres.menus import editions as menu_editions
from adapters.postgres.menus.renderings import PgRenderings, ReadPool
from adapters.postgres.outages import is_outage
from adapters.postgres.readiness import PgReadiness
from adapters.security import tokens
from app.http import access, identity
from app.http.accounts import AccountsController, SessionController
from app.http.application import create_application
from app.http.catalog import MediaController
from app.http.company import CompanyController
from app.http.covers import CoversController
from app.http.duplicates import DuplicatesController, MergesController
from app.http.etags import provide_wanted
from app.http.follows import FollowsController
from app.http.forks import FamilyController, ForksController, UpstreamChangesController
from app.http.given import Given, given
from app.http.history import DifferencesController, RevisionsController
from app.http.idempotency import FirstAnswers
from app.http.identity import Identities
from app.http.imports import MenuImportsController
from app.http.ingestion import IngestionController
from app.http.jobs import AdminJobsController
from app.http.links import PublicLinks
from app.http.logs import configure_logging
from app.http.me import ApiKeysController, MeController, SessionsController
from app.http.menu_content import CoursesController, ItemsController, PairingsController
from app.http.menu_schema import MenuSchemaController
from app.http.menu_shelf import MenuShelfController
from app.http.menus import MenusController
from app.http.mutes import MutesController
from app.http.notes import GuestNotesController, NotesController
from app.http.pins import PinsController
from app.http.proposals import ProposalsController
from app.http.public import PublicMenusController
from app.http.publishing import PublishingController, ShareLinksController
from app.http.relationships import RelationshipsController
from app.http.rendered import PublicPages
from app.http.reports import AdminReportsController, ReportsController, RulingsController
from app.http.runs import RunsController
from app.http.states import StatesController
from app.http.upstream import UpstreamController
from app.services import Services, make_cards, make_services, now
from app.settings import Settings
from app.upstreams import MakeUpstreams, Upstreams, upstreams_for_people
from app.watching import watching_runs
from app.web.controllers import PAGES, WORKSHOP
from app.web.errors import render_error_page
from app.web.formats.renderings import Renderer, fingerprint
from app.web.reading.drafts import Drafts
from app.web.reading.mine import ReadersOwn
from app.web.reading.own_states import OwnStates
from app.web.reading.works import WorkPage
from app.web.static_files import VENDOR
from app.web.studio.desk import Desk
from app.web.studio.history import Archive

POOL = 12
READ_POOL = 4
ADMIN_POOL = 2
"""Opened when an administrator first looks."""
HELD_BYTES = 256 << 20
"""What a worker may hold of published menus in memory."""

HANDLERS = (
    AccountsController,
    SessionController,
    MeController,
    SessionsController,
    ApiKeysController,
    MenuImportsController,
    MenuSchemaController,
    MenusController,
    MenuShelfController,
    CoursesController,
    ItemsController,
    PairingsController,
    PublishingController,
    ShareLinksController,
    NotesController,
    GuestNotesController,
    RevisionsController,
    DifferencesController,
    PublicMenusController,
    ReportsController,
    ForksController,
    FamilyController,
    UpstreamChangesController,
    ProposalsController,
    MutesController,
    CoversController,
    MediaController,
    PinsController,
    MergesController,
    DuplicatesController,
    RelationshipsController,
    CompanyController,
    IngestionController,
    UpstreamController,
    AdminJobsController,
    AdminReportsController,
    RulingsController,
    RunsController,
    StatesController,
    FollowsController,
)


def build(
    settings: Settings,
    *,
    more_handlers: Sequence[ControllerRouterHandler] = (),
    held_bytes: int = HELD_BYTES,
    upstreams: MakeUpstreams = upstreams_for_people,
    metrics_directory: str | None = None,
) -> Litestar:
    """The application of one worker process; benchmarks put handlers of their own beside the others.

    `metrics_directory` is where it meets its fellow workers, when it has any.
    """
    configure_logging(
        as_json=settings.log_format == "json",
        level=logging.getLevelNamesMapping()[settings.log_level.upper()],
    )
    engine = make_engine(settings.database_url, pool_size=POOL)
    read_pool = ReadPool(settings.database_url, READ_POOL)
    admin_engine = make_engine(settings.admin_database_url or settings.database_url, pool_size=ADMIN_POOL)
    asked = upstreams(engine, settings)
    services = make_services(engine, settings, admin_engine, asked.sources)
    mark = fingerprint(settings.base_url)
    render = Renderer(settings.base_url, make_cards(VENDOR, settings), mark[:8])
    pages = PublicPages(PgRenderings(read_pool, mark), render, held_bytes=held_bytes)
    workshop = WORKSHOP if settings.shows_styleguide else ()
    application = create_application(
        route_handlers=[*HANDLERS, *PAGES, *workshop, *more_handlers],
        base_url=settings.base_url,
        readiness=PgReadiness(engine),
        trusted_proxies=[str(network) for network in settings.trusted_proxies],
        dependencies={
            **identity.DEPENDENCIES,
            **{name: given(service) for name, service in asdict(services).items()},
            "public_pages": given(pages),
            "public_links": given(PublicLinks(settings.base_url)),
            "clock": given(now),
            "desk": given(_desk(services)),
            "archive": given(_archive(services)),
            "drafts": given(_drafts(services)),
            "work_page": given(_work_page(services)),
            "readers_own": given(_readers_own(services)),
            "tokens": given(tokens),
            "registration": given(settings.registration),
            "wanted": Given(provide_wanted, sync_to_thread=False),
        },
        guards=[access.check_access],
        open_to_all=access.ANONYMOUS,
        render_error_page=render_error_page,
        is_outage=is_outage,
        metrics_directory=metrics_directory,
        lifespan=[
            lambda _: _running(engine, read_pool, pages, asked, settings.database_url),
            lambda _: _disposing(admin_engine),
            lambda _: watching_runs(services.housekeeping, now),
        ],
    )
    application.state.identities = Identities(services.identification, now, settings.base_url)
    application.state.first_answers = FirstAnswers(services.answers, now)
    access.refuse_open_doors(application)
    return application


def _desk(services: Services) -> Desk:
    shown = {name: value for name, value in asdict(services).items() if name in Desk.__struct_fields__}
    return Desk(clock=now, **shown)


def _archive(services: Services) -> Archive:
    return Archive(**{name: getattr(services, name) for name in Archive.__struct_fields__})


def _readers_own(services: Services) -> ReadersOwn:
    return ReadersOwn(services.public_reader, services.state_reader, services.follow_reader)


def _drafts(services: Services) -> Drafts:
    return Drafts(**{name: getattr(services, name) for name in Drafts.__struct_fields__})


def _work_page(services: Services) -> WorkPage:
    return WorkPage(
        work_reader=services.work_reader,
        relation_reader=services.relation_reader,
        title_search=services.title_search,
        company_reader=services.company_reader,
        own_states=OwnStates(services.state_reader, services.accounts),
    )


@asynccontextmanager
async def _running(
    engine: AsyncEngine, read_pool: ReadPool, pages: PublicPages, upstreams: Upstreams, url: str
) -> AsyncIterator[None]:
    """What lives as long as the worker: pools, and the ear for announcements."""
    async with read_pool:
        listening = asyncio.create_task(PgAnnouncements(url, menu_editions.CHANNEL, pages).run())
        gc.collect()
        gc.freeze()  # what is there now stays; looking through it again and again costs the slowest requests
        yield
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    await upstreams.gateway.aclose()
    await engine.dispose()


@asynccontextmanager
async def _disposing(engine: AsyncEngine) -> AsyncIterator[None]:
    yield
    await engine.dispose()
