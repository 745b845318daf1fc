"""A work as the catalogue keeps it, and what it takes to be one."""

import re
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, structs
from msgspec.structs import force_setattr

from domain.catalog.details import Details, details_of
from domain.catalog.errors import WorkInvalid
from domain.catalog.releases import YEARS, released
from domain.catalog.views import MediaType
from domain.credits import Credit, Credits, complete, credit_line
from domain.kernel import MediaItemId, UserId
from domain.media_classes import KNOWN, is_within
from domain.texts import composed

TITLE = 1_000
DESCRIPTION = 10_000
NAME = 300
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
COUNTRY = re.compile(r"[A-Z]{2}")


class Work(Struct, frozen=True):
    """The facts of one work; `owner_id` is set for a custom item, which its owner alone finds.

    `release_date` is of the year `release_year`: `1979-05-25`, or as much of it as is known. `pinned` are the
    fields that keep their value whatever sources say. `credits` always agree with the creators and with the
    makers in the details.
    """

    id: MediaItemId
    media_type: MediaType
    title: str
    owner_id: UserId | None
    is_custom: bool
    original_title: str | None = None
    release_year: int | None = None
    creators: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    language: str | None = None
    description: str | None = None
    cover_url: str | None = None
    canonical_url: str | None = None
    details: dict[str, Any] = {}
    release_date: str | None = None
    country_of_origin: str | None = None
    is_adult: bool = False
    pinned: tuple[str, ...] = ()
    media_class: str | None = None
    credits: Credits = ()

    def __post_init__(self) -> None:
        force_setattr(self, "title", _text(self.title, TITLE, "/title") or _missing("/title"))
        for name, most in (("original_title", TITLE), ("description", DESCRIPTION)):
            force_setattr(self, name, _text(getattr(self, name), most, f"/{name}"))
        for name in ("creators", "genres"):
            force_setattr(self, name, _names(getattr(self, name), f"/{name}"))
        force_setattr(self, "genres", tuple(with_capitals(genre) for genre in self.genres))
        if self.release_year is not None and self.release_year not in YEARS:
            raise WorkInvalid("/release_year", "year-out-of-range", "This is not a year of any work.")
        if self.release_date is not None and released(self.release_date).year != self.release_year:
            raise WorkInvalid("/release_date", "date-differs", "This date is of another year.")
        if self.country_of_origin is not None and not COUNTRY.fullmatch(self.country_of_origin):
            raise WorkInvalid("/country_of_origin", "country-unknown", "Use two letters such as PL or US.")
        if self.language is not None and not LANGUAGE.fullmatch(self.language):
            raise WorkInvalid("/language", "language-unknown", "Use an ISO 639 code such as pl or en.")
        for name in ("cover_url", "canonical_url"):
            _check_address(getattr(self, name), f"/{name}")
        details_of(self.media_type, self.details)
        force_setattr(self, "media_class", self.media_class or self.media_type)
        if self.media_class not in KNOWN or not is_within(self.media_class, self.media_type):
            raise WorkInvalid("/media_class", "media-class-unknown", "There is no such class of this kind.")
        self._settle_credits()

    def _settle_credits(self) -> None:
        """An own item without creators is of its main makers; of other works sources and editors say it."""
        given = _credits(self.credits)
        if self.is_custom and not self.creators:
            force_setattr(self, "creators", credit_line(given, self.details))
        force_setattr(self, "credits", complete(given, self.creators, self.details))

    @property
    def typed_details(self) -> Details:
        return details_of(self.media_type, self.details)

    @property
    def has_derived_creators(self) -> bool:
        """Whether its creators are no more than what its credits and details say."""
        return self.creators == credit_line(self.credits, self.details)

    def changed(self, **facts: Any) -> "Work":
        """The work with these facts in place of the old ones. A date brings its year, and another year
        takes the date away.
        """
        date = facts.get("release_date")
        if date is not None:
            release = released(date)
            facts.setdefault("release_year", release.year)
            facts["release_date"] = date if release.day else None
        elif "release_date" in facts:
            facts.setdefault("release_year", None)
        elif self.release_date and facts.get("release_year", self.release_year) != self.release_year:
            facts["release_date"] = None
        return structs.replace(self, **facts)


def with_capitals(genre: str) -> str:
    """`science fiction` as `Science Fiction`, so that one genre is one word whatever its source."""
    return re.sub(r"(^|[\s\-/&(])(\w)", lambda found: found[1] + found[2].upper(), genre)


def _text(value: str | None, most: int, pointer: str) -> str | None:
    """NFC without outer blanks; nothing when nothing is left."""
    tidy = composed(value or "").strip()
    if len(tidy) > most:
        raise WorkInvalid(pointer, "text-too-long", f"At most {most} characters fit here.")
    return tidy or None


def _names(values: tuple[str, ...], pointer: str) -> tuple[str, ...]:
    """Each name once, in order, blanks left out; at most a hundred."""
    if len(values) > 100:
        raise WorkInvalid(pointer, "too-many", "At most 100 names fit here.")
    names = (_text(value, NAME, f"{pointer}/{index}") for index, value in enumerate(values))
    return tuple(dict.fromkeys(name for name in names if name))


def _credits(given: Credits) -> Credits:
    """Tidy names, each once in its role, blanks left out; at most five hundred."""
    if len(given) > 500:
        raise WorkInvalid("/credits", "too-many", "At most 500 credits fit here.")
    names = (_text(credit.name, NAME, f"/credits/{index}/name") for index, credit in enumerate(given))
    tidy = (Credit(credit.role, name) for credit, name in zip(given, names, strict=True) if name)
    return tuple(dict.fromkeys(tidy))


def _check_address(value: str | None, pointer: str) -> None:
    if value is None:
        return
    if len(value) > 2_000 or not is_web_address(value):
        raise WorkInvalid(pointer, "address-invalid", "Use an address that begins with http:// or https://.")


def is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"[\s\x00-\x1f]", value)


def _missing(pointer: str) -> str:
    raise WorkInvalid(pointer, "text-missing", "Something has to stand here.")
