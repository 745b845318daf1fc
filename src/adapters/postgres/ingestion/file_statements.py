"""Statements of file runs: how far they are, which ids they have met, which names are known."""

from sqlalchemy import TextClause, text

from adapters.postgres.ingestion.missing import mark_missing

SEEN = "ingestion.seen_records"
SEEN_DRY = "pg_temp.seen_records"
"""Where a dry run marks ids."""

DRY_TABLES = (
    """
    CREATE TEMP TABLE seen_records (
        run_id uuid, external_id text COLLATE "C", taken boolean NOT NULL, PRIMARY KEY (run_id, external_id)
    )
    """,
    """
    CREATE TEMP TABLE new_links (
        source_name text, external_key text, media_item_id uuid NOT NULL, media_type text NOT NULL,
        PRIMARY KEY (source_name, external_key)
    )
    """,
)

# A broken run can be repeated from its last commit, so no commit has to wait for the disk.
SETTINGS = ("SET lock_timeout = 0", "SET synchronous_commit = off", "SET jit = off")

LOCK = 7316255
HOLD = text(f"SELECT pg_try_advisory_lock({LOCK}, hashtext(:key))")

NEWEST = text(
    """
    SELECT run.id, run.source_name, run.kind, run.mapping_version, run.requested_by, run.started_at,
        run.status, run.finished_at, run.reason, run.retry_of, run.kept_bytes, run.counts::text AS counts,
        place.line, place.byte_offset, place.named_until, place.tally::text AS tally
    FROM ingestion.file_runs AS place JOIN ingestion.runs AS run ON run.id = place.run_id
    WHERE place.file_digest = :digest AND run.source_name = :source_name
    ORDER BY run.id DESC LIMIT 1
    """
)
MARKS = text(f"SELECT count(*) FROM {SEEN} WHERE run_id = :run_id AND taken")  # noqa: S608

# Whoever holds the lock of a run is at work on it, and its run is left alone.
ABANDON = text(
    f"""
    WITH broken AS MATERIALIZED (
        SELECT run.id, run.source_name || encode(place.file_digest, 'hex') AS key
        FROM ingestion.file_runs AS place JOIN ingestion.runs AS run ON run.id = place.run_id
        WHERE run.source_name = :source_name AND run.status <> 'finished'
            AND (place.file_name = :name OR place.file_digest = :digest)
    ), left_alone AS MATERIALIZED (
        SELECT id FROM broken WHERE pg_try_advisory_xact_lock({LOCK}, hashtext(key))
    ), forgotten AS (
        DELETE FROM {SEEN} WHERE run_id IN (SELECT id FROM left_alone)
    ), ended AS (
        UPDATE ingestion.runs SET status = 'failed', reason = 'begun-anew', finished_at = :at
        WHERE id IN (SELECT id FROM left_alone) AND finished_at IS NULL
    )
    DELETE FROM ingestion.file_runs WHERE run_id IN (SELECT id FROM left_alone)
    """  # noqa: S608
)

BEGIN = text(
    """
    INSERT INTO ingestion.file_runs (run_id, file_name, file_digest, line, byte_offset, tally)
    VALUES (:run_id, :name, :digest, 0, 0, CAST(:tally AS jsonb)) ON CONFLICT DO NOTHING
    """
)
# A run that broke off or fell silent goes on; stopping counts until somebody loads the file again.
REOPEN = text(
    """
    UPDATE ingestion.runs SET status = 'running', reason = NULL, finished_at = NULL, heard_at = :at
    WHERE id = :run_id AND status = ANY(:statuses)
    """
)

ADVANCE = text(
    """
    UPDATE ingestion.file_runs SET line = :line, byte_offset = :offset, named_until = :named_until,
        tally = CAST(:tally AS jsonb)
    WHERE run_id = :run_id AND byte_offset = :old_offset AND named_until = :old_named_until
    """
)

SAME = text(
    """
    SELECT external_id FROM catalog.media_sources AS stored JOIN unnest(
        CAST(:ids AS text[]), CAST(:hashes AS bytea[]), CAST(:dates AS timestamptz[])
    ) AS given (external_id, payload_hash, fetched_at) USING (external_id, payload_hash)
    WHERE stored.source_name = :source_name AND stored.mapping_version = :version
        AND stored.missing_since IS NULL
        AND (given.fetched_at IS NULL OR given.fetched_at <= stored.fetched_at)
    """
)

