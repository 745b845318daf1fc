DROP FUNCTION menus.thin_revisions(timestamptz);
DROP TABLE menus.revisions;
