"""Which system user the server runs as, and what that user must be allowed to reach.

PostgreSQL refuses to run as root. A service started by root therefore hands the server to a user without
rights, which needs to search every directory above its files and to read the installed programs.
"""

import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import NamedTuple

_UNPRIVILEGED = "media_menu_postgres"


class WrongOwner(RuntimeError):
    """The database's files belong to a user that this process cannot act for."""


class SystemUser(NamedTuple):
    """A user and group id; both are None for whoever runs this process."""

    uid: int | None
    gid: int | None


def server_user(cluster: Path) -> SystemUser:
    """The owner of the database's files, or for new files the user to give them to.

    Raises WrongOwner when they belong to somebody else and we are not root.
    """
    if not cluster.exists():
        return _unprivileged() if os.geteuid() == 0 else SystemUser(None, None)
    owner = cluster.stat()
    if os.geteuid() == 0:
        return SystemUser(owner.st_uid, owner.st_gid) if owner.st_uid else _unprivileged()
    if owner.st_uid != os.geteuid():
        raise WrongOwner(
            f"The database in {cluster} belongs to user id {owner.st_uid}, and you are {os.geteuid()}. "
            "Run media-menu as the user who first started it, or set MEDIA_MENU_DATA to another directory."
        )
    return SystemUser(None, None)


def give(path: Path, user: SystemUser) -> None:
    """Makes the user the owner of a file or directory; a no-op for our own user."""
    if user.uid is not None and user.gid is not None:
        os.chown(path, user.uid, user.gid)


def let_reach(user: SystemUser, directory: Path) -> None:
    """Lets another user search the directories above, and nothing more: not list, not read."""
    if user.uid is None:
        return
    for folder in (directory, *directory.parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def let_run(user: SystemUser, installation: Path) -> None:
    """Lets another user run the installed programs (they may be unpacked under a strict umask)."""
    let_reach(user, installation)
    program = installation / "bin" / "postgres"
    if user.uid is None or program.stat().st_mode & stat.S_IROTH:
        return
    for path in (installation, *installation.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def _unprivileged() -> SystemUser:
    """The user that runs the server for root; made when it is missing, without a home or a shell."""
    try:
        entry = pwd.getpwnam(_UNPRIVILEGED)
    except KeyError:
        options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run(["useradd", *options, _UNPRIVILEGED], check=True, capture_output=True)  # noqa: S603, S607
        entry = pwd.getpwnam(_UNPRIVILEGED)
    return SystemUser(entry.pw_uid, entry.pw_gid)
