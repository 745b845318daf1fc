CREATE TABLE catalog.media_items (
    id uuid CONSTRAINT media_items_pk PRIMARY KEY,
    media_type text NOT NULL,
    title text NOT NULL,
    original_title text,
    title_norm text COLLATE "C" NOT NULL,
    search_norm text COLLATE "C" NOT NULL,
    sort_key text COLLATE "C" NOT NULL,
    description text,
    release_date date,
    release_precision text,
    release_year smallint,
    language text,
    country_of_origin text,
    creators text[] NOT NULL DEFAULT '{}',
    genres text[] NOT NULL DEFAULT '{}',
    cover_url text,
    canonical_url text,
    popularity integer NOT NULL DEFAULT 0,
    is_adult boolean NOT NULL DEFAULT false,
    metadata jsonb NOT NULL DEFAULT '{}',
    origin text NOT NULL,
    owner_id uuid CONSTRAINT media_items_owner_id_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    merged_into uuid CONSTRAINT media_items_merged_into_fk REFERENCES catalog.media_items (id) ON DELETE RESTRICT,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT media_items_media_type_ck
        CHECK (media_type IN ('film', 'tv', 'book', 'magazine', 'game', 'music', 'audio', 'event')),
    CONSTRAINT media_items_title_ck CHECK (char_length(title) BETWEEN 1 AND 1000),
    CONSTRAINT media_items_title_norm_ck CHECK (char_length(title_norm) BETWEEN 1 AND 200),
    CONSTRAINT media_items_release_precision_ck CHECK (release_precision IN ('year', 'month', 'day')),
    CONSTRAINT media_items_release_date_ck CHECK ((release_date IS NULL) = (release_precision IS NULL)),
    CONSTRAINT media_items_language_ck CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    CONSTRAINT media_items_country_of_origin_ck CHECK (country_of_origin ~ '^[A-Z]{2}$'),
    CONSTRAINT media_items_popularity_ck CHECK (popularity >= 0),
    CONSTRAINT media_items_metadata_ck CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT media_items_origin_ck CHECK (origin IN ('ingested', 'custom')),
    CONSTRAINT media_items_owner_ck CHECK (owner_id IS NULL OR origin = 'custom'),
    CONSTRAINT media_items_merged_into_ck CHECK (merged_into <> id)
);
COMMENT ON TABLE catalog.media_items IS
    'A work of any kind. No row-level security: a custom item is kept to its owner by the search port and partial indexes.';
COMMENT ON COLUMN catalog.media_items.id IS 'UUIDv7 made by the service.';
COMMENT ON COLUMN catalog.media_items.media_type IS 'Kind of work.';
COMMENT ON COLUMN catalog.media_items.title IS 'Title as it is shown.';
COMMENT ON COLUMN catalog.media_items.original_title IS 'Title in the original language, when it differs.';
COMMENT ON COLUMN catalog.media_items.title_norm IS 'Title without case, marks and punctuation (domain.catalog.titles.title_norm).';
COMMENT ON COLUMN catalog.media_items.search_norm IS
    'Words of title, original title and creators, normalised like title_norm (domain.catalog.titles.search_norm).';
COMMENT ON COLUMN catalog.media_items.sort_key IS 'Polish alphabetical order as plain text (domain.catalog.titles.sort_key).';
COMMENT ON COLUMN catalog.media_items.description IS 'What the work is, in plain text.';
COMMENT ON COLUMN catalog.media_items.release_date IS 'First release; the first day of the year or month when only that is known.';
COMMENT ON COLUMN catalog.media_items.release_precision IS 'How much of release_date is known.';
COMMENT ON COLUMN catalog.media_items.release_year IS 'Year of first release; may be negative.';
COMMENT ON COLUMN catalog.media_items.language IS 'Original language: ISO 639 code, two letters where there are two.';
COMMENT ON COLUMN catalog.media_items.country_of_origin IS 'ISO 3166-1 alpha-2.';
COMMENT ON COLUMN catalog.media_items.creators IS 'Names of those who made it, as a reader would credit it, in order.';
COMMENT ON COLUMN catalog.media_items.genres IS 'Genres, each word with a capital letter.';
COMMENT ON COLUMN catalog.media_items.cover_url IS 'Where a cover can be had.';
COMMENT ON COLUMN catalog.media_items.canonical_url IS 'The page of the work.';
COMMENT ON COLUMN catalog.media_items.popularity IS 'How widely it is known: the number of votes or ratings where a source counts them, 0 when unknown.';
COMMENT ON COLUMN catalog.media_items.is_adult IS 'Kept out of search.';
COMMENT ON COLUMN catalog.media_items.metadata IS 'Facts that have no column yet.';
COMMENT ON COLUMN catalog.media_items.origin IS 'ingested from a source, or custom: made by a person.';
COMMENT ON COLUMN catalog.media_items.owner_id IS 'Who made a custom item and alone finds it.';
COMMENT ON COLUMN catalog.media_items.merged_into IS 'The survivor, when this row was a duplicate.';
COMMENT ON COLUMN catalog.media_items.created_at IS 'When it came into the catalogue.';
COMMENT ON COLUMN catalog.media_items.updated_at IS 'When it last changed.';

