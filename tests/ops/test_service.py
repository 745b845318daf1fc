"""What an operator is promised about starting, crashing, starting again and stopping."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.migrations import known_revisions, upgrade
from adapters.postgres.roles import set_up
from tests.ops.conftest import copied
from tests.ops.running import PATIENCE, Service, free_port, run
from tests.ops.test_embedded import ask

MADE = "select (max(oid::bigint), count(*)) from pg_class where relkind = 'r'"
"""Changes with every table that is made, or made again."""


def tables_of(service: Service) -> str:
    return EmbeddedPostgres(service.data).url("postgres", "media_menu")


@pytest.fixture(scope="module")
def served(used_data: Path) -> Iterator[Service]:
    """One that has run before, for all of these tests."""
    with (
        TemporaryDirectory(prefix="media-menu-ops-") as directory,
        Service(copied(used_data, Path(directory))) as service,
    ):
        yield service


@pytest.fixture
def service(served: Service) -> Service:
    """It serves, whether the test before stopped it or not."""
    if not served.serves:
        served.start()
    return served


def test_data_directory_is_closed_to_other_users(service: Service) -> None:
    """As the first start left it, which made it."""
    assert (service.data / "postgres").stat().st_mode & 0o077 == 0
    assert (service.data / "socket").stat().st_mode & 0o077 == 0
    assert (service.data / "postgres-passwords.json").stat().st_mode & 0o077 == 0


def test_second_service_on_the_same_data_is_refused_and_told_who_holds_it(service: Service) -> None:
    assert service.process is not None
    refused = run("serve", **service.settings | {"PORT": free_port()})
    assert refused.returncode == 1
    assert str(service.data) in refused.stderr
    assert f"process {service.process.pid}" in refused.stderr
    assert service.get("/health/ready") == 200


def test_taken_port_is_refused_and_named(service: Service, data: Path) -> None:
    refused = run("serve", MEDIA_MENU_DATA=data, PORT=service.port)
    assert refused.returncode == 1
    assert f"Port {service.port}" in refused.stderr
    assert "taken" in refused.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_the_service_stops_workers_and_database(service: Service, number: signal.Signals) -> None:
    workers = service.workers()
    assert service.database_processes()
    assert service.send(number) == 0
    assert service.database_processes() == []
    assert psutil.wait_procs(workers, timeout=PATIENCE)[1] == []


def test_second_start_makes_nothing_again(service: Service) -> None:
    tables = asyncio.run(ask(tables_of(service), MADE))
    service.send(signal.SIGTERM)
    made = service.data / "postgres" / "PG_VERSION"
    before = (made.stat().st_ino, made.stat().st_mtime_ns)
    service.start()
    assert (made.stat().st_ino, made.stat().st_mtime_ns) == before
    assert asyncio.run(ask(tables_of(service), MADE)) == tables
    assert service.get("/health/ready") == 200


def test_starts_again_after_everything_was_killed(service: Service) -> None:
    service.kill_everything()
    service.start()
    assert service.get("/health/ready") == 200


def test_adopts_the_database_when_only_the_service_was_killed(service: Service) -> None:
    workers, survivor = service.workers(), service.database_processes()[0].pid
    assert service.process is not None
    service.process.kill()
    service.process.wait()
    assert psutil.wait_procs(workers, timeout=PATIENCE)[1] == [], (
        "workers outlived their service and keep its port"
    )
    service.start()
    assert survivor in {process.pid for process in service.database_processes()}
    assert service.send(signal.SIGTERM) == 0
    assert service.database_processes() == []


def test_service_whose_database_is_away_ends_with_one_sentence(place: Path) -> None:
    failed = run(
        "serve", DATABASE_URL=f"postgresql://media_menu_app:secret@/menus?host={place}", PORT=free_port()
    )
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    assert "database cannot be used" in failed.stderr
    assert "secret" not in failed.stderr


def test_service_whose_schema_is_behind_says_what_to_run(place: Path, bare_cluster: EmbeddedPostgres) -> None:
    set_up(bare_cluster.superuser_url, "unmigrated", bare_cluster.passwords)
    upgrade(bare_cluster.url("media_menu_migrator", "unmigrated"), known_revisions()[-1])
    address = bare_cluster.url("media_menu_app", "unmigrated")
    with Service(place / "data", DATABASE_URL=address) as service:
        service.start_until("db upgrade")
        assert "serves on" not in service.output
