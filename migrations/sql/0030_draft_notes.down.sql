DROP FUNCTION menus.visit_share(uuid, bytea, timestamptz);
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
CALL kernel.give_to_door('menus.visit_share(uuid, bytea, timestamptz)');

DROP TABLE menus.draft_notes;

-- Links that let guests leave notes go on as links to read. FORCE would hide every row from the owner.
ALTER TABLE menus.menu_share_tokens NO FORCE ROW LEVEL SECURITY;
UPDATE menus.menu_share_tokens SET scope = 'view' WHERE scope = 'comment';
ALTER TABLE menus.menu_share_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE menus.menu_share_tokens DROP CONSTRAINT menu_share_tokens_scope_ck,
    ADD CONSTRAINT menu_share_tokens_scope_ck CHECK (scope IN ('view'));
COMMENT ON COLUMN menus.menu_share_tokens.scope IS 'view: read the draft.';
