"""One well-formed record of each shape, in the dress its source sends it in."""

from datetime import date
from typing import Any

import pytest

from adapters.sources import igdb, musicbrainz, openlibrary, tmdb
from domain.ingestion.canonical import Canonical, Release, Title
from domain.ingestion.errors import RecordRejected
from domain.ingestion.imdb_files.title_types import MEDIA_CLASSES
from domain.media_classes import KNOWN
from tests.adapters.sources.mapped import links, mapped
from tests.works import STALKER

IMDB: dict[str, Any] = {
    "tconst": "tt0079944",
    "titleType": "movie",
    "primaryTitle": "Stalker",
    "originalTitle": "Сталкер",
    "isAdult": "0",
    "startYear": "1979",
    "endYear": "\\N",
    "runtimeMinutes": "162",
    "genres": "Drama,Sci-Fi",
    "averageRating": "8.1",
    "numVotes": "150000",
}
TMDB_MOVIE: dict[str, Any] = {
    "adult": False,
    "id": 1398,
    "imdb_id": "tt0079944",
    "title": "Stalker",
    "original_title": "Сталкер",
    "original_language": "ru",
    "origin_country": ["SU"],
    "overview": "Three men walk into the Zone.",
    "poster_path": "/abc.jpg",
    "release_date": "1979-05-25",
    "runtime": 162,
    "budget": 0,
    "genres": [{"id": 878, "name": "Science Fiction"}, {"id": 18, "name": "Drama"}],
    "vote_average": 8.094,
    "vote_count": 2000,
    "belongs_to_collection": None,
    "external_ids": {"imdb_id": "tt0079944", "wikidata_id": "Q466764", "tvdb_id": None},
    "credits": {
        "cast": [{"name": "Alisa Freindlich"}],
        "crew": [
            {"name": "Andrei Tarkovsky", "job": "Director"},
            {"name": "Andrei Tarkovsky", "job": "Director"},
            {"name": "Eduard Artemyev", "job": "Original Music Composer"},
        ],
    },
}
TMDB_TV: dict[str, Any] = {
    "id": 1396,
    "name": "Dekalog",
    "original_name": "Dekalog",
    "first_air_date": "1989-12-10",
    "episode_run_time": [],
    "number_of_seasons": 1,
    "number_of_episodes": 10,
    "created_by": [{"name": "Krzysztof Kieślowski"}],
    "original_language": "pl",
    "external_ids": {"imdb_id": "tt0092337", "tvdb_id": 76715},
}
WORK: dict[str, Any] = {
    "key": "/works/OL45804W",
    "type": {"key": "/type/work"},
    "location": "/works/OL1W",
    "title": "Roadside Picnic",
    "authors": [{"author": {"key": "/authors/OL34184A"}, "type": {"key": "/type/author_role"}}] * 256,
    "description": {"type": "/type/text", "value": "What the visitors left behind."},
    "covers": [-1, 6498519],
    "first_publish_date": "October 1, 1972",
    "subjects": ["Science fiction", "Science fiction"],
}
EDITION: dict[str, Any] = {
    "key": "/books/OL7353617M",
    "type": {"key": "/type/edition"},
    "title": "Piknik na skraju drogi",
    "works": [{"key": "/works/OL45804W"}],
    "publishers": [" Iskry "],
    "publish_date": ["c1974"],
    "number_of_pages": 214,
    "languages": [{"key": "/languages/pol"}],
    "isbn_10": ["0-7564-0473-8"],
    "isbn_13": ["not an isbn", "9780756404734"],
    "identifiers": {"goodreads": ["331256"]},
}
GROUP = "f5093c06-23e3-404f-aeaa-40f72885ee3a"
RELEASE = "b84ee12a-09ef-421b-82de-0441a926375b"
RELEASE_GROUP: dict[str, Any] = {
    "id": GROUP,
    "title": "The Dark Side of the Moon",
    "disambiguation": "",
    "primary-type": "Album",
    "secondary-types": [],
    "first-release-date": "1973-03",
    "artist-credit": [{"name": "Pink Floyd", "joinphrase": "", "artist": {"id": "x", "name": "Pink Floyd"}}],
    "genres": [{"name": "progressive rock", "count": 9}, {"name": "polka", "count": 0}],
}
A_RELEASE: dict[str, Any] = {
    "id": RELEASE,
    "title": "The Dark Side of the Moon",
    "date": "1984",
    "country": "JP",
    "barcode": "",
    "artist-credit": [{"name": "Pink", "joinphrase": " & "}, {"name": "Floyd", "joinphrase": ""}],
    "label-info": [{"label": None}, {"catalog-number": "1", "label": {"name": "Harvest"}}],
    "media": [
        {"track-count": 2, "tracks": [{"length": 60_000}, {"length": 120_000}]},
        {"track-count": 1, "tracks": [{"length": 30_000}]},
    ],
    "release-group": {"id": GROUP, "first-release-date": "1973-03-01", "primary-type": "Album"},
    "text-representation": {"language": "eng", "script": "Latn"},
}
GAME: dict[str, Any] = {
    "id": 72,
    "name": "Portal 2",
    "summary": "A test.",
    "first_release_date": 1303171200,
    "cover": {"id": 1, "url": "//images.igdb.com/t_thumb/co1rs4.jpg", "image_id": "co1rs4"},
    "genres": [{"id": 9, "name": "Puzzle"}, 5],
    "platforms": [{"id": 6, "name": "PC"}, 9],
    "involved_companies": [
        {"company": {"name": "Valve"}, "developer": True, "publisher": True},
        {"company": {"name": "EA"}, "developer": False, "publisher": True},
        {"company": 3, "developer": True},
        7,
    ],
    "external_games": [{"uid": "620", "external_game_source": 1}, {"uid": "x", "external_game_source": 5}],
    "total_rating_count": 1500,
}


