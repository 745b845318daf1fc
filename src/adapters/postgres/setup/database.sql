-- What a database needs before the first migration. Run once by a superuser, connected to that database.
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gist with schema public;
create extension if not exists unaccent with schema public;
create extension if not exists ltree with schema public;

revoke create on schema public from public;
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format(
    'grant connect on database %I to media_menu_migrator, media_menu_app, media_menu_worker, media_menu_admin, '
    'media_menu_backup', current_database()
  );
  -- Bulk loads stage their rows in temporary tables.
  execute format('grant temporary on database %I to media_menu_worker', current_database());
end
$$;
