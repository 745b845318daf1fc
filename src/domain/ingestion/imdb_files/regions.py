"""Which language a title of a region has when IMDb does not say, where that is plain.

Countries with several languages in their cinemas (Belgium, Canada, Switzerland, India, Ukraine ...) are left
out, and so are titles whose attributes say that they are transcribed or translated.
"""

from collections.abc import Mapping

_REGIONS = {
    "cs": "CZ",
    "da": "DK",
    "de": "DE AT DDDE XWG",
    "el": "GR",
    "en": "GB US AU NZ IE",
    "es": "ES MX AR CL CO PE VE UY EC CU BO CR GT PY SV",
    "et": "EE",
    "fi": "FI",
    "fr": "FR",
    "hr": "HR",
    "hu": "HU",
    "is": "IS",
    "it": "IT",
    "ja": "JP",
    "ko": "KR",
    "lt": "LT",
    "lv": "LV",
    "nl": "NL",
    "no": "NO",
    "pl": "PL",
    "pt": "PT BR",
    "ro": "RO",
    "ru": "RU",
    "sk": "SK",
    "sl": "SI",
    "sv": "SE",
    "th": "TH",
    "tr": "TR",
    "vi": "VN",
}
LANGUAGE_OF: Mapping[str, str] = {
    region: language for language, regions in _REGIONS.items() for region in regions.split()
}

OTHERWISE = ("english", "literal", "translat", "transliterat", "romaniz", "original script", "title in")
"""Parts of attributes after which the region says nothing about the language."""


def language_in(region: str | None, attributes: str) -> str | None:
    """The language of the region, unless the attributes speak of another."""
    plain = LANGUAGE_OF.get(region or "")
    if plain is None or any(part in attributes.lower() for part in OTHERWISE):
        return None
    return plain
