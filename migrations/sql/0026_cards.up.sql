-- An edition is kept in more forms than a page and a document: pictures, files, feeds.
ALTER TABLE menus.renderings DROP CONSTRAINT renderings_format_ck,
    ADD CONSTRAINT renderings_format_ck
        CHECK (format IN ('html', 'json', 'embed', 'card', 'file', 'markdown', 'atom', 'feed'));
COMMENT ON COLUMN menus.renderings.format IS
    'html: the page; json: the document of the API; embed: the page in a frame of another site; card: the picture for previews; file: menu.json; markdown: menu.md; atom and feed: its editions as news.';
COMMENT ON COLUMN menus.renderings.locale IS 'Language of the words around the content; empty where there are none.';
COMMENT ON COLUMN menus.renderings.body_gzip IS 'The bytes, compressed once; empty for pictures.';

-- What is new, here and by one curator, and every public address in order.
CREATE INDEX editions_news_ix ON menus.editions (published_at DESC, menu_id DESC, number DESC)
    WHERE withdrawn_at IS NULL AND visibility = 'public';
CREATE INDEX editions_curators_news_ix ON menus.editions (owner_id, published_at DESC, menu_id DESC, number DESC)
    WHERE withdrawn_at IS NULL AND visibility = 'public';
CREATE INDEX editions_sitemap_ix ON menus.editions (slug) INCLUDE (published_at)
    WHERE is_current AND withdrawn_at IS NULL AND visibility = 'public';

CREATE FUNCTION accounts.person_named(name text) RETURNS uuid
    LANGUAGE sql STABLE
    AS $$ SELECT u.id FROM accounts.users u WHERE lower(u.username) = lower(name) $$;
COMMENT ON FUNCTION accounts.person_named IS 'Whose public name it is; null for nobody''s.';
CALL kernel.give_to_door('accounts.person_named(text)');
