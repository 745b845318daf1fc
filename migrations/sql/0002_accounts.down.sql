DROP FUNCTION accounts.credentials(text, text, timestamptz);
DROP FUNCTION accounts.register(uuid, text, text, text, text, text, timestamptz);
DROP FUNCTION accounts.session_by_token(bytea, timestamptz, timestamptz);
DROP FUNCTION accounts.api_key_by_hash(bytea, timestamptz);
DROP FUNCTION accounts.public_name(uuid);
DROP FUNCTION accounts.record_login(uuid, uuid, boolean, text, text, timestamptz);
DROP TABLE
    accounts.idempotency_keys, accounts.throttles, accounts.login_events,
    accounts.api_keys, accounts.sessions, accounts.profiles, accounts.users;
REVOKE USAGE ON SCHEMA accounts FROM media_menu_door;
