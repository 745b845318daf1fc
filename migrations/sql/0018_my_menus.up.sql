-- An archived menu is out of its curator's list; readers are not concerned.
ALTER TABLE menus.menus ADD COLUMN archived_at timestamptz;
COMMENT ON COLUMN menus.menus.archived_at IS 'When the curator put it away, if so; what is published stays published.';

-- Titles are found by their plain letters, and listed in Polish order whatever the locale of the database.
CREATE FUNCTION menus.plain(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(
        regexp_replace(normalize(lower(words COLLATE "pg_c_utf8"), NFKD), '[\u0300-\u036f]+', '', 'g'),
        'łøđħŧı', 'lodhti');
COMMENT ON FUNCTION menus.plain(text) IS 'Small letters without marks: `Łódź` is `lodz`.';

-- `{` and `|` come after every letter, so a Polish letter sorts after all words of its plain one.
CREATE FUNCTION menus.title_order(title text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN menus.plain(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        lower(ltrim(left(title, 100), ' "''„“”«»‘’(…¿¡') COLLATE "pg_c_utf8"),
        'ą', 'a{'), 'ć', 'c{'), 'ę', 'e{'), 'ł', 'l{'), 'ń', 'n{'), 'ó', 'o{'), 'ś', 's{'), 'ź', 'z{'), 'ż', 'z|'));
COMMENT ON FUNCTION menus.title_order(text) IS 'What the first hundred characters of a title are sorted by.';

-- A column, not an expression in an index: under row-level security only plain comparisons may use one.
ALTER TABLE menus.menus ADD COLUMN title_order text COLLATE "C"
    GENERATED ALWAYS AS (menus.title_order(title)) STORED;
COMMENT ON COLUMN menus.menus.title_order IS 'What it is sorted by in lists by title.';
CREATE INDEX menus_owner_id_title_order_ix ON menus.menus (owner_id, title_order, id) WHERE deleted_at IS NULL;
CREATE INDEX menus_owner_id_created_at_ix ON menus.menus (owner_id, created_at DESC, id DESC)
    WHERE deleted_at IS NULL;
