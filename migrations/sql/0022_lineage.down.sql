DROP TABLE menus.menu_lineage;
DROP FUNCTION menus.forget_source();
DROP FUNCTION menus.refresh_kin(uuid);

DROP FUNCTION menus.show_cover(uuid);
CREATE FUNCTION menus.show_cover(work uuid) RETURNS void LANGUAGE sql AS $$
    WITH touched AS (
        UPDATE menus.editions edition SET appearance = appearance + 1
        WHERE edition.withdrawn_at IS NULL
            AND edition.menu_id IN (SELECT item.menu_id FROM menus.course_items item WHERE item.media_item_id = work)
        RETURNING edition.slug
    )
    SELECT pg_notify('menus_changed', slug) FROM (SELECT DISTINCT slug FROM touched) AS changed
    $$;
COMMENT ON FUNCTION menus.show_cover(uuid) IS 'Voids what is kept of published menus that serve a work, whose cover has just come.';
GRANT EXECUTE ON FUNCTION menus.show_cover(uuid) TO media_menu_worker;
CALL kernel.give_to_door('menus.show_cover(uuid)');
DROP FUNCTION menus.show_again(uuid[]);
