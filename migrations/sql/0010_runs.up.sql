ALTER TABLE ingestion.runs
    ADD COLUMN heard_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN reason text,
    ADD COLUMN retry_of uuid CONSTRAINT runs_retry_of_fk REFERENCES ingestion.runs (id) ON DELETE SET NULL,
    ADD COLUMN kept_bytes bigint NOT NULL DEFAULT 0,
    DROP CONSTRAINT runs_status_ck,
    ADD CONSTRAINT runs_status_ck CHECK (status IN ('running', 'finished', 'failed', 'stopped')),
    ADD CONSTRAINT runs_reason_ck CHECK (reason IS NULL OR status = 'failed'),
    ADD CONSTRAINT runs_kept_bytes_ck CHECK (kept_bytes >= 0);
UPDATE ingestion.runs SET heard_at = coalesce(finished_at, started_at);
CREATE INDEX runs_source_name_ix ON ingestion.runs (source_name, id DESC);
CREATE INDEX runs_heard_at_ix ON ingestion.runs (heard_at) WHERE status = 'running';
CREATE INDEX runs_retry_of_ix ON ingestion.runs (retry_of, id) WHERE retry_of IS NOT NULL;
-- Two retries of one run at a time would take the same records twice.
CREATE UNIQUE INDEX runs_retry_of_uq ON ingestion.runs (retry_of) WHERE status = 'running';
COMMENT ON COLUMN ingestion.runs.status IS 'running; finished; failed: broken off before its end; stopped: somebody wanted it to end there.';
COMMENT ON COLUMN ingestion.runs.heard_at IS 'The last sign of life, by the service''s clock; a running one that is silent too long is failed.';
COMMENT ON COLUMN ingestion.runs.reason IS 'Stable code of why it failed; null for any other.';
COMMENT ON COLUMN ingestion.runs.retry_of IS 'The run whose refused records it takes through again.';
COMMENT ON COLUMN ingestion.runs.kept_bytes IS 'Bytes of refused records that it put into kept_records, ever; they have a limit.';

ALTER TABLE ingestion.run_records
    ADD COLUMN retry text,
    ADD CONSTRAINT run_records_retry_ck CHECK (
        retry IN ('possible', 'taken', 'too-large', 'unreadable', 'no-room', 'expired', 'original'));
CREATE INDEX run_records_reason_ix ON ingestion.run_records (run_id, outcome, reason, position);
CREATE INDEX run_records_retry_ix ON ingestion.run_records (run_id, position) WHERE retry = 'possible';
COMMENT ON COLUMN ingestion.run_records.retry IS
    'Of a refused record: possible, taken by a retry, or why it cannot be retried; original: the run that this one retries keeps it. Null where nothing was kept.';

CREATE TABLE ingestion.kept_records (
    run_id uuid NOT NULL,
    position bigint NOT NULL,
    received bytea NOT NULL,
    CONSTRAINT kept_records_pk PRIMARY KEY (run_id, position),
    CONSTRAINT kept_records_record_fk FOREIGN KEY (run_id, position)
        REFERENCES ingestion.run_records (run_id, position) ON DELETE CASCADE
);
COMMENT ON TABLE ingestion.kept_records IS 'What was received of refused records, for another try; forgotten when it was taken or has grown old.';
COMMENT ON COLUMN ingestion.kept_records.run_id IS 'The run that refused it.';
COMMENT ON COLUMN ingestion.kept_records.position IS 'Its index or line there.';
COMMENT ON COLUMN ingestion.kept_records.received IS 'The record with its envelope as it came, without secrets in addresses.';
GRANT SELECT, INSERT, DELETE ON ingestion.kept_records TO media_menu_app, media_menu_worker;

