"""Upstream sources: for each a declared, versioned mapping from its records to the catalogue."""
