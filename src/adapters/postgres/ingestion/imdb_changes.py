"""The statements that say what a slice of staged titles would change; only a temporary table is written.

A record is unchanged when its lines and the version of the mapping are, so what editors correct stays until
IMDb itself says something new.
"""

from adapters.postgres.ingestion.imdb_slices import of_slice
from adapters.postgres.ingestion.imdb_staged import IS_NEWS, PAYLOAD_HASH
from domain.ingestion.imdb_files.title_types import MEDIA_CLASSES

CLASS = f"""CASE title.title_type
    {" ".join(f"WHEN '{title_type}' THEN ltree '{path}'" for title_type, path in MEDIA_CLASSES.items())}
END"""

# New works get ids that follow the one given, in the order of the file: the version and the time stay in the
# upper half, and the lower half counts on.
COMPARE = f"""
CREATE TEMP TABLE imdb_changes ON COMMIT DROP AS
SELECT
    title.line, rating.line AS rating_line, title.tconst, title.media_type, {CLASS} AS media_class,
    coalesce(
        link.media_item_id,
        (left($1, 16) || lpad(to_hex(('x' || right($1, 16))::bit(64)::bigint + title.line), 16, '0'))::uuid
    ) AS media_item_id,
    link.media_item_id IS NULL AS is_new,
    coalesce(source.leads, link.media_item_id IS NULL) AS leads,
    title.title, title.original_title, title.title_norm, title.search_norm, title.sort_key,
    title.first_year AS release_year, make_date(title.first_year, 1, 1) AS release_date,
    title.genres, '{{}}'::text[] AS creators, rating.votes, rating.average,
    coalesce(title.is_adult, false) AS is_adult, title.minutes,
    'https://www.imdb.com/title/' || title.tconst || '/' AS url,
    jsonb_strip_nulls(
        jsonb_build_object('title_type', title.title_type, 'end_year', title.last_year)
    ) AS metadata,
    CASE
        WHEN rating.line IS NULL THEN title.payload
        ELSE title.payload || to_jsonb(string_to_array(rating.received, E'\\t'))
    END AS payload,
    lines.payload_hash,
    CASE WHEN title.nul_removed THEN '{{U+0000 was removed}}' ELSE '{{}}' END::text[] AS payload_notes,
    1 AS turn
FROM imdb_titles AS title
LEFT JOIN imdb_ratings AS rating USING (tconst)
{PAYLOAD_HASH}
LEFT JOIN catalog.external_links AS link ON link.source_name = 'imdb' AND link.external_key = title.tconst
LEFT JOIN catalog.media_sources AS source ON source.source_name = 'imdb' AND source.external_id = title.tconst
WHERE {of_slice("$3", "$4", "$5")} AND {IS_NEWS.format(version="$2")}
"""  # noqa: S608

# Several titles may be one work here, and a statement writes a row once: they take turns, the leading one
# first.
ONE_AFTER_ANOTHER = """
UPDATE imdb_changes AS change SET turn = each.turn
FROM (
    SELECT line, row_number() OVER (PARTITION BY media_item_id ORDER BY leads DESC, tconst) AS turn
    FROM imdb_changes WHERE NOT is_new
) AS each
WHERE each.turn > 1 AND each.line = change.line
"""

COUNT = """
SELECT
    count(*) FILTER (WHERE is_new) AS titles_created,
    count(*) FILTER (WHERE NOT is_new) AS titles_updated,
    coalesce(max(turn), 0) AS turns,
    count(rating_line) FILTER (WHERE is_new) AS ratings_created,
    count(rating_line) FILTER (WHERE NOT is_new) AS ratings_updated
FROM imdb_changes
"""
