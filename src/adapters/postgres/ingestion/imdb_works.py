"""The statements that merge changes of IMDb's titles into the catalogue, each over all of them at once.

A work that a record of IMDb made follows that record; one that another source made only gets what it lacks.
"""

from adapters.postgres.catalog.classes import filling_class, leading_class
from adapters.postgres.catalog.words import together

ALL_WORDS = together("work.search_norm", "change.search_norm")
"""A work is found by what every source calls it, and by its makers."""

WORKS = f"""
MERGE INTO catalog.media_items AS work USING (
    SELECT * FROM imdb_changes WHERE turn = $1
) AS change ON work.id = change.media_item_id
WHEN NOT MATCHED THEN INSERT (
    id, media_type, media_class, title, original_title, title_norm, search_norm, sort_key, release_date,
    release_precision, release_year, genres, creators, canonical_url, popularity, is_adult, metadata, origin
) VALUES (
    media_item_id, media_type, media_class, title, original_title, title_norm, search_norm, sort_key,
    release_date, CASE WHEN release_date IS NOT NULL THEN 'year' END,
    release_year, genres, creators, url, coalesce(votes, 0), is_adult, metadata, 'ingested'
)
WHEN MATCHED AND leads AND (
    work.title, work.original_title, work.title_norm, work.sort_key,
    work.release_year, work.genres, work.popularity, work.is_adult, work.metadata, work.media_class
) IS DISTINCT FROM (
    change.title, change.original_title, change.title_norm, change.sort_key,
    coalesce(change.release_year, work.release_year),
    CASE WHEN change.genres = '{{}}' THEN work.genres ELSE change.genres END,
    coalesce(change.votes, work.popularity), change.is_adult, work.metadata || change.metadata,
    {leading_class("work", "change")}
) THEN UPDATE SET
    title = change.title, original_title = change.original_title,
    media_class = {leading_class("work", "change")},
    title_norm = change.title_norm, sort_key = change.sort_key,
    search_norm = {ALL_WORDS},
    release_date = CASE
        WHEN coalesce(change.release_year, work.release_year) = work.release_year THEN work.release_date
        ELSE change.release_date
    END,
    release_precision = CASE
        WHEN coalesce(change.release_year, work.release_year) = work.release_year THEN work.release_precision
        WHEN change.release_year IS NOT NULL THEN 'year'
    END,
    release_year = coalesce(change.release_year, work.release_year),
    genres = CASE WHEN change.genres = '{{}}' THEN work.genres ELSE change.genres END,
    popularity = coalesce(change.votes, work.popularity),
    is_adult = change.is_adult, metadata = work.metadata || change.metadata
WHEN MATCHED AND NOT leads AND (
    work.original_title IS NULL AND change.original_title IS NOT NULL
    OR work.release_year IS NULL AND change.release_year IS NOT NULL
    OR work.genres = '{{}}' AND change.genres <> '{{}}'
    OR work.popularity = 0 AND change.votes IS NOT NULL
    OR work.canonical_url IS NULL
    OR work.media_class <> {filling_class("work", "change")}
    OR work.metadata <> change.metadata || work.metadata
    OR change.is_adult AND NOT work.is_adult
    OR NOT string_to_array(work.search_norm, ' ') @> string_to_array(change.search_norm, ' ')
) THEN UPDATE SET
    search_norm = {ALL_WORDS},
    original_title = coalesce(work.original_title, change.original_title),
    media_class = {filling_class("work", "change")},
    release_date = CASE WHEN work.release_year IS NULL THEN change.release_date ELSE work.release_date END,
    release_precision = CASE
        WHEN work.release_year IS NULL AND change.release_date IS NOT NULL THEN 'year'
        ELSE work.release_precision
    END,
    release_year = coalesce(work.release_year, change.release_year),
    genres = CASE WHEN work.genres = '{{}}' THEN change.genres ELSE work.genres END,
    popularity = CASE WHEN work.popularity = 0 THEN coalesce(change.votes, 0) ELSE work.popularity END,
    canonical_url = coalesce(work.canonical_url, change.url),
    is_adult = work.is_adult OR change.is_adult, metadata = change.metadata || work.metadata
"""  # noqa: S608

FILMS = """
MERGE INTO catalog.movie_items AS film USING (
    SELECT * FROM imdb_changes WHERE media_type IN ('film', 'tv') AND turn = $1
) AS change ON film.media_item_id = change.media_item_id
WHEN NOT MATCHED THEN INSERT (media_item_id, runtime_minutes, avg_rating, num_votes)
    VALUES (media_item_id, minutes, average, votes)
WHEN MATCHED AND leads AND (film.runtime_minutes, film.avg_rating, film.num_votes) IS DISTINCT FROM (
    coalesce(change.minutes, film.runtime_minutes), coalesce(change.average, film.avg_rating),
    coalesce(change.votes, film.num_votes)
) THEN UPDATE SET
    runtime_minutes = coalesce(change.minutes, film.runtime_minutes),
    avg_rating = coalesce(change.average, film.avg_rating), num_votes = coalesce(change.votes, film.num_votes)
WHEN MATCHED AND NOT leads AND (
    film.runtime_minutes IS NULL AND change.minutes IS NOT NULL
    OR film.num_votes IS NULL AND change.votes IS NOT NULL
) THEN UPDATE SET
    runtime_minutes = coalesce(film.runtime_minutes, change.minutes),
    avg_rating = CASE WHEN film.num_votes IS NULL THEN change.average ELSE film.avg_rating END,
    num_votes = coalesce(film.num_votes, change.votes)
"""

GAMES = """
INSERT INTO catalog.game_items (media_item_id)
SELECT media_item_id FROM imdb_changes WHERE media_type = 'game' ON CONFLICT DO NOTHING
"""

LINKS = """
INSERT INTO catalog.external_links (source_name, external_key, media_item_id, url)
SELECT 'imdb', tconst, media_item_id, url FROM imdb_changes WHERE is_new ORDER BY tconst
"""

SOURCES = """
MERGE INTO catalog.media_sources AS source USING (SELECT * FROM imdb_changes ORDER BY tconst) AS change
ON source.source_name = 'imdb' AND source.external_id = change.tconst
WHEN NOT MATCHED THEN INSERT (
    source_name, external_id, media_item_id, leads, canonical_url, raw_payload, payload_hash, payload_notes,
    mapping_version, fetched_at, first_seen_at
) VALUES (
    'imdb', tconst, media_item_id, leads, url, payload, payload_hash, payload_notes, $2, $1, $1
)
WHEN MATCHED THEN UPDATE SET
    raw_payload = change.payload, payload_hash = change.payload_hash, payload_notes = change.payload_notes,
    mapping_version = $2, fetched_at = $1
"""

CHANGED_TABLES = ("media_items", "movie_items", "external_links", "media_sources", "title_words")
