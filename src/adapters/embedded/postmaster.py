"""What the pid file of a database directory says, checked against the processes that really run."""

import signal
import time
from pathlib import Path

import psutil

_STATUS_LINE = 7


def postmaster(cluster: Path) -> psutil.Process | None:
    """The server that runs on these files, None when there is none.

    The pid file alone is no evidence: after a crash its number may belong to any other program, so the
    process must also work in this directory, as every PostgreSQL process does.
    """
    lines = _lines(cluster)
    try:
        process = psutil.Process(int(lines[0])) if lines else None
    except psutil.NoSuchProcess:
        return None
    return process if process and _works_in(process, cluster) else None


def status(cluster: Path) -> str:
    """`starting`, `ready` or `stopping`; empty when the file does not say."""
    lines = _lines(cluster)
    return lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else ""


def forget_dead(cluster: Path, patience: float = 30) -> None:
    """Waits for processes that a killed server left behind, then removes its pid file.

    PostgreSQL does the same itself unless the old number has been given to another process meanwhile.
    """
    deadline = time.monotonic() + patience
    while (
        any(_works_in(process, cluster) for process in psutil.process_iter()) and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    if postmaster(cluster) is None:
        (cluster / "postmaster.pid").unlink(missing_ok=True)


def end(process: psutil.Process, patience: float = 30) -> None:
    """Asks the server to disconnect everybody and stop; one that does not is made to (it recovers later)."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(patience)
    except psutil.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(patience)


def is_alive(process: psutil.Process) -> bool:
    """False also for a child that has ended and was not waited for."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    try:
        return process.cwd() == str(cluster)
    except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def _lines(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []
