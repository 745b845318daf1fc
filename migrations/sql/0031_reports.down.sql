DROP POLICY not_taken_down ON menus.editions;
DROP POLICY not_taken_down_new ON menus.editions;
SET LOCAL ROLE media_menu_door;
REVOKE EXECUTE ON FUNCTION menus.refresh_kin(uuid) FROM media_menu_admin;
SET LOCAL ROLE media_menu_owner;
REVOKE SELECT (menu_id), DELETE ON menus.renderings FROM media_menu_admin;
REVOKE SELECT (menu_id, number, owner_id), UPDATE (withdrawn_at) ON menus.editions FROM media_menu_admin;
REVOKE SELECT (id, owner_id, slug, status, visibility, version, latest_edition, created_at, updated_at, deleted_at),
    UPDATE (status, version, updated_at) ON menus.menus FROM media_menu_admin;
DROP POLICY office ON menus.menus;
DROP TABLE menus.take_downs;
DROP TABLE menus.reports;
DROP TABLE menus.rulings;
