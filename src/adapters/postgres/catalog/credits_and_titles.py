"""Set-based statements for what stands beside works, whoever says it: their credits and their titles."""

from sqlalchemy import text

CHANGED_CREDITS = """
    WITH said AS (
        SELECT * FROM json_to_recordset(CAST(:rows AS json))
            AS row (media_item_id uuid, leads boolean, role text, names text[])
    ), changed AS (
        SELECT said.media_item_id, said.role, stored.names AS before, said.names
        FROM said CROSS JOIN LATERAL (
            SELECT array_agg(name ORDER BY position) AS names,
                bool_or(source_name IS NULL) AS is_of_people,
                min(source_name) = CAST(:source_name AS text) AS is_own
            FROM catalog.credits AS stored
            WHERE stored.media_item_id = said.media_item_id AND stored.role = said.role
        ) AS stored
        WHERE coalesce(stored.names, '{}') <> said.names AND (
            stored.names IS NULL OR CAST(:source_name AS text) IS NULL
            OR NOT stored.is_of_people AND (said.leads OR stored.is_own AND NOT EXISTS (
                SELECT FROM catalog.media_sources AS other
                WHERE other.media_item_id = said.media_item_id
                    AND other.source_name = CAST(:source_name AS text) AND other.leads
            ))
        )
    )
"""
"""Role by role: a person (:source_name is null) replaces the names for good, a leading record those that no
person gave; another record fills a role that nobody has, and a source may correct what it filled before,
unless its own leading record speaks. :rows is a JSON array of {media_item_id, leads, role, names}; no names
end a role."""

WRITE_CREDITS = text(
    f"""
    {CHANGED_CREDITS}, gone AS (
        DELETE FROM catalog.credits AS stored USING changed
        WHERE stored.media_item_id = changed.media_item_id AND stored.role = changed.role
            AND stored.position >= cardinality(changed.names)
    )
    INSERT INTO catalog.credits (media_item_id, role, position, name, source_name)
    SELECT media_item_id, role, place - 1, name, CAST(:source_name AS text)
    FROM changed, unnest(names) WITH ORDINALITY AS each (name, place)
    ORDER BY media_item_id, role, place
    ON CONFLICT (media_item_id, role, position) DO UPDATE
        SET name = excluded.name, source_name = excluded.source_name
    """  # noqa: S608
)
COMPARE_CREDITS = text(
    f"""{CHANGED_CREDITS}
    SELECT media_item_id, 'credits.' || role, to_jsonb(before)::text, to_jsonb(names)::text FROM changed"""  # noqa: S608
)
"""What writing would change: work, field, and the names before and after as JSON."""

HAND_BACK = text(
    """
    UPDATE catalog.credits SET source_name = (
        SELECT source_name FROM catalog.media_sources WHERE media_item_id = :id
        ORDER BY leads DESC, first_seen_at, source_name LIMIT 1
    )
    WHERE media_item_id = :id AND role = :role AND source_name IS NULL
    """
)
"""Sources may replace the names of the role again."""

WRITE_TITLES = text(
    """
    WITH said AS (
        SELECT * FROM json_to_recordset(CAST(:rows AS json))
            AS row (media_item_id uuid, external_id text, titles json)
    ), gone AS (
        DELETE FROM catalog.titles AS stored USING said
        WHERE stored.media_item_id = said.media_item_id AND stored.source_name = CAST(:source_name AS text)
            AND stored.external_id = said.external_id AND stored.position >= json_array_length(said.titles)
    )
    INSERT INTO catalog.titles AS stored
        (media_item_id, source_name, external_id, position, title, language, region)
    SELECT said.media_item_id, CAST(:source_name AS text), said.external_id, place - 1,
        each ->> 'title', each ->> 'language', each ->> 'region'
    FROM said, json_array_elements(said.titles) WITH ORDINALITY AS listed (each, place)
    ORDER BY said.media_item_id, said.external_id, place
    ON CONFLICT (media_item_id, source_name, external_id, position) DO UPDATE
        SET title = excluded.title, language = excluded.language, region = excluded.region
        WHERE (stored.title, stored.language, stored.region)
            IS DISTINCT FROM (excluded.title, excluded.language, excluded.region)
    """
)
"""A record that tells titles replaces those that it told before, and no others."""

COMPARE_TITLES = text(
    """
    SELECT said.media_item_id, 'titles', stored.titles::text, said.titles::text
    FROM json_to_recordset(CAST(:rows AS json)) AS said (media_item_id uuid, external_id text, titles jsonb)
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('title', title, 'language', language, 'region', region)
            ORDER BY position) AS titles
        FROM catalog.titles AS stored
        WHERE stored.media_item_id = said.media_item_id AND stored.source_name = :source_name
            AND stored.external_id = said.external_id
    ) AS stored
    WHERE stored.titles IS DISTINCT FROM said.titles
    """
)
"""The same for the titles of records."""
