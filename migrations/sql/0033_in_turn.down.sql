DROP FUNCTION menus.refresh_kin(uuid);
CREATE FUNCTION menus.refresh_kin(menu uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM menus.menus m
        WHERE m.id = menu AND m.owner_id = accounts.current_user_id()) THEN RETURN; END IF;
    -- Two menus that tell of one another take turns here, before either looks at an edition.
    PERFORM FROM menus.menu_lineage l WHERE l.menu_id = menu OR l.source_menu_id = menu
        ORDER BY l.menu_id FOR NO KEY UPDATE;
    PERFORM menus.show_again(array(
        SELECT l.source_menu_id FROM menus.menu_lineage l WHERE l.menu_id = menu AND l.source_menu_id IS NOT NULL
        UNION
        SELECT l.menu_id FROM menus.menu_lineage l WHERE l.source_menu_id = menu));
END $$;
COMMENT ON FUNCTION menus.refresh_kin(uuid) IS
    'Has the source and the forks of the actor''s menu rendered again; called before it opens, closes or changes who finds it.';
CALL kernel.give_to_door('menus.refresh_kin(uuid)');
-- A door is lent by its owner.
SET LOCAL ROLE media_menu_door;
GRANT EXECUTE ON FUNCTION menus.refresh_kin(uuid) TO media_menu_admin;
SET LOCAL ROLE media_menu_owner;
