"""Measurements as ratios: what a thing takes, against what it could not do without."""
