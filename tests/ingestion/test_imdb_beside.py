"""What IMDb says beside its titles, in a real database: names elsewhere, crews, and what is missing."""

from pathlib import Path

import pytest

from tests.ingestion.imdb_house import Files, aka, counted, crew, load, person, rating, rows, title
from tests.postgres import Database

pytestmark = pytest.mark.anyio

EVERYTHING = """
    SELECT 'works', id::text, xmin::text, ctid::text FROM catalog.media_items
    UNION ALL SELECT 'films', media_item_id::text, xmin::text, ctid::text FROM catalog.movie_items
    UNION ALL SELECT 'sources', external_id, xmin::text, ctid::text FROM catalog.media_sources
    UNION ALL SELECT 'titles', external_id || position, xmin::text, ctid::text FROM catalog.titles
    UNION ALL SELECT 'credits', media_item_id || role || position, xmin::text, ctid::text FROM catalog.credits
    ORDER BY 1, 2
"""
"""Every row with its place on disk: whoever writes a row moves it."""

TITLES = "SELECT external_id, position, title, language, region FROM catalog.titles ORDER BY 1, 2, 3"
CREDITS = (
    "SELECT role, position, name, source_name FROM catalog.credits ORDER BY media_item_id, role, position"
)
MAKERS = """
    SELECT creators, directors, search_norm FROM catalog.media_items
    JOIN catalog.movie_items ON media_item_id = id ORDER BY id
"""
MISSING = """
    SELECT external_id, source.missing_since IS NOT NULL, item.missing_since IS NOT NULL
    FROM catalog.media_sources AS source JOIN catalog.media_items AS item ON item.id = media_item_id
    ORDER BY external_id
"""
KAWALEROWICZ, WAJDA, LEM = (
    person(1, "Jerzy Kawalerowicz"),
    person(2, "Andrzej Wajda"),
    person(3, "Stanisław Lem"),
)

TMDB_LEADS = """
    WITH work AS (
        INSERT INTO catalog.media_items (
            id, media_type, title, title_norm, search_norm, sort_key, creators, popularity, origin
        ) VALUES (
            '0199aaaa-0000-7000-8000-000000000001', 'film', 'Night Train', 'night train', 'night train',
            'night train', '{A. Director}', 12, 'ingested'
        ) RETURNING id
    ), link AS (
        INSERT INTO catalog.external_links (source_name, external_key, media_item_id)
        SELECT 'imdb', 'tt0000001', id FROM work
    )
    INSERT INTO catalog.credits (media_item_id, role, position, name, source_name)
    SELECT id, 'director', 0, 'A. Director', 'tmdb' FROM work RETURNING 1
"""


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path).write([title(1), title(2, "Ashes", year="1958")], [rating(1)])


async def test_a_title_elsewhere_is_kept_with_its_place_and_finds_the_work(
    database: Database, files: Files
) -> None:
    told = [
        aka(1, 1, "Night train", "US"),
        aka(1, 2, "Pociąg Nocny"),
        aka(1, 3, "Nachtzug", "XWG"),
        aka(1, 4, "夜行列車", "JP", "ja"),
        aka(1, 5, "Train de nuit", "BE"),
    ]
    report = await load(database, files.beside(akas=told))
    assert await rows(database, TITLES) == [
        ("tt0000001", 0, "Pociąg Nocny", "pl", "PL"),
        ("tt0000001", 1, "Nachtzug", "de", "XWG"),
        ("tt0000001", 2, "夜行列車", "ja", "JP"),
        ("tt0000001", 3, "Train de nuit", None, "BE"),
    ]
    search = "SELECT search_norm FROM catalog.media_items ORDER BY id LIMIT 1"
    assert await rows(database, search) == [("night train pociag nocny nachtzug 夜行列車 de nuit",)]
    assert counted(report.accounts[2]) == {"header": 1, "created": 4, "skipped_by_type": 1}
    assert report.accounts[2].skipped_types == {"called as the work itself": 1}


