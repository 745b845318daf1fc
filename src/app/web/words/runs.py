"""What pages call the states of runs, the fates of records, and how long something took."""

from app.web.languages import UNBROKEN, Language, mark
from app.web.words.lengths import duration

WORDS: dict[str, str] = {
    "running": mark("running"),
    "finished": mark("finished"),
    "failed": mark("failed"),
    "stopped": mark("stopped"),
    "push": mark("push"),
    "file": mark("file"),
    "connector": mark("connector"),
    "replay": mark("replay"),
    "created": mark("created"),
    "updated": mark("updated"),
    "unchanged": mark("unchanged"),
    "rejected": mark("rejected"),
    "conflict": mark("conflict"),
    "noted": mark("taken with a change"),
    "run": mark("run"),
    "upstream": mark("upstream"),
    "possible": mark("kept for a retry"),
    "taken": mark("taken by a retry"),
    "too-large": mark("too large to keep"),
    "unreadable": mark("not kept: it may hold a secret"),
    "no-room": mark("not kept: too many of them"),
    "expired": mark("no longer kept"),
    "original": mark("kept with the first run"),
    "broken-off": mark("The sender was gone before the end."),
    "no-sign-of-life": mark("Nothing was heard of it for five minutes."),
    "lost-race": mark("Other deliveries were writing the same works."),
    "internal": mark("An error of the service; the log has more."),
    "body-too-large": mark("It was larger than 256 MiB."),
}


def in_words(code: str, language: Language) -> str:
    """The words for a code; one that has none is shown as it is."""
    words = WORDS.get(code)
    return language.gettext(words) if words else code


def elapsed(seconds: float, language: Language) -> str:
    """0.4 s; 12 s; 3 min 5 s; 2 h 10 min. It stays on one line."""
    return _elapsed(seconds, language).replace(" ", UNBROKEN)


def _elapsed(seconds: float, language: Language) -> str:
    if seconds < 10:
        return language.gettext("%(seconds)s s") % {"seconds": language.number(round(seconds, 1))}
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return language.gettext("%(seconds)s s") % {"seconds": rest}
    if minutes < 60:
        return language.gettext("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
    return duration(minutes, language)
