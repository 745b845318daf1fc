CREATE INDEX editions_directory_ix ON menus.editions (published_at DESC, slug DESC)
    WHERE is_current AND withdrawn_at IS NULL AND visibility = 'public';
DROP TRIGGER relist_edition ON menus.editions;
DROP TRIGGER list_edition ON menus.editions;
DROP FUNCTION menus.listing(menus.editions);
DROP TABLE menus.listings;
DROP FUNCTION menus.count_forks();
DROP FUNCTION menus.list_edition();
DROP FUNCTION menus.sought(text);
DROP FUNCTION menus.words_of(text);