async def test_titles_that_come_later_find_works_that_are_there(database: Database, files: Files) -> None:
    await load(database, files)
    before = await rows(database, "SELECT xmin::text FROM catalog.media_items ORDER BY id")
    report = await load(database, files.beside(akas=[aka(2, 1, "Popiół i diament")]))
    assert counted(report.accounts[0]) == {"header": 1, "unchanged": 2}
    found = "SELECT search_norm FROM catalog.media_items ORDER BY id"
    assert await rows(database, found) == [("night train",), ("ashes popiol i diament",)]
    after = await rows(database, "SELECT xmin::text FROM catalog.media_items ORDER BY id")
    assert (after[0] == before[0], after[1] == before[1]) == (True, False)


async def test_titles_crews_and_names_loaded_again_write_nothing(database: Database, files: Files) -> None:
    files.beside(
        akas=[aka(1), aka(1, 2, "Tren nocturno", "ES"), aka(2, 1, "x" * 900), aka(2, 2, "y" * 900, "DE")],
        crew=[crew(1, "nm0000001", "nm0000003,nm0000001"), crew(2, "nm0000002")],
        names=[KAWALEROWICZ, WAJDA, LEM],
    )
    await load(database, files)
    before = await rows(database, EVERYTHING)
    report = await load(database, files)
    assert [counted(each) for each in report.accounts[2:]] == [
        {"header": 1, "unchanged": 4},
        {"header": 1, "unchanged": 2},
        {"header": 1, "used": 3},
    ]
    assert await rows(database, EVERYTHING) == before


async def test_titles_of_a_record_are_replaced_as_a_whole_and_those_of_others_stay(
    database: Database, files: Files
) -> None:
    await load(database, files.beside(akas=[aka(1), aka(1, 2, "Nachtzug", "DE"), aka(2, 1, "Popiół")]))
    other = """
        INSERT INTO catalog.titles (media_item_id, source_name, external_id, position, title)
        SELECT id, 'tmdb', 'tt0000001', 0, 'Other' FROM catalog.media_items ORDER BY id LIMIT 1 RETURNING 1
    """
    await rows(database, other)
    report = await load(database, files.beside(akas=[aka(1, 1, "Pociag"), aka(2, 1, "Popiół")]))
    assert counted(report.accounts[2]) == {"header": 1, "updated": 1, "unchanged": 1}
    assert [row[:3] for row in await rows(database, TITLES)] == [
        ("tt0000001", 0, "Other"),
        ("tt0000001", 0, "Pociag"),
        ("tt0000002", 0, "Popiół"),
    ]
    await load(database, files.beside(akas=[aka(2, 1, "Popiół")]))
    assert [row[2] for row in await rows(database, TITLES)] == ["Other", "Popiół"]
    files.akas.unlink()
    await load(database, files)
    assert len(await rows(database, TITLES)) == 2


async def test_only_titles_of_the_regions_that_were_asked_for_are_kept(
    database: Database, files: Files
) -> None:
    told = [aka(1), aka(1, 2, "Nachtzug", "DE"), aka(1, 3, "Yön juna", r"\N", "fi")]
    report = await load(database, files.beside(akas=told), regions=frozenset({"PL"}))
    assert [row[2] for row in await rows(database, TITLES)] == ["Pociąg"]
    assert report.accounts[2].skipped_types == {"a region that was not asked for": 2}


async def test_a_crew_becomes_credits_in_its_order_and_the_credit_line(
    database: Database, files: Files
) -> None:
    files.beside(
        crew=[crew(1, "nm0000002,nm0000001", "nm0000003"), crew(2, r"\N", "nm0000003")],
        names=[KAWALEROWICZ, WAJDA, LEM, person(4, "Nobody Here")],
    )
    report = await load(database, files)
    assert await rows(database, CREDITS) == [
        ("director", 0, "Andrzej Wajda", "imdb"),
        ("director", 1, "Jerzy Kawalerowicz", "imdb"),
        ("writer", 0, "Stanisław Lem", "imdb"),
        ("writer", 0, "Stanisław Lem", "imdb"),
    ]
    both = ["Andrzej Wajda", "Jerzy Kawalerowicz"]
    assert await rows(database, MAKERS) == [
        (both, both, "night train andrzej wajda jerzy kawalerowicz stanislaw lem"),
        ([], [], "ashes stanislaw lem"),
    ]
    assert [counted(each) for each in report.accounts[2:]] == [
        {"header": 1, "created": 2},
        {"header": 1, "used": 3, "skipped_by_type": 1},
    ]


