-- What anybody may find, beside the editions: under row-level security their indexes would not serve a search.
CREATE TABLE menus.listings (
    menu_id uuid CONSTRAINT listings_pk PRIMARY KEY,
    number integer NOT NULL,
    owner_id uuid NOT NULL,
    source_menu_id uuid,
    slug text NOT NULL,
    published_at timestamptz NOT NULL,
    title text NOT NULL,
    description text,
    course_count integer NOT NULL,
    item_count integer NOT NULL,
    media_types text[] NOT NULL,
    covers jsonb NOT NULL,
    words tsvector NOT NULL,
    fork_count integer NOT NULL,
    CONSTRAINT listings_edition_fk FOREIGN KEY (menu_id, number)
        REFERENCES menus.editions (menu_id, number) ON DELETE CASCADE
);
CREATE INDEX listings_newest_ix ON menus.listings (published_at DESC, slug DESC);
CREATE INDEX listings_forked_ix ON menus.listings (fork_count DESC, published_at DESC, slug DESC);
CREATE INDEX listings_curator_ix ON menus.listings (owner_id, published_at DESC, slug DESC);
CREATE INDEX listings_source_ix ON menus.listings (source_menu_id) WHERE source_menu_id IS NOT NULL;
CREATE INDEX listings_words_ix ON menus.listings USING gin (words, media_types);
COMMENT ON TABLE menus.listings IS 'The directory: a line for each menu that is public now. Triggers of editions write it.';
COMMENT ON COLUMN menus.listings.menu_id IS 'The menu.';
COMMENT ON COLUMN menus.listings.number IS 'Its current edition.';
COMMENT ON COLUMN menus.listings.owner_id IS 'Its curator.';
COMMENT ON COLUMN menus.listings.source_menu_id IS 'The menu it was forked from, public or not, if it is a fork.';
COMMENT ON COLUMN menus.listings.slug IS 'Its address.';
COMMENT ON COLUMN menus.listings.published_at IS 'When that edition was published.';
COMMENT ON COLUMN menus.listings.title IS 'What it is called.';
COMMENT ON COLUMN menus.listings.description IS 'A few sentences under the title.';
COMMENT ON COLUMN menus.listings.course_count IS 'How many courses it has.';
COMMENT ON COLUMN menus.listings.item_count IS 'How many works it serves.';
COMMENT ON COLUMN menus.listings.media_types IS 'The kinds of these works.';
COMMENT ON COLUMN menus.listings.covers IS 'The first five works, as far as their covers tell of them.';
COMMENT ON COLUMN menus.listings.words IS 'Plain words of its texts, and of the titles and makers of its works.';
COMMENT ON COLUMN menus.listings.fork_count IS 'How many lines of the directory are forks of it.';

-- A menu is found by the beginnings of words; parted here and not by a parser, so that both sides are alike.
CREATE FUNCTION menus.words_of(texts text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
        SELECT coalesce(array_agg(DISTINCT left(word, 60)), '{}')
        FROM regexp_split_to_table(
            menus.plain(left(texts, 50000)) COLLATE "pg_c_utf8", '[^[:alnum:]]+' COLLATE "pg_c_utf8") word
        WHERE word <> '');
COMMENT ON FUNCTION menus.words_of(text) IS 'The plain words of a text, each once.';

