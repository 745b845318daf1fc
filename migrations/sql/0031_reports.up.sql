-- What administrators decided -------------------------------------------------------------------
CREATE TABLE menus.rulings (
    id uuid CONSTRAINT rulings_pk PRIMARY KEY,
    menu_id uuid CONSTRAINT rulings_menu_id_fk REFERENCES menus.menus (id) ON DELETE SET NULL,
    slug text NOT NULL CONSTRAINT rulings_slug_fk REFERENCES menus.slugs (slug) ON DELETE RESTRICT,
    title text NOT NULL,
    decision text NOT NULL CONSTRAINT rulings_decision_ck CHECK (decision IN ('dismissed', 'taken-down', 'lifted')),
    reason text NOT NULL CONSTRAINT rulings_reason_ck
        CHECK (char_length(reason) <= 1000 AND (decision <> 'taken-down' OR reason <> '')),
    decided_by uuid CONSTRAINT rulings_decided_by_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    decided_at timestamptz NOT NULL
);
CREATE INDEX rulings_decided_at_ix ON menus.rulings (decided_at DESC, id DESC);
CREATE INDEX rulings_slug_ix ON menus.rulings (slug, decided_at DESC);
CREATE INDEX rulings_menu_id_ix ON menus.rulings (menu_id);
CREATE INDEX rulings_decided_by_ix ON menus.rulings (decided_by) WHERE decided_by IS NOT NULL;
COMMENT ON TABLE menus.rulings IS 'What administrators decided about menus that were reported. Append only.';
COMMENT ON COLUMN menus.rulings.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.rulings.menu_id IS 'The menu; null once that row is erased.';
COMMENT ON COLUMN menus.rulings.slug IS 'Its address, which stays.';
COMMENT ON COLUMN menus.rulings.title IS 'What it was called in public when it was last reported.';
COMMENT ON COLUMN menus.rulings.decision IS
    'dismissed: it stays as it is; taken-down: closed to readers, and not to be published; lifted: it may be published again.';
COMMENT ON COLUMN menus.rulings.reason IS 'In the administrator''s words; that of a take-down is shown to the curator.';
COMMENT ON COLUMN menus.rulings.decided_by IS 'Who decided; null for people erased since.';
COMMENT ON COLUMN menus.rulings.decided_at IS 'When.';

