DROP INDEX catalog.media_items_known_words_ix;
DROP INDEX catalog.media_items_first_letter_ix;
CREATE INDEX media_items_first_letter_ix ON catalog.media_items (left(title_norm, 1), popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_two_letters_ix;
CREATE INDEX media_items_two_letters_ix ON catalog.media_items (left(title_norm, 2), popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_three_letters_ix;
CREATE INDEX media_items_three_letters_ix ON catalog.media_items (left(title_norm, 3), popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_popularity_ix;
CREATE INDEX media_items_popularity_ix ON catalog.media_items (popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_newest_ix;
CREATE INDEX media_items_newest_ix
    ON catalog.media_items (coalesce(release_year, (-32768)::smallint) DESC, popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
COMMENT ON COLUMN catalog.media_items.is_adult IS 'Kept out of search.';
DROP INDEX catalog.media_items_adult_sort_key_ix;
DROP INDEX catalog.media_items_adult_newest_ix;
DROP INDEX catalog.media_items_adult_popularity_ix;
DROP INDEX catalog.media_items_adult_words_ix;
DROP FUNCTION accounts.shows_adult(uuid);
ALTER TABLE accounts.profiles DROP COLUMN shows_adult;
