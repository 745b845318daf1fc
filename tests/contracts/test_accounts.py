"""Accounts on PostgreSQL: what was kept comes back, and limits hold in a crowd."""

import asyncio
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.security import tokens
from domain.accounts.proofs import API_KEY_LIMIT, Visitor
from domain.accounts.refusals import (
    AccountBanned,
    AccountNotFound,
    ApiKeyNotFound,
    EmailTaken,
    ScopeNotAllowed,
    SessionNotFound,
    TooManyApiKeys,
    TooManyAttempts,
    UsernameTaken,
    WrongCredentials,
    WrongPassword,
)
from domain.accounts.service import Application
from domain.kernel import Actor, UserId
from tests.accounts_house import PASSWORD, VISITOR, AccountsHouse
from tests.postgres import Database, as_superuser

ELSEWHERE = Visitor("198.51.100.9", "curl")


@pytest.fixture
def house(engine: AsyncEngine) -> AccountsHouse:
    return AccountsHouse(engine)


async def test_a_person_comes_back_as_registered(house: AccountsHouse) -> None:
    me = await house.register()
    assert (me.email, me.username, me.display_name) == ("ada@example.org", "ada", "ada")
    assert (me.role, me.may_ingest, me.country_code, me.created_at) == ("user", False, "PL", house.now)
    assert await house.accounts.me(Actor(me.id)) == me


@pytest.mark.parametrize(
    ("email", "username", "refusal"),
    [("ADA@Example.org", "other", EmailTaken), ("other@example.org", "ADA", UsernameTaken)],
)
async def test_nobody_registers_a_second_time_in_other_letters(
    house: AccountsHouse, email: str, username: str, refusal: type[Exception]
) -> None:
    await house.register()
    again = Application(email=email, username=username, password=PASSWORD)
    with pytest.raises(refusal):
        await house.accounts.register(again, VISITOR, house.now)


async def test_of_a_crowd_with_one_name_one_registers(house: AccountsHouse, database: Database) -> None:
    crowd = await asyncio.gather(*(house.register() for _ in range(12)), return_exceptions=True)
    assert sum(isinstance(each, EmailTaken | UsernameTaken) for each in crowd) == 11
    assert await as_superuser(database, "SELECT count(*) FROM accounts.profiles") == 1


async def test_a_changed_name_reaches_what_is_published_and_other_changes_do_not(
    house: AccountsHouse,
) -> None:
    actor = Actor((await house.register()).id)
    await house.accounts.change_profile(actor, lambda each: msgspec.structs.replace(each, locale="pl"))
    assert house.publications.refreshed == []
    changed = await house.accounts.change_profile(
        actor, lambda each: msgspec.structs.replace(each, display_name="Ada L.", settings={"dense": True})
    )
    assert (changed.display_name, changed.locale, changed.settings) == ("Ada L.", "pl", {"dense": True})
    assert house.publications.refreshed == [actor.user_id]


