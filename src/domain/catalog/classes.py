"""The tree of classes with the number of works in each."""

from collections.abc import Mapping

from domain.catalog.views import ClassView
from domain.media_classes import CLASSES, is_within

Counted = tuple[int, bool]
"""How many works, and whether that is exact."""


def tree_of(counts: Mapping[str, Counted]) -> tuple[ClassView, ...]:
    """From the works of each class by itself to the kinds, each with all that is below it."""
    return tuple(_class_of(path, counts) for path in CLASSES if "." not in path)


def _class_of(path: str, counts: Mapping[str, Counted]) -> ClassView:
    inside = [counts[each] for each in counts if is_within(each, path)]
    works, is_exact = sum(many for many, _ in inside), all(exact for _, exact in inside)
    below = (each for each in CLASSES if is_within(each, path) and each.count(".") == path.count(".") + 1)
    return ClassView(
        path,
        works if is_exact else rounded(works),
        is_exact,
        tuple(_class_of(each, counts) for each in below),
    )


def rounded(number: int) -> int:
    """To two digits that count: 61,234 is 61,000."""
    return round(number, 2 - len(str(number)))
