CREATE OR REPLACE FUNCTION ingestion.keep_errors_in_shape(present timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET "TimeZone" = 'UTC' SET lock_timeout = '5s'
    AS $$
DECLARE
    oldest CONSTANT timestamptz := present - interval '90 days';
    month timestamptz;
    part name;
BEGIN
    PERFORM pg_advisory_xact_lock(7316254);
    -- Dropping locks the whole table, so it comes first: whoever writes locks the whole before a part of it too.
    FOR part IN
        SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = pg_class.oid
        WHERE inhparent = 'ingestion.integration_errors'::regclass AND relname ~ '_\d{4}_\d\d$'
            AND to_date(right(relname, 7), 'YYYY_MM') + interval '1 month' <= oldest
    LOOP
        EXECUTE format('DROP TABLE ingestion.%I', part);
    END LOOP;
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
    DELETE FROM ingestion.integration_errors_default WHERE at < oldest;
END $$;
