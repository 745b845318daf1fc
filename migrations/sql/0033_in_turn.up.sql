-- A menu's own editions change right after those of its kin. A cover, or a curator's new name, shows them all again
-- in the order of their ids: so they are all taken in that order here, before the first of them changes.
DROP FUNCTION menus.refresh_kin(uuid);
CREATE FUNCTION menus.refresh_kin(menu uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kin uuid[];
BEGIN
    IF NOT EXISTS (SELECT FROM menus.menus m
        WHERE m.id = menu AND m.owner_id = accounts.current_user_id()) THEN RETURN; END IF;
    -- Two menus that tell of one another take turns here, before either looks at an edition.
    PERFORM FROM menus.menu_lineage l WHERE l.menu_id = menu OR l.source_menu_id = menu
        ORDER BY l.menu_id FOR NO KEY UPDATE;
    kin := array(
        SELECT l.source_menu_id FROM menus.menu_lineage l WHERE l.menu_id = menu AND l.source_menu_id IS NOT NULL
        UNION
        SELECT l.menu_id FROM menus.menu_lineage l WHERE l.source_menu_id = menu);
    PERFORM FROM menus.editions e WHERE e.menu_id = menu OR e.menu_id = ANY (kin)
        ORDER BY e.menu_id, e.number FOR NO KEY UPDATE;
    PERFORM menus.show_again(kin);
END $$;
COMMENT ON FUNCTION menus.refresh_kin(uuid) IS
    'Has the source and the forks of the actor''s menu rendered again; called before it opens, closes or changes who finds it.';
CALL kernel.give_to_door('menus.refresh_kin(uuid)');
-- A door is lent by its owner.
SET LOCAL ROLE media_menu_door;
GRANT EXECUTE ON FUNCTION menus.refresh_kin(uuid) TO media_menu_admin;
SET LOCAL ROLE media_menu_owner;
