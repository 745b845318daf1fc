"""What holds for every table, column, constraint and index that the migrations make."""

from tests.migrations.everyones_rows import ROWS
from tests.postgres import Database, superuser

PERSONAL = frozenset(ROWS)
PUBLIC = {
    "accounts.throttles": "keys are digests and name nobody",
    "catalog.book_items": "facts of works",
    "catalog.credits": "facts of works",
    "catalog.external_links": "facts of works",
    "catalog.field_values": "what editors say of works that everybody sees",
    "catalog.game_items": "facts of works",
    "catalog.match_reviews": "questions about works; who answered is a reference that erasure clears",
    "catalog.media_classes": "the same for every work and everybody",
    "catalog.media_item_tags": "tags of the catalogue, not of people",
    "catalog.media_items": "search needs indexes without policies; the search port keeps custom works apart",
    "catalog.media_assets": "covers of works",
    "catalog.media_sources": "upstream records",
    "catalog.merges": "decisions about works; who decided is a reference that erasure clears",
    "catalog.movie_items": "facts of works",
    "catalog.music_items": "facts of works",
    "catalog.relationships": "facts of works; whoever shows them keeps custom works apart",
    "catalog.tags": "tags of the catalogue, not of people",
    "catalog.title_words": "words of public titles",
    "catalog.titles": "facts of works",
    "ingestion.host_slots": "when hosts may be asked again",
    "ingestion.file_runs": "how far loads of the operator's files are",
    "ingestion.integration_errors": "only administrators may read it at all",
    "ingestion.kept_records": "upstream records that were refused",
    "ingestion.licences": "decisions of the operator",
    "ingestion.openlibrary_authors": "names of authors, as they are published",
    "ingestion.run_records": "upstream records that were refused",
    "ingestion.runs": "workers write them for whoever asked",
    "ingestion.seen_records": "ids of upstream records",
    "jobs.occurrences": "times of schedules",
    "jobs.pgqueuer": "workers take jobs of everybody; payloads hold ids and settings",
    "jobs.pgqueuer_log": "states of jobs; reasons are codes and sentences of ours",
    "jobs.pgqueuer_schedules": "empty",
    "jobs.pgqueuer_statistics": "empty",
    "menus.paired_works": "what current editions of public menus say; rows go when that ends",
    "menus.listings": "what is public now; a search needs indexes without policies",
    "menus.renderings": "bytes of editions, found through an edition that is open",
    "menus.served_works": "what current editions of public menus serve; rows go when that ends",
    "menus.rulings": "only administrators may read it at all; who decided is a reference that erasure clears",
    "menus.slugs": "an address is never given again, whoever had it",
}
"""Tables without row-level security, and why that is right."""

TABLES = """
    SELECT nspname || '.' || relname AS name, relrowsecurity AND relforcerowsecurity AS is_forced,
        relrowsecurity OR relforcerowsecurity AS is_bound,
        EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid) AS has_policy
    FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND NOT relispartition
        AND nspname IN ('accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')"""
"""A partition is what its table is."""


async def test_every_table_is_decided_to_be_personal_or_public(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        tables = {row["name"] for row in await connection.fetch(TABLES)}
    assert tables == PERSONAL | PUBLIC.keys()
    assert not PERSONAL & PUBLIC.keys()


async def test_personal_tables_have_policies_that_bind_their_owner_too(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        tables = await connection.fetch(TABLES)
    assert {row["name"] for row in tables if row["is_forced"] and row["has_policy"]} == PERSONAL
    assert {row["name"] for row in tables if row["is_bound"]} == PERSONAL


async def test_no_view_shows_personal_rows_past_the_policies(migrated: Database) -> None:
    views = """
        SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname IN ('kernel', 'accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')
            AND (relkind = 'm' OR relkind = 'v'
                AND NOT coalesce(reloptions, '{}') && '{security_invoker=true,security_invoker=on}')"""
    async with superuser(migrated) as connection:
        assert await connection.fetch(views) == []


async def test_every_table_and_column_is_explained(migrated: Database) -> None:
    silent = """
        SELECT nspname || '.' || relname || coalesce('.' || attname, '') AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace CROSS JOIN LATERAL (
            SELECT 0::smallint AS attnum, NULL AS attname
            UNION ALL
            SELECT attnum, attname FROM pg_attribute
            WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        ) part
        WHERE relkind IN ('r', 'p') AND NOT relispartition
            AND nspname IN ('accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')
            AND CASE attnum WHEN 0 THEN obj_description(c.oid, 'pg_class')
                ELSE col_description(c.oid, attnum) END IS NULL"""
    async with superuser(migrated) as connection:
        assert [row["name"] for row in await connection.fetch(silent)] == []


async def test_names_of_constraints_and_indexes_are_chosen_and_fit(migrated: Database) -> None:
    """At most 50 characters and no digits at the end, or a distributed table could not carry them.

    PostgreSQL names those of partitions itself, and what pgqueuer brings has its names from there.
    """
    names = """
        SELECT name FROM (
            SELECT conname, connamespace FROM pg_constraint
            WHERE contype NOT IN ('n', 't') AND conparentid = 0
            UNION ALL
            SELECT relname, relnamespace FROM pg_class WHERE relkind IN ('i', 'I') AND NOT relispartition
        ) thing (name, namespace) JOIN pg_namespace n ON n.oid = namespace
        WHERE nspname IN ('accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')
            AND (length(name) > 50 OR name !~ '_(pk|fk|uq|ck|ix)$') AND NOT starts_with(name, 'pgqueuer_')"""
    async with superuser(migrated) as connection:
        assert [row["name"] for row in await connection.fetch(names)] == []


async def test_every_foreign_key_says_what_happens_on_delete(migrated: Database) -> None:
    silent = """
        SELECT conname FROM pg_constraint JOIN pg_namespace n ON n.oid = connamespace
        WHERE contype = 'f' AND confdeltype = 'a'
            AND nspname IN ('accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')"""
    async with superuser(migrated) as connection:
        assert [row["conname"] for row in await connection.fetch(silent)] == []
