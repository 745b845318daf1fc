"""What pages call the states of works, and ratings on the scale that a person chose."""

from typing import Final

from msgspec import Struct

from app.web.languages import Language, mark
from domain.accounts.model import RatingScale
from domain.tracking.model import BEST, Status

STATUSES: Final[dict[Status, str]] = {
    "planned": mark("planned"),
    "in-progress": mark("begun"),
    "paused": mark("paused"),
    "completed": mark("completed"),
    "dropped": mark("dropped"),
}


class Scale(Struct, frozen=True):
    """A scale from 0 to `most`, in steps that are tenths of ten exactly."""

    most: int
    step: str

    def told(self, rating: float) -> float:
        """A rating of ten on this scale; every tenth has a place of its own."""
        return round(rating * self.most / BEST, 2)

    def of_ten(self, told: float) -> float:
        """The rating of ten that is meant by a place on this scale."""
        return round(told * BEST / self.most, 4)

    def typed(self, rating: float | None) -> str:
        """As a field of a form holds it."""
        return "" if rating is None else f"{self.told(rating):g}"


SCALES: Final[dict[RatingScale, Scale]] = {
    "ten": Scale(10, "0.1"),
    "five": Scale(5, "0.05"),
    "hundred": Scale(100, "1"),
}


def status_word(status: Status, language: Language) -> str:
    """The word for how far somebody is."""
    return language.gettext(STATUSES[status])


def rated(told: tuple[float, Scale], language: Language) -> str:
    """A rating of ten on a scale: 7.5 / 10."""
    rating, scale = told
    return f"{language.number(scale.told(rating))} / {scale.most}"
