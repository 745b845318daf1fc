"""Upstreams that can be asked, one file each; what their records mean is in `adapters/sources`."""
