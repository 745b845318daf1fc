"""Settings are read strictly: a value that cannot be used is refused by name, with exit code 2."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from app.settings import SettingsError, read_settings
from tests.ops.running import run

BAD = {
    "PORT": ["http", "0", "65536", "-1", "8000.5"],
    "WORKERS": ["0", "many"],
    "REGISTRATION": ["maybe"],
    "ALLOW_PLAIN_HTTP": ["perhaps"],
    "LOG_LEVEL": ["loud"],
    "LOG_FORMAT": ["xml"],
    "DATABASE_URL": ["mysql://root@localhost/x", "localhost:5432"],
    "MIGRATION_DATABASE_URL": ["sqlite:///x"],
    "BASE_URL": ["menus.example.org", "https://example.org/menus", "ftp://example.org"],
    "TMDB_TOKEN": ["two words", "line\nbreak", "schlüssel"],
    "IGDB_CLIENT_SECRET": ["a b"],
    "UPSTREAM_CONTACT": ["Ada Lovelace", "ada@example.org)", "call me"],
    "TIME_ZONE": ["Warsaw", "CET+1", "../../etc/passwd"],
    "JOBS_AT_ONCE": ["1", "65", "all"],
    "JOBS_LOST_AFTER": ["0", "soon"],
    "WORKER_METRICS_PORT": ["65536"],
    "TRUSTED_PROXIES": ["10.0.0.0/99", "proxy.example.org"],
}


def test_nothing_has_to_be_set() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port, settings.base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert settings.data.parts[-2:] == (".media-menu", "data")
    assert settings.registration == "open"
    assert settings.zone.key == "Europe/Warsaw"


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "MEDIA_MENU_DATA": str(tmp_path),
            "HOST": "::1",
            "PORT": "9000",
            "BASE_URL": "https://menus.example.org/",
            "DATABASE_URL": "postgresql://app:secret@db/menus",
            "TRUSTED_PROXIES": "10.0.0.0/8, 192.168.1.1",
            "REGISTRATION": "INVITE",
            "ALLOW_PLAIN_HTTP": "yes",
            "TMDB_TOKEN": "eyJ.token",
            "IGDB_CLIENT_ID": "client",
            "IGDB_CLIENT_SECRET": "secret",
            "UPSTREAM_CONTACT": "https://menus.example.org/about",
            "UPSTREAM_PRIVATE_HOSTS": "covers.lan, 10.0.0.5",
            "TIME_ZONE": "America/New_York",
        }
    )
    assert settings.data == tmp_path
    assert settings.base_url == "https://menus.example.org"
    assert settings.worker_database_url == settings.database_url
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("192.168.1.1"))
    assert settings.registration == "invite"
    assert settings.allow_plain_http
    assert settings.zone.key == "America/New_York"
    assert settings.https
    assert (settings.tmdb_token, settings.upstream_contact) == (
        "eyJ.token",
        "https://menus.example.org/about",
    )
    assert settings.upstream_private_hosts == ("covers.lan", "10.0.0.5")


def test_base_url_follows_host_and_port() -> None:
    assert read_settings({"HOST": "::1", "PORT": "81"}).base_url == "http://[::1]:81"


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD.items() for value in values]
)
def test_unusable_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})


def test_password_is_not_repeated_in_a_refusal() -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings({"DATABASE_URL": "postgres+x://app:secret@db/menus"})
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("command", "settings", "words"),
    [
        ("serve", {"PORT": "http"}, "PORT"),
        ("serve", {"HOST": "0.0.0.0"}, "BASE_URL"),
        ("serve", {"HOST": "0.0.0.0", "BASE_URL": "http://menus.example.org"}, "ALLOW_PLAIN_HTTP"),
        ("demo", {"HOST": "0.0.0.0", "BASE_URL": "https://menus.example.org"}, "password is public"),
    ],
)
def test_unsafe_or_wrong_start_is_refused_in_one_sentence(
    tmp_path: Path, command: str, settings: dict[str, str], words: str
) -> None:
    refused = run(command, MEDIA_MENU_DATA=tmp_path / "data", **settings)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert words in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()
