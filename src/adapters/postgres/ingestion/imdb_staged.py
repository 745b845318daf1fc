"""The temporary tables that hold the lines of IMDb's titles, and which of these lines are news."""

MAPPING_VERSION = 2
"""Goes up when the same lines give other works; the next load then reads all of them anew."""

STAGE = """
CREATE TEMP TABLE imdb_titles (
    line bigint, tconst text, title_type text, received text, payload jsonb, media_type text,
    title text, original_title text, title_norm text, search_norm text, sort_key text,
    is_adult boolean, first_year smallint, last_year smallint, minutes integer, genres text[],
    nul_removed boolean
);
CREATE TEMP TABLE imdb_brief (line bigint, tconst text, title text, received text, nul_removed boolean);
CREATE TEMP VIEW imdb_taken AS SELECT line, tconst, title FROM imdb_titles;
CREATE TEMP TABLE imdb_ratings (
    line bigint, tconst text, received text, average numeric(3, 1), votes integer
);
CREATE TEMP TABLE imdb_remarks (
    file text, line bigint, tconst text, outcome text, reason text, problems jsonb
);
"""

TAKEN_IN_BRIEF = "CREATE OR REPLACE TEMP VIEW imdb_taken AS SELECT line, tconst, title FROM imdb_brief"
"""All titles that are taken are there; imdb_titles has the news among them."""

# The same lock as a push of this source takes (statements.TAKE_TURN), held until the session ends.
TAKE_ALL_TURNS = "SELECT pg_advisory_lock(7316253, hashtext('imdb'))"

PAYLOAD_HASH = """
CROSS JOIN LATERAL (
    SELECT sha256(convert_to(concat_ws(E'\\n', title.received, rating.received), 'UTF8')) AS payload_hash
) AS lines
"""
IS_NEWS = "(source.payload_hash IS DISTINCT FROM lines.payload_hash OR source.mapping_version <> {version})"

NEWS = f"""
SELECT title.line, title.received, title.nul_removed
FROM imdb_brief AS title
LEFT JOIN imdb_ratings AS rating USING (tconst)
{PAYLOAD_HASH}
LEFT JOIN catalog.media_sources AS source ON source.source_name = 'imdb' AND source.external_id = title.tconst
WHERE {IS_NEWS.format(version="$1")}
ORDER BY title.line
"""  # noqa: S608
