"""Secrets: passwords that are slow to guess, and tokens that cannot be guessed."""
