"""Menus that tell of one another change at once, and nobody waits for somebody who waits for him."""

import asyncio
from uuid import UUID

import asyncpg

from tests.http.curators import Curator
from tests.http.test_proposals import proposed
from tests.http.test_upstream_changes import note, pair_of
from tests.postgres import Database, superuser
from tests.service import Service, until

WAITS = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid)))"


async def free_while(
    database: Database, held: str, which: UUID, change: tuple[Curator, str, str], wanted: str
) -> int:
    """How many of the wanted rows are free while a change waits for one that somebody holds."""
    curator, method, path = change
    async with superuser(database) as holder, superuser(database) as other:
        waits = holder.transaction()
        await waits.start()
        await holder.execute(f"{held} FOR NO KEY UPDATE", which)
        changing = asyncio.create_task(curator.send(method, path))
        pid = await holder.fetchval("SELECT pg_backend_pid()")
        await until(lambda: is_waited_for(other, pid))
        free = await other.fetch(f"{wanted} FOR NO KEY UPDATE SKIP LOCKED")
        await waits.rollback()
        assert (await changing).status_code == 204
    return len(free)


async def is_waited_for(connection: asyncpg.Connection, pid: int) -> bool:
    return bool(await connection.fetchval(WAITS, pid))


async def test_a_source_closes_its_editions_in_the_order_in_which_they_are_shown_again(
    curator: Curator, stranger: Curator, service: Service
) -> None:
    """A cover on both, or a name, takes those of the source first; so does this."""
    source, fork = await pair_of(curator, stranger)
    await stranger.published(fork)
    free = await free_while(
        service.database,
        "SELECT FROM menus.editions WHERE menu_id = $1",
        UUID(source.rpartition("/")[2]),
        (curator, "POST", f"{source}/unpublish"),
        f"SELECT FROM menus.editions WHERE menu_id = '{fork.rpartition('/')[2]}'",
    )
    assert free == 1


async def test_a_source_goes_in_the_order_in_which_forks_are_proposed(
    curator: Curator, stranger: Curator, service: Service
) -> None:
    """Whoever proposes holds the credit of the fork, and then what was proposed before."""
    source, fork = await pair_of(curator, stranger)
    await note(stranger, fork, "Mine.")
    made = await proposed(stranger, fork)
    free = await free_while(
        service.database,
        "SELECT FROM menus.menu_lineage WHERE menu_id = $1",
        UUID(fork.rpartition("/")[2]),
        (curator, "DELETE", source),
        f"SELECT FROM menus.proposals WHERE id = '{made['id']}'",
    )
    assert free == 1
    answer = await stranger.client.get(f"/api/v1/proposals/{made['id']}")
    assert answer.status_code == 404, "an open one goes with the menu that it was made to"
