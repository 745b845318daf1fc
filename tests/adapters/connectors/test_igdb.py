"""IGDB is asked in Apicalypse with a token that is kept, and got anew when it is not accepted any more."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from adapters.connectors.igdb import PACE, IgdbSource, quoted
from adapters.connectors.twitch import TwitchToken
from adapters.upstream.gateway import Gateway
from app.services import now
from domain.ingestion.upstream.errors import (
    UpstreamIdInvalid,
    UpstreamMissing,
    UpstreamNonsense,
    UpstreamRefused,
)
from tests.answers import igdb
from tests.upstream_server import LocalUpstream, as_json


@pytest.fixture
def make_source(gateway: Gateway, upstream: LocalUpstream) -> Callable[..., IgdbSource]:
    def make(clock: Callable[[], datetime] = now) -> IgdbSource:
        token = TwitchToken(gateway, clock, "client", "client-secret", api=upstream.url)
        return IgdbSource(gateway, clock, "client", token, api=f"{upstream.url}/v4")

    return make


@pytest.fixture
def source(make_source: Callable[..., IgdbSource], upstream: LocalUpstream) -> IgdbSource:
    upstream.on("/oauth2/token", as_json(igdb.TOKEN))
    return make_source()


async def test_games_are_found_with_a_token(source: IgdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/v4/games", as_json([igdb.LINE]))
    (found,) = await source.search('paper "map"', "game")
    assert found.external_id == "7202"
    token, games = upstream.asked
    assert token.body == b"client_id=client&client_secret=client-secret&grant_type=client_credentials"
    assert (games.headers["client-id"], games.headers["authorization"]) == ("client", "Bearer token-of-today")
    assert games.body.startswith(b'search "paper \\"map\\""; fields ')


@pytest.mark.parametrize(
    ("typed", "string"),
    [("a", '"a"'), ('"; fields *;', r'"\"; fields *;"'), ("\\", r'"\\"'), ("a\n\tb", '"a b"')],
)
def test_what_is_typed_stays_one_string(typed: str, string: str) -> None:
    assert quoted(typed) == string


async def test_a_game_comes_whole(source: IgdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/v4/games", as_json([igdb.GAME]))
    record = await source.fetch("7202")
    assert record.payload == igdb.GAME
    assert b"where id = (7202);" in upstream.asked[-1].body
    assert b"alternative_names.name" in upstream.asked[-1].body
    assert b"game_localizations.region.identifier" in upstream.asked[-1].body


async def test_a_game_that_is_not_there_is_missing(source: IgdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/v4/games", as_json([]))
    with pytest.raises(UpstreamMissing):
        await source.fetch("7202")


async def test_one_token_serves_many_questions(source: IgdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/v4/games", as_json([igdb.GAME]))
    await asyncio.gather(*(source.fetch("7202") for _ in range(5)))
    assert upstream.paths().count("/oauth2/token") == 1


async def test_a_token_that_expires_is_got_anew_in_time(
    make_source: Callable[..., IgdbSource], upstream: LocalUpstream
) -> None:
    upstream.on("/oauth2/token", as_json(igdb.TOKEN | {"expires_in": 3_600}), as_json(igdb.NEXT_TOKEN))
    upstream.on("/v4/games", as_json([igdb.GAME]))
    later = timedelta()
    source = make_source(lambda: now() + later)
    await source.fetch("7202")
    later = timedelta(minutes=58)
    await source.fetch("7202")
    tokens = [each.headers["authorization"] for each in upstream.asked if each.path == "/v4/games"]
    assert tokens == ["Bearer token-of-today", "Bearer token-of-tomorrow"]


async def test_a_token_that_is_not_accepted_any_more_is_got_anew(
    source: IgdbSource, upstream: LocalUpstream
) -> None:
    upstream.on("/oauth2/token", as_json(igdb.TOKEN), as_json(igdb.NEXT_TOKEN))
    upstream.on("/v4/games", as_json(igdb.WRONG_TOKEN, status=401), as_json([igdb.GAME]))
    assert (await source.fetch("7202")).payload == igdb.GAME
    assert upstream.asked[-1].headers["authorization"] == "Bearer token-of-tomorrow"


async def test_a_second_refusal_is_one(source: IgdbSource, upstream: LocalUpstream) -> None:
    upstream.on("/v4/games", as_json(igdb.WRONG_TOKEN, status=401))
    with pytest.raises(UpstreamRefused):
        await source.fetch("7202")
    assert upstream.paths() == ["/oauth2/token", "/v4/games"] * 2


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_a_client_that_twitch_does_not_know_is_refused(
    source: IgdbSource, upstream: LocalUpstream, status: int
) -> None:
    upstream.on("/oauth2/token", as_json(igdb.WRONG_CLIENT, status=status))
    with pytest.raises(UpstreamRefused) as caught:
        await source.fetch("7202")
    assert upstream.paths() == ["/oauth2/token"]
    assert "client-secret" not in repr(caught.value)


@pytest.mark.parametrize("answer", [[], {}, {"access_token": 5, "expires_in": 9}, {"access_token": "a"}])
async def test_a_token_of_another_form_is_nonsense(
    source: IgdbSource, upstream: LocalUpstream, answer: object
) -> None:
    upstream.on("/oauth2/token", as_json(answer))
    with pytest.raises(UpstreamNonsense):
        await source.fetch("7202")


@pytest.mark.parametrize("given", ["0", "x", "1); fields *; where id = (2", "-1", "1.5"])
async def test_an_id_that_is_none_asks_nothing(
    source: IgdbSource, upstream: LocalUpstream, given: str
) -> None:
    with pytest.raises(UpstreamIdInvalid):
        await source.fetch(given)
    assert upstream.asked == []


def test_it_is_asked_four_times_a_second_and_eight_at_a_time() -> None:
    assert (PACE.per_second, PACE.at_once) == (4, 8)
