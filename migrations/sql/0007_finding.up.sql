ALTER TABLE accounts.profiles ADD COLUMN shows_adult boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN accounts.profiles.shows_adult IS 'Whether search shows this person adult works too.';
GRANT UPDATE (shows_adult) ON accounts.profiles TO media_menu_app;

CREATE FUNCTION accounts.shows_adult(person uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ SELECT p.shows_adult FROM accounts.profiles p WHERE p.user_id = person $$;
COMMENT ON FUNCTION accounts.shows_adult IS 'Whether a person who was just identified wants to find adult works.';
CALL kernel.give_to_door('accounts.shows_adult(uuid)');

-- Adult works have indexes of their own, so that those of everybody stay free of them. The condition is that
-- of adapters/postgres/catalog/scope.py, word for word.
CREATE INDEX media_items_adult_words_ix ON catalog.media_items USING gin (to_tsvector('simple', search_norm))
    WHERE origin = 'ingested' AND merged_into IS NULL AND is_adult;
CREATE INDEX media_items_adult_popularity_ix ON catalog.media_items (popularity DESC, id DESC, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND is_adult;
CREATE INDEX media_items_adult_newest_ix
    ON catalog.media_items (coalesce(release_year, (-32768)::smallint) DESC, popularity DESC, id DESC, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND is_adult;
CREATE INDEX media_items_adult_sort_key_ix ON catalog.media_items (sort_key, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND is_adult;
COMMENT ON COLUMN catalog.media_items.is_adult IS 'Found only by those who switched it on.';

-- Among ten million works a common word is still in thousands of the popular ones.
CREATE INDEX media_items_known_words_ix ON catalog.media_items USING gin (to_tsvector('simple', search_norm))
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult AND popularity >= 20000;

-- One direction in all columns: then a page begins at one place of the index, however many works are alike.
DROP INDEX catalog.media_items_first_letter_ix;
CREATE INDEX media_items_first_letter_ix ON catalog.media_items (left(title_norm, 1), popularity DESC, id DESC, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_two_letters_ix;
CREATE INDEX media_items_two_letters_ix ON catalog.media_items (left(title_norm, 2), popularity DESC, id DESC, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_three_letters_ix;
CREATE INDEX media_items_three_letters_ix ON catalog.media_items (left(title_norm, 3), popularity DESC, id DESC, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_popularity_ix;
CREATE INDEX media_items_popularity_ix ON catalog.media_items (popularity DESC, id DESC, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
DROP INDEX catalog.media_items_newest_ix;
CREATE INDEX media_items_newest_ix
    ON catalog.media_items (coalesce(release_year, (-32768)::smallint) DESC, popularity DESC, id DESC, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
