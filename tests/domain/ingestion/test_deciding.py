"""What a record means for the catalogue, decided without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from uuid_utils.compat import uuid7

from adapters.sources.media_menu import MEDIA_MENU
from domain.ingestion.deciding import Candidate, Known, StoredSource, decide, in_waves
from domain.ingestion.mapping import canonical
from domain.ingestion.records import read_record
from domain.kernel import MediaItemId
from tests.records import film, record

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING = Known({}, {}, {})
ONE, TWO = MediaItemId(uuid7()), MediaItemId(uuid7())


def candidate(external_id: str = "a", index: int = 0, **facts: Any) -> Candidate:
    received = read_record(index, record(external_id, film("Stalker", **facts)), NOW)
    return Candidate(received, *canonical(MEDIA_MENU, received))


def stored(each: Candidate, **changes: Any) -> StoredSource:
    facts = {"media_item_id": ONE, "payload_hash": each.record.payload_hash, "mapping_version": 1}
    return StoredSource(**facts | {"fetched_at": NOW, "leads": True} | changes)


def test_an_unknown_record_makes_a_work_and_leads_it() -> None:
    verdict = decide(candidate(), NOTHING, 1, uuid7)
    assert (verdict.outcome, verdict.leads) == ("created", True)


def test_the_same_bytes_again_are_unchanged_until_the_mapping_changes() -> None:
    each = candidate()
    known = Known({"a": stored(each)}, {}, {ONE: "film"})
    assert decide(each, known, 1, uuid7).outcome == "unchanged"
    assert decide(each, known, 2, uuid7).outcome == "updated"


def test_an_older_record_never_overwrites_a_newer_one() -> None:
    each = candidate()
    newer = stored(each, payload_hash=b"x", fetched_at=NOW + timedelta(seconds=1))
    verdict = decide(each, Known({"a": newer}, {}, {ONE: "film"}), 1, uuid7)
    assert verdict.outcome == "unchanged"
    assert verdict.result.problems[0].code == "older-than-stored"


def test_ids_of_two_works_are_a_conflict_not_a_guess() -> None:
    each = candidate(external_ids={"imdb": "tt0079944", "wikidata": "Q466764"})
    links = {("imdb", "tt0079944"): ONE, ("wikidata", "Q466764"): TWO}
    verdict = decide(each, Known({}, links, {ONE: "film", TWO: "film"}), 1, uuid7)
    assert verdict.outcome == "rejected"
    assert verdict.problems[0].code == "ids-of-different-works"


def test_a_film_may_be_tv_to_another_source_but_never_a_book() -> None:
    each = candidate(external_ids={"imdb": "tt0079944"})
    links = {("imdb", "tt0079944"): ONE}
    joined = decide(each, Known({}, links, {ONE: "tv"}), 1, uuid7)
    assert (joined.outcome, joined.media_item_id, joined.leads) == ("updated", ONE, False)
    assert decide(each, Known({}, links, {ONE: "book"}), 1, uuid7).problems[0].code == "kind-differs"


def test_records_that_share_an_id_are_written_one_after_another() -> None:
    first, again = candidate("a", 0), candidate("a", 1)
    linked = candidate("b", 2, external_ids={"imdb": "tt0079944"})
    joined = candidate("c", 3, external_ids={"imdb": "tt0079944"})
    waves = in_waves([first, again, linked, joined])
    assert [[each.record.index for each in wave] for wave in waves] == [[0, 2], [1, 3]]
