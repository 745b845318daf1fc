"""Asking upstreams while somebody waits: searching them, and importing one work."""
