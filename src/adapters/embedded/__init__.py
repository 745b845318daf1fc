"""A PostgreSQL server of our own, from a pip package, for newcomers and for tests."""

from adapters.embedded.lock import DataDirectoryInUse
from adapters.embedded.server import EmbeddedPostgres, ServerWouldNotStart
from adapters.embedded.system_user import WrongOwner

__all__ = ["DataDirectoryInUse", "EmbeddedPostgres", "ServerWouldNotStart", "WrongOwner"]
