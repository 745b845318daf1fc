CREATE TABLE catalog.media_classes (
    path ltree CONSTRAINT media_classes_pk PRIMARY KEY,
    CONSTRAINT media_classes_path_ck CHECK (path ~ 'film|tv|book|magazine|game|music|audio|event.*')
);
COMMENT ON TABLE catalog.media_classes IS
    'The tree of classes; the same as domain.media_classes. Pages have its names in their message catalogues.';
COMMENT ON COLUMN catalog.media_classes.path IS 'Labels with dots between; the first is the kind of work.';
INSERT INTO catalog.media_classes (path) VALUES
    ('film'), ('film.feature'), ('film.short'), ('film.tv-movie'), ('film.tv-special'), ('film.video'),
    ('film.music-video'), ('film.concert'),
    ('tv'), ('tv.series'), ('tv.series.documentary'), ('tv.series.reality'), ('tv.series.talk-show'),
    ('tv.series.news'), ('tv.miniseries'), ('tv.episode'), ('tv.pilot'), ('tv.special'),
    ('book'), ('book.novel'), ('book.novella'), ('book.short-stories'), ('book.poetry'), ('book.play'),
    ('book.comic'), ('book.comic.manga'), ('book.comic.graphic-novel'), ('book.picture-book'), ('book.nonfiction'),
    ('book.nonfiction.biography'), ('book.nonfiction.essays'), ('book.nonfiction.reference'),
    ('book.nonfiction.textbook'), ('book.nonfiction.cookbook'), ('book.anthology'),
    ('magazine'), ('magazine.issue'), ('magazine.journal'), ('magazine.newspaper'), ('magazine.zine'),
    ('game'), ('game.main'), ('game.main.remake'), ('game.main.remaster'), ('game.main.expanded'),
    ('game.main.port'), ('game.main.fork'), ('game.dlc'), ('game.dlc.pack'), ('game.expansion'),
    ('game.expansion.standalone'), ('game.bundle'), ('game.mod'), ('game.episode'), ('game.season'),
    ('game.update'), ('game.tabletop'),
    ('music'), ('music.album'), ('music.album.live'), ('music.album.compilation'), ('music.album.soundtrack'),
    ('music.album.remix'), ('music.album.dj-mix'), ('music.album.mixtape'), ('music.album.demo'),
    ('music.album.field-recording'), ('music.album.spoken-word'), ('music.single'), ('music.ep'),
    ('music.broadcast'),
    ('audio'), ('audio.audiobook'), ('audio.podcast'), ('audio.podcast.episode'), ('audio.radio-drama'),
    ('audio.lecture'),
    ('event'), ('event.concert'), ('event.festival'), ('event.exhibition'), ('event.performance'),
    ('event.screening'), ('event.talk');

-- Filled by changing its type, which writes each row once and fires no trigger.
ALTER TABLE catalog.media_items ADD COLUMN media_class ltree;
ALTER TABLE catalog.media_items
    ALTER COLUMN media_class TYPE ltree USING text2ltree(media_type),
    ALTER COLUMN media_class SET NOT NULL,
    ADD CONSTRAINT media_items_media_class_ck CHECK (media_class <@ text2ltree(media_type)),
    ADD CONSTRAINT media_items_media_class_fk
        FOREIGN KEY (media_class) REFERENCES catalog.media_classes (path) ON DELETE RESTRICT;
COMMENT ON COLUMN catalog.media_items.media_class IS
    'Where it stands in the tree of classes; its kind alone when no more is known.';

CREATE FUNCTION catalog.class_of_kind() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
    NEW.media_class := public.text2ltree(NEW.media_type);
    RETURN NEW;
END $$;
COMMENT ON FUNCTION catalog.class_of_kind() IS 'A work of which nobody said the class has its kind as class.';
CREATE TRIGGER media_items_class_of_kind BEFORE INSERT ON catalog.media_items
    FOR EACH ROW WHEN (NEW.media_class IS NULL) EXECUTE FUNCTION catalog.class_of_kind();

-- One walk for each class below the one that is asked for, best known first; counting needs no row of the table.
CREATE INDEX media_items_class_ix ON catalog.media_items (media_class, popularity DESC, id DESC)
    WHERE origin = 'ingested' AND merged_into IS NULL AND NOT is_adult;

CREATE TABLE catalog.credits (
    media_item_id uuid NOT NULL
        CONSTRAINT credits_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    role text NOT NULL,
    position smallint NOT NULL,
    name text NOT NULL,
    source_name text,
    CONSTRAINT credits_pk PRIMARY KEY (media_item_id, role, position),
    CONSTRAINT credits_role_ck CHECK (role IN (
        'creator', 'author', 'director', 'developer', 'artist', 'writer', 'composer', 'cinematographer',
        'editor', 'producer', 'illustrator', 'translator', 'narrator', 'actor', 'publisher'
    )),
    CONSTRAINT credits_position_ck CHECK (position >= 0),
    CONSTRAINT credits_name_ck CHECK (char_length(name) BETWEEN 1 AND 300),
    CONSTRAINT credits_source_name_ck CHECK (source_name ~ '^[a-z][a-z0-9-]{0,39}$')
);
CREATE INDEX credits_name_ix ON catalog.credits (lower(name));
COMMENT ON TABLE catalog.credits IS
    'People and makers of works. All names of a role come from one source, so that a reload can replace them.';
