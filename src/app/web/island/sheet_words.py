"""The menu as it will look, edited in place."""

from typing import Final

from app.web.island.said import Said
from app.web.languages import mark

SAID: Final[Said] = {
    "title": mark("Title"),
    "title_changed": mark("Changed the title"),
    "makers_and_others": mark("{names} and others"),
}
