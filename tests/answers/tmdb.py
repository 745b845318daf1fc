"""Answers of TMDB v3, in the form that its documentation gives; the works are made up."""

from typing import Any

FILM_LINE: dict[str, Any] = {
    "adult": False,
    "backdrop_path": "/back.jpg",
    "genre_ids": [18, 878],
    "id": 7001,
    "original_language": "pl",
    "original_title": "Cicha orbita",
    "overview": "A station that nobody calls any more.",
    "popularity": 11.4,
    "poster_path": "/poster.jpg",
    "release_date": "1987-03-12",
    "title": "Quiet Orbit",
    "video": False,
    "vote_average": 7.8,
    "vote_count": 412,
}
SERIES_LINE: dict[str, Any] = {
    "adult": False,
    "backdrop_path": None,
    "genre_ids": [],
    "id": 7001,
    "origin_country": ["GB"],
    "original_language": "en",
    "original_name": "Orbit Lane",
    "overview": "",
    "popularity": 2.1,
    "poster_path": None,
    "first_air_date": "",
    "name": "Orbit Lane",
    "vote_average": 0.0,
    "vote_count": 0,
}
PERSON_LINE: dict[str, Any] = {
    "adult": False,
    "id": 9,
    "name": "Orla Orbit",
    "known_for_department": "Acting",
    "media_type": "person",
    "known_for": [],
}


def a_page(*results: dict[str, Any]) -> dict[str, Any]:
    return {"page": 1, "results": list(results), "total_pages": 1, "total_results": len(results)}


MIXED = a_page(FILM_LINE | {"media_type": "movie"}, PERSON_LINE, SERIES_LINE | {"media_type": "tv"})
FOUND_BY_IMDB = {
    "movie_results": [FILM_LINE | {"media_type": "movie"}],
    "person_results": [],
    "tv_results": [],
    "tv_episode_results": [],
    "tv_season_results": [],
}
FILM: dict[str, Any] = {
    "adult": False,
    "backdrop_path": "/back.jpg",
    "belongs_to_collection": None,
    "budget": 0,
    "genres": [{"id": 18, "name": "Drama"}, {"id": 878, "name": "Science Fiction"}],
    "homepage": "",
    "id": 7001,
    "imdb_id": "tt7700100",
    "origin_country": ["PL"],
    "original_language": "pl",
    "original_title": "Cicha orbita",
    "overview": "A station that nobody calls any more.",
    "popularity": 11.4,
    "poster_path": "/poster.jpg",
    "production_companies": [{"id": 4, "logo_path": None, "name": "Studio Most", "origin_country": "PL"}],
    "production_countries": [{"iso_3166_1": "PL", "name": "Poland"}],
    "release_date": "1987-03-12",
    "revenue": 0,
    "runtime": 101,
    "spoken_languages": [{"english_name": "Polish", "iso_639_1": "pl", "name": "Polski"}],
    "status": "Released",
    "tagline": "",
    "title": "Quiet Orbit",
    "video": False,
    "vote_average": 7.8,
    "vote_count": 412,
    "external_ids": {"imdb_id": "tt7700100", "wikidata_id": "Q7700100", "facebook_id": None},
    "credits": {
        "cast": [{"id": 1, "name": "Jan Most", "character": "Engineer", "order": 0, "cast_id": 1}],
        "crew": [
            {"id": 2, "name": "Ewa Lot", "department": "Directing", "job": "Director"},
            {"id": 3, "name": "Piotr Szum", "department": "Sound", "job": "Sound"},
        ],
    },
    "alternative_titles": {"titles": [{"iso_3166_1": "DE", "title": "Stille Umlaufbahn", "type": ""}]},
}
NO_SUCH = {"success": False, "status_code": 34, "status_message": "The resource could not be found."}
WRONG_KEY = {"status_code": 7, "status_message": "Invalid API key.", "success": False}
TOO_MANY = {"status_code": 25, "status_message": "Your request count is over the allowed limit."}
