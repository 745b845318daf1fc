CREATE TABLE accounts.invitations (
    code_hash bytea CONSTRAINT invitations_pk PRIMARY KEY,
    note text NOT NULL
        CONSTRAINT invitations_note_ck CHECK (length(note) <= 200),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    used_by uuid
        CONSTRAINT invitations_used_by_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    CONSTRAINT invitations_expiry_ck CHECK (expires_at > created_at),
    CONSTRAINT invitations_used_ck CHECK (used_by IS NULL OR used_at IS NOT NULL)
);
CREATE INDEX invitations_used_by_ix ON accounts.invitations (used_by) WHERE used_by IS NOT NULL;
COMMENT ON TABLE accounts.invitations IS 'Each lets one person make an account while registration takes an invitation.';
COMMENT ON COLUMN accounts.invitations.code_hash IS 'SHA-256 of the code; the code itself is shown once and kept nowhere.';
COMMENT ON COLUMN accounts.invitations.note IS 'For whom it is, in the operator''s words; may be empty.';
COMMENT ON COLUMN accounts.invitations.created_at IS 'When it was made.';
COMMENT ON COLUMN accounts.invitations.expires_at IS 'From then on it opens nothing.';
COMMENT ON COLUMN accounts.invitations.used_at IS 'When an account was made with it; null until then.';
COMMENT ON COLUMN accounts.invitations.used_by IS 'The account made with it; null again when that person was erased.';

ALTER TABLE accounts.invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY office ON accounts.invitations TO media_menu_admin USING (true);
GRANT SELECT, INSERT ON accounts.invitations TO media_menu_admin;
GRANT SELECT, UPDATE (used_at, used_by) ON accounts.invitations TO media_menu_door;

-- The row is locked before the account is made: of two people with one code, the second finds it used.
CREATE FUNCTION accounts.register_invited(
    code bytea, person uuid, person_email text, person_username text, hash text, shown_name text, language text,
    at timestamptz
) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM accounts.invitations i
    WHERE i.code_hash = code AND i.used_at IS NULL AND i.expires_at > at
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM accounts.register(person, person_email, person_username, hash, shown_name, language, at);
    UPDATE accounts.invitations i SET used_at = at, used_by = person WHERE i.code_hash = code;
    RETURN true;
END $$;
COMMENT ON FUNCTION accounts.register_invited IS
    'Makes an ordinary account with an invitation, which is used up by it; false, and no account, when there is none that is good.';

CALL kernel.give_to_door('accounts.register_invited(bytea, uuid, text, text, text, text, text, timestamptz)');
