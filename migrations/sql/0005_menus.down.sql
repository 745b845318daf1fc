DROP FUNCTION menus.visit_share(uuid, bytea, timestamptz);
DROP FUNCTION menus.open_share(bytea, uuid, bytea, timestamptz, timestamptz);
DROP TABLE menus.share_visits, menus.menu_share_tokens, menus.renderings, menus.editions,
    menus.menu_item_pairings, menus.course_items, menus.courses, menus.menus, menus.slugs CASCADE;
