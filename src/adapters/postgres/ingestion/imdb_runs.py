"""The statements that keep the runs of IMDb's files and what was noted of lines, and the licence."""

KEEP_RUN = """
INSERT INTO ingestion.runs (id, source_name, kind, mapping_version, status, counts, started_at, finished_at)
VALUES ($1, 'imdb', 'file', $2, 'finished', $3, $4, $5)
"""


def keep_remarks(changes: str) -> str:
    """What was noted of a record is kept when the record is among the changes, not again at every load."""
    return f"""
        INSERT INTO ingestion.run_records
            (run_id, position, external_id, outcome, reason, problems, media_item_id)
        SELECT $1, remark.line, remark.tconst, remark.outcome, remark.reason, remark.problems,
            change.media_item_id
        FROM imdb_remarks AS remark
        LEFT JOIN (SELECT DISTINCT tconst, media_item_id FROM {changes}) AS change USING (tconst)
        WHERE remark.file = $2
            AND (remark.outcome = 'rejected' OR remark.reason = 'duplicate' OR change.tconst IS NOT NULL)
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
