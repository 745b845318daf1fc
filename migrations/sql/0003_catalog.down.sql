DROP TABLE catalog.user_media_item_tags, catalog.user_tags, catalog.media_item_tags, catalog.tags,
    catalog.media_sources, catalog.external_links,
    catalog.movie_items, catalog.book_items, catalog.game_items, catalog.music_items,
    catalog.media_items, catalog.title_words;
DROP FUNCTION catalog.remember_new_words();
DROP FUNCTION catalog.remember_changed_words();
