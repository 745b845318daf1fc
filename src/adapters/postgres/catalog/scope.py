"""Who sees which works: the one mandatory filter, since these tables have no row-level security."""

PUBLIC = "origin = 'ingested' AND merged_into IS NULL AND NOT is_adult"
"""What everybody finds. Word for word the condition of the partial indexes, or they would not be used."""

OWN = "origin = 'custom' AND owner_id = :viewer AND merged_into IS NULL"
"""What the viewer alone finds."""

READABLE = "(origin = 'ingested' OR owner_id = :viewer)"
"""What may be read by id: adult and merged works too."""

BESIDE = """(item.origin = 'ingested' OR item.owner_id = :viewer) AND item.merged_into IS NULL
    AND (NOT item.is_adult OR start.is_adult)"""
"""What is shown as `item` around the work `start`: an adult work only to who looks at one already."""
