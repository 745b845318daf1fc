"""What /metrics tells: how many requests of which route, how long they took, and how many are under way."""

from pathlib import Path

import psutil
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.types import Scope
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from app.http.addresses import is_direct_loopback
from domain.kernel import NotFound

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
UNKNOWN_ROUTE = "unknown"


class RequestMetrics:
    """Counts and times requests by method, route template and class of status.

    With several worker processes, `shared_directory` is where they meet (prometheus-client's
    PROMETHEUS_MULTIPROC_DIR, to be set before the first import of prometheus_client).
    """

    def __init__(self, shared_directory: str | None = None) -> None:
        self.registry = CollectorRegistry()
        self._shared_directory = shared_directory
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "Time from the first byte of a request to the last of its answer; its count is that of requests.",
            ("method", "route", "status"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.in_flight = Gauge(
            "http_requests_in_flight",
            "Requests being answered now.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._children: dict[tuple[str, str, int], Histogram] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        key = (method, route, status // 100)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._seconds.labels(method, route, f"{status // 100}xx")
        child.observe(seconds)

    def exposition(self) -> bytes:
        """Prometheus' text format, over all workers where there are several."""
        if self._shared_directory is None:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, self._shared_directory)  # type: ignore[no-untyped-call]
        return generate_latest(together)


def forget_dead_workers(shared_directory: str) -> None:
    """A worker that was killed takes no requests any more; what it has counted stays counted."""
    workers = {int(file.stem.rpartition("_")[2]) for file in Path(shared_directory).glob("*.db")}
    for worker in workers:
        if not psutil.pid_exists(worker):
            mark_process_dead(worker, shared_directory)  # type: ignore[no-untyped-call]


@get("/metrics", include_in_schema=False, sync_to_thread=False)
def show_metrics(scope: Scope, metrics: NamedDependency[RequestMetrics]) -> Response[bytes]:
    """For the machine itself only: for everybody else, and through any proxy, it is not there."""
    if not is_direct_loopback(scope):
        raise NotFound("Metrics are shown to this machine only.")
    return Response(metrics.exposition(), media_type=CONTENT_TYPE_LATEST)
