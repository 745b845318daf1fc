-- A link may let its guests leave notes; those that were made before let them read.
ALTER TABLE menus.menu_share_tokens DROP CONSTRAINT menu_share_tokens_scope_ck,
    ADD CONSTRAINT menu_share_tokens_scope_ck CHECK (scope IN ('view', 'comment'));
COMMENT ON COLUMN menus.menu_share_tokens.scope IS 'view: read the draft; comment: read it and leave notes.';

CREATE TABLE menus.draft_notes (
    id uuid CONSTRAINT draft_notes_pk PRIMARY KEY,
    menu_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    token_id uuid NOT NULL CONSTRAINT draft_notes_token_id_fk
        REFERENCES menus.menu_share_tokens (id) ON DELETE CASCADE,
    visit_id uuid NOT NULL,
    author_name text NOT NULL CONSTRAINT draft_notes_author_name_ck CHECK (char_length(author_name) BETWEEN 1 AND 60),
    anchor_kind text NOT NULL CONSTRAINT draft_notes_anchor_kind_ck CHECK (anchor_kind IN ('course', 'item', 'pairing')),
    anchor_id uuid NOT NULL,
    anchor_title text NOT NULL,
    body text NOT NULL CONSTRAINT draft_notes_body_ck CHECK (char_length(body) BETWEEN 1 AND 2000),
    created_at timestamptz NOT NULL,
    resolved_at timestamptz,
    CONSTRAINT draft_notes_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX draft_notes_menu_id_ix ON menus.draft_notes (menu_id, id);
CREATE INDEX draft_notes_token_id_ix ON menus.draft_notes (token_id);
COMMENT ON TABLE menus.draft_notes IS
    'What guests say about a draft, for its curator alone; never a part of the menu. They go with it.';
COMMENT ON COLUMN menus.draft_notes.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.draft_notes.menu_id IS 'The draft.';
COMMENT ON COLUMN menus.draft_notes.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.draft_notes.token_id IS 'The link it came by; a link that is revoked keeps its notes.';
COMMENT ON COLUMN menus.draft_notes.visit_id IS 'The visit it was left in, which is shown its own notes; outlives that visit.';
COMMENT ON COLUMN menus.draft_notes.author_name IS 'What the guest wants to be called; nobody checks it.';
COMMENT ON COLUMN menus.draft_notes.anchor_kind IS 'What it is about: a course, an item or a pairing.';
COMMENT ON COLUMN menus.draft_notes.anchor_id IS
    'The id of the course or the pairing, the item_key of the item; may be gone from the menu, and may come back.';
COMMENT ON COLUMN menus.draft_notes.anchor_title IS 'What that was called when the note was left.';
COMMENT ON COLUMN menus.draft_notes.body IS 'Plain text.';
COMMENT ON COLUMN menus.draft_notes.created_at IS 'When it was left.';
COMMENT ON COLUMN menus.draft_notes.resolved_at IS 'When the curator was done with it, if so.';

GRANT SELECT, INSERT, DELETE, UPDATE (resolved_at) ON menus.draft_notes TO media_menu_app;
ALTER TABLE menus.draft_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.draft_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON menus.draft_notes USING (owner_id = (SELECT accounts.current_user_id()))
    WITH CHECK (owner_id = (SELECT accounts.current_user_id()));

-- The door says by which link a visit came, and what that allows.
DROP FUNCTION menus.visit_share(uuid, bytea, timestamptz);
CREATE FUNCTION menus.visit_share(visit uuid, secret bytea, at timestamptz)
    RETURNS TABLE (menu_id uuid, owner_id uuid, expires_at timestamptz, token_id uuid, scope text)
    LANGUAGE plpgsql AS $$
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
        SELECT t.menu_id, t.owner_id, t.expires_at, t.id, t.scope
        FROM menus.menu_share_tokens t JOIN menus.menus m ON m.id = t.menu_id
        WHERE t.id = link AND t.revoked_at IS NULL AND t.expires_at > at AND m.deleted_at IS NULL;
END $$;
COMMENT ON FUNCTION menus.visit_share(uuid, bytea, timestamptz) IS
    'The menu a visit may read and what its link allows, checked each time; counts a use when the cookie first comes back.';
CALL kernel.give_to_door('menus.visit_share(uuid, bytea, timestamptz)');
