"""One service per data directory: a file lock that says who holds it and dies with its holder."""

import fcntl
import os
from pathlib import Path
from typing import IO


class DataDirectoryInUse(RuntimeError):
    """Another process serves from this data directory; the message names it."""


class DataDirectoryLock:
    """A POSIX record lock on a file that holds its holder's process id.

    Record locks belong to one process: neither PostgreSQL nor a server worker inherits them, so the
    lock is free the moment the process that took it is gone, even after kill -9.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Raises DataDirectoryInUse when another process holds it."""
        file = self._path.open("a+", encoding="ascii")
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise DataDirectoryInUse(
                f"The data directory {self._path.parent} is in use by another media-menu, process {holder}. "
                "Stop that one, or set MEDIA_MENU_DATA to another directory."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file

    def is_held_by_another(self) -> bool:
        """Asks without taking it; false also when nobody ever held it."""
        if not self._path.exists():
            return False
        with self._path.open("r+", encoding="ascii") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
        return False

    def release(self) -> None:
        """Does nothing when the lock is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None
