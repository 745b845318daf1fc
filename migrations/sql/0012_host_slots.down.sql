DROP TABLE ingestion.host_slots;
