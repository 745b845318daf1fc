"""Work for later: pgqueuer's tables in the schema `jobs`, made by our own migrations."""
