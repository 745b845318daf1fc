DROP TABLE ingestion.run_records, ingestion.runs, ingestion.licences;
