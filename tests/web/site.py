"""A file server on loopback with the content security policy that the pages must live under."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)

BREAKS_OFF = "breaks-off"
FRAMES = "frames"
"""An empty page without a policy, so that it may hold the others in frames."""


class _Files(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == f"/{BREAKS_OFF}":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"<p>")
        elif self.path == f"/{FRAMES}":
            self.send_response(200)
            super().end_headers()
            self.wfile.write(b"<!doctype html><title>Frames</title>")
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store" if self.path.endswith(".html") else "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the requests are ours."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder at a free port of loopback; gives the origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
