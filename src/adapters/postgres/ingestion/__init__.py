"""Runs, their records, and the ways of upstream records into the catalogue."""
