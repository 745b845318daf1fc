"""The embedded server's passwords: made once at random, kept in one file that only its owner reads."""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def read_or_make(path: Path, roles: Iterable[str]) -> dict[str, str]:
    """One password per role; roles that the file does not know yet are added to it."""
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [role for role in roles if role not in known]
    if missing:
        known |= {role: secrets.token_urlsafe(24) for role in missing}
        write_private(path, json.dumps(known, indent=1))
    return known


def write_private(path: Path, text: str) -> None:
    """Replaces the file in one step, so that a crash leaves the old one or the new one; mode 0600."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
