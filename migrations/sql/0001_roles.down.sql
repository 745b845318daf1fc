ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM media_menu_backup;
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON SEQUENCES FROM media_menu_backup;
REVOKE SELECT ON public.alembic_version FROM media_menu_app, media_menu_worker, media_menu_admin;
REVOKE USAGE ON SCHEMA public FROM media_menu_app, media_menu_worker, media_menu_admin, media_menu_backup;
DROP SCHEMA menus, ingestion, catalog, accounts, kernel CASCADE;
