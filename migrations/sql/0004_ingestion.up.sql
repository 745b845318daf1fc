CREATE TABLE ingestion.runs (
    id uuid CONSTRAINT runs_pk PRIMARY KEY,
    source_name text NOT NULL,
    kind text NOT NULL,
    mapping_version integer NOT NULL,
    status text NOT NULL,
    counts jsonb NOT NULL DEFAULT '{}',
    requested_by uuid CONSTRAINT runs_requested_by_fk REFERENCES accounts.users (id) ON DELETE SET NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT runs_source_name_ck CHECK (source_name ~ '^[a-z][a-z0-9-]{0,39}$'),
    CONSTRAINT runs_kind_ck CHECK (kind IN ('push', 'file', 'connector', 'replay')),
    CONSTRAINT runs_status_ck CHECK (status IN ('running', 'finished', 'failed')),
    CONSTRAINT runs_counts_ck CHECK (jsonb_typeof(counts) = 'object'),
    CONSTRAINT runs_finished_at_ck CHECK ((finished_at IS NULL) = (status = 'running'))
);
CREATE INDEX runs_requested_by_ix ON ingestion.runs (requested_by, id DESC);
COMMENT ON TABLE ingestion.runs IS 'One delivery of upstream records, and how many met which fate.';
COMMENT ON COLUMN ingestion.runs.id IS 'UUIDv7 made by the service.';
COMMENT ON COLUMN ingestion.runs.source_name IS 'Which upstream the records are of.';
COMMENT ON COLUMN ingestion.runs.kind IS 'How they came.';
COMMENT ON COLUMN ingestion.runs.mapping_version IS 'Version of the mapping that read them.';
COMMENT ON COLUMN ingestion.runs.status IS 'running, finished, or failed: broken off before its end.';
COMMENT ON COLUMN ingestion.runs.counts IS 'Number of records by outcome.';
COMMENT ON COLUMN ingestion.runs.requested_by IS 'Who sent them; null for the operator at the command line and for erased people.';
COMMENT ON COLUMN ingestion.runs.started_at IS 'When it began.';
COMMENT ON COLUMN ingestion.runs.finished_at IS 'When it ended.';

CREATE TABLE ingestion.run_records (
    run_id uuid NOT NULL CONSTRAINT run_records_run_id_fk REFERENCES ingestion.runs (id) ON DELETE CASCADE,
    position bigint NOT NULL,
    external_id text,
    outcome text NOT NULL,
    reason text NOT NULL,
    problems jsonb NOT NULL DEFAULT '[]',
    media_item_id uuid
        CONSTRAINT run_records_media_item_id_fk REFERENCES catalog.media_items (id) ON DELETE SET NULL,
    CONSTRAINT run_records_pk PRIMARY KEY (run_id, position),
    CONSTRAINT run_records_outcome_ck CHECK (outcome IN ('rejected', 'conflict', 'noted')),
    CONSTRAINT run_records_problems_ck CHECK (jsonb_typeof(problems) = 'array')
);
COMMENT ON TABLE ingestion.run_records IS 'Records that were refused, that point at two works, or that had to be changed; the rest is counted only.';
COMMENT ON COLUMN ingestion.run_records.run_id IS 'The run.';
COMMENT ON COLUMN ingestion.run_records.position IS 'Index in the batch from 0, or line of the file from 1.';
COMMENT ON COLUMN ingestion.run_records.external_id IS 'The record''s own id, when it could be read.';
COMMENT ON COLUMN ingestion.run_records.outcome IS 'rejected; conflict: its ids belong to different works; noted: taken, with a change.';
COMMENT ON COLUMN ingestion.run_records.reason IS 'Stable code of the first problem.';
COMMENT ON COLUMN ingestion.run_records.problems IS 'All problems: [{pointer, code, message}].';
COMMENT ON COLUMN ingestion.run_records.media_item_id IS 'The work, for a noted record.';

CREATE TABLE ingestion.licences (
    source_name text CONSTRAINT licences_pk PRIMARY KEY,
    accepted_at timestamptz NOT NULL
);
COMMENT ON TABLE ingestion.licences IS 'Sources whose terms of use the operator has accepted.';
COMMENT ON COLUMN ingestion.licences.source_name IS 'The source.';
COMMENT ON COLUMN ingestion.licences.accepted_at IS 'When.';

GRANT SELECT, INSERT, UPDATE ON ingestion.runs, ingestion.run_records
    TO media_menu_app, media_menu_worker;
GRANT SELECT ON ingestion.runs, ingestion.run_records TO media_menu_admin;
GRANT SELECT, INSERT ON ingestion.licences TO media_menu_worker;
-- A bulk load leaves tables tidy: statistics of the new rows, and nothing for the next load to mark as committed.
GRANT MAINTAIN ON catalog.media_items, catalog.movie_items, catalog.external_links, catalog.media_sources,
    catalog.title_words TO media_menu_worker;
