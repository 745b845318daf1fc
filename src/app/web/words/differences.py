"""Differences in words: how much was done, and texts with what went and what came marked in them."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol

from markupsafe import Markup

from app.web.languages import Language
from app.web.words.facts import SEPARATOR
from domain.menus.differences import Differences, PairingReworded, Tally, TextChange


class Change(Protocol):
    """A text as it was and as it is."""

    @property
    def old(self) -> str | None: ...
    @property
    def new(self) -> str | None: ...


WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def tally_words(tally: Tally, language: Language) -> str:
    """2 added · 1 moved; nothing for nothing."""
    told = {
        language.gettext("%(n)s added"): tally.added,
        language.gettext("%(n)s removed"): tally.removed,
        language.gettext("%(n)s moved"): tally.moved,
        language.gettext("%(n)s edited"): tally.edited,
    }
    return SEPARATOR.join(words % {"n": language.number(count)} for words, count in told.items() if count)


def redlined(change: Change, language: Language) -> Markup:
    """The text with what was taken out and what was put in, from the first word that differs to the last.

    One pass over both, so that no text can be so unlike another that a page takes long.
    """
    before, after = WORDS.findall(change.old or ""), WORDS.findall(change.new or "")
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    came, went = after[start : len(after) - end], before[start : len(before) - end]
    parts = [
        _marked("del", language.gettext("was:"), went),
        _marked("ins", language.gettext("now:"), came),
    ]
    return Markup("").join([_joined(after[:start]), *parts, _joined(after[len(after) - end :])])


def relationship_redlined(pairing: PairingReworded, language: Language) -> Markup:
    return redlined(TextChange(pairing.old.relationship, pairing.new.relationship), language)


def narrative_redlined(pairing: PairingReworded, language: Language) -> Markup:
    """Nothing when it is the relationship alone that has another word."""
    change = TextChange(pairing.old.narrative, pairing.new.narrative)
    return redlined(change, language) if change.old != change.new else Markup("")


def differ(differences: Differences) -> bool:
    return differences != Differences()


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))


def _marked(tag: str, label: str, words: Sequence[str]) -> Markup:
    """Marked for the eye by its element, and for the ear by a word."""
    if not words:
        return Markup("")
    return Markup('<{tag}><span class="unseen">{label} </span>{words}</{tag}>').format(
        tag=tag, label=label, words=_joined(words)
    )


def _joined(words: Sequence[str]) -> Markup:
    return Markup.escape("".join(words))
