"""What a distributed database asks of the tables of tracking: free now, dear later."""

from tests.postgres import Database, superuser

TABLES = """
    SELECT c.oid, relname, indkey[0] = key.attnum AS leads
    FROM pg_class c JOIN pg_index ON indrelid = c.oid AND indisprimary
    LEFT JOIN pg_attribute key ON key.attrelid = c.oid AND key.attname = 'user_id' AND key.attnotnull
    WHERE relnamespace = 'tracking'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"""
INDEXES = """
    SELECT i.relname, array(SELECT attname::text FROM pg_attribute WHERE attrelid = i.oid) AS columns
    FROM pg_index JOIN pg_class i ON i.oid = indexrelid
    WHERE i.relnamespace = 'tracking'::regnamespace"""
FOREIGN_KEYS = """
    SELECT conname, nspname || '.' || target.relname AS target, confdeltype::text AS on_delete,
        array(SELECT attname::text FROM pg_attribute
            WHERE attrelid = conrelid AND attnum = ANY (conkey)) AS columns
    FROM pg_constraint JOIN pg_class target ON target.oid = confrelid
        JOIN pg_namespace n ON n.oid = target.relnamespace
    WHERE contype = 'f' AND connamespace = 'tracking'::regnamespace"""
POINTING_INTO = """
    SELECT conname FROM pg_constraint
        JOIN pg_class target ON target.oid = confrelid JOIN pg_class source ON source.oid = conrelid
    WHERE contype = 'f' AND target.relnamespace = 'tracking'::regnamespace
        AND source.relnamespace <> 'tracking'::regnamespace"""
OUTWARD = {"accounts.users", "catalog.media_items"}
CASCADE_OR_RESTRICT = {"c", "r"}


async def test_every_table_is_parted_by_the_person(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        tables = await connection.fetch(TABLES)
        indexes = await connection.fetch(INDEXES)
    assert {row["relname"]: row["leads"] for row in tables} == {"user_item_states": True}
    assert indexes
    assert [row["relname"] for row in indexes if "user_id" not in row["columns"]] == []


async def test_states_are_spread_over_sixteen_partitions(migrated: Database) -> None:
    parts = """
        SELECT count(*) FROM pg_inherits WHERE inhparent = 'tracking.user_item_states'::regclass"""
    async with superuser(migrated) as connection:
        assert await connection.fetchval(parts) == 16


async def test_references_lead_to_people_and_works_or_stay_with_the_person(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        keys = await connection.fetch(FOREIGN_KEYS)
        inward = await connection.fetch(POINTING_INTO)
    assert keys
    assert inward == []
    for key in keys:
        assert key["on_delete"] in CASCADE_OR_RESTRICT, key["conname"]
        assert key["target"] in OUTWARD or "user_id" in key["columns"], key["conname"]


async def test_times_come_from_the_service_and_no_trigger_writes(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        triggers = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = $1"
        defaults = "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = $1"
        for table in await connection.fetch(TABLES):
            assert await connection.fetch(triggers, table["oid"]) == [], table["relname"]
            assert await connection.fetch(defaults, table["oid"]) == [], table["relname"]


async def test_policies_compare_the_person_without_a_sub_select(migrated: Database) -> None:
    policies = "SELECT qual FROM pg_policies WHERE schemaname = 'tracking'"
    async with superuser(migrated) as connection:
        found = {row["qual"] for row in await connection.fetch(policies)}
    assert found == {"(user_id = accounts.current_user_id())"}


async def test_whose_a_row_is_can_be_changed_by_nobody_who_serves(migrated: Database) -> None:
    roles = ("media_menu_app", "media_menu_worker", "media_menu_admin", "media_menu_door")
    may = "SELECT has_column_privilege($1, $2::oid, 'user_id', 'UPDATE')"
    async with superuser(migrated) as connection:
        for table in await connection.fetch(TABLES):
            assert not [role for role in roles if await connection.fetchval(may, role, table["oid"])]
