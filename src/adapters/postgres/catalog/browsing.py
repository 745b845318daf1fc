"""Conditions on the class of works, and a walk down each class by itself."""

from domain.media_classes import CLASSES, is_within


def of_class(above: str | None) -> str:
    """A condition on works: their class is `above` or below it."""
    return f"AND media_class = ANY ({_paths(above)})" if above else ""


def best_of_each_class(above: str, works: str, ranking: str) -> str:
    """The best of each class from `above` down; `works` selects those whose class is `class.path`.

    An index holds each class in the order of `ranking`, but not all of them together.
    """
    each = f"unnest({_paths(above)}) AS class (path)"
    return f"SELECT best.* FROM {each} CROSS JOIN LATERAL ({works} {ranking}) AS best"  # noqa: S608


def _paths(above: str) -> str:
    """Written out, so that the planner knows how many works to expect; no path is anybody else's."""
    return f"'{{{','.join(path for path in CLASSES if is_within(path, above))}}}'::ltree[]"
