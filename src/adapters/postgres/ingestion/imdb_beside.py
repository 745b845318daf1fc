"""The statements for what IMDb says beside its titles: what they are called elsewhere, and who made them.

Each goes over all staged lines at once, behind imdb_statements.COMPARE. What a person said of a role stays; a
work that another source leads only gets roles that nobody has.
"""

from typing import Final

MOST_NAMED: Final = 30
"""Makers in a credit line and in the words that find a work: series have hundreds."""

LONGEST_SEARCH: Final = 2000
FIRST_LANGUAGES = "('en', 'pl')"
"""Of the pages: titles in them are the last whose words are cut."""

STAGE = """
CREATE TEMP TABLE imdb_akas (
    line bigint, tconst text, title text, language text, region text, words text
);
CREATE TEMP TABLE imdb_crew (line bigint, tconst text, directors text[], writers text[]);
CREATE TEMP TABLE imdb_names (nconst text, name text, words text);
"""

SPOKEN = """
    SELECT line, tconst, role, nconst, place
    FROM imdb_crew
    CROSS JOIN LATERAL (VALUES ('director', directors), ('writer', writers)) AS said (role, nconsts),
        unnest(nconsts) WITH ORDINALITY AS each (nconst, place)
"""

UNNAMED = f"""
SELECT line, tconst, string_agg(DISTINCT nconst, ', ' ORDER BY nconst)
FROM ({SPOKEN}) AS spoken LEFT JOIN imdb_names AS known USING (nconst)
WHERE known.nconst IS NULL GROUP BY line, tconst ORDER BY line
"""  # noqa: S608

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
WORKS = """
INSERT INTO imdb_works
SELECT
    title.tconst, coalesce(change.media_item_id, link.media_item_id, source.media_item_id),
    coalesce(change.leads, source.leads, false),
    CASE WHEN coalesce(change.leads, source.leads, false) THEN title.title ELSE work.title END
FROM imdb_titles AS title
LEFT JOIN imdb_changes AS change USING (tconst)
LEFT JOIN catalog.external_links AS link ON link.source_name = 'imdb' AND link.external_key = title.tconst
LEFT JOIN catalog.media_sources AS source ON source.source_name = 'imdb' AND source.external_id = title.tconst
LEFT JOIN catalog.media_items AS work ON work.id = link.media_item_id
"""

CALLED = """
INSERT INTO imdb_called
SELECT
    known.media_item_id, tconst, row_number() OVER (PARTITION BY tconst ORDER BY aka.line) - 1,
    aka.title, aka.language, aka.region, aka.words
FROM imdb_akas AS aka JOIN imdb_works AS known USING (tconst)
WHERE aka.title IS DISTINCT FROM known.title
"""

TITLE_CHANGES = """
INSERT INTO imdb_title_changes
SELECT
    coalesce(said.media_item_id, stored.media_item_id), coalesce(said.tconst, stored.external_id),
    coalesce(said.position, stored.position), said.title, said.language, said.region, said.words,
    stored.position IS NULL, said.position IS NULL
FROM imdb_called AS said
FULL JOIN (
    SELECT called.* FROM catalog.titles AS called
    JOIN imdb_works AS known
        ON known.media_item_id = called.media_item_id AND known.tconst = called.external_id
    WHERE called.source_name = 'imdb'
) AS stored ON stored.media_item_id = said.media_item_id AND stored.external_id = said.tconst
    AND stored.position = said.position
WHERE (said.title, said.language, said.region) IS DISTINCT FROM (stored.title, stored.language, stored.region)
"""

# Where two titles are one work here, the leading one says who made it.
CREDIT_CHANGES = f"""
INSERT INTO imdb_credit_changes
WITH named AS (
    SELECT tconst, role, name, min(place) AS place, min(words) AS words
    FROM ({SPOKEN}) AS spoken JOIN imdb_names USING (nconst) GROUP BY tconst, role, name
), said AS (
    SELECT tconst, role, array_agg(name ORDER BY place) AS names,
        string_agg(words, ' ' ORDER BY place) FILTER (WHERE place <= {MOST_NAMED}) AS words
    FROM named GROUP BY tconst, role
), stored AS (
    SELECT media_item_id, role, array_agg(name ORDER BY position) AS names, min(source_name) AS source_name,
        bool_or(source_name IS NULL) AS is_by_person
    FROM catalog.credits WHERE role IN ('director', 'writer') GROUP BY media_item_id, role
), known AS (
    SELECT DISTINCT ON (media_item_id) tconst, media_item_id, leads
    FROM imdb_works ORDER BY media_item_id, leads DESC, tconst
)
SELECT crew.line, crew.tconst, known.media_item_id, known.leads, each.role, said.names, said.words,
    stored.names IS NULL
FROM known JOIN imdb_crew AS crew USING (tconst)
CROSS JOIN (VALUES ('director'), ('writer')) AS each (role)
LEFT JOIN said ON said.tconst = crew.tconst AND said.role = each.role
LEFT JOIN stored ON stored.media_item_id = known.media_item_id AND stored.role = each.role
WHERE said.names IS DISTINCT FROM stored.names AND CASE
    WHEN stored.names IS NULL OR stored.source_name = 'imdb' AND NOT stored.is_by_person THEN true
    ELSE known.leads AND NOT stored.is_by_person AND said.names IS NOT NULL
END
"""  # noqa: S608

