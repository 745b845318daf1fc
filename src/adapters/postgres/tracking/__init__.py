"""States in PostgreSQL. Every statement names the person: it is what the tables are parted by."""
