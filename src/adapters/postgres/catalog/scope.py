"""Who sees which works: the one mandatory filter, since these tables have no row-level security."""

from domain.kernel import Actor

PUBLIC = "origin = 'ingested' AND merged_into IS NULL AND NOT is_adult"
"""What everybody finds. Word for word the condition of the partial indexes, or they would not be used."""

ADULT = "origin = 'ingested' AND merged_into IS NULL AND is_adult"
"""What is found besides by those who switched it on. Word for word the condition of its own indexes."""

OWN = "origin = 'custom' AND owner_id = :viewer AND merged_into IS NULL"
"""What the viewer alone finds."""

READABLE = "(origin = 'ingested' OR owner_id = :viewer)"
"""What may be read by id: adult and merged works too."""

BESIDE = """(item.origin = 'ingested' OR item.owner_id = :viewer) AND item.merged_into IS NULL
    AND (NOT item.is_adult OR :sees_adult)"""
"""What is shown as `item` around another work."""


def scopes_of(viewer: Actor | None) -> tuple[str, ...]:
    """What somebody finds, each part by indexes of its own."""
    if viewer is None:
        return (PUBLIC,)
    return (PUBLIC, ADULT, OWN) if viewer.sees_adult else (PUBLIC, OWN)
