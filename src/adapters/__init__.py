"""Technology behind the ports of the domain: PostgreSQL, upstream sources, text and secrets."""
