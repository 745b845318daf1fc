"""Statements about jobs, live ones and those of which only the log knows."""

from typing import Final

from sqlalchemy import text

# A job is in the queue until it is over; then its last line in the log stands for it.
LIVE: Final = """
    SELECT id, entrypoint AS name,
        CASE status WHEN 'picked' THEN 'running' ELSE status::text END AS status,
        attempts, created AS created_at, CASE status WHEN 'queued' THEN execute_after END AS run_after,
        CASE status WHEN 'failed' THEN updated END AS over_at, payload
    FROM jobs.pgqueuer
    WHERE status = ANY (CAST(:live AS jobs.pgqueuer_status[]))
"""
OVER: Final = """
    SELECT job_id, entrypoint AS name,
        CASE status WHEN 'successful' THEN 'done' ELSE 'cancelled' END AS status,
        0 AS attempts, NULL::timestamptz AS created_at, NULL::timestamptz AS run_after,
        created AS over_at, NULL::bytea AS payload
    FROM jobs.pgqueuer_log
    WHERE status = ANY (CAST(:over AS jobs.pgqueuer_status[]))
"""
STORY: Final = """
    SELECT j.id, j.name, j.status, j.payload, j.run_after, j.over_at AS finished_at,
        coalesce(j.created_at, story.asked_at) AS created_at, greatest(j.attempts, story.tried) AS attempts,
        story.started_at, why.code, why.message
    FROM found j
    CROSS JOIN LATERAL (
        SELECT min(l.created) FILTER (WHERE l.status = 'queued') AS asked_at,
            max(l.created) FILTER (WHERE l.status = 'picked') AS started_at,
            count(*) FILTER (WHERE l.status = 'picked') AS tried
        FROM jobs.pgqueuer_log l WHERE l.job_id = j.id
    ) story
    LEFT JOIN LATERAL (
        SELECT l.traceback ->> 'exception_type' AS code, l.traceback ->> 'exception_message' AS message
        FROM jobs.pgqueuer_log l WHERE l.job_id = j.id AND l.traceback IS NOT NULL AND j.status <> 'done'
        ORDER BY l.id DESC LIMIT 1
    ) why ON true
    ORDER BY j.id DESC
"""
NAMED: Final = "(CAST(:name AS text) IS NULL OR entrypoint = :name)"

JOBS: Final = text(f"""
    WITH found AS (
        ({LIVE} AND {NAMED} AND id < :before ORDER BY id DESC LIMIT :limit)
        UNION ALL
        ({OVER} AND {NAMED} AND job_id < :before ORDER BY job_id DESC LIMIT :limit)
        ORDER BY id DESC LIMIT :limit
    )
    {STORY}
""")
ONE_JOB: Final = text(f"""
    WITH found AS ({LIVE} AND id = :id UNION ALL {OVER} AND job_id = :id)
    {STORY} LIMIT 1
""")

CANCEL: Final = text("""
    WITH off AS (DELETE FROM jobs.pgqueuer WHERE id = :id RETURNING id, entrypoint, priority)
    INSERT INTO jobs.pgqueuer_log (job_id, status, entrypoint, priority)
    SELECT id, 'canceled', entrypoint, priority FROM off RETURNING job_id
""")
REQUEUE: Final = text("""
    WITH again AS (
        UPDATE jobs.pgqueuer SET status = 'queued', execute_after = now(), updated = now(), attempts = 0
        WHERE id = :id AND status = 'failed' RETURNING id, entrypoint, priority
    )
    INSERT INTO jobs.pgqueuer_log (job_id, status, entrypoint, priority)
    SELECT id, 'queued', entrypoint, priority FROM again RETURNING job_id
""")
LAST_TIMES: Final = text("SELECT schedule, max(at) AS at FROM jobs.occurrences GROUP BY schedule")

DEPTH: Final = text("""
    SELECT entrypoint AS name, CASE status WHEN 'picked' THEN 'running' ELSE status::text END AS status,
        count(*) AS number
    FROM jobs.pgqueuer GROUP BY 1, 2
""")
