CREATE TABLE accounts.users (
    id uuid CONSTRAINT users_pk PRIMARY KEY,
    email text NOT NULL
        CONSTRAINT users_email_ck CHECK (length(email) <= 254 AND strpos(email, '@') > 1),
    username text NOT NULL
        CONSTRAINT users_username_ck CHECK (username ~ '^[a-z][a-z0-9_-]{2,29}$'),
    password_hash text NOT NULL,
    role text NOT NULL DEFAULT 'user'
        CONSTRAINT users_role_ck CHECK (role IN ('user', 'editor', 'admin')),
    may_ingest boolean NOT NULL DEFAULT false,
    status text NOT NULL DEFAULT 'active'
        CONSTRAINT users_status_ck CHECK (status IN ('active', 'banned')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_email_lower_uq ON accounts.users (lower(email));
CREATE UNIQUE INDEX users_username_lower_uq ON accounts.users (lower(username));
COMMENT ON TABLE accounts.users IS 'People who can sign in. The row of an erased person is gone.';
COMMENT ON COLUMN accounts.users.id IS 'UUIDv7, made in the service.';
COMMENT ON COLUMN accounts.users.email IS 'As typed; unique ignoring case; a way to sign in.';
COMMENT ON COLUMN accounts.users.username IS 'The public name in addresses and credits; unique; a way to sign in.';
COMMENT ON COLUMN accounts.users.password_hash IS 'Argon2id in PHC form, its parameters included.';
COMMENT ON COLUMN accounts.users.role IS 'What the person may change beyond their own things: user, editor or admin.';
COMMENT ON COLUMN accounts.users.may_ingest IS 'Whether an admin lets the person push records with a key of scope ingest.';
COMMENT ON COLUMN accounts.users.status IS 'active, or banned: then no session and no key is let in.';
COMMENT ON COLUMN accounts.users.created_at IS 'When the account was registered.';
COMMENT ON COLUMN accounts.users.updated_at IS 'When the row last changed; kept by a trigger.';

CREATE TABLE accounts.profiles (
    user_id uuid CONSTRAINT profiles_pk PRIMARY KEY
        CONSTRAINT profiles_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    display_name text NOT NULL
        CONSTRAINT profiles_display_name_ck CHECK (length(display_name) BETWEEN 1 AND 80),
    country_code text NOT NULL DEFAULT 'PL'
        CONSTRAINT profiles_country_code_ck CHECK (country_code ~ '^[A-Z]{2}$'),
    locale text NOT NULL DEFAULT 'en'
        CONSTRAINT profiles_locale_ck CHECK (locale IN ('en', 'pl')),
    time_zone text NOT NULL DEFAULT 'Europe/Warsaw',
    rating_scale text NOT NULL DEFAULT 'ten'
        CONSTRAINT profiles_rating_scale_ck CHECK (rating_scale IN ('ten', 'five', 'hundred')),
    settings jsonb NOT NULL DEFAULT '{}'
        CONSTRAINT profiles_settings_ck CHECK (jsonb_typeof(settings) = 'object'),
    onboarding_step smallint NOT NULL DEFAULT 0
        CONSTRAINT profiles_onboarding_step_ck CHECK (onboarding_step BETWEEN 0 AND 100),
    onboarding_started_at timestamptz,
    onboarding_completed_at timestamptz,
    email_verified_at timestamptz,
    updated_at timestamptz NOT NULL
);
COMMENT ON TABLE accounts.profiles IS 'What a person chose to be called and how the service should speak to them.';
COMMENT ON COLUMN accounts.profiles.user_id IS 'Whose profile it is.';
COMMENT ON COLUMN accounts.profiles.display_name IS 'The name readers see; not unique; starts as the local part of the e-mail.';
COMMENT ON COLUMN accounts.profiles.country_code IS 'ISO 3166-1 alpha-2, for where works are offered.';
COMMENT ON COLUMN accounts.profiles.locale IS 'Language of pages: en or pl.';
COMMENT ON COLUMN accounts.profiles.time_zone IS 'IANA name of the zone in which times are shown.';
COMMENT ON COLUMN accounts.profiles.rating_scale IS 'How ratings are shown: out of ten, five or a hundred; they are stored out of ten.';
COMMENT ON COLUMN accounts.profiles.settings IS 'Small choices of the user interface, by name.';
COMMENT ON COLUMN accounts.profiles.onboarding_step IS 'How far the person got in the introduction; 0 is not begun.';
COMMENT ON COLUMN accounts.profiles.onboarding_started_at IS 'When the introduction was begun.';
COMMENT ON COLUMN accounts.profiles.onboarding_completed_at IS 'When the introduction was finished or skipped.';
COMMENT ON COLUMN accounts.profiles.email_verified_at IS 'When the e-mail address was proved; null until then.';
COMMENT ON COLUMN accounts.profiles.updated_at IS 'When the row last changed; kept by a trigger.';

CREATE TABLE accounts.sessions (
    id uuid CONSTRAINT sessions_pk PRIMARY KEY,
    user_id uuid NOT NULL
        CONSTRAINT sessions_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL CONSTRAINT sessions_token_hash_uq UNIQUE,
    user_agent text NOT NULL,
    address_prefix text NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    idle_expires_at timestamptz NOT NULL,
    absolute_expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX sessions_user_id_ix ON accounts.sessions (user_id);
COMMENT ON TABLE accounts.sessions IS 'Signed-in browsers. Every sign-in and every change of privilege makes a new row.';
COMMENT ON COLUMN accounts.sessions.id IS 'Names the session in lists; it opens nothing.';
COMMENT ON COLUMN accounts.sessions.user_id IS 'Who is signed in.';
COMMENT ON COLUMN accounts.sessions.token_hash IS 'SHA-256 of the token in the cookie; the token itself is nowhere at rest.';
COMMENT ON COLUMN accounts.sessions.user_agent IS 'The browser as it named itself at sign-in, shortened, so that its owner recognises it.';
COMMENT ON COLUMN accounts.sessions.address_prefix IS 'Network it was opened from: /24 of IPv4, /48 of IPv6.';
COMMENT ON COLUMN accounts.sessions.created_at IS 'When it was opened.';
COMMENT ON COLUMN accounts.sessions.last_seen_at IS 'When it was last used, to the minute.';
COMMENT ON COLUMN accounts.sessions.idle_expires_at IS 'Ends then unless it is used before.';
COMMENT ON COLUMN accounts.sessions.absolute_expires_at IS 'Ends then, used or not.';
COMMENT ON COLUMN accounts.sessions.revoked_at IS 'When it was ended by its owner, a password change or an admin.';

CREATE TABLE accounts.api_keys (
    id uuid CONSTRAINT api_keys_pk PRIMARY KEY,
    user_id uuid NOT NULL
        CONSTRAINT api_keys_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    name text NOT NULL
        CONSTRAINT api_keys_name_ck CHECK (length(name) BETWEEN 1 AND 80),
    key_hash bytea NOT NULL CONSTRAINT api_keys_key_hash_uq UNIQUE,
    hint text NOT NULL,
    scopes text[] NOT NULL
        CONSTRAINT api_keys_scopes_ck CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'ingest']),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT api_keys_expiry_ck CHECK (expires_at > created_at)
);
CREATE INDEX api_keys_user_id_ix ON accounts.api_keys (user_id);
COMMENT ON TABLE accounts.api_keys IS 'Keys with which programs act for a person.';
COMMENT ON COLUMN accounts.api_keys.id IS 'Names the key in lists; it opens nothing.';
COMMENT ON COLUMN accounts.api_keys.user_id IS 'For whom the key acts.';
COMMENT ON COLUMN accounts.api_keys.name IS 'What its owner calls it.';
COMMENT ON COLUMN accounts.api_keys.key_hash IS 'SHA-256 of the key; the key itself is shown once and kept nowhere.';
COMMENT ON COLUMN accounts.api_keys.hint IS 'The first characters of the key, so that its owner recognises it.';
COMMENT ON COLUMN accounts.api_keys.scopes IS 'What it may do: read, write, ingest.';
COMMENT ON COLUMN accounts.api_keys.created_at IS 'When it was made.';
COMMENT ON COLUMN accounts.api_keys.expires_at IS 'When it stops working; at most a year and a day ahead.';
COMMENT ON COLUMN accounts.api_keys.last_used_at IS 'When it last opened the door, to the minute.';
COMMENT ON COLUMN accounts.api_keys.revoked_at IS 'When its owner ended it.';

CREATE TABLE accounts.login_events (
    id uuid CONSTRAINT login_events_pk PRIMARY KEY,
    user_id uuid
        CONSTRAINT login_events_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    success boolean NOT NULL,
    reason text NOT NULL
        CONSTRAINT login_events_reason_ck CHECK (reason IN ('signed-in', 'wrong-password', 'unknown-login', 'banned')),
    address_prefix text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX login_events_user_id_at_ix ON accounts.login_events (user_id, at);
COMMENT ON TABLE accounts.login_events IS 'Attempts to sign in, append only; read by admins, and by the person for their own.';
COMMENT ON COLUMN accounts.login_events.id IS 'UUIDv7, made in the service.';
COMMENT ON COLUMN accounts.login_events.user_id IS 'Whose account was tried; null when nobody has that login.';
COMMENT ON COLUMN accounts.login_events.success IS 'Whether it opened a session.';
COMMENT ON COLUMN accounts.login_events.reason IS 'What became of it: signed-in, wrong-password, unknown-login or banned.';
COMMENT ON COLUMN accounts.login_events.address_prefix IS 'Network it came from: /24 of IPv4, /48 of IPv6.';
COMMENT ON COLUMN accounts.login_events.at IS 'When it happened.';

CREATE TABLE accounts.throttles (
    key bytea CONSTRAINT throttles_pk PRIMARY KEY,
    window_ends_at timestamptz NOT NULL,
    count integer NOT NULL
);
CREATE INDEX throttles_window_ends_at_ix ON accounts.throttles (window_ends_at);
COMMENT ON TABLE accounts.throttles IS 'Counters of attempts in a window of time, shared by all workers.';
COMMENT ON COLUMN accounts.throttles.key IS 'SHA-256 of what is counted (an account, an address), so that the table names nobody.';
COMMENT ON COLUMN accounts.throttles.window_ends_at IS 'When the count starts again; the window begins with its first attempt.';
COMMENT ON COLUMN accounts.throttles.count IS 'Attempts in the window.';

CREATE TABLE accounts.idempotency_keys (
    user_id uuid NOT NULL
        CONSTRAINT idempotency_keys_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    key_hash bytea NOT NULL,
    route text NOT NULL,
    body_hash bytea NOT NULL,
    state text NOT NULL
        CONSTRAINT idempotency_keys_state_ck CHECK (state IN ('running', 'answered', 'secret')),
    claim uuid NOT NULL,
    status smallint,
    headers jsonb,
    body bytea,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_pk PRIMARY KEY (user_id, key_hash),
    CONSTRAINT idempotency_keys_answer_ck CHECK (
        (state = 'running') = (body IS NULL) AND (state = 'answered') = (status IS NOT NULL AND headers IS NOT NULL)
    )
);
COMMENT ON TABLE accounts.idempotency_keys IS 'First answers to creating requests, kept a day to be given again to a retry.';
COMMENT ON COLUMN accounts.idempotency_keys.user_id IS 'Who asked.';
COMMENT ON COLUMN accounts.idempotency_keys.key_hash IS 'SHA-256 of the Idempotency-Key header.';
COMMENT ON COLUMN accounts.idempotency_keys.route IS 'Method and path that the key was first used with.';
COMMENT ON COLUMN accounts.idempotency_keys.body_hash IS 'SHA-256 of the request body it was first used with.';
COMMENT ON COLUMN accounts.idempotency_keys.state IS 'running until there is an answer; answered; secret when the answer may not be kept.';
COMMENT ON COLUMN accounts.idempotency_keys.claim IS 'Which request holds a running key; one that was taken over cannot complete it.';
COMMENT ON COLUMN accounts.idempotency_keys.status IS 'HTTP status of the kept answer.';
COMMENT ON COLUMN accounts.idempotency_keys.headers IS 'Headers of the kept answer, as [name, value] pairs.';
COMMENT ON COLUMN accounts.idempotency_keys.body IS 'The kept answer byte for byte; for a secret one only the id of what was made.';
COMMENT ON COLUMN accounts.idempotency_keys.created_at IS 'When it was claimed.';

CREATE TRIGGER users_touch BEFORE UPDATE ON accounts.users
    FOR EACH ROW EXECUTE FUNCTION kernel.touch_updated_at();
CREATE TRIGGER profiles_touch BEFORE UPDATE ON accounts.profiles
    FOR EACH ROW EXECUTE FUNCTION kernel.touch_updated_at();

-- Who may touch which rows.
ALTER TABLE accounts.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.users FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts.profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.profiles FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts.sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts.api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.api_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts.login_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.login_events FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts.idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.idempotency_keys FORCE ROW LEVEL SECURITY;

CREATE POLICY own ON accounts.users TO media_menu_app, media_menu_worker
    USING (id = (SELECT accounts.current_user_id()));
CREATE POLICY own ON accounts.profiles TO media_menu_app, media_menu_worker
    USING (user_id = (SELECT accounts.current_user_id()));
CREATE POLICY own ON accounts.sessions TO media_menu_app
    USING (user_id = (SELECT accounts.current_user_id()));
CREATE POLICY own ON accounts.api_keys TO media_menu_app
    USING (user_id = (SELECT accounts.current_user_id()));
CREATE POLICY own ON accounts.login_events FOR SELECT TO media_menu_app
    USING (user_id = (SELECT accounts.current_user_id()));
CREATE POLICY own ON accounts.idempotency_keys TO media_menu_app
    USING (user_id = (SELECT accounts.current_user_id()));
CREATE POLICY office ON accounts.users TO media_menu_admin USING (true);
CREATE POLICY office ON accounts.profiles FOR SELECT TO media_menu_admin USING (true);
CREATE POLICY office ON accounts.sessions TO media_menu_admin USING (true);
CREATE POLICY office ON accounts.login_events FOR SELECT TO media_menu_admin USING (true);

-- Columns too: the service cannot make anybody an admin.
GRANT SELECT, UPDATE (password_hash) ON accounts.users TO media_menu_app;
GRANT SELECT, UPDATE (
    display_name, country_code, locale, time_zone, rating_scale, settings,
    onboarding_step, onboarding_started_at, onboarding_completed_at
) ON accounts.profiles TO media_menu_app;
GRANT SELECT, INSERT, DELETE, UPDATE (revoked_at) ON accounts.sessions TO media_menu_app;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON accounts.api_keys TO media_menu_app;
GRANT SELECT ON accounts.login_events TO media_menu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.throttles, accounts.idempotency_keys TO media_menu_app;
GRANT SELECT ON accounts.users, accounts.profiles TO media_menu_worker;
GRANT SELECT, UPDATE (password_hash, role, may_ingest, status) ON accounts.users TO media_menu_admin;
GRANT SELECT ON accounts.profiles, accounts.login_events TO media_menu_admin;
GRANT SELECT, UPDATE (revoked_at) ON accounts.sessions TO media_menu_admin;

GRANT SELECT, INSERT ON accounts.users, accounts.profiles, accounts.login_events TO media_menu_door;
GRANT SELECT, UPDATE (last_seen_at, idle_expires_at) ON accounts.sessions TO media_menu_door;
GRANT SELECT, UPDATE (last_used_at) ON accounts.api_keys TO media_menu_door;

-- The doors.
CREATE FUNCTION accounts.register(
    person uuid, person_email text, person_username text, hash text, shown_name text, language text, at timestamptz
) RETURNS void
    LANGUAGE sql
    AS $$
        INSERT INTO accounts.users (id, email, username, password_hash, created_at, updated_at)
        VALUES (person, person_email, person_username, hash, at, at);
        INSERT INTO accounts.profiles (user_id, display_name, locale, updated_at)
        VALUES (person, shown_name, language, at);
    $$;
COMMENT ON FUNCTION accounts.register IS 'Makes an ordinary account and its profile.';

CREATE FUNCTION accounts.credentials(login text, network text, since timestamptz)
    RETURNS TABLE (user_id uuid, password_hash text, status text, network_is_known boolean)
    LANGUAGE sql STABLE ROWS 1
    AS $$
        SELECT u.id, u.password_hash, u.status, EXISTS (
            SELECT FROM accounts.login_events e
            WHERE e.user_id = u.id AND e.at >= since AND e.success AND e.address_prefix = network
        )
        FROM accounts.users u
        WHERE lower(u.email) = lower(login) OR lower(u.username) = lower(login)
    $$;
COMMENT ON FUNCTION accounts.credentials IS
    'What is needed to check a password, by e-mail or username; and whether the account was signed in to from that network since then.';

CREATE FUNCTION accounts.session_by_token(hash bytea, at timestamptz, idle_until timestamptz)
    RETURNS TABLE (
        session_id uuid, user_id uuid, role text, username text, display_name text, locale text, expires_at timestamptz
    )
    LANGUAGE plpgsql ROWS 1
    AS $$
#variable_conflict use_column
DECLARE
    seen timestamptz;
BEGIN
    SELECT s.id, s.user_id, u.role, u.username, p.display_name, p.locale, s.absolute_expires_at, s.last_seen_at
    INTO session_id, user_id, role, username, display_name, locale, expires_at, seen
    FROM accounts.sessions s
    JOIN accounts.users u ON u.id = s.user_id
    JOIN accounts.profiles p ON p.user_id = s.user_id
    WHERE s.token_hash = hash AND s.revoked_at IS NULL AND u.status = 'active'
        AND s.idle_expires_at > at AND s.absolute_expires_at > at;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF seen <= at - interval '1 minute' THEN
        UPDATE accounts.sessions s
        SET last_seen_at = at, idle_expires_at = least(idle_until, s.absolute_expires_at)
        WHERE s.token_hash = hash AND s.last_seen_at < at;
    END IF;
    RETURN NEXT;
END $$;
COMMENT ON FUNCTION accounts.session_by_token IS
    'The live session behind a token; notes the use, and puts its end off, at most once a minute.';

CREATE FUNCTION accounts.api_key_by_hash(hash bytea, at timestamptz)
    RETURNS TABLE (user_id uuid, role text, scopes text[])
    LANGUAGE plpgsql ROWS 1
    AS $$
#variable_conflict use_column
DECLARE
    used timestamptz;
BEGIN
    SELECT k.user_id, u.role, CASE WHEN u.may_ingest THEN k.scopes ELSE array_remove(k.scopes, 'ingest') END, k.last_used_at
    INTO user_id, role, scopes, used
    FROM accounts.api_keys k
    JOIN accounts.users u ON u.id = k.user_id
    WHERE k.key_hash = hash AND k.revoked_at IS NULL AND u.status = 'active' AND k.expires_at > at;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF used IS NULL OR used <= at - interval '1 minute' THEN
        UPDATE accounts.api_keys k SET last_used_at = at
        WHERE k.key_hash = hash AND (k.last_used_at IS NULL OR k.last_used_at < at);
    END IF;
    RETURN NEXT;
END $$;
COMMENT ON FUNCTION accounts.api_key_by_hash IS
    'For whom a live key acts, and its scopes, without ingest when the account may not; notes the use at most once a minute.';

CREATE FUNCTION accounts.public_name(person uuid)
    RETURNS TABLE (username text, display_name text)
    LANGUAGE sql STABLE ROWS 1
    AS $$
        SELECT u.username, p.display_name
        FROM accounts.users u JOIN accounts.profiles p ON p.user_id = u.id
        WHERE u.id = person
    $$;
COMMENT ON FUNCTION accounts.public_name IS 'How a person is credited in public; for many, join it LATERAL.';

CREATE FUNCTION accounts.record_login(
    event uuid, person uuid, succeeded boolean, why text, network text, happened_at timestamptz
) RETURNS void
    LANGUAGE sql
    AS $$
        INSERT INTO accounts.login_events (id, user_id, success, reason, address_prefix, at)
        VALUES (event, person, succeeded, why, network, happened_at)
    $$;
COMMENT ON FUNCTION accounts.record_login IS 'Notes an attempt to sign in.';

-- Whom doors let through besides the service: accounts are made, and credits rendered, outside of it too.
GRANT EXECUTE ON FUNCTION accounts.register TO media_menu_admin;
GRANT EXECUTE ON FUNCTION accounts.public_name TO media_menu_worker;

CALL kernel.give_to_door('accounts.register(uuid, text, text, text, text, text, timestamptz)');
CALL kernel.give_to_door('accounts.credentials(text, text, timestamptz)');
CALL kernel.give_to_door('accounts.session_by_token(bytea, timestamptz, timestamptz)');
CALL kernel.give_to_door('accounts.api_key_by_hash(bytea, timestamptz)');
CALL kernel.give_to_door('accounts.public_name(uuid)');
CALL kernel.give_to_door('accounts.record_login(uuid, uuid, boolean, text, text, timestamptz)');
