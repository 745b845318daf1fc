"""The statements that keep the runs of IMDb's files and what was noted of lines, and the licence."""

OPEN = """
INSERT INTO ingestion.runs (id, source_name, kind, mapping_version, status, started_at, heard_at)
SELECT id, 'imdb', 'file', $2, 'running', $3, $3 FROM unnest($1::uuid[]) AS given (id)
"""

# Rows of runs are taken by their ids, one after another, by whoever takes several.
REOPEN = """
UPDATE ingestion.runs AS run SET status = 'running', reason = NULL, finished_at = NULL, heard_at = $2
FROM (SELECT id FROM ingestion.runs WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE) AS mine
WHERE run.id = mine.id
"""

# Who counts as dead because of its silence was only busy.
HEARD = """
UPDATE ingestion.runs AS run SET status = 'running', reason = NULL, finished_at = NULL, heard_at = $3,
    counts = jsonb_build_object('received', said.lines)
FROM unnest($1::uuid[], $2::integer[]) AS said (id, lines)
JOIN (SELECT id FROM ingestion.runs WHERE id = ANY ($1) ORDER BY id FOR UPDATE) AS mine USING (id)
WHERE run.id = mine.id AND run.status IN ('running', 'failed')
"""
IS_STOPPED = "SELECT EXISTS (SELECT FROM ingestion.runs WHERE id = ANY ($1) AND status = 'stopped')"
END = """
WITH ended AS (
    UPDATE ingestion.runs AS run SET status = $2, reason = $3, finished_at = $4, heard_at = $4
    FROM (SELECT id FROM ingestion.runs WHERE id = ANY ($1) ORDER BY id FOR UPDATE) AS mine
    WHERE run.id = mine.id AND run.status = 'running' RETURNING run.id
)
SELECT EXISTS (SELECT FROM ended)
"""
FINISH = """
UPDATE ingestion.runs
SET status = 'finished', reason = NULL, counts = $2, finished_at = $3, heard_at = $3
WHERE id = $1 AND status IN ('running', 'failed') RETURNING true
"""


def keep_remarks(changes: str) -> str:
    """What was noted of a record is kept when the record is among the changes, not again at every load.

    Refused lines and duplicates are kept with the record's other line, and with the last slice at the latest.
    """
    return f"""
        INSERT INTO ingestion.run_records
            (run_id, position, external_id, outcome, reason, problems, media_item_id)
        SELECT $1, remark.line, remark.tconst, remark.outcome, remark.reason, remark.problems,
            change.media_item_id
        FROM imdb_remarks AS remark
        LEFT JOIN (SELECT DISTINCT tconst, media_item_id FROM {changes}) AS change USING (tconst)
        WHERE remark.file = $2 AND (
            change.tconst IS NOT NULL OR $3 AND (remark.outcome = 'rejected' OR remark.reason = 'duplicate')
        ) AND NOT EXISTS (
            SELECT FROM ingestion.run_records WHERE run_id = $1 AND position = remark.line
        )
    """  # noqa: S608


ACCEPT_LICENCE = (
    "INSERT INTO ingestion.licences (source_name, accepted_at) VALUES ('imdb', $1) ON CONFLICT DO NOTHING"
)
LICENCE_ACCEPTED = "SELECT EXISTS (SELECT FROM ingestion.licences WHERE source_name = 'imdb')"

WAS_LOADED = """
SELECT EXISTS (
    SELECT FROM ingestion.runs
    WHERE source_name = 'imdb' AND kind = 'file' AND status = 'finished' AND mapping_version = $1
)
"""
