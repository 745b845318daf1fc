"""Menus in PostgreSQL."""
