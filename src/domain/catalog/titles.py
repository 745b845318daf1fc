"""How titles are written for finding and for sorting: pure functions, called for millions of rows."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

LONGEST = 200
"""Characters kept of a normalised title: more than anybody types, and less than an index row holds."""

LONGEST_SEARCH = 2000

WORDS_REMEMBERED = 20_000
"""Most titles in other letters are made of words that came before."""

LETTERS = {
    "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t",
}  # fmt: skip
"""Letters with a stroke or a ligature, which Unicode does not decompose."""

POLISH = {
    "ą": "a{", "ć": "c{", "ę": "e{", "ł": "l{", "ń": "n{", "ó": "o{", "ś": "s{", "ź": "z{", "ż": "z|",
}  # fmt: skip
"""`{` and `|` come after every letter, so a Polish letter sorts after all words of its plain one."""

ASCII = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128)).encode().ljust(256)
"""What each ASCII byte becomes: translating bytes takes a tenth of the time of translating text."""

ASCII_LINES = ASCII[:10] + b"\n" + ASCII[11:]


class Folding(dict[int, str]):
    """A table for str.translate that works a character out when it is first met."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        super().__init__({ord(letter): plain for letter, plain in letters.items()})

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold()
        self[code] = "".join(self.get(ord(each), _plain(each)) for each in decomposed)
        return self[code]


def _plain(character: str) -> str:
    """Letters and digits stay, marks go, anything else parts words."""
    category = unicodedata.category(character)[0]
    if category in "LN":
        return character
    return "" if category == "M" else " "


TO_PLAIN = Folding(LETTERS)
TO_POLISH_ORDER = Folding({**LETTERS, **POLISH})


def title_norm(title: str) -> str:
    """The title without case, marks and punctuation, in single spaces: `Amélie!` is `amelie`.

    A title of nothing but signs keeps them. Empty only for a title that is blank.
    """
    if title.isascii():
        words = title.encode().translate(ASCII).decode()
    else:
        words = " ".join(map(_plain_word, title.split(" ")))
    return " ".join(words.split())[:LONGEST].rstrip() or _signs(title)


def sort_key(title: str) -> str:
    """A key whose code-point order is Polish alphabetical order: ą after az, ł after lz, ź before ż."""
    if title.isascii():
        return title_norm(title)
    words = " ".join(map(_polish_word, title.split(" ")))
    return " ".join(words.split())[:LONGEST].rstrip() or _signs(title)


def search_norm(
    title: str, original_title: str | None, makers: Iterable[str], other_titles: Iterable[str] = ()
) -> str:
    """Every word by which a work is found, each once, normalised like a title; what comes last may be cut."""
    words: dict[str, None] = {}
    for text in (title, original_title, *makers, *other_titles):
        if text:
            words.update(dict.fromkeys(title_norm(text).split(" ")))
    return " ".join(words)[:LONGEST_SEARCH]


def title_keys(
    titles: Sequence[str], original_titles: Sequence[str | None]
) -> tuple[list[str], list[str], list[str]]:
    """title_norm, search_norm and sort_key of many works without known makers, faster than one by one."""
    norms = _title_norms(titles)
    texts = [
        f"{norm} {title_norm(original)}" if original else norm
        for norm, original in zip(norms, original_titles, strict=True)
    ]
    searches = [
        text if len(set(words := text.split(" "))) == len(words) else " ".join(dict.fromkeys(words))
        for text in texts
    ]
    sorts = [norm if title.isascii() else sort_key(title) for norm, title in zip(norms, titles, strict=True)]
    return norms, [search[:LONGEST_SEARCH] for search in searches], sorts


def _title_norms(titles: Sequence[str]) -> list[str]:
    """All at once where the plain alphabet is enough."""
    folded = "\n".join(titles).encode().translate(ASCII_LINES).decode().split("\n")
    if len(folded) != len(titles):
        return list(map(title_norm, titles))
    return [
        words
        if words
        and title.isascii()
        and "  " not in words
        and words[0] != " " != words[-1]
        and len(words) <= LONGEST
        else title_norm(title)
        for words, title in zip(folded, titles, strict=True)
    ]


@lru_cache(WORDS_REMEMBERED)
def _plain_word(word: str) -> str:
    return word.casefold().translate(TO_PLAIN)


@lru_cache(WORDS_REMEMBERED)
def _polish_word(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold()).translate(TO_POLISH_ORDER)


def _signs(title: str) -> str:
    return "".join(title.casefold().split())[:LONGEST]
