"""What makes an account a good one: the rules for e-mail addresses, usernames, passwords and profiles."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from domain.accounts.refusals import refuse
from domain.accounts.words import OBVIOUS, RESERVED
from domain.kernel import Problem, UserId
from domain.texts import composed

Locale = Literal["en", "pl"]
RatingScale = Literal["ten", "five", "hundred"]
Status = Literal["active", "banned"]

EMAIL_MAX = 254
"""RFC 5321 leaves 254 characters to an address that mail can be sent to."""
_ATOM: Final = r"[^\s@<>()\[\],;:\\\".]+"
EMAIL: Final = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(\.{_ATOM})*@{_ATOM}(\.{_ATOM})+")
USERNAME: Final = re.compile(r"[a-z][a-z0-9_-]{2,29}")
PASSWORD_MIN = 10
PASSWORD_MAX = 1024
SETTINGS_MAX = 8_192
"""Bytes of JSON that the small choices of the user interface may take."""


class NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks for when registering; `display_name` starts as the local part of the e-mail."""

    id: UserId
    email: str
    username: str
    display_name: str
    locale: Locale = "en"

    def __post_init__(self) -> None:
        refuse([
            *email_problems(self.email),
            *username_problems(self.username),
            *display_name_problems(self.display_name),
        ])  # fmt: skip


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What a person chose to be called, and how the service should speak to them."""

    display_name: str
    country_code: str
    locale: Locale
    time_zone: str
    rating_scale: RatingScale
    shows_adult: bool
    settings: dict[str, Any]
    onboarding_step: int
    onboarding_started_at: datetime | None
    onboarding_completed_at: datetime | None

    def __post_init__(self) -> None:
        refuse([
            *display_name_problems(self.display_name),
            *country_problems(self.country_code),
            *time_zone_problems(self.time_zone),
            *settings_problems(self.settings),
            *onboarding_problems(self.onboarding_step),
        ])  # fmt: skip

    def at_step(self, step: int, now: datetime) -> "Profile":
        """The introduction begins with its first step above 0."""
        started = self.onboarding_started_at or (now if step > 0 else None)
        return msgspec.structs.replace(self, onboarding_step=step, onboarding_started_at=started)

    def onboarded(self, completed: bool, now: datetime) -> "Profile":
        at = (self.onboarding_completed_at or now) if completed else None
        return msgspec.structs.replace(self, onboarding_completed_at=at)


def tidy(text: str) -> str:
    """Composed (NFC), without white space around it."""
    return composed(text).strip()


def password_as_hashed(password: str) -> str:
    """NFC and nothing else: the same key presses give the same text on every system; spaces count."""
    return composed(password)


def email_problems(email: str) -> Iterator[Problem]:
    if len(email) > EMAIL_MAX or not email.isprintable() or not EMAIL.fullmatch(email):
        yield Problem("/email", "email-invalid", "This is not an e-mail address.")


def username_problems(username: str) -> Iterator[Problem]:
    if not USERNAME.fullmatch(username):
        yield Problem(
            "/username",
            "username-invalid",
            "3 to 30 characters: letters a to z, digits, _ and -, beginning with a letter.",
        )
    elif username in RESERVED:
        yield Problem("/username", "username-reserved", "This username is reserved.")


def display_name_problems(name: str) -> Iterator[Problem]:
    if not 1 <= len(name) <= 80 or name != tidy(name) or not name.isprintable():
        yield Problem("/display_name", "display-name-invalid", "1 to 80 characters on one line.")


def password_problems(
    password: str, *, email: str, username: str, pointer: str = "/password"
) -> Iterator[Problem]:
    """`password` as it will be hashed."""
    if len(password) < PASSWORD_MIN:
        yield Problem(pointer, "password-too-short", f"At least {PASSWORD_MIN} characters.")
    elif len(password) > PASSWORD_MAX:
        yield Problem(pointer, "password-too-long", f"At most {PASSWORD_MAX} characters.")
    elif is_obvious(password.casefold(), email.casefold(), username.casefold()):
        yield Problem(pointer, "password-obvious", "This is one of the first that somebody would try.")


def is_obvious(password: str, email: str, username: str) -> bool:
    about_the_person = {email, email.partition("@")[0], username}
    plain = password.strip("0123456789!")
    return password in OBVIOUS or not about_the_person.isdisjoint({password, plain}) or len(set(password)) < 3


def country_problems(code: str) -> Iterator[Problem]:
    if not re.fullmatch("[A-Z]{2}", code):
        yield Problem("/country_code", "country-code-invalid", "Two capital letters, as in ISO 3166: PL.")


def time_zone_problems(name: str) -> Iterator[Problem]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem("/time_zone", "time-zone-unknown", "The name of a time zone, such as Europe/Warsaw.")


def settings_problems(settings: dict[str, Any]) -> Iterator[Problem]:
    if len(msgspec.json.encode(settings)) > SETTINGS_MAX:
        yield Problem("/settings", "settings-too-large", f"At most {SETTINGS_MAX} bytes as JSON.")


def onboarding_problems(step: int) -> Iterator[Problem]:
    if not 0 <= step <= 100:
        yield Problem("/onboarding_step", "onboarding-step-invalid", "A whole number from 0 to 100.")
