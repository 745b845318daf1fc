DROP FUNCTION accounts.register_invited(bytea, uuid, text, text, text, text, text, timestamptz);
DROP TABLE accounts.invitations;
