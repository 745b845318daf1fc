CREATE SCHEMA tracking;
COMMENT ON SCHEMA tracking IS 'What people keep of works for themselves; parted by person, so that it can be distributed.';
GRANT USAGE ON SCHEMA tracking TO media_menu_app, media_menu_worker, media_menu_admin, media_menu_backup;

CREATE TABLE tracking.user_item_states (
    user_id uuid NOT NULL
        CONSTRAINT user_item_states_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    media_item_id uuid NOT NULL
        CONSTRAINT user_item_states_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE RESTRICT,
    status text NOT NULL CONSTRAINT user_item_states_status_ck
        CHECK (status IN ('planned', 'in-progress', 'paused', 'completed', 'dropped')),
    rating numeric(3, 1) CONSTRAINT user_item_states_rating_ck CHECK (rating BETWEEN 0 AND 10),
    is_favorite boolean NOT NULL,
    notes text CONSTRAINT user_item_states_notes_ck CHECK (char_length(notes) BETWEEN 1 AND 1000000),
    progress integer CONSTRAINT user_item_states_progress_ck CHECK (progress BETWEEN 0 AND 1000000),
    progress_unit text CONSTRAINT user_item_states_progress_unit_ck
        CHECK (progress_unit IN ('percent', 'minutes', 'hours', 'pages', 'chapters', 'episodes', 'tracks')),
    started_at timestamptz,
    completed_at timestamptz,
    meta_snapshot jsonb NOT NULL
        CONSTRAINT user_item_states_meta_snapshot_ck CHECK (jsonb_typeof(meta_snapshot) = 'object'),
    version integer NOT NULL CONSTRAINT user_item_states_version_ck CHECK (version > 0),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT user_item_states_pk PRIMARY KEY (user_id, media_item_id),
    CONSTRAINT user_item_states_whole_progress_ck CHECK ((progress IS NULL) = (progress_unit IS NULL))
) PARTITION BY HASH (user_id);
COMMENT ON TABLE tracking.user_item_states IS 'What one person keeps of one work, one row for both; times come from the service.';
COMMENT ON COLUMN tracking.user_item_states.user_id IS 'Whose.';
COMMENT ON COLUMN tracking.user_item_states.media_item_id IS 'The work; after a merge the one that stands for it.';
COMMENT ON COLUMN tracking.user_item_states.status IS 'planned, in-progress, paused, completed or dropped.';
COMMENT ON COLUMN tracking.user_item_states.rating IS '0 to 10 in tenths, whatever scale the person sees.';
COMMENT ON COLUMN tracking.user_item_states.is_favorite IS 'Whether it is one of their favourites.';
COMMENT ON COLUMN tracking.user_item_states.notes IS 'For nobody else. The service takes 10,000 characters; merges join notes.';
COMMENT ON COLUMN tracking.user_item_states.progress IS 'How many of progress_unit are done.';
COMMENT ON COLUMN tracking.user_item_states.progress_unit IS 'percent, minutes, hours, pages, chapters, episodes or tracks.';
COMMENT ON COLUMN tracking.user_item_states.started_at IS 'When they began, as far as that is known.';
COMMENT ON COLUMN tracking.user_item_states.completed_at IS 'When they last finished, as far as that is known.';
COMMENT ON COLUMN tracking.user_item_states.meta_snapshot IS
    'What the work was called when the row was made; in merged, the rows of duplicates that became part of this one.';
COMMENT ON COLUMN tracking.user_item_states.version IS 'Counts writes, for optimistic concurrency.';
COMMENT ON COLUMN tracking.user_item_states.created_at IS 'When they first said something of the work.';
COMMENT ON COLUMN tracking.user_item_states.updated_at IS 'When they last did.';

-- A list begins at its place here; the other orders sort what one person has.
CREATE INDEX user_item_states_updated_ix ON tracking.user_item_states
    (user_id, updated_at DESC, media_item_id DESC) INCLUDE (status, rating);
-- Whose states a merge has to move, and whether anybody keeps one of a work.
CREATE INDEX user_item_states_media_item_id_ix ON tracking.user_item_states (media_item_id, user_id);