-- Search sees public works through indexes that hold nothing else. The condition is repeated word for word
-- in adapters/postgres/catalog/scope.py, or the planner could not use them.
-- Left-most letters, most popular first: the first ten rows of an index are the answer while somebody types.
CREATE INDEX media_items_first_letter_ix ON catalog.media_items (left(title_norm, 1), popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
CREATE INDEX media_items_two_letters_ix ON catalog.media_items (left(title_norm, 2), popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
CREATE INDEX media_items_three_letters_ix ON catalog.media_items (left(title_norm, 3), popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
CREATE INDEX media_items_words_ix ON catalog.media_items USING gin (to_tsvector('simple', search_norm))
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
-- A common word is in a hundred thousand titles; whoever types one wants a known one.
CREATE INDEX media_items_popular_words_ix ON catalog.media_items USING gin (to_tsvector('simple', search_norm))
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult AND popularity >= 1000;
CREATE INDEX media_items_popularity_ix ON catalog.media_items (popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
CREATE INDEX media_items_newest_ix
    ON catalog.media_items (coalesce(release_year, (-32768)::smallint) DESC, popularity DESC, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
CREATE INDEX media_items_sort_key_ix ON catalog.media_items (sort_key, id, media_type)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
CREATE INDEX media_items_genres_ix ON catalog.media_items USING gin (genres)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;
CREATE INDEX media_items_owner_id_ix ON catalog.media_items (owner_id) WHERE origin = 'custom';

CREATE TRIGGER media_items_touch BEFORE UPDATE ON catalog.media_items
    FOR EACH ROW EXECUTE FUNCTION kernel.touch_updated_at();

CREATE TABLE catalog.title_words (
    word text COLLATE "C" CONSTRAINT title_words_pk PRIMARY KEY
);
COMMENT ON TABLE catalog.title_words IS
    'Every word that search_norm of a public work ever held, so that a mistyped word can be set right.';
COMMENT ON COLUMN catalog.title_words.word IS 'One normalised word of four letters or more.';

-- Words are kept by statement, not by row: one pass over what a whole batch brought.
CREATE FUNCTION catalog.remember_new_words() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
    INSERT INTO catalog.title_words (word)
    SELECT DISTINCT word FROM fresh, string_to_table(search_norm, ' ') AS word
    WHERE origin = 'ingested' AND char_length(word) BETWEEN 4 AND 40 ORDER BY word
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION catalog.remember_new_words() IS 'Adds the words of inserted works to title_words.';
CREATE FUNCTION catalog.remember_changed_words() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
    INSERT INTO catalog.title_words (word)
    SELECT DISTINCT word FROM fresh JOIN stale USING (id), string_to_table(fresh.search_norm, ' ') AS word
    WHERE fresh.origin = 'ingested' AND fresh.search_norm <> stale.search_norm
        AND char_length(word) BETWEEN 4 AND 40 ORDER BY word
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION catalog.remember_changed_words() IS 'Adds the words of renamed works to title_words.';
CREATE TRIGGER media_items_new_words AFTER INSERT ON catalog.media_items
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION catalog.remember_new_words();
CREATE TRIGGER media_items_changed_words AFTER UPDATE ON catalog.media_items
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION catalog.remember_changed_words();

CREATE TABLE catalog.movie_items (
    media_item_id uuid CONSTRAINT movie_items_pk PRIMARY KEY
        CONSTRAINT movie_items_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    runtime_minutes integer CONSTRAINT movie_items_runtime_minutes_ck CHECK (runtime_minutes > 0),
    directors text[] NOT NULL DEFAULT '{}',
    seasons integer CONSTRAINT movie_items_seasons_ck CHECK (seasons > 0),
    episodes integer CONSTRAINT movie_items_episodes_ck CHECK (episodes > 0),
    avg_rating numeric(3, 1) CONSTRAINT movie_items_avg_rating_ck CHECK (avg_rating BETWEEN 0 AND 10),
    num_votes integer CONSTRAINT movie_items_num_votes_ck CHECK (num_votes > 0)
);
COMMENT ON TABLE catalog.movie_items IS 'What films and series have beside what every work has.';
COMMENT ON COLUMN catalog.movie_items.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.movie_items.runtime_minutes IS 'Length; of one episode for a series.';
COMMENT ON COLUMN catalog.movie_items.directors IS 'Names, in order.';
COMMENT ON COLUMN catalog.movie_items.seasons IS 'Number of seasons of a series.';
COMMENT ON COLUMN catalog.movie_items.episodes IS 'Number of episodes of a series.';
COMMENT ON COLUMN catalog.movie_items.avg_rating IS 'Mean of its source''s votes, 0 to 10.';
COMMENT ON COLUMN catalog.movie_items.num_votes IS 'How many voted at its source.';

CREATE TABLE catalog.book_items (
    media_item_id uuid CONSTRAINT book_items_pk PRIMARY KEY
        CONSTRAINT book_items_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    authors text[] NOT NULL DEFAULT '{}',
    isbn13 text CONSTRAINT book_items_isbn_ck CHECK (isbn13 ~ '^97[89][0-9]{10}$'),
    publisher text,
    page_count integer CONSTRAINT book_items_page_count_ck CHECK (page_count > 0),
    edition text
);
COMMENT ON TABLE catalog.book_items IS 'What books and magazines have beside what every work has.';
COMMENT ON COLUMN catalog.book_items.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.book_items.authors IS 'Names, in order.';
COMMENT ON COLUMN catalog.book_items.isbn13 IS 'ISBN of one edition, 13 digits without hyphens; the others are external links.';
COMMENT ON COLUMN catalog.book_items.publisher IS 'Publisher of that edition.';
COMMENT ON COLUMN catalog.book_items.page_count IS 'Pages of that edition.';
COMMENT ON COLUMN catalog.book_items.edition IS 'Name of that edition, as printed.';

CREATE TABLE catalog.game_items (
    media_item_id uuid CONSTRAINT game_items_pk PRIMARY KEY
        CONSTRAINT game_items_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    developers text[] NOT NULL DEFAULT '{}',
    publishers text[] NOT NULL DEFAULT '{}',
    platforms text[] NOT NULL DEFAULT '{}',
    engine text,
    playtime_hours numeric(6, 1) CONSTRAINT game_items_playtime_hours_ck CHECK (playtime_hours > 0)
);
COMMENT ON TABLE catalog.game_items IS 'What games have beside what every work has.';
COMMENT ON COLUMN catalog.game_items.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.game_items.developers IS 'Studios or people who made it.';
COMMENT ON COLUMN catalog.game_items.publishers IS 'Who published it.';
COMMENT ON COLUMN catalog.game_items.platforms IS 'What it runs on.';
COMMENT ON COLUMN catalog.game_items.engine IS 'Engine it was built with.';
COMMENT ON COLUMN catalog.game_items.playtime_hours IS 'Hours it usually takes.';

CREATE TABLE catalog.music_items (
    media_item_id uuid CONSTRAINT music_items_pk PRIMARY KEY
        CONSTRAINT music_items_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    artists text[] NOT NULL DEFAULT '{}',
    label text,
    track_count integer CONSTRAINT music_items_track_count_ck CHECK (track_count > 0),
    duration_minutes integer CONSTRAINT music_items_duration_minutes_ck CHECK (duration_minutes > 0),
    release_type text
);
COMMENT ON TABLE catalog.music_items IS 'What records have beside what every work has.';
COMMENT ON COLUMN catalog.music_items.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.music_items.artists IS 'Names, in order.';
COMMENT ON COLUMN catalog.music_items.label IS 'Label of the release.';
COMMENT ON COLUMN catalog.music_items.track_count IS 'Tracks on all its discs.';
COMMENT ON COLUMN catalog.music_items.duration_minutes IS 'Length of all tracks together.';
COMMENT ON COLUMN catalog.music_items.release_type IS 'album, single, ep, live and the like, in lower case.';

CREATE TABLE catalog.external_links (
    source_name text NOT NULL,
    external_key text NOT NULL,
    media_item_id uuid NOT NULL
        CONSTRAINT external_links_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    url text,
    CONSTRAINT external_links_pk PRIMARY KEY (source_name, external_key),
    CONSTRAINT external_links_source_name_ck CHECK (source_name ~ '^[a-z][a-z0-9-]{0,39}$'),
    CONSTRAINT external_links_external_key_ck CHECK (char_length(external_key) BETWEEN 1 AND 200)
);
CREATE INDEX external_links_media_item_id_ix ON catalog.external_links (media_item_id);
COMMENT ON TABLE catalog.external_links IS 'Who a work is elsewhere. The identity map: one key leads to one work.';
COMMENT ON COLUMN catalog.external_links.source_name IS 'imdb, isbn, openlibrary, musicbrainz and so on.';
COMMENT ON COLUMN catalog.external_links.external_key IS 'The key there, as this source writes it.';
COMMENT ON COLUMN catalog.external_links.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.external_links.url IS 'Its page there.';

CREATE TABLE catalog.media_sources (
    source_name text NOT NULL,
    external_id text NOT NULL,
    media_item_id uuid NOT NULL
        CONSTRAINT media_sources_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    leads boolean NOT NULL,
    canonical_url text,
    raw_payload jsonb NOT NULL,
    payload_hash bytea NOT NULL,
    payload_notes text[] NOT NULL DEFAULT '{}',
    mapping_version integer NOT NULL,
    fetched_at timestamptz NOT NULL,
    first_seen_at timestamptz NOT NULL,
    CONSTRAINT media_sources_pk PRIMARY KEY (source_name, external_id),
    CONSTRAINT media_sources_source_name_ck CHECK (source_name ~ '^[a-z][a-z0-9-]{0,39}$'),
    CONSTRAINT media_sources_external_id_ck CHECK (char_length(external_id) BETWEEN 1 AND 200),
    CONSTRAINT media_sources_payload_hash_ck CHECK (octet_length(payload_hash) = 32)
);
CREATE INDEX media_sources_media_item_id_ix ON catalog.media_sources (media_item_id);
COMMENT ON TABLE catalog.media_sources IS 'What upstream said of a work, as it was received.';
COMMENT ON COLUMN catalog.media_sources.source_name IS 'Which upstream.';
COMMENT ON COLUMN catalog.media_sources.external_id IS 'Its id of the record.';
COMMENT ON COLUMN catalog.media_sources.media_item_id IS 'The work it speaks of.';
COMMENT ON COLUMN catalog.media_sources.leads IS
    'This record made the work: its values replace those of the work, the values of others only fill what is missing.';
COMMENT ON COLUMN catalog.media_sources.canonical_url IS 'Where the record can be seen, without secrets.';
COMMENT ON COLUMN catalog.media_sources.raw_payload IS
    'The upstream record, equal as JSON but for payload_notes; for IMDb''s files the fields of the line(s) as an array.';
COMMENT ON COLUMN catalog.media_sources.payload_hash IS 'SHA-256 of the bytes received.';
COMMENT ON COLUMN catalog.media_sources.payload_notes IS 'What had to be changed in the payload before it was stored.';
COMMENT ON COLUMN catalog.media_sources.mapping_version IS 'Version of the mapping that read it.';
COMMENT ON COLUMN catalog.media_sources.fetched_at IS 'When upstream said so; an older record never overwrites a newer one.';
COMMENT ON COLUMN catalog.media_sources.first_seen_at IS 'When the record first came.';

CREATE TABLE catalog.tags (
    id uuid CONSTRAINT tags_pk PRIMARY KEY,
    name text NOT NULL,
    CONSTRAINT tags_name_ck CHECK (char_length(name) BETWEEN 1 AND 60)
);
CREATE UNIQUE INDEX tags_name_uq ON catalog.tags (lower(name));
COMMENT ON TABLE catalog.tags IS 'Words that editors put on works, for everybody.';
COMMENT ON COLUMN catalog.tags.id IS 'UUIDv7 made by the service.';
COMMENT ON COLUMN catalog.tags.name IS 'The word; unique ignoring case.';

CREATE TABLE catalog.media_item_tags (
    media_item_id uuid NOT NULL
        CONSTRAINT media_item_tags_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    tag_id uuid NOT NULL CONSTRAINT media_item_tags_tag_id_fk REFERENCES catalog.tags (id) ON DELETE CASCADE,
    CONSTRAINT media_item_tags_pk PRIMARY KEY (media_item_id, tag_id)
);
CREATE INDEX media_item_tags_tag_id_ix ON catalog.media_item_tags (tag_id);
COMMENT ON TABLE catalog.media_item_tags IS 'Which works carry which tag.';
COMMENT ON COLUMN catalog.media_item_tags.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.media_item_tags.tag_id IS 'The tag.';

CREATE TABLE catalog.user_tags (
    user_id uuid NOT NULL CONSTRAINT user_tags_user_id_fk REFERENCES accounts.users (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL,
    CONSTRAINT user_tags_pk PRIMARY KEY (user_id, id),
    CONSTRAINT user_tags_name_ck CHECK (char_length(name) BETWEEN 1 AND 60)
);
CREATE UNIQUE INDEX user_tags_name_uq ON catalog.user_tags (user_id, lower(name));
COMMENT ON TABLE catalog.user_tags IS 'Words that a person puts on works, for that person alone.';
COMMENT ON COLUMN catalog.user_tags.user_id IS 'Whose.';
COMMENT ON COLUMN catalog.user_tags.id IS 'UUIDv7 made by the service.';
COMMENT ON COLUMN catalog.user_tags.name IS 'The word; unique for this person ignoring case.';

CREATE TABLE catalog.user_media_item_tags (
    user_id uuid NOT NULL,
    tag_id uuid NOT NULL,
    media_item_id uuid NOT NULL
        CONSTRAINT user_media_item_tags_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    CONSTRAINT user_media_item_tags_pk PRIMARY KEY (user_id, tag_id, media_item_id),
    CONSTRAINT user_media_item_tags_user_id_tag_id_fk
        FOREIGN KEY (user_id, tag_id) REFERENCES catalog.user_tags (user_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE catalog.user_media_item_tags IS 'Which works carry which of a person''s own tags.';
COMMENT ON COLUMN catalog.user_media_item_tags.user_id IS 'Whose.';
COMMENT ON COLUMN catalog.user_media_item_tags.tag_id IS 'The tag.';
COMMENT ON COLUMN catalog.user_media_item_tags.media_item_id IS 'The work.';

ALTER TABLE catalog.user_tags ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_tags_own ON catalog.user_tags
    USING (user_id = (SELECT accounts.current_user_id()));
ALTER TABLE catalog.user_media_item_tags ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_media_item_tags_own ON catalog.user_media_item_tags
    USING (user_id = (SELECT accounts.current_user_id()));

GRANT SELECT ON catalog.media_items, catalog.movie_items, catalog.book_items, catalog.game_items,
    catalog.music_items, catalog.external_links, catalog.media_sources, catalog.title_words,
    catalog.tags, catalog.media_item_tags
    TO media_menu_app, media_menu_worker, media_menu_admin;
GRANT INSERT, UPDATE ON catalog.media_items, catalog.movie_items, catalog.book_items, catalog.game_items,
    catalog.music_items, catalog.external_links, catalog.media_sources
    TO media_menu_app, media_menu_worker;
GRANT INSERT ON catalog.title_words TO media_menu_app, media_menu_worker;
GRANT INSERT ON catalog.tags TO media_menu_app;
GRANT INSERT, DELETE ON catalog.media_item_tags TO media_menu_app;
GRANT SELECT, INSERT, DELETE ON catalog.user_tags, catalog.user_media_item_tags TO media_menu_app;
