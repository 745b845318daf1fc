DROP FUNCTION ingestion.keep_errors_in_shape(timestamptz);
DROP TABLE ingestion.integration_errors;
DROP TABLE ingestion.kept_records;
ALTER TABLE ingestion.run_records DROP COLUMN retry;
DROP INDEX ingestion.run_records_reason_ix;
DROP INDEX ingestion.runs_source_name_ix;
DROP INDEX ingestion.runs_heard_at_ix;
DROP INDEX ingestion.runs_retry_of_uq;
DROP INDEX ingestion.runs_retry_of_ix;
UPDATE ingestion.runs SET status = 'failed' WHERE status = 'stopped';
ALTER TABLE ingestion.runs
    DROP CONSTRAINT runs_status_ck,
    DROP CONSTRAINT runs_reason_ck,
    DROP COLUMN heard_at,
    DROP COLUMN reason,
    DROP COLUMN retry_of,
    DROP COLUMN kept_bytes,
    ADD CONSTRAINT runs_status_ck CHECK (status IN ('running', 'finished', 'failed'));
COMMENT ON COLUMN ingestion.runs.status IS 'running, finished, or failed: broken off before its end.';
