"""Accounts in PostgreSQL: one person's own rows behind policies, everybody's behind doors."""