async def test_a_new_work_is_written_once_with_all_that_is_known_of_it(
    database: Database, files: Files
) -> None:
    await load(database, files.beside(akas=[aka(1)], crew=[crew(2, "nm0000002")], names=[WAJDA]))
    found = "SELECT search_norm FROM catalog.media_items ORDER BY id"
    assert await rows(database, found) == [("night train pociag",), ("ashes andrzej wajda",)]
    places = "SELECT ctid::text FROM catalog.media_items ORDER BY ctid"
    assert await rows(database, places) == [("(0,1)",), ("(0,2)",)]


async def test_a_changed_crew_changes_its_work_and_an_empty_one_ends_its_credits(
    database: Database, files: Files
) -> None:
    names = [KAWALEROWICZ, WAJDA, LEM]
    await load(database, files.beside(crew=[crew(1, "nm0000001,nm0000002", "nm0000003")], names=names))
    report = await load(database, files.beside(crew=[crew(1, "nm0000002")], names=names))
    assert counted(report.accounts[2]) == {"header": 1, "updated": 1}
    assert await rows(database, CREDITS) == [("director", 0, "Andrzej Wajda", "imdb")]
    [(creators, directors, _), _] = await rows(database, MAKERS)
    assert (creators, directors) == (["Andrzej Wajda"], ["Andrzej Wajda"])


async def test_of_a_work_that_another_source_leads_only_roles_without_anybody_are_filled(
    database: Database, files: Files
) -> None:
    await rows(database, TMDB_LEADS)
    files.beside(crew=[crew(1, "nm0000001", "nm0000003")], names=[KAWALEROWICZ, LEM])
    for _ in range(2):
        await load(database, files)
        assert await rows(database, CREDITS) == [
            ("director", 0, "A. Director", "tmdb"),
            ("writer", 0, "Stanisław Lem", "imdb"),
        ]
        creators = "SELECT creators FROM catalog.media_items ORDER BY id LIMIT 1"
        assert await rows(database, creators) == [(["A. Director"],)]


async def test_what_a_person_said_of_a_role_stays(database: Database, files: Files) -> None:
    files.beside(crew=[crew(1, "nm0000001")], names=[KAWALEROWICZ, WAJDA])
    await load(database, files)
    await rows(database, "UPDATE catalog.credits SET name = 'J. K.', source_name = NULL RETURNING 1")
    await rows(database, "UPDATE catalog.media_items SET creators = '{J. K.}' RETURNING 1")
    await load(database, files.beside(crew=[crew(1, "nm0000002")], names=[KAWALEROWICZ, WAJDA]))
    assert await rows(database, CREDITS) == [("director", 0, "J. K.", None)]
    [(creators, _, _), _] = await rows(database, MAKERS)
    assert creators == ["J. K."]


async def test_a_creator_who_has_a_role_now_is_a_creator_no_longer(database: Database, files: Files) -> None:
    await load(database, files)
    creator = """
        INSERT INTO catalog.credits (media_item_id, role, position, name, source_name)
        SELECT id, 'creator', 0, 'Andrzej Wajda', 'tmdb' FROM catalog.media_items
        ORDER BY id LIMIT 1 RETURNING 1
    """
    await rows(database, creator)
    await load(database, files.beside(crew=[crew(1, "nm0000002")], names=[WAJDA]))
    assert await rows(database, CREDITS) == [("director", 0, "Andrzej Wajda", "imdb")]


async def test_people_without_a_name_are_left_out_and_noted_with_the_run(
    database: Database, files: Files
) -> None:
    await load(database, files)
    files.beside(crew=[crew(1, "nm0000009,nm0000001,nm0000008")], names=[KAWALEROWICZ])
    report = await load(database, files)
    assert [row[:3] for row in await rows(database, CREDITS)] == [("director", 0, "Jerzy Kawalerowicz")]
    assert report.remarks[0].problems[0].message == "Not in name.basics: nm0000008, nm0000009"
    records = "SELECT position, external_id, reason, media_item_id IS NOT NULL FROM ingestion.run_records"
    assert await rows(database, records) == [(2, "tt0000001", "people-without-name", True)]
    assert report.accounts[2].noted == 1