def test_imdb_columns() -> None:
    work, problems = mapped("imdb", "tt0079944", IMDB)
    assert problems == ()
    assert (work.media_type, work.title, work.original_title) == ("film", "Stalker", "Сталкер")
    assert work.release == Release(1979, date(1979, 1, 1), "year")
    assert work.genres == ("Drama", "Sci-Fi")
    assert work.popularity == 150_000
    assert work.details == {"runtime_minutes": 162, "avg_rating": 8.1, "num_votes": 150_000}
    assert links(work) == {("imdb", "tt0079944")}


@pytest.mark.parametrize("title_type", ["tvMiniSeries", "TV Mini Series", "tvSeries", "TV Series"])
def test_imdb_types_in_files_and_in_exports_mean_the_same(title_type: str) -> None:
    assert mapped("imdb", "tt0079944", IMDB | {"titleType": title_type})[0].media_type == "tv"


def test_imdb_games_are_games() -> None:
    assert mapped("imdb", "tt0079944", IMDB | {"titleType": "videoGame"})[0].media_type == "game"


def test_tmdb_movie() -> None:
    work, problems = mapped("tmdb", "1398", TMDB_MOVIE)
    assert problems == ()
    assert work.release == Release(1979, date(1979, 5, 25), "day")
    assert (work.language, work.country_of_origin) == ("ru", "SU")
    assert work.creators == ("Andrei Tarkovsky",)
    assert work.cover_url == "https://image.tmdb.org/t/p/w500/abc.jpg"
    assert work.details["avg_rating"] == 8.1
    assert links(work) == {("tmdb", "movie/1398"), ("imdb", "tt0079944"), ("wikidata", "Q466764")}


def test_tmdb_series_live_in_a_namespace_of_their_own() -> None:
    work, problems = mapped("tmdb", "tv/1396", TMDB_TV)
    assert problems == ()
    assert (work.media_type, work.title, work.original_title) == ("tv", "Dekalog", None)
    assert work.creators == ("Krzysztof Kieślowski",)
    assert work.details == {"seasons": 1, "episodes": 10}
    assert links(work) == {("tmdb", "tv/1396"), ("imdb", "tt0092337"), ("thetvdb", "76715")}


def test_openlibrary_work_with_a_stray_location_and_one_author_256_times() -> None:
    work, problems = mapped("openlibrary", "/works/OL45804W", WORK)
    assert problems == ()
    assert work.description == "What the visitors left behind."
    assert work.cover_url == "https://covers.openlibrary.org/b/id/6498519-L.jpg"
    assert work.release == Release(1972, date(1972, 1, 1), "year")
    assert work.metadata["author_keys"] == ("OL34184A",)
    assert work.metadata["subjects"] == ("Science fiction",)
    assert links(work) == {("openlibrary", "OL45804W")}


