"""What a fresh installation shows first is whole: every demo work decodes, every demo menu holds together."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.media_classes import KNOWN

DEMO = Path(__file__).parents[2] / "src" / "app" / "demo"
MEDIA_TYPES = {"film", "tv", "book", "game", "music"}
FIELDS = {
    "media_type", "media_class", "title", "original_title", "release_year", "release_date", "language",
    "country_of_origin", "creators", "credits", "genres", "description", "popularity", "external_ids",
    "details", "metadata",
}  # fmt: skip
DETAILS = {
    "film": {"runtime_minutes", "directors"},
    "tv": {"runtime_minutes", "seasons", "episodes"},
    "book": {"authors", "page_count", "publisher"},
    "game": {"developers", "publishers", "platforms", "playtime_hours"},
    "music": {"artists", "label", "track_count", "duration_minutes", "release_type"},
}

Record = dict[str, Any]
Menu = dict[str, Any]


def read_records() -> Iterator[Record]:
    for file in sorted((DEMO / "catalogue").glob("*.ndjson")):
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


RECORDS = list(read_records())
PAYLOADS = {record["external_id"]: record["payload"] for record in RECORDS}
MENUS = {
    file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((DEMO / "menus").glob("*.toml"))
}

every_menu = pytest.mark.parametrize("menu", MENUS.values(), ids=MENUS.keys())


def items_of(menu: Menu) -> list[dict[str, str]]:
    return [item for course in menu["courses"] for item in course["items"]]


def test_every_work_has_an_external_id_of_its_own() -> None:
    repeated = [key for key, times in Counter(r["external_id"] for r in RECORDS).items() if times > 1]
    assert repeated == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in PAYLOADS)


def test_the_catalogue_holds_three_hundred_works_over_the_four_kinds() -> None:
    kinds = Counter(payload["media_type"] for payload in PAYLOADS.values())
    assert sum(kinds[kind] for kind in ("film", "book", "game", "music")) >= 300
    assert min(kinds[kind] for kind in ("film", "book", "game", "music")) >= 60
    assert set(kinds) <= MEDIA_TYPES


@pytest.mark.parametrize("external_id", PAYLOADS)
def test_a_work_says_what_a_reader_needs_and_nothing_unknown(external_id: str) -> None:
    payload = PAYLOADS[external_id]
    assert set(payload) <= FIELDS
    assert external_id.startswith(f"{payload['media_type']}-")
    assert payload["media_class"] in KNOWN
    assert payload["media_class"].startswith(f"{payload['media_type']}.")
    assert payload["title"].strip()
    assert payload["creators"]
    assert 1 <= len(payload["genres"]) <= 4
    assert all(genre == genre.strip() and genre for genre in payload["genres"])
    assert 1800 <= payload["release_year"] <= 2026
    assert 0 <= payload["popularity"] <= 100
    assert 40 <= len(payload["description"]) <= 400
    assert re.fullmatch(r"[a-z]{2}", payload.get("language", "en"))
    assert re.fullmatch(r"[A-Z]{2}", payload.get("country_of_origin", "PL"))
    assert re.fullmatch(r"tt\d{7,8}", payload.get("external_ids", {}).get("imdb", "tt0079944"))
    assert set(payload["details"]) <= DETAILS[payload["media_type"]]


def test_no_two_works_share_an_imdb_id() -> None:
    ids = [p["external_ids"]["imdb"] for p in PAYLOADS.values() if "external_ids" in p]
    assert len(ids) == len(set(ids))


def test_there_are_three_public_menus_and_one_is_in_polish() -> None:
    assert len(MENUS) == 3
    assert {menu["visibility"] for menu in MENUS.values()} == {"public"}
    assert sorted(menu["language"] for menu in MENUS.values()) == ["en", "en", "pl"]


@every_menu
def test_a_menu_has_four_to_six_courses_of_two_to_four_works(menu: Menu) -> None:
    assert 0 < len(menu["title"]) <= 200
    assert menu["description"].strip()
    assert 4 <= len(menu["courses"]) <= 6
    for course in menu["courses"]:
        assert 0 < len(course["title"]) <= 200
        assert 0 < len(course["intent"]) <= 500
        assert 2 <= len(course["items"]) <= 4


@every_menu
def test_a_menu_serves_known_works_once_each_and_of_several_kinds(menu: Menu) -> None:
    served = [item["record"] for item in items_of(menu)]
    assert [record for record in served if record not in PAYLOADS] == []
    assert len(served) == len(set(served))
    assert 12 <= len(served) <= 18
    assert len({PAYLOADS[record]["media_type"] for record in served}) >= 3


@every_menu
def test_every_work_on_a_menu_is_annotated(menu: Menu) -> None:
    assert all(0 < len(item["annotation"].strip()) < 2000 for item in items_of(menu))


@every_menu
def test_a_pairing_joins_two_works_of_its_menu_and_no_pair_comes_twice(menu: Menu) -> None:
    served = {item["record"] for item in items_of(menu)}
    pairs = [frozenset((pairing["first"], pairing["second"])) for pairing in menu["pairings"]]
    assert 4 <= len(pairs) <= 7
    assert len(pairs) == len(set(pairs))
    assert all(len(pair) == 2 and pair <= served for pair in pairs)


@every_menu
def test_every_pairing_names_its_relationship_and_tells_it(menu: Menu) -> None:
    for pairing in menu["pairings"]:
        assert 0 < len(pairing["relationship"].strip()) <= 40
        assert 0 < len(pairing["narrative"].strip()) < 2000


@every_menu
def test_some_pairings_reach_across_courses_and_across_media(menu: Menu) -> None:
    course_of = {item["record"]: n for n, course in enumerate(menu["courses"]) for item in course["items"]}
    pairs = [(pairing["first"], pairing["second"]) for pairing in menu["pairings"]]
    assert any(course_of[first] != course_of[second] for first, second in pairs)
    assert any(PAYLOADS[first]["media_type"] != PAYLOADS[second]["media_type"] for first, second in pairs)
