-- Works of one title and nearly one year: what a record without known ids is compared with.
-- The same words stand in adapters/postgres/ingestion/lookalikes.py, or the planner could not use them.
CREATE INDEX media_items_title_year_ix ON catalog.media_items (title_norm, release_year)
    WHERE origin = 'ingested' AND merged_into IS NULL;
CREATE INDEX media_items_original_title_ix ON catalog.media_items (lower(left(original_title, 200)))
    WHERE original_title IS NOT NULL;
-- What was merged into a work, when that work is merged itself.
CREATE INDEX media_items_merged_into_ix ON catalog.media_items (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX user_media_item_tags_media_item_id_ix ON catalog.user_media_item_tags (media_item_id);

CREATE TABLE catalog.match_reviews (
    id uuid CONSTRAINT match_reviews_pk PRIMARY KEY,
    first_id uuid NOT NULL
        CONSTRAINT match_reviews_first_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    second_id uuid NOT NULL
        CONSTRAINT match_reviews_second_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    confidence smallint NOT NULL CONSTRAINT match_reviews_confidence_ck CHECK (confidence BETWEEN 0 AND 100),
    reasons text[] NOT NULL,
    source_name text NOT NULL,
    state text NOT NULL DEFAULT 'open'
        CONSTRAINT match_reviews_state_ck CHECK (state IN ('open', 'same', 'different')),
    decided_by uuid CONSTRAINT match_reviews_decided_by_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    decided_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT match_reviews_two_works_uq UNIQUE (first_id, second_id),
    CONSTRAINT match_reviews_two_works_ck CHECK (first_id < second_id),
    CONSTRAINT match_reviews_decided_ck CHECK ((decided_at IS NULL) = (state = 'open'))
);
CREATE INDEX match_reviews_second_id_ix ON catalog.match_reviews (second_id);
CREATE INDEX match_reviews_queue_ix ON catalog.match_reviews (state, confidence DESC, id);
CREATE INDEX match_reviews_decided_by_ix ON catalog.match_reviews (decided_by) WHERE decided_by IS NOT NULL;
COMMENT ON TABLE catalog.match_reviews IS
    'Two works that may be one. Each pair is asked about once; the answer is kept, so that nobody is asked again.';
COMMENT ON COLUMN catalog.match_reviews.id IS 'UUIDv7 made by the service.';
COMMENT ON COLUMN catalog.match_reviews.first_id IS 'The work with the smaller id.';
COMMENT ON COLUMN catalog.match_reviews.second_id IS 'The other.';
COMMENT ON COLUMN catalog.match_reviews.confidence IS 'How sure it is that they are one, 0 to 100 (domain.ingestion.matching).';
COMMENT ON COLUMN catalog.match_reviews.reasons IS 'What speaks for and against it, as stable words.';
COMMENT ON COLUMN catalog.match_reviews.source_name IS 'Whose record raised the question.';
COMMENT ON COLUMN catalog.match_reviews.state IS 'open; same: they were merged; different: they were found not to be one.';
COMMENT ON COLUMN catalog.match_reviews.decided_by IS 'Who answered; null for the service itself and for erased people.';
COMMENT ON COLUMN catalog.match_reviews.decided_at IS 'When.';
COMMENT ON COLUMN catalog.match_reviews.created_at IS 'When the question came up.';

CREATE TABLE catalog.merges (
    id uuid CONSTRAINT merges_pk PRIMARY KEY,
    loser_id uuid NOT NULL CONSTRAINT merges_loser_id_uq UNIQUE
        CONSTRAINT merges_loser_id_fk REFERENCES catalog.media_items (id) ON DELETE RESTRICT,
    survivor_id uuid NOT NULL
        CONSTRAINT merges_survivor_id_fk REFERENCES catalog.media_items (id) ON DELETE RESTRICT,
    decided_by uuid CONSTRAINT merges_decided_by_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    at timestamptz NOT NULL,
    automatic boolean NOT NULL,
    confidence smallint CONSTRAINT merges_confidence_ck CHECK (confidence BETWEEN 0 AND 100),
    moved jsonb NOT NULL CONSTRAINT merges_moved_ck CHECK (jsonb_typeof(moved) = 'object'),
    CONSTRAINT merges_two_works_ck CHECK (loser_id <> survivor_id)
);
CREATE INDEX merges_survivor_id_ix ON catalog.merges (survivor_id);
CREATE INDEX merges_decided_by_ix ON catalog.merges (decided_by) WHERE decided_by IS NOT NULL;
COMMENT ON TABLE catalog.merges IS 'Every merge of two works, and what moved from one to the other. Append only.';
COMMENT ON COLUMN catalog.merges.id IS 'UUIDv7 made by the service.';
COMMENT ON COLUMN catalog.merges.loser_id IS 'The duplicate; it redirects for ever.';
COMMENT ON COLUMN catalog.merges.survivor_id IS 'The work that stood for both then; it may have been merged itself since.';
COMMENT ON COLUMN catalog.merges.decided_by IS 'Who decided; null for the service itself and for erased people.';
COMMENT ON COLUMN catalog.merges.at IS 'When.';
COMMENT ON COLUMN catalog.merges.automatic IS 'The service was sure and asked nobody.';
COMMENT ON COLUMN catalog.merges.confidence IS 'How sure it was, 0 to 100; null when nothing had been suspected.';
COMMENT ON COLUMN catalog.merges.moved IS
    'What moved, by table: {"catalog.external_links": {"count": 2, "keys": [...]}}; of people''s own rows the number only.';

GRANT SELECT ON catalog.match_reviews, catalog.merges TO media_menu_app, media_menu_worker, media_menu_admin;
GRANT INSERT ON catalog.match_reviews TO media_menu_app, media_menu_worker;
GRANT UPDATE, DELETE ON catalog.match_reviews TO media_menu_app;
GRANT INSERT ON catalog.merges TO media_menu_app;

-- Doors: what belongs to people follows a merge, whoever decided it. Each goes by the redirect that the same
-- transaction has set, so that nothing can be moved to a work that does not stand for the other.
CREATE FUNCTION catalog.own_tags_follow(loser uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    survivor uuid := (SELECT work.merged_into FROM catalog.media_items work WHERE work.id = loser);
    moved bigint;
BEGIN
    IF survivor IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO catalog.user_media_item_tags (user_id, tag_id, media_item_id)
    SELECT put.user_id, put.tag_id, survivor FROM catalog.user_media_item_tags put
    WHERE put.media_item_id = loser ORDER BY put.user_id, put.tag_id
    ON CONFLICT DO NOTHING;
    DELETE FROM catalog.user_media_item_tags put WHERE put.media_item_id = loser;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END $$;
COMMENT ON FUNCTION catalog.own_tags_follow(uuid) IS
    'Moves everybody''s own tags from a merged work to the one that stands for it; gives their number.';

CREATE FUNCTION menus.hold_menus_with(work uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$ BEGIN
    PERFORM FROM menus.menus menu
    WHERE menu.id IN (SELECT item.menu_id FROM menus.course_items item WHERE item.media_item_id = work)
    ORDER BY menu.id FOR NO KEY UPDATE;
END $$;
COMMENT ON FUNCTION menus.hold_menus_with(uuid) IS
    'Locks every menu that serves a work until the transaction ends: parents before children.';

CREATE FUNCTION menus.items_follow(loser uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    survivor uuid := (SELECT work.merged_into FROM catalog.media_items work WHERE work.id = loser);
    moved bigint;
BEGIN
    IF survivor IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM menus.hold_menus_with(loser);
    UPDATE menus.course_items item SET media_item_id = survivor WHERE item.media_item_id = loser;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END $$;
COMMENT ON FUNCTION menus.items_follow(uuid) IS
    'Serves, on everybody''s working copies, the work that stands for a merged one; gives the number of places. Editions stay.';

GRANT SELECT (id, merged_into) ON catalog.media_items TO media_menu_door;
GRANT SELECT, INSERT, DELETE ON catalog.user_media_item_tags TO media_menu_door;
GRANT UPDATE (updated_at) ON menus.menus TO media_menu_door;
GRANT SELECT, UPDATE (media_item_id) ON menus.course_items TO media_menu_door;
CALL kernel.give_to_door('catalog.own_tags_follow(uuid)');
CALL kernel.give_to_door('menus.hold_menus_with(uuid)');
CALL kernel.give_to_door('menus.items_follow(uuid)');
