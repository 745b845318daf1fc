"""Makes a drawn part fit to stand on a page many times: ids and names of its own, forms that send nothing."""

import re
from typing import Final

from markupsafe import Markup, escape

REFERENCES: Final = re.compile(r'(?<=\s)(id|for|list|aria-labelledby|aria-describedby|data-copy)="([^"]*)"')
PLACES: Final = re.compile(r'(?<=\shref=")#([^"]+)(?=")')
LANDMARKS: Final = re.compile(r'(<(?:nav|aside|section)\b[^>]*\saria-label="[^"]*)(?=")')
FOLDED: Final = re.compile(r'<details(?=(?: class="(?!more)[^"]*")?>(?!<summary>[^<]*</summary><img))')
"""But for menus of actions, and for pictures that nobody serves here."""
SEAL: Final = re.compile(r'<input type="hidden" name="csrf_token"[^>]*>')
SENT: Final = re.compile(r'(<form\b[^>]*) method="(?:post|get)" action="[^"]*"')


def apart(drawn: str, name: str, words: str, *, unfolded: bool = False) -> Markup:
    """The part with `name` before each id of its own and in references to them; `words` tell it from others.

    An element of the id `name` holds the same words: what is labelled by an element is labelled by that
    too. What is folded away is seen where it is wanted `unfolded`.
    """
    ids = set(re.findall(r'\sid="([^"]+)"', drawn))

    def own(given: str) -> str:
        return f"{name}-{given}" if given in ids else given

    def referring(found: re.Match[str]) -> str:
        values = [own(each) for each in found[2].split()]
        more = [name] if found[1] == "aria-labelledby" else []
        return f'{found[1]}="{" ".join(values + more)}"'

    told = escape(words)
    drawn = REFERENCES.sub(referring, str(drawn))
    drawn = PLACES.sub(lambda found: f"#{own(found[1])}", drawn)
    drawn = LANDMARKS.sub(lambda found: f"{found[1]}, {told}", drawn)
    drawn = FOLDED.sub("<details open", drawn) if unfolded else drawn
    drawn = SEAL.sub("", SENT.sub(r'\1 method="get" action="#main"', drawn))
    drawn = drawn.replace('role="search"', f'role="search" aria-label="{told}"')
    return Markup(drawn.replace('type="radio" name="', f'type="radio" name="{name}-'))  # noqa: S704 - drawn by templates
