CREATE TABLE menus.mutes (
    id uuid CONSTRAINT mutes_pk PRIMARY KEY,
    curator_id uuid NOT NULL CONSTRAINT mutes_curator_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    person_id uuid NOT NULL CONSTRAINT mutes_person_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    CONSTRAINT mutes_curator_id_person_id_uq UNIQUE (curator_id, person_id)
);
CREATE INDEX mutes_person_id_ix ON menus.mutes (person_id);
COMMENT ON TABLE menus.mutes IS 'From whom a curator takes no proposals, to any menu.';
COMMENT ON COLUMN menus.mutes.id IS 'UUIDv7, made by the service.';
COMMENT ON COLUMN menus.mutes.curator_id IS 'The curator who does not want to hear.';
COMMENT ON COLUMN menus.mutes.person_id IS 'Who is not heard; told so when they propose.';
COMMENT ON COLUMN menus.mutes.created_at IS 'Since when.';

GRANT SELECT, INSERT, DELETE ON menus.mutes TO media_menu_app;
ALTER TABLE menus.mutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE menus.mutes FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON menus.mutes USING (curator_id = (SELECT accounts.current_user_id()))
    WITH CHECK (curator_id = (SELECT accounts.current_user_id()));
CREATE POLICY told ON menus.mutes FOR SELECT USING (person_id = (SELECT accounts.current_user_id()));