async def test_a_publication_that_fails_takes_the_change_of_name_back(
    house: AccountsHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = Actor((await house.register()).id)

    async def fail(user_id: UserId) -> None:
        raise RuntimeError

    monkeypatch.setattr(house.publications, "refresh_name", fail)
    with pytest.raises(RuntimeError):
        await house.accounts.change_profile(
            actor, lambda each: msgspec.structs.replace(each, display_name="Ada L.")
        )
    assert (await house.accounts.me(actor)).display_name == "ada"


async def test_a_session_ends_when_idle_and_in_the_end_anyway(house: AccountsHouse) -> None:
    await house.register()
    opened = await house.sign_in()
    for _ in range(3):
        house.clock.forward(days=9)
        assert await house.identification.by_session(opened.token, house.now)
    house.clock.forward(days=3)
    assert await house.identification.by_session(opened.token, house.now) is None
    idle = await house.sign_in()
    house.clock.forward(days=14)
    assert await house.identification.by_session(idle.token, house.now) is None


async def test_the_use_of_a_session_is_noted_once_a_minute(house: AccountsHouse, database: Database) -> None:
    await house.register()
    opened = await house.sign_in()
    begun = house.now
    house.clock.forward(seconds=59)
    await house.identification.by_session(opened.token, house.now)
    seen = "SELECT last_seen_at FROM accounts.sessions"
    assert await as_superuser(database, seen) == begun
    house.clock.forward(seconds=1)
    await house.identification.by_session(opened.token, house.now)
    assert await as_superuser(database, seen) == begun + timedelta(minutes=1)


async def test_a_dated_hash_is_renewed_at_sign_in(house: AccountsHouse, database: Database) -> None:
    await house.register()
    await as_superuser(database, f"UPDATE accounts.users SET password_hash = 'dated:{PASSWORD}'")
    await house.sign_in()
    assert await as_superuser(database, "SELECT password_hash FROM accounts.users") == f"plain:{PASSWORD}"


async def test_known_and_unknown_logins_take_the_same_steps(house: AccountsHouse, database: Database) -> None:
    await house.register()
    for login in ("ada", "nobody-here"):
        with pytest.raises(WrongCredentials):
            await house.sign_in(login, "not the one")
    assert house.plain.verified == [f"plain:{PASSWORD}", None]
    reasons = "SELECT array_agg(reason ORDER BY reason) FROM accounts.login_events WHERE NOT success"
    assert await as_superuser(database, reasons) == ["unknown-login", "wrong-password"]


async def test_of_a_crowd_of_guesses_ten_are_looked_at(house: AccountsHouse) -> None:
    await house.register()
    guesses = [house.sign_in("ada", f"guess number {n}", Visitor(f"198.51.100.{n}")) for n in range(40)]
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(each, WrongCredentials) for each in outcomes) == 10
    assert sum(isinstance(each, TooManyAttempts) for each in outcomes) == 30
    assert len(house.plain.verified) == 10


async def test_one_address_cannot_try_many_accounts(house: AccountsHouse) -> None:
    logins = [house.sign_in(f"login-{n}", "guess", ELSEWHERE) for n in range(40)]
    await asyncio.gather(*logins, return_exceptions=True)
    assert len(house.plain.verified) == 10


async def test_guessing_elsewhere_does_not_lock_the_owner_out_at_home(house: AccountsHouse) -> None:
    await house.register()
    await house.sign_in()
    for n in range(10):
        with pytest.raises(WrongCredentials):
            await house.sign_in("ada", "guess", Visitor(f"198.51.100.{n}"))
    with pytest.raises(TooManyAttempts):
        await house.sign_in("ada", PASSWORD, Visitor("198.51.100.99"))
    assert await house.sign_in()


async def test_a_count_ends_with_its_window_and_good_attempts_do_not_count(house: AccountsHouse) -> None:
    await house.register()
    for _ in range(15):
        await house.sign_in()
    for _ in range(10):
        with pytest.raises(WrongCredentials):
            await house.sign_in(password="guess")
    house.clock.forward(seconds=60)
    with pytest.raises(TooManyAttempts) as refusal:
        await house.sign_in()
    assert refusal.value.retry_after == 240
    house.clock.forward(seconds=240)
    assert await house.sign_in()


async def test_the_database_names_nobody_who_was_counted(house: AccountsHouse, database: Database) -> None:
    with pytest.raises(WrongCredentials):
        await house.sign_in("secret-login", "guess")
    kept = await as_superuser(database, "SELECT string_agg(t::text, ' ') FROM accounts.throttles t")
    assert "secret-login" not in kept
    assert "192.0.2.7" not in kept