-- Compared without a sub-select: every statement names the person besides, and only so partitions are pruned.
ALTER TABLE tracking.user_item_states ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_item_states_own ON tracking.user_item_states
    USING (user_id = accounts.current_user_id());

-- The policy binds whoever goes through the table. Past it, to a partition, goes nobody.
DO $$
DECLARE
    part text;
BEGIN
    FOR number IN 0..15 LOOP
        part := format('tracking.user_item_states_p%s', lpad(number::text, 2, '0'));
        EXECUTE format('CREATE TABLE %s PARTITION OF tracking.user_item_states
            FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, number);
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
    END LOOP;
END $$;

-- Whose a row is never changes; of which work it is, only a merge changes.
GRANT SELECT, INSERT, DELETE ON tracking.user_item_states TO media_menu_app;
GRANT UPDATE (status, rating, is_favorite, notes, progress, progress_unit, started_at, completed_at,
    meta_snapshot, version, created_at, updated_at) ON tracking.user_item_states TO media_menu_app;

-- A door: states follow a merge, whoever decided it, by the redirect that the same transaction has set.
-- Of two of one person the survivor's leads; what it leaves open the other fills, and the other is kept whole
-- in meta_snapshot. A plan gives way to what happened.
CREATE FUNCTION tracking.states_follow(loser uuid) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    survivor uuid := (SELECT work.merged_into FROM catalog.media_items work WHERE work.id = loser);
    joined bigint;
    moved bigint;
BEGIN
    IF survivor IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM FROM tracking.user_item_states state WHERE state.media_item_id IN (loser, survivor)
    ORDER BY state.user_id, state.media_item_id FOR UPDATE;
    UPDATE tracking.user_item_states kept SET
        status = CASE kept.status WHEN 'planned' THEN gone.status ELSE kept.status END,
        rating = coalesce(kept.rating, gone.rating),
        is_favorite = kept.is_favorite OR gone.is_favorite,
        notes = CASE WHEN kept.notes = gone.notes THEN kept.notes
            ELSE nullif(concat_ws(E'\n\n', kept.notes, gone.notes), '') END,
        progress = CASE WHEN kept.progress IS NULL THEN gone.progress ELSE kept.progress END,
        progress_unit = CASE WHEN kept.progress IS NULL THEN gone.progress_unit ELSE kept.progress_unit END,
        started_at = coalesce(kept.started_at, gone.started_at),
        completed_at = coalesce(kept.completed_at, gone.completed_at),
        meta_snapshot = kept.meta_snapshot || jsonb_build_object('merged',
            coalesce(kept.meta_snapshot -> 'merged', '[]') || jsonb_build_array(to_jsonb(gone) - 'user_id')),
        version = greatest(kept.version, gone.version) + 1,
        created_at = least(kept.created_at, gone.created_at),
        updated_at = greatest(kept.updated_at, gone.updated_at)
    FROM tracking.user_item_states gone
    WHERE gone.media_item_id = loser AND kept.media_item_id = survivor AND kept.user_id = gone.user_id;
    GET DIAGNOSTICS joined = ROW_COUNT;
    DELETE FROM tracking.user_item_states gone WHERE gone.media_item_id = loser AND EXISTS (
        SELECT FROM tracking.user_item_states kept
        WHERE kept.user_id = gone.user_id AND kept.media_item_id = survivor);
    UPDATE tracking.user_item_states state SET media_item_id = survivor, version = state.version + 1
    WHERE state.media_item_id = loser;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN joined + moved;
END $$;
COMMENT ON FUNCTION tracking.states_follow(uuid) IS
    'Moves everybody''s states from a merged work to the one that stands for it; gives their number.';
GRANT SELECT, DELETE ON tracking.user_item_states TO media_menu_door;
GRANT UPDATE (media_item_id, status, rating, is_favorite, notes, progress, progress_unit, started_at,
    completed_at, meta_snapshot, version, created_at, updated_at) ON tracking.user_item_states
    TO media_menu_door;
CALL kernel.give_to_door('tracking.states_follow(uuid)');
