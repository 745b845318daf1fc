DROP INDEX menus.menus_owner_id_created_at_ix;
ALTER TABLE menus.menus DROP COLUMN title_order;
DROP FUNCTION menus.title_order(text);
DROP FUNCTION menus.plain(text);
ALTER TABLE menus.menus DROP COLUMN archived_at;