KEEP_NAMES = text(
    """
    INSERT INTO ingestion.openlibrary_authors AS known (key, name)
    SELECT key, name FROM unnest(CAST(:keys AS text[]), CAST(:names AS text[])) AS given (key, name)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET name = excluded.name WHERE known.name <> excluded.name
    RETURNING xmax = 0 AS is_new
    """
)
NAMES = text("SELECT key, name FROM ingestion.openlibrary_authors WHERE key = ANY(:keys)")

NAMELESS = text(
    """
    SELECT source.external_id, source.media_item_id, source.canonical_url, source.fetched_at,
        source.raw_payload::text AS raw_payload, source.payload_hash, source.payload_notes
    FROM catalog.media_sources AS source JOIN catalog.media_items AS item ON item.id = source.media_item_id
    WHERE source.source_name = :source_name AND source.external_id > :after
        AND source.mapping_version = :version AND item.creators = '{}' AND item.merged_into IS NULL
    ORDER BY source.external_id LIMIT :most
    """
)


def first_seen(seen: str) -> TextClause:
    """Marks :ids as taken; gives those that had not been."""
    return text(
        f"""
        INSERT INTO {seen} AS seen (run_id, external_id, taken)
        SELECT :run_id, external_id, true FROM unnest(CAST(:ids AS text[])) AS external_id
        ORDER BY external_id
        ON CONFLICT (run_id, external_id) DO UPDATE SET taken = true WHERE NOT seen.taken
        RETURNING external_id
        """  # noqa: S608
    )


def met(seen: str) -> TextClause:
    """Marks :ids of lines that were refused."""
    return text(
        f"""
        INSERT INTO {seen} (run_id, external_id, taken)
        SELECT :run_id, external_id, false FROM unnest(CAST(:ids AS text[])) AS external_id
        ON CONFLICT DO NOTHING
        """  # noqa: S608
    )


def kinds_met(seen: str) -> TextClause:
    """Of the patterns in :kinds those that ids of the run fit."""
    return text(
        f"""
        SELECT kind FROM unnest(CAST(:kinds AS text[])) AS kind
        WHERE EXISTS (SELECT FROM {seen} WHERE run_id = :run_id AND external_id LIKE kind)
        """  # noqa: S608
    )


OF_KIND = "source.external_id LIKE ANY(CAST(:kinds AS text[]))"
OF_THIS_RUN = f"(SELECT external_id FROM {SEEN} WHERE run_id = :run_id)"  # noqa: S608
MARK_MISSING = text(mark_missing(":source_name", OF_THIS_RUN, ":at", OF_KIND))
COUNT_MISSING = text(
    f"""
    SELECT count(*) FROM catalog.media_sources AS source
    WHERE source.source_name = :source_name AND source.missing_since IS NOT NULL AND {OF_KIND}
    """  # noqa: S608
)
WOULD_BE_MISSING = text(
    f"""
    SELECT count(*) FROM catalog.media_sources AS source
    WHERE source.source_name = :source_name AND {OF_KIND} AND NOT EXISTS (
        SELECT FROM {SEEN_DRY} AS seen WHERE seen.external_id = source.external_id)
    """  # noqa: S608
)
FORGET = text(f"DELETE FROM {SEEN} WHERE run_id = :run_id")  # noqa: S608

NEW_LINKS = text(
    """
    SELECT link.source_name, link.external_key, link.media_item_id, link.media_type
    FROM unnest(CAST(:names AS text[]), CAST(:keys AS text[])) AS wanted (source_name, external_key)
    JOIN pg_temp.new_links AS link USING (source_name, external_key)
    """
)
REMEMBER_LINKS = text(
    """
    INSERT INTO pg_temp.new_links (source_name, external_key, media_item_id, media_type)
    SELECT * FROM unnest(CAST(:names AS text[]), CAST(:keys AS text[]), CAST(:ids AS uuid[]),
        CAST(:kinds AS text[])) ON CONFLICT DO NOTHING
    """
)
