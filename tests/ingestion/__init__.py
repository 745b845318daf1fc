"""Upstream records on their way into the catalogue."""
