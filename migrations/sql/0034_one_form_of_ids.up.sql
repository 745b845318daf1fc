-- A number alone says no kind; the work has the key that was made of it.
CREATE TEMP TABLE one_form AS
SELECT * FROM (
    SELECT source.source_name, source.external_id, source.media_item_id, CASE
        WHEN source.source_name = 'openlibrary' THEN regexp_replace(source.external_id, '^.*/', '')
        WHEN source.external_id ~ '^(movie|tv)-' THEN replace(source.external_id, '-', '/')
        ELSE (
            SELECT min(link.external_key) FROM catalog.external_links AS link
            WHERE link.source_name = source.source_name AND link.media_item_id = source.media_item_id
                AND link.external_key LIKE '%/' || source.external_id
            HAVING count(*) = 1
        ) END AS key
    FROM catalog.media_sources AS source
    WHERE source.source_name IN ('openlibrary', 'tmdb', 'musicbrainz')
        AND (source.external_id LIKE '%/%') = (source.source_name = 'openlibrary')
) AS known WHERE key IS NOT NULL;

-- Of all records with one key the newest stays. It leads if one of them did, and is then read again when it
-- comes again, or by a replay.
CREATE TEMP TABLE one_record AS
SELECT source.source_name, source.external_id, source.media_item_id, form.key, source.leads,
    bool_or(source.leads) OVER same AS one_leads, min(source.first_seen_at) OVER same AS first_seen_at,
    row_number() OVER (same ORDER BY source.fetched_at DESC, source.external_id = form.key DESC, source.external_id) = 1
        AS stays
FROM (
    SELECT source_name, media_item_id, external_id, key FROM one_form
    UNION SELECT source_name, media_item_id, key, key FROM one_form
) AS form
JOIN catalog.media_sources AS source USING (source_name, external_id, media_item_id)
WHERE NOT EXISTS (
    SELECT FROM catalog.media_sources AS elsewhere
    WHERE elsewhere.source_name = form.source_name AND elsewhere.external_id = form.key
        AND elsewhere.media_item_id <> form.media_item_id
) AND NOT EXISTS (
    SELECT FROM one_form AS elsewhere
    WHERE elsewhere.source_name = form.source_name AND elsewhere.key = form.key
        AND elsewhere.media_item_id <> form.media_item_id
)
WINDOW same AS (PARTITION BY source.source_name, form.key, source.media_item_id);

DELETE FROM catalog.titles AS title USING one_record AS form
WHERE title.media_item_id = form.media_item_id AND title.source_name = form.source_name
    AND title.external_id = form.external_id AND NOT form.stays;
DELETE FROM catalog.media_sources AS source USING one_record AS form
WHERE source.source_name = form.source_name AND source.external_id = form.external_id AND NOT form.stays;
UPDATE catalog.titles AS title SET external_id = form.key FROM one_record AS form
WHERE title.media_item_id = form.media_item_id AND title.source_name = form.source_name
    AND title.external_id = form.external_id;
UPDATE catalog.field_values AS said SET external_id = form.key FROM one_record AS form
WHERE said.source_name = form.source_name AND said.external_id = form.external_id;
UPDATE catalog.media_sources AS source SET external_id = form.key, leads = form.one_leads,
    first_seen_at = form.first_seen_at,
    mapping_version = CASE WHEN form.one_leads AND NOT form.leads THEN 0 ELSE source.mapping_version END
FROM one_record AS form
WHERE source.source_name = form.source_name AND source.external_id = form.external_id;
DROP TABLE one_form, one_record;
