"""A use case that lost a race is run again from its start, a few times; what is no lost race is not."""

import pytest
from msgspec.structs import asdict
from sqlalchemy.ext.asyncio import create_async_engine

from app.retrying import ATTEMPTS, retried
from app.services import make_services
from app.settings import read_settings
from domain.accounts.refusals import TooManyAttempts
from domain.kernel import Busy, Conflict

THAT_WRITE = {
    "accounts", "answering", "api_keys", "cataloguing", "curating", "following", "forking",
    "importing_menus", "job_office", "merge_works", "muting", "pinning", "proposing", "publishing", "pulling",
    "relating", "report_office", "reporting", "review_duplicates", "reviewing", "sharing", "sign_ins",
    "supervising",
    "tracking",
}  # fmt: skip


class Pouring:
    """A use case that meets these errors, one at each attempt."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.attempts = 0

    async def pour(self, what: str, *, glasses: int) -> str:
        self.attempts += 1
        if self.errors:
            raise self.errors.pop(0)
        return f"{glasses} x {what}"


async def test_two_lost_races_are_not_heard_of() -> None:
    service = Pouring(Busy("lost"), Busy("lost"))
    assert await retried(service).pour("tea", glasses=2) == "2 x tea"
    assert service.attempts == ATTEMPTS == 3


async def test_a_third_lost_race_is_busy() -> None:
    service = Pouring(*(Busy("lost") for _ in range(5)))
    with pytest.raises(Busy):
        await retried(service).pour("tea", glasses=2)
    assert service.attempts == ATTEMPTS


@pytest.mark.parametrize("error", [Conflict("no"), TooManyAttempts(60), RuntimeError("bug")])
async def test_an_answer_is_not_asked_for_twice(error: Exception) -> None:
    service = Pouring(error)
    with pytest.raises(type(error)):
        await retried(service).pour("tea", glasses=2)
    assert service.attempts == 1


async def test_every_service_that_writes_is_wrapped() -> None:
    engine = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1/none")
    services = make_services(engine, read_settings({}))
    wrapped = {name for name, service in asdict(services).items() if type(service) is type(retried(None))}
    assert wrapped == THAT_WRITE
