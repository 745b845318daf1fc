"""The statements that akas and crews of IMDb share: what is staged, and the words by which works are found.

Each goes over all lines of a slice at once, behind imdb_changes.COMPARE.
"""

from adapters.postgres.catalog.words import together
from adapters.postgres.ingestion.imdb_crew import MOST_NAMED
from adapters.postgres.ingestion.imdb_slices import of_slice

FIRST_LANGUAGES = "('en', 'pl')"
"""Of the pages: titles in them are the last whose words are cut."""

STAGE = """
CREATE TEMP TABLE imdb_akas (
    line bigint, tconst text, title text, language text, region text, words text
);
CREATE TEMP TABLE imdb_crew (line bigint, tconst text, directors text[], writers text[]);
CREATE TEMP TABLE imdb_names (nconst text, name text, words text);
"""

CHANGES = """
CREATE TEMP TABLE imdb_works (
    tconst text, media_item_id uuid, leads boolean, title text
) ON COMMIT DROP;
CREATE TEMP TABLE imdb_called (
    media_item_id uuid, tconst text, position bigint, title text, language text, region text, words text
) ON COMMIT DROP;
CREATE TEMP TABLE imdb_title_changes (
    media_item_id uuid, tconst text, position bigint, title text, language text, region text, words text,
    is_new boolean, is_gone boolean
) ON COMMIT DROP;
CREATE TEMP TABLE imdb_credit_changes (
    line bigint, tconst text, media_item_id uuid, leads boolean, role text, names text[], words text,
    is_new boolean
) ON COMMIT DROP;
CREATE TEMP TABLE imdb_heard (media_item_id uuid, words text, creators text[], leads boolean) ON COMMIT DROP
"""

# Which work each title is, and what it will be called once the titles are merged.
WORKS = f"""
INSERT INTO imdb_works
SELECT
    title.tconst, coalesce(change.media_item_id, link.media_item_id, source.media_item_id),
    coalesce(change.leads, source.leads, false),
    CASE WHEN coalesce(change.leads, source.leads, false) THEN title.title ELSE work.title END
FROM imdb_taken AS title
LEFT JOIN imdb_changes AS change USING (tconst)
LEFT JOIN catalog.external_links AS link ON link.source_name = 'imdb' AND link.external_key = title.tconst
LEFT JOIN catalog.media_sources AS source ON source.source_name = 'imdb' AND source.external_id = title.tconst
LEFT JOIN catalog.media_items AS work ON work.id = link.media_item_id
WHERE {of_slice("$1", "$2", "$3")}
"""  # noqa: S608

HEARD = f"""
INSERT INTO imdb_heard
SELECT media_item_id, string_agg(words, ' ' ORDER BY place, is_foreign, position, words),
    made.names[:{MOST_NAMED}], coalesce(made.leads, false)
FROM (
    SELECT media_item_id, words, 0 AS place, false AS is_foreign, (role <> 'director')::integer AS position
    FROM imdb_credit_changes
    UNION ALL
    SELECT media_item_id, words, 1, language IS NULL OR language NOT IN {FIRST_LANGUAGES}, position
    FROM imdb_title_changes
) AS heard
LEFT JOIN (
    SELECT media_item_id, names, leads FROM imdb_credit_changes WHERE role = 'director'
) AS made USING (media_item_id)
GROUP BY media_item_id, made.names, made.leads
"""  # noqa: S608

COUNT = """
SELECT
    (SELECT count(*) FROM imdb_called) AS called,
    count(*) FILTER (WHERE is_new) AS akas_created,
    count(*) FILTER (WHERE NOT is_new AND NOT is_gone) AS akas_updated,
    (SELECT count(*) FROM (
        SELECT FROM imdb_credit_changes GROUP BY line HAVING bool_and(is_new)
    ) AS lines) AS crew_created,
    (SELECT count(*) FROM (
        SELECT FROM imdb_credit_changes GROUP BY line HAVING NOT bool_and(is_new)
    ) AS lines) AS crew_updated
FROM imdb_title_changes
"""


# New works are written once, with all that was heard of them.
HEARD_OF_NEW = f"""
UPDATE imdb_changes AS change SET
    search_norm = {together("change.search_norm", "heard.words")},
    creators = coalesce(heard.creators, change.creators)
FROM imdb_heard AS heard WHERE change.is_new AND heard.media_item_id = change.media_item_id
"""  # noqa: S608

HEARD_OF_KNOWN = f"""
UPDATE catalog.media_items AS work SET search_norm = fresh.search_norm, creators = fresh.creators
FROM (
    SELECT work.id, {together("work.search_norm", "heard.words")} AS search_norm,
        CASE
            WHEN heard.creators IS NOT NULL AND (heard.leads OR work.creators = '{{}}') THEN heard.creators
            ELSE work.creators
        END AS creators
    FROM imdb_heard AS heard JOIN catalog.media_items AS work ON work.id = heard.media_item_id
) AS fresh
WHERE work.id = fresh.id
    AND (work.search_norm, work.creators) IS DISTINCT FROM (fresh.search_norm, fresh.creators)
"""  # noqa: S608

CHANGED_TABLES = ("titles", "credits")
