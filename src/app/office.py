"""What the command line does about accounts, on the administrators' own connection."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from app.database import shared_database
from app.services import connected, make_office, now
from app.settings import CannotRun, Settings, SettingsError
from domain.accounts.office import OfficeService
from domain.kernel import DomainError

T = TypeVar("T")
Errand = Callable[[OfficeService, datetime], Awaitable[T]]


class Refused(CannotRun):
    """The accounts' own rules stand against it."""


def run_errand(settings: Settings, errand: Errand[T]) -> T:
    """Raises Refused with everything that is wrong, and what `shared_database` raises."""
    with shared_database(settings) as prepared:
        if prepared.admin_database_url == prepared.database_url:
            raise SettingsError("ADMIN_DATABASE_URL must be set: accounts are managed as media_menu_admin.")
        try:
            return asyncio.run(_run(prepared.admin_database_url, errand))
        except DomainError as error:
            reasons = [f"{each.pointer.lstrip('/')}: {each.message}" for each in error.problems]
            raise Refused(" ".join(reasons) or error.detail) from error


async def _run(admin_url: str, errand: Errand[T]) -> T:
    async with connected(admin_url) as engine:
        return await errand(make_office(engine), now())
