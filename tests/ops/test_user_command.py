"""`media-menu user`, on a server of the operator's own."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from adapters.security import tokens
from app.cli import main
from tests.postgres import Database, as_superuser

PASSWORD = "a long enough one\n"


@pytest.fixture
def settings(database: Database) -> Mapping[str, str]:
    return {
        "DATABASE_URL": database.url("media_menu_app"),
        "ADMIN_DATABASE_URL": database.url("media_menu_admin"),
    }


def run(settings: Mapping[str, str], *words: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(main, ["user", *words], input=password, env=dict(settings))


def test_an_account_is_made_given_rights_and_a_new_password(settings: Mapping[str, str]) -> None:
    made = run(
        settings, "create", "ada", "--email", "ada@example.org", "--role", "editor", "--password-stdin"
    )
    assert made.exit_code == 0, made.output
    assert made.stdout == "ada <ada@example.org>: editor, active, may not push records\n"
    given = run(settings, "grant", "ADA@example.org", "--ingest", "--json")
    assert given.exit_code == 0, given.output
    account = json.loads(given.stdout)
    assert (account["role"], account["may_ingest"]) == ("editor", True)
    assert run(settings, "reset-password", "ada", "--password-stdin").exit_code == 0


@pytest.mark.parametrize(
    ("words", "exit_code", "reason"),
    [
        (["create", "1", "--email", "x", "--password-stdin"], 1, "email: This is not an e-mail address."),
        (["grant", "nobody", "--ingest"], 1, "There is no such account."),
        (["grant", "nobody"], 2, "Say what to give"),
        (["invite", "--note", "x" * 201], 1, "note: At most 200 characters"),
    ],
)
def test_what_cannot_be_done_says_why(
    settings: Mapping[str, str], words: list[str], exit_code: int, reason: str
) -> None:
    refused = run(settings, *words)
    assert refused.exit_code == exit_code
    assert reason in refused.stderr


def test_an_invitation_is_printed_once_and_only_its_digest_is_kept(
    settings: Mapping[str, str], database: Database
) -> None:
    settings = settings | {"BASE_URL": "https://menus.example.org", "REGISTRATION": "invite"}
    made = run(settings, "invite", "--days", "3", "--note", "for Ewa", "--json")
    assert (made.exit_code, made.stderr) == (0, ""), made.output
    invitation = json.loads(made.stdout)
    assert invitation["link"] == f"https://menus.example.org/register?invitation={invitation['code']}"
    kept = asyncio.run(
        as_superuser(
            database,
            "SELECT (encode(code_hash, 'hex'), note, expires_at - created_at) FROM accounts.invitations",
        )
    )
    assert kept == (tokens.digest(invitation["code"]).hex(), "for Ewa", timedelta(days=3))


def test_an_invitation_in_plain_words_holds_link_and_code(settings: Mapping[str, str]) -> None:
    made = run(settings, "invite")
    link, words = made.stdout.splitlines()
    assert link.rpartition("=")[2] in words
    assert "REGISTRATION is open here" in made.stderr


@pytest.mark.parametrize("words", [["--days", "0"], ["--days", "367"]])
def test_an_invitation_for_no_time_or_for_ever_is_a_usage_error(
    settings: Mapping[str, str], words: list[str]
) -> None:
    assert run(settings, "invite", *words).exit_code == 2


def test_the_services_address_alone_is_not_enough(settings: Mapping[str, str]) -> None:
    refused = run({"DATABASE_URL": settings["DATABASE_URL"]}, "grant", "ada", "--role", "admin")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "ADMIN_DATABASE_URL" in refused.stderr
