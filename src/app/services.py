"""Puts adapters behind the ports of every use case, once; whoever needs a use case gets it from here."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.pictures.cards import PillowCards
from adapters.pictures.darkroom import PillowDarkroom
from adapters.pictures.files import CoversOnDisk
from adapters.postgres.accounts import doors as account_doors
from adapters.postgres.accounts.answers import PgAnswers
from adapters.postgres.accounts.doors import PgDoors
from adapters.postgres.accounts.office import PgRegister
from adapters.postgres.accounts.repository import PgAccounts
from adapters.postgres.accounts.throttles import PgThrottles
from adapters.postgres.catalog.covers import PgCoverBook
from adapters.postgres.catalog.merge_reader import PgMergeReader
from adapters.postgres.catalog.merging import PgOffice
from adapters.postgres.catalog.reader import PgWorkReader
from adapters.postgres.catalog.recognising import PgListSearch
from adapters.postgres.catalog.refusals import CATALOG_REFUSALS
from adapters.postgres.catalog.relation_reader import PgRelationReader
from adapters.postgres.catalog.relationships import PgRelationships
from adapters.postgres.catalog.repository import PgShelves
from adapters.postgres.catalog.search import PgTitleSearch
from adapters.postgres.constraints import Refusals
from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.catalogued import PgCatalogued
from adapters.postgres.ingestion.delivery import INGESTION_REFUSALS, PgDeliveries
from adapters.postgres.ingestion.duplicates import PgComparison
from adapters.postgres.ingestion.reader import PgRunReader
from adapters.postgres.ingestion.replaying import PgReplays
from adapters.postgres.ingestion.runs import PgRunBook
from adapters.postgres.ingestion.troubles import PgErrorLog, PgErrorMonths, PgTroubleReader
from adapters.postgres.jobs.ledger import JOB_REFUSALS, PgJobLedger
from adapters.postgres.menus import follows as menu_follows
from adapters.postgres.menus import repository as menu_repository
from adapters.postgres.menus.editions import PgCuratorNames
from adapters.postgres.menus.following import ItemsFollow
from adapters.postgres.tracking.following import StatesFollow
from adapters.postgres.tracking.reader import PgStateReader
from adapters.postgres.tracking.repository import PgStates
from adapters.postgres.transactions import PgTransactions
from adapters.security import tokens
from adapters.security.passwords import Argon2Passwords
from adapters.sources.declared import MAPPINGS, REREADINGS
from adapters.sources.naming import key_named, key_written
from adapters.sources.readings import DeclaredReadings
from app.menu_services import MenuServices, make_menu_services
from app.menu_works import WorksOfCatalogue
from app.retrying import retried
from app.settings import Settings
from app.workers.schedules import SCHEDULES
from domain.accounts.answers import Answers
from domain.accounts.api_keys import ApiKeyService
from domain.accounts.identification import Identification
from domain.accounts.office import OfficeService
from domain.accounts.service import AccountService
from domain.accounts.signing_in import SignInService
from domain.catalog.covers import CoverFiles, FetchCovers, PictureSource
from domain.catalog.merging import MergeWorks
from domain.catalog.pinning import Pinning
from domain.catalog.ports import RelationReader, TitleSearch, WorkReader
from domain.catalog.provenance import Provenance
from domain.catalog.recognising import Recognising
from domain.catalog.relating import Relating
from domain.catalog.reviewing import MergeReader, ReviewDuplicates
from domain.catalog.service import Cataloguing
from domain.ingestion.duplicates import FindDuplicates
from domain.ingestion.housekeeping import Housekeeping
from domain.ingestion.ports import RunReader, TroubleReader
from domain.ingestion.replaying import Replaying
from domain.ingestion.service import IngestRecords
from domain.ingestion.supervising import Supervising
from domain.ingestion.upstream.ports import Source
from domain.ingestion.upstream.service import AskUpstreams
from domain.job_office import JobOffice
from domain.tracking.ports import StateReader
from domain.tracking.service import Tracking

DEMO_PASSWORD = "a table for two"  # noqa: S105 - public on purpose
"""Opens the demo curator's account on this machine; beyond it nobody signs in with it."""

REFUSALS: Refusals = {
    **account_doors.REFUSALS,
    **CATALOG_REFUSALS,
    **INGESTION_REFUSALS,
    **JOB_REFUSALS,
    **menu_repository.REFUSALS,
    **menu_follows.REFUSALS,
}


FOLLOWING = (ItemsFollow, StatesFollow)
"""What follows a merge outside the catalogue, one for each table that points at works."""


class Services(MenuServices, frozen=True, kw_only=True):
    """Every use case and reader, those of menus too; handlers ask for them by the names of the fields."""

    accounts: AccountService
    answers: Answers
    api_keys: ApiKeyService
    ask_upstreams: AskUpstreams
    cataloguing: Cataloguing
    cover_files: CoverFiles
    find_duplicates: FindDuplicates
    housekeeping: Housekeeping
    identification: Identification
    ingest_records: IngestRecords
    job_office: JobOffice
    merge_reader: MergeReader
    merge_works: MergeWorks
    pinning: Pinning
    provenance: Provenance
    recognising: Recognising
    relating: Relating
    relation_reader: RelationReader
    replaying: Replaying
    review_duplicates: ReviewDuplicates
    run_reader: RunReader
    sign_ins: SignInService
    state_reader: StateReader
    supervising: Supervising
    title_search: TitleSearch
    tracking: Tracking
    trouble_reader: TroubleReader
    work_reader: WorkReader


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> UUID:
    return uuid7()