-- What readers reported -------------------------------------------------------------------------
CREATE TABLE menus.reports (
    id uuid CONSTRAINT reports_pk PRIMARY KEY,
    menu_id uuid CONSTRAINT reports_menu_id_fk REFERENCES menus.menus (id) ON DELETE SET NULL,
    slug text NOT NULL CONSTRAINT reports_slug_fk REFERENCES menus.slugs (slug) ON DELETE RESTRICT,
    edition integer NOT NULL CONSTRAINT reports_edition_ck CHECK (edition > 0),
    title text NOT NULL,
    reporter_id uuid CONSTRAINT reports_reporter_id_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    reason text NOT NULL CONSTRAINT reports_reason_ck
        CHECK (reason IN ('spam', 'hateful', 'sexual', 'personal-data', 'copyright', 'other')),
    words text NOT NULL CONSTRAINT reports_words_ck
        CHECK (char_length(words) <= 2000 AND (reason <> 'other' OR words <> '')),
    created_at timestamptz NOT NULL,
    ruling_id uuid CONSTRAINT reports_ruling_id_fk REFERENCES menus.rulings (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX reports_one_open_uq ON menus.reports (reporter_id, slug)
    WHERE ruling_id IS NULL AND reporter_id IS NOT NULL;
CREATE INDEX reports_open_ix ON menus.reports (slug, created_at) WHERE ruling_id IS NULL;
CREATE INDEX reports_menu_id_ix ON menus.reports (menu_id);
CREATE INDEX reports_ruling_id_ix ON menus.reports (ruling_id) WHERE ruling_id IS NOT NULL;
COMMENT ON TABLE menus.reports IS
    'What people say is wrong with menus that anybody can read; outlives the menu. One is open until a ruling settles it.';
COMMENT ON COLUMN menus.reports.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.reports.menu_id IS 'The menu; null once that row is erased.';
COMMENT ON COLUMN menus.reports.slug IS 'Its address, which stays.';
COMMENT ON COLUMN menus.reports.edition IS 'The edition that stood there.';
COMMENT ON COLUMN menus.reports.title IS 'What that was called.';
COMMENT ON COLUMN menus.reports.reporter_id IS
    'Who reported it; null for somebody who was not signed in, and for people erased since.';
COMMENT ON COLUMN menus.reports.reason IS 'What kind of wrong it is.';
COMMENT ON COLUMN menus.reports.words IS 'The same in the reporter''s words; may be empty, except for `other`.';
COMMENT ON COLUMN menus.reports.created_at IS 'When.';
COMMENT ON COLUMN menus.reports.ruling_id IS 'The decision that settled it; null while it is open.';

-- What stands against publishing ----------------------------------------------------------------
CREATE TABLE menus.take_downs (
    menu_id uuid CONSTRAINT take_downs_pk PRIMARY KEY,
    owner_id uuid NOT NULL,
    reason text NOT NULL CONSTRAINT take_downs_reason_ck CHECK (char_length(reason) BETWEEN 1 AND 1000),
    at timestamptz NOT NULL,
    CONSTRAINT take_downs_menu_id_fk FOREIGN KEY (menu_id, owner_id)
        REFERENCES menus.menus (id, owner_id) ON DELETE CASCADE
);
COMMENT ON TABLE menus.take_downs IS
    'Menus that an administrator has closed and not let go again: while a row stands here, its menu cannot be published.';
COMMENT ON COLUMN menus.take_downs.menu_id IS 'The menu.';
COMMENT ON COLUMN menus.take_downs.owner_id IS 'The curator, so that policies need no join.';
COMMENT ON COLUMN menus.take_downs.reason IS 'Why, in words for the curator.';
COMMENT ON COLUMN menus.take_downs.at IS 'Since when.';

-- Who may do what -------------------------------------------------------------------------------
GRANT INSERT ON menus.reports TO media_menu_app;
GRANT SELECT ON menus.take_downs TO media_menu_app;
GRANT SELECT, UPDATE (ruling_id) ON menus.reports TO media_menu_admin;
GRANT SELECT, INSERT ON menus.rulings TO media_menu_admin;
GRANT SELECT, INSERT, DELETE ON menus.take_downs TO media_menu_admin;

ALTER TABLE menus.reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.reports FORCE ROW LEVEL SECURITY;
CREATE POLICY reporters ON menus.reports FOR INSERT TO media_menu_app WITH CHECK (
    reporter_id IS NOT DISTINCT FROM (SELECT accounts.current_user_id()) AND ruling_id IS NULL
    AND EXISTS (SELECT FROM menus.editions edition
        WHERE edition.menu_id = reports.menu_id AND edition.slug = reports.slug AND edition.withdrawn_at IS NULL));
CREATE POLICY office ON menus.reports TO media_menu_admin USING (true);

ALTER TABLE menus.take_downs ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.take_downs FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON menus.take_downs FOR SELECT TO media_menu_app
    USING (owner_id = (SELECT accounts.current_user_id()));
CREATE POLICY office ON menus.take_downs TO media_menu_admin USING (true);

-- Of a menu that was reported administrators see whose it is and how it stands, and may close it; they read no
-- draft. The rest of closing it they do in its curator's name, as the curator would.
CREATE POLICY office ON menus.menus TO media_menu_admin
    USING (EXISTS (SELECT FROM menus.reports report WHERE report.menu_id = menus.id));
GRANT SELECT (id, owner_id, slug, status, visibility, version, latest_edition, created_at, updated_at, deleted_at),
    UPDATE (status, version, updated_at) ON menus.menus TO media_menu_admin;
GRANT SELECT (menu_id, number, owner_id), UPDATE (withdrawn_at) ON menus.editions TO media_menu_admin;
GRANT SELECT (menu_id), DELETE ON menus.renderings TO media_menu_admin;
-- A door is lent by its owner.
SET LOCAL ROLE media_menu_door;
GRANT EXECUTE ON FUNCTION menus.refresh_kin(uuid) TO media_menu_admin;
SET LOCAL ROLE media_menu_owner;

-- Whatever the service believes: what was taken down is not opened.
CREATE POLICY not_taken_down_new ON menus.editions AS RESTRICTIVE FOR INSERT TO media_menu_app WITH CHECK (
    NOT EXISTS (SELECT FROM menus.take_downs closed WHERE closed.menu_id = editions.menu_id));
CREATE POLICY not_taken_down ON menus.editions AS RESTRICTIVE FOR UPDATE TO media_menu_app
    USING (true)
    WITH CHECK (withdrawn_at IS NOT NULL
        OR NOT EXISTS (SELECT FROM menus.take_downs closed WHERE closed.menu_id = editions.menu_id));
