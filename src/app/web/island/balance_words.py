"""How a menu balances: the strip at the foot of the editor."""

from typing import Final

from app.web.island.said import Said
from app.web.languages import mark, marks

SAID: Final[Said] = {
    "works": marks("{n} work", "{n} works"),
    "works_of_kind": mark("{kind}: {n}"),
    "about_hours": marks("about {n} hour", "about {n} hours"),
    "minutes": mark("{minutes} min"),
    "hours": mark("{hours} h"),
    "hours_minutes": mark("{hours} h {minutes} min"),
    "decade": mark("{decade}s"),
    "decades": mark("{first}s – {last}s"),
    "pages": marks("{pages} page", "{pages} pages"),
    "hours_of_play": marks("{hours} hour", "{hours} hours"),
    "year_unknown": mark("year not known"),
    "not_known": mark("not known"),
    "works_without_note": marks("{n} without a note", "{n} without a note"),
    "works_unpaired": marks("{n} unpaired", "{n} unpaired"),
    "show_balance": mark("Show how the menu balances"),
    "balance_kinds": mark("Kinds"),
    "balance_decades": mark("Decades"),
    "balance_countries": mark("Countries"),
    "balance_languages": mark("Languages"),
    "balance_time": mark("Time by course"),
    "length_unknown": marks("Nobody knows how long {n} work takes.", "Nobody knows how long {n} works take."),
}
