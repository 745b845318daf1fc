CREATE TABLE catalog.relationships (
    media_item_id uuid NOT NULL
        CONSTRAINT relationships_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    related_media_item_id uuid NOT NULL
        CONSTRAINT relationships_related_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    relation_type text NOT NULL,
    notes text,
    weight double precision NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT relationships_pk PRIMARY KEY (media_item_id, related_media_item_id, relation_type),
    CONSTRAINT relationships_itself_ck CHECK (media_item_id <> related_media_item_id),
    CONSTRAINT relationships_relation_type_ck
        CHECK (relation_type IN ('sequel', 'adaptation', 'spin-off', 'shared-universe', 'crossover', 'remake')),
    CONSTRAINT relationships_symmetric_ck CHECK (
        relation_type NOT IN ('shared-universe', 'crossover') OR media_item_id < related_media_item_id
    ),
    CONSTRAINT relationships_notes_ck CHECK (char_length(notes) BETWEEN 1 AND 500),
    CONSTRAINT relationships_weight_ck CHECK (weight BETWEEN 0 AND 1000)
);
-- One meaning stands once for two works, whichever of them is named first.
CREATE UNIQUE INDEX relationships_pair_uq ON catalog.relationships (
    least(media_item_id, related_media_item_id), greatest(media_item_id, related_media_item_id), relation_type
);
CREATE INDEX relationships_related_media_item_id_ix
    ON catalog.relationships (related_media_item_id, media_item_id);
COMMENT ON TABLE catalog.relationships IS
    'What works are to one another, kept in one direction; a prequel is a sequel that is read from its other side.';
COMMENT ON COLUMN catalog.relationships.media_item_id IS 'The work of which something is said.';
COMMENT ON COLUMN catalog.relationships.related_media_item_id IS 'The work that is its sequel, its remake and so on.';
COMMENT ON COLUMN catalog.relationships.relation_type IS
    'What the related work is to the work; for shared-universe and crossover, which read alike, the smaller id comes first.';
COMMENT ON COLUMN catalog.relationships.notes IS 'Why it is one, in an editor''s words.';
COMMENT ON COLUMN catalog.relationships.weight IS 'How much it counts, 0 to 1000, 1 when nobody said; the heavier come first.';
COMMENT ON COLUMN catalog.relationships.created_at IS 'When it was first said.';

-- The page of a work shows its viewer's own tags on it.
CREATE INDEX user_media_item_tags_user_id_media_item_id_ix ON catalog.user_media_item_tags (user_id, media_item_id);

GRANT SELECT ON catalog.relationships TO media_menu_app, media_menu_worker, media_menu_admin;
GRANT INSERT, UPDATE (notes, weight), DELETE ON catalog.relationships TO media_menu_app;
