"""What goes wrong between us and an upstream, or inside a run beyond single records: kept for 90 days."""

import re
from datetime import timedelta
from typing import Literal, Protocol
from uuid import UUID

from msgspec import Struct

from domain.ingestion.secrets import SECRET

KEPT_FOR = timedelta(days=90)
LONGEST_MESSAGE = 500

LOGIN = re.compile(r"(?<=//)[^/\s@:]*:[^/\s@]*@")
BEARER = re.compile(r"(?i)\b(bearer|basic|client-id:?)\s+[\w.~+/=-]{8,}")


class Trouble(Struct, frozen=True):
    """One thing that went wrong. `code` is stable, in kebab-case; `message` a sentence for administrators."""

    kind: Literal["run", "upstream"]
    source_name: str
    code: str
    message: str
    host: str | None = None
    run_id: UUID | None = None


class ErrorLog(Protocol):
    """Where troubles are noted."""

    async def note(self, trouble: Trouble) -> None:
        """Keep it, its message cut and without secrets. Never raises: there is trouble enough already."""


def said_safely(message: str) -> str:
    """A message whose addresses and headers carry no keys, tokens or passwords, cut to what is kept."""
    bare = LOGIN.sub("", SECRET.sub(r"\1REMOVED", message.replace("\0", "")))
    return BEARER.sub(r"\1 REMOVED", bare)[:LONGEST_MESSAGE]
