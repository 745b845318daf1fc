COMMENT ON COLUMN catalog.media_items.is_adult IS 'Kept out of search.';
DROP INDEX catalog.media_items_adult_sort_key_ix;
DROP INDEX catalog.media_items_adult_newest_ix;
DROP INDEX catalog.media_items_adult_popularity_ix;
DROP INDEX catalog.media_items_adult_words_ix;
DROP FUNCTION accounts.shows_adult(uuid);
ALTER TABLE accounts.profiles DROP COLUMN shows_adult;
