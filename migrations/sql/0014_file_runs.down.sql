DROP TABLE ingestion.openlibrary_authors;
DROP TABLE ingestion.seen_records;
DROP TABLE ingestion.file_runs;
DROP INDEX catalog.media_sources_missing_ix;
ALTER TABLE catalog.media_items DROP COLUMN missing_since;
ALTER TABLE catalog.media_sources DROP COLUMN missing_since;
