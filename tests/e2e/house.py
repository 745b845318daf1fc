"""What a browser test knows of the service it uses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class House:
    """Where it is, and the slugs of two published demo menus."""

    origin: str
    slugs: tuple[str, ...]
