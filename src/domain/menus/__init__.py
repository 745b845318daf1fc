"""Menus, their courses, works, pairings and editions."""