CREATE TABLE ingestion.integration_errors (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    source_name text NOT NULL,
    host text,
    kind text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    run_id uuid,
    CONSTRAINT integration_errors_pk PRIMARY KEY (at, id),
    CONSTRAINT integration_errors_kind_ck CHECK (kind IN ('run', 'upstream')),
    CONSTRAINT integration_errors_code_ck CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    CONSTRAINT integration_errors_message_ck CHECK (length(message) <= 500),
    CONSTRAINT integration_errors_host_ck CHECK (length(host) <= 253)
) PARTITION BY RANGE (at);
COMMENT ON TABLE ingestion.integration_errors IS 'What went wrong between us and upstreams, or inside a run beyond single records; by month, for administrators.';
COMMENT ON COLUMN ingestion.integration_errors.id IS 'UUIDv7 made by the service.';
COMMENT ON COLUMN ingestion.integration_errors.at IS 'When.';
COMMENT ON COLUMN ingestion.integration_errors.source_name IS 'Which upstream it was about.';
COMMENT ON COLUMN ingestion.integration_errors.host IS 'Who was asked, for a request.';
COMMENT ON COLUMN ingestion.integration_errors.kind IS 'run: inside a run; upstream: between us and them.';
COMMENT ON COLUMN ingestion.integration_errors.code IS 'Stable code.';
COMMENT ON COLUMN ingestion.integration_errors.message IS 'A sentence without secrets.';
COMMENT ON COLUMN ingestion.integration_errors.run_id IS 'In which run, when it was in one; that may be gone before this is.';
-- Whatever no month has room for; the function below empties it into months.
CREATE TABLE ingestion.integration_errors_default PARTITION OF ingestion.integration_errors DEFAULT;
GRANT INSERT ON ingestion.integration_errors TO media_menu_app, media_menu_worker;
GRANT SELECT ON ingestion.integration_errors TO media_menu_admin;

-- Making and dropping partitions takes the owner; the worker may do just this much of what the owner may.
CREATE FUNCTION ingestion.keep_errors_in_shape(present timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET "TimeZone" = 'UTC' SET lock_timeout = '5s'
    AS $$
DECLARE
    oldest CONSTANT timestamptz := present - interval '90 days';
    month timestamptz;
    part name;
BEGIN
    PERFORM pg_advisory_xact_lock(7316254);
    FOR month IN SELECT date_trunc('month', present) + ahead * interval '1 month' FROM generate_series(0, 2) ahead LOOP
        part := 'integration_errors_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass('ingestion.' || part) IS NOT NULL;
        LOCK TABLE ingestion.integration_errors_default IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE ingestion.%I (LIKE ingestion.integration_errors INCLUDING ALL)', part);
        EXECUTE format(
            'WITH late AS (
                DELETE FROM ingestion.integration_errors_default WHERE at >= %1$L AND at < %2$L RETURNING *
            ) INSERT INTO ingestion.%3$I SELECT * FROM late', month, month + interval '1 month', part);
        EXECUTE format(
            'ALTER TABLE ingestion.integration_errors ATTACH PARTITION ingestion.%I FOR VALUES FROM (%L) TO (%L)',
            part, month, month + interval '1 month');
    END LOOP;
    FOR part IN
        SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = pg_class.oid
        WHERE inhparent = 'ingestion.integration_errors'::regclass AND relname ~ '_\d{4}_\d\d$'
            AND to_date(right(relname, 7), 'YYYY_MM') + interval '1 month' <= oldest
    LOOP
        EXECUTE format('DROP TABLE ingestion.%I', part);
    END LOOP;
    DELETE FROM ingestion.integration_errors_default WHERE at < oldest;
END $$;
COMMENT ON FUNCTION ingestion.keep_errors_in_shape(timestamptz) IS
    'Makes the partitions of this month and the next two, and drops those whose last day is 90 days ago.';
REVOKE ALL ON FUNCTION ingestion.keep_errors_in_shape(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ingestion.keep_errors_in_shape(timestamptz) TO media_menu_worker;
SELECT ingestion.keep_errors_in_shape(now());
