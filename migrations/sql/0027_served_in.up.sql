-- Which works an edition serves, and which of them it pairs.
CREATE FUNCTION menus.works_of(document jsonb) RETURNS SETOF uuid
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT DISTINCT (work #>> '{}')::uuid
        FROM jsonb_path_query(document, '$.courses[*].items[*].media_item_id') work $$;
COMMENT ON FUNCTION menus.works_of(jsonb) IS 'The works that stand on a menu, each once.';

CREATE FUNCTION menus.pairs_of(document jsonb)
    RETURNS TABLE (media_item_id uuid, other_id uuid, pairing_id uuid)
    LANGUAGE sql IMMUTABLE
    AS $$
    WITH placed AS (
        SELECT (item ->> 'id')::uuid AS id, (item ->> 'media_item_id')::uuid AS work
        FROM jsonb_path_query(document, '$.courses[*].items[*]') item
    ), pairs AS (
        SELECT one.work AS one, two.work AS two, (pairing ->> 'id')::uuid AS id
        FROM jsonb_path_query(document, '$.pairings[*]') pairing
        JOIN placed one ON one.id = (pairing ->> 'first_item_id')::uuid
        JOIN placed two ON two.id = (pairing ->> 'second_item_id')::uuid
        WHERE one.work <> two.work
    )
    SELECT one, two, id FROM pairs UNION ALL SELECT two, one, id FROM pairs
    $$;
COMMENT ON FUNCTION menus.pairs_of(jsonb) IS 'The pairings of a menu, from the side of each of their two works.';

-- Nobody but a trigger writes these two. They name no works by reference: an edition keeps the id of a work that was
-- merged since, and whoever reads looks for both.
CREATE TABLE menus.served_works (
    media_item_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    number integer NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT served_works_pk PRIMARY KEY (media_item_id, menu_id),
    CONSTRAINT served_works_edition_fk FOREIGN KEY (menu_id, number)
        REFERENCES menus.editions (menu_id, number) ON DELETE CASCADE
);
CREATE INDEX served_works_edition_ix ON menus.served_works (menu_id, number);
COMMENT ON TABLE menus.served_works IS
    'Which works the current editions of public menus serve: nothing that is unlisted, withdrawn or a draft.';
COMMENT ON COLUMN menus.served_works.media_item_id IS 'The work as the edition names it; it may have been merged since.';
COMMENT ON COLUMN menus.served_works.menu_id IS 'The menu.';
COMMENT ON COLUMN menus.served_works.number IS 'Its current edition.';
COMMENT ON COLUMN menus.served_works.published_at IS 'When that was published.';

CREATE TABLE menus.paired_works (
    media_item_id uuid NOT NULL,
    pairing_id uuid NOT NULL,
    menu_id uuid NOT NULL,
    number integer NOT NULL,
    other_id uuid NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT paired_works_pk PRIMARY KEY (media_item_id, menu_id, pairing_id),
    CONSTRAINT paired_works_edition_fk FOREIGN KEY (menu_id, number)
        REFERENCES menus.editions (menu_id, number) ON DELETE CASCADE
);
CREATE INDEX paired_works_edition_ix ON menus.paired_works (menu_id, number);
COMMENT ON TABLE menus.paired_works IS
    'The pairings in current editions of public menus, from the side of each of their two works.';
COMMENT ON COLUMN menus.paired_works.media_item_id IS 'The work as the edition names it; it may have been merged since.';
COMMENT ON COLUMN menus.paired_works.pairing_id IS 'The pairing in the document of the edition.';
COMMENT ON COLUMN menus.paired_works.menu_id IS 'The menu.';
COMMENT ON COLUMN menus.paired_works.number IS 'Its current edition.';
COMMENT ON COLUMN menus.paired_works.other_id IS 'The work that it is paired with.';
COMMENT ON COLUMN menus.paired_works.published_at IS 'When that edition was published.';

CREATE FUNCTION menus.serve_works() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM menus.served_works work WHERE work.menu_id = NEW.menu_id AND work.number = NEW.number;
    DELETE FROM menus.paired_works work WHERE work.menu_id = NEW.menu_id AND work.number = NEW.number;
    IF NEW.is_current AND NEW.withdrawn_at IS NULL AND NEW.visibility = 'public' THEN
        INSERT INTO menus.served_works (media_item_id, menu_id, number, published_at)
        SELECT work, NEW.menu_id, NEW.number, NEW.published_at FROM menus.works_of(NEW.document) work;
        INSERT INTO menus.paired_works (media_item_id, pairing_id, menu_id, number, other_id, published_at)
        SELECT pair.media_item_id, pair.pairing_id, NEW.menu_id, NEW.number, pair.other_id, NEW.published_at
        FROM menus.pairs_of(NEW.document) pair;
    END IF;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION menus.serve_works() IS
    'Keeps what works are served in and paired with, as editions come, open, close and are followed by others.';
CREATE TRIGGER editions_serve_works AFTER INSERT ON menus.editions FOR EACH ROW
    WHEN (NEW.is_current AND NEW.withdrawn_at IS NULL AND NEW.visibility = 'public')
    EXECUTE FUNCTION menus.serve_works();
CREATE TRIGGER editions_serve_works_again AFTER UPDATE OF is_current, withdrawn_at, visibility ON menus.editions
    FOR EACH ROW
    WHEN ((OLD.is_current AND OLD.withdrawn_at IS NULL AND OLD.visibility = 'public')
        <> (NEW.is_current AND NEW.withdrawn_at IS NULL AND NEW.visibility = 'public'))
    EXECUTE FUNCTION menus.serve_works();

GRANT SELECT ON menus.served_works, menus.paired_works TO media_menu_app;
GRANT SELECT, INSERT, DELETE ON menus.served_works, menus.paired_works TO media_menu_door;
CALL kernel.give_to_door('menus.serve_works()');

-- What is public already.
ALTER TABLE menus.editions NO FORCE ROW LEVEL SECURITY;
INSERT INTO menus.served_works (media_item_id, menu_id, number, published_at)
SELECT work, edition.menu_id, edition.number, edition.published_at
FROM menus.editions edition, menus.works_of(edition.document) work
WHERE edition.is_current AND edition.withdrawn_at IS NULL AND edition.visibility = 'public';
INSERT INTO menus.paired_works (media_item_id, pairing_id, menu_id, number, other_id, published_at)
SELECT pair.media_item_id, pair.pairing_id, edition.menu_id, edition.number, pair.other_id, edition.published_at
FROM menus.editions edition, menus.pairs_of(edition.document) pair
WHERE edition.is_current AND edition.withdrawn_at IS NULL AND edition.visibility = 'public';
ALTER TABLE menus.editions FORCE ROW LEVEL SECURITY;
