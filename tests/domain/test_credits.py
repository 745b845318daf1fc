"""Names in roles, and how they agree with creators and details."""

from domain.credits import Credit, complete, credit_line, makers_in, names_that_find
from domain.media_classes import CLASSES, narrowed

LEM = Credit("author", "Stanisław Lem")
READER = Credit("narrator", "Adam Ferency")


def test_makers_in_details_are_credited_and_creators_without_a_role_stay_creators() -> None:
    given = complete(
        (READER,), ("Stanisław Lem", "Audioteka"), {"authors": ["Stanisław Lem"], "publisher": "WL"}
    )
    assert given == (Credit("creator", "Audioteka"), LEM, READER, Credit("publisher", "WL"))


def test_names_in_a_role_count_more_than_details() -> None:
    given = complete((LEM,), (), {"authors": ["S. Lem"]})
    assert given == (LEM,)


def test_everybody_is_named_once_in_a_role() -> None:
    assert complete((LEM, READER, LEM), ("Adam Ferency",), {}) == (LEM, READER)


def test_the_credit_line_names_main_makers_and_never_a_cast() -> None:
    assert credit_line((READER, LEM), {}) == ("Stanisław Lem",)
    assert credit_line((READER,), {"authors": ["S. Lem"]}) == ("S. Lem",)
    assert credit_line((READER,), {}) == ()


def test_credits_fill_the_details_that_name_makers() -> None:
    given = (LEM, READER, Credit("publisher", "WL"), Credit("publisher", "Other"))
    assert makers_in(given, ("authors", "publisher", "page_count")) == {
        "authors": ("Stanisław Lem",),
        "publisher": "WL",
    }


def test_casts_do_not_find_works_and_makers_do() -> None:
    assert names_that_find((Credit("actor", "Alisa Freindlich"), LEM, READER)) == (
        "Stanisław Lem",
        "Adam Ferency",
    )


def test_a_class_is_narrowed_by_those_below_it_alone() -> None:
    assert narrowed(["music", "music.album", "music.album.live"]) == "music.album.live"
    assert narrowed(["music", "music.single", "music.album.live"]) == "music.single"
    assert narrowed([]) is None


def test_every_class_stands_behind_the_one_above_it() -> None:
    for path in CLASSES:
        above = path.rpartition(".")[0]
        assert not above or CLASSES.index(above) < CLASSES.index(path)
    assert len(set(CLASSES)) == len(CLASSES)
