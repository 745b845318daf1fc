"""What a worker counts: jobs by outcome and time, and how many are in the queue."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Gauge, Histogram, start_http_server

from app.workers.execution import Outcome

BUCKETS = (0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 1800)


class JobMetrics:
    """One worker process's; `serve` shows them at a port of loopback."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "job_duration_seconds",
            "Time that jobs took, by what came of them; its count is that of jobs.",
            ("job", "outcome"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._depth = Gauge(
            "jobs_in_queue", "Jobs that wait, run or failed.", ("job", "status"), registry=self.registry
        )
        self._looked_at = Gauge(
            "worker_last_look_timestamp_seconds",
            "When this worker last looked at schedules and queue.",
            registry=self.registry,
        )

    def count(self, name: str, outcome: Outcome, seconds: float) -> None:
        self._seconds.labels(name, outcome).observe(seconds)

    def show_depth(self, depth: Mapping[tuple[str, str], int]) -> None:
        """How many jobs there are of each name and status."""
        self._depth.clear()
        for (name, status), number in depth.items():
            self._depth.labels(name, status).set(number)
        self._looked_at.set_to_current_time()

    def serve(self, port: int) -> None:
        """In a thread, to this machine alone. Raises OSError when the port is taken."""
        start_http_server(port, addr="127.0.0.1", registry=self.registry)
