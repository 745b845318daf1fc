"""Where the server's Unix socket lies: beside the data, or somewhere short when that path is too long."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from adapters.embedded.system_user import SystemUser, WrongOwner, give

_LONGEST_SOCKET_PATH = 103  # bytes; macOS allows the fewest, Linux four more


def socket_directory(data_dir: Path) -> Path:
    """The same answer for the same data directory every time, so that others can find a running server."""
    beside = data_dir / "socket"
    if len(os.fsencode(beside / ".s.PGSQL.5432")) <= _LONGEST_SOCKET_PATH:
        return beside
    return Path(tempfile.gettempdir(), "media-menu-" + hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12])


def make_ready(directory: Path, user: SystemUser) -> None:
    """Leaves an empty directory for the user alone; raises WrongOwner when somebody else was there first.

    Only for a server that does not run: what a killed one left would stop the next, whenever its process id
    is still taken (by a zombie that nobody reaps, as in containers, or by a newcomer).
    """
    try:
        directory.mkdir(mode=0o700)
        give(directory, user)
    except FileExistsError:
        found = directory.lstat()
        expected = os.geteuid() if user.uid is None else user.uid
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != expected:
            raise WrongOwner(f"{directory} is needed for the database's socket and is not ours.") from None
        directory.chmod(0o700)
    for remains in directory.glob(".s.PGSQL.*"):
        remains.unlink()
