DROP FUNCTION accounts.person_named(text);
DROP INDEX menus.editions_sitemap_ix, menus.editions_curators_news_ix, menus.editions_news_ix;
DELETE FROM menus.renderings WHERE format NOT IN ('html', 'json');
ALTER TABLE menus.renderings DROP CONSTRAINT renderings_format_ck,
    ADD CONSTRAINT renderings_format_ck CHECK (format IN ('html', 'json'));
COMMENT ON COLUMN menus.renderings.format IS 'html: the page; json: the document of the API.';
COMMENT ON COLUMN menus.renderings.locale IS 'Language of the words around the content; empty for json.';
COMMENT ON COLUMN menus.renderings.body_gzip IS 'The bytes, compressed once.';
