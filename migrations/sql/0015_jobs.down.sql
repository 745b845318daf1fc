DROP FUNCTION menus.forget_expired(timestamptz);
DROP FUNCTION accounts.forget_expired(timestamptz);
REVOKE DELETE ON accounts.sessions, accounts.idempotency_keys FROM media_menu_door;
REVOKE SELECT (created_at) ON accounts.idempotency_keys FROM media_menu_door;
DROP SCHEMA jobs CASCADE;