def make_services(
    engine: AsyncEngine,
    settings: Settings,
    admin_engine: AsyncEngine | None = None,
    sources: Mapping[str, Source] | None = None,
) -> Services:
    """All use cases on one pool of connections, and what only administrators may read on another.

    `sources` are the upstreams that can be asked.
    """
    refused = frozenset() if settings.for_this_machine_only else frozenset({DEMO_PASSWORD})
    transactions = PgTransactions(engine, REFUSALS)
    as_admin = PgTransactions(admin_engine or engine, REFUSALS)
    doors, throttles = PgDoors(transactions), PgThrottles(transactions)
    passwords = Argon2Passwords(refused=refused)
    as_person = transactions.working_with(lambda connection: PgAccounts(connection, PgCuratorNames))
    as_cataloguer = transactions.working_with(PgShelves)
    as_merger = transactions.working_with(lambda connection: PgOffice(connection, FOLLOWING))
    merge_works = retried(MergeWorks(as_merger, now, new_id))
    errors = PgErrorLog(engine, new_id, now)
    ingest_records = IngestRecords(PgDeliveries(transactions, REREADINGS), MAPPINGS, new_id, now, errors)
    accounts = AccountService(
        begin=as_person,
        doors=doors,
        passwords=passwords,
        tokens=tokens,
        throttles=throttles,
        new_id=new_id,
        registration=settings.registration,
    )
    sign_ins = SignInService(
        begin=as_person, doors=doors, passwords=passwords, tokens=tokens, throttles=throttles, new_id=new_id
    )
    list_search, cataloguing = PgListSearch(engine), retried(Cataloguing(as_cataloguer, new_id, key_written))
    works = WorksOfCatalogue(list_search, cataloguing)
    read = DeclaredReadings(REREADINGS)
    work_reader = PgWorkReader(engine, transactions, key_written)
    replaying = Replaying(PgReplays(transactions, REREADINGS), REREADINGS, new_id, now)
    menus = make_menu_services(transactions, as_admin, works, now, new_id)
    return Services(
        **asdict(menus),
        accounts=retried(accounts),
        answers=PgAnswers(transactions),
        api_keys=retried(ApiKeyService(begin=as_person, tokens=tokens, new_id=new_id)),
        ask_upstreams=AskUpstreams(sources or {}, MAPPINGS, PgCatalogued(engine), ingest_records, errors),
        cataloguing=cataloguing,
        cover_files=covers_on_disk(settings),
        find_duplicates=FindDuplicates(
            transactions.working_with(PgComparison), merge_works.merge_sure, new_id, MAPPINGS.keys()
        ),
        housekeeping=make_housekeeping(engine),
        identification=Identification(doors, tokens),
        ingest_records=ingest_records,
        job_office=retried(make_job_office(admin_engine or engine, settings)),
        merge_reader=PgMergeReader(engine),
        merge_works=merge_works,
        pinning=retried(Pinning(as_cataloguer, read, key_written)),
        provenance=Provenance(work_reader, read),
        recognising=Recognising(list_search, key_named, throttles, now),
        relating=retried(Relating(transactions.working_with(PgRelationships), now)),
        relation_reader=PgRelationReader(engine),
        replaying=replaying,
        review_duplicates=retried(ReviewDuplicates(as_merger, now, new_id)),
        run_reader=PgRunReader(engine),
        sign_ins=retried(sign_ins),
        state_reader=PgStateReader(transactions),
        supervising=retried(Supervising(transactions.working_with(PgRunBook), ingest_records, now)),
        title_search=PgTitleSearch(engine, transactions),
        tracking=retried(Tracking(transactions.working_with(PgStates), now)),
        trouble_reader=PgTroubleReader(admin_engine or engine),
        work_reader=work_reader,
    )


def covers_on_disk(settings: Settings) -> CoversOnDisk:
    """Where covers are kept: beside the embedded database, or wherever MEDIA_MENU_DATA says."""
    return CoversOnDisk(settings.data / "covers")


def make_cards(vendor: Path, settings: Settings) -> PillowCards:
    """What draws the cards of menus, with the fonts and covers that are there."""
    return PillowCards(vendor, settings.data / "covers")


def make_covers(engine: AsyncEngine, settings: Settings, source: PictureSource) -> FetchCovers:
    """The fetching of covers, on a pool of the worker role."""
    begin = PgTransactions(engine, REFUSALS).working_with(PgCoverBook)
    return FetchCovers(begin, source, PillowDarkroom(), covers_on_disk(settings), now)


def make_office(engine: AsyncEngine) -> OfficeService:
    """Accounts as an operator manages them, on the administrators' pool."""
    transactions = PgTransactions(engine, REFUSALS)
    return OfficeService(
        register=PgRegister(transactions),
        doors=PgDoors(transactions),
        passwords=Argon2Passwords(),
        tokens=tokens,
        new_id=new_id,
    )


def make_job_office(engine: AsyncEngine, settings: Settings) -> JobOffice:
    """Jobs as administrators see them, on their pool."""
    return JobOffice(PgJobLedger(PgTransactions(engine, REFUSALS)), SCHEDULES, settings.zone)


def make_housekeeping(engine: AsyncEngine) -> Housekeeping:
    """What schedules do; all of it takes the pool of a worker."""
    transactions = PgTransactions(engine, REFUSALS)
    return Housekeeping(
        transactions.working_with(PgRunBook), PgErrorMonths(engine), PgErrorLog(engine, new_id, now)
    )


def make_replaying(engine: AsyncEngine) -> Replaying:
    """Replays as an operator starts them, on a pool of the worker role."""
    return Replaying(PgReplays(PgTransactions(engine, REFUSALS), REREADINGS), REREADINGS, new_id, now)


@asynccontextmanager
async def connected(url: str, size: int = 1) -> AsyncIterator[AsyncEngine]:
    """A pool for one command."""
    engine = make_engine(url, pool_size=size)
    try:
        yield engine
    finally:
        await engine.dispose()