COMMENT ON COLUMN catalog.credits.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.credits.role IS 'What for; a creator is credited without saying.';
COMMENT ON COLUMN catalog.credits.position IS 'Place among the names of the role, from 0.';
COMMENT ON COLUMN catalog.credits.name IS 'As the source writes it.';
COMMENT ON COLUMN catalog.credits.source_name IS 'Which source said so; null for a person, whom no source overrules.';

INSERT INTO catalog.credits (media_item_id, role, position, name)
SELECT media_item_id, role, row_number() OVER (PARTITION BY media_item_id, role ORDER BY place) - 1, name
FROM (
    SELECT media_item_id, role, name, min(place) AS place
    FROM (
        SELECT media_item_id, 'director' AS role, directors AS names FROM catalog.movie_items
        UNION ALL SELECT media_item_id, 'author', authors FROM catalog.book_items
        UNION ALL SELECT media_item_id, 'publisher', ARRAY[publisher] FROM catalog.book_items
        UNION ALL SELECT media_item_id, 'developer', developers FROM catalog.game_items
        UNION ALL SELECT media_item_id, 'publisher', publishers FROM catalog.game_items
        UNION ALL SELECT media_item_id, 'artist', artists FROM catalog.music_items
    ) AS makers, unnest(names) WITH ORDINALITY AS maker (name, place)
    WHERE char_length(name) BETWEEN 1 AND 300
    GROUP BY media_item_id, role, name
) AS each;
INSERT INTO catalog.credits (media_item_id, role, position, name)
SELECT id, 'creator', row_number() OVER (PARTITION BY id ORDER BY place) - 1, name
FROM (
    SELECT id, name, min(place) AS place
    FROM catalog.media_items, unnest(creators) WITH ORDINALITY AS maker (name, place)
    WHERE char_length(name) BETWEEN 1 AND 300
        AND NOT EXISTS (
            SELECT FROM catalog.credits AS made WHERE made.media_item_id = id AND made.name = maker.name
        )
    GROUP BY id, name
) AS each;
UPDATE catalog.credits AS credit SET source_name = source.source_name
FROM catalog.media_sources AS source
WHERE source.media_item_id = credit.media_item_id AND source.leads;

CREATE TABLE catalog.titles (
    media_item_id uuid NOT NULL
        CONSTRAINT titles_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE CASCADE,
    source_name text NOT NULL,
    external_id text NOT NULL,
    position smallint NOT NULL,
    title text NOT NULL,
    language text,
    region text,
    CONSTRAINT titles_pk PRIMARY KEY (media_item_id, source_name, external_id, position),
    CONSTRAINT titles_source_name_ck CHECK (source_name ~ '^[a-z][a-z0-9-]{0,39}$'),
    CONSTRAINT titles_external_id_ck CHECK (char_length(external_id) BETWEEN 1 AND 200),
    CONSTRAINT titles_position_ck CHECK (position >= 0),
    CONSTRAINT titles_title_ck CHECK (char_length(title) BETWEEN 1 AND 1000),
    CONSTRAINT titles_language_ck CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    CONSTRAINT titles_region_ck CHECK (region ~ '^([A-Z]{2,4}|[0-9]{3})$')
);
COMMENT ON TABLE catalog.titles IS
    'What works are called elsewhere: all that their sources say, each record''s titles replaced as a whole.';
COMMENT ON COLUMN catalog.titles.media_item_id IS 'The work.';
COMMENT ON COLUMN catalog.titles.source_name IS 'Which source said so.';
COMMENT ON COLUMN catalog.titles.external_id IS 'Its id of the record that said so.';
COMMENT ON COLUMN catalog.titles.position IS 'Place among the titles of that record, from 0.';
COMMENT ON COLUMN catalog.titles.title IS 'The title.';
COMMENT ON COLUMN catalog.titles.language IS 'ISO 639 code of the title''s language, where it is known.';
COMMENT ON COLUMN catalog.titles.region IS
    'Where it is called so: ISO 3166-1 alpha-2, or the code of a former country or of a part of the world.';

COMMENT ON COLUMN catalog.media_items.search_norm IS
    'Words of all its titles and of its makers, normalised like title_norm (domain.catalog.titles.search_norm).';

GRANT SELECT ON catalog.media_classes TO media_menu_app, media_menu_worker, media_menu_admin;
GRANT SELECT, INSERT, UPDATE, DELETE ON catalog.credits, catalog.titles TO media_menu_app, media_menu_worker;
GRANT SELECT ON catalog.credits, catalog.titles TO media_menu_admin;
GRANT MAINTAIN ON catalog.credits, catalog.titles TO media_menu_worker;