async def test_two_titles_that_are_one_work_here_do_not_quarrel(database: Database, files: Files) -> None:
    await load(database, files)
    await rows(
        database,
        """
        UPDATE catalog.external_links SET media_item_id = (
            SELECT media_item_id FROM catalog.external_links WHERE external_key = 'tt0000001'
        ) WHERE external_key = 'tt0000002' RETURNING 1
        """,
    )
    files.beside(
        akas=[aka(1), aka(2, 1, "Popiół")],
        crew=[crew(1, "nm0000001"), crew(2, "nm0000002")],
        names=[KAWALEROWICZ, WAJDA],
    )
    await load(database, files)
    before = await rows(database, EVERYTHING)
    await load(database, files)
    assert [row[2] for row in await rows(database, TITLES)] == ["Pociąg", "Popiół"]
    assert len(await rows(database, CREDITS)) == 1
    assert await rows(database, EVERYTHING) == before


async def test_a_dry_run_counts_titles_and_crews_and_keeps_nothing(database: Database, files: Files) -> None:
    files.beside(akas=[aka(1)], crew=[crew(2, "nm0000002")], names=[WAJDA])
    report = await load(database, files, dry_run=True)
    assert [counted(each) for each in report.accounts[2:]] == [
        {"header": 1, "created": 1},
        {"header": 1, "created": 1},
        {"header": 1, "used": 1},
    ]
    assert await rows(database, EVERYTHING) == []


async def test_a_title_that_a_full_file_lacks_is_missing_until_it_comes_back(
    database: Database, files: Files
) -> None:
    await load(database, files)
    report = await load(database, files.write([title(1)]))
    assert report.missing == 1
    assert await rows(database, MISSING) == [("tt0000001", False, False), ("tt0000002", True, True)]
    before = await rows(database, EVERYTHING)
    await load(database, files)
    assert await rows(database, EVERYTHING) == before
    back = await load(database, files.write([title(1), title(2, "Ashes", year="1958")]))
    assert (back.missing, counted(back.accounts[0])) == (0, {"header": 1, "unchanged": 2})
    assert {row[1:] for row in await rows(database, MISSING)} == {(False, False)}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (title(2, kind="short"), "now of a type that was not asked for"),
        ("tt0000002\tmovie\tAshes", "its line cannot be read"),
        (title(2, r"\N"), "it has no title any more"),
    ],
)
async def test_a_title_that_the_file_has_in_another_way_is_not_missing(
    database: Database, files: Files, line: str, why: str
) -> None:
    await load(database, files)
    report = await load(database, files.write([title(1), line]))
    assert (report.missing, why) == (0, why)
    assert {row[1:] for row in await rows(database, MISSING)} == {(False, False)}


async def test_a_title_of_a_type_that_is_not_asked_for_is_not_missing(
    database: Database, files: Files
) -> None:
    files.write([title(1), title(2, kind="tvMiniSeries")])
    await load(database, files, types=("movie", "tvMiniSeries"))
    report = await load(database, files.write([title(1)]), types=("movie",))
    assert report.missing == 0
    report = await load(database, files.write([title(1)]), types=("movie", "TV Mini Series"))
    assert report.missing == 1


async def test_a_part_of_a_file_or_one_that_ends_in_the_middle_marks_nothing(
    database: Database, files: Files
) -> None:
    await load(database, files)
    part = await load(database, files.write([title(1)]), is_full=False)
    files.basics.write_bytes(files.basics.read_bytes() + b"tt0000003\tmovie\tNig")
    cut = await load(database, files)
    assert (part.missing, cut.missing, cut.accounts[0].rejected) == (None, None, 1)
    assert {row[1:] for row in await rows(database, MISSING)} == {(False, False)}


async def test_a_dry_run_counts_the_missing_and_marks_none(database: Database, files: Files) -> None:
    await load(database, files)
    report = await load(database, files.write([title(1)]), dry_run=True)
    assert report.missing == 1
    assert {row[1:] for row in await rows(database, MISSING)} == {(False, False)}


async def test_a_missing_record_that_does_not_lead_leaves_its_work_alone(
    database: Database, files: Files
) -> None:
    await rows(database, TMDB_LEADS)
    await load(database, files)
    await load(database, files.write([title(2, "Ashes", year="1958")]))
    assert await rows(database, MISSING) == [("tt0000001", True, False), ("tt0000002", False, False)]
