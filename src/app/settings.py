"""Everything an operator can set, read once from the environment and never changed after."""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import msgspec

Registration = Literal["open", "invite", "closed"]
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["console", "json"]
Network = IPv4Network | IPv6Network

_CHECKOUT = Path(__file__).parents[2]


class CannotRun(Exception):
    """A reason to stop that the operator can remove; the message says which, in a sentence or two."""

    exit_code = 1


class SettingsError(CannotRun):
    """A variable has a value that cannot be used; the message names it."""

    exit_code = 2


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of the database are empty when the operator named none: the embedded server fills them."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    database_url: str = ""
    worker_database_url: str = ""
    admin_database_url: str = ""
    migration_database_url: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    registration: Registration = "open"
    allow_plain_http: bool = False
    styleguide: bool = False
    workers: int = 1
    time_zone: str = "Europe/Warsaw"
    jobs_at_once: int = 4
    jobs_lost_after: int = 30
    worker_metrics_port: int = 0
    log_level: LogLevel = "info"
    log_format: LogFormat = "console"
    tmdb_token: str = ""
    igdb_client_id: str = ""
    igdb_client_secret: str = ""
    upstream_contact: str = ""
    upstream_private_hosts: tuple[str, ...] = ()

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can connect."""
        return self.host == "localhost" or (_is_address(self.host) and ip_address(self.host).is_loopback)

    @property
    def for_this_machine_only(self) -> bool:
        """Whether nobody else can come in: neither to the port, nor through a proxy at BASE_URL."""
        name = urlsplit(self.base_url).hostname or ""
        at_home = name == "localhost" or (_is_address(name) and ip_address(name).is_loopback)
        return self.on_loopback and at_home

    @property
    def shows_styleguide(self) -> bool:
        """Whether the design system has a page: it was asked for, and nobody else can come in."""
        return self.styleguide and self.for_this_machine_only

    @property
    def zone(self) -> ZoneInfo:
        """Whose clock schedules go by."""
        return ZoneInfo(self.time_zone)

    @property
    def https(self) -> bool:
        """Whether browsers reach the service over https (ended by a proxy in front of it)."""
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Raises SettingsError for the first value that cannot be used. An empty variable counts as absent."""
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    host = given.get("HOST", "127.0.0.1")
    port = _whole_number(given, "PORT", default=8000, lowest=1, highest=65535)
    database_url = _database_url(given, "DATABASE_URL")
    return Settings(
        data=Path(given.get("MEDIA_MENU_DATA", _CHECKOUT / ".media-menu" / "data")).expanduser().resolve(),
        host=host,
        port=port,
        base_url=_base_url(given, host, port),
        database_url=database_url,
        worker_database_url=_database_url(given, "WORKER_DATABASE_URL") or database_url,
        admin_database_url=_database_url(given, "ADMIN_DATABASE_URL") or database_url,
        migration_database_url=_database_url(given, "MIGRATION_DATABASE_URL"),
        trusted_proxies=_networks(given, "TRUSTED_PROXIES"),
        registration=cast("Registration", _one_of(given, "REGISTRATION", get_args(Registration), "open")),
        allow_plain_http=_yes_or_no(given, "ALLOW_PLAIN_HTTP"),
        styleguide=_yes_or_no(given, "STYLEGUIDE"),
        workers=_whole_number(given, "WORKERS", default=1, lowest=1, highest=64),
        time_zone=_time_zone(given, "TIME_ZONE"),
        jobs_at_once=_whole_number(given, "JOBS_AT_ONCE", default=4, lowest=2, highest=64),
        jobs_lost_after=_whole_number(given, "JOBS_LOST_AFTER", default=30, lowest=2, highest=3600),
        worker_metrics_port=_whole_number(given, "WORKER_METRICS_PORT", default=0, lowest=0, highest=65535),
        log_level=cast("LogLevel", _one_of(given, "LOG_LEVEL", get_args(LogLevel), "info")),
        log_format=cast("LogFormat", _one_of(given, "LOG_FORMAT", get_args(LogFormat), "console")),
        tmdb_token=_secret(given, "TMDB_TOKEN"),
        igdb_client_id=_secret(given, "IGDB_CLIENT_ID"),
        igdb_client_secret=_secret(given, "IGDB_CLIENT_SECRET"),
        upstream_contact=_contact(given, "UPSTREAM_CONTACT"),
        upstream_private_hosts=tuple(given.get("UPSTREAM_PRIVATE_HOSTS", "").replace(",", " ").split()),
    )


def _whole_number(given: Mapping[str, str], name: str, *, default: int, lowest: int, highest: int) -> int:
    value = given.get(name, str(default))
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        raise SettingsError(f"{name} must be a whole number from {lowest} to {highest}, not {value!r}.")
    return int(value)


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = given.get(name, default).lower()
    if value not in allowed:
        raise SettingsError(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _yes_or_no(given: Mapping[str, str], name: str) -> bool:
    return _one_of(given, name, ("1", "true", "yes", "0", "false", "no"), "0") in {"1", "true", "yes"}


def _time_zone(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "Europe/Warsaw")
    if value not in available_timezones():
        raise SettingsError(f"{name} must be the name of a time zone, such as Europe/Warsaw, not {value!r}.")
    return value


def _database_url(given: Mapping[str, str], name: str) -> str:
    """The value is not repeated in the message: it holds a password."""
    value = given.get(name, "")
    if value and urlsplit(value).scheme not in {"postgresql", "postgres"}:
        raise SettingsError(f"{name} must look like postgresql://user:password@host:5432/database.")
    return value


def _base_url(given: Mapping[str, str], host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    if "BASE_URL" not in given and _is_address(host) and ip_address(host).is_unspecified:
        raise SettingsError(f"BASE_URL must be set when HOST is {host}: browsers cannot open that address.")
    value = given.get("BASE_URL", f"http://{shown}:{port}").rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise SettingsError(
            f"BASE_URL must look like https://menus.example.org, without a path, not {value!r}."
        )
    return value


def _secret(given: Mapping[str, str], name: str) -> str:
    """The value is not repeated in the message. It goes into a header, so it is one printable word."""
    value = given.get(name, "")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(f"{name} must be a single word of plain characters, as the service gave it.")
    return value


def _contact(given: Mapping[str, str], name: str) -> str:
    """It goes into the User-Agent, between brackets."""
    value = given.get(name, "")
    is_plain = value.isascii() and value.isprintable() and not set(value) & set("() ")
    if value and not (is_plain and ("@" in value or value.startswith(("http://", "https://")))):
        raise SettingsError(f"{name} must be an e-mail address or the address of a page, not {value!r}.")
    return value


def _networks(given: Mapping[str, str], name: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in given.get(name, "").split(",") if part.strip())
    except ValueError as error:
        raise SettingsError(
            f"{name} must be networks such as 10.0.0.0/8, separated by commas: {error}."
        ) from None


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
