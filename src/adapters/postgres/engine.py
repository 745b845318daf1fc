"""The pool of connections, with msgspec as its JSON codec."""

from typing import Any

import msgspec
from advanced_alchemy.config import EngineConfig, SQLAlchemyAsyncConfig
from sqlalchemy.ext.asyncio import AsyncEngine


def to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def driver_url(url: str) -> str:
    """The address with SQLAlchemy's name of the driver: `postgresql+asyncpg://...`."""
    scheme, rest = url.split("://", 1)
    if scheme.split("+")[0] not in {"postgresql", "postgres"}:
        raise ValueError("only postgresql:// addresses are supported")
    return f"postgresql+asyncpg://{rest}"


def make_engine(url: str, *, pool_size: int = 12) -> AsyncEngine:
    """A pool of at most `pool_size` connections to `url` (`postgresql://user:password@host/database`).

    Its errors do not repeat the values that statements were given: those are people's words.
    """
    return SQLAlchemyAsyncConfig(
        connection_string=driver_url(url),
        engine_config=EngineConfig(
            pool_size=pool_size,
            max_overflow=0,
            pool_pre_ping=False,
            hide_parameters=True,
            json_serializer=to_json,
            json_deserializer=msgspec.json.decode,
        ),
    ).get_engine()
