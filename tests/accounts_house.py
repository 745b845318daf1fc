"""The whole of accounts on a real database, with a clock that can be moved, for tests of all layers."""

from datetime import datetime

import httpx
from litestar import Litestar
from litestar.di import Provide
from litestar.types import ControllerRouterHandler
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.accounts.answers import PgAnswers
from adapters.postgres.accounts.doors import REFUSALS, PgDoors
from adapters.postgres.accounts.office import PgRegister
from adapters.postgres.accounts.repository import PgAccounts
from adapters.postgres.accounts.throttles import PgThrottles
from adapters.postgres.engine import make_engine
from adapters.postgres.transactions import PgTransactions
from adapters.security import tokens
from app.http.access import ANONYMOUS, check_access
from app.http.accounts import AccountsController, SessionController
from app.http.application import create_application
from app.http.idempotency import FirstAnswers
from app.http.identity import DEPENDENCIES, Identities
from app.http.me import ApiKeysController, MeController, SessionsController
from domain.accounts.api_keys import ApiKeyService
from domain.accounts.identification import Identification
from domain.accounts.office import OfficeService
from domain.accounts.ports import Passwords
from domain.accounts.proofs import Visitor
from domain.accounts.service import AccountService, Application, RegistrationPolicy
from domain.accounts.signing_in import SignInService
from domain.accounts.views import Me, OpenedSession
from tests.fakes.accounts import MovableClock, NotedPublications, PlainPasswords
from tests.postgres import Database

BASE_URL = "http://127.0.0.1:8000"
PASSWORD = "a long enough one"
CONTROLLERS = (
    AccountsController,
    SessionController,
    MeController,
    SessionsController,
    ApiKeysController,
)
VISITOR = Visitor("192.0.2.7", "Firefox")


class AlwaysReady:
    async def problem(self) -> None:
        return None


class AccountsHouse:
    def __init__(
        self,
        engine: AsyncEngine,
        passwords: Passwords | None = None,
        registration: RegistrationPolicy = "open",
    ) -> None:
        self.clock = MovableClock()
        self.plain = PlainPasswords()
        self.publications = NotedPublications()
        self.transactions = PgTransactions(engine, REFUSALS)
        self.begin = self.transactions.working_with(lambda each: PgAccounts(each, self.publications))
        self.doors = PgDoors(self.transactions)
        self.throttles = PgThrottles(self.transactions)
        self.answers = PgAnswers(self.transactions)
        shared = {
            "begin": self.begin,
            "doors": self.doors,
            "passwords": passwords or self.plain,
            "tokens": tokens,
            "throttles": self.throttles,
            "new_id": uuid7,
        }
        self.accounts = AccountService(**shared, registration=registration)
        self.sign_ins = SignInService(**shared)
        self.api_keys = ApiKeyService(begin=self.begin, tokens=tokens, new_id=uuid7)
        self.identification = Identification(self.doors, tokens)

    @property
    def now(self) -> datetime:
        return self.clock.now

    async def register(self, username: str = "ada", invitation: str | None = None) -> Me:
        application = Application(
            email=f"{username}@example.org", username=username, password=PASSWORD, invitation=invitation
        )
        return await self.accounts.register(application, VISITOR, self.now)

    async def sign_in(
        self, login: str = "ada", password: str = PASSWORD, visitor: Visitor = VISITOR
    ) -> OpenedSession:
        return await self.sign_ins.sign_in(login, password, visitor, self.now)

    def application(self, *more: ControllerRouterHandler, base_url: str = BASE_URL) -> Litestar:
        services = {
            "accounts": self.accounts,
            "sign_ins": self.sign_ins,
            "api_keys": self.api_keys,
            "clock": self.clock,
        }
        application = create_application(
            route_handlers=[*CONTROLLERS, *more],
            base_url=base_url,
            readiness=AlwaysReady(),
            dependencies=DEPENDENCIES | {name: provide(service) for name, service in services.items()},
            guards=[check_access],
            open_to_all=ANONYMOUS,
        )
        application.state.identities = Identities(self.identification, self.clock, base_url)
        application.state.first_answers = FirstAnswers(self.answers, self.clock)
        return application

    def browser(self, application: Litestar, base_url: str = BASE_URL) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=application, client=("192.0.2.7", 50_000))
        return httpx.AsyncClient(transport=transport, base_url=base_url)


async def invite(database: Database, now: datetime, days: int = 14) -> str:
    """The code of an invitation that an operator made."""
    engine = make_engine(database.url("media_menu_admin"), pool_size=1)
    transactions = PgTransactions(engine, REFUSALS)
    office = OfficeService(
        register=PgRegister(transactions),
        doors=PgDoors(transactions),
        passwords=PlainPasswords(),
        tokens=tokens,
        new_id=uuid7,
    )
    try:
        return (await office.invite(days, "for Ada", now)).code
    finally:
        await engine.dispose()


def provide(service: object) -> Provide:
    return Provide(lambda: service, sync_to_thread=False)
