DROP TABLE menus.menu_lineage;
DROP FUNCTION menus.forget_source();
DROP FUNCTION menus.refresh_kin(uuid);
