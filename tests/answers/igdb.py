"""Answers of IGDB v4 and Twitch, in the form that their documentation gives; the game is made up."""

from typing import Any

TOKEN = {"access_token": "token-of-today", "expires_in": 5_000_000, "token_type": "bearer"}
NEXT_TOKEN = TOKEN | {"access_token": "token-of-tomorrow"}
LINE: dict[str, Any] = {
    "id": 7202,
    "name": "Paper Cartographer",
    "first_release_date": 1_400_000_000,
    "cover": {"id": 5, "image_id": "co1abc"},
    "involved_companies": [
        {"id": 1, "company": {"id": 8, "name": "Foldline"}, "developer": True, "publisher": False},
        {"id": 2, "company": {"id": 9, "name": "Big Press"}, "developer": False, "publisher": True},
    ],
    "url": "https://www.igdb.com/games/paper-cartographer",
}
GAME: dict[str, Any] = LINE | {
    "slug": "paper-cartographer",
    "summary": "Fold the map, walk the crease.",
    "genres": [{"id": 9, "name": "Puzzle"}],
    "platforms": [{"id": 6, "name": "PC (Microsoft Windows)"}],
    "external_games": [{"id": 1, "uid": "123450", "external_game_source": 1}],
    "total_rating": 81.2,
    "total_rating_count": 64,
    "game_type": {"id": 0, "type": "Main Game"},
    "updated_at": 1_700_000_000,
    "checksum": "d41d8cd9-8f00-b204-e980-0998ecf8427e",
}
WRONG_TOKEN = {"message": "Authorization Failure. Have you tried: Bearer <token>"}
WRONG_CLIENT = {"status": 400, "message": "invalid client"}
