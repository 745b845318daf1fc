"""Files of records on disk: dumps of Open Library and MusicBrainz, NDJSON and CSV."""
