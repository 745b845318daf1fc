"""Upstream records on their way into the catalogue, and what became of each."""