HEARD = f"""
INSERT INTO imdb_heard
SELECT media_item_id, string_agg(words, ' ' ORDER BY place, is_foreign, position),
    made.names[:{MOST_NAMED}], coalesce(made.leads, false)
FROM (
    SELECT media_item_id, words, 0 AS place, false AS is_foreign, 0 AS position FROM imdb_credit_changes
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
    (SELECT count(*) FROM imdb_akas) AS akas,
    (SELECT count(*) FROM imdb_called) AS called,
    count(*) FILTER (WHERE is_new) AS akas_created,
    count(*) FILTER (WHERE NOT is_new AND NOT is_gone) AS akas_updated,
    (SELECT count(*) FROM imdb_crew) AS crew,
    (SELECT count(*) FROM (
        SELECT FROM imdb_credit_changes GROUP BY line HAVING bool_and(is_new)
    ) AS lines) AS crew_created,
    (SELECT count(*) FROM (
        SELECT FROM imdb_credit_changes GROUP BY line HAVING NOT bool_and(is_new)
    ) AS lines) AS crew_updated,
    (SELECT count(*) FROM imdb_names) AS names
FROM imdb_title_changes
"""


def together(*texts: str) -> str:
    """SQL of the words of texts, each once, cut where there are too many."""
    return f"""left((
        SELECT string_agg(word, ' ' ORDER BY place) FROM (
            SELECT word, min(place) AS place
            FROM string_to_table(concat_ws(' ', {", ".join(texts)}), ' ')
                WITH ORDINALITY AS said (word, place)
            GROUP BY word
        ) AS words
    ), {LONGEST_SEARCH})"""  # noqa: S608


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

TITLES = """
MERGE INTO catalog.titles AS stored USING (SELECT * FROM imdb_title_changes ORDER BY media_item_id) AS change
ON stored.media_item_id = change.media_item_id AND stored.source_name = 'imdb'
    AND stored.external_id = change.tconst AND stored.position = change.position
WHEN MATCHED AND is_gone THEN DELETE
WHEN MATCHED THEN UPDATE SET title = change.title, language = change.language, region = change.region
WHEN NOT MATCHED AND NOT is_gone THEN INSERT
    (media_item_id, source_name, external_id, position, title, language, region)
    VALUES (media_item_id, 'imdb', tconst, change.position, change.title, change.language, change.region)
"""

# Creators that have a role now are creators no longer.
CREDITS_GONE = """
DELETE FROM catalog.credits AS stored USING imdb_credit_changes AS change
WHERE stored.media_item_id = change.media_item_id AND (
    stored.role = change.role AND stored.position >= coalesce(cardinality(change.names), 0)
    OR stored.role = 'creator' AND stored.name = ANY (change.names)
)
"""

CREDITS = """
INSERT INTO catalog.credits (media_item_id, role, position, name, source_name)
SELECT media_item_id, role, place - 1, name, 'imdb'
FROM imdb_credit_changes, unnest(names) WITH ORDINALITY AS each (name, place)
ORDER BY media_item_id, role, place
ON CONFLICT (media_item_id, role, position) DO UPDATE
    SET name = excluded.name, source_name = excluded.source_name
"""

DIRECTORS = """
UPDATE catalog.movie_items AS film SET directors = change.names
FROM imdb_credit_changes AS change
WHERE film.media_item_id = change.media_item_id AND change.role = 'director' AND change.names IS NOT NULL
    AND (change.leads OR film.directors = '{}') AND film.directors IS DISTINCT FROM change.names
"""

CHANGED_TABLES = ("titles", "credits")
