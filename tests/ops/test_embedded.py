"""What the embedded server promises by itself."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from adapters.embedded import EmbeddedPostgres
from adapters.embedded.sockets import socket_directory


def test_second_start_is_quick_and_keeps_the_passwords(place: Path) -> None:
    server = EmbeddedPostgres(place / "data")
    server.start()
    passwords = server.passwords
    server.stop()
    again = EmbeddedPostgres(place / "data")
    again.start()
    try:
        assert again.passwords == passwords
        assert asyncio.run(ask(again.superuser_url, "select 1")) == 1
    finally:
        again.stop()


def test_works_in_a_directory_whose_path_is_too_long_for_a_socket(place: Path) -> None:
    server = EmbeddedPostgres(place / ("long, with 'quotes' and spaces " * 4), durable=False)
    assert not socket_directory(server.data_dir).is_relative_to(place)
    server.start()
    try:
        assert asyncio.run(ask(server.superuser_url, "select 1")) == 1
    finally:
        server.stop()
    socket_directory(server.data_dir).rmdir()


def test_unfinished_first_start_leaves_nothing_in_the_way(place: Path) -> None:
    (place / "postgres.new").mkdir()
    (place / "postgres.new" / "PG_VERSION").write_text("18")
    (place / "initdb-password.new").write_text("")
    server = EmbeddedPostgres(place, durable=False)
    server.start()
    server.stop()


def test_pid_file_that_names_a_stranger_is_not_believed(place: Path) -> None:
    server = EmbeddedPostgres(place, durable=False)
    server.start()
    lines = (place / "postgres" / "postmaster.pid").read_text().splitlines()
    server.stop()
    stranger = "1"
    (place / "postgres" / "postmaster.pid").write_text("\n".join([stranger, *lines[1:]]) + "\n")
    server.start()
    try:
        assert server.pid not in {None, 1}
    finally:
        server.stop()


def test_nobody_comes_in_without_the_password(bare_cluster: EmbeddedPostgres) -> None:
    right = bare_cluster.superuser_url
    wrong = right.replace(bare_cluster.passwords["postgres"], "guess")
    assert asyncio.run(ask(right, "select 1")) == 1
    with pytest.raises(asyncpg.InvalidPasswordError):
        asyncio.run(ask(wrong, "select 1"))


def test_letters_beyond_ascii_have_trigrams(bare_cluster: EmbeddedPostgres) -> None:
    statement = "select cardinality(public.show_trgm('żółć')) from (select) _"
    asyncio.run(ask(bare_cluster.superuser_url, "create extension if not exists pg_trgm"))
    assert asyncio.run(ask(bare_cluster.superuser_url, statement)) == 5


async def ask(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
