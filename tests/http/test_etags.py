"""Headers about versions are read as RFC 9110 says, however clients write them."""

import pytest

from app.http.etags import NO_VERSION, etag_of, is_unchanged, wanted_version
from app.http.refusals import PreconditionRequired


@pytest.mark.parametrize(
    ("header", "version"),
    [
        ('"7"', 7),
        (' "7" ', 7),
        ('"6", "7"', 7),
        ("*", None),
        ('W/"7"', NO_VERSION),
        ('W/"9", "7"', 7),
        ('"seven"', NO_VERSION),
        ("7", NO_VERSION),
        (f'"{"9" * 5_000}"', NO_VERSION),
        ('"٧"', NO_VERSION),
    ],
)
def test_a_write_names_the_version_it_is_meant_for(header: str, version: int | None) -> None:
    assert wanted_version(header) == version


@pytest.mark.parametrize("header", [None, "", "  "])
def test_a_write_has_to_name_a_version(header: str | None) -> None:
    with pytest.raises(PreconditionRequired):
        wanted_version(header)


@pytest.mark.parametrize(
    ("header", "unchanged"),
    [
        (None, False),
        ('"7-pl"', True),
        ('W/"7-pl"', True),
        ('"6-pl", "7-pl"', True),
        ("*", True),
        ('"7"', False),
        ('"7-en"', False),
        ("7-pl", False),
    ],
)
def test_a_reader_who_has_this_representation_is_known(header: str | None, unchanged: bool) -> None:
    assert is_unchanged(header, etag_of(7, "pl")) is unchanged
