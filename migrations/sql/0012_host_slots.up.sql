CREATE TABLE ingestion.host_slots (
    host text CONSTRAINT host_slots_pk PRIMARY KEY,
    next_at timestamptz NOT NULL,
    jobs_next_at timestamptz NOT NULL,
    CONSTRAINT host_slots_host_ck CHECK (length(host) BETWEEN 1 AND 255)
);
COMMENT ON TABLE ingestion.host_slots IS 'When upstream hosts may be asked again: one clock for all workers, so that no limit is passed together.';
COMMENT ON COLUMN ingestion.host_slots.host IS 'Name of the host in lower case.';
COMMENT ON COLUMN ingestion.host_slots.next_at IS 'The first moment that nobody has booked yet.';
COMMENT ON COLUMN ingestion.host_slots.jobs_next_at IS 'When a job may ask again at the earliest: jobs have a smaller budget than people.';

GRANT SELECT, INSERT, UPDATE ON ingestion.host_slots TO media_menu_app, media_menu_worker;
GRANT SELECT ON ingestion.host_slots TO media_menu_admin;
