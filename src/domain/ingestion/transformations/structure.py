"""Lists and objects as they are, and a look inside them."""

from typing import Any

from domain.ingestion.errors import Unusable
from domain.ingestion.transformations import Transformation


def first(transformation: Transformation) -> Transformation:
    """The first usable value of a list."""

    def first_of(value: Any) -> Any:
        given = value if isinstance(value, list) else [value]
        return next((each for each in map(transformation, given) if each is not None), None)

    first_of.__name__ = f"first_{transformation.__name__}"
    first_of.__doc__ = f"The first of a list. {transformation.__doc__}"
    return first_of


def whole_object(value: Any) -> dict[str, Any] | None:
    """An object as it is."""
    if not isinstance(value, dict):
        raise Unusable("wrong-type", "An object is expected here.")
    return value or None


def as_it_is(value: Any) -> Any:
    """The value unchanged; empty ones are unknown."""
    return None if value in ("", [], {}) else value


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, for transformations that look inside; anything else in it is passed over."""
    if not isinstance(value, list):
        raise Unusable("wrong-type", "A list is expected here.")
    return [each for each in value if isinstance(each, dict)]
