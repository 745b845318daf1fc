"""The catalogue in PostgreSQL: works, links, search, tags."""
