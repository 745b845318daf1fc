"""One id is one key, however a source writes it; what it could not have written is no key."""

import pytest

from adapters.sources.identifiers import address_of, external_ids, isbn13, key_in, linked_as
from adapters.sources.key_forms import KEY_FORMS
from domain.ingestion.errors import Unusable
from tests.adapters.sources.mapped import mapped

MBID = "9162580e-5df4-32de-80cc-f45a8d8a9b1d"
WRITTEN = {
    ("imdb", "tt0079944"): (
        "tt0079944", "TT0079944", " tt0079944 ", "0079944",
        "imdb:tt0079944", "title/tt0079944", "/title/tt0079944/",
        "https://www.imdb.com/title/tt0079944/", "http://m.imdb.com/title/tt0079944?ref_=fn_al_tt_1",
        "imdb.com/title/tt0079944/reviews", "https://www.imdb.com/pl/title/tt0079944/",
        "HTTPS://WWW.IMDB.COM/title/tt0079944/",
    ),
    ("tmdb", "movie/1398"): (
        "movie/1398", "movie-1398", "Movie/1398", "/movie/1398", "tmdb:movie/1398", "movie/1398-stalker",
        "https://www.themoviedb.org/movie/1398-stalker?language=pl-PL", "themoviedb.org/movie/1398/cast",
    ),
    ("tmdb", "tv/1396"): ("tv/1396", "tv-1396", "https://www.themoviedb.org/tv/1396-breaking-bad/season/1"),
    ("thetvdb", "76715"): (
        "76715", 76715, "series/76715", "series-76715", "Series/76715", "thetvdb:76715",
        "https://www.thetvdb.com/dereferrer/series/76715", "https://thetvdb.com/?tab=series&id=76715",
        "http://thetvdb.com/series/76715",
    ),
    ("thetvdb", "movie/190"): ("movie/190", "movie-190", "https://thetvdb.com/movies/190"),
    ("openlibrary", "OL45804W"): (
        "OL45804W", "ol45804w", "/works/OL45804W", "works/OL45804W", "openlibrary:OL45804W",
        "https://openlibrary.org/works/OL45804W/Fantastic_Mr_Fox", "https://openlibrary.org/works/OL45804W.json",
    ),
    ("openlibrary", "OL7353617M"): (
        "OL7353617M", "/books/OL7353617M", "http://openlibrary.org/books/ol7353617m?edition=key",
    ),
    ("musicbrainz", f"release-group/{MBID}"): (
        f"release-group/{MBID}", f"release-group/{MBID.upper()}", f"release-group:{MBID}",
        f"https://musicbrainz.org/release-group/{MBID}", f"https://beta.musicbrainz.org/release-group/{MBID}#tracks",
        f"musicbrainz.org/ws/2/release-group/{MBID}?fmt=json",
    ),
    ("musicbrainz", f"release/{MBID}"): (f"Release/{MBID}", f"https://musicbrainz.org/release/{MBID}/discids"),
    ("igdb", "1942"): ("1942", 1942, "igdb:1942", "game/1942", "https://www.igdb.com/games/1942"),
    ("rawg", "3328"): ("3328", 3328, "3328-portal", "https://rawg.io/games/3328", "rawg.io/api/games/3328"),
    ("steam", "292030"): (
        "292030", 292030, "app/292030", "steam:292030", "steam://run/292030",
        "https://store.steampowered.com/app/292030/The_Witcher_3_Wild_Hunt/?l=polish",
        "https://steamcommunity.com/app/292030",
    ),
    ("goodreads", "331256"): (
        "331256", 331256, "331256.Roadside_Picnic", "331256-roadside-picnic",
        "https://www.goodreads.com/book/show/331256.Roadside_Picnic", "goodreads.com/book/show/331256-x?a=b",
    ),
    ("letterboxd", "the-matrix"): (
        "the-matrix", "The-Matrix", "film/the-matrix", "/film/the-matrix/", "letterboxd:the-matrix",
        "https://letterboxd.com/film/the-matrix/", "https://letterboxd.com/ada/film/the-matrix/1/",
    ),
    ("letterboxd", "boxd.it/29qU"): ("https://boxd.it/29qU", "boxd.it/29qU"),
    ("wikidata", "Q83495"): (
        "Q83495", "q83495", "wd:Q83495", "wikidata:Q83495", "https://www.wikidata.org/wiki/Q83495",
        "http://www.wikidata.org/entity/Q83495", "https://m.wikidata.org/wiki/Q83495#sitelinks",
    ),
    ("isbn", "9780756404734"): (
        "9780756404734", "978-0-7564-0473-4", "0756404738", "0-7564-0473-8", '="0756404738"', 9780756404734,
        "ISBN 0-7564-0473-8", "ISBN-13: 978-0-7564-0473-4", "ISBN10 0756404738", "urn:isbn:9780756404734",
        "isbn:0756404738", "0756404738 (pbk.)", "978 0 7564 0473 4 :",
        "978\u20110\u20117564\u20110473\u20114",
    ),
    ("isbn", "9780804429573"): ("080442957x", "0-8044-2957-X", "9780804429573"),
    ("isbn", "9780306406157"): ("306406152", "0306406152"),
}  # fmt: skip
NO_KEYS = {
    "imdb": ("nm0000123", "79944", "tt79944", "https://www.imdb.com/name/nm0000123/", "tt0079944tt0000001"),
    "tmdb": ("603", "person/3", "movie/0", "https://www.themoviedb.org/person/3", "https://a.org/movie/603"),
    "thetvdb": ("https://thetvdb.com/series/breaking-bad", "0", "episode/4"),
    "openlibrary": ("OL34184A", "45804W", "https://openlibrary.org/authors/OL34184A"),
    "musicbrainz": (MBID, f"artist/{MBID}", "release/1", f"https://musicbrainz.org/artist/{MBID}"),
    "igdb": ("https://www.igdb.com/games/zelda", "zelda", "0"),
    "rawg": ("https://rawg.io/games/portal-2", "portal-2"),
    "steam": ("https://store.steampowered.com/sub/61", "portal"),
    "goodreads": ("https://www.goodreads.com/author/show/3", "https://www.goodreads.com/work/editions/3"),
    "letterboxd": ("https://letterboxd.com/actor/keanu-reeves/", "a b", "https://example.org/film/the-matrix/"),
    "wikidata": ("83495", "P31", "https://pl.wikipedia.org/wiki/Q83495"),
    "isbn": ("9780756404735", "0756404739", "9770317847001", "97807564", "OL45804W"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("source_name", "key", "written"),
    [(source, key, each) for (source, key), forms in WRITTEN.items() for each in forms],
)
def test_an_id_is_one_key_however_it_is_written(source_name: str, key: str, written: str | int) -> None:
    assert key_in(source_name, written) == key
    assert key_in(source_name, key) == key


@pytest.mark.parametrize(
    ("source_name", "written"), [(source, each) for source, forms in NO_KEYS.items() for each in forms]
)
def test_what_a_source_could_not_have_written_is_no_key(source_name: str, written: str) -> None:
    with pytest.raises(Unusable):
        key_in(source_name, written)


def test_every_source_with_a_form_is_tried_here() -> None:
    assert {source for source, _ in WRITTEN} == KEY_FORMS.keys() | {"isbn"} == NO_KEYS.keys()


@pytest.mark.parametrize(("source_name", "key"), WRITTEN)
def test_an_address_leads_back_to_its_key(source_name: str, key: str) -> None:
    address = address_of(source_name, key)
    if source_name == "igdb":
        assert address is None
    elif source_name == "isbn":
        assert address == f"https://openlibrary.org/isbn/{key}"
    else:
        assert key_in(source_name, address) == key


@pytest.mark.parametrize(
    ("called", "name"),
    [("tvdb", "thetvdb"), ("thetvdb", "thetvdb"), ("themoviedb", "tmdb"), ("isbn13", "isbn")],
)
def test_a_source_has_one_name_whatever_others_call_it(called: str, name: str) -> None:
    value = {"thetvdb": "76715", "tmdb": "tv/1396", "isbn": "0756404738"}[name]
    pairs = external_ids({called: value})
    assert pairs is not None
    assert pairs[0][0] == name


def test_one_id_under_two_names_is_one_link() -> None:
    assert external_ids({"tvdb": "series/76715", "thetvdb": 76715}) == (("thetvdb", "76715"),)
    assert linked_as("isbn")(["0756404738", "978-0-7564-0473-4"]) == (("isbn", "9780756404734"),) * 2


def test_records_of_two_sources_carry_the_same_keys() -> None:
    """TMDB's answer and somebody's own notes name one series alike."""
    answer = {"id": 1396, "name": "Dekalog", "external_ids": {"imdb_id": "tt0092337", "tvdb_id": 76715}}
    notes = {
        "media_type": "tv",
        "title": "Dekalog",
        "external_ids": {
            "tmdb": "https://www.themoviedb.org/tv/1396-dekalog",
            "imdb": "https://www.imdb.com/title/tt0092337/",
            "tvdb": "76715",
        },
    }
    theirs, _ = mapped("tmdb", "1396", answer)
    ours, _ = mapped("media-menu", "notes", notes)
    keys = {link.key for link in theirs.links}
    assert keys == {("tmdb", "tv/1396"), ("imdb", "tt0092337"), ("thetvdb", "76715")}
    assert {link.key for link in ours.links} - {("media-menu", "notes")} == keys


@pytest.mark.parametrize(
    "hostile", ["9" * 10_000, "isbn" * 500, "0-" * 5_000, "tt" + "0" * 10_000, "/" * 5_000]
)
def test_long_nonsense_is_refused_at_once(hostile: str) -> None:
    for source_name in (*KEY_FORMS, "isbn"):
        with pytest.raises(Unusable):
            key_in(source_name, hostile[:1_000])
    with pytest.raises(Unusable):
        isbn13(hostile)
