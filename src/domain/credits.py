"""People and makers of a work, each by name and role, and how they agree with its short credit line."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, get_args

from msgspec import Struct

Role = Literal[
    "creator", "author", "director", "developer", "artist", "writer", "composer", "cinematographer",
    "editor", "producer", "illustrator", "translator", "narrator", "actor", "publisher",
]  # fmt: skip
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""In the order in which a work shows them. A `creator` is credited without saying what for."""

FOUND_BY: Final[frozenset[Role]] = frozenset(ROLES) - {"actor", "producer", "editor", "publisher"}
"""Whose names find the work as its title does; a search for a title would drown in those of casts."""

OF_DETAILS: Final[Mapping[str, Role]] = {
    "directors": "director",
    "authors": "author",
    "developers": "developer",
    "artists": "artist",
    "publishers": "publisher",
    "publisher": "publisher",
}
"""Details that are names of people or makers, and their roles."""

IN_CREDIT_LINE: Final[tuple[Role, ...]] = ("director", "author", "developer", "artist")


class Credit(Struct, frozen=True, forbid_unknown_fields=True):
    """One name in one role."""

    role: Role
    name: str


Credits = tuple[Credit, ...]


def by_role(credits: Iterable[Credit]) -> dict[Role, tuple[str, ...]]:
    """The names of each role in their order, each once; roles in the order of ROLES."""
    found: dict[Role, dict[str, None]] = {role: {} for role in ROLES}
    for credit in credits:
        found[credit.role][credit.name] = None
    return {role: tuple(names) for role, names in found.items() if names}


def credited(roles: Mapping[Role, Iterable[str]]) -> Credits:
    """The same as a flat list."""
    return tuple(Credit(role, name) for role in ROLES for name in roles.get(role, ()))


def complete(given: Iterable[Credit], creators: Iterable[str], details: Mapping[str, Any]) -> Credits:
    """The credits with the makers that details name, where the role has nobody, and with the creators that
    have no role."""
    roles = by_role(credit for credit in given if credit.role != "creator")
    for field, role in OF_DETAILS.items():
        if names := _listed(details.get(field)):
            roles.setdefault(role, names)
    known = {name for names in roles.values() for name in names}
    roles["creator"] = tuple(dict.fromkeys(name for name in creators if name not in known))
    return credited(roles)


def credit_line(given: Credits, details: Mapping[str, Any]) -> tuple[str, ...]:
    """The creators of a work that names none: who is credited without a role, else its directors, authors,
    developers or artists."""
    roles = by_role(complete(given, (), details))
    makers = next((roles[role] for role in IN_CREDIT_LINE if role in roles), ())
    return by_role(given).get("creator", makers)


def makers_in(given: Iterable[Credit], fields: Iterable[str]) -> dict[str, Any]:
    """Those of a kind's `fields` that are lists of makers, filled with the names of their role."""
    roles = by_role(given)
    names = {field: roles.get(OF_DETAILS[field], ()) for field in fields if field in OF_DETAILS}
    return {field: each[0] if field == "publisher" else each for field, each in names.items() if each}


def names_that_find(given: Iterable[Credit]) -> tuple[str, ...]:
    """The names by whose words a work is found."""
    return tuple(dict.fromkeys(credit.name for credit in given if credit.role in FOUND_BY))


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
