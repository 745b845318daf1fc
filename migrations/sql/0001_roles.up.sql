CREATE SCHEMA kernel;
CREATE SCHEMA accounts;
CREATE SCHEMA catalog;
CREATE SCHEMA ingestion;
CREATE SCHEMA menus;

COMMENT ON SCHEMA kernel IS 'What every context shares: trigger functions and the making of doors.';
COMMENT ON SCHEMA accounts IS 'People, and how they prove who they are.';
COMMENT ON SCHEMA catalog IS 'Works of every kind, and where they come from.';
COMMENT ON SCHEMA ingestion IS 'Runs of upstream records, and what became of each.';
COMMENT ON SCHEMA menus IS 'Menus, their content, editions and share links.';

GRANT USAGE ON SCHEMA kernel, accounts, catalog, ingestion, menus
    TO media_menu_app, media_menu_worker, media_menu_admin, media_menu_backup;
GRANT USAGE ON SCHEMA public TO media_menu_app, media_menu_worker, media_menu_admin, media_menu_backup;
GRANT SELECT ON public.alembic_version TO media_menu_app, media_menu_worker, media_menu_admin;

ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO media_menu_backup;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO media_menu_backup;

-- Who acts, for the length of a transaction. After it the setting is '', not NULL.
CREATE FUNCTION accounts.current_user_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;
COMMENT ON FUNCTION accounts.current_user_id() IS 'The person on whose behalf this transaction runs, or NULL.';

CREATE FUNCTION accounts.act_as(person uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$ BEGIN EXECUTE format('SET LOCAL app.user_id = %L', coalesce(person::text, '')); END $$;
COMMENT ON FUNCTION accounts.act_as(uuid) IS 'Sets the acting person until the transaction ends.';

CREATE FUNCTION kernel.touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;
COMMENT ON FUNCTION kernel.touch_updated_at() IS 'Keeps updated_at; one trigger function for every table that has it.';

-- A door leads from a token to an identity. It runs as a role that row-level security does not bind,
-- so who may call it, and with which search_path, is settled in one place.
CREATE PROCEDURE kernel.give_to_door(door regprocedure)
    LANGUAGE plpgsql
    AS $$
DECLARE
    door_schema name := (SELECT pronamespace::regnamespace::text FROM pg_proc WHERE oid = door);
BEGIN
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO media_menu_door', door_schema);
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = pg_catalog, pg_temp', door);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', door);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO media_menu_app', door);
    EXECUTE format('ALTER FUNCTION %s OWNER TO media_menu_door', door);
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM media_menu_door', door_schema);
END $$;
COMMENT ON PROCEDURE kernel.give_to_door(regprocedure) IS
    'Makes a function a door: security definer, pinned search_path, owned by media_menu_door, callable by the service only.';
REVOKE ALL ON PROCEDURE kernel.give_to_door(regprocedure) FROM PUBLIC;
