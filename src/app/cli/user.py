"""`media-menu user`: makes accounts and invitations, gives roles and rights, sets passwords anew."""

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from app.settings import read_settings

if TYPE_CHECKING:
    from domain.accounts.invitations import IssuedInvitation
    from domain.accounts.office import Account, OfficeService
    from domain.kernel import Role

ROLES = click.Choice(["user", "editor", "admin"])
password_from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it."
)
as_json = click.option("--json", "json_wanted", is_flag=True, help="Print the same as JSON.")


@click.group()
def user() -> None:
    """Manage accounts. Takes ADMIN_DATABASE_URL when the database is not the embedded one."""


@user.command()
@click.argument("username")
@click.option("--email", required=True, help="Another way to sign in; shown to nobody.")
@click.option("--display-name", help="The name readers see; the e-mail's local part when not given.")
@click.option("--role", type=ROLES, default="user", show_default=True)
@click.option("--ingest", is_flag=True, help="May push records with an API key of scope ingest.")
@password_from_stdin
@as_json
def create(
    *, username: str, email: str, display_name: str | None, role: "Role", ingest: bool,
    password_stdin: bool, json_wanted: bool,
) -> None:  # fmt: skip
    """Make an account, whatever REGISTRATION says."""
    from app.office import run_errand
    from domain.accounts.service import Application

    application = Application(
        email=email, username=username, password=read_password(password_stdin), display_name=display_name
    )

    async def make(office: "OfficeService", now: datetime) -> "Account":
        account = await office.create(application, now)
        return await office.grant(account.username, role, ingest)

    show(run_errand(read_settings(os.environ), make), json_wanted)


@user.command()
@click.argument("login")
@click.option("--role", type=ROLES, help="What the person may change beyond their own things.")
@click.option("--ingest/--no-ingest", default=None, help="Give or take the right to push records.")
@as_json
def grant(login: str, role: "Role | None", ingest: bool | None, json_wanted: bool) -> None:
    """Change what LOGIN (e-mail or username) may do; takes effect with the next request."""
    if role is None and ingest is None:
        raise click.UsageError("Say what to give: --role, --ingest or --no-ingest.")
    from app.office import run_errand

    account = run_errand(read_settings(os.environ), lambda office, _: office.grant(login, role, ingest))
    show(account, json_wanted)


@user.command("reset-password")
@click.argument("login")
@password_from_stdin
@as_json
def reset_password(login: str, password_stdin: bool, json_wanted: bool) -> None:
    """Set a new password for LOGIN (e-mail or username) and end all of their sessions."""
    from app.office import run_errand

    password = read_password(password_stdin)
    account = run_errand(
        read_settings(os.environ), lambda office, now: office.reset_password(login, password, now)
    )
    show(account, json_wanted)


@user.command()
@click.option(
    "--days", type=click.IntRange(1, 366), default=14, show_default=True, help="How long it is good."
)
@click.option("--note", default="", help="For whom it is; kept beside it.")
@as_json
def invite(days: int, note: str, json_wanted: bool) -> None:
    """Make an invitation: one account can be made with it. Its code is shown this once."""
    from app.office import run_errand

    settings = read_settings(os.environ)
    invitation = run_errand(settings, lambda office, now: office.invite(days, note, now))
    show_invitation(invitation, f"{settings.base_url}/register?invitation={invitation.code}", json_wanted)
    if settings.registration != "invite":
        click.echo(
            f"REGISTRATION is {settings.registration} here; invitations count when it is invite.", err=True
        )


def read_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return answer


def show(account: "Account", json_wanted: bool) -> None:
    import msgspec

    if json_wanted:
        click.echo(msgspec.json.encode(account).decode())
    else:
        rights = "may push records" if account.may_ingest else "may not push records"
        click.echo(f"{account.username} <{account.email}>: {account.role}, {account.status}, {rights}")


def show_invitation(invitation: "IssuedInvitation", link: str, json_wanted: bool) -> None:
    import msgspec

    if json_wanted:
        click.echo(msgspec.json.encode(msgspec.structs.asdict(invitation) | {"link": link}).decode())
    else:
        click.echo(f"{link}\ncode {invitation.code}, good until {invitation.expires_at:%Y-%m-%d %H:%M} UTC")
