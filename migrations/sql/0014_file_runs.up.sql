ALTER TABLE catalog.media_sources ADD COLUMN missing_since timestamptz;
COMMENT ON COLUMN catalog.media_sources.missing_since IS
    'Since when a full file of its source has lacked the record; null while upstream has it.';
ALTER TABLE catalog.media_items ADD COLUMN missing_since timestamptz;
COMMENT ON COLUMN catalog.media_items.missing_since IS
    'Since when the record that leads the work is gone from its source; the work is never deleted for that.';
CREATE INDEX media_sources_missing_ix ON catalog.media_sources (source_name, external_id)
    WHERE missing_since IS NOT NULL;

CREATE TABLE ingestion.file_runs (
    run_id uuid CONSTRAINT file_runs_pk PRIMARY KEY
        CONSTRAINT file_runs_run_id_fk REFERENCES ingestion.runs (id) ON DELETE CASCADE,
    file_name text NOT NULL,
    file_digest bytea NOT NULL,
    line bigint NOT NULL,
    byte_offset bigint NOT NULL,
    named_until text NOT NULL DEFAULT '',
    tally jsonb NOT NULL,
    CONSTRAINT file_runs_file_digest_ck CHECK (octet_length(file_digest) = 32),
    CONSTRAINT file_runs_line_ck CHECK (line >= 0),
    CONSTRAINT file_runs_byte_offset_ck CHECK (byte_offset >= 0),
    CONSTRAINT file_runs_tally_ck CHECK (jsonb_typeof(tally) = 'object')
);
CREATE INDEX file_runs_file_digest_ix ON ingestion.file_runs (file_digest);
CREATE INDEX file_runs_file_name_ix ON ingestion.file_runs (file_name);
COMMENT ON TABLE ingestion.file_runs IS
    'How far the run of a file is. Written in one transaction with what it counts, so a broken run goes on from here.';
COMMENT ON COLUMN ingestion.file_runs.run_id IS 'The run.';
COMMENT ON COLUMN ingestion.file_runs.file_name IS 'Name of the file without its directory.';
COMMENT ON COLUMN ingestion.file_runs.file_digest IS
    'SHA-256 of size, time of change, both ends of the file and how it is read: the same file again is known by it.';
COMMENT ON COLUMN ingestion.file_runs.line IS 'The last line that was taken, from 1; 0 before the first.';
COMMENT ON COLUMN ingestion.file_runs.byte_offset IS 'Where the next line begins, in bytes of the decompressed file.';
COMMENT ON COLUMN ingestion.file_runs.named_until IS
    'Id of the last record that was looked at when new names of authors were brought to works; empty before that.';
COMMENT ON COLUMN ingestion.file_runs.tally IS 'What became of the lines until here (domain.ingestion.files.account.Tally).';

-- Not logged: it is needed while a run lasts. A run whose marks a crash of the server has emptied begins anew.
CREATE UNLOGGED TABLE ingestion.seen_records (
    run_id uuid NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    taken boolean NOT NULL,
    CONSTRAINT seen_records_pk PRIMARY KEY (run_id, external_id)
);
COMMENT ON TABLE ingestion.seen_records IS
    'Ids that a file run has met so far, until it ends: a second line with an id is a duplicate, an id not met is missing.';
COMMENT ON COLUMN ingestion.seen_records.run_id IS 'The run; no foreign key, which would cost as much as the rows.';
COMMENT ON COLUMN ingestion.seen_records.external_id IS 'Id of a record.';
COMMENT ON COLUMN ingestion.seen_records.taken IS 'False while only lines that were refused have had the id.';

CREATE TABLE ingestion.openlibrary_authors (
    key text COLLATE "C" CONSTRAINT openlibrary_authors_pk PRIMARY KEY,
    name text NOT NULL,
    CONSTRAINT openlibrary_authors_key_ck CHECK (key ~ '^OL[0-9]+A$'),
    CONSTRAINT openlibrary_authors_name_ck CHECK (char_length(name) BETWEEN 1 AND 300)
);
COMMENT ON TABLE ingestion.openlibrary_authors IS
    'Names of authors, from Open Library''s dump: its works and editions have the keys alone.';
COMMENT ON COLUMN ingestion.openlibrary_authors.key IS 'OL, digits, A.';
COMMENT ON COLUMN ingestion.openlibrary_authors.name IS 'The name as it is shown.';

GRANT SELECT, INSERT, UPDATE ON ingestion.openlibrary_authors TO media_menu_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ingestion.file_runs, ingestion.seen_records TO media_menu_worker;
GRANT SELECT ON ingestion.file_runs, ingestion.openlibrary_authors TO media_menu_app, media_menu_admin;
GRANT MAINTAIN ON ingestion.seen_records TO media_menu_worker;
