"""Answers of MusicBrainz WS/2, in the form that its documentation gives; the records are made up."""

from typing import Any

MBID = "1f0c2a3b-4d5e-4f60-8a7b-0c1d2e3f4a5b"
MERGED = "9e8d7c6b-5a49-4837-8615-04f3e2d1c0b9"
CREDIT = [
    {
        "name": "The Tin Lanterns",
        "joinphrase": " & ",
        "artist": {
            "id": "a" * 8 + "-1111-4111-8111-" + "a" * 12,
            "name": "Tin Lanterns",
            "sort-name": "Lanterns",
        },
    },
    {
        "name": "Mira Holt",
        "joinphrase": "",
        "artist": {
            "id": "b" * 8 + "-1111-4111-8111-" + "b" * 12,
            "name": "Mira Holt",
            "sort-name": "Holt, Mira",
        },
    },
]
FOUND_LINE: dict[str, Any] = {
    "id": MBID,
    "score": 100,
    "count": 3,
    "title": "Low Tide Hymns",
    "first-release-date": "1997-05-21",
    "primary-type": "Album",
    "artist-credit": CREDIT,
}
FOUND: dict[str, Any] = {
    "created": "2026-01-01T00:00:00.000Z",
    "count": 1,
    "offset": 0,
    "release-groups": [FOUND_LINE],
}
RELEASE_GROUP: dict[str, Any] = {
    "id": MBID,
    "title": "Low Tide Hymns",
    "disambiguation": "",
    "primary-type": "Album",
    "primary-type-id": "f529b476-6e62-324f-b0aa-1f3e33d313fc",
    "secondary-types": ["Live"],
    "secondary-type-ids": [],
    "first-release-date": "1997-05",
    "artist-credit": CREDIT,
    "genres": [{"id": "c" * 8 + "-1111-4111-8111-" + "c" * 12, "name": "folk", "count": 4}],
    "tags": [{"name": "folk", "count": 4}],
    "releases": [],
}
TOO_FAST = {"error": "Your requests are exceeding the allowable rate limit."}
