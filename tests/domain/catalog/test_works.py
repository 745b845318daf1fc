"""What a work may be, and who may change it."""

from typing import Any

import pytest
from uuid_utils.compat import uuid7

from domain.catalog.errors import WorkInvalid
from domain.catalog.model import Work
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
