"""The statements that compare who made IMDb's titles, and merge it into the catalogue.

What a person said of a role stays; a work that another source leads only gets roles that nobody has.
"""

from typing import Final

MOST_NAMED: Final = 30
"""Makers in a credit line and in the words that find a work: series have hundreds."""

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

# Where two titles are one work here, the leading one says who made it.
CREDIT_CHANGES = f"""
INSERT INTO imdb_credit_changes
WITH named AS (
    SELECT tconst, role, name, min(place) AS place, min(words) AS words
    FROM ({SPOKEN}) AS spoken JOIN imdb_names USING (nconst)
    WHERE tconst IN (SELECT tconst FROM imdb_works) GROUP BY tconst, role, name
), said AS (
    SELECT tconst, role, array_agg(name ORDER BY place) AS names,
        string_agg(words, ' ' ORDER BY place) FILTER (WHERE place <= {MOST_NAMED}) AS words
    FROM named GROUP BY tconst, role
), stored AS (
    SELECT media_item_id, role, array_agg(name ORDER BY position) AS names, min(source_name) AS source_name,
        bool_or(source_name IS NULL) AS is_by_person
    FROM catalog.credits
    WHERE role IN ('director', 'writer') AND media_item_id IN (SELECT media_item_id FROM imdb_works)
    GROUP BY media_item_id, role
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
