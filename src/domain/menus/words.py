"""How the texts of a menu are tidied and bounded, with a pointer to the one that does not fit."""

from domain.kernel import Problem
from domain.menus.errors import TextInvalid
from domain.texts import composed

TITLE = 200
DESCRIPTION = 4000
INTENT = 1000
ANNOTATION = 4000
RELATIONSHIP = 40
NARRATIVE = 4000
NOTE = 1000


def required(value: str, most: int, pointer: str) -> str:
    """The text in NFC without outer blanks; raises TextInvalid when nothing is left or it is too long."""
    return _bounded(_tidy(value), 1, most, pointer)


def optional(value: str | None, most: int, pointer: str) -> str | None:
    """As `required`, but nothing is fine, and blanks are nothing."""
    return _bounded(_tidy(value or ""), 0, most, pointer) or None


def _tidy(value: str) -> str:
    return composed(value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _bounded(value: str, least: int, most: int, pointer: str) -> str:
    if len(value) < least:
        raise TextInvalid(
            "A text is missing.", Problem(pointer, "text-missing", "Something has to stand here.")
        )
    if len(value) > most:
        words = f"At most {most} characters fit here; these are {len(value)}."
        raise TextInvalid("A text is too long.", Problem(pointer, "text-too-long", words))
    return value
