"""A worker in a process of its own that lives and ends with the command that started it."""

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.http_server import leave_with_the_service
from app.settings import Settings

PATIENCE_SECONDS = 25
"""A little longer than a worker's own."""


@contextmanager
def worker_beside(settings: Settings) -> Iterator[None]:
    """Told to stop, and waited for, when the block is left."""
    worker = multiprocessing.get_context("spawn").Process(target=_work, args=(settings,), name="worker")
    worker.start()
    try:
        yield
    finally:
        worker.terminate()
        worker.join(PATIENCE_SECONDS)
        if worker.is_alive():
            worker.kill()
            worker.join()


def _work(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # until the worker listens: Ctrl-C reaches it too
    threading.Thread(target=leave_with_the_service, daemon=True).start()
    from app.working import run_worker

    run_worker(settings)
