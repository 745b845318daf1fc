"""Puts everything together, once: adapters behind ports, use cases on top, the application around them."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.di import Provide
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.accounts import doors as account_doors
from adapters.postgres.accounts.answers import PgAnswers
from adapters.postgres.accounts.doors import PgDoors
from adapters.postgres.accounts.repository import PgAccounts
from adapters.postgres.accounts.throttles import PgThrottles
from adapters.postgres.announcements import PgAnnouncements
from adapters.postgres.catalog.reader import PgWorkReader
from adapters.postgres.catalog.refusals import CATALOG_REFUSALS
from adapters.postgres.catalog.repository import PgShelves
from adapters.postgres.catalog.search import PgTitleSearch
from adapters.postgres.constraints import Refusals
from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.imdb_load import PgImdbStagings
from adapters.postgres.menus import repository as menu_repository
from adapters.postgres.menus.reader import PgCuratorReader, PgPublicReader, PgSharedDrafts
from adapters.postgres.menus.renderings import PgRenderings, ReadPool
from adapters.postgres.menus.repository import PgCuratorNames, PgWorkspace
from adapters.postgres.readiness import PgReadiness
from adapters.postgres.transactions import PgTransactions
from adapters.security import tokens
from adapters.security.passwords import Argon2Passwords
from adapters.sources.imdb_files import ImdbFile
from adapters.text.slugs import make_slug
from app.http import access, identity
from app.http.accounts import AccountsController, SessionController
from app.http.application import create_application
from app.http.etags import provide_wanted
from app.http.idempotency import FirstAnswers
from app.http.identity import Identities
from app.http.links import PublicLinks
from app.http.logs import configure_logging
from app.http.me import ApiKeysController, MeController, SessionsController
from app.http.menus import CoursesController, ItemsController, MenusController, PairingsController
from app.http.public import PublicMenusController
from app.http.publishing import PublishingController, ShareLinksController
from app.http.rendered import PublicPages
from app.retrying import retried
from app.settings import Settings
from app.web.public_pages import fingerprint, renderer
from domain.accounts.api_keys import ApiKeyService
from domain.accounts.identification import Identification
from domain.accounts.service import AccountService
from domain.accounts.signing_in import SignInService
from domain.catalog.service import Cataloguing
from domain.catalog.titles import title_keys
from domain.ingestion.imdb_files.loading import LoadImdbFiles, LoadOrder
from domain.menus.publishing import Publishing, Sharing
from domain.menus.service import Curating
from domain.menus.sharing import Secret

POOL = 12
READ_POOL = 4
HELD_BYTES = 256 << 20
"""What a worker may hold of published menus in memory."""

REFUSALS: Refusals = {**account_doors.REFUSALS, **CATALOG_REFUSALS, **menu_repository.REFUSALS}

HANDLERS = (
    AccountsController,
    SessionController,
    MeController,
    SessionsController,
    ApiKeysController,
    MenusController,
    CoursesController,
    ItemsController,
    PairingsController,
    PublishingController,
    ShareLinksController,
    PublicMenusController,
)


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> UUID:
    return uuid7()


def new_secret() -> Secret:
    token = tokens.new_token("mms_")
    return Secret(token, tokens.digest(token))


def build(settings: Settings) -> Litestar:
    """The application of one worker process."""
    configure_logging(
        as_json=settings.log_format == "json",
        level=logging.getLevelNamesMapping()[settings.log_level.upper()],
    )
    engine = make_engine(settings.database_url, pool_size=POOL)
    read_pool = ReadPool(settings.database_url, READ_POOL)
    transactions = PgTransactions(engine, REFUSALS)
    renderings = PgRenderings(read_pool, fingerprint(settings.base_url))
    pages = PublicPages(renderings, renderer(settings.base_url), held_bytes=HELD_BYTES)
    application = create_application(
        route_handlers=HANDLERS,
        base_url=settings.base_url,
        readiness=PgReadiness(engine),
        trusted_proxies=[str(network) for network in settings.trusted_proxies],
        dependencies={
            **identity.DEPENDENCIES,
            **{name: _given(service) for name, service in _accounts(transactions, settings).items()},
            **{name: _given(service) for name, service in _catalog(engine, transactions).items()},
            **{name: _given(service) for name, service in _menus(transactions).items()},
            "public_pages": _given(pages),
            "public_links": _given(PublicLinks(settings.base_url)),
            "clock": _given(now),
            "wanted": Provide(provide_wanted, sync_to_thread=False),
        },
        guards=[access.check_access],
        open_to_all=access.ANONYMOUS,
        lifespan=[lambda _: _running(engine, read_pool, pages, settings.database_url)],
    )
    application.state.identities = Identities(
        Identification(PgDoors(transactions), tokens), now, settings.base_url
    )
    application.state.first_answers = FirstAnswers(PgAnswers(transactions), now)
    access.refuse_open_doors(application)
    return application


def imdb_loading(url: str) -> LoadImdbFiles:
    """The load of IMDb's files into the database at `url`, of the worker role."""
    return LoadImdbFiles(PgImdbStagings(url), title_keys, now, new_id)


def imdb_order(
    basics: Path, ratings: Path, types: tuple[str, ...], *, accept_licence: bool, dry_run: bool
) -> LoadOrder:
    """What to load, from files on disk."""
    return LoadOrder(ImdbFile(basics), ImdbFile(ratings), types, accept_licence, dry_run)


@asynccontextmanager
async def _running(
    engine: AsyncEngine, read_pool: ReadPool, pages: PublicPages, url: str
) -> AsyncIterator[None]:
    """What lives as long as the worker: pools, and the ear for announcements."""
    async with read_pool:
        listening = asyncio.create_task(PgAnnouncements(url, menu_repository.CHANNEL, pages).run())
        gc.collect()
        gc.freeze()  # what is there now stays; looking through it again and again costs the slowest requests
        yield
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    await engine.dispose()


def _given(service: Any) -> Provide:
    return Provide(lambda: service, use_cache=True, sync_to_thread=False)


def _accounts(transactions: PgTransactions, settings: Settings) -> Mapping[str, object]:
    doors, passwords = PgDoors(transactions), Argon2Passwords()
    throttles = PgThrottles(transactions)
    begin = transactions.working_with(lambda connection: PgAccounts(connection, PgCuratorNames))
    return {
        "accounts": retried(
            AccountService(
                begin=begin,
                doors=doors,
                passwords=passwords,
                throttles=throttles,
                new_id=new_id,
                registration=settings.registration,
            )
        ),
        "sign_ins": retried(
            SignInService(
                begin=begin,
                doors=doors,
                passwords=passwords,
                tokens=tokens,
                throttles=throttles,
                new_id=new_id,
            )
        ),
        "api_keys": retried(ApiKeyService(begin=begin, tokens=tokens, new_id=new_id)),
    }


def _catalog(engine: AsyncEngine, transactions: PgTransactions) -> Mapping[str, object]:
    return {
        "title_search": PgTitleSearch(engine, transactions),
        "work_reader": PgWorkReader(engine),
        "cataloguing": retried(Cataloguing(transactions.working_with(PgShelves), new_id)),
    }


def _menus(transactions: PgTransactions) -> Mapping[str, object]:
    begin = transactions.working_with(PgWorkspace)
    return {
        "curating": retried(Curating(begin, now, new_id, make_slug)),
        "publishing": retried(Publishing(begin, now)),
        "sharing": retried(Sharing(begin, PgSharedDrafts(transactions), now, new_id, new_secret)),
        "curator_reader": PgCuratorReader(transactions),
        "public_reader": PgPublicReader(transactions),
    }
