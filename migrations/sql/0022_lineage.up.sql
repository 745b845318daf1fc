CREATE TABLE menus.menu_lineage (
    menu_id uuid CONSTRAINT menu_lineage_pk PRIMARY KEY,
    owner_id uuid NOT NULL,
    source_menu_id uuid CONSTRAINT menu_lineage_source_menu_id_fk REFERENCES menus.menus (id) ON DELETE SET NULL,
    source_edition integer NOT NULL CONSTRAINT menu_lineage_source_edition_ck CHECK (source_edition > 0),
    source_title text NOT NULL,
    source_curator text NOT NULL,
    source_slug text NOT NULL,
    courses jsonb NOT NULL CONSTRAINT menu_lineage_courses_ck CHECK (jsonb_typeof(courses) = 'object'),
    created_at timestamptz NOT NULL,
    CONSTRAINT menu_lineage_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE,
    CONSTRAINT menu_lineage_another_menu_ck CHECK (source_menu_id <> menu_id)
);
CREATE INDEX menu_lineage_source_menu_id_ix ON menus.menu_lineage (source_menu_id, menu_id);
CREATE INDEX menu_lineage_owner_id_ix ON menus.menu_lineage (owner_id);
COMMENT ON TABLE menus.menu_lineage IS 'Where each fork comes from: its credit, which survives the source.';
COMMENT ON COLUMN menus.menu_lineage.menu_id IS 'The fork.';
COMMENT ON COLUMN menus.menu_lineage.owner_id IS 'The curator of the fork, so that policies need no join.';
COMMENT ON COLUMN menus.menu_lineage.source_menu_id IS 'The menu it was made from; null once that row is erased.';
COMMENT ON COLUMN menus.menu_lineage.source_edition IS
    'The edition it was made from, and later the last one whose changes its curator has settled.';
COMMENT ON COLUMN menus.menu_lineage.source_title IS 'What the source was called when it was forked.';
COMMENT ON COLUMN menus.menu_lineage.source_curator IS
    'How its curator was credited then; empty once that person is erased.';
COMMENT ON COLUMN menus.menu_lineage.source_slug IS 'Its address.';
COMMENT ON COLUMN menus.menu_lineage.courses IS
    'Which courses of the fork are courses of the source: {id here: id there}. Works have their keys for that.';
COMMENT ON COLUMN menus.menu_lineage.created_at IS 'When it was forked.';

GRANT SELECT, INSERT ON menus.menu_lineage TO media_menu_app;
GRANT UPDATE (source_edition, courses) ON menus.menu_lineage TO media_menu_app;
ALTER TABLE menus.menu_lineage ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.menu_lineage FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON menus.menu_lineage USING (owner_id = (SELECT accounts.current_user_id()))
    WITH CHECK (owner_id = (SELECT accounts.current_user_id()));
CREATE POLICY readers ON menus.menu_lineage FOR SELECT USING (EXISTS (
    SELECT FROM menus.editions edition
    WHERE edition.menu_id = menu_lineage.menu_id AND edition.is_current AND edition.withdrawn_at IS NULL));

-- Editions are shown again from many sides at once: by a source, its forks, a cover, a curator's name.
-- All of them take the rows in this one order, so that nobody waits for somebody who waits for him.
CREATE FUNCTION menus.show_again(these uuid[]) RETURNS void LANGUAGE sql AS $$
    WITH in_turn AS (
        SELECT menu_id, number FROM menus.editions WHERE menu_id = ANY (these)
        ORDER BY menu_id, number FOR NO KEY UPDATE
    ), shown AS (
        UPDATE menus.editions e SET appearance = e.appearance + 1 FROM in_turn
        WHERE e.menu_id = in_turn.menu_id AND e.number = in_turn.number
        RETURNING e.slug, e.is_current
    )
    SELECT pg_notify('menus_changed', slug) FROM shown WHERE is_current
    $$;
COMMENT ON FUNCTION menus.show_again(uuid[]) IS 'Voids what is kept of the editions of these menus.';
REVOKE ALL ON FUNCTION menus.show_again(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION menus.show_again(uuid[]) TO media_menu_door;

DROP FUNCTION menus.show_cover(uuid);
CREATE FUNCTION menus.show_cover(work uuid) RETURNS void LANGUAGE sql AS $$
    SELECT menus.show_again(array(SELECT item.menu_id FROM menus.course_items item WHERE item.media_item_id = work))
    $$;
COMMENT ON FUNCTION menus.show_cover(uuid) IS 'Voids what is kept of published menus that serve a work, whose cover has just come.';
GRANT EXECUTE ON FUNCTION menus.show_cover(uuid) TO media_menu_worker;
CALL kernel.give_to_door('menus.show_cover(uuid)');

-- A fork tells whether its source is there to be read, and a source how many forks are. A menu's own editions
-- change right after those of its kin: all of them are taken in the order of menus.show_again, before the first changes.
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

-- The row of a menu goes only when its curator is erased: the name goes with it, the credit stays.
CREATE FUNCTION menus.forget_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM menus.show_again(ARRAY[NEW.menu_id]);
    NEW.source_curator := '';
    RETURN NEW;
END $$;
COMMENT ON FUNCTION menus.forget_source() IS 'Takes the name out of a fork''s credit when its source is erased.';
CREATE TRIGGER forget_source BEFORE UPDATE OF source_menu_id ON menus.menu_lineage FOR EACH ROW
    WHEN (OLD.source_menu_id IS NOT NULL AND NEW.source_menu_id IS NULL) EXECUTE FUNCTION menus.forget_source();

GRANT SELECT, UPDATE (source_edition) ON menus.menu_lineage TO media_menu_door;
CALL kernel.give_to_door('menus.refresh_kin(uuid)');
CALL kernel.give_to_door('menus.forget_source()');
