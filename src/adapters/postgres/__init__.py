"""PostgreSQL: engine, transactions with an identity, and a repository and reader for each context."""
