"""How sure it is that a record without known ids speaks of a work that is there."""

from typing import Any

import pytest
from uuid_utils.compat import uuid7

from domain.ingestion.deciding import Known, decide, decide_all
from domain.ingestion.matching import (
    DOUBTFUL,
    MOST_ASKED,
    SURE,
    Likeness,
    Resemblance,
    compared,
    matches_of,
)
from domain.kernel import MediaItemId
from tests.domain.ingestion.test_deciding import candidate

STALKER = Likeness("film", "stalker", "сталкер", 1979, frozenset({"andrei tarkovsky"}))
ONE, TWO = MediaItemId(uuid7()), MediaItemId(uuid7())


def like(**changes: Any) -> Likeness:
    facts = {name: getattr(STALKER, name) for name in STALKER.__struct_fields__}
    return Likeness(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "confidence"),
    [
        ({}, 100),
        ({"original_title": None}, 100),
        ({"title": "сталкер", "original_title": None}, 100),
        ({"title": "stalker strefa"}, 100),
        ({"release_year": 1980}, 95),
        ({"release_year": 1978, "original_title": None}, 85),
        ({"makers": frozenset()}, 85),
        ({"original_title": "the stalker"}, 80),
        ({"media_type": "tv", "original_title": None}, 80),
        ({"original_title": None, "makers": frozenset()}, 75),
        ({"release_year": 1980, "makers": frozenset()}, 70),
        ({"original_title": None, "makers": frozenset(), "release_year": 1980}, 60),
        ({"makers": frozenset({"somebody else"})}, 55),
        ({"original_title": None, "makers": frozenset({"somebody else"})}, 45),
        ({"title": "solaris", "original_title": None}, 0),
        ({"release_year": 1981}, 0),
        ({"release_year": None}, 0),
        ({"media_type": "book"}, 0),
    ],
)
def test_the_table_of_points(changes: dict[str, Any], confidence: int) -> None:
    assert compared(STALKER, like(**changes)).confidence == confidence
    assert compared(like(**changes), STALKER).confidence == confidence


def test_the_reasons_say_what_speaks_for_and_against_it() -> None:
    other = like(title="stalker strefa", release_year=1980, makers=frozenset(), media_type="tv")
    assert compared(STALKER, other).reasons == (
        "same-original-title",
        "year-apart",
        "makers-unknown",
        "kinds-differ",
    )


def test_bounds_are_where_the_table_draws_them() -> None:
    assert (SURE, DOUBTFUL) == (85, 60)


def known(*works: tuple[MediaItemId, Likeness], names: tuple[str, ...] = ("a",)) -> Known:
    return Known({}, {}, {}, dict.fromkeys(names, Resemblance(STALKER, dict(works))))


def test_a_record_joins_the_one_work_that_it_certainly_is() -> None:
    doubtful = like(original_title=None, makers=frozenset())
    sure = decide(candidate(), known((ONE, STALKER), (TWO, doubtful)), 1, uuid7)
    assert (sure.outcome, sure.media_item_id, sure.leads) == ("updated", ONE, False)
    assert sure.suspicions == ()
    assert [problem.code for problem in sure.result.problems] == ["recognised-without-id"]


def test_a_record_that_may_be_a_work_makes_one_and_a_question() -> None:
    doubtful = like(original_title=None, makers=frozenset())
    verdict = decide(candidate(), known((ONE, doubtful)), 1, uuid7)
    assert (verdict.outcome, verdict.leads) == ("created", True)
    (question,) = verdict.suspicions
    assert {question.first_id, question.second_id} == {ONE, verdict.media_item_id}
    assert question.first_id < question.second_id
    assert question.match.confidence == 75


def test_a_record_that_could_be_two_works_is_not_guessed() -> None:
    verdict = decide(candidate(), known((ONE, STALKER), (TWO, STALKER)), 1, uuid7)
    assert verdict.outcome == "created"
    assert len(verdict.suspicions) == 2


def test_below_the_lower_bound_nobody_is_asked() -> None:
    verdict = decide(candidate(), known((ONE, like(makers=frozenset({"somebody else"})))), 1, uuid7)
    assert (verdict.outcome, verdict.suspicions, verdict.problems) == ("created", (), ())


def test_a_title_of_many_works_raises_few_questions() -> None:
    crowd = [(MediaItemId(uuid7()), like(original_title=None, makers=frozenset())) for _ in range(20)]
    assert len(matches_of(Resemblance(STALKER, dict(crowd)))) == MOST_ASKED


def test_of_two_records_that_look_like_one_work_only_one_is_taken_for_it() -> None:
    two = [candidate("a", 0), candidate("b", 1)]
    first, second = decide_all(two, known((ONE, STALKER), names=("a", "b")), 1, uuid7)
    assert (first.outcome, first.media_item_id) == ("updated", ONE)
    assert second.outcome == "created"
    assert len(second.suspicions) == 1


def test_works_that_a_record_says_are_one_are_suspected() -> None:
    each = candidate(external_ids={"imdb": "tt0079944", "wikidata": "Q466764"})
    links = {("imdb", "tt0079944"): ONE, ("wikidata", "Q466764"): TWO}
    verdict = decide(each, Known({}, links, {ONE: "film", TWO: "tv"}), 1, uuid7)
    (question,) = verdict.suspicions
    assert [question.first_id, question.second_id] == sorted([ONE, TWO])
    assert question.match.reasons == ("ids-of-one-record",)
    of_other_kinds = decide(each, Known({}, links, {ONE: "film", TWO: "book"}), 1, uuid7)
    assert (of_other_kinds.outcome, of_other_kinds.suspicions) == ("rejected", ())
