"""Catalogue and ingestion behind HTTP, with people who sign in and programs with keys."""

from datetime import timedelta

from litestar import Litestar, Router
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.catalog.recognising import PgListSearch
from adapters.sources.naming import key_named
from app.http.catalog import MediaController
from app.http.ingestion import IngestionController
from app.http.pins import PinsController
from app.http.runs import RunsController
from domain.catalog.recognising import Recognising
from tests.accounts_house import AccountsHouse, provide
from tests.postgres import Database, as_superuser
from tests.works import WorksHouse, now


class Town:
    """Accounts and works side by side, on one database."""

    def __init__(self, engine: AsyncEngine, database: Database) -> None:
        self.accounts = AccountsHouse(engine)
        self.works = WorksHouse(engine)
        self.recognising = Recognising(PgListSearch(engine), key_named, self.accounts.throttles, now)
        self._database = database

    def application(self) -> Litestar:
        services = {
            "title_search": self.works.search,
            "work_reader": self.works.reader,
            "cataloguing": self.works.cataloguing,
            "ingest_records": self.works.ingest,
            "run_reader": self.works.runs,
            "supervising": self.works.supervising,
            "pinning": self.works.pinning,
            "provenance": self.works.provenance,
            "recognising": self.recognising,
            "replaying": self.works.replaying,
        }
        return self.accounts.application(
            Router(
                path="/",
                route_handlers=[MediaController, PinsController, IngestionController, RunsController],
                dependencies={name: provide(service) for name, service in services.items()},
            )
        )

    async def bearer(self, username: str, *scopes: str, role: str = "user") -> dict[str, str]:
        """Headers of a program that acts for a new person."""
        await self.accounts.register(username)
        await as_superuser(
            self._database,
            f"UPDATE accounts.users SET may_ingest = true, role = '{role}' WHERE username = '{username}'",
        )
        opened = await self.accounts.sign_in(username)
        actor = await self.accounts.identification.by_session(opened.token, self.accounts.now)
        assert actor is not None
        key = await self.accounts.api_keys.issue(
            actor.actor,
            "program",
            scopes or ("read", "write"),  # type: ignore[arg-type]
            self.accounts.now + timedelta(days=1),
            self.accounts.now,
        )
        return {"authorization": f"Bearer {key.key}"}
