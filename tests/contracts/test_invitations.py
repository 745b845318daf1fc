"""Invitations on PostgreSQL: one makes one account, whatever a crowd does with it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.security import tokens
from domain.accounts.invitations import INVITATION_PREFIX
from domain.accounts.refusals import (
    EmailTaken,
    InvitationInvalid,
    InvitationRequired,
    TooManyAttempts,
)
from domain.accounts.service import REGISTRATIONS
from tests.accounts_house import AccountsHouse, invite
from tests.postgres import Database, as_superuser


@pytest.fixture
def house(engine: AsyncEngine) -> AccountsHouse:
    return AccountsHouse(engine, registration="invite")


async def test_an_invitation_knows_the_account_it_made_until_that_is_erased(
    house: AccountsHouse, database: Database
) -> None:
    me = await house.register(invitation=await invite(database, house.now))
    assert await as_superuser(database, "SELECT (used_at, used_by) FROM accounts.invitations") == (
        house.now,
        me.id,
    )
    await as_superuser(database, "DELETE FROM accounts.users")
    assert await as_superuser(database, "SELECT (used_at, used_by) FROM accounts.invitations") == (
        house.now,
        None,
    )


async def test_of_a_crowd_with_one_invitation_one_registers(house: AccountsHouse, database: Database) -> None:
    code = await invite(database, house.now)
    crowd = await asyncio.gather(
        *(house.register(f"guest{number}", code) for number in range(12)), return_exceptions=True
    )
    assert sum(isinstance(each, InvitationInvalid) for each in crowd) == 11
    assert await as_superuser(database, "SELECT count(*) FROM accounts.profiles") == 1


async def test_a_refused_registration_leaves_the_invitation_good(
    house: AccountsHouse, database: Database
) -> None:
    await house.register(invitation=await invite(database, house.now))
    code = await invite(database, house.now)
    with pytest.raises(EmailTaken):
        await house.register(invitation=code)
    assert (await house.register("bob", code)).username == "bob"


async def test_unknown_used_expired_and_mistyped_invitations_are_refused_alike(
    house: AccountsHouse, database: Database
) -> None:
    used, expired = [await invite(database, house.now, days=1) for _ in range(2)]
    await house.register(invitation=used)
    house.clock.now += timedelta(days=1)
    unknown = tokens.new_token(INVITATION_PREFIX)
    refusals = set()
    for code in (used, expired, unknown, unknown[:-1], tokens.new_token()):
        with pytest.raises(InvitationInvalid) as refusal:
            await house.register("bob", code)
        refusals.add((refusal.value.detail, refusal.value.problems))
    assert len(refusals) == 1
    assert await as_superuser(database, "SELECT count(*) FROM accounts.users") == 1


@pytest.mark.parametrize("nothing", [None, "", "  "])
async def test_nobody_registers_without_an_invitation(house: AccountsHouse, nothing: str | None) -> None:
    with pytest.raises(InvitationRequired):
        await house.register(invitation=nothing)


async def test_an_invitation_that_was_copied_with_white_space_is_good(
    house: AccountsHouse, database: Database
) -> None:
    assert await house.register(invitation=f" {await invite(database, house.now)}\n")


async def test_guessing_is_counted_like_registering(house: AccountsHouse) -> None:
    for _ in range(REGISTRATIONS):
        with pytest.raises(InvitationInvalid):
            await house.register(invitation="mmi_guess")
    with pytest.raises(TooManyAttempts):
        await house.register(invitation="mmi_guess")


async def test_who_has_no_invitation_does_not_hear_who_has_an_account(
    house: AccountsHouse, database: Database
) -> None:
    await house.register(invitation=await invite(database, house.now))
    with pytest.raises(InvitationInvalid):
        await house.register(invitation=tokens.new_token(INVITATION_PREFIX))