def test_openlibrary_edition_joins_its_work_and_its_isbns() -> None:
    work, _ = mapped("openlibrary", "OL7353617M", EDITION)
    assert (work.language, work.release and work.release.year) == ("pl", 1974)
    assert work.details == {"publisher": "Iskry", "page_count": 214, "isbn13": "9780756404734"}
    assert links(work) == {
        ("openlibrary", "OL7353617M"),
        ("openlibrary", "OL45804W"),
        ("isbn", "9780756404734"),
        ("goodreads", "331256"),
    }


def test_musicbrainz_release_group() -> None:
    work, problems = mapped("musicbrainz", GROUP, RELEASE_GROUP)
    assert problems == ()
    assert work.release == Release(1973, date(1973, 3, 1), "month")
    assert work.genres == ("Progressive Rock",)
    assert work.details == {"artists": ("Pink Floyd",), "release_type": "album"}
    assert work.cover_url == f"https://coverartarchive.org/release-group/{GROUP}/front-500"
    assert links(work) == {("musicbrainz", f"release-group/{GROUP}")}


def test_musicbrainz_release_joins_its_group() -> None:
    work, problems = mapped("musicbrainz", f"release/{RELEASE}", A_RELEASE)
    assert problems == ()
    assert work.release == Release(1973, date(1973, 3, 1), "day")
    assert (work.language, work.country_of_origin) == ("en", "JP")
    assert work.metadata["artist_credit"] == "Pink & Floyd"
    assert work.cover_url == f"https://coverartarchive.org/release-group/{GROUP}/front-500"
    assert work.details["label"] == "Harvest"
    assert (work.details["track_count"], work.details["duration_minutes"]) == (3, 4)
    assert links(work) == {("musicbrainz", f"release/{RELEASE}"), ("musicbrainz", f"release-group/{GROUP}")}


def test_a_merged_musicbrainz_id_is_linked_beside_the_one_that_was_asked_for() -> None:
    asked = GROUP.replace("f5", "f6")
    work, _ = mapped("musicbrainz", f"release-group/{asked}", RELEASE_GROUP)
    assert links(work) == {
        ("musicbrainz", f"release-group/{asked}"),
        ("musicbrainz", f"release-group/{GROUP}"),
    }


def test_igdb_game_with_expanded_and_bare_references() -> None:
    work, problems = mapped("igdb", "72", GAME)
    assert problems == ()
    assert work.release == Release(2011, date(2011, 4, 19), "day")
    assert work.cover_url == "https://images.igdb.com/igdb/image/upload/t_cover_big/co1rs4.jpg"
    assert (work.genres, work.popularity) == (("Puzzle",), 1500)
    assert work.details == {"developers": ("Valve",), "publishers": ("Valve", "EA"), "platforms": ("PC",)}
    assert links(work) == {("igdb", "72"), ("steam", "620")}


def test_igdb_under_its_old_field_names_and_with_nothing_expanded() -> None:
    old = {"id": 72, "name": "Portal 2", "category": 0, "genres": [9], "cover": 12, "platforms": [6]}
    old["external_games"] = [{"uid": "620", "category": 1}]
    work, problems = mapped("igdb", "72", old)
    assert problems == ()
    assert work.metadata["game_type"] == 0
    assert links(work) == {("igdb", "72"), ("steam", "620")}


def test_media_menu() -> None:
    work, problems = mapped("media-menu", "film-stalker-1979", STALKER)
    assert problems == ()
    assert work.genres == ("Science Fiction", "Drama")
    assert work.details == {"runtime_minutes": 162, "directors": ("Andrei Tarkovsky",)}
    assert links(work) == {("media-menu", "film-stalker-1979"), ("imdb", "tt0079944")}


def test_media_menu_says_everything_that_is_wrong() -> None:
    wrong = {
        **STALKER,
        "titel": "x",
        "language": "Russian",
        "external_ids": {"imdb": "79944"},
        "details": {"runtime_minutes": -1, "pages": 3},
    }
    with pytest.raises(RecordRejected) as rejected:
        mapped("media-menu", "film-stalker-1979", wrong)
    assert {(problem.pointer, problem.code) for problem in rejected.value.problems} == {
        ("/payload/language", "language-unknown"),
        ("/payload/external_ids", "external-id-invalid"),
        ("/payload/details/runtime_minutes", "number-out-of-range"),
        ("/payload/titel", "unknown-field"),
        ("/payload/details/pages", "unknown-field"),
    }


