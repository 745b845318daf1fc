"""Who owns what, and which functions go past row-level security."""

import pytest

from tests.postgres import Database, superuser

SERVING = ["media_menu_app", "media_menu_worker", "media_menu_admin", "media_menu_backup"]
OWNED = """
    SELECT relname AS name, relowner::regrole::text AS owner FROM pg_class
    UNION ALL SELECT proname, proowner::regrole::text FROM pg_proc
    UNION ALL SELECT nspname, nspowner::regrole::text FROM pg_namespace
    UNION ALL SELECT typname, typowner::regrole::text FROM pg_type
    UNION ALL SELECT datname, datdba::regrole::text FROM pg_database"""
DOORS = """
    SELECT p.oid::regprocedure::text AS name, prosecdef AS is_definer, proowner::regrole::text AS owner,
        proconfig AS settings,
        EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner)))
            WHERE grantee = 0 AND privilege_type = 'EXECUTE') AS is_for_everybody
    FROM pg_proc p
    WHERE prosecdef OR proowner = 'media_menu_door'::regrole"""
CARETAKERS = {"ingestion.keep_errors_in_shape(timestamp with time zone)": ["media_menu_worker"]}
"""Functions that lend the owner's right to make and drop partitions, and to whom."""


@pytest.mark.parametrize("role", SERVING)
async def test_a_serving_role_owns_nothing(migrated: Database, role: str) -> None:
    async with superuser(migrated) as connection:
        assert await connection.fetch(f"SELECT * FROM ({OWNED}) WHERE owner = $1", role) == []


@pytest.mark.parametrize("role", SERVING)
async def test_a_serving_role_cannot_make_tables_or_schemas(migrated: Database, role: str) -> None:
    async with superuser(migrated) as connection:
        schemas = "SELECT nspname FROM pg_namespace WHERE has_schema_privilege($1, oid, 'CREATE')"
        names = {row["nspname"] for row in await connection.fetch(schemas, role)}
        assert not {name for name in names if not name.startswith("pg_temp")}
        assert not await connection.fetchval(
            "SELECT has_database_privilege($1, current_database(), 'CREATE')", role
        )


async def test_the_service_is_bound_by_row_level_security(migrated: Database) -> None:
    roles = (
        "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname LIKE 'media\\_menu\\_%'"
    )
    async with superuser(migrated) as connection:
        powerful = {row["rolname"] for row in await connection.fetch(roles)}
    assert powerful == {"media_menu_door", "media_menu_backup"}


@pytest.mark.parametrize("role", ["media_menu_app", "media_menu_worker", "media_menu_admin"])
async def test_nobody_who_serves_may_empty_a_table_or_hang_triggers_on_it(
    migrated: Database, role: str
) -> None:
    tables = """
        SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind IN ('r', 'p')
            AND nspname IN ('accounts', 'catalog', 'ingestion', 'jobs', 'menus', 'tracking')
            AND has_table_privilege($1, pg_class.oid, 'TRUNCATE, TRIGGER, REFERENCES')"""
    async with superuser(migrated) as connection:
        assert await connection.fetch(tables, role) == []


async def test_administrators_read_no_drafts_and_nothing_that_people_keep(migrated: Database) -> None:
    readable = """
        SELECT format('%s.%s', nspname, relname) AS name, array_agg(attname::text) AS columns
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = c.oid
        WHERE relkind IN ('r', 'p') AND relrowsecurity AND nspname IN ('menus', 'tracking') AND attnum > 0
            AND NOT attisdropped AND has_column_privilege('media_menu_admin', c.oid, attnum, 'SELECT')
        GROUP BY 1"""
    async with superuser(migrated) as connection:
        found = {row["name"]: set(row["columns"]) for row in await connection.fetch(readable)}
    assert found.keys() == {"menus.menus", "menus.editions", "menus.reports", "menus.take_downs"}
    assert not found["menus.menus"] & {"title", "description", "title_order"}
    assert found["menus.editions"] == {"menu_id", "number", "owner_id"}


async def test_doors_are_the_only_way_past_policies_and_shut_to_strangers(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        doors = [door for door in await connection.fetch(DOORS) if door["name"] not in CARETAKERS]
    assert doors
    for door in doors:
        assert door["is_definer"], door["name"]
        assert door["owner"] == "media_menu_door", door["name"]
        assert door["settings"] == ["search_path=pg_catalog, pg_temp"], door["name"]
        assert not door["is_for_everybody"], door["name"]


async def test_caretakers_act_as_the_owner_for_the_roles_that_are_named_and_no_others(
    migrated: Database,
) -> None:
    may_run = """
        SELECT array_agg(rolname::text) FROM pg_roles
        WHERE NOT rolsuper AND rolname LIKE 'media\\_menu\\_%'
            AND has_function_privilege(rolname, $1, 'EXECUTE')
            AND NOT pg_has_role(rolname, 'media_menu_owner', 'MEMBER')"""
    async with superuser(migrated) as connection:
        found = {door["name"]: door for door in await connection.fetch(DOORS) if door["name"] in CARETAKERS}
        assert found.keys() == CARETAKERS.keys()
        for name, roles in CARETAKERS.items():
            assert found[name]["owner"] == "media_menu_owner"
            assert "search_path=pg_catalog, pg_temp" in found[name]["settings"]
            assert not found[name]["is_for_everybody"]
            assert await connection.fetchval(may_run, name) == roles


async def test_the_door_owns_functions_and_nothing_else(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        owned = await connection.fetch(f"SELECT name FROM ({OWNED}) WHERE owner = 'media_menu_door'")
        functions = await connection.fetch(
            "SELECT proname FROM pg_proc WHERE proowner = 'media_menu_door'::regrole"
        )
    assert {row["name"] for row in owned} == {row["proname"] for row in functions}
