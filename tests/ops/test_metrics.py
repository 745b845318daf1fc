"""What /metrics tells is true of all workers together, whichever of them is asked."""

import re
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import psutil

from tests.ops.running import PATIENCE, Service, environment

LIVE = re.compile(
    r'^http_request_duration_seconds_count\{method="GET",route="/health/live",status="2xx"\} (\S+)$', re.M
)
IN_FLIGHT = re.compile(r"^http_requests_in_flight (\S+)$", re.M)

DIES_ANSWERING = """
from app.http.metrics import RequestMetrics
metrics = RequestMetrics("counts")
metrics.observe("GET", "/m/{slug}", 200, 0.01)
metrics.in_flight.inc()
"""
STARTS_AFTERWARDS = """
from app.http.metrics import RequestMetrics, forget_dead_workers
forget_dead_workers("counts")
metrics = RequestMetrics("counts")
metrics.observe("GET", "/m/{slug}", 200, 0.01)
metrics.in_flight.inc()
print(metrics.exposition().decode())
"""


def metrics(service: Service) -> str:
    connection = HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
    connection.request("GET", "/metrics")
    return connection.getresponse().read().decode()


def counting_directories(service: Service) -> set[str]:
    environments = [psutil.Process(worker.pid).environ() for worker in service.workers()]
    return {each["PROMETHEUS_MULTIPROC_DIR"] for each in environments if "PROMETHEUS_MULTIPROC_DIR" in each}


def test_counts_of_two_workers_add_up_in_one_place_that_goes_with_them(data: Path) -> None:
    with Service(data, WORKERS=2) as service:
        service.start()
        [directory] = counting_directories(service)
        sent, deadline = 0, time.monotonic() + PATIENCE
        while len(list(Path(directory).glob("histogram_*.db"))) < 2:
            assert service.get("/health/live") == 200
            assert time.monotonic() < deadline, "one worker had all the requests"
            sent += 1
        # The last one counts a moment after its answer was sent.
        while LIVE.findall(metrics(service)) != [f"{sent}.0"]:
            assert time.monotonic() < deadline, metrics(service)
        told = [metrics(service) for _ in range(8)]
        assert [LIVE.findall(each) for each in told] == [[f"{sent}.0"]] * 8
        # The one that asks, and now and then the one before it, whose answer was sent a moment ago.
        assert {float(*IN_FLIGHT.findall(each)) for each in told} <= {1.0, 2.0}
        service.send(signal.SIGTERM)
        assert not Path(directory).exists()


def test_a_single_worker_shares_its_counts_with_nobody(data: Path, place: Path) -> None:
    with Service(data, PROMETHEUS_MULTIPROC_DIR=place / "of-another-program") as service:
        service.start()
        assert service.get("/health/live") == 200
        assert LIVE.findall(metrics(service)) == ["1.0"]
        assert counting_directories(service) == set()


def test_a_worker_that_died_counts_on_but_answers_nothing(tmp_path: Path) -> None:
    (tmp_path / "counts").mkdir()
    told = ""
    for life in (DIES_ANSWERING, STARTS_AFTERWARDS):
        told = subprocess.run(
            [sys.executable, "-c", life],
            cwd=tmp_path,
            env=environment(PROMETHEUS_MULTIPROC_DIR="counts"),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    assert 'route="/m/{slug}",status="2xx"} 2.0' in told
    assert IN_FLIGHT.findall(told) == ["1.0"]