def roles(work: Canonical) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for credit in work.credits:
        found.setdefault(credit.role, []).append(credit.name)
    return found


@pytest.mark.parametrize(
    ("source", "external_id", "payload", "path"),
    [
        ("imdb", "tt0079944", IMDB, "film.feature"),
        ("imdb", "tt0079944", IMDB | {"titleType": "TV Mini Series"}, "tv.miniseries"),
        ("imdb", "tt0079944", IMDB | {"titleType": "videoGame"}, "game"),
        ("imdb", "tt0079944", IMDB | {"titleType": "podcastEpisode"}, "audio.podcast.episode"),
        ("tmdb", "movie/1398", TMDB_MOVIE, "film.feature"),
        ("tmdb", "movie/1398", TMDB_MOVIE | {"runtime": 40}, "film.short"),
        ("tmdb", "movie/1398", TMDB_MOVIE | {"runtime": 0}, "film"),
        ("tmdb", "movie/1398", TMDB_MOVIE | {"video": True}, "film.video"),
        ("tmdb", "movie/1398", TMDB_MOVIE | {"genres": [{"name": "TV Movie"}]}, "film.tv-movie"),
        ("tmdb", "tv/1396", TMDB_TV, "tv"),
        ("tmdb", "tv/1396", TMDB_TV | {"type": "Miniseries"}, "tv.miniseries"),
        ("tmdb", "tv/1396", TMDB_TV | {"type": "Talk Show"}, "tv.series.talk-show"),
        ("openlibrary", "OL45804W", WORK, "book"),
        ("openlibrary", "OL45804W", WORK | {"subjects": ["Zona", "Short stories"]}, "book.short-stories"),
        ("musicbrainz", GROUP, RELEASE_GROUP, "music.album"),
        ("musicbrainz", GROUP, RELEASE_GROUP | {"secondary-types": ["Live"]}, "music.album.live"),
        (
            "musicbrainz",
            GROUP,
            RELEASE_GROUP | {"primary-type": "EP", "secondary-types": ["Live"]},
            "music.ep",
        ),
        ("musicbrainz", GROUP, RELEASE_GROUP | {"primary-type": None}, "music"),
        ("musicbrainz", f"release/{RELEASE}", A_RELEASE, "music.album"),
        ("igdb", "72", GAME, "game"),
        ("igdb", "72", GAME | {"game_type": 0}, "game.main"),
        ("igdb", "72", GAME | {"game_type": {"id": 8, "type": "Remake"}}, "game.main.remake"),
        ("igdb", "72", GAME | {"game_type": {"type": "Standalone Expansion"}}, "game.expansion.standalone"),
        ("igdb", "72", GAME | {"category": 1}, "game.dlc"),
        ("igdb", "72", GAME | {"game_type": 99}, "game"),
        ("media-menu", "a", STALKER | {"media_class": "film.short"}, "film.short"),
    ],
)
def test_types_of_upstreams_are_classes_here(
    source: str, external_id: str, payload: dict[str, Any], path: str
) -> None:
    assert mapped(source, external_id, payload)[0].media_class == path


def test_every_class_that_a_mapping_can_give_is_in_the_tree() -> None:
    given = {
        *MEDIA_CLASSES.values(),
        *tmdb.TV_CLASSES.values(),
        *(path for _, path in igdb.CLASSES),
        *musicbrainz.PRIMARY.values(),
        *musicbrainz.SECONDARY.values(),
        *openlibrary.CLASSES.values(),
    }
    assert given <= KNOWN


def test_makers_have_roles() -> None:
    game, _ = mapped("igdb", "72", GAME)
    assert roles(game) == {"developer": ["Valve"], "publisher": ["Valve", "EA"]}
    assert game.creators == ("Valve",)
    series, _ = mapped("tmdb", "tv/1396", TMDB_TV)
    assert roles(series) == {"creator": ["Krzysztof Kieślowski"]}
    film, _ = mapped("imdb", "tt0079944", IMDB | {"directors": "A. Tarkovsky", "writers": "A, B"})
    assert roles(film) == {"director": ["A. Tarkovsky"], "writer": ["A", "B"]}
    release, _ = mapped("musicbrainz", f"release/{RELEASE}", A_RELEASE)
    assert roles(release) == {"artist": ["Pink", "Floyd"]}


