"""What upstreams really send: every kind of dirt means unknown, or is reported; none is taken for a fact."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sources.declared import MAPPINGS
from adapters.sources.identifiers import isbn13
from domain.ingestion.canonical import Release
from domain.ingestion.errors import RecordRejected, Unusable
from domain.ingestion.mapping import Field
from domain.ingestion.transformations import Transformation, dates, numbers, texts
from tests.adapters.sources.mapped import mapped
from tests.adapters.sources.test_shapes import IMDB, TMDB_MOVIE, WORK
from tests.examples import looking_at

NEW_YEAR = date(1979, 1, 1)
DAY = date(1979, 5, 25)


@pytest.mark.parametrize(
    ("transformation", "value", "meaning"),
    [
        (numbers.count, 0, None),
        (numbers.count, "0", None),
        (numbers.count, "", None),
        (numbers.count, "148", 148),
        (numbers.count, 148.0, 148),
        (numbers.rating, 0, None),
        (numbers.rating, "8.25", 8.2),
        (numbers.votes, 0, None),
        (numbers.votes, 2**40, 2**31 - 1),
        (numbers.hours, 0.04, None),
        (dates.year, 0, None),
        (dates.year, -500, Release(-500)),
        (dates.partial_date, "", None),
        (dates.partial_date, "  ", None),
        (dates.partial_date, "0000-00-00", None),
        (dates.partial_date, "1979-00-00", Release(1979, NEW_YEAR, "year")),
        (dates.partial_date, "1979", Release(1979, NEW_YEAR, "year")),
        (dates.partial_date, "1979-05", Release(1979, date(1979, 5, 1), "month")),
        (dates.partial_date, "1979-05-25", Release(1979, DAY, "day")),
        (dates.partial_date, "1979-05-25T00:00:00.000Z", Release(1979, DAY, "day")),
        (dates.partial_date, {"year": 1979, "month": 5, "day": 25}, Release(1979, DAY, "day")),
        (
            dates.partial_date,
            {"year": 1979, "month": None, "day": None},
            Release(1979, NEW_YEAR, "year"),
        ),
        (dates.unix_seconds, 296438400, Release(1979, DAY, "day")),
        (dates.unix_seconds, -86400, Release(1969, date(1969, 12, 31), "day")),
        (dates.year_in_text, "October 1, 1988", Release(1988, date(1988, 1, 1), "year")),
        (dates.year_in_text, "c1999", Release(1999, date(1999, 1, 1), "year")),
        (dates.year_in_text, ["n.d.", "2011"], Release(2011, date(2011, 1, 1), "year")),
        (dates.year_in_text, "12345", None),
        (texts.long_text, {"type": "/type/text", "value": " A story. "}, "A story."),
        (texts.long_text, "A story.", "A story."),
        (texts.long_text, {"type": "/type/text"}, None),
        (texts.names, ["A", "A ", {"name": "B"}, {"name": None}, 3, None, ""], ("A", "B")),
        (texts.names, "A", ("A",)),
        (texts.names, [], None),
        (numbers.flag, "1", True),
        (numbers.flag, 0, False),
        (texts.language, "en-US", "en-US"),
        (texts.language, "EN", "en"),
        (texts.language, "xx", None),
        (texts.country, ["pl", "DE"], "PL"),
        (texts.country, [], None),
        (texts.web_address, "//x.org/a.jpg", "https://x.org/a.jpg"),
        (isbn13, '="0756404738"', "9780756404734"),
        (isbn13, "978-0-7564-0473-4", "9780756404734"),
        (isbn13, '=""', None),
    ],
)
def test_a_value_means(transformation: Transformation, value: Any, meaning: Any) -> None:
    assert transformation(value) == meaning


@pytest.mark.parametrize(
    ("transformation", "value"),
    [
        (numbers.count, "Drama"),
        (numbers.count, -1),
        (numbers.count, True),
        (numbers.count, 1.5),
        (dates.year, 12_345),
        (dates.partial_date, "10-09-20"),
        (dates.partial_date, "1979-02-30"),
        (dates.partial_date, True),
        (dates.unix_seconds, 10**18),
        (numbers.rating, 11),
        (numbers.flag, "1979"),
        (texts.text, 3),
        (texts.text, "x" * 1_001),
        (texts.language, "Polish"),
        (texts.country, "Poland"),
        (texts.web_address, "javascript:alert(1)"),
        (isbn13, "9780756404735"),
    ],
)
def test_a_value_that_means_nothing_is_unusable(transformation: Transformation, value: Any) -> None:
    with pytest.raises(Unusable):
        transformation(value)


def test_a_shifted_imdb_row_loses_its_bad_fields_and_says_so() -> None:
    shifted = IMDB | {"isAdult": "1979", "runtimeMinutes": "Drama", "startYear": "\\N"}
    work, problems = mapped("imdb", "tt0079944", shifted)
    assert (work.is_adult, work.release, work.details.get("runtime_minutes")) == (False, None, None)
    assert [problem.pointer for problem in problems] == ["/payload/isAdult", "/payload/runtimeMinutes"]


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_missing_imdb_id_is_no_link(nothing: str | None) -> None:
    without = TMDB_MOVIE | {"imdb_id": nothing, "external_ids": {"imdb_id": nothing}, "release_date": ""}
    work, problems = mapped("tmdb", "movie/1398", without)
    assert problems == ()
    assert work.release is None
    assert [link.source_name for link in work.links] == ["tmdb"]


@pytest.mark.parametrize("kind", ["/type/redirect", "/type/delete", "/type/page"])
def test_openlibrary_redirects_and_deletions_are_no_works(kind: str) -> None:
    with pytest.raises(RecordRejected):
        mapped("openlibrary", "/works/OL45804W", WORK | {"type": {"key": kind}})


@pytest.mark.parametrize("author", ["/authors/OL1A", {"author": "/authors/OL1A"}, {"key": "/authors/OL1A"}])
def test_openlibrary_authors_of_every_age(author: Any) -> None:
    work, _ = mapped("openlibrary", "OL45804W", WORK | {"authors": [author]})
    assert work.metadata["author_keys"] == ("OL1A",)


@pytest.mark.parametrize(
    ("source", "external_id", "payload"),
    [
        ("imdb", "79944", IMDB),
        ("imdb", "tt0079945", IMDB),
        ("imdb", "tt0079944", IMDB | {"titleType": "podcast"}),
        ("imdb", "tt0079944", IMDB | {"primaryTitle": "\\N"}),
        ("tmdb", "person/3", TMDB_MOVIE),
        ("tmdb", "movie/3", TMDB_MOVIE),
        ("openlibrary", "OL34184A", WORK),
        ("musicbrainz", "not-a-uuid", {"title": "x"}),
        ("igdb", "zelda", {"name": "x"}),
        ("media-menu", "a b", {"media_type": "film", "title": "x"}),
        ("media-menu", "a", {"media_type": "painting", "title": "x"}),
    ],
)
def test_a_record_without_a_sound_id_kind_or_title_is_rejected(
    source: str, external_id: str, payload: dict[str, Any]
) -> None:
    with pytest.raises(RecordRejected):
        mapped(source, external_id, payload)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "key", "value", "author", "company", "tracks", "x"]), inner
        )
    ),
    max_leaves=8,
)
FIELDS = [field for mapping in MAPPINGS.values() for shape in mapping.shapes for field in shape.fields]


@looking_at(500)
@given(st.sampled_from(FIELDS), values)
def test_no_value_surprises_a_transformation(field: Field, value: Any) -> None:
    if value is not None:
        with suppress(Unusable):
            field.using(value)
