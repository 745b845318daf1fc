DROP FUNCTION menus.show_cover(uuid);
DROP FUNCTION menus.with_covers(jsonb);
DROP TRIGGER course_items_want_covers ON menus.course_items;
DROP FUNCTION menus.want_covers();
DROP TABLE catalog.media_assets;
REVOKE SELECT ON menus.course_items FROM media_menu_door;
REVOKE SELECT, UPDATE (appearance) ON menus.editions FROM media_menu_door;