def test_a_cast_is_cut_after_ten_by_its_order() -> None:
    cast = [{"name": f"Actor {n}", "order": n} for n in range(30)]
    work, _ = mapped("tmdb", "movie/1398", TMDB_MOVIE | {"credits": {"cast": cast[::-1]}})
    assert roles(work)["actor"] == [f"Actor {n}" for n in range(10)]


def test_an_edition_tells_its_title_with_its_language_and_who_translated_it() -> None:
    contributions = ["Irena Lewandowska (Translator)", "Somebody", "Jan Młodożeniec (Illustrator)"]
    work, _ = mapped("openlibrary", "OL7353617M", EDITION | {"contributions": contributions})
    assert work.titles == (Title("Piknik na skraju drogi", "pl"),)
    assert roles(work) == {
        "illustrator": ["Jan Młodożeniec"],
        "translator": ["Irena Lewandowska"],
        "publisher": ["Iskry"],
    }


def test_aliases_and_localised_names_are_titles() -> None:
    aliases = [
        {"name": "Ciemna strona Księżyca", "locale": "pl"},
        {"name": "O Lado Escuro da Lua", "locale": "pt_BR"},
        {"name": "DSOTM", "locale": None},
        {"name": None},
    ]
    record, _ = mapped("musicbrainz", GROUP, RELEASE_GROUP | {"aliases": aliases})
    assert record.titles == (
        Title("Ciemna strona Księżyca", "pl"),
        Title("O Lado Escuro da Lua", "pt", "BR"),
        Title("DSOTM"),
    )
    names = [{"name": "Portal dwa", "comment": "Polish title"}, {"name": "P2", "comment": "Acronym"}, 7]
    regions = [{"name": "ポータル2", "region": {"identifier": "ja-JP"}}, {"name": "Portal II", "region": 3}]
    game, problems = mapped("igdb", "72", GAME | {"alternative_names": names, "game_localizations": regions})
    assert problems == ()
    assert game.titles == (
        Title("ポータル2", "ja", "JP"),
        Title("Portal II"),
        Title("Portal dwa", "pl"),
        Title("P2"),
    )


def test_media_menu_records_say_who_did_what_and_what_a_work_is_called() -> None:
    credits = [{"role": "composer", "name": "Eduard Artemyev"}, {"role": "director", "name": "A. Tarkovsky"}]
    titles = ["Zona", {"title": "Przewodnik", "language": "pl", "region": "PL"}]
    facts = {"credits": credits, "titles": titles, "creators": [], "details": {}}
    work, problems = mapped("media-menu", "a", STALKER | facts)
    assert problems == ()
    assert roles(work) == {"director": ["A. Tarkovsky"], "composer": ["Eduard Artemyev"]}
    assert (work.creators, work.details) == (("A. Tarkovsky",), {"directors": ("A. Tarkovsky",)})
    assert work.titles == (Title("Zona"), Title("Przewodnik", "pl", "PL"))


@pytest.mark.parametrize(
    ("facts", "pointer", "code"),
    [
        ({"media_class": "book.novel"}, "/payload/media_class", "media-class-unknown"),
        ({"credits": [{"role": "king", "name": "A"}]}, "/payload/credits", "role-unknown"),
        ({"credits": [{"role": "actor", "name": " "}]}, "/payload/credits", "text-missing"),
        ({"credits": {"actor": "A"}}, "/payload/credits", "wrong-type"),
        ({"titles": "Zona"}, "/payload/titles", "wrong-type"),
        ({"titles": [{"title": "Zona", "language": "Polish"}]}, "/payload/titles", "language-unknown"),
        ({"titles": [{"title": "Zona", "region": "Poland"}]}, "/payload/titles", "region-unknown"),
    ],
)
def test_media_menu_points_at_what_cannot_be_read(facts: dict[str, Any], pointer: str, code: str) -> None:
    with pytest.raises(RecordRejected) as rejected:
        mapped("media-menu", "a", STALKER | facts)
    assert [(each.pointer, each.code) for each in rejected.value.problems] == [(pointer, code)]
