-- Slugs -----------------------------------------------------------------------------------------
CREATE TABLE menus.slugs (
    slug text CONSTRAINT slugs_pk PRIMARY KEY,
    menu_id uuid,
    gone_at timestamptz
);
COMMENT ON TABLE menus.slugs IS 'Every slug ever given: never deleted and never given to another menu.';
COMMENT ON COLUMN menus.slugs.slug IS 'The public name of a menu in addresses.';
COMMENT ON COLUMN menus.slugs.menu_id IS 'The menu it was made for; null once that row is erased.';
COMMENT ON COLUMN menus.slugs.gone_at IS 'When a menu that had been public was deleted: its address answers 410 from then on.';

-- The working copy ------------------------------------------------------------------------------
CREATE TABLE menus.menus (
    id uuid CONSTRAINT menus_pk PRIMARY KEY,
    owner_id uuid NOT NULL CONSTRAINT menus_owner_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    slug text NOT NULL CONSTRAINT menus_slug_uq UNIQUE
        CONSTRAINT menus_slug_fk REFERENCES menus.slugs (slug) ON DELETE RESTRICT,
    title text NOT NULL CONSTRAINT menus_title_ck CHECK (char_length(title) BETWEEN 1 AND 200),
    description text CONSTRAINT menus_description_ck CHECK (char_length(description) <= 4000),
    status text NOT NULL CONSTRAINT menus_status_ck CHECK (status IN ('draft', 'published')),
    visibility text NOT NULL CONSTRAINT menus_visibility_ck CHECK (visibility IN ('public', 'unlisted')),
    version integer NOT NULL CONSTRAINT menus_version_ck CHECK (version > 0),
    latest_edition integer CONSTRAINT menus_latest_edition_ck CHECK (latest_edition > 0),
    published_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    CONSTRAINT menus_id_owner_id_uq UNIQUE (id, owner_id),
    CONSTRAINT menus_published_ck CHECK (status = 'draft' OR latest_edition IS NOT NULL)
);
ALTER TABLE menus.slugs ADD CONSTRAINT slugs_menu_id_fk FOREIGN KEY (menu_id)
    REFERENCES menus.menus (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX slugs_menu_id_ix ON menus.slugs (menu_id);
CREATE INDEX menus_owner_id_ix ON menus.menus (owner_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
COMMENT ON TABLE menus.menus IS 'A curator''s menu: the working copy, of which editions are published.';
COMMENT ON COLUMN menus.menus.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.menus.owner_id IS 'The curator.';
COMMENT ON COLUMN menus.menus.slug IS 'Made from the first title, and kept when the title changes.';
COMMENT ON COLUMN menus.menus.title IS 'What the menu is called now.';
COMMENT ON COLUMN menus.menus.description IS 'A few sentences under the title.';
COMMENT ON COLUMN menus.menus.status IS 'draft: nobody else sees it; published: its latest edition is open to readers.';
COMMENT ON COLUMN menus.menus.visibility IS 'public: in the directory; unlisted: by link only.';
COMMENT ON COLUMN menus.menus.version IS 'Counts saves, for optimistic concurrency.';
COMMENT ON COLUMN menus.menus.latest_edition IS 'Number of the newest edition ever published, if any.';
COMMENT ON COLUMN menus.menus.published_at IS 'When the newest edition was published.';
COMMENT ON COLUMN menus.menus.created_at IS 'When the curator began it.';
COMMENT ON COLUMN menus.menus.updated_at IS 'When it was last saved.';
COMMENT ON COLUMN menus.menus.deleted_at IS 'When the curator deleted it, if so.';

CREATE TABLE menus.courses (
    id uuid CONSTRAINT courses_pk PRIMARY KEY,
    menu_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    position integer NOT NULL CONSTRAINT courses_position_ck CHECK (position >= 0),
    title text NOT NULL CONSTRAINT courses_title_ck CHECK (char_length(title) BETWEEN 1 AND 200),
    intent text CONSTRAINT courses_intent_ck CHECK (char_length(intent) <= 1000),
    CONSTRAINT courses_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE,
    CONSTRAINT courses_id_menu_id_uq UNIQUE (id, menu_id),
    CONSTRAINT courses_menu_id_position_uq UNIQUE (menu_id, position) DEFERRABLE INITIALLY IMMEDIATE
);
COMMENT ON TABLE menus.courses IS 'The ordered parts of a menu.';
COMMENT ON COLUMN menus.courses.id IS 'UUIDv7, made by the service or by the curator''s client.';
COMMENT ON COLUMN menus.courses.menu_id IS 'The menu it belongs to.';
COMMENT ON COLUMN menus.courses.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.courses.position IS 'Place in the menu, from 0.';
COMMENT ON COLUMN menus.courses.title IS 'What the course is called.';
COMMENT ON COLUMN menus.courses.intent IS 'What the course is for, in a sentence.';

CREATE TABLE menus.course_items (
    id uuid CONSTRAINT course_items_pk PRIMARY KEY,
    item_key uuid NOT NULL,
    menu_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    course_id uuid NOT NULL,
    position integer NOT NULL CONSTRAINT course_items_position_ck CHECK (position >= 0),
    media_item_id uuid NOT NULL CONSTRAINT course_items_media_item_id_fk
        REFERENCES catalog.media_items (id) ON DELETE RESTRICT,
    annotation text CONSTRAINT course_items_annotation_ck CHECK (char_length(annotation) <= 4000),
    CONSTRAINT course_items_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE,
    CONSTRAINT course_items_course_id_fk FOREIGN KEY (course_id, menu_id)
        REFERENCES menus.courses (id, menu_id) ON DELETE CASCADE,
    CONSTRAINT course_items_id_menu_id_uq UNIQUE (id, menu_id),
    CONSTRAINT course_items_menu_id_item_key_uq UNIQUE (menu_id, item_key) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT course_items_course_id_position_uq UNIQUE (course_id, position) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX course_items_media_item_id_ix ON menus.course_items (media_item_id);
COMMENT ON TABLE menus.course_items IS 'The works of a course, in order, with the curator''s notes.';
COMMENT ON COLUMN menus.course_items.id IS 'UUIDv7, made by the service or by the curator''s client.';
COMMENT ON COLUMN menus.course_items.item_key IS 'Names the same place through editions and forks.';
COMMENT ON COLUMN menus.course_items.menu_id IS 'The menu it belongs to.';
COMMENT ON COLUMN menus.course_items.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.course_items.course_id IS 'The course it stands in.';
COMMENT ON COLUMN menus.course_items.position IS 'Place in the course, from 0.';
COMMENT ON COLUMN menus.course_items.media_item_id IS 'The work.';
COMMENT ON COLUMN menus.course_items.annotation IS 'The curator''s note: a small subset of Markdown.';

CREATE TABLE menus.menu_item_pairings (
    id uuid CONSTRAINT menu_item_pairings_pk PRIMARY KEY,
    menu_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    position integer NOT NULL CONSTRAINT menu_item_pairings_position_ck CHECK (position >= 0),
    first_item_id uuid NOT NULL,
    second_item_id uuid NOT NULL,
    relationship text NOT NULL
        CONSTRAINT menu_item_pairings_relationship_ck CHECK (char_length(relationship) BETWEEN 1 AND 40),
    narrative text NOT NULL CONSTRAINT menu_item_pairings_narrative_ck CHECK (char_length(narrative) <= 4000),
    CONSTRAINT menu_item_pairings_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE,
    CONSTRAINT menu_item_pairings_first_item_id_fk FOREIGN KEY (first_item_id, menu_id)
        REFERENCES menus.course_items (id, menu_id) ON DELETE CASCADE,
    CONSTRAINT menu_item_pairings_second_item_id_fk FOREIGN KEY (second_item_id, menu_id)
        REFERENCES menus.course_items (id, menu_id) ON DELETE CASCADE,
    CONSTRAINT menu_item_pairings_two_works_ck CHECK (first_item_id <> second_item_id),
    CONSTRAINT menu_item_pairings_two_works_uq EXCLUDE USING btree
        (least(first_item_id, second_item_id) WITH =, greatest(first_item_id, second_item_id) WITH =)
        DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT menu_item_pairings_menu_id_position_uq UNIQUE (menu_id, position) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX menu_item_pairings_second_item_id_ix ON menus.menu_item_pairings (second_item_id, menu_id);
CREATE INDEX menu_item_pairings_first_item_id_ix ON menus.menu_item_pairings (first_item_id, menu_id);
COMMENT ON TABLE menus.menu_item_pairings IS 'Why two works of a menu belong together.';
COMMENT ON COLUMN menus.menu_item_pairings.id IS 'UUIDv7, made by the service or by the curator''s client.';
COMMENT ON COLUMN menus.menu_item_pairings.menu_id IS 'The menu it belongs to.';
COMMENT ON COLUMN menus.menu_item_pairings.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.menu_item_pairings.position IS 'Place among the pairings of the menu, from 0.';
COMMENT ON COLUMN menus.menu_item_pairings.first_item_id IS 'One of the two works.';
COMMENT ON COLUMN menus.menu_item_pairings.second_item_id IS 'The other.';
COMMENT ON COLUMN menus.menu_item_pairings.relationship IS 'A word for what holds them together: echo, contrast, source ...';
COMMENT ON COLUMN menus.menu_item_pairings.narrative IS 'The reason, told.';

-- Editions --------------------------------------------------------------------------------------
CREATE TABLE menus.editions (
    menu_id uuid NOT NULL,
    number integer NOT NULL CONSTRAINT editions_number_ck CHECK (number > 0),
    owner_id uuid NOT NULL,
    slug text NOT NULL,
    document jsonb NOT NULL,
    content_hash text NOT NULL,
    note text CONSTRAINT editions_note_ck CHECK (char_length(note) <= 1000),
    visibility text NOT NULL CONSTRAINT editions_visibility_ck CHECK (visibility IN ('public', 'unlisted')),
    is_current boolean NOT NULL,
    appearance integer NOT NULL DEFAULT 1,
    published_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CONSTRAINT editions_pk PRIMARY KEY (menu_id, number),
    CONSTRAINT editions_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX editions_current_uq ON menus.editions (slug) WHERE is_current;
CREATE INDEX editions_directory_ix ON menus.editions (published_at DESC, slug DESC)
    WHERE is_current AND withdrawn_at IS NULL AND visibility = 'public';
COMMENT ON TABLE menus.editions IS 'Frozen, numbered publications of a menu; what readers see.';
COMMENT ON COLUMN menus.editions.menu_id IS 'The menu that was published.';
COMMENT ON COLUMN menus.editions.number IS 'Counts from 1 in each menu, without gaps.';
COMMENT ON COLUMN menus.editions.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.editions.slug IS 'The menu''s slug, so that a reader''s request is one look-up.';
COMMENT ON COLUMN menus.editions.document IS 'The whole menu as it stood, works and all, but without its curator''s name, which may change.';
COMMENT ON COLUMN menus.editions.content_hash IS 'SHA-256 of the content without people, as sha256:hex.';
COMMENT ON COLUMN menus.editions.note IS 'What the curator says changed.';
COMMENT ON COLUMN menus.editions.visibility IS 'The menu''s visibility, repeated here so that the directory needs no join.';
COMMENT ON COLUMN menus.editions.is_current IS 'The newest one of its menu.';
COMMENT ON COLUMN menus.editions.appearance IS
    'Counts changes of what stands around the content: visibility, the curator''s name. Voids earlier renderings.';
COMMENT ON COLUMN menus.editions.published_at IS 'When it was published.';
COMMENT ON COLUMN menus.editions.withdrawn_at IS 'Set while its menu is unpublished or deleted: only the curator sees it then.';

CREATE TABLE menus.renderings (
    menu_id uuid NOT NULL,
    number integer NOT NULL,
    format text NOT NULL CONSTRAINT renderings_format_ck CHECK (format IN ('html', 'json')),
    locale text NOT NULL,
    renderer text NOT NULL,
    appearance integer NOT NULL,
    body bytea NOT NULL,
    body_gzip bytea NOT NULL,
    etag text NOT NULL,
    CONSTRAINT renderings_pk PRIMARY KEY (menu_id, number, format, locale),
    CONSTRAINT renderings_edition_fk FOREIGN KEY (menu_id, number)
        REFERENCES menus.editions (menu_id, number) ON DELETE CASCADE
);
ALTER TABLE menus.renderings ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN body_gzip SET STORAGE EXTERNAL;
COMMENT ON TABLE menus.renderings IS 'Editions as bytes ready to send to anybody: a cache, made again at any time.';
COMMENT ON COLUMN menus.renderings.menu_id IS 'The menu.';
COMMENT ON COLUMN menus.renderings.number IS 'The edition.';
COMMENT ON COLUMN menus.renderings.format IS 'html: the page; json: the document of the API.';
COMMENT ON COLUMN menus.renderings.locale IS 'Language of the words around the content; empty for json.';
COMMENT ON COLUMN menus.renderings.renderer IS 'Fingerprint of the code and templates that made it.';
COMMENT ON COLUMN menus.renderings.appearance IS 'Which appearance of the edition it shows.';
COMMENT ON COLUMN menus.renderings.body IS 'The bytes.';
COMMENT ON COLUMN menus.renderings.body_gzip IS 'The bytes, compressed once.';
COMMENT ON COLUMN menus.renderings.etag IS 'Validator of the uncompressed bytes, without quotes.';

-- Share links -----------------------------------------------------------------------------------
CREATE TABLE menus.menu_share_tokens (
    id uuid CONSTRAINT menu_share_tokens_pk PRIMARY KEY,
    menu_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    token_hash bytea NOT NULL CONSTRAINT menu_share_tokens_token_hash_uq UNIQUE,
    label text CONSTRAINT menu_share_tokens_label_ck CHECK (char_length(label) <= 100),
    scope text NOT NULL CONSTRAINT menu_share_tokens_scope_ck CHECK (scope IN ('view')),
    expires_at timestamptz NOT NULL,
    max_uses integer CONSTRAINT menu_share_tokens_max_uses_ck CHECK (max_uses > 0),
    use_count integer NOT NULL DEFAULT 0,
    last_used_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL,
    CONSTRAINT menu_share_tokens_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE,
    CONSTRAINT menu_share_tokens_use_count_ck CHECK (use_count BETWEEN 0 AND coalesce(max_uses, use_count))
);
CREATE INDEX menu_share_tokens_menu_id_ix ON menus.menu_share_tokens (menu_id, created_at);
COMMENT ON TABLE menus.menu_share_tokens IS 'Links that open a draft to whoever holds them, for a while.';
COMMENT ON COLUMN menus.menu_share_tokens.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.menu_share_tokens.menu_id IS 'The draft.';
COMMENT ON COLUMN menus.menu_share_tokens.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.menu_share_tokens.token_hash IS 'SHA-256 of the token; the token itself is shown once and kept nowhere.';
COMMENT ON COLUMN menus.menu_share_tokens.label IS 'Whom it was made for, in the curator''s words.';
COMMENT ON COLUMN menus.menu_share_tokens.scope IS 'view: read the draft.';
COMMENT ON COLUMN menus.menu_share_tokens.expires_at IS 'Refused from then on.';
COMMENT ON COLUMN menus.menu_share_tokens.max_uses IS 'How many visits it allows; null for any number.';
COMMENT ON COLUMN menus.menu_share_tokens.use_count IS 'How many visits there were.';
COMMENT ON COLUMN menus.menu_share_tokens.last_used_at IS 'When the last visit began.';
COMMENT ON COLUMN menus.menu_share_tokens.revoked_at IS 'When the curator revoked it, if so.';
COMMENT ON COLUMN menus.menu_share_tokens.created_at IS 'When it was made.';

CREATE TABLE menus.share_visits (
    id uuid CONSTRAINT share_visits_pk PRIMARY KEY,
    token_id uuid NOT NULL CONSTRAINT share_visits_token_id_fk
        REFERENCES menus.menu_share_tokens (id) ON DELETE CASCADE,
    secret_hash bytea NOT NULL,
    counted_at timestamptz,
    expires_at timestamptz NOT NULL
);
CREATE INDEX share_visits_token_id_ix ON menus.share_visits (token_id, expires_at);
COMMENT ON TABLE menus.share_visits IS 'Browsers that opened a share link; only doors touch it.';
COMMENT ON COLUMN menus.share_visits.id IS 'In the address of the shared page; worth nothing without the cookie.';
COMMENT ON COLUMN menus.share_visits.token_id IS 'The link that was opened.';
COMMENT ON COLUMN menus.share_visits.secret_hash IS 'SHA-256 of what the cookie holds.';
COMMENT ON COLUMN menus.share_visits.counted_at IS 'When the cookie first came back: a link preview never gets here and uses nothing up.';
COMMENT ON COLUMN menus.share_visits.expires_at IS 'The link has to be opened again after it.';

-- Doors: from a share link to the one menu it opens ---------------------------------------------
CREATE FUNCTION menus.open_share(digest bytea, visit uuid, secret bytea, at timestamptz, until timestamptz)
    RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    link uuid;
BEGIN
    SELECT t.id INTO link
    FROM menus.menu_share_tokens t JOIN menus.menus m ON m.id = t.menu_id
    WHERE t.token_hash = digest AND t.revoked_at IS NULL AND t.expires_at > at
        AND (t.max_uses IS NULL OR t.use_count < t.max_uses) AND m.deleted_at IS NULL;
    IF link IS NULL THEN RETURN false; END IF;
    DELETE FROM menus.share_visits v WHERE v.token_id = link AND v.expires_at <= at;
    INSERT INTO menus.share_visits (id, token_id, secret_hash, expires_at) VALUES (visit, link, secret, until);
    RETURN true;
END $$;
COMMENT ON FUNCTION menus.open_share(bytea, uuid, bytea, timestamptz, timestamptz) IS
    'Begins a visit by a share link that is good; false when it is not.';

CREATE FUNCTION menus.visit_share(visit uuid, secret bytea, at timestamptz)
    RETURNS TABLE (menu_id uuid, owner_id uuid, expires_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
    link uuid;
    is_first boolean;
BEGIN
    SELECT v.token_id, v.counted_at IS NULL INTO link, is_first
    FROM menus.share_visits v
    WHERE v.id = visit AND v.secret_hash = secret AND v.expires_at > at
    FOR UPDATE;
    IF link IS NULL THEN RETURN; END IF;
    IF is_first THEN
        UPDATE menus.menu_share_tokens t SET use_count = t.use_count + 1, last_used_at = at
        WHERE t.id = link AND t.revoked_at IS NULL AND t.expires_at > at
            AND (t.max_uses IS NULL OR t.use_count < t.max_uses);
        IF NOT FOUND THEN RETURN; END IF;
        UPDATE menus.share_visits v SET counted_at = at WHERE v.id = visit;
    END IF;
    RETURN QUERY
        SELECT t.menu_id, t.owner_id, t.expires_at
        FROM menus.menu_share_tokens t JOIN menus.menus m ON m.id = t.menu_id
        WHERE t.id = link AND t.revoked_at IS NULL AND t.expires_at > at AND m.deleted_at IS NULL;
END $$;
COMMENT ON FUNCTION menus.visit_share(uuid, bytea, timestamptz) IS
    'The menu a visit may read, checked against its link each time; counts a use when the cookie first comes back.';

GRANT SELECT ON menus.menus TO media_menu_door;
GRANT SELECT, UPDATE (use_count, last_used_at) ON menus.menu_share_tokens TO media_menu_door;
GRANT SELECT, INSERT, UPDATE, DELETE ON menus.share_visits TO media_menu_door;
CALL kernel.give_to_door('menus.open_share(bytea, uuid, bytea, timestamptz, timestamptz)');
CALL kernel.give_to_door('menus.visit_share(uuid, bytea, timestamptz)');

-- Who may do what -------------------------------------------------------------------------------
GRANT SELECT, INSERT ON menus.slugs TO media_menu_app;
GRANT UPDATE (gone_at) ON menus.slugs TO media_menu_app;
GRANT SELECT, INSERT, UPDATE ON menus.menus TO media_menu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON menus.courses, menus.course_items, menus.menu_item_pairings TO media_menu_app;
GRANT SELECT, INSERT ON menus.editions TO media_menu_app;
GRANT UPDATE (visibility, is_current, appearance, withdrawn_at) ON menus.editions TO media_menu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON menus.renderings TO media_menu_app;
GRANT SELECT, INSERT, UPDATE ON menus.menu_share_tokens TO media_menu_app;

DO $$
DECLARE personal text;
BEGIN
    FOREACH personal IN ARRAY ARRAY['menus', 'courses', 'course_items', 'menu_item_pairings', 'editions', 'menu_share_tokens'] LOOP
        EXECUTE format('ALTER TABLE menus.%I ENABLE ROW LEVEL SECURITY', personal);
        EXECUTE format('ALTER TABLE menus.%I FORCE ROW LEVEL SECURITY', personal);
        EXECUTE format('CREATE POLICY own ON menus.%I USING (owner_id = (SELECT accounts.current_user_id()))
            WITH CHECK (owner_id = (SELECT accounts.current_user_id()))', personal);
    END LOOP;
END $$;
CREATE POLICY readers ON menus.editions FOR SELECT USING (withdrawn_at IS NULL);
ALTER TABLE menus.share_visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.share_visits FORCE ROW LEVEL SECURITY;
CREATE POLICY doors_only ON menus.share_visits USING (false);