async def test_a_banned_person_is_out_at_once_and_stays_out(house: AccountsHouse, database: Database) -> None:
    actor = Actor((await house.register()).id)
    opened = await house.sign_in()
    key = await house.api_keys.issue(actor, "laptop", ["read"], house.now + timedelta(days=1), house.now)
    await as_superuser(database, "UPDATE accounts.users SET status = 'banned'")
    assert await house.identification.by_session(opened.token, house.now) is None
    assert await house.identification.by_api_key(key.key, house.now) is None
    with pytest.raises(AccountBanned):
        await house.sign_in()
    with pytest.raises(WrongCredentials):
        await house.sign_in(password="guess")


async def test_a_new_password_ends_every_session_and_opens_one(house: AccountsHouse) -> None:
    actor = Actor((await house.register()).id)
    sessions = [await house.sign_in() for _ in range(3)]
    fresh = await house.sign_ins.change_password(actor, PASSWORD, "quite another one", VISITOR, house.now)
    for each in sessions:
        assert await house.identification.by_session(each.token, house.now) is None
    assert await house.identification.by_session(fresh.token, house.now)
    with pytest.raises(WrongCredentials):
        await house.sign_in()
    assert await house.sign_in(password="quite another one")


async def test_the_present_password_cannot_be_guessed_from_inside(house: AccountsHouse) -> None:
    actor = Actor((await house.register()).id)
    guesses = [
        house.sign_ins.change_password(actor, f"guess {n}", "quite another one", VISITOR, house.now)
        for n in range(20)
    ]
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(each, WrongPassword) for each in outcomes) == 10
    assert len(house.plain.verified) == 10


