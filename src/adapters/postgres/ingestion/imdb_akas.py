"""The statements that compare what IMDb's titles are called elsewhere, and merge it into the catalogue."""

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
