"""What a browser is called by people, from what it calls itself: Firefox, Linux."""

from typing import Final

# In this order: nearly every browser also claims to be another.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
LONGEST: Final = 70


def browser_name(user_agent: str) -> str:
    """Its usual name and that of its system; of an unusual one its own words, cut short."""
    named = [_first(user_agent, BROWSERS), _first(user_agent, SYSTEMS)]
    words = ", ".join(filter(None, named)) if named[0] else user_agent
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _first(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