async def test_a_sign_in_that_raced_with_a_new_password_opens_nothing(
    house: AccountsHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = Actor((await house.register()).id)
    genuine = house.plain.verify

    async def verify_then_lose(password_hash: str | None, password: str) -> object:
        verdict = await genuine(password_hash, password)
        monkeypatch.setattr(house.plain, "verify", genuine)
        await house.sign_ins.change_password(actor, PASSWORD, "quite another one", VISITOR, house.now)
        return verdict

    monkeypatch.setattr(house.plain, "verify", verify_then_lose)
    with pytest.raises(WrongCredentials):
        await house.sign_in()
    assert len(await house.sign_ins.sessions(actor, None, house.now)) == 1


async def test_sessions_are_listed_and_ended_one_by_one_or_all_but_one(house: AccountsHouse) -> None:
    actor = Actor((await house.register()).id)
    first, second, third = [await house.sign_in() for _ in range(3)]
    lines = await house.sign_ins.sessions(actor, second.id, house.now)
    assert {line.id for line in lines} == {first.id, second.id, third.id}
    assert [line.id for line in lines if line.current] == [second.id]
    assert {line.address_prefix for line in lines} == {"192.0.2.0/24"}
    await house.sign_ins.sign_out(actor, first.id, house.now)
    with pytest.raises(SessionNotFound):
        await house.sign_ins.sign_out(actor, first.id, house.now)
    await house.sign_ins.sign_out_elsewhere(actor, second.id, house.now)
    assert [line.id for line in await house.sign_ins.sessions(actor, None, house.now)] == [second.id]


async def test_a_key_acts_with_its_scopes_until_it_ends(house: AccountsHouse) -> None:
    actor = Actor((await house.register()).id)
    soon = house.now + timedelta(days=1)
    key = await house.api_keys.issue(actor, "laptop", ["read"], soon, house.now)
    assert await house.identification.by_api_key(key.key, house.now) == Actor(
        actor.user_id, "user", frozenset({"read"})
    )
    assert [line.id for line in await house.api_keys.live(actor, house.now)] == [key.id]
    assert await house.identification.by_api_key(key.key, soon) is None
    await house.api_keys.revoke(actor, key.id, house.now)
    assert await house.identification.by_api_key(key.key, house.now) is None
    with pytest.raises(ApiKeyNotFound):
        await house.api_keys.revoke(actor, key.id, house.now)


async def test_the_scope_ingest_is_given_and_taken_by_an_administrator(
    house: AccountsHouse, database: Database
) -> None:
    actor = Actor((await house.register()).id)
    soon = house.now + timedelta(days=1)
    with pytest.raises(ScopeNotAllowed):
        await house.api_keys.issue(actor, "worker", ["ingest"], soon, house.now)
    await as_superuser(database, "UPDATE accounts.users SET may_ingest = true")
    key = await house.api_keys.issue(actor, "worker", ["ingest", "read"], soon, house.now)
    found = await house.identification.by_api_key(key.key, house.now)
    assert found
    assert found.scopes == {"ingest", "read"}
    await as_superuser(database, "UPDATE accounts.users SET may_ingest = false")
    found = await house.identification.by_api_key(key.key, house.now)
    assert found
    assert found.scopes == {"read"}


async def test_a_crowd_does_not_get_more_keys_than_there_may_be(house: AccountsHouse) -> None:
    actor = Actor((await house.register()).id)
    soon = house.now + timedelta(days=1)
    crowd = [house.api_keys.issue(actor, f"key {n}", ["read"], soon, house.now) for n in range(25)]
    outcomes = await asyncio.gather(*crowd, return_exceptions=True)
    assert sum(isinstance(each, TooManyApiKeys) for each in outcomes) == 25 - API_KEY_LIMIT
    assert len(await house.api_keys.live(actor, house.now)) == API_KEY_LIMIT


async def test_no_secret_is_at_rest(house: AccountsHouse, database: Database) -> None:
    actor = Actor((await house.register()).id)
    opened = await house.sign_in()
    key = await house.api_keys.issue(actor, "laptop", ["read"], house.now + timedelta(days=1), house.now)
    for table in ("sessions", "api_keys"):
        rows = await as_superuser(database, f"SELECT string_agg(t::text, ' ') FROM accounts.{table} t")
        assert opened.token not in rows
        assert key.key not in rows
    digest = await as_superuser(database, "SELECT token_hash FROM accounts.sessions")
    assert digest == tokens.digest(opened.token)


async def test_others_and_nobody_find_no_rows_at_all(house: AccountsHouse) -> None:
    ada, bob = [Actor((await house.register(name)).id) for name in ("ada", "bob")]
    await house.sign_in("ada")
    await house.api_keys.issue(ada, "laptop", ["read"], house.now + timedelta(days=1), house.now)
    key_of_ada = (await house.api_keys.live(ada, house.now))[0].id
    for stranger in (bob, None):
        async with house.begin(stranger) as accounts:
            with pytest.raises(AccountNotFound):
                await accounts.people.me(ada.user_id)
            assert await accounts.sessions.live(ada.user_id, None, house.now) == ()
            with pytest.raises(ApiKeyNotFound):
                await accounts.api_keys.revoke(ada.user_id, key_of_ada, house.now)
    tables = ("users", "profiles", "sessions", "api_keys", "login_events", "idempotency_keys")
    async with house.transactions.open(None) as connection:
        for table in tables:
            assert await connection.scalar(text(f"SELECT count(*) FROM accounts.{table}")) == 0
    async with house.transactions.open(ada) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM accounts.users")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts.users SET role = 'admin'",
        "UPDATE accounts.users SET may_ingest = true",
        "UPDATE accounts.profiles SET email_verified_at = now()",
        "DELETE FROM accounts.users",
        "DELETE FROM accounts.login_events",
        "INSERT INTO accounts.users SELECT * FROM accounts.users",
        "SET ROLE media_menu_door",
    ],
)
async def test_the_services_role_cannot_raise_anybody(house: AccountsHouse, statement: str) -> None:
    actor = Actor((await house.register()).id)
    with pytest.raises(Exception, match="permission denied"):
        async with house.transactions.open(actor) as connection:
            await connection.execute(text(statement))


async def test_a_credit_is_found_without_an_identity(house: AccountsHouse) -> None:
    me = await house.register()
    async with house.transactions.open(None) as connection:
        credit = text("SELECT username, display_name FROM accounts.public_name(:id)")
        assert (await connection.execute(credit, {"id": me.id})).one() == ("ada", "ada")
