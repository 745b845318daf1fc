"""Every message of the editor's script, by its key; the catalogue has them in every language."""

from typing import Final

from app.web import refusals
from app.web.island import balance_words, desk_words, find_words, pairing_words, publish_words, sheet_words
from app.web.island.said import Plural, together
from app.web.languages import Language
from app.web.words.facts import KINDS, KINDS_PLURAL

Message = str | dict[str, str]
"""A message, or its forms by the plural categories of the Unicode CLDR, as scripts tell numbers apart."""

SAID: Final = together(
    {f"kind_{code}": word for code, word in KINDS.items()},
    {f"kinds_{code}": word for code, word in KINDS_PLURAL.items()},
    {f"problem_{code}": word for code, word in refusals.WORDS.items()},
    desk_words.SAID,
    sheet_words.SAID,
    pairing_words.SAID,
    balance_words.SAID,
    find_words.SAID,
    publish_words.SAID,
)

EXAMPLES: Final = {
    "en": {"one": 1, "other": 2},
    "pl": {"one": 1, "few": 2, "many": 5, "other": 5},
}
"""A number of each plural category that a language has."""


def in_language(language: Language) -> dict[str, Message]:
    """All of them in one language."""
    return {key: _said(words, language) for key, words in SAID.items()}


def _said(words: str | Plural, language: Language) -> Message:
    if isinstance(words, str):
        return language.gettext(words)
    forms = EXAMPLES[language.code].items()
    return {category: language.ngettext(*words, number) for category, number in forms}
