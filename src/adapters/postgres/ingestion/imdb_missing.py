"""The statements that mark titles which a full title.basics lacks, and take the marks away again."""

from adapters.postgres.ingestion.missing import mark_back, mark_missing

STAGE = "CREATE TEMP TABLE imdb_looked_for (external_id text, is_there boolean)"

SEEN = """(
    SELECT tconst AS external_id FROM imdb_taken
    UNION ALL SELECT external_id FROM imdb_looked_for WHERE is_there
)"""

TITLE_TYPE = """CASE jsonb_typeof(source.raw_payload)
    WHEN 'array' THEN source.raw_payload ->> 1 ELSE source.raw_payload ->> 'titleType' END"""
"""Of a line of the files, or of an object that was pushed; the latter may be written for people."""

# A title of a type that was not asked for is not looked for. Types are read last, of what is left.
NOT_STAGED = f"""
WITH source AS MATERIALIZED (
    SELECT source.external_id, source.raw_payload FROM catalog.media_sources AS source
    WHERE source.source_name = 'imdb'
        AND NOT EXISTS (SELECT FROM imdb_taken AS title WHERE title.tconst = source.external_id)
)
SELECT source.external_id FROM source
WHERE lower(regexp_replace({TITLE_TYPE}, '[\\s_-]', '', 'g')) = ANY ($1::text[])
"""  # noqa: S608

KEEP_LOOKED_FOR = "INSERT INTO imdb_looked_for SELECT * FROM unnest($1::text[], $2::boolean[])"

MARK_MISSING = mark_missing(
    "'imdb'", SEEN, "$1", "source.external_id IN (SELECT external_id FROM imdb_looked_for)"
)
MARK_BACK = mark_back("'imdb'", SEEN)
