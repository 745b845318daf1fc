"""What a work may be, and who may change it."""

from typing import Any

import pytest
from uuid_utils.compat import uuid7

from adapters.sources.naming import key_written
from domain.catalog.commands import WorkChange
from domain.catalog.errors import WorkInvalid
from domain.catalog.model import Work
from domain.catalog.service import with_change
from domain.credits import Credit
from domain.kernel import MediaItemId, UserId

FACTS: dict[str, Any] = {"media_type": "film", "title": "Home film", "is_custom": True}


def work(**facts: Any) -> Work:
    return Work(id=MediaItemId(uuid7()), owner_id=UserId(uuid7()), **FACTS | facts)


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"title": "  "}, "/title"),
        ({"title": "x" * 1_001}, "/title"),
        ({"description": "x" * 10_001}, "/description"),
        ({"release_year": 9_999}, "/release_year"),
        ({"language": "Polish"}, "/language"),
        ({"cover_url": "javascript:alert(1)"}, "/cover_url"),
        ({"canonical_url": "https://exa mple.org"}, "/canonical_url"),
        ({"creators": ("x" * 301,)}, "/creators/0"),
        ({"genres": ("x",) * 101}, "/genres"),
        ({"details": {"page_count": 3}}, "/details"),
        ({"details": {"runtime_minutes": 0}}, "/details"),
        ({"details": {"runtime_minutes": 2**70}}, "/details"),
    ],
)
def test_what_makes_no_sense_is_pointed_at(facts: dict[str, Any], pointer: str) -> None:
    with pytest.raises(WorkInvalid) as refused:
        work(**facts)
    assert refused.value.problems[0].pointer == pointer


def test_names_are_kept_once_in_order_and_tidy() -> None:
    made = work(creators=(" B ", "A", "B", ""), genres=("science fiction",))
    assert made.creators == ("B", "A")
    assert made.genres == ("Science Fiction",)


ACTOR = Credit("actor", "Ann Actor")


@pytest.mark.parametrize(
    ("change", "creators", "credits"),
    [
        ({"details": {"runtime_minutes": 99}}, ("Dir One",), (Credit("director", "Dir One"), ACTOR)),
        ({"details": {"directors": ["Dir Two"]}}, ("Dir Two",), (Credit("director", "Dir Two"), ACTOR)),
        ({"details": {"directors": None}}, (), (ACTOR,)),
        ({"credits": (Credit("director", "Dir Two"),)}, ("Dir Two",), (Credit("director", "Dir Two"),)),
        (
            {"credits": (Credit("director", "Dir Two"),), "details": {"runtime_minutes": 99}},
            ("Dir Two",),
            (Credit("director", "Dir Two"),),
        ),
        (
            {"details": {"directors": ["Dir Two"]}, "creators": ("Studio",)},
            ("Studio",),
            (Credit("creator", "Studio"), Credit("director", "Dir Two"), ACTOR),
        ),
    ],
)
def test_creators_that_sources_never_named_follow_who_made_the_work(
    change: dict[str, Any], creators: tuple[str, ...], credits: tuple[Credit, ...]
) -> None:
    facts = {"is_custom": False, "creators": ("Dir One",), "details": {"directors": ["Dir One"]}}
    changed = with_change(work(**facts, credits=(ACTOR,)), WorkChange(**change), key_written)
    assert (changed.creators, changed.credits) == (creators, credits)
    said = [credit.name for credit in credits if credit.role == "director"]
    assert list(changed.details.get("directors", ())) == said


def test_creators_that_were_named_stay_when_details_change() -> None:
    named = work(is_custom=False, creators=("Studio",), details={"directors": ["Dir One"]})
    assert with_change(named, WorkChange(details={"directors": ["Dir Two"]}), key_written).creators == (
        "Studio",
    )
