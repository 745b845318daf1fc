"""Ingestion in PostgreSQL: set-based writing to the catalogue, and the book of runs."""
