"""Statements that read runs and troubles as JSON, put together from the conditions that a query names."""

from collections.abc import Collection

from sqlalchemy import TextClause, text

OF_RUN = """jsonb_build_object(
    'id', run.id, 'source_name', run.source_name, 'kind', run.kind, 'mapping_version', run.mapping_version,
    'status', run.status, 'reason', run.reason, 'counts', run.counts, 'requested_by', who.username,
    'retry_of', run.retry_of, 'started_at', run.started_at, 'heard_at', run.heard_at,
    'finished_at', run.finished_at,
    'duration_seconds', extract(epoch FROM coalesce(run.finished_at, run.heard_at) - run.started_at))"""
WITH_NAME = "LEFT JOIN LATERAL accounts.public_name(run.requested_by) AS who ON true"


def _each(column: str) -> str:
    """All values of a column of runs, as `known.value`: one step of its index for each, however many runs."""
    return f"""
        WITH RECURSIVE known (value) AS (
            (SELECT {column} FROM ingestion.runs WHERE {column} IS NOT NULL ORDER BY 1 LIMIT 1)
            UNION ALL
            SELECT (
                SELECT run.{column} FROM ingestion.runs AS run WHERE run.{column} > known.value
                ORDER BY 1 LIMIT 1
            ) FROM known WHERE known.value IS NOT NULL
        )"""


REQUESTERS = f"""
    {_each("requested_by")}
    SELECT {{wanted}} FROM known CROSS JOIN LATERAL accounts.public_name(known.value) AS who"""
NAMED_REQUESTERS = text(f"{REQUESTERS.format(wanted='who.username')} ORDER BY 1")
NAMED_SOURCES = text(f"{_each('source_name')} SELECT value FROM known WHERE value IS NOT NULL ORDER BY 1")

RUN_CONDITIONS = {
    "actor": "requested_by = :actor",
    "before": "id < :before",
    "source_name": "source_name = :source_name",
    "kind": "kind = :kind",
    "status": "status = :status",
    "requester": f"requested_by IN ({REQUESTERS.format(wanted='known.value')} WHERE username = :requester)",
}
RECORD_CONDITIONS = {
    "after": "position > :after",
    "outcome": "outcome = :outcome",
    "reason": "reason = :reason",
}
TROUBLE_CONDITIONS = {
    "before_at": "(at, id) < (:before_at, :before_id)",
    "source_name": "source_name = :source_name",
    "code": "code = :code",
    "day": "at >= :day AND at < :day + interval '1 day'",
}


def runs(given: Collection[str]) -> TextClause:
    """A page of runs, newest first; `given` names the conditions whose parameters there are."""
    conditions = _all(RUN_CONDITIONS, given)
    return text(
        f"""
        SELECT {OF_RUN}::text FROM (
            SELECT * FROM ingestion.runs WHERE {conditions} ORDER BY id DESC LIMIT :most
        ) AS run {WITH_NAME} ORDER BY run.id DESC
        """
    )


def records(given: Collection[str]) -> TextClause:
    """A page of a run's records that need a look, by position."""
    conditions = _all(RECORD_CONDITIONS, given)
    return text(
        f"""
        SELECT (to_jsonb(record) - 'run_id')::text FROM (
            SELECT * FROM ingestion.run_records WHERE run_id = :run_id AND {conditions}
            ORDER BY position LIMIT :most
        ) AS record ORDER BY record.position
        """
    )


def troubles(given: Collection[str]) -> TextClause:
    """A page of troubles, newest first."""
    conditions = _all(TROUBLE_CONDITIONS, given)
    return text(
        f"""
        SELECT id, at, kind, source_name, host, code, message, run_id FROM ingestion.integration_errors
        WHERE at >= :since AND {conditions} ORDER BY at DESC, id DESC LIMIT :most
        """
    )


ONE_RUN = text(
    f"""
    SELECT ({OF_RUN} || jsonb_build_object(
        'report', run.report, 'reasons', coalesce((
            SELECT jsonb_agg(to_jsonb(met) ORDER BY met.count DESC, met.outcome, met.reason) FROM (
                SELECT outcome, reason, count(*) FROM ingestion.run_records
                WHERE run_id = run.id GROUP BY outcome, reason
            ) AS met), '[]'),
        'retryable', (
            SELECT count(*) FROM ingestion.run_records
            WHERE run_id = coalesce(run.retry_of, run.id) AND retry = 'possible'),
        'retries', coalesce((
            SELECT jsonb_agg(retry.id ORDER BY retry.id) FROM ingestion.runs AS retry
            WHERE retry.retry_of = run.id), '[]'),
        'records', coalesce((
            SELECT jsonb_agg(to_jsonb(record) - 'run_id' ORDER BY record.position) FROM (
                SELECT * FROM ingestion.run_records WHERE run_id = run.id ORDER BY position LIMIT 100
            ) AS record), '[]')))::text
    FROM ingestion.runs AS run {WITH_NAME}
    WHERE run.id = :run_id AND (run.requested_by = :actor OR :sees_all)
    """
)
IS_SEEN = text(
    "SELECT EXISTS (SELECT FROM ingestion.runs WHERE id = :run_id AND (requested_by = :actor OR :sees_all))"
)
TROUBLES_BY_DAY = text(
    """
    SELECT CAST(at AT TIME ZONE 'UTC' AS date), source_name, count(*) FROM ingestion.integration_errors
    WHERE at >= :since GROUP BY 1, 2 ORDER BY 1, 2
    """
)
TROUBLE_CHOICES = text(
    """
    SELECT array_agg(DISTINCT source_name ORDER BY source_name), array_agg(DISTINCT code ORDER BY code)
    FROM ingestion.integration_errors WHERE at >= :since
    """
)


def _all(conditions: dict[str, str], given: Collection[str]) -> str:
    return " AND ".join(condition for name, condition in conditions.items() if name in given) or "true"
