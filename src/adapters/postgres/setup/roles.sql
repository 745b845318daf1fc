-- The roles of media-menu. Run once by a superuser, in any database of the server; running it again repairs.
-- Login roles have no password until one is given: \password media_menu_app, and so on.
do $$
declare
  role_name text;
begin
  foreach role_name in array array[
    'media_menu_owner', 'media_menu_door', 'media_menu_migrator', 'media_menu_app', 'media_menu_worker',
    'media_menu_admin', 'media_menu_backup'
  ] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I', role_name);
    end if;
  end loop;
end
$$;

-- Owns every object, and nobody logs in as it. Row-level security is forced on it too.
alter role media_menu_owner nologin nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
-- Owns the few functions that lead from a token to an identity, where the identity is not known yet.
alter role media_menu_door nologin nosuperuser nocreatedb nocreaterole bypassrls noinherit;
-- Runs the migrations, as the owner.
alter role media_menu_migrator login nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
-- Serves requests, runs jobs and bulk loads, answers the pages of administrators.
alter role media_menu_app login nosuperuser nocreatedb nocreaterole nobypassrls;
alter role media_menu_worker login nosuperuser nocreatedb nocreaterole nobypassrls;
alter role media_menu_admin login nosuperuser nocreatedb nocreaterole nobypassrls;
-- Reads everything and writes nothing, since a dump under row-level security would be incomplete.
alter role media_menu_backup login nosuperuser nocreatedb nocreaterole bypassrls;
alter role media_menu_backup set default_transaction_read_only = on;

grant media_menu_owner to media_menu_migrator with inherit false, set true;
-- So that the owner may give functions to the door.
grant media_menu_door to media_menu_owner with inherit false, set true;
grant pg_read_all_data to media_menu_backup;

alter role media_menu_app set statement_timeout = '10s';
alter role media_menu_app set lock_timeout = '3s';
alter role media_menu_app set idle_in_transaction_session_timeout = '15s';
-- Bulk loads take as long as they take.
alter role media_menu_worker set statement_timeout = 0;
alter role media_menu_worker set lock_timeout = '10s';
alter role media_menu_worker set idle_in_transaction_session_timeout = '60s';
alter role media_menu_admin set statement_timeout = '30s';
alter role media_menu_admin set lock_timeout = '3s';
alter role media_menu_admin set idle_in_transaction_session_timeout = '15s';
-- Compiling a plan takes ten milliseconds and more. Statements that look dear to the planner because the catalogue
-- is large, and give ten rows, never win that back.
alter role media_menu_app set jit = off;
alter role media_menu_worker set jit = off;
alter role media_menu_admin set jit = off;
-- Nor does the start of other processes, which share the cores with those who answer.
alter role media_menu_app set max_parallel_workers_per_gather = 0;
