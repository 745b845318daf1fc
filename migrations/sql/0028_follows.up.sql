CREATE TABLE menus.followers (
    user_id uuid CONSTRAINT followers_pk PRIMARY KEY
        CONSTRAINT followers_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    looked_at timestamptz NOT NULL,
    read_until timestamptz NOT NULL,
    CONSTRAINT followers_read_until_ck CHECK (read_until <= looked_at)
);
COMMENT ON TABLE menus.followers IS 'Who follows anything: when they looked, and the row that their list is locked by.';
COMMENT ON COLUMN menus.followers.user_id IS 'The reader.';
COMMENT ON COLUMN menus.followers.looked_at IS 'When they last looked at what is new; at first when they began to follow.';
COMMENT ON COLUMN menus.followers.read_until IS
    'What came after it is marked as new: the end of the visit before the one that looked_at belongs to.';

CREATE TABLE menus.follows (
    id uuid CONSTRAINT follows_pk PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT follows_user_id_fk REFERENCES menus.followers (user_id) ON DELETE CASCADE,
    menu_id uuid CONSTRAINT follows_menu_id_fk REFERENCES menus.menus (id) ON DELETE CASCADE,
    curator_id uuid CONSTRAINT follows_curator_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    title text,
    created_at timestamptz NOT NULL,
    CONSTRAINT follows_one_thing_ck CHECK (num_nonnulls(menu_id, curator_id) = 1),
    CONSTRAINT follows_title_ck CHECK ((title IS NULL) = (menu_id IS NULL)),
    CONSTRAINT follows_user_id_menu_id_uq UNIQUE (user_id, menu_id),
    CONSTRAINT follows_user_id_curator_id_uq UNIQUE (user_id, curator_id)
);
CREATE INDEX follows_menu_id_ix ON menus.follows (menu_id) WHERE menu_id IS NOT NULL;
CREATE INDEX follows_curator_id_ix ON menus.follows (curator_id) WHERE curator_id IS NOT NULL;
CREATE INDEX follows_user_id_created_at_ix ON menus.follows (user_id, created_at DESC, id DESC);
COMMENT ON TABLE menus.follows IS 'Menus and curators that somebody wants to hear of; nobody else sees that they do.';
COMMENT ON COLUMN menus.follows.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.follows.user_id IS 'The reader.';
COMMENT ON COLUMN menus.follows.menu_id IS 'The menu that is followed, if it is one.';
COMMENT ON COLUMN menus.follows.curator_id IS 'The curator whose public menus are followed, if it is one.';
COMMENT ON COLUMN menus.follows.title IS 'What the menu was called then: it is told while the menu cannot be read.';
COMMENT ON COLUMN menus.follows.created_at IS 'Since when; nothing older is new.';

GRANT SELECT, INSERT ON menus.followers TO media_menu_app;
GRANT UPDATE (looked_at, read_until) ON menus.followers TO media_menu_app;
GRANT SELECT, INSERT, DELETE ON menus.follows TO media_menu_app;
DO $$
DECLARE personal text;
BEGIN
    FOREACH personal IN ARRAY ARRAY['followers', 'follows'] LOOP
        EXECUTE format('ALTER TABLE menus.%I ENABLE ROW LEVEL SECURITY', personal);
        EXECUTE format('ALTER TABLE menus.%I FORCE ROW LEVEL SECURITY', personal);
        EXECUTE format('CREATE POLICY own ON menus.%I USING (user_id = (SELECT accounts.current_user_id()))
            WITH CHECK (user_id = (SELECT accounts.current_user_id()))', personal);
    END LOOP;
END $$;