CREATE FUNCTION menus.sought(wish text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
        SELECT CAST(string_agg('''' || word || CASE WHEN word ~ '^[a-z0-9]$' THEN '''' ELSE ''':*' END, ' & ') AS tsquery)
        FROM unnest(menus.words_of(wish)) word);
COMMENT ON FUNCTION menus.sought(text) IS
    'What has words that begin as all of these do; a single Latin letter, with which thousands begin, is a whole word. Null, for nothing, without any.';

CREATE FUNCTION menus.listing(edition menus.editions) RETURNS menus.listings
    LANGUAGE sql STABLE
    AS $$
    SELECT ROW(edition.menu_id, edition.number, edition.owner_id,
        (SELECT fork.source_menu_id FROM menus.menu_lineage fork WHERE fork.menu_id = edition.menu_id),
        edition.slug, edition.published_at, edition.document ->> 'title', edition.document ->> 'description',
        jsonb_array_length(edition.document -> 'courses'), count(work.place),
        coalesce(array_agg(DISTINCT work.media ->> 'media_type') FILTER (WHERE work.media IS NOT NULL), '{}'),
        coalesce(jsonb_agg(jsonb_build_object('id', work.media -> 'id', 'media_type', work.media -> 'media_type',
                'title', work.media -> 'title', 'creators', work.media -> 'creators',
                'cover_url', work.media -> 'cover_url') ORDER BY work.place)
            FILTER (WHERE work.place <= 5), '[]'),
        array_to_tsvector(menus.words_of(concat_ws(' ', edition.document ->> 'title',
            edition.document ->> 'description', string_agg(work.media ->> 'title', ' ' ORDER BY work.place),
            string_agg(work.media ->> 'creators', ' ' ORDER BY work.place)))),
        (SELECT count(*) FROM menus.listings fork WHERE fork.source_menu_id = edition.menu_id)
        )::menus.listings
    FROM jsonb_path_query(edition.document, '$.courses[*].items[*].media')
        WITH ORDINALITY AS work (media, place)
    $$;
COMMENT ON FUNCTION menus.listing(menus.editions) IS 'The line of the directory for an edition.';

-- Whatever opens, closes or replaces an edition, the directory follows at once.
CREATE FUNCTION menus.list_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.withdrawn_at IS NOT NULL OR NEW.visibility <> 'public' THEN
        DELETE FROM menus.listings l WHERE l.menu_id = NEW.menu_id;
        RETURN NULL;
    END IF;
    INSERT INTO menus.listings SELECT line.* FROM menus.listing(NEW) line
    ON CONFLICT (menu_id) DO UPDATE SET number = excluded.number, published_at = excluded.published_at,
        title = excluded.title, description = excluded.description, course_count = excluded.course_count,
        item_count = excluded.item_count, media_types = excluded.media_types, covers = excluded.covers,
        words = excluded.words;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION menus.list_edition() IS 'Puts a current edition into the directory, or takes it out.';

-- Counted anew behind a lock: neither two forks that open at once nor a lost change leave it wrong.
CREATE FUNCTION menus.count_forks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    source uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.source_menu_id ELSE NEW.source_menu_id END;
BEGIN
    PERFORM FROM menus.listings l WHERE l.menu_id = source FOR NO KEY UPDATE;
    IF FOUND THEN
        UPDATE menus.listings l SET fork_count =
            (SELECT count(*) FROM menus.listings fork WHERE fork.source_menu_id = source)
        WHERE l.menu_id = source;
    END IF;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION menus.count_forks() IS 'Keeps the number of public forks of a menu beside its line.';

INSERT INTO menus.listings
    SELECT line.* FROM menus.editions edition, menus.listing(edition) line
    WHERE edition.is_current AND edition.withdrawn_at IS NULL AND edition.visibility = 'public';
UPDATE menus.listings listing SET fork_count = forks.number
    FROM (SELECT source_menu_id, count(*) AS number FROM menus.listings GROUP BY source_menu_id) forks
    WHERE listing.menu_id = forks.source_menu_id;

CREATE TRIGGER list_edition AFTER INSERT ON menus.editions FOR EACH ROW
    WHEN (NEW.is_current) EXECUTE FUNCTION menus.list_edition();
CREATE TRIGGER relist_edition AFTER UPDATE OF withdrawn_at, visibility ON menus.editions FOR EACH ROW
    WHEN (NEW.is_current AND (NEW.withdrawn_at, NEW.visibility) IS DISTINCT FROM (OLD.withdrawn_at, OLD.visibility))
    EXECUTE FUNCTION menus.list_edition();
CREATE TRIGGER count_forks AFTER INSERT OR DELETE ON menus.listings FOR EACH ROW
    EXECUTE FUNCTION menus.count_forks();

GRANT SELECT ON menus.listings TO media_menu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON menus.listings TO media_menu_door;
CALL kernel.give_to_door('menus.list_edition()');
CALL kernel.give_to_door('menus.count_forks()');

DROP INDEX menus.editions_directory_ix;
